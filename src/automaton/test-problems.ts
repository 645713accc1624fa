// Random problems and event strings, for tests only: in goes nothing, out come generators.

import fc from 'fast-check';
import type { Problem, ProblemChain, ProblemStep } from './automaton.js';
import type { Event } from './test-simulator.js';

interface Sketch {
  readonly steps: readonly ProblemStep[];
  readonly guards: readonly (readonly number[])[];
}

const sketches: fc.Arbitrary<Sketch> = fc.record({
  steps: fc.array(fc.record({
    kind: fc.nat(2),
    negated: fc.constantFrom(false, false, false, true, true),
    predicates: fc.constantFrom([], [], [0], [1], [0, 1]),
    captures: fc.boolean(),
  }), { minLength: 2, maxLength: 8 }),
  guards: fc.array(fc.array(fc.nat(7), { minLength: 2, maxLength: 4 }), { maxLength: 3 }),
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
export const anyProblems: fc.Arbitrary<Problem> = fc.record({
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

/** Chains as alternatives mean them: between a first and a last step, each stretch is a sequence or offers a choice. */
export const patternProblems: fc.Arbitrary<Problem> = fc.record({
  sketch: sketches,
  cuts: fc.array(fc.record({ at: fc.nat(7), choice: fc.boolean() }), { minLength: 8, maxLength: 8 }),
}).map(({ sketch, cuts }) => {
  const ways = (first: number, end: number, depth: number): readonly (readonly number[])[] => {
    if (end - first <= 1) {
      return [first < end ? [first] : []];
    }
    const { at, choice } = cuts[depth % cuts.length]!;
    const middle = first + 1 + at % (end - first - 1);
    const [left, right] = [ways(first, middle, depth * 2 + 1), ways(middle, end, depth * 2 + 2)];
    return choice ? [...left, ...right] : left.flatMap((a) => right.map((b) => [...a, ...b]));
  };
  const final = sketch.steps.length - 1;
  const steps = sketch.steps.map((step, index) => index === 0 || index === final ? { ...step, negated: false } : step);
  const chains = ways(1, final, 0).flatMap((chosen) => chainOf(steps, [0, ...chosen, final]) ?? []);
  return complete({ ...sketch, steps }, chains.slice(0, 8));
});

export const eventStrings: fc.Arbitrary<readonly Event[]> =
  fc.array(fc.record({
    kind: fc.nat(2),
    truth: fc.constantFrom(0, 1, 2, 3, 3, 3, 3),
  }), { minLength: 1, maxLength: 24 });
