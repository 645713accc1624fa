// Resolved expressions as text: in goes an expression, out comes what the source could have said, with numbers for the
// names of bindings.

import { printExpression } from '../syntax/print-expression.js';
import { expressionTree } from './expression-tree.js';
import type { RuleExpression, RuleLeaf } from './rule.js';

/** `$2.Field`. */
export function printResolved(expression: RuleExpression): string {
  return printExpression(expressionTree(expression, (binding) => `$${binding}`));
}

/** Of a condition on one event, which is the same text for the same condition on another of its kind. */
export function printConditionOf(expression: RuleExpression): string {
  return printExpression(expressionTree(expression, () => '$'));
}

/** As the rule would write it; what it reads is of bindings that have names. */
export function printLeaf(leaf: RuleLeaf, bindings: readonly { readonly name: string | null }[]): string {
  return printExpression(expressionTree(leaf, (index) => bindings[index]?.name ?? ''));
}
