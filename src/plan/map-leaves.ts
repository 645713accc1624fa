// Another reading of the same operators: in go an expression and what becomes of each leaf, out comes the expression over
// the new leaves.

import type { Expression } from '../check/expression.js';
import { isLeaf, type AnyLeaf } from '../check/expression-parts.js';

export function mapLeaves<From extends AnyLeaf, To>(
  expression: Expression<From>, leafOf: (leaf: From) => Expression<To>,
): Expression<To> {
  if (isLeaf(expression)) {
    return leafOf(expression);
  }
  switch (expression.kind) {
    case 'unary':
    case 'in':
      return { ...expression, operand: mapLeaves(expression.operand, leafOf) };
    case 'binary':
      return { ...expression, left: mapLeaves(expression.left, leafOf), right: mapLeaves(expression.right, leafOf) };
    default:
      return expression as Expression<To>;
  }
}
