// A negation that stands last (section 6): in go all runs of a rule and the time that it is, out come the matches of those
// that awaited only the end of their window, which has passed.

import type { CheckedRule } from '../check/rule.js';
import type { Scene } from './leaf.js';
import { isPending, type Run } from './run.js';
import { isLater } from './select.js';

export interface Due {
  /** By deadline, then by age. */
  readonly passed: readonly { readonly time: bigint; readonly bound: Scene['bound'] }[];
  /** The other runs, of keys that had such. */
  readonly left: ReadonlyMap<string, readonly Run[]>;
}

/** At the end of a trace deadlines at the clock have passed, too. */
export function due(
  rule: CheckedRule, keys: ReadonlyMap<string, { readonly runs: readonly Run[] }>, clock: bigint | null, isEnd: boolean,
): Due {
  const window = rule.windowNs;
  if (window === null || clock === null) {
    return { passed: [], left: new Map() };
  }
  const now = clock;
  const isDue = (run: Run): boolean => {
    const late = signed(now - deadlineOf(run, window));
    return isPending(run) && (late > 0n || (isEnd && late === 0n));
  };
  const found = [...keys].filter(([, { runs }]) => runs.some(isDue));
  // of runs of one window the older one has the earlier deadline
  const runs = found.flatMap((one) => one[1].runs.filter(isDue)).sort((a, b) => (isLater(a, b) ? 1 : -1));
  return {
    passed: runs.map((run) => ({
      time: deadlineOf(run, window),
      bound: run.chains.find((chain) => chain.isPending)!.bound, // the first of them
    })),
    left: new Map(found.map(([key, of]) => [key, of.runs.filter((run) => !isDue(run))])),
  };
}

/** The greater of two time stamps, by signed difference. */
export function laterOf(clock: bigint | null, time: bigint): bigint {
  return clock !== null && signed(clock - time) > 0n ? clock : time;
}

function deadlineOf({ first }: Run, window: bigint): bigint {
  return BigInt.asUintN(64, first + window);
}

function signed(difference: bigint): bigint {
  return BigInt.asIntN(64, difference);
}
