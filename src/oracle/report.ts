// What a match says: in go the rule, what the chain that finished has bound, and the execution context of the event that
// finished it; out come the values of the columns.

import type { CheckedRule } from '../check/rule.js';
import { worth, type Scalar } from './evaluate.js';
import { lacksPrevious, type Scene } from './leaf.js';
import { leavesOf } from './leaves.js';
import type { Memory } from './memory.js';
import type { TraceEvent } from './trace.js';

/** Null where a column reads a name that is not bound or an element that there is not, or divides by zero. */
export function report(
  rule: CheckedRule, bound: Scene['bound'], context: TraceEvent['context'], memory: Memory,
): readonly (Scalar | null)[] {
  return rule.columns.map(({ expression }) => {
    const isKnown = leavesOf(expression).every((leaf) =>
      (leaf.kind !== 'field' && leaf.kind !== 'aggregate') || (bound.has(leaf.binding) && !lacksPrevious(leaf, bound)));
    return isKnown ? worth(expression, { bound, element: new Map(), context, memory }) : null;
  });
}
