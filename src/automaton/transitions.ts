// Transitions as people read them: in goes an automaton, out come its moves with all letters of one way merged, each way with
// the symbols that go it and under which outcomes of their guards.

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
}

export interface Transition {
  readonly from: number;
  readonly to: number;
  /** One text per symbol, such as `open if a.Fd == b.Fd and not a.Flags > b.Flags`. */
  readonly labels: readonly string[];
}

/** By state they leave, then by their first letter. */
export function mergeMoves(automaton: Automaton, names: AutomatonNames): readonly Transition[] {
  const lettersOf = new Map<string, { readonly from: number; readonly to: number; readonly letters: Set<number> }>();
  for (const { from, to, letter } of automaton.moves) {
    const way = lettersOf.get(`${from} ${to}`) ?? { from, to, letters: new Set() };
    way.letters.add(letter);
    lettersOf.set(`${from} ${to}`, way);
  }
  return [...lettersOf.values()].map(({ from, to, letters }) => ({
    from, to, labels: automaton.alphabet.symbols.flatMap((symbol) => labelOf(automaton, names, symbol, letters) ?? []),
  }));
}

function labelOf(
  automaton: Automaton, names: AutomatonNames, symbol: EventSymbol, letters: ReadonlySet<number>,
): string | null {
  const outcomes = Array.from({ length: 2 ** symbol.guards.length }, (_, outcome) =>
    letters.has(symbol.firstLetter + outcome));
  const cubes = coverOutcomes(outcomes);
  const name = names.symbols[symbol.index]!;
  if (cubes.length === 0) {
    return null;
  }
  if (cubes.some((cube) => cube.length === 0)) {
    return name;
  }
  const alternatives = cubes.map((cube) => cube.map(({ bit, holds }) =>
    `${holds ? '' : 'not '}${guardName(automaton, names, symbol, bit)}`).join(' and '));
  return `${name} if ${alternatives.join(' or ')}`;
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
