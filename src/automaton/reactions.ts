// Reactions: in go chains and letters, out comes what each symbol does to each place, with guards as bits of a
// letter.

import { guardTest, testName } from './alphabet.js';
import type { Alphabet } from './automaton.js';
import type { Captures } from './captures.js';
import type { Nfa, Reading } from './nfa.js';

export interface Reaction {
  /** Outcomes that must all hold for the chain to advance; null where the symbol does not allow its next step. */
  readonly advance: number | null;
  /** Per negated step that the symbol allows the outcomes that must all hold for it to kill the chain. */
  readonly kills: readonly number[];
  /** All outcomes that are asked for. */
  readonly mask: number;
}

/** By chain, steps taken, and symbol less one; null where the symbol concerns nothing there. */
export type Reactions = readonly (readonly (readonly (Reaction | null)[])[])[];

export function findReactions(nfa: Nfa, captures: Captures, alphabet: Alphabet): Reactions {
  const symbols = alphabet.symbols.map(({ allowed, guards, reads }) => ({
    allowed: new Set(allowed),
    bitOf: new Map(guards.map((guard, bit) => [testName({ guard, reads: reads[bit]! }), 1 << bit])),
  }));
  return nfa.chains.map((places, chain) => places.map(({ next, watched }) => symbols.map(({ allowed, bitOf }) => {
    const outcomes = ({ conditions }: Reading): number => conditions.reduce((mask, condition) =>
      mask | bitOf.get(testName(guardTest(captures, chain, condition)))!, 0);
    const advance = allowed.has(next.step) ? outcomes(next) : null;
    const kills = watched.filter(({ step }) => allowed.has(step)).map(outcomes);
    const mask = kills.reduce((all, one) => all | one, advance ?? 0);
    return advance === null && kills.length === 0 ? null : { advance, kills, mask };
  })));
}

/** An event that takes the next step ends what was watched before it. One that does neither leaves the chain. */
export function react(reaction: Reaction | null, outcomes: number): 'advances' | 'killed' | 'stays' {
  if (reaction === null) {
    return 'stays';
  }
  const { advance, kills } = reaction;
  if (advance !== null && (outcomes & advance) === advance) {
    return 'advances';
  }
  return kills.some((kill) => (outcomes & kill) === kill) ? 'killed' : 'stays';
}
