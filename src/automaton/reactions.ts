// Reactions: in go chains and letters, out comes what each symbol does to each place, with tests as bits of a letter.

import { groupTest, testName } from './alphabet.js';
import type { Alphabet, Reading } from './automaton.js';
import type { Groups } from './groups.js';
import type { Nfa } from './nfa.js';

/** Masks of outcomes that must all hold; null where the symbol does not allow the step. */
export interface Reaction {
  readonly ends: number | null;
  readonly next: number | null;
  readonly extend: number | null;
  /** One for each negated step that the symbol allows. */
  readonly kills: readonly number[];
  /** All outcomes that are asked for. */
  readonly mask: number;
}

/** By chain, place, and symbol less one; null where the symbol concerns nothing there. */
export type Reactions = readonly (readonly (readonly (Reaction | null)[])[])[];

export function findReactions(nfa: Nfa, groups: Groups, alphabet: Alphabet): Reactions {
  const symbols = alphabet.symbols.map(({ allowed, tests }) => ({
    allowed: new Set(allowed),
    bitOf: new Map(tests.map((test, bit) => [testName(test), 1 << bit])),
  }));
  return nfa.chains.map(({ places }, chain) => places.map(({ ends, next, extend, watched }) =>
    symbols.map(({ allowed, bitOf }): Reaction | null => {
      const outcomes = (reading: Reading | null): number | null =>
        reading === null || !allowed.has(reading.step) ? null : reading.tests.reduce((mask, test) =>
          mask | bitOf.get(testName(groupTest(groups, chain, test)))!, 0);
      const reaction = {
        ends: outcomes(ends),
        next: outcomes(next),
        extend: outcomes(extend),
        kills: watched.flatMap((reading) => outcomes(reading) ?? []),
      };
      const masks = [reaction.ends, reaction.next, reaction.extend, ...reaction.kills].filter((one) => one !== null);
      return masks.length === 0 ? null : { ...reaction, mask: masks.reduce((all, one) => all | one, 0) };
    })));
}

/** An event that takes the next step, or an element, ends what is watched there, or does not count as it. */
export function react(
  reaction: Reaction | null, outcomes: number,
): 'ends' | 'next' | 'extend' | 'killed' | 'stays' {
  if (reaction !== null && passes(reaction.ends, outcomes)) {
    return 'ends';
  }
  if (reaction !== null && passes(reaction.next, outcomes)) {
    return 'next';
  }
  if (reaction !== null && passes(reaction.extend, outcomes)) {
    return 'extend';
  }
  return isKilled(reaction, outcomes) ? 'killed' : 'stays';
}

/** Whether a chain that does not move is killed. */
export function isKilled(reaction: Reaction | null, outcomes: number): boolean {
  return reaction !== null && reaction.kills.some((kill) => passes(kill, outcomes));
}

function passes(mask: number | null, outcomes: number): boolean {
  return mask !== null && (outcomes & mask) === mask;
}
