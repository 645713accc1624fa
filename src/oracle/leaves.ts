// What an expression reads: in goes an expression, out come its leaves, those of a lookup's keys among them.

import type { RuleExpression, RuleLeaf } from '../check/rule.js';

export function leavesOf(expression: RuleExpression): readonly RuleLeaf[] {
  switch (expression.kind) {
    case 'integer':
    case 'string':
    case 'address':
      return [];
    case 'unary':
    case 'in':
      return leavesOf(expression.operand);
    case 'binary':
      return [...leavesOf(expression.left), ...leavesOf(expression.right)];
    case 'lookup':
      return [expression, ...expression.keys.flatMap(leavesOf)];
    default:
      return [expression];
  }
}
