// Decides what a run keeps: in goes a checked rule, out come the fields that a later guard or RETURN reads.

import type { CheckedRule, Guard } from '../check/rule.js';
import { fieldsOf, type FieldExpression } from '../check/expression-parts.js';

/** Fields to keep, each once, by binding and then by first use. */
export function chooseCaptures(rule: CheckedRule): readonly FieldExpression[] {
  const uses: FieldExpression[] = [];
  const add = (use: FieldExpression): void => {
    if (!uses.some((known) => known.binding === use.binding && known.field === use.field)) {
      uses.push(use);
    }
  };
  for (const guard of rule.guards) {
    const last = lastOf(rule, guard);
    fieldsOf(guard.expression)
      .filter((use) => use.binding !== last)
      .forEach(add);
  }
  for (const column of rule.columns) {
    fieldsOf(column.expression).forEach(add);
  }
  return [...uses].sort((a, b) => a.binding - b.binding);
}

/** The binding at which a guard is tested: its negated one, else the last in the order of the pattern. */
export function lastOf(rule: CheckedRule, guard: Guard): number {
  const negated = guard.names.find((name) => rule.bindings[name]!.negated);
  return negated ?? Math.max(...guard.names);
}
