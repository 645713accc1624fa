// The reference matcher: in go a checked rule and a trace, out come its matches. It follows the language page word by
// word, keeps every run as a list of chains with the events that they bound, and is meant to be right rather than fast.
//
// One event, for each key that it concerns (section 6): runs whose window has passed at it expire; all others, and a
// new one if it can begin the pattern, read it as they stood before it; of those that it completes selection says
// which are reported, and all end; then selection applies to the survivors. When the thread or process of a key ends,
// its runs end.

import type { CheckedProgram, CheckedRule } from '../check/rule.js';
import type { Reading } from './chain.js';
import type { Scalar } from './evaluate.js';
import { isOf, keysOf } from './key.js';
import { initialMemory, written } from './memory.js';
import { report } from './report.js';
import { begin, read, type Outcome, type Run } from './run.js';
import { reported, survivors } from './select.js';
import { timeOf, type Trace, type TraceEvent } from './trace.js';

export interface Match {
  /** Index in the trace of the event that completed it. */
  readonly at: number;
  readonly time: bigint;
  /** By column; null where it reads a step that the match did not bind, or divides by zero. */
  readonly values: readonly (Scalar | null)[];
}

export interface Matching {
  /** Those of one event under one key in their order; those under several keys have none among each other. */
  readonly matches: readonly Match[];
  readonly counts: Counts;
}

/** What became of runs. */
export interface Counts {
  /** Runs that an event began. */
  readonly begun: number;
  /** Runs that `any` made of others. */
  readonly forked: number;
  readonly killed: number;
  readonly expired: number;
  /** Dropped for a run of the same identity, or completed and not reported. */
  readonly replaced: number;
  /** More than N. */
  readonly evicted: number;
  /** With the thread or process of their key. */
  readonly ended: number;
}

const nothing: Counts = { begun: 0, forked: 0, killed: 0, expired: 0, replaced: 0, evicted: 0, ended: 0 };

export function matchRule({ variables }: Pick<CheckedProgram, 'variables'>, rule: CheckedRule, trace: Trace): Matching {
  const runsOf = new Map<string, readonly Run[]>();
  const matches: Match[] = [];
  let [memory, counts, nrMade] = [initialMemory(variables), nothing, 0];
  trace.forEach((event, at) => {
    if ('writes' in event) {
      memory = written(memory, event);
      return;
    }
    if ('ends' in event) {
      for (const key of [...runsOf.keys()].filter((one) => isOf(one, event))) {
        counts = add(counts, { ended: runsOf.get(key)!.length });
        runsOf.delete(key);
      }
      return;
    }
    for (const [key, mayBe] of keysOf(rule, event, memory)) {
      const step = readUnderKey({ rule, event, mayBe, memory }, runsOf.get(key) ?? [], at, nrMade);
      runsOf.set(key, step.runs);
      matches.push(...step.matches);
      counts = add(counts, step.counts);
      nrMade += step.nrMade;
    }
  });
  return { matches, counts };
}

interface Step {
  readonly runs: readonly Run[];
  readonly matches: readonly Match[];
  readonly counts: Partial<Counts>;
  readonly nrMade: number;
}

/** `runs` are oldest first, and so are the runs that `any` makes of them. */
function readUnderKey(reading: Reading, runs: readonly Run[], at: number, nrMade: number): Step {
  const { rule, event, memory } = reading;
  const before = runs.filter((run) => !hasPassed(rule, run, event));
  const old = before.map((run, index) => read(reading, run, nrMade + index));
  const fresh = begin(reading, at, nrMade + before.length);
  const outcomes = [...old, ...(fresh === null ? [] : [fresh])];
  const complete = outcomes.flatMap(({ match }) => match ?? []);
  const chosen = reported(rule, complete);
  const left = survivors(rule, outcomes.flatMap(({ stays, forked }) => [stays ?? [], forked ?? []].flat()));
  return {
    runs: left.stay,
    matches: chosen.map(({ by }) => ({ at, time: timeOf(event), values: report(rule, by.bound, event, memory) })),
    counts: {
      begun: fresh === null ? 0 : 1,
      forked: old.filter(({ forked }) => forked !== null).length,
      killed: old.filter(isDead).length,
      expired: runs.length - before.length,
      replaced: left.nrReplaced + complete.length - chosen.length,
      evicted: left.nrEvicted,
    },
    nrMade: outcomes.length,
  };
}

/** Signed: where time stamps fall, an event before the first one is within any window (section 5). */
function hasPassed({ windowNs }: CheckedRule, run: Run, event: TraceEvent): boolean {
  return windowNs !== null && BigInt.asIntN(64, timeOf(event) - run.first) > windowNs;
}

/** Under `any` a run may both match and stay, or fork and be killed. */
function isDead({ match, stays }: Outcome): boolean {
  return stays === null && match === null;
}

function add(a: Counts, b: Partial<Counts>): Counts {
  return Object.fromEntries(Object.entries(a).map(([name, count]) =>
    [name, count + (b[name as keyof Counts] ?? 0)])) as unknown as Counts;
}
