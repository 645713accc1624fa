// Small problems written in short, and their automata, for tests only: in go steps and chains, out come tables to compare.

import type { Automaton, AutomatonLimits, AutomatonOverflow } from './automaton.js';
import { buildAutomaton, isOverflow } from './build.js';
import { stateProblem } from './test-sketch.js';
import type { Sketch, SketchStep } from './test-sketch.js';

export const limits: AutomatonLimits = { states: 1000, letters: 1000, slots: 1000 };

export function buildWithin(sketch: Sketch, within: AutomatonLimits): Automaton | AutomatonOverflow {
  return buildAutomaton(stateProblem(sketch).problem, within);
}

export function build(sketch: Sketch): Automaton {
  const result = buildWithin(sketch, limits);
  if (isOverflow(result)) {
    throw new Error(`more than ${result.limit} ${result.what}`);
  }
  return result;
}

export function step(kind: number, more: Partial<SketchStep> = {}): SketchStep {
  return { kind, negated: false, predicates: [], captures: false, ...more };
}

/** A chain written as its steps, negated ones in lists: chain(0, [1, 2], 3, [4]). */
export function chain(...order: readonly (number | readonly number[])[]): Sketch['chains'][number] {
  const steps: { step: number; watched: readonly number[] }[] = [];
  let watched: readonly number[] = [];
  for (const one of order) {
    if (typeof one === 'number') {
      steps.push({ step: one, watched });
      watched = [];
    } else {
      watched = one;
    }
  }
  return { steps, trailing: watched };
}

/** Moves as `from -letter> to`, with the groups that they write, `+` where a further element is added to what is there. */
export function table({ moves, takes }: Automaton): readonly string[] {
  return moves.map((move) => [`${move.from} -${move.letter}> ${move.to}`, ...takes[move.takes]!
    .map(({ group, write }) => `${group}${write % 2 === 1 ? '+' : ''}`)].join(' takes '));
}

export function rolesOf({ states }: Automaton): readonly string[] {
  return states.map(({ role, positions, chain: finished }) => finished === null
    ? [role, ...positions.map((one) => `${one.chain}@${one.place}`)].join(' ') : `${role} ${finished}`);
}
