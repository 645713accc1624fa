// Random problems and event strings, for tests only: in goes nothing, out come generators.

import fc from 'fast-check';
import type { Problem } from './automaton.js';
import type { Event } from './test-simulator.js';
import type { Sketch, SketchChain, SketchGuard, SketchStep } from './test-sketch.js';

interface Parts {
  readonly steps: readonly SketchStep[];
  readonly guards: readonly SketchGuard[];
  readonly classes: readonly (readonly number[])[];
  /** Negations behind the last step of a chain count. */
  readonly isTrailed: boolean;
}

const arrays: fc.Arbitrary<NonNullable<SketchStep['array']>> = fc.record({
  least: fc.constantFrom(1, 1, 2, 3), open: fc.constantFrom(true, true, false),
});

/** The last step, however many there are. */
const last = -1;

/** Half of all problems have no arrays; half have no conditions; in a third chains may be pending. */
const parts: fc.Arbitrary<Parts> = fc.tuple(fc.boolean(), fc.boolean()).chain(([withArrays, withConditions]) => fc.record({
  steps: fc.array(fc.record({
    kind: fc.nat(2),
    negated: fc.constantFrom(false, false, false, true, true),
    predicates: fc.constantFrom([], [], [0], [1], [0, 1]),
    captures: fc.constantFrom(true, true, false),
    array: withArrays ? fc.oneof(arrays, fc.constant(null)) : fc.constant(null),
  }), { minLength: 2, maxLength: 8, size: 'max' }),
  guards: withConditions ? fc.array(fc.record({
    steps: fc.array(fc.oneof(fc.nat(7), fc.constant(last)), { minLength: 1, maxLength: 3 }),
    of: fc.constantFrom<NonNullable<SketchGuard['of']>>('each', 'prev', 'whole'),
  }), { maxLength: 3 }) : fc.constant<Parts['guards']>([]),
  classes: withConditions ? fc.array(fc.array(fc.nat(7), { minLength: 2, maxLength: 4 }), { maxLength: 1 }) : fc.constant<Parts['classes']>([]),
  isTrailed: fc.constantFrom(false, false, true),
  isEnded: fc.constant(withArrays && withConditions),
}).map(({ isEnded, ...made }) => (isEnded ? endedByArray(made) : made)));

/** What is last may be an array that ends by a condition: chance finds that too rarely. */
function endedByArray({ steps, guards, classes, isTrailed }: Parts): Parts {
  const final = steps.length - (isTrailed ? 2 : 1);
  const array = steps[final]!.array ?? { least: 1, open: true };
  return {
    steps: steps.map((step, index) => index === final ? { ...step, negated: false, array } : step),
    guards: guards.map((guard) => guard.of === 'whole' ? { ...guard, steps: [...guard.steps, last] } : guard),
    classes,
    isTrailed,
  };
}

/**
 * Guards of at least two steps, or of an array; of a negated one and what stands before it, or of positive ones; their
 * steps capture. Negated steps are no arrays.
 */
function complete({ steps, guards, classes }: Omit<Parts, 'isTrailed'>, chains: readonly SketchChain[]): Sketch {
  const isArray = (step: number): boolean => !steps[step]!.negated && (steps[step]!.array ?? null) !== null;
  const known = (own: readonly number[]): readonly number[] =>
    [...new Set(own.map((step) => (step + steps.length) % steps.length))].sort((a, b) => a - b);
  const sound = guards
    .map((guard) => ({ ...guard, steps: known(guard.steps) }))
    .map((guard) => ({ ...guard, steps: guard.steps.filter((step, index, all) => !steps[step]!.negated || index === all.length - 1) }))
    .filter((guard) => guard.steps.length > 1 || (guard.of !== 'each' && guard.steps.some(isArray)));
  const read = new Set(sound.flatMap((guard) => guard.steps));
  return {
    nrKinds: 3,
    steps: steps.map((step, index) => ({
      ...step, array: isArray(index) ? step.array! : null, captures: !step.negated && (step.captures || read.has(index)),
    })),
    chains,
    guards: sound,
    classes: classes.map(known).filter((members) => members.length > 1),
  };
}

/** A chain of some of the steps in their order; null where none of them is positive. */
function chainOf({ steps, isTrailed }: Parts, chosen: readonly number[]): SketchChain | null {
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
  return chain.length === 0 ? null : { steps: chain, trailing: isTrailed ? watched : [] };
}

/** Chains that pick steps at random: more than any pattern means. */
export const anyProblems: fc.Arbitrary<Sketch> = fc.record({
  sketch: parts,
  picks: fc.array(fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: 5 }),
}).map(({ sketch, picks }) => {
  const chains = picks.flatMap((pick) =>
    chainOf(sketch, [...sketch.steps.keys()].filter((step) => pick[step])) ?? []);
  const positive = sketch.steps.findIndex(({ negated }) => !negated);
  return positive === -1
    ? complete({ steps: [{ ...sketch.steps[0]!, negated: false }], guards: [], classes: [] }, [{ steps: [{ step: 0, watched: [] }] }])
    : complete(sketch, chains.length > 0 ? chains : [chainOf(sketch, [positive])!]);
});

/**
 * Chains as alternatives mean them: between a first and a last step, each stretch is a sequence or offers a choice. What
 * stands behind is negated.
 */
export const patternProblems: fc.Arbitrary<Sketch> = fc.record({
  sketch: parts,
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
  const isTrailed = sketch.isTrailed && sketch.steps.length > 2;
  const final = sketch.steps.length - (isTrailed ? 2 : 1);
  const steps = sketch.steps.map((step, index) =>
    ({ ...step, negated: index > final || (index > 0 && index < final && step.negated) }));
  const chains = ways(1, final, 0).flatMap((chosen) =>
    chainOf({ ...sketch, steps, isTrailed }, [0, ...chosen, final, ...(isTrailed ? [final + 1] : [])]) ?? []);
  return complete({ ...sketch, steps }, chains.slice(0, 8));
});

export function withIdentity(sketches: fc.Arbitrary<Sketch>): fc.Arbitrary<Sketch> {
  return fc.tuple(sketches, fc.constantFrom<Problem['identity']>('fate', 'awaited', 'unordered'))
    .map(([sketch, identity]) => ({ ...sketch, identity }));
}

export const eventStrings: fc.Arbitrary<readonly Event[]> =
  fc.array(fc.record({
    kind: fc.constantFrom(0, 0, 0, 1, 1, 1, 2, 2, 2, 3), // 3: the deadline
    truth: fc.constantFrom(0, 1, 2, 3, 3, 3, 3),
  }), { minLength: 1, maxLength: 16, size: 'max' });
