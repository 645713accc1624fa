// Constants are computed once: in goes an expression, out comes one of the same worth in which nothing that is constant
// is left to compute, but for divisions by zero.

import type { BinaryOperator } from '../syntax/ast.js';
import { applyBinary, applyUnary, isMember, type Value } from './evaluate.js';
import type { BinaryExpression, Expression } from './expression.js';
import { isLeaf, type AnyLeaf } from './expression-parts.js';
import { integer } from './expression-types.js';
import { globFor, isAll } from './glob.js';

/** Leaves stay as they are; the keys of a look-up were folded where it was resolved. */
export function fold<Leaf extends AnyLeaf>(expression: Expression<Leaf>): Expression<Leaf> {
  if (isLeaf(expression)) {
    return expression;
  }
  switch (expression.kind) {
    case 'integer':
    case 'string':
    case 'address':
      return expression;
    case 'unary': {
      const operand = fold(expression.operand);
      const value = constant(operand);
      return typeof value === 'bigint' ? integer(applyUnary(expression.operator, value)) : { ...expression, operand };
    }
    case 'in': {
      const operand = fold(expression.operand);
      const value = constant(operand);
      return value === null ? { ...expression, operand } : integer(isMember(value, expression.set) ? 1n : 0n);
    }
    case 'binary':
      return foldBinary(expression);
  }
}

function foldBinary<Leaf extends AnyLeaf>(expression: BinaryExpression<Leaf>): Expression<Leaf> {
  const { operator } = expression;
  const left = fold(expression.left);
  const right = fold(expression.right);
  const [leftValue, rightValue] = [constant(left), constant(right)];
  // a constant on the left decides whether the right is evaluated at all
  if (leftValue !== null && ((operator === '&&' && leftValue === 0n) || (operator === '||' && leftValue !== 0n))) {
    return integer(operator === '||' ? 1n : 0n);
  }
  if (rightValue instanceof Uint8Array && isMetByAll(operator, rightValue)) {
    return integer(1n);
  }
  const value = leftValue === null || rightValue === null ? null : applyBinary(operator, leftValue, rightValue);
  return value === null ? { ...expression, left, right } : integer(value);
}

/** Every string has the empty one, and matches '*'. */
function isMetByAll(operator: BinaryOperator, right: Uint8Array): boolean {
  return operator === 'STARTSWITH' || operator === 'ENDSWITH' || operator === 'CONTAINS' || operator === 'LIKE'
    ? isAll(globFor(operator, right) ?? [])
    : false;
}

export function constant<Leaf extends AnyLeaf>(expression: Expression<Leaf>): Value | null {
  return !isLeaf(expression)
    && (expression.kind === 'integer' || expression.kind === 'string' || expression.kind === 'address')
    ? expression.value : null;
}
