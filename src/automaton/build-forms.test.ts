// Automata small enough to check by hand, of what goes beyond single steps under `latest`: arrays, classes outside the
// key, runs that fork.

import { describe, expect, test } from 'vitest';
import type { Automaton, Place, Reading } from './automaton.js';
import { buildAutomaton } from './build.js';
import { build, chain, limits, rolesOf, step, table } from './test-build.js';
import type { Sketch, SketchStep } from './test-sketch.js';

describe('an array', () => {
  const a = step(0, { captures: true });
  const array = (least: number, open: boolean): SketchStep => step(1, { captures: true, array: { least, open } });

  test('in the middle takes elements until the next step, and what is negated behind it waits till it has enough', () => {
    // [A:a, B[>=2]:s, ~N, C:c]
    const automaton = build({
      nrKinds: 4, steps: [a, array(2, true), step(2, { negated: true }), step(3)], chains: [chain(0, 1, [2], 3)], guards: [],
    });
    expect(rolesOf(automaton)).toEqual(['none', 'start', 'live 0@1', 'live 0@2', 'live 0@3', 'accepting 0', 'dead']);
    expect(table(automaton)).toEqual([
      '1 -1> 2 takes 0', '2 -2> 3 takes 1', '3 -2> 4 takes 1+', '4 -2> 4 takes 1+', '4 -3> 6', '4 -4> 5',
    ]);
    expect(automaton.states.slice(2, 5).map(({ slot }) => slot)).toEqual([0, 1, 2]);
  });

  test('leaves the next step an event that could be its element', () => {
    // [A:a, B[>=1]:s, B:c] where c has a predicate
    const automaton = build({
      nrKinds: 2, steps: [a, array(1, true), step(1, { predicates: [0] })], chains: [chain(0, 1, 2)], guards: [],
    });
    expect(table(automaton)).toEqual([
      '1 -1> 2 takes 0', '2 -2> 3 takes 1', '2 -3> 3 takes 1', '3 -2> 3 takes 1+', '3 -3> 4',
    ]);
  });

  test('keeps an element that is no more negated', () => {
    // [A:a, B[>=1]:s, ~B, C:c]
    const automaton = build({
      nrKinds: 3, steps: [a, array(1, true), step(1, { negated: true }), step(2)], chains: [chain(0, 1, [2], 3)], guards: [],
    });
    expect(table(automaton)).toEqual(['1 -1> 2 takes 0', '2 -2> 3 takes 1', '3 -2> 3 takes 1+', '3 -3> 4']);
  });

  test('that is last ends with the element from the least number on that passes, and keeps the others', () => {
    const guards = [{ steps: [0, 1], of: 'whole' } as const];
    // [A:a, B[>=2]:s] where a guard reads a and s
    expect(table(build({ nrKinds: 2, steps: [a, array(2, true)], chains: [chain(0, 1)], guards }))).toEqual([
      '1 -1> 2 takes 0', '2 -2> 3 takes 1', '2 -3> 3 takes 1', '3 -2> 3 takes 1+', '3 -3> 4 takes 1+',
    ]);
    // [A:a, B[>=1]:s], where the first element is tested, too, with nothing before it: letters 4 and 5 pass that test
    const automaton = build({ nrKinds: 2, steps: [a, array(1, true)], chains: [chain(0, 1)], guards });
    expect(automaton.alphabet.symbols[1]!.tests).toEqual([{ test: 0, reads: [0, 1] }, { test: 1, reads: [0] }]);
    expect(rolesOf(automaton)).toEqual(['none', 'start', 'live 0@1', 'live 0@2', 'accepting 0']);
    expect(table(automaton)).toEqual([
      '1 -1> 2 takes 0',
      '2 -2> 3 takes 1', '2 -3> 3 takes 1', '2 -4> 4 takes 1', '2 -5> 4 takes 1',
      '3 -2> 3 takes 1+', '3 -3> 4 takes 1+', '3 -4> 3 takes 1+', '3 -5> 4 takes 1+',
    ]);
  });

  test('may end behind an open one, and be all there is', () => {
    // [B[>=1]:r, C[>=1]:s] where a guard reads s, [C[>=1]:s] likewise
    const c = step(1, { captures: true, array: { least: 1, open: true } });
    const both = build({
      nrKinds: 2, steps: [step(0, { captures: true, array: { least: 1, open: true } }), c], chains: [chain(0, 1)],
      guards: [{ steps: [1], of: 'whole' }],
    });
    expect(table(both).filter((move) => move.includes(' -1>'))).toEqual(['1 -1> 2 takes 0', '2 -1> 2 takes 0+']);
    const alone = build({ nrKinds: 2, steps: [c], chains: [chain(0)], guards: [{ steps: [0], of: 'whole' }] });
    expect(rolesOf(alone)).toEqual(['none', 'start', 'live 0@1', 'accepting 0']);
    expect(table(alone).slice(0, 4)).toEqual(['1 -1> 2 takes 0', '1 -2> 2 takes 0', '1 -3> 3 takes 0', '1 -4> 3 takes 0']);
  });

  test('of a given number takes no more', () => {
    // [A:a, B[2]:s, C:c]
    expect(table(build({ nrKinds: 3, steps: [a, array(2, false), step(2)], chains: [chain(0, 1, 2)], guards: [] })))
      .toEqual(['1 -1> 2 takes 0', '2 -2> 3 takes 1', '3 -2> 4 takes 1+', '4 -3> 5']);
    // [A:a, B[2]:s] where a guard reads a and s: what fails is not taken
    expect(table(build({
      nrKinds: 2, steps: [a, array(2, false)], chains: [chain(0, 1)], guards: [{ steps: [0, 1], of: 'whole' }],
    }))).toEqual(['1 -1> 2 takes 0', '2 -2> 3 takes 1', '2 -3> 3 takes 1', '3 -3> 4 takes 1+']);
  });

  test('that takes more awaits something else than what does not, but has its fate', () => {
    // [(B[>=2]:s|C:c), D:d], and with B[2]:s
    const slotsOf = (open: boolean, identity: NonNullable<Sketch['identity']>): readonly (number | null)[] => {
      const steps = [array(2, open), step(2), step(3)];
      const automaton = build({ nrKinds: 4, steps, chains: [chain(0, 2), chain(1, 2)], guards: [], identity });
      expect(rolesOf(automaton).slice(2, 5)).toEqual(['live 0@1', 'live 1@1', 'live 0@2']);
      return automaton.states.slice(2, 5).map(({ slot }) => slot);
    };
    expect(slotsOf(true, 'awaited')).toEqual([0, 1, 2]);
    expect(slotsOf(true, 'fate')).toEqual([0, 1, 1]);
    expect(slotsOf(false, 'awaited')).toEqual([0, 1, 1]);
  });

  test('that takes what kills another chain is not redundant beside that', () => {
    // [A:a, (C:c|B[>=1]:s), ~B, D:d]
    const automaton = build({
      nrKinds: 4, steps: [a, array(1, true), step(2), step(1, { negated: true }), step(3)],
      chains: [chain(0, 2, [3], 4), chain(0, 1, [3], 4)], guards: [],
    });
    expect(rolesOf(automaton)).toContain('live 0@2 1@2');
  });

  test('that can end by each event that another chain awaits makes that redundant', () => {
    // [A:a, (B[>=1]:s|B:b)] where s ends by the first element that has a predicate, which b has, too
    const reading = (own: number): Reading => ({ step: own, tests: [], writes: [] });
    const places: readonly Omit<Place, 'awaits' | 'reads'>[] = [
      { ends: null, next: reading(0), extend: null, watched: [] },
      { ends: { ...reading(2), to: 3 }, next: reading(1), extend: null, watched: [] },
      { ends: null, next: reading(2), extend: { ...reading(1), to: 2 }, watched: [] },
    ];
    const last: typeof places = [places[0]!, { ends: null, next: reading(3), extend: null, watched: [] }];
    const automaton = buildAutomaton({
      nrKinds: 2, steps: [0, 1, 1, 1].map((kind, own) => ({ kind, predicates: own < 2 ? [] : [0] })),
      chains: [places, last].map((own, binds) => ({
        binds, places: own.map((place, at) => ({ ...place, awaits: 3 * binds + at, reads: [] })),
      })),
      deadline: null, nrRegisters: 0, moving: 'first', identity: 'fate',
    }, limits) as Automaton;
    expect(rolesOf(automaton)).toEqual(['none', 'start', 'live 0@1', 'live 0@2', 'accepting 0']);
  });
});

describe('a class', () => {
  test('is bound by the first step that has it, in one group where no run can hold two', () => {
    // [(A:a|B:b), C:c] where all agree in a field
    const automaton = build({
      nrKinds: 3, steps: [step(0), step(1), step(2)], chains: [chain(0, 2), chain(1, 2)], guards: [], classes: [[0, 1, 2]],
    });
    expect(automaton.groups).toEqual([{ register: 3, chains: [0, 1] }]);
    expect(automaton.takes.slice(1).map((own) => own.map(({ group }) => group)), 'by each of a and b').toEqual([[0], [0]]);
    expect(table(automaton)).toEqual(['1 -1> 2 takes 0', '1 -2> 3 takes 0', '2 -4> 4', '3 -4> 5']);
    expect(automaton.nrSlots).toBe(1);
  });

  test('has two groups where one event can bind it as two steps', () => {
    const automaton = build({
      nrKinds: 2, steps: [step(0, { predicates: [0] }), step(0, { predicates: [1] }), step(1)],
      chains: [chain(0, 2), chain(1, 2)], guards: [], classes: [[0, 1, 2]],
    });
    expect(automaton.groups).toEqual([{ register: 3, chains: [0] }, { register: 3, chains: [1] }]);
    expect(rolesOf(automaton).slice(2)).toEqual(['live 0@1', 'live 0@1 1@1', 'live 1@1', 'accepting 0', 'accepting 1']);
    expect(table(automaton)).toEqual([
      '1 -1> 2 takes 0', '1 -2> 3 takes 0 takes 1', '1 -3> 4 takes 1',
      '2 -5> 5', '2 -7> 5', '3 -5> 5', '3 -6> 6', '3 -7> 5', '4 -6> 6', '4 -7> 6',
    ]);
  });
});

describe('runs that fork', () => {
  const kinds = [0, 1, 2, 3].map((kind) => step(kind, { captures: true }));
  /** Moves as `from -letter> the new run / the old one / the match`. */
  const forks = ({ moves, takes }: Automaton): readonly string[] => moves.map(({ from, letter, to, any, takes: own }) =>
    [`${from} -${letter}> ${to}/${any!.stays}/${any!.accepts}`, ...takes[own]!.map(({ group }) => group)].join(' takes '));

  test('leave the old one as it was', () => {
    // [A:a, (B:b|C:c), D:d]
    const automaton = build({
      nrKinds: 4, steps: kinds, chains: [chain(0, 1, 3), chain(0, 2, 3)], guards: [], moving: 'any',
    });
    expect(rolesOf(automaton)).toEqual([
      'none', 'start', 'live 0@1 1@1', 'live 0@2', 'live 1@2', 'accepting 0', 'accepting 1',
    ]);
    expect(forks(automaton)).toEqual([
      '1 -1> 2/0/0 takes 0', '2 -2> 3/2/0 takes 1', '2 -3> 4/2/0 takes 2', '3 -4> 0/3/5 takes 3', '4 -4> 0/4/6 takes 3',
    ]);
    expect(automaton.states.every(({ slot }) => slot === null)).toBe(true);
  });

  test('lose a chain that moved to what is negated before its step', () => {
    // [A:a, ~B, B:b]
    const steps = [step(0), step(1, { negated: true }), step(1)];
    const automaton = build({ nrKinds: 2, steps, chains: [chain(0, [1], 2)], guards: [], moving: 'any' });
    expect(forks(automaton)).toEqual(['1 -1> 2/0/0', '2 -2> 0/4/3']);
    expect(automaton.states[4]!.role).toBe('dead');
  });

  test('finish with one chain and go on with another', () => {
    // [A:a, (B:b|[B:p, C:c])]
    const steps = [0, 1, 1, 2].map((kind) => step(kind, { captures: true }));
    const automaton = build({ nrKinds: 3, steps, chains: [chain(0, 1), chain(0, 2, 3)], guards: [], moving: 'any' });
    expect(forks(automaton)).toEqual(['1 -1> 2/0/0 takes 0', '2 -2> 3/2/4 takes 1 takes 2', '3 -3> 0/3/5 takes 3']);
    expect(automaton.states.map(({ lastStep }) => lastStep)).toEqual([null, null, 0, 2, 1, 3]);
  });

  test('keep in groups apart what a match reads and what the run that goes on writes by the same event', () => {
    // [(P:p|[Q:q, R:r]), X:x, Z:z] where an event can be p and q, r and x, x and z
    const steps = [
      step(0, { predicates: [0] }), step(0, { predicates: [1] }), step(1), step(1, { captures: true }), step(1),
    ];
    const chains = [chain(0, 3, 4), chain(1, 2, 3, 4)];
    const groupsOf = (moving: NonNullable<Sketch['moving']>): readonly number[] =>
      build({ nrKinds: 2, steps, chains, guards: [], moving }).groups.map(({ register }) => register);
    expect(groupsOf('any')).toEqual([3, 3]);
    expect(groupsOf('first')).toEqual([3]);
  });

  test('extend an array in the new one only', () => {
    // [A:a, B[>=1]:s, C:c]
    const steps = [step(0), step(1, { captures: true, array: { least: 1, open: true } }), step(2)];
    const automaton = build({ nrKinds: 3, steps, chains: [chain(0, 1, 2)], guards: [], moving: 'any' });
    expect(forks(automaton)).toEqual(['1 -1> 2/0/0', '2 -2> 3/2/0 takes 0', '3 -2> 3/3/0 takes 0', '3 -3> 0/3/4']);
  });
});
