// Runs straight from the chains, for tests only: in go a sketch and events, out comes what becomes of a run, as a plain
// list of chains, each with the events that it has bound. It is as simple as can be and shares nothing with the
// automaton.

import { deadlineKind, orderOf, type Sketch, type SketchGuard, type SketchStep } from './test-sketch.js';

export interface Event {
  readonly kind: number;
  /** Of the predicates of the kind, predicate i in bit i. */
  readonly truth: number;
}

/** An event and the step that it was taken as. */
export interface Bound {
  readonly event: number;
  readonly step: number;
}

/** Whether a condition holds on these lists and the event at hand: anything, but always the same. */
export function conditionHolds(
  salt: number, condition: number, lists: readonly (readonly Bound[])[], now: number,
): boolean {
  let hash = salt + condition * 7919;
  for (const { event, step } of [...lists.flat(), { event: now, step: 0 }]) {
    hash = Math.imul(hash ^ (event * 16 + step + 1), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return (hash & 3) !== 0;
}

/** Classes have numbers of their own. */
export function conditionOf(meaning: { readonly of: 'guard' | 'class'; readonly index: number }): number {
  return meaning.of === 'guard' ? meaning.index : 100 + meaning.index;
}

export interface SimulatedChain {
  readonly chain: number;
  /** By step of the chain, in its order, as far as it is. */
  readonly bound: readonly (readonly Bound[])[];
  /** It awaits its deadline. */
  readonly pending: boolean;
}

export type Fate =
  | { readonly is: 'unborn' | 'dead' }
  | { readonly is: 'alive'; readonly chains: readonly SimulatedChain[] }
  | { readonly is: 'accepted'; readonly by: SimulatedChain };

/** What an event can be to a chain: an element of its item `at` (the first or a further one), or negated before it. */
interface Moment {
  readonly at: number;
  readonly as: 'first' | 'more' | 'negated';
  readonly step: number;
}

function arrayOf(sketch: Sketch, step: number): NonNullable<SketchStep['array']> {
  return sketch.steps[step]!.array ?? { least: 1, open: false };
}

/** Where a chain still has an item to begin, that one; else how many it has. */
function itemAwaited(sketch: Sketch, { chain, bound }: SimulatedChain): number {
  const { steps } = sketch.chains[chain]!;
  const last = bound.length - 1;
  return last >= 0 && bound[last]!.length < arrayOf(sketch, steps[last]!.step).least ? last : bound.length;
}

function isWhole(sketch: Sketch, { steps, of }: SketchGuard, at: number): boolean {
  return of === 'whole' && steps.includes(at) && (sketch.steps[at]!.array ?? null) !== null;
}

/** Which guards and classes an event has to meet that a chain reads at a moment; `ends`: as the last element of all. */
function conditionsAt(
  sketch: Sketch, chain: number, moment: Moment, ends: boolean,
): readonly { readonly condition: number; readonly reads: readonly number[] }[] {
  const { steps } = sketch.chains[chain]!;
  const order = orderOf(sketch.chains[chain]!);
  const guards = sketch.guards.flatMap((guard, condition) => {
    if (!guard.steps.every((step) => order.includes(step))) {
      return [];
    }
    const last = guard.steps.reduce((a, b) => order.indexOf(a) > order.indexOf(b) ? a : b);
    const others = guard.steps.filter((step) => step !== last);
    const isArray = (sketch.steps[last]!.array ?? null) !== null;
    if (isWhole(sketch, guard, last)) {
      const after = moment.as === 'first' && moment.at > 0 && steps[moment.at - 1]!.step === last;
      return after || (ends && moment.step === last) ? [{ condition, reads: [...guard.steps] }] : [];
    }
    if (last !== moment.step || (guard.of === 'prev' && isArray && moment.as === 'first')) {
      return [];
    }
    return [{ condition, reads: guard.of === 'prev' && isArray ? [...guard.steps] : others }];
  });
  const classes = (sketch.classes ?? []).flatMap((members, index) => {
    const binder = steps.findIndex(({ step }) => members.includes(step));
    const isLater = moment.at > binder || (moment.at === binder && moment.as === 'more');
    return binder !== -1 && members.includes(moment.step) && isLater
      ? [{ condition: conditionOf({ of: 'class', index }), reads: [steps[binder]!.step] }] : [];
  });
  return [...guards, ...classes];
}

type Step = 'finished' | 'killed' | 'moved' | 'stays';

/** What an event does to a chain, and what it is then; `isNegated`: it kills the chain where that is left as it was. */
function readChain(
  sketch: Sketch, salt: number, one: SimulatedChain, event: Event, now: number,
): { readonly does: Step; readonly then: SimulatedChain; readonly isNegated: boolean } {
  const { steps, trailing = [] } = sketch.chains[one.chain]!;
  const meets = (moment: Moment, ends: boolean): boolean => {
    const { kind, predicates } = sketch.steps[moment.step]!;
    return kind === event.kind && predicates.every((predicate) => ((event.truth >> predicate) & 1) === 1)
      && conditionsAt(sketch, one.chain, moment, ends).every(({ condition, reads }) => {
        const lists = [...reads].sort((a, b) => a - b).map((step) => one.bound[steps.findIndex((own) => own.step === step)] ?? []);
        const read = condition < 100 ? lists : [[lists[0]![0]!]]; // a class is bound by the first element
        return conditionHolds(salt, condition, read, now);
      });
  };
  const withElement = (at: number): SimulatedChain => ({
    chain: one.chain, pending: false,
    bound: [...one.bound.slice(0, at), [...one.bound[at] ?? [], { event: now, step: steps[at]!.step }]],
  });
  if (one.pending) {
    const isNegated = trailing.some((step) => meets({ at: steps.length, as: 'negated', step }, false));
    return { does: event.kind === deadlineKind(sketch) ? 'finished' : isNegated ? 'killed' : 'stays', then: one, isNegated };
  }
  const at = itemAwaited(sketch, one);
  const elements = one.bound[at]?.length ?? 0;
  const watched = at < steps.length && elements === 0 ? steps[at]!.watched : [];
  const isNegated = watched.some((step) => meets({ at, as: 'negated', step }, false));
  const result = (does: Step, then = one): ReturnType<typeof readChain> => does === 'finished' && trailing.length > 0
    ? { does: 'moved', then: { ...then, pending: true }, isNegated } : { does, then, isNegated };
  if (at < steps.length) {
    const { step } = steps[at]!;
    const { least, open } = arrayOf(sketch, step);
    const moment: Moment = { at, as: elements === 0 ? 'first' : 'more', step };
    const isComplete = elements + 1 === least && at === steps.length - 1;
    if (isComplete && meets(moment, true)) {
      return result('finished', withElement(at));
    }
    if ((!isComplete || (open && hasEnd(sketch, one.chain))) && meets(moment, false)) {
      return result('moved', withElement(at));
    }
    if (elements > 0) {
      return result('stays');
    }
  }
  if (at > 0 && arrayOf(sketch, steps[at - 1]!.step).open) { // the array before takes further elements
    const moment: Moment = { at: at - 1, as: 'more', step: steps[at - 1]!.step };
    if (at === steps.length && meets(moment, true)) {
      return result('finished', withElement(at - 1));
    }
    if (meets(moment, false)) {
      return result('moved', withElement(at - 1));
    }
  }
  return result(isNegated ? 'killed' : 'stays');
}

/** Whether the last step is an array of which something is tested as a whole. */
function hasEnd(sketch: Sketch, chain: number): boolean {
  const { steps } = sketch.chains[chain]!;
  const last = steps.length - 1;
  const moment: Moment = { at: last, as: 'more', step: steps[last]!.step };
  return conditionsAt(sketch, chain, moment, true).length > conditionsAt(sketch, chain, moment, false).length;
}

/** A run of which the first chain to finish ends it. */
export function simulate(sketch: Sketch, salt: number, fate: Fate, event: Event, now: number): Fate {
  if (fate.is !== 'unborn' && fate.is !== 'alive') {
    return fate;
  }
  const chains = fate.is === 'alive' ? fate.chains : unbegun(sketch);
  const left: SimulatedChain[] = [];
  for (const one of chains) {
    const { does, then } = readChain(sketch, salt, one, event, now);
    if (does === 'finished') {
      return { is: 'accepted', by: then };
    }
    if (does === 'moved' || (does === 'stays' && fate.is === 'alive')) {
      left.push(then);
    }
  }
  return left.length > 0 ? { is: 'alive', chains: left } : { is: fate.is === 'unborn' ? 'unborn' : 'dead' };
}

function unbegun(sketch: Sketch): readonly SimulatedChain[] {
  return sketch.chains.map((_, chain) => ({ chain, bound: [], pending: false }));
}

export interface Fork {
  /** What is left of the run; null: nothing. */
  readonly stays: readonly SimulatedChain[] | null;
  /** The run made of the chains that moved; null: none. */
  readonly made: readonly SimulatedChain[] | null;
  readonly matched: SimulatedChain | null;
}

/** A run that forks; null stands for one that has not begun. */
export function simulateFork(
  sketch: Sketch, salt: number, run: readonly SimulatedChain[] | null, event: Event, now: number,
): Fork {
  const read = (run ?? unbegun(sketch)).map((one) => ({ one, ...readChain(sketch, salt, one, event, now) }));
  const made = read.filter(({ does }) => does === 'moved').map(({ then }) => then);
  const isOver = run === null || (event.kind === deadlineKind(sketch) && read.some(({ does }) => does === 'finished'));
  const stays = isOver ? [] : read.filter(({ isNegated }) => !isNegated).map(({ one }) => one);
  return {
    stays: stays.length === 0 ? null : stays,
    made: made.length === 0 ? null : made,
    matched: read.find(({ does }) => does === 'finished')?.then ?? null,
  };
}

/** What the chains of a run still await and which conditions on what they have bound, as a set. */
export function identityOf(sketch: Sketch, chains: readonly SimulatedChain[]): string {
  const awaited = chains.map((one) => {
    const { steps, trailing = [] } = sketch.chains[one.chain]!;
    const isHeld = (step: number): boolean => one.bound.some((list) => list[0]?.step === step);
    const conditionsPending = (moments: readonly Moment[]): readonly number[] => moments.flatMap((moment) =>
      [false, true].flatMap((ends) => conditionsAt(sketch, one.chain, moment, ends && moment.at === steps.length - 1)
        .filter(({ reads }) => reads.some(isHeld)).map(({ condition }) => condition)));
    const behind = trailing.map((step): Moment => ({ at: steps.length, as: 'negated', step }));
    const lastly = [...trailing].sort((a, b) => a - b);
    if (one.pending) {
      return JSON.stringify(['pending', lastly, ascending(conditionsPending(behind))]);
    }
    const at = itemAwaited(sketch, one);
    const elements = one.bound[at]?.length ?? 0;
    const begun = at === steps.length || elements > 0; // a last array that did not end takes elements, too
    // An array before, of which nothing is awaited but which takes more.
    const extended = !begun && at > 0 && arrayOf(sketch, steps[at - 1]!.step).open ? at - 1 : null;
    const needs = steps.slice(at).map(({ step }, index) => arrayOf(sketch, step).least - (index === 0 ? elements : 0));
    // The last element of a last array, which something is tested at, is needed until it is there.
    const toCome = at === steps.length ? [[steps[at - 1]!.step, 1]]
      : steps.slice(at).map(({ step, watched }, index) =>
        [step, needs[index], ...(index === 0 && begun ? [] : [...watched].sort((a, b) => a - b))]);
    const moments = momentsOf(sketch, one.chain, Math.min(at, steps.length - 1), begun, extended);
    return JSON.stringify([
      begun, extended === null ? null : steps[extended]!.step, toCome, lastly,
      ascending(conditionsPending([...moments, ...behind])),
    ]);
  });
  return [...new Set(awaited)].sort().join();
}

/** All that may still be read. */
function momentsOf(
  sketch: Sketch, chain: number, at: number, begun: boolean, extended: number | null,
): readonly Moment[] {
  const { steps } = sketch.chains[chain]!;
  return steps.flatMap(({ step, watched }, item): readonly Moment[] => {
    const { least, open } = arrayOf(sketch, step);
    const isLast = item === steps.length - 1;
    const takesMore = least > 1 || (open && (!isLast || hasEnd(sketch, chain)));
    const more: readonly Moment[] = takesMore ? [{ at: item, as: 'more', step }] : [];
    if (item === extended || (item === at && begun)) {
      return more;
    }
    return item < at ? [] : [
      ...watched.map((negated): Moment => ({ at: item, as: 'negated', step: negated })),
      { at: item, as: 'first', step }, ...more,
    ];
  });
}

function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
