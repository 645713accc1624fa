// The nondeterministic view: in goes a problem, out comes per chain and place what is awaited there and which
// guards are tested by it.

import type { Problem, ProblemChain } from './automaton.js';

/** A guard as one chain tests it. */
export interface Condition {
  readonly guard: number;
  /** The steps that it reads beside the one it is tested at, all taken before; ascending. */
  readonly reads: readonly number[];
}

/** A step that an event may take, or a negated one that it may match, if it meets these conditions. */
export interface Reading {
  readonly step: number;
  readonly conditions: readonly Condition[];
}

/** Where a chain stands when it has taken a number of its steps, but not all. */
export interface Place {
  readonly next: Reading;
  readonly watched: readonly Reading[];
  /** Equal where the same steps and negations are awaited under the same pending guards, in whatever chain. */
  readonly awaits: number;
  /** Steps already taken that the pending guards read, ascending. */
  readonly reads: readonly number[];
}

export interface Nfa {
  /** Per chain its places, by the number of steps taken. */
  readonly chains: readonly (readonly Place[])[];
  /** Per chain its steps. */
  readonly steps: readonly (readonly number[])[];
  /** Per step. */
  readonly captures: readonly boolean[];
}

export function buildNfa(problem: Problem): Nfa {
  const numberOf = new Map<string, number>();
  return {
    chains: problem.chains.map((chain) => placesOf(problem, chain, numberOf)),
    steps: problem.chains.map((chain) => chain.steps.map(({ step }) => step)),
    captures: problem.steps.map(({ captures }) => captures),
  };
}

/** A guard in one chain: how many steps the chain has taken when it is tested, and at which step. */
interface Test {
  readonly guard: number;
  readonly taken: number;
  readonly at: number;
  readonly reads: readonly number[];
}

function placesOf(problem: Problem, chain: ProblemChain, numberOf: Map<string, number>): readonly Place[] {
  if (chain.steps[0]!.watched.length > 0) {
    throw new Error('a negation stands before the first step');
  }
  const tests = problem.guards.flatMap(({ steps }, guard) => testOf(problem, chain, guard, steps) ?? []);
  return chain.steps.map(({ step, watched }, taken) => {
    const reading = (at: number): Reading => ({
      step: at,
      conditions: tests.filter((test) => test.at === at && test.taken === taken)
        .map(({ guard, reads }) => ({ guard, reads })),
    });
    const bound = new Set(chain.steps.slice(0, taken).map((one) => one.step));
    const pending = tests.filter((test) => test.taken >= taken && test.reads.some((read) => bound.has(read)));
    const rest = chain.steps.slice(taken).map((one) => [one.step, ...ascending(one.watched)]);
    return {
      next: reading(step),
      watched: watched.map(reading),
      awaits: intern(numberOf, JSON.stringify([rest, pending.map(({ guard }) => guard)])),
      reads: ascending(new Set(pending.flatMap(({ reads }) => reads.filter((read) => bound.has(read))))),
    };
  });
}

/** Null where the chain lacks one of the guard's steps. */
function testOf(problem: Problem, chain: ProblemChain, guard: number, steps: readonly number[]): Test | null {
  // What is watched while `taken` steps are taken stands directly before the step that comes next.
  const order = chain.steps.flatMap(({ step, watched }, taken) =>
    [...watched, step].map((at) => ({ at, taken })));
  const own = order.filter(({ at }) => steps.includes(at));
  if (own.length < steps.length) {
    return null;
  }
  const tested = own.at(-1)!;
  const others = own.slice(0, -1).map(({ at }) => at);
  for (const step of others) {
    if (problem.steps[step]!.negated || !problem.steps[step]!.captures) {
      throw new Error(`guard ${guard} reads step ${step}, which is not captured before step ${tested.at}`);
    }
  }
  return { guard, ...tested, reads: ascending(others) };
}

function intern(numberOf: Map<string, number>, key: string): number {
  const number = numberOf.get(key) ?? numberOf.size;
  numberOf.set(key, number);
  return number;
}

function ascending(numbers: Iterable<number>): readonly number[] {
  return [...numbers].sort((a, b) => a - b);
}
