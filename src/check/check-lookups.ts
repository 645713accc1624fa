// TABLEs in conditions over several events: in goes such a condition, out come complaints only. A table is looked into
// with the event at hand, before the runs that a condition is tested on are known; so its keys are of the event that is
// being read when the condition is tested.

import { diagnostic } from '../source/diagnostic.js';
import type { DraftBinding } from './draft.js';
import { allLeavesOf, bindingsOf, lookupsOf } from './expression-parts.js';
import { callBinding, callLeaf } from './phrase.js';
import type { Report } from './report.js';
import type { Test } from './resolve-conditions.js';

/** False where something was reported. */
export function checkLookups({ expression, span }: Test, bindings: readonly DraftBinding[], report: Report): boolean {
  const names = bindingsOf(expression);
  const last = bindings[names[names.length - 1] ?? -1]; // chains keep the order of the source
  const stranger = lookupsOf(expression).flatMap((lookup) => lookup.keys.flatMap(allLeavesOf)).find((leaf) =>
    leaf.kind === 'aggregate' || (leaf.kind === 'field' && leaf.binding !== last?.index));
  if (stranger === undefined || last === undefined) {
    return true;
  }
  report(diagnostic('bad-table',
    `a table is looked into with fields of the event being read, which ${callLeaf(stranger, bindings)} is not`, span, {
      hint: last.array === null ? `this condition is tested when ${callBinding(last)} is read` : null,
    }));
  return false;
}
