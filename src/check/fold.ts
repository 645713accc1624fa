// Constants are computed once: in goes an expression, out comes one of the same worth in which nothing that is constant
// is left to compute, but for divisions by zero.

import { applyBinary, applyUnary, areEqual, type Value } from './evaluate.js';
import { integer } from './expression-types.js';
import type { Expression } from './rule.js';

export function fold(expression: Expression): Expression {
  switch (expression.kind) {
    case 'integer':
    case 'string':
    case 'field':
    case 'context':
      return expression;
    case 'unary': {
      const operand = fold(expression.operand);
      return operand.kind === 'integer'
        ? integer(applyUnary(expression.operator, operand.value))
        : { ...expression, operand };
    }
    case 'in': {
      const operand = fold(expression.operand);
      const value = constant(operand);
      return value === null
        ? { ...expression, operand }
        : integer(expression.members.some((member) => areEqual(value, member)) ? 1n : 0n);
    }
    case 'binary':
      return foldBinary(expression);
  }
}

function foldBinary(expression: Expression & { kind: 'binary' }): Expression {
  const { operator } = expression;
  const left = fold(expression.left);
  const right = fold(expression.right);
  const [leftValue, rightValue] = [constant(left), constant(right)];
  // a constant on the left decides whether the right is evaluated at all
  if (leftValue !== null && ((operator === '&&' && leftValue === 0n) || (operator === '||' && leftValue !== 0n))) {
    return integer(operator === '||' ? 1n : 0n);
  }
  if (right.kind === 'string' && right.value.length === 0 && isPartOperator(operator)) {
    return integer(1n); // every string has the empty one
  }
  const value = leftValue === null || rightValue === null ? null : applyBinary(operator, leftValue, rightValue);
  return value === null ? { ...expression, left, right } : integer(value);
}

function isPartOperator(operator: string): boolean {
  return operator === 'STARTSWITH' || operator === 'ENDSWITH' || operator === 'CONTAINS';
}

export function constant(expression: Expression): Value | null {
  return expression.kind === 'integer' || expression.kind === 'string' ? expression.value : null;
}
