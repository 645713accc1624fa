// The automaton against a simulator that knows nothing of it: random problems, random events, and a run as a plain list
// of chains, each with how far it is and which event took each of its steps.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Automaton, Problem, ProblemChain, ProblemStep } from './automaton.js';
import { buildAutomaton, isOverflow } from './build.js';

const limits = { states: 3000, letters: 3000, slots: 3000 };

// ---- Random problems

interface Event {
  readonly kind: number;
  readonly truth: number;
}

interface Sketch {
  readonly steps: readonly ProblemStep[];
  readonly guards: readonly (readonly number[])[];
}

const sketches: fc.Arbitrary<Sketch> = fc.record({
  steps: fc.array(fc.record({
    kind: fc.nat(2),
    negated: fc.constantFrom(false, false, true),
    predicates: fc.constantFrom([], [], [0], [1], [0, 1]),
    captures: fc.boolean(),
  }), { minLength: 1, maxLength: 8 }),
  guards: fc.array(fc.array(fc.nat(7), { minLength: 2, maxLength: 3 }), { maxLength: 3 }),
});

/** Guards of at least two steps; of a negated one and what stands before it, or of positive ones; their steps capture. */
function complete({ steps, guards }: Sketch, chains: readonly ProblemChain[]): Problem {
  const sound = guards
    .map((own) => [...new Set(own.filter((step) => step < steps.length))].sort((a, b) => a - b))
    .map((own) => own.filter((step, index) => !steps[step]!.negated || index === own.length - 1))
    .filter((own) => own.length > 1);
  const read = new Set(sound.flat());
  return {
    nrKinds: 3,
    steps: steps.map((step, index) => ({ ...step, captures: !step.negated && (step.captures || read.has(index)) })),
    chains,
    guards: sound.map((own) => ({ steps: own })),
  };
}

/** A chain of some of the steps in their order; null where none of them is positive. */
function chainOf(steps: readonly ProblemStep[], chosen: readonly number[]): ProblemChain | null {
  const chain: { step: number; watched: number[] }[] = [];
  let watched: number[] = [];
  for (const step of chosen) {
    if (!steps[step]!.negated) {
      chain.push({ step, watched });
      watched = [];
    } else if (chain.length > 0) {
      watched = [...watched, step];
    }
  }
  return chain.length === 0 ? null : { steps: chain };
}

/** Chains that pick steps at random: more than any pattern means. */
const anyProblems: fc.Arbitrary<Problem> = fc.record({
  sketch: sketches,
  picks: fc.array(fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: 5 }),
}).map(({ sketch, picks }) => {
  const chains = picks.flatMap((pick) =>
    chainOf(sketch.steps, [...sketch.steps.keys()].filter((step) => pick[step])) ?? []);
  const positive = sketch.steps.findIndex(({ negated }) => !negated);
  return positive === -1
    ? complete({ steps: [{ ...sketch.steps[0]!, negated: false }], guards: [] }, [{ steps: [{ step: 0, watched: [] }] }])
    : complete(sketch, chains.length > 0 ? chains : [chainOf(sketch.steps, [positive])!]);
});

/** Chains as alternatives mean them: each stretch of the steps is a sequence or offers a choice. */
const patternProblems: fc.Arbitrary<Problem> = fc.record({
  sketch: sketches,
  cuts: fc.array(fc.record({ at: fc.nat(7), choice: fc.boolean() }), { minLength: 8, maxLength: 8 }),
}).map(({ sketch, cuts }) => {
  const ways = (first: number, end: number, depth: number): readonly (readonly number[])[] => {
    if (end - first === 1) {
      return [[first]];
    }
    const { at, choice } = cuts[depth % cuts.length]!;
    const middle = first + 1 + at % (end - first - 1);
    const [left, right] = [ways(first, middle, depth * 2 + 1), ways(middle, end, depth * 2 + 2)];
    return choice ? [...left, ...right] : left.flatMap((a) => right.map((b) => [...a, ...b]));
  };
  const steps = sketch.steps.map((step, index) => index === 0 ? { ...step, negated: false } : step);
  const chains = ways(0, steps.length, 0).flatMap((chosen) => chainOf(steps, chosen) ?? []);
  return complete({ ...sketch, steps }, chains.slice(0, 8));
});

const eventStrings: fc.Arbitrary<readonly Event[]> =
  fc.array(fc.record({ kind: fc.nat(2), truth: fc.nat(3) }), { minLength: 1, maxLength: 16 });

// ---- The simulator

/** Whether a guard holds on these events, one per step of the guard: anything, but always the same. */
function guardHolds(salt: number, guard: number, events: readonly number[]): boolean {
  let hash = salt + guard * 7919;
  for (const event of events) {
    hash = Math.imul(hash ^ (event + 1), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return (hash & 3) !== 0;
}

interface SimulatedChain {
  readonly chain: number;
  /** Which event took each step. */
  readonly bound: ReadonlyMap<number, number>;
}

type Fate =
  | { readonly is: 'unborn' | 'dead' }
  | { readonly is: 'alive'; readonly chains: readonly SimulatedChain[] }
  | { readonly is: 'accepted'; readonly by: SimulatedChain };

function simulate(problem: Problem, salt: number, fate: Fate, event: Event, now: number): Fate {
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
function identityOf(problem: Problem, chains: readonly SimulatedChain[]): string {
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

// ---- The automaton's table, run as an engine would

interface EngineRun {
  readonly state: number;
  readonly store: ReadonlyMap<number, number>;
}

type Table = ReadonlyMap<string, Automaton['moves'][number]>;

function tableOf(automaton: Automaton): Table {
  return new Map(automaton.moves.map((move) => [`${move.from} ${move.letter}`, move]));
}

function step(
  problem: Problem, automaton: Automaton, table: Table, salt: number, run: EngineRun, event: Event, now: number,
): EngineRun {
  const truths = automaton.alphabet.symbolOf[event.kind]!;
  const symbol = automaton.alphabet.symbols[truths[event.truth & (truths.length - 1)]! - 1];
  if (symbol === undefined) {
    return run;
  }
  let letter = symbol.firstLetter;
  symbol.guards.forEach((guard, bit) => {
    const stored = new Map(symbol.reads[bit]!.map((group) =>
      [automaton.captureGroups[group]!.step, run.store.get(group) ?? 999])); // not taken yet: its outcome must not matter
    const events = problem.guards[guard]!.steps.map((one) => stored.get(one) ?? now);
    letter += guardHolds(salt, guard, events) ? 1 << bit : 0;
  });
  const move = table.get(`${run.state} ${letter}`);
  return move === undefined ? run : {
    state: move.to,
    store: new Map([...run.store, ...automaton.takes[move.takes]!.map((group) => [group, now] as const)]),
  };
}

// ---- Both together

const statistics = { runs: 0, accepted: 0, died: 0, several: 0, redundant: 0, sameSlot: 0 };

function compare(problem: Problem, strings: readonly (readonly Event[])[], salt: number): void {
  const automaton = buildAutomaton(problem, limits);
  if (isOverflow(automaton)) {
    fc.pre(false);
    return;
  }
  const table = tableOf(automaton);
  const slotOf = new Map<string, number>();
  statistics.several += new Set(automaton.captureGroups.map((group) => group.step)).size
    < automaton.captureGroups.length ? 1 : 0;
  for (const events of strings) {
    for (let begin = 0; begin < events.length; begin++) {
      let fate: Fate = { is: 'unborn' };
      let run: EngineRun = { state: 1, store: new Map() };
      for (let now = begin; now < events.length; now++) {
        fate = simulate(problem, salt, fate, events[now]!, now);
        run = step(problem, automaton, table, salt, run, events[now]!, now);
        const state = automaton.states[run.state]!;
        switch (fate.is) {
          case 'unborn':
          case 'dead':
            expect(state.role).toBe(fate.is === 'dead' ? 'dead' : 'start');
            statistics.died += fate.is === 'dead' ? 1 : 0;
            break;
          case 'alive': {
            expect(state.role).toBe('live');
            statistics.redundant += fate.chains.length > state.positions.length ? 1 : 0;
            const identity = identityOf(problem, fate.chains);
            expect(slotOf.get(identity) ?? state.slot, `slot of ${identity}`).toBe(state.slot);
            slotOf.set(identity, state.slot!);
            break;
          }
          case 'accepted': {
            expect(state.role).toBe('accepting');
            statistics.accepted += 1;
            const { by } = fate;
            const stepsOf = (chain: number): readonly number[] => problem.chains[chain]!.steps.map((one) => one.step);
            expect(stepsOf(state.chain!)).toEqual(stepsOf(by.chain));
            for (const one of stepsOf(by.chain).filter((taken) => problem.steps[taken]!.captures)) {
              const group = automaton.captureGroups.findIndex((each) =>
                each.step === one && each.chains.includes(state.chain!));
              expect(run.store.get(group), `event of step ${one}`).toBe(by.bound.get(one));
            }
            break;
          }
        }
        if (fate.is === 'dead' || fate.is === 'accepted') {
          break;
        }
      }
      statistics.runs += 1;
    }
  }
  expect(new Set(slotOf.values()).size, 'identities that share a slot').toBe(slotOf.size);
}

describe.each([['chains at random', anyProblems], ['chains of patterns', patternProblems]])('%s', (_, problems) => {
  test('a run has the same fate, captures and slot in the automaton as chain by chain', () => {
    fc.assert(
      fc.property(problems, fc.array(eventStrings, { minLength: 1, maxLength: 6 }), fc.nat(), compare),
      { numRuns: 3000 },
    );
    console.log(JSON.stringify(statistics));
  });
});
