// Conflicts of captures: in go two chains, out come the steps that both can hold at once, taken with different
// events.
//
// A data-flow analysis (Kildall, "A Unified Approach to Global Program Optimization", POPL 1973) over pairs of
// places that the two chains can be at in one run: what flows is the set of steps that both have taken, perhaps
// with different events. It is polynomial where the runs themselves are exponential, and errs on the safe side
// only: paths to one pair of places are joined, and other chains, which could end the run, are left out.

import type { Condition, Nfa, Place, Reading } from './nfa.js';
import type { SymbolClass } from './symbols.js';

/** `isRedundant`: whether the later written of the two chains is dropped where they are at these places. */
export function findConflicts(
  nfa: Nfa, symbols: readonly SymbolClass[], first: number, second: number,
  isRedundant: (first: Place, second: Place) => boolean,
): ReadonlySet<number> {
  const pair = [first, second].map((chain) => ({ places: nfa.chains[chain]!, steps: nfa.steps[chain]! }));
  const [one, other] = [pair[0]!, pair[1]!];
  const allowedSets = symbols.map(({ allowed }) => new Set(allowed));
  const differingAt = new Map<string, Set<number>>();
  const open: { readonly taken: readonly [number, number]; readonly differing: Set<number> }[] = [];

  function arrive(a: number, b: number, differing: Iterable<number>): void {
    const [placeA, placeB] = [one.places[a], other.places[b]];
    if (placeA === undefined || placeB === undefined || isRedundant(placeA, placeB)) {
      return; // a chain that finishes ends the run, and one that is dropped holds nothing
    }
    const key = `${a},${b}`;
    const known = differingAt.get(key);
    const joined = new Set([...known ?? [], ...differing]);
    if (known === undefined || joined.size > known.size) {
      differingAt.set(key, joined);
      open.push({ taken: [a, b], differing: joined });
    }
  }

  if (symbols.some(({ allowed }) => pair.every(({ steps }) => allowed.includes(steps[0]!)))) {
    arrive(1, 1, []);
  }
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { taken: [a, b], differing } = at;
    const [placeA, placeB] = [one.places[a]!, other.places[b]!];
    const takenTwice = (taken: readonly number[], step: number): readonly number[] =>
      taken.includes(step) ? [...differing, step] : [...differing];
    for (const allowed of allowedSets) {
      const { both, onlyFirst, onlySecond } = outcomes(placeA, placeB, allowed, differing);
      if (both) {
        const [stepA, stepB] = [placeA.next.step, placeB.next.step];
        const crossed = stepA === stepB ? [] : [
          ...(other.steps.slice(0, b).includes(stepA) ? [stepA] : []),
          ...(one.steps.slice(0, a).includes(stepB) ? [stepB] : []),
        ];
        arrive(a + 1, b + 1, [...differing, ...crossed]);
      }
      if (onlyFirst) {
        arrive(a + 1, b, takenTwice(other.steps.slice(0, b), placeA.next.step));
      }
      if (onlySecond) {
        arrive(a, b + 1, takenTwice(one.steps.slice(0, a), placeB.next.step));
      }
    }
  }
  return new Set([...differingAt.values()].flatMap((steps) => [...steps]));
}

/** Which of two chains an event can advance while it kills neither, for some outcome of the guards. */
function outcomes(
  first: Place, second: Place, allowed: ReadonlySet<number>, differing: ReadonlySet<number>,
): { readonly both: boolean; readonly onlyFirst: boolean; readonly onlySecond: boolean } {
  // A guard has one outcome for both chains if it reads the same events in both.
  const testName = (chain: number, { guard, reads }: Condition): string =>
    [guard, ...reads, ...(reads.some((step) => differing.has(step)) ? [`of ${chain}`] : [])].join();
  const tests = (chain: number, reading: Reading): readonly string[] =>
    reading.conditions.map((condition) => testName(chain, condition));
  const readable = (place: Place): readonly Reading[] =>
    [place.next, ...place.watched].filter(({ step }) => allowed.has(step));
  // It stays if all that the event could do to it has a guard that may fail though the other's guards hold.
  const canStay = (chain: number, place: Place, held: readonly string[]): boolean =>
    readable(place).every((reading) => tests(chain, reading).some((test) => !held.includes(test)));
  const [canA, canB] = [allowed.has(first.next.step), allowed.has(second.next.step)];
  return {
    both: canA && canB,
    onlyFirst: canA && canStay(1, second, tests(0, first.next)),
    onlySecond: canB && canStay(0, first, tests(1, second.next)),
  };
}
