// Automata of rules small enough to check by hand, each stated as the pattern that it stands for.

import { describe, expect, test } from 'vitest';
import type { Automaton, AutomatonLimits, Problem, ProblemStep } from './automaton.js';
import { buildAutomaton, isOverflow } from './build.js';

const limits: AutomatonLimits = { states: 1000, letters: 1000, slots: 1000 };

function build(problem: Problem): Automaton {
  const result = buildAutomaton(problem, limits);
  if (isOverflow(result)) {
    throw new Error(`more than ${result.limit} ${result.what}`);
  }
  return result;
}

function step(kind: number, more: Partial<ProblemStep> = {}): ProblemStep {
  return { kind, negated: false, predicates: [], captures: false, ...more };
}

/** A chain written as its steps, negated ones in lists: chain(0, [1, 2], 3). */
function chain(...order: readonly (number | readonly number[])[]): Problem['chains'][number] {
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
  return { steps };
}

/** Moves as `from -letter> to`, with what they take. */
function table({ moves, takes }: Automaton): readonly string[] {
  return moves.map((move) => [`${move.from} -${move.letter}> ${move.to}`, ...takes[move.takes]!].join(' takes '));
}

function rolesOf({ states }: Automaton): readonly string[] {
  return states.map(({ role, positions, chain: finished }) => finished === null
    ? [role, ...positions.map((one) => `${one.chain}@${one.taken}`)].join(' ') : `${role} ${finished}`);
}

describe('[syscall:a, ~(syscallexit|threadtermination), syscall] where a has a predicate', () => {
  const automaton = build({
    nrKinds: 3,
    steps: [step(0, { predicates: [0], captures: true }), step(1, { negated: true }), step(2, { negated: true }), step(0)],
    chains: [chain(0, [1, 2], 3)],
    guards: [],
  });

  test('has a symbol per class of events that its steps tell apart', () => {
    expect(automaton.alphabet).toEqual({
      symbols: [
        { index: 1, kind: 0, allowed: [0, 3], guards: [], reads: [], firstLetter: 1 },
        { index: 2, kind: 0, allowed: [3], guards: [], reads: [], firstLetter: 2 },
        { index: 3, kind: 1, allowed: [1], guards: [], reads: [], firstLetter: 3 },
        { index: 4, kind: 2, allowed: [2], guards: [], reads: [], firstLetter: 4 },
      ],
      symbolOf: [[2, 1], [3], [4]],
      nrLetters: 5,
    });
  });

  test('has a state for the open system call, and what ends it', () => {
    expect(automaton.states).toEqual([
      { index: 0, role: 'none', positions: [], shortest: [], lastStep: null, chain: null, slot: null },
      { index: 1, role: 'start', positions: [], shortest: [], lastStep: null, chain: null, slot: null },
      { index: 2, role: 'live', positions: [{ chain: 0, taken: 1 }], shortest: [1], lastStep: 0, chain: null, slot: 0 },
      { index: 3, role: 'accepting', positions: [], shortest: [1, 1], lastStep: 3, chain: 0, slot: null },
      { index: 4, role: 'dead', positions: [], shortest: [], lastStep: null, chain: null, slot: null },
    ]);
    expect(automaton.nrSlots).toBe(1);
  });

  test('captures a when it begins', () => {
    expect(table(automaton)).toEqual(['1 -1> 2 takes 0', '2 -1> 3', '2 -2> 3', '2 -3> 4', '2 -4> 4']);
    expect(automaton.captureGroups).toEqual([{ step: 0, chains: [0] }]);
  });
});

describe('[(A:a|B:b), ~N, C:c]', () => {
  const automaton = build({
    nrKinds: 4,
    steps: [step(0), step(1), step(2, { negated: true }), step(3, { captures: true })],
    chains: [chain(0, [2], 3), chain(1, [2], 3)],
    guards: [],
  });

  test('has one slot and one place for c, but tells which chain began', () => {
    expect(rolesOf(automaton)).toEqual(['none', 'start', 'live 0@1', 'live 1@1', 'accepting 0', 'accepting 1', 'dead']);
    expect(automaton.nrSlots).toBe(1);
    expect(automaton.captureGroups).toEqual([{ step: 3, chains: [0, 1] }]);
    expect(table(automaton)).toEqual([
      '1 -1> 2', '1 -2> 3', '2 -3> 6', '2 -4> 4 takes 0', '3 -3> 6', '3 -4> 5 takes 0',
    ]);
  });
});
