// What every automaton must be, whatever the problem: deterministic, least, numbered canonically, and
// indifferent to the order in which a problem lists what has no order.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Automaton, Problem, State } from './automaton.js';
import { buildAutomaton, isOverflow } from './build.js';
import { anyProblems, patternProblems } from './test-problems.js';

function build(problem: Problem): Automaton {
  const automaton = buildAutomaton(problem, { states: 300, letters: 300, slots: 300 });
  fc.pre(!isOverflow(automaton));
  return automaton as Automaton; // what is an overflow has ended this case
}

const problems = fc.oneof(anyProblems, patternProblems);

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
        expect(move.from).not.toBe(move.to);
        expect(['start', 'live']).toContain(states[move.from]!.role);
        expect(['live', 'accepting', 'dead']).toContain(states[move.to]!.role);
        expect(move.letter).toBeGreaterThan(0);
        expect(move.letter).toBeLessThan(alphabet.nrLetters);
        expect(takes[move.takes]).toBeDefined();
        expect(states[move.from]!.role === 'start' && states[move.to]!.role === 'dead').toBe(false);
      }
      expect(takes[0]).toEqual([]);
      expect(new Set(takes.map(String)).size).toBe(takes.length);
    });
  });

  test('has an alphabet without gaps, in which an event has one symbol', () => {
    check(({ alphabet }, problem) => {
      let next = 1;
      for (const [index, symbol] of alphabet.symbols.entries()) {
        expect(symbol.index).toBe(index + 1);
        expect(symbol.firstLetter).toBe(next);
        expect(symbol.reads.length).toBe(symbol.guards.length);
        expect(symbol.guards).toEqual([...symbol.guards].sort((a, b) => a - b));
        next += 2 ** symbol.guards.length;
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
          if (!pathOf.has(move.to)) {
            pathOf.set(move.to, [...path, symbolOf(move.letter)]);
          }
        }
      }
      expect(pathOf.size, 'states reached').toBe(states.length - 1);
      const rank = (state: State): number => ['none', 'start', 'live', 'accepting', 'dead'].indexOf(state.role);
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
              return (left?.takes ?? 0) !== (right?.takes ?? 0) || apart[left?.to ?? a]![right?.to ?? b]!;
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

  test('has every slot in use, and no move to a lower one', () => {
    check(({ states, moves, nrSlots }) => {
      const used = new Set(states.flatMap(({ slot }) => slot ?? []));
      expect([...used].sort((a, b) => a - b)).toEqual([...Array(nrSlots).keys()]);
      for (const { from, to } of moves) {
        expect(states[to]!.slot ?? nrSlots).toBeGreaterThanOrEqual(states[from]!.slot ?? 0);
      }
    });
  });

  test('has a capture group for each capturing step of each chain', () => {
    check(({ captureGroups }, problem) => {
      const expected = problem.chains.flatMap(({ steps }, chain) =>
        steps.filter(({ step }) => problem.steps[step]!.captures).map(({ step }) => `${step} of ${chain}`));
      const cells = captureGroups.flatMap(({ step, chains }) => chains.map((chain) => `${step} of ${chain}`));
      expect(cells.sort()).toEqual(expected.sort());
    });
  });

  test('does not depend on the order of predicates, of what is watched, or of the steps of a guard', () => {
    check((automaton, problem) => {
      const swapped = buildAutomaton({
        ...problem,
        steps: problem.steps.map((step) => ({ ...step, predicates: step.predicates.map((one) => 1 - one).reverse() })),
        chains: problem.chains.map(({ steps }) =>
          ({ steps: steps.map(({ step, watched }) => ({ step, watched: [...watched].reverse() })) })),
        guards: problem.guards.map(({ steps }) => ({ steps: [...steps].reverse() })),
      }, { states: 300, letters: 300, slots: 300 }) as Automaton;
      const withoutTruths = (one: Automaton): object => ({ ...one, alphabet: { ...one.alphabet, symbolOf: [] } });
      expect(withoutTruths(swapped)).toEqual(withoutTruths(automaton));
    });
  });
});

/** What keeps states apart though they behave the same: what they await and what they hold. */
function nameApart(automaton: Automaton, problem: Problem, { index, role, positions }: State): string {
  if (role !== 'live') {
    return String(index);
  }
  const awaited = positions.map(({ chain, taken }) => {
    const { steps } = problem.chains[chain]!;
    const order = steps.flatMap(({ step, watched }) => [...watched, step]);
    const rest = steps.slice(taken).flatMap(({ step, watched }) => [...watched, step]);
    const pending = problem.guards.filter((guard) => {
      const tested = guard.steps.find((step) => problem.steps[step]!.negated) ?? Math.max(...guard.steps);
      return guard.steps.every((step) => order.includes(step)) && rest.includes(tested)
        && guard.steps.some((step) => !rest.includes(step));
    });
    return JSON.stringify([steps.slice(taken), pending]);
  });
  const held = automaton.captureGroups.filter(({ step, chains }) => positions.some(({ chain, taken }) =>
    chains.includes(chain) && problem.chains[chain]!.steps.slice(0, taken).some((one) => one.step === step)));
  return JSON.stringify([awaited.sort(), held]);
}
