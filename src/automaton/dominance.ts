// Dominance: in go chains of a problem without tests, out comes whether one that stands at a place finishes,
// whatever events come, no later than one at another place. Written before the other it leaves that one nothing
// to match.
//
// This is simulation (Milner, "An Algebraic Definition of Simulation between Programs", IJCAI 1971) between
// chains. It keeps a choice in the middle of a pattern from doubling the states with each alternative: in [a,
// (p|q|r), x], who has taken p need no longer await q or r.

import type { Place } from './automaton.js';
import type { Nfa } from './nfa.js';
import type { SymbolClass } from './symbols.js';

export type Dominates = (first: Place, second: Place) => boolean;

/** What a chain that awaits something becomes by an event: another place, or this. */
type Fate = number | 'finished' | 'killed';

export function findDominance(nfa: Nfa, symbols: readonly SymbolClass[]): Dominates {
  // Without tests a place is what is awaited there.
  const fatesOf: (readonly Fate[])[] = [];
  const allowed = symbols.map((symbol) => new Set(symbol.allowed));
  for (const { places } of nfa.chains) {
    for (const [at, { ends, next, extend, watched, awaits }] of places.entries()) {
      fatesOf[awaits] = allowed.map((steps) => {
        if (ends !== null && steps.has(ends.step)) {
          return places[ends.to]?.awaits ?? 'finished';
        }
        if (steps.has(next.step)) {
          return places[at + 1]?.awaits ?? 'finished';
        }
        if (extend !== null && steps.has(extend.step)) {
          return places[extend.to]!.awaits;
        }
        return watched.some(({ step }) => steps.has(step)) ? 'killed' : awaits;
      });
    }
  }
  const known = new Map<number, boolean>();

  /** It ends because a pair of places only leads to itself or to pairs that await less. */
  function dominates(first: number, second: number): boolean {
    if (first === second) {
      return true;
    }
    const key = first * fatesOf.length + second;
    let answer = known.get(key);
    if (answer === undefined) {
      const fates = fatesOf[second]!;
      answer = fatesOf[first]!.every((fate, symbol) => survives(fate, fates[symbol]!, first, second));
      known.set(key, answer);
    }
    return answer;
  }

  function survives(fate: Fate, other: Fate, first: number, second: number): boolean {
    if (other === 'killed' || fate === 'finished') {
      return true;
    }
    return fate !== 'killed' && other !== 'finished'
      && ((fate === first && other === second) || dominates(fate, other));
  }

  return (first, second) => dominates(first.awaits, second.awaits);
}
