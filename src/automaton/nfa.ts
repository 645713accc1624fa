// The nondeterministic view: in goes a problem, out come its chains with what each holds where it stands.

import type { Place, Problem, Reading } from './automaton.js';

export interface Nfa {
  readonly chains: readonly NfaChain[];
}

export interface NfaChain {
  readonly places: readonly Place[];
  /** By place, and last where it has finished: the registers that it has written. */
  readonly held: readonly ReadonlySet<number>[];
  readonly binds: number;
}

export function buildNfa(problem: Problem): Nfa {
  return {
    chains: problem.chains.map(({ places, binds }) => {
      if (places[0]!.watched.length > 0) {
        throw new Error('a negation stands before the first step');
      }
      return { places, held: heldBy(places), binds };
    }),
  };
}

/** All that an event may do to a chain at a place. */
export function readingsOf({ next, extend, watched }: Place): readonly Reading[] {
  return extend === null ? [next, ...watched] : [next, extend, ...watched];
}

/** Each way to a place passes the places before it; where `extend` leads, `next` would have written the same. */
function heldBy(places: readonly Place[]): readonly ReadonlySet<number>[] {
  const held: ReadonlySet<number>[] = [new Set()];
  for (const { next } of places) {
    held.push(new Set([...held.at(-1)!, ...next.writes.map(({ register }) => register)]));
  }
  return held;
}
