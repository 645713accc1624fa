// What an expression reads: in goes an expression, out come its leaves, fields, aggregates and bindings.

import type { Expression } from './expression.js';
import type { RuleExpression, RuleLeaf } from './rule.js';

/** What any leaf has. */
export interface AnyLeaf {
  readonly kind: string;
}

export type FieldExpression = RuleLeaf & { readonly kind: 'field' };
export type AggregateExpression = RuleLeaf & { readonly kind: 'aggregate' };
export type LookupExpression = RuleLeaf & { readonly kind: 'lookup' };

const inner: ReadonlySet<string> = new Set(['integer', 'string', 'address', 'unary', 'binary', 'in']);

/** Neither a literal nor made of operands. */
export function isLeaf<Leaf extends AnyLeaf>(expression: Expression<Leaf>): expression is Leaf {
  return !inner.has(expression.kind);
}

/** In source order, with repeats; keys of a look-up are the leaf's own. */
export function leavesOf<Leaf extends AnyLeaf>(expression: Expression<Leaf>): readonly Leaf[] {
  if (isLeaf(expression)) {
    return [expression];
  }
  switch (expression.kind) {
    case 'unary':
    case 'in':
      return leavesOf(expression.operand);
    case 'binary':
      return [...leavesOf(expression.left), ...leavesOf(expression.right)];
    default:
      return [];
  }
}

/** Look-ups before what their keys read. */
export function allLeavesOf(expression: RuleExpression): readonly RuleLeaf[] {
  return leavesOf(expression).flatMap((leaf) =>
    (leaf.kind === 'lookup' ? [leaf, ...leaf.keys.flatMap(allLeavesOf)] : [leaf]));
}

/** Plain fields, those in keys of look-ups too; in source order, with repeats. */
export function fieldsOf(expression: RuleExpression): readonly FieldExpression[] {
  return allLeavesOf(expression).filter((leaf) => leaf.kind === 'field');
}

export function aggregatesOf(expression: RuleExpression): readonly AggregateExpression[] {
  return allLeavesOf(expression).filter((leaf) => leaf.kind === 'aggregate');
}

export function lookupsOf(expression: RuleExpression): readonly LookupExpression[] {
  return allLeavesOf(expression).filter((leaf) => leaf.kind === 'lookup');
}

/** Of fields and of aggregates; ascending, each once. */
export function bindingsOf(expression: RuleExpression): readonly number[] {
  const bindings = allLeavesOf(expression)
    .flatMap((leaf) => (leaf.kind === 'field' || leaf.kind === 'aggregate' ? [leaf.binding] : []));
  return [...new Set(bindings)].sort((a, b) => a - b);
}

/** Where a constant zero divides. */
export function dividesByZero(expression: RuleExpression): boolean {
  if (isLeaf(expression)) {
    return expression.kind === 'lookup' && expression.keys.some(dividesByZero);
  }
  switch (expression.kind) {
    case 'unary':
    case 'in':
      return dividesByZero(expression.operand);
    case 'binary': {
      const { operator, left, right } = expression;
      const isByZero = (operator === '/' || operator === '%') && right.kind === 'integer' && right.value === 0n;
      return isByZero || dividesByZero(left) || dividesByZero(right);
    }
    default:
      return false;
  }
}
