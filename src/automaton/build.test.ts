// Automata of rules small enough to check by hand, each stated as the pattern that it stands for.

import { describe, expect, test } from 'vitest';
import type { AutomatonLimits } from './automaton.js';
import { isOverflow } from './build.js';
import { build, buildWithin, chain, limits, rolesOf, step, table } from './test-build.js';
import type { Sketch } from './test-sketch.js';

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
        { index: 1, kind: 0, allowed: [0, 3], tests: [], firstLetter: 1 },
        { index: 2, kind: 0, allowed: [3], tests: [], firstLetter: 2 },
        { index: 3, kind: 1, allowed: [1], tests: [], firstLetter: 3 },
        { index: 4, kind: 2, allowed: [2], tests: [], firstLetter: 4 },
      ],
      symbolOf: [[2, 1], [3], [4]],
      nrLetters: 5,
    });
  });

  test('has a state for the open system call, and what ends it', () => {
    expect(automaton.states).toEqual([
      { index: 0, role: 'none', pending: false, positions: [], shortest: [], lastStep: null, chain: null, slot: null },
      { index: 1, role: 'start', pending: false, positions: [], shortest: [], lastStep: null, chain: null, slot: null },
      { index: 2, role: 'live', pending: false, positions: [{ chain: 0, place: 1 }], shortest: [1], lastStep: 0, chain: null, slot: 0 },
      { index: 3, role: 'accepting', pending: false, positions: [], shortest: [1, 1], lastStep: 3, chain: 0, slot: null },
      { index: 4, role: 'dead', pending: false, positions: [], shortest: [], lastStep: null, chain: null, slot: null },
    ]);
    expect(automaton.nrSlots).toBe(1);
  });

  test('captures a when it begins', () => {
    expect(table(automaton)).toEqual(['1 -1> 2 takes 0', '2 -1> 3', '2 -2> 3', '2 -3> 4', '2 -4> 4']);
    expect(automaton.groups).toEqual([{ register: 0, chains: [0] }]);
  });
});

describe('[A:a, (B:b|C:c), ~N], where what b and c are is kept', () => {
  const sketch: Sketch = {
    nrKinds: 4,
    steps: [step(0), step(1, { captures: true }), step(2, { captures: true }), step(3, { negated: true })],
    chains: [chain(0, 1, [3]), chain(0, 2, [3])],
    guards: [],
    identity: 'unordered',
  };
  const automaton = build(sketch);

  test('has a letter more, the deadline, at which the chain written first matches, and pending states behind the others', () => {
    expect(automaton.alphabet.symbols.at(-1)).toEqual({ index: 5, kind: 4, allowed: [4], tests: [], firstLetter: 5 });
    expect(rolesOf(automaton)).toEqual([
      'none', 'start', 'live 0@1 1@1', 'live 1@1', 'live 0@1', 'live 0@2 1@1', 'live 0@1 1@2', 'live 0@2', 'live 1@2',
      'accepting 0', 'accepting 1', 'dead',
    ]);
    expect(automaton.states.flatMap(({ pending, index }) => (pending ? [index] : []))).toEqual([5, 6, 7, 8]);
  });

  test('goes on with the chains that a negated event does not kill, and ends with the window, also where runs fork', () => {
    expect(table(automaton)).toEqual([
      '1 -1> 2', '2 -2> 5 takes 0', '2 -3> 6 takes 1', '3 -3> 8 takes 1', '4 -2> 7 takes 0',
      '5 -3> 7', '5 -4> 3', '5 -5> 9', '6 -2> 7 takes 0', '6 -4> 4', '6 -5> 10',
      '7 -4> 11', '7 -5> 9', '8 -4> 11', '8 -5> 10',
    ]);
    const forks = build({ ...sketch, moving: 'any' });
    const last = forks.alphabet.symbols.at(-1)!.firstLetter;
    const pending = forks.states.filter((state) => state.pending).map(({ index }) => index);
    expect(forks.moves.filter(({ letter }) => letter === last).map(({ from, to, any }) => [from, to, forks.states[any!.stays]!.role]))
      .toEqual(pending.map((state) => [state, 0, 'dead']));
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
    expect(automaton.groups).toEqual([{ register: 3, chains: [0, 1] }]);
    expect(table(automaton)).toEqual([
      '1 -1> 2', '1 -2> 3', '2 -3> 6', '2 -4> 4 takes 0', '3 -3> 6', '3 -4> 5 takes 0',
    ]);
  });
});

describe('[(A:a|B:b), ~N, C:c] where an event can be both a and b', () => {
  test('reports the chain written first, and drops the other', () => {
    const automaton = build({
      nrKinds: 3,
      steps: [step(0, { predicates: [0] }), step(0, { predicates: [1] }), step(1, { negated: true }), step(2)],
      chains: [chain(0, [2], 3), chain(1, [2], 3)],
      guards: [],
    });
    expect(automaton.alphabet.symbolOf[0]).toEqual([0, 1, 3, 2]);
    expect(rolesOf(automaton)).toEqual(['none', 'start', 'live 0@1', 'live 1@1', 'accepting 0', 'accepting 1', 'dead']);
    expect(table(automaton).slice(0, 3)).toEqual(['1 -1> 2', '1 -2> 2', '1 -3> 3']);
  });
});

describe('one step', () => {
  test('matches at once', () => {
    const automaton = build({ nrKinds: 1, steps: [step(0, { captures: true })], chains: [chain(0)], guards: [] });
    expect(rolesOf(automaton)).toEqual(['none', 'start', 'accepting 0']);
    expect(table(automaton)).toEqual(['1 -1> 2 takes 0']);
    expect(automaton.nrSlots).toBe(0);
  });
});

describe('[A:a, ([~N]|[~M]), B:b]', () => {
  test('dies only by both, and accepts in one state', () => {
    const automaton = build({
      nrKinds: 4,
      steps: [step(0), step(1, { negated: true }), step(2, { negated: true }), step(3)],
      chains: [chain(0, [1], 3), chain(0, [2], 3)],
      guards: [],
    });
    expect(rolesOf(automaton)).toEqual([
      'none', 'start', 'live 0@1 1@1', 'live 1@1', 'live 0@1', 'accepting 0', 'dead',
    ]);
    expect(automaton.nrSlots).toBe(3);
  });
});

describe('a guard', () => {
  const a = step(0, { captures: true });

  test('decides whether an event takes the last of its steps', () => {
    const automaton = build({ nrKinds: 2, steps: [a, step(1)], chains: [chain(0, 1)], guards: [{ steps: [0, 1] }] });
    expect(automaton.alphabet.symbols[1]).toMatchObject({ tests: [{ test: 0, reads: [0] }], firstLetter: 2 });
    expect(table(automaton)).toEqual(['1 -1> 2 takes 0', '2 -3> 3']);
  });

  test('decides whether an event counts as negated', () => {
    const automaton = build({
      nrKinds: 3, steps: [a, step(1, { negated: true }), step(2)], chains: [chain(0, [1], 2)], guards: [{ steps: [0, 1] }],
    });
    expect(table(automaton)).toEqual(['1 -1> 2 takes 0', '2 -3> 4', '2 -4> 3']);
    expect(automaton.states[4]!.role).toBe('dead');
  });

  test('lets an event that it keeps from the next step match the negation before it', () => {
    // [A:a, ~A, A:b] where a guard reads a and b: an A that is not b is the A that must not be.
    const automaton = build({
      nrKinds: 1,
      steps: [a, step(0, { negated: true }), step(0)],
      chains: [chain(0, [1], 2)],
      guards: [{ steps: [0, 2] }],
    });
    expect(table(automaton)).toEqual(['1 -1> 2 takes 0', '1 -2> 2 takes 0', '2 -1> 4', '2 -2> 3']);
  });

  test('holds in a chain that lacks one of its steps', () => {
    // [(A:a|B:b), C:c] where a guard reads a and c
    const automaton = build({
      nrKinds: 3, steps: [a, step(1), step(2)], chains: [chain(0, 2), chain(1, 2)], guards: [{ steps: [0, 2] }],
    });
    expect(table(automaton)).toEqual(['1 -1> 2 takes 0', '1 -2> 3', '2 -4> 4', '3 -3> 5', '3 -4> 5']);
    expect(automaton.nrSlots).toBe(2);
  });

  test('is no part of the identity once it has been tested', () => {
    // [(A:a|B:b), C:c, D:d] where a guard reads a and c
    const automaton = build({
      nrKinds: 4, steps: [a, step(1), step(2), step(3)], chains: [chain(0, 2, 3), chain(1, 2, 3)], guards: [{ steps: [0, 2] }],
    });
    expect(rolesOf(automaton).slice(2)).toEqual([
      'live 0@1', 'live 1@1', 'live 0@2', 'live 1@2', 'accepting 0', 'accepting 1',
    ]);
    expect(automaton.states.slice(2, 6).map(({ slot }) => slot)).toEqual([0, 1, 2, 2]);
  });

  test('has an outcome per chain where a step that it reads was taken with different events', () => {
    // [A:a, (B:b|C:c), D:d, E:e] where a guard reads d and e
    const automaton = build({
      nrKinds: 5,
      steps: [step(0), step(1), step(2), step(3, { captures: true }), step(4)],
      chains: [chain(0, 1, 3, 4), chain(0, 2, 3, 4)],
      guards: [{ steps: [3, 4] }],
    });
    expect(automaton.groups).toEqual([{ register: 3, chains: [0] }, { register: 3, chains: [1] }]);
    expect(automaton.alphabet.symbols[4]).toMatchObject({ tests: [{ test: 0, reads: [0] }, { test: 0, reads: [1] }] });
  });

  test('of a step that is not captured before is a bug of the caller', () => {
    const problem: Sketch = { nrKinds: 2, steps: [step(0), step(1)], chains: [chain(0, 1)], guards: [{ steps: [0, 1] }] };
    expect(() => build(problem)).toThrow('guard 0 reads step 0, which is not captured before step 1');
  });
});

describe('a choice in the middle, [A:a, (P|Q|R|S), X, Y]', () => {
  const steps = [0, 1, 2, 3, 4, 5, 6].map((kind) => step(kind, { captures: true }));
  const chains = [1, 2, 3, 4].map((choice) => chain(0, choice, 5, 6));

  test('awaits no longer what could not match first: a slot per step is enough', () => {
    const automaton = build({ nrKinds: 7, steps, chains, guards: [] });
    expect(automaton.states.filter(({ role }) => role === 'live').length).toBe(15);
    expect(automaton.nrSlots).toBe(3);
    expect(automaton.groups.map((group) => group.register)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('keeps a slot per identity where a guard is pending', () => {
    const automaton = build({ nrKinds: 7, steps, chains, guards: [{ steps: [0, 6] }] });
    expect(automaton.nrSlots).toBeGreaterThan(3);
  });
});

describe('capture groups', () => {
  test('are two where one event is a step that a chain has taken before and the next step of the other', () => {
    // [A, ([P, X:x, V]|[X:x, X:y, ~X, W])], if that could be written with one x; where y is taken, an X kills
    const automaton = build({
      nrKinds: 5,
      steps: [step(0), step(1), step(2, { captures: true }), step(2), step(2, { negated: true }), step(3), step(4)],
      chains: [chain(0, 1, 2, 5), chain(0, 2, 3, [4], 6)],
      guards: [],
    });
    expect(automaton.groups).toEqual([{ register: 2, chains: [0] }, { register: 2, chains: [1] }]);
  });

  test('are two where only a guard that reads different events lets chains take a step apart', () => {
    // [A, ~Y, (P|Q), ~Y, X:x, Y:y, Z:z] where a guard reads y and z: a Y kills the chain that is behind
    const positive = [0, 1, 2, 3, 4, 5].map((kind) => step(kind, { captures: kind === 3 || kind === 4 }));
    const steps = [...positive, step(4, { negated: true }), step(4, { negated: true })];
    const chains = [chain(0, [6], 1, [7], 3, 4, 5), chain(0, [6], 2, [7], 3, 4, 5)];
    const groupsOf = (guards: Sketch['guards']): readonly number[] =>
      build({ nrKinds: 6, steps, chains, guards }).groups.map((group) => group.register);
    expect(groupsOf([{ steps: [4, 5] }])).toEqual([3, 4]);
    expect(groupsOf([{ steps: [4, 5] }, { steps: [3, 4] }])).toEqual([3, 3, 4, 4]);
  });
});

describe('[A, (P|Q|R), X:x, D:d, E, ~N, F] where a guard reads x and d', () => {
  const automaton = build({
    nrKinds: 9,
    steps: [0, 1, 2, 3, 4, 5, 6, 7, 8].map((kind) => step(kind, { captures: kind === 4, negated: kind === 7 })),
    chains: [1, 2, 3].map((choice) => chain(0, choice, 4, 5, 6, [7], 8)),
    guards: [{ steps: [4, 5] }],
  });

  test('has identities on a cycle, and slots in order all the same', () => {
    const at = (...taken: readonly number[]): number => automaton.states.find(({ positions }) =>
      taken.every((own, index) => positions[index]?.place === own) && positions.length === taken.length)!.slot!;
    // One chain after d and two before it, the first of them dead, and then again one after d and one before it.
    expect(at(4, 3, 3)).toBeLessThan(at(4, 3));
    for (const { from, to } of automaton.moves) {
      expect(automaton.states[to]!.slot ?? Infinity).toBeGreaterThanOrEqual(automaton.states[from]!.slot ?? 0);
    }
  });
});

describe('limits', () => {
  const problem: Sketch = {
    nrKinds: 4,
    steps: [step(0, { captures: true }), step(1), step(2), step(3)],
    chains: [chain(0, 1, 3), chain(0, 2, 3)],
    guards: [{ steps: [0, 3] }],
  };
  const { states, nrSlots, alphabet } = build(problem);
  const exact: AutomatonLimits = { states: states.length, letters: alphabet.nrLetters, slots: nrSlots };

  test('are met exactly', () => {
    expect(isOverflow(buildWithin(problem, exact))).toBe(false);
  });

  test.each(['states', 'letters', 'slots'] as const)('on %s are told', (what) => {
    const limit = exact[what] - 1;
    expect(buildWithin(problem, { ...exact, [what]: limit })).toEqual({ what, limit });
  });

  test('stop what would grow without bound', () => {
    const choices = [...Array(30).keys()];
    const wide: Sketch = {
      nrKinds: 32,
      steps: [step(30, { captures: true }), ...choices.map((kind) => step(kind)), step(31)],
      chains: choices.map((kind) => chain(0, kind + 1, 31)),
      guards: [{ steps: [0, 31] }],
    };
    expect(buildWithin(wide, limits)).toEqual({ what: 'states', limit: 1000 });
  });
});
