// Whether conditions on one event leave another no choice but to hold: in go the conditions that hold and the other, out
// comes true where it is certain.

import type { BinaryOperator } from '../syntax/ast.js';
import { evaluate } from './evaluate.js';
import { printConditionOf } from './print-condition.js';
import type { RuleExpression } from './rule.js';
import { canAllHold, onlyField } from './satisfiable.js';

export function implies(facts: readonly RuleExpression[], expression: RuleExpression): boolean {
  const text = printConditionOf(expression);
  if (facts.some((fact) => printConditionOf(fact) === text)) {
    return true;
  }
  if (expression.kind === 'binary' && (expression.operator === '&&' || expression.operator === '||')) {
    const sides = [expression.left, expression.right].map((side) => implies(facts, side));
    return expression.operator === '&&' ? sides.every((side) => side) : sides.some((side) => side);
  }
  const field = onlyField(expression);
  if (field === null) {
    return false;
  }
  const related = facts.filter((fact) => onlyField(fact)?.field.name === field.field.name);
  return !canAllHold(field, [...related, negate(expression)]) || related.some((fact) => isPart(fact, expression));
}

const opposite: ReadonlyMap<BinaryOperator, BinaryOperator> = new Map([
  ['==', '!='], ['!=', '=='], ['<', '>='], ['<=', '>'], ['>', '<='], ['>=', '<'],
]);

function negate(expression: RuleExpression): RuleExpression {
  const operator = expression.kind === 'binary' ? opposite.get(expression.operator) : undefined;
  return expression.kind === 'binary' && operator !== undefined
    ? { ...expression, operator }
    : { kind: 'unary', operator: '!', operand: expression, type: { kind: 'integer', unsigned: false } };
}

/** What begins with "/etc/ssl" begins with "/etc" too. */
function isPart(fact: RuleExpression, expression: RuleExpression): boolean {
  if (fact.kind !== 'binary' || expression.kind !== 'binary' || fact.right.kind !== 'string') {
    return false;
  }
  const isSame = fact.operator === expression.operator || expression.operator === 'CONTAINS';
  const { value } = fact.right;
  return isSame && isPartOperator(fact.operator) && isPartOperator(expression.operator)
    && evaluate(expression, () => value) === 1n;
}

function isPartOperator(operator: BinaryOperator): boolean {
  return operator === 'STARTSWITH' || operator === 'ENDSWITH' || operator === 'CONTAINS';
}
