// Selection (section 6): which of the runs that an event completes are reported, and which of the survivors stay.

import type { CheckedRule } from '../check/rule.js';
import { identityOf } from './identity.js';
import { isPending, type Run } from './run.js';

/** By the time of the first event; on equal times by the order of reading, then of being made. */
export function isLater(a: Run, b: Run): boolean {
  const difference = BigInt.asIntN(64, a.first - b.first);
  return difference !== 0n ? difference > 0n : a.at !== b.at ? a.at > b.at : a.made > b.made;
}

export function oldestFirst<T extends { readonly run: Run }>(runs: readonly T[]): readonly T[] {
  return [...runs].sort((a, b) => (isLater(a.run, b.run) ? 1 : -1));
}

/**
 * `latest` reports the one with the latest first event, `earliest` the one with the earliest; `all` and `any` report
 * each, oldest first.
 */
export function reported<T extends { readonly run: Run }>(
  { selection }: CheckedRule, complete: readonly T[],
): readonly T[] {
  const sorted = oldestFirst(complete);
  switch (selection.mode) {
    case 'latest': return sorted.slice(-1);
    case 'earliest': return sorted.slice(0, 1);
    case 'all':
    case 'any': return sorted;
  }
}

export interface Survivors {
  readonly stay: readonly Run[];
  readonly nrReplaced: number;
  readonly nrEvicted: number;
  /** More pending ones than a key may have. */
  readonly nrOverflowed: number;
}

/**
 * The runs that stay are up to N, if there is an N; beyond it the one with the oldest first event is evicted. Pending
 * runs stand outside this: up to a number of their own, beyond which the one with the latest first event goes.
 */
export function survivors(rule: CheckedRule, runs: readonly Run[], mostPending: number): Survivors {
  const { mode, runs: most } = rule.selection;
  const pending = inAge(runs.filter(isPending));
  const ordinary = runs.filter((run) => !isPending(run));
  const merged = mode === 'latest' || mode === 'earliest' ? onePerIdentity(rule, ordinary) : ordinary;
  const selected = inAge(merged).slice(most === null ? 0 : Math.max(0, merged.length - most));
  return {
    stay: inAge([...selected, ...pending.slice(0, mostPending)]),
    nrReplaced: ordinary.length - merged.length,
    nrEvicted: merged.length - selected.length,
    nrOverflowed: Math.max(0, pending.length - mostPending),
  };
}

function inAge(runs: readonly Run[]): readonly Run[] {
  return oldestFirst(runs.map((run) => ({ run }))).map(({ run }) => run);
}

/** Under `latest` the one with the later first event stays, under `earliest` the one with the earlier. */
function onePerIdentity(rule: CheckedRule, runs: readonly Run[]): readonly Run[] {
  const byIdentity = new Map<string, Run>();
  for (const run of runs) {
    const identity = identityOf(rule, run);
    const there = byIdentity.get(identity);
    if (there === undefined || isLater(run, there) === (rule.selection.mode === 'latest')) {
      byIdentity.set(identity, run);
    }
  }
  return [...byIdentity.values()];
}
