// The reference matcher: in go a checked rule and a trace, out come its matches. It follows the language page word by
// word, keeps every run as a list of chains with the events that they bound, and is meant to be right rather than fast.
//
// One event, for each key that it concerns (section 6): runs whose window has passed at it expire; all others, and a
// new one if it can begin the pattern, read it as they stood before it; of those that it completes one is reported and
// all end; then selection applies to the survivors. When the thread or process of a key ends, its runs end.

import type { CheckedRule } from '../check/rule.js';
import { worth, type Scalar } from './evaluate.js';
import { isOf, keysOf } from './key.js';
import { begin, read, type Fate, type Run } from './run.js';
import { reported, survivors } from './select.js';
import { timeOf, type Trace, type TraceEvent } from './trace.js';

export interface Match {
  /** Index in the trace of the event that completed it. */
  readonly at: number;
  readonly time: bigint;
  /** Which event took which step. */
  readonly bound: ReadonlyMap<number, TraceEvent>;
  /** By column; null where it reads a step that the match did not bind, or divides by zero. */
  readonly values: readonly (Scalar | null)[];
}

export interface Matching {
  readonly matches: readonly Match[];
  /** Runs that an event began. */
  readonly begun: number;
}

export function matchRule(rule: CheckedRule, trace: Trace): Matching {
  const runsOf = new Map<string, readonly Run[]>();
  const matches: Match[] = [];
  let begun = 0;
  trace.forEach((event, at) => {
    if ('ends' in event) {
      [...runsOf.keys()].filter((key) => isOf(key, event)).forEach((key) => runsOf.delete(key));
      return;
    }
    for (const key of keysOf(rule, event)) {
      const before = (runsOf.get(key) ?? []).filter((run) => !hasPassed(rule, run, event));
      const fresh = begin(rule, event, begun);
      begun += fresh === null ? 0 : 1;
      const fates = [...before.map((run) => read(rule, run, event)), ...(fresh === null ? [] : [fresh])];
      const match = reported(fates.flatMap((fate) => (fate.is === 'complete' ? [fate] : [])));
      if (match !== null) {
        matches.push(report(rule, match, event, at));
      }
      runsOf.set(key, survivors(rule, fates.flatMap((fate) => (fate.is === 'alive' ? [fate.run] : []))));
    }
  });
  return { matches, begun };
}

/** Signed: where time stamps fall, an event before the first one is within any window (section 5). */
function hasPassed({ windowNs }: CheckedRule, run: Run, event: TraceEvent): boolean {
  return windowNs !== null && BigInt.asIntN(64, timeOf(event) - run.first) > windowNs;
}

/** Names that the match did not bind are null (section 6). */
function report(rule: CheckedRule, { by }: Fate & { is: 'complete' }, event: TraceEvent, at: number): Match {
  const { bound } = by;
  const unbound = rule.bindings.map(({ index }) => index).filter((index) => !bound.has(index));
  return {
    at,
    time: timeOf(event),
    bound,
    values: rule.columns.map(({ expression }) =>
      (unbound.some((index) => reads(expression, index)) ? null : worth(expression, { bound, now: event }))),
  };
}

function reads(expression: CheckedRule['columns'][number]['expression'], binding: number): boolean {
  switch (expression.kind) {
    case 'field': return expression.binding === binding;
    case 'unary':
    case 'in': return reads(expression.operand, binding);
    case 'binary': return reads(expression.left, binding) || reads(expression.right, binding);
    default: return false;
  }
}
