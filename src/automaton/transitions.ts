// Transitions as people read them: in goes an automaton, out come its moves with all letters of one way merged,
// each way with the symbols that go it and under which outcomes of their tests.

import type { Automaton, EventSymbol, Move } from './automaton.js';
import { coverOutcomes } from './cover.js';

/** What a caller calls the parts of an automaton; none of it needs to be escaped. */
export interface AutomatonNames {
  readonly rule: string;
  /** By state. */
  readonly states: readonly string[];
  /** By symbol; the first, of symbol 0, is not used. */
  readonly symbols: readonly string[];
  /** By test of the problem. */
  readonly tests: readonly string[];
  /** Names for several symbols that go one way under the same conditions; without it each is named for itself. */
  readonly together?: (symbols: readonly number[]) => readonly string[];
}

export interface Transition {
  readonly from: number;
  readonly to: number;
  /** Such as `open if a.Fd == b.Fd and not a.Flags > b.Flags`. */
  readonly labels: readonly string[];
}

/** By state they leave, then by their first letter. */
export function mergeMoves(automaton: Automaton, names: AutomatonNames): readonly Transition[] {
  const lettersOf = new Map<string, Omit<Transition, 'labels'> & { readonly letters: Set<number> }>();
  for (const move of automaton.moves) {
    for (const to of waysOf(move)) {
      const way = lettersOf.get(`${move.from} ${to}`) ?? { from: move.from, to, letters: new Set() };
      way.letters.add(move.letter);
      lettersOf.set(`${move.from} ${to}`, way);
    }
  }
  return [...lettersOf.values()].map(({ from, to, letters }) =>
    ({ from, to, labels: labelsOf(automaton, names, letters) }));
}

/** Where moving is 'any': to the new run, to a match, and where the old one is changed also from it. */
function waysOf({ from, to, any }: Move): readonly number[] {
  return any === null ? [to] : [to, any.accepts, ...(any.stays === from ? [] : [any.stays])].filter((one) => one !== 0);
}

/** Symbols that go this way under the same outcomes of their tests are named together. */
function labelsOf(automaton: Automaton, names: AutomatonNames, letters: ReadonlySet<number>): readonly string[] {
  const groups = new Map<string, number[]>();
  for (const symbol of automaton.alphabet.symbols) {
    const condition = conditionOf(automaton, names, symbol, letters);
    if (condition !== null) {
      groups.set(condition, [...groups.get(condition) ?? [], symbol.index]);
    }
  }
  const together = names.together ?? ((group: readonly number[]) => group.map((symbol) => names.symbols[symbol]!));
  return [...groups].flatMap(([condition, group]) => together(group).map((name) => `${name}${condition}`));
}

/** Which outcomes of its tests let a symbol go this way: '' for all, null for none. */
function conditionOf(
  automaton: Automaton, names: AutomatonNames, symbol: EventSymbol, letters: ReadonlySet<number>,
): string | null {
  const outcomes = Array.from({ length: 2 ** symbol.tests.length }, (_, outcome) =>
    letters.has(symbol.firstLetter + outcome));
  const cubes = coverOutcomes(outcomes);
  if (cubes.length === 0) {
    return null;
  }
  if (cubes.some((cube) => cube.length === 0)) {
    return '';
  }
  const alternatives = cubes.map((cube) => cube.map(({ bit, holds }) =>
    `${holds ? '' : 'not '}${testNameOf(automaton, names, symbol, bit)}`).join(' and '));
  return ` if ${alternatives.join(' or ')}`;
}

/** Where one test has several outcomes, they are told apart by the chains whose registers it reads. */
function testNameOf(automaton: Automaton, names: AutomatonNames, symbol: EventSymbol, bit: number): string {
  const { test, reads } = symbol.tests[bit]!;
  const name = names.tests[test]!;
  if (symbol.tests.filter((other) => other.test === test).length === 1) {
    return name;
  }
  const [first, ...rest] = reads.map((group) => automaton.groups[group]!.chains);
  const chains = first!.filter((chain) => rest.every((others) => others.includes(chain)));
  return `${name} in ${chains.length === 1 ? 'chain' : 'chains'} ${chains.map((chain) => chain + 1).join(', ')}`;
}
