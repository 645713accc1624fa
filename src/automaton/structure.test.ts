// What every automaton must be, whatever the problem: deterministic, least, numbered canonically, and
// indifferent to the order in which a problem lists what has no order.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Automaton, Problem, Reading, State } from './automaton.js';
import { buildAutomaton, isOverflow } from './build.js';
import { anyProblems, patternProblems } from './test-problems.js';
import { stateProblem } from './test-sketch.js';

function build(problem: Problem): Automaton {
  const automaton = buildAutomaton(problem, { states: 300, letters: 300, slots: 300 });
  fc.pre(!isOverflow(automaton));
  return automaton as Automaton; // what is an overflow has ended this case
}

const problems = fc.record({
  sketch: fc.oneof(anyProblems, patternProblems),
  moving: fc.constantFrom<Problem['moving']>('first', 'any'),
  identity: fc.constantFrom<Problem['identity']>('fate', 'awaited', 'unordered'),
}).map(({ sketch, moving, identity }) => stateProblem({ ...sketch, moving, identity }).problem);

function check(property: (automaton: Automaton, problem: Problem) => void): void {
  fc.assert(fc.property(problems, (problem) => property(build(problem), problem)), { numRuns: 250 });
}

describe('an automaton', () => {
  test('has at most one move per state and letter, in order, and none that changes nothing', () => {
    check(({ alphabet, states, moves, takes }) => {
      for (const [index, move] of moves.entries()) {
        const before = moves[index - 1];
        expect(before === undefined || before.from < move.from
          || (before.from === move.from && before.letter < move.letter)).toBe(true);
        expect(['start', 'live']).toContain(states[move.from]!.role);
        expect(move.letter).toBeGreaterThan(0);
        expect(move.letter).toBeLessThan(alphabet.nrLetters);
        expect(takes[move.takes]).toBeDefined();
      }
      expect(takes[0]).toEqual([]);
      expect(new Set(takes.map((own) => JSON.stringify(own))).size).toBe(takes.length);
    });
  });

  test('moves a run to another state, or writes, where the first chain to finish ends it', () => {
    check(({ states, moves }, { moving }) => {
      fc.pre(moving === 'first');
      for (const { from, to, takes, any } of moves) {
        expect(any).toBe(null);
        expect(from !== to || takes !== 0).toBe(true);
        expect(['live', 'accepting', 'dead']).toContain(states[to]!.role);
        expect(states[from]!.role === 'start' && states[to]!.role === 'dead').toBe(false);
      }
    });
  });

  test('makes a run of an old one, or changes that, where runs fork', () => {
    check(({ states, moves, nrSlots }, { moving }) => {
      fc.pre(moving === 'any');
      expect(nrSlots).toBe(0);
      for (const { from, to, any, takes } of moves) {
        const { stays, accepts } = any!;
        expect(['none', 'live']).toContain(states[to]!.role);
        expect(['none', 'accepting']).toContain(states[accepts]!.role);
        expect(states[from]!.role === 'start' ? ['none'] : ['live', 'dead']).toContain(states[stays]!.role);
        expect(to !== 0 || accepts !== 0 || (stays !== from && takes === 0)).toBe(true);
        const left = states[stays]!.positions.map(({ chain }) => chain);
        expect(left.length).toBeLessThanOrEqual(states[from]!.positions.length);
        expect(left.length === states[from]!.positions.length).toBe(stays === from || states[from]!.role === 'start');
      }
    });
  });

  test('writes a group once a move, by a write that some chain of the group has for its register', () => {
    check(({ takes, groups }, { chains }) => {
      for (const own of takes) {
        expect(new Set(own.map(({ group }) => group)).size).toBe(own.length);
        expect(own.map(({ group }) => group)).toEqual(own.map(({ group }) => group).sort((a, b) => a - b));
        for (const { group, write } of own) {
          const { register, chains: users } = groups[group]!;
          expect(users.flatMap((chain) => chains[chain]!.places.flatMap(readingsOf).flatMap(({ writes }) => writes)))
            .toContainEqual({ register, write });
        }
      }
    });
  });

  test('has an alphabet without gaps, in which an event has one symbol', () => {
    check(({ alphabet }, problem) => {
      let next = 1;
      for (const [index, symbol] of alphabet.symbols.entries()) {
        expect(symbol.index).toBe(index + 1);
        expect(symbol.firstLetter).toBe(next);
        const names = symbol.tests.map(({ test: own, reads }) => [own, ...reads]);
        expect(names).toEqual([...names].sort((a, b) => a.map((one, at) => one - b[at]!).find((one) => one !== 0) ?? 0));
        expect(new Set(names.map(String)).size).toBe(names.length);
        next += 2 ** symbol.tests.length;
      }
      expect(alphabet.nrLetters).toBe(next);
      alphabet.symbolOf.forEach((symbols, kind) => symbols.forEach((symbol, truth) => {
        const allowed = [...problem.steps.keys()].filter((step) => problem.steps[step]!.kind === kind
          && problem.steps[step]!.predicates.every((predicate) => (truth & (1 << predicate)) !== 0));
        expect(symbol === 0 ? [] : alphabet.symbols[symbol - 1]!.allowed).toEqual(allowed);
      }));
    });
  });

  test('lists its states breadth first, each reached by its shortest path', () => {
    check(({ alphabet, states, moves }) => {
      const symbolOf = (letter: number): number => alphabet.symbols.filter((one) => one.firstLetter <= letter).at(-1)!.index;
      const pathOf = new Map<number, readonly number[]>([[1, []]]);
      for (const [state, path] of pathOf) {
        for (const move of moves.filter(({ from }) => from === state)) {
          for (const to of [move.to, move.any?.accepts ?? 0, move.any?.stays ?? 0]) {
            if (to !== 0 && !pathOf.has(to)) {
              pathOf.set(to, [...path, symbolOf(move.letter)]);
            }
          }
        }
      }
      expect(pathOf.size, 'states reached').toBe(states.length - 1);
      const rank = ({ role, pending }: State): number =>
        ['none', 'start', 'live', 'pending', 'accepting', 'dead'].indexOf(pending ? 'pending' : role);
      const found = [...pathOf.keys()];
      const expected = [...found].sort((a, b) => rank(states[a]!) - rank(states[b]!) || found.indexOf(a) - found.indexOf(b));
      expect(expected).toEqual(states.slice(1).map(({ index }) => index));
      for (const { index, role, shortest } of states) {
        expect(shortest).toEqual(role === 'live' || role === 'accepting' ? pathOf.get(index) : []);
      }
    });
  });

  test('has no two states that could be one (table filling, as in Hopcroft and Ullman)', () => {
    check((automaton, problem) => {
      const { states, moves } = automaton;
      const names = states.map((state) => nameApart(automaton, problem, state));
      const moveOf = new Map(moves.map((move) => [`${move.from} ${move.letter}`, move]));
      const apart = states.map((_, a) => states.map((__, b) => names[a] !== names[b]));
      const letters = [...Array(automaton.alphabet.nrLetters).keys()];
      for (let changed = true; changed;) {
        changed = false;
        for (const a of states.keys()) {
          for (const b of states.keys()) {
            const differs = !apart[a]![b]! && letters.some((letter) => {
              const [left, right] = [moveOf.get(`${a} ${letter}`), moveOf.get(`${b} ${letter}`)];
              return (left?.takes ?? 0) !== (right?.takes ?? 0) || apart[left?.to ?? a]![right?.to ?? b]!
                || apart[left?.any?.stays ?? a]![right?.any?.stays ?? b]! || left?.any?.accepts !== right?.any?.accepts;
            });
            if (differs) {
              apart[a]![b] = true;
              changed = true;
            }
          }
        }
      }
      for (const [a, row] of apart.entries()) {
        expect(row.flatMap((is, b) => is ? [] : [b]), `states like ${a}`).toEqual([a]);
      }
    });
  });

  test('has every slot in use, and no move to a lower one where they are in order', () => {
    check(({ states, moves, nrSlots }, { identity, moving }) => {
      fc.pre(moving === 'first');
      const used = new Set(states.flatMap(({ slot }) => slot ?? []));
      expect([...used].sort((a, b) => a - b)).toEqual([...Array(nrSlots).keys()]);
      for (const { from, to } of identity === 'unordered' ? [] : moves) {
        expect(states[to]!.slot ?? nrSlots).toBeGreaterThanOrEqual(states[from]!.slot ?? 0);
      }
    });
  });

  test('has a group for each register of each chain', () => {
    check(({ groups }, problem) => {
      const expected = problem.chains.flatMap(({ places }, chain) =>
        [...new Set(places.flatMap(({ next }) => next.writes.map(({ register }) => register)))]
          .map((register) => `${register} of ${chain}`));
      const cells = groups.flatMap(({ register, chains }) => chains.map((chain) => `${register} of ${chain}`));
      expect(cells.sort()).toEqual(expected.sort());
    });
  });

  test('does not depend on the order of predicates, of what is watched, tested or written, or on how that is numbered', () => {
    check((automaton, problem) => {
      const swap = (reading: Reading): Reading =>
        ({ step: reading.step, tests: [...reading.tests].reverse(), writes: [...reading.writes].reverse() });
      const swapped = buildAutomaton({
        ...problem,
        steps: problem.steps.map((step) => ({ ...step, predicates: step.predicates.map((one) => 1 - one).reverse() })),
        chains: problem.chains.map(({ places, binds }) => ({
          places: places.map(({ ends, next, extend, watched, awaits, reads }) => ({
            ends: ends === null ? null : { ...swap(ends), to: ends.to }, next: swap(next),
            extend: extend === null ? null : { ...swap(extend), to: extend.to },
            watched: watched.map(swap).reverse(), awaits: 100 - awaits, reads,
          })),
          binds: 100 - binds,
        })),
      }, { states: 300, letters: 300, slots: 300 }) as Automaton;
      const withoutTruths = (one: Automaton): object => ({ ...one, alphabet: { ...one.alphabet, symbolOf: [] } });
      expect(withoutTruths(swapped)).toEqual(withoutTruths(automaton));
    });
  });
});

function readingsOf({ ends, next, extend, watched }: Problem['chains'][number]['places'][number]): readonly Reading[] {
  return [ends, next, extend, ...watched].filter((one) => one !== null);
}

/** What keeps states apart though they behave the same: what they await and what they hold. */
function nameApart(automaton: Automaton, problem: Problem, { index, role, positions }: State): string {
  if (role !== 'live') {
    return String(index);
  }
  const awaited = positions.map(({ chain, place }) => problem.chains[chain]!.places[place]!.awaits);
  const held = automaton.groups.filter(({ register, chains }) => positions.some(({ chain, place }) => chains.includes(chain)
    && problem.chains[chain]!.places.slice(0, place).some(({ next }) => next.writes.some((one) => one.register === register))));
  return JSON.stringify([awaited.sort((a, b) => a - b), held]);
}
