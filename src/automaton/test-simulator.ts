// A run straight from the chains, for tests only: in go a problem and events, out comes what becomes of a run,
// as a plain list of chains, each with the event that took each of its steps. It is as simple as can be and
// shares nothing with the automaton.

import type { Problem } from './automaton.js';

export interface Event {
  readonly kind: number;
  /** Of the predicates of the kind, predicate i in bit i. */
  readonly truth: number;
}

/** Whether a guard holds on these events, one per step of the guard: anything, but always the same. */
export function guardHolds(salt: number, guard: number, events: readonly number[]): boolean {
  let hash = salt + guard * 7919;
  for (const event of events) {
    hash = Math.imul(hash ^ (event + 1), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return (hash & 3) !== 0;
}

export interface SimulatedChain {
  readonly chain: number;
  /** Which event took each step. */
  readonly bound: ReadonlyMap<number, number>;
}

export type Fate =
  | { readonly is: 'unborn' | 'dead' }
  | { readonly is: 'alive'; readonly chains: readonly SimulatedChain[] }
  | { readonly is: 'accepted'; readonly by: SimulatedChain };

export function simulate(problem: Problem, salt: number, fate: Fate, event: Event, now: number): Fate {
  const could = (step: number): boolean => {
    const { kind, predicates } = problem.steps[step]!;
    return kind === event.kind && predicates.every((predicate) => ((event.truth >> predicate) & 1) === 1);
  };
  const takes = (step: number, { chain, bound }: SimulatedChain): boolean =>
    could(step) && problem.guards.every(({ steps }, guard) => {
      const order = problem.chains[chain]!.steps.flatMap((one) => [...one.watched, one.step]);
      const tested = steps.find((one) => problem.steps[one]!.negated)
        ?? steps.reduce((a, b) => order.indexOf(a) > order.indexOf(b) ? a : b);
      const applies = tested === step && steps.every((one) => order.includes(one));
      return !applies || guardHolds(salt, guard, steps.map((one) => one === step ? now : bound.get(one)!));
    });
  if (fate.is !== 'unborn' && fate.is !== 'alive') {
    return fate;
  }
  const chains = fate.is === 'alive' ? fate.chains : problem.chains.map((_, chain) => ({ chain, bound: new Map() }));
  const left: SimulatedChain[] = [];
  for (const one of chains) {
    const { steps } = problem.chains[one.chain]!;
    const { step, watched } = steps[one.bound.size]!;
    if (takes(step, one)) {
      const moved = { chain: one.chain, bound: new Map([...one.bound, [step, now]]) };
      if (moved.bound.size === steps.length) {
        return { is: 'accepted', by: moved };
      }
      left.push(moved);
    } else if (fate.is === 'alive' && !watched.some((negated) => takes(negated, one))) {
      left.push(one);
    }
  }
  return left.length > 0 ? { is: 'alive', chains: left } : { is: fate.is === 'unborn' ? 'unborn' : 'dead' };
}

/** What the chains of a run still await and which guards on what they have bound, as a set. */
export function identityOf(problem: Problem, chains: readonly SimulatedChain[]): string {
  const awaited = chains.map(({ chain, bound }) => {
    const { steps } = problem.chains[chain]!;
    const rest = steps.slice(bound.size);
    const own = steps.flatMap(({ step, watched }) => [step, ...watched]);
    const restFlat = rest.flatMap(({ step, watched }) => [step, ...watched]);
    const pending = [...problem.guards.keys()].filter((guard) => {
      const read = problem.guards[guard]!.steps;
      const negated = read.filter((step) => problem.steps[step]!.negated);
      return read.every((step) => own.includes(step)) && read.some((step) => bound.has(step))
        && (negated.length > 0 ? negated : read).some((step) => restFlat.includes(step));
    });
    return JSON.stringify([rest.map(({ step, watched }) => [step, [...watched].sort()]), pending]);
  });
  return [...new Set(awaited)].sort().join();
}
