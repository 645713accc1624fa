// Selection (section 6): which of the runs that an event completes is reported, and which of the survivors stay. There
// is `latest` only so far; others will be further functions beside it.

import type { CheckedRule } from '../check/rule.js';
import { identityOf } from './identity.js';
import type { Run } from './run.js';

/** The greater time of the first event; on equal ones, the run that began later in the order of reading. */
export function isLater(a: Run, b: Run): boolean {
  return a.first === b.first ? a.born > b.born : a.first > b.first;
}

/** Of the completed runs `latest` reports the one with the latest first event. */
export function reported<T extends { readonly run: Run }>(complete: readonly T[]): T | null {
  return complete.reduce<T | null>((best, one) => (best === null || isLater(one.run, best.run) ? one : best), null);
}

/** Of the runs of one identity the one with the later first event stays. */
export function survivors(rule: CheckedRule, runs: readonly Run[]): readonly Run[] {
  const byIdentity = new Map<string, Run>();
  for (const run of runs) {
    const identity = identityOf(rule, run);
    const there = byIdentity.get(identity);
    if (there === undefined || isLater(run, there)) {
      byIdentity.set(identity, run);
    }
  }
  return [...byIdentity.values()];
}
