// The reference matcher: in go a checked rule and a trace, out come its matches. It follows the language page word by
// word, keeps every run as a list of chains with the events that they bound, and is meant to be right rather than fast.
//
// One event, for each key that it concerns (section 6): runs whose window has passed at it expire; all others, and a
// new one if it can begin the pattern, read it as they stood before it; of those that it completes selection says
// which are reported, and all end; then selection applies to the survivors. When the thread or process of a key ends,
// its runs end. Pending runs match at their deadline, by the clock of the trace.

import type { CheckedProgram, CheckedRule } from '../check/rule.js';
import type { Reading } from './chain.js';
import { due, laterOf } from './deadline.js';
import type { Scalar } from './evaluate.js';
import { isOf, keysOf } from './key.js';
import type { Scene } from './leaf.js';
import { initialMemory, written } from './memory.js';
import { remember, type Past } from './past.js';
import { react, type Done } from './react.js';
import { report } from './report.js';
import { begin, isPending, read, type Outcome, type Run } from './run.js';
import { reported, survivors } from './select.js';
import { timeOf, type Trace, type TraceEvent } from './trace.js';

export interface Match {
  /** Index in the trace of the event that completed it; at a deadline half before or behind the one that shows that it has passed. */
  readonly at: number;
  readonly time: bigint;
  /** By column; null where it reads a step that the match did not bind, or divides by zero. */
  readonly values: readonly (Scalar | null)[];
  /** By DO; what changes the system would have been. */
  readonly done: readonly Done[];
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
  /** Pending, and more than a key may have of these. */
  readonly overflowed: number;
  /** With the thread or process of their key. */
  readonly ended: number;
  /** No runs: events of a leading negation that a key had to forget. */
  readonly forgotten: number;
}

const nothing: Counts = {
  begun: 0, forked: 0, killed: 0, expired: 0, replaced: 0, evicted: 0, overflowed: 0, ended: 0, forgotten: 0,
};

export interface MatchOptions {
  /** Nothing is known from before; null: the trace is complete. */
  readonly since?: bigint | null;
  /** Pending runs of a key. */
  readonly pending?: number;
}

export function matchRule(
  { variables, tables }: Pick<CheckedProgram, 'variables' | 'tables'>, rule: CheckedRule, trace: Trace,
  { since = null, pending = 16 }: MatchOptions = {},
): Matching {
  const keys = new Map<string, Key>();
  const matches: Match[] = [];
  let [memory, counts, nrMade] = [initialMemory(variables), nothing, 0];
  let clock: bigint | null = null;
  /** It runs DO, and then makes its record. */
  const match = (at: number, time: bigint, bound: Scene['bound'], context: TraceEvent['context']): void => {
    const { memory: after, done } = react(rule.reaction, { tables }, bound, context, memory);
    memory = after;
    matches.push({ at, time, values: report(rule, bound, context, memory), done });
  };
  /** Those whose deadline the clock has passed, or, at the end, reached. */
  const matchDue = (at: number, isEnd: boolean): void => {
    const { passed, left } = due(rule, keys, clock, isEnd);
    passed.forEach(({ time, bound }) => match(at, time, bound, { now: time }));
    left.forEach((runs, key) => keys.set(key, { ...keys.get(key)!, runs }));
  };
  trace.forEach((event, at) => {
    if ('writes' in event) {
      memory = written(memory, event);
      return;
    }
    if ('ends' in event) {
      for (const [key, { runs }] of [...keys].filter(([one]) => isOf(one, event))) {
        const left = runs.filter(isPending);
        counts = add(counts, { ended: runs.length - left.length });
        keys.set(key, { runs: left, past: unknownPast(since) });
      }
      return;
    }
    clock = laterOf(clock, 'until' in event ? event.until : timeOf(event));
    matchDue(at - 0.5, false);
    if ('until' in event) {
      return;
    }
    const complete: Scene['bound'][] = [];
    for (const [key, mayBe] of keysOf(rule, event, memory)) {
      const { runs, past } = keys.get(key) ?? { runs: [], past: unknownPast(since) };
      const step = readUnderKey({ rule, event, mayBe, memory, past }, runs, at, nrMade, pending);
      keys.set(key, step.key);
      complete.push(...step.complete);
      counts = add(counts, step.counts);
      nrMade += step.nrMade;
    }
    // the event has been read
    complete.forEach((bound) => match(at, timeOf(event), bound, event.context));
    matchDue(at + 0.5, false);
  });
  matchDue(trace.length - 0.5, true);
  return { matches, counts };
}

interface Key {
  readonly runs: readonly Run[];
  readonly past: Past;
}

function unknownPast(since: bigint | null): Past {
  return { remembered: [], forgotten: null, since };
}

interface Step {
  readonly key: Key;
  /** What the chains that match have bound. */
  readonly complete: readonly Scene['bound'][];
  readonly counts: Partial<Counts>;
  readonly nrMade: number;
}

/** `runs` are oldest first, and so are the runs that `any` makes of them. */
function readUnderKey(reading: Reading, runs: readonly Run[], at: number, nrMade: number, mostPending: number): Step {
  const { rule, event } = reading;
  const before = runs.filter((run) => isPending(run) || !hasPassed(rule, run, event));
  const old = before.map((run, index) => read(reading, run, nrMade + index));
  const fresh = begin(reading, at, nrMade + before.length);
  const outcomes = [...old, ...(fresh === null ? [] : [fresh])];
  const complete = outcomes.flatMap(({ match }) => match ?? []);
  const chosen = reported(rule, complete);
  const left = survivors(rule, outcomes.flatMap(({ stays, forked }) => [stays ?? [], forked ?? []].flat()), mostPending);
  const { past, nrForgotten } = remember(reading);
  return {
    key: { runs: left.stay, past },
    complete: chosen.map(({ by }) => by.bound),
    counts: {
      begun: fresh === null ? 0 : 1,
      forked: old.filter(({ forked }) => forked !== null).length,
      killed: old.filter(isDead).length,
      expired: runs.length - before.length,
      replaced: left.nrReplaced + complete.length - chosen.length,
      evicted: left.nrEvicted,
      overflowed: left.nrOverflowed,
      forgotten: nrForgotten,
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
