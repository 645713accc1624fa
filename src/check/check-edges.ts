// Negations first and last in a pattern: in go its tree and chains, out come complaints of a rule without WITHIN, which
// says how far the one looks back and how long the other waits.

import { diagnostic } from '../source/diagnostic.js';
import type { PatternNode } from './draft.js';
import type { Report } from './report.js';
import type { Chain } from './rule.js';

export function checkEdges(root: PatternNode, chains: readonly Chain[], hasWithin: boolean, report: Report): void {
  if (hasWithin || root.kind !== 'sequence') {
    return;
  }
  const [leading, trailing] = [chains[0]?.leading ?? [], chains[0]?.trailing ?? []];
  for (const { bindings, span } of root.items.flatMap((item) => (item.kind === 'negation' ? [item] : []))) {
    if (bindings.some((one) => leading.includes(one))) {
      report(diagnostic('edge-negation-needs-within', 'a negation first in the pattern needs WITHIN', span, {
        hint: 'WITHIN { 10 s }: no such event in the 10 s before the next step',
      }));
    } else if (bindings.some((one) => trailing.includes(one))) {
      report(diagnostic('edge-negation-needs-within', 'a negation last in the pattern needs WITHIN', span, {
        hint: 'WITHIN { 10 s }: no such event until 10 s after the first event of the match',
      }));
    }
  }
}
