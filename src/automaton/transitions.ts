// Transitions as people read them: in goes an automaton, out come its moves with all letters of one way merged,
// each way with the symbols that go it and under which outcomes of their guards.

import type { Automaton, EventSymbol } from './automaton.js';
import { coverOutcomes } from './cover.js';

/** What a caller calls the parts of an automaton; none of it needs to be escaped. */
export interface AutomatonNames {
  readonly rule: string;
  /** By state. */
  readonly states: readonly string[];
  /** By symbol; the first, of symbol 0, is not used. */
  readonly symbols: readonly string[];
  readonly guards: readonly string[];
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
  for (const { from, to, letter } of automaton.moves) {
    const way = lettersOf.get(`${from} ${to}`) ?? { from, to, letters: new Set() };
    way.letters.add(letter);
    lettersOf.set(`${from} ${to}`, way);
  }
  return [...lettersOf.values()].map(({ from, to, letters }) =>
    ({ from, to, labels: labelsOf(automaton, names, letters) }));
}

/** Symbols that go this way under the same outcomes of their guards are named together. */
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

/** Which outcomes of its guards let a symbol go this way: '' for all, null for none. */
function conditionOf(
  automaton: Automaton, names: AutomatonNames, symbol: EventSymbol, letters: ReadonlySet<number>,
): string | null {
  const outcomes = Array.from({ length: 2 ** symbol.guards.length }, (_, outcome) =>
    letters.has(symbol.firstLetter + outcome));
  const cubes = coverOutcomes(outcomes);
  if (cubes.length === 0) {
    return null;
  }
  if (cubes.some((cube) => cube.length === 0)) {
    return '';
  }
  const alternatives = cubes.map((cube) => cube.map(({ bit, holds }) =>
    `${holds ? '' : 'not '}${guardName(automaton, names, symbol, bit)}`).join(' and '));
  return ` if ${alternatives.join(' or ')}`;
}

/** Where one guard has several outcomes, they are told apart by the chains whose captures it reads. */
function guardName(automaton: Automaton, names: AutomatonNames, symbol: EventSymbol, bit: number): string {
  const guard = symbol.guards[bit]!;
  const name = names.guards[guard]!;
  if (symbol.guards.filter((other) => other === guard).length === 1) {
    return name;
  }
  const [first, ...rest] = symbol.reads[bit]!.map((group) => automaton.captureGroups[group]!.chains);
  const chains = first!.filter((chain) => rest.every((others) => others.includes(chain)));
  return `${name} in ${chains.length === 1 ? 'chain' : 'chains'} ${chains.map((chain) => chain + 1).join(', ')}`;
}
