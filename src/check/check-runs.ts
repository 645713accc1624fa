// Whether a selection keeps enough runs: in goes a checked rule, out come complaints only. One that keeps fewer than the
// shortest match needs would never match at all, which whoever wrote it would wait for in vain.

import { diagnostic } from '../source/diagnostic.js';
import type { Span } from '../source/span.js';
import { maxRuns } from './limits.js';
import { fullAllowance, neededRuns } from './needed-runs.js';
import type { Report } from './report.js';
import type { Chain, CheckedRule } from './rule.js';

/** `span`: of the number, or of what has it by default. */
export function checkRuns(rule: CheckedRule, span: Span, report: Report): void {
  const { mode, runs } = rule.selection;
  if (runs === null) {
    return; // there a run has a place of its own
  }
  const allowance = fullAllowance();
  let most = { chain: 0, needed: 0 };
  for (const chain of rule.chains.keys()) {
    const needed = neededRuns(rule, chain, allowance) ?? maxRuns + 1;
    most = needed > most.needed ? { chain, needed } : most;
  }
  if (most.needed <= runs) {
    return;
  }
  const needed = most.needed > maxRuns ? `more than ${maxRuns}` : `${most.needed}`;
  const chain = rule.chains[most.chain];
  report(diagnostic('selection-too-small', `the shortest match of ${chain === undefined ? '' : callChain(rule, chain)} `
    + `needs ${needed} runs alive at once, but ${mode}(${runs}) keeps ${runs}`, span, {
    hint: most.needed > maxRuns ? null : `SELECT { ${mode}(${most.needed}) }`,
  }));
}

/** By names, or kinds where there are none. */
function callChain(rule: CheckedRule, { steps }: Chain): string {
  const words = steps.map(({ binding }) => rule.bindings[binding]?.name ?? rule.bindings[binding]?.kind.name ?? '');
  const shown = words.length > 8 ? [...words.slice(0, 7), '…'] : words;
  return `[${shown.join(', ')}]`;
}
