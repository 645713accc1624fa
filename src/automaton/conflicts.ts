// Conflicts of registers: in go two chains, out come the registers that both can hold at once, written with different
// events.
//
// A data-flow analysis (Kildall, "A Unified Approach to Global Program Optimization", POPL 1973) over pairs of
// places that the two chains can be at in one run: what flows is the set of registers that both have written, perhaps
// differently. It is polynomial where the runs themselves are exponential, and errs on the safe side only: paths to one
// pair of places are joined, and other chains, which could end the run, are left out.

import type { Place, Reading, Test } from './automaton.js';
import type { Nfa, NfaChain } from './nfa.js';
import type { SymbolClass } from './symbols.js';

/** `isRedundant`: whether the later written of the two chains is dropped where they are at these places. */
export function findConflicts(
  nfa: Nfa, symbols: readonly SymbolClass[], first: number, second: number,
  isRedundant: (first: Place, second: Place) => boolean,
): ReadonlySet<number> {
  const [one, other] = [nfa.chains[first]!, nfa.chains[second]!];
  const allowedSets = symbols.map(({ allowed }) => new Set(allowed));
  const differingAt = new Map<string, Set<number>>();
  const open: { readonly at: readonly [number, number]; readonly differing: ReadonlySet<number> }[] = [];

  function arrive(a: number, b: number, differing: ReadonlySet<number>): void {
    const [placeA, placeB] = [one.places[a], other.places[b]];
    if (placeA === undefined || placeB === undefined || isRedundant(placeA, placeB)) {
      return; // a chain that finishes ends the run, or goes on without it; and one that is dropped holds nothing
    }
    const key = `${a},${b}`;
    const known = differingAt.get(key);
    const joined = new Set([...known ?? [], ...differing]);
    if (known === undefined || joined.size > known.size) {
      differingAt.set(key, joined);
      open.push({ at: [a, b], differing: joined });
    }
  }

  for (const allowed of allowedSets) {
    for (const [optionA, optionB] of together(one.places[0]!, 0, other.places[0]!, 0, allowed, new Set())) {
      if (optionA.reading !== null && optionB.reading !== null) { // one that does not begin is not there
        arrive(optionA.to, optionB.to,
          differingAfter([one, 0, optionA.reading], [other, 0, optionB.reading], new Set()));
      }
    }
  }
  for (let now = open.pop(); now !== undefined; now = open.pop()) {
    const { at: [a, b], differing } = now;
    for (const allowed of allowedSets) {
      for (const [optionA, optionB] of together(one.places[a]!, a, other.places[b]!, b, allowed, differing)) {
        if (optionA.reading !== null || optionB.reading !== null) {
          arrive(optionA.to, optionB.to,
            differingAfter([one, a, optionA.reading], [other, b, optionB.reading], differing));
        }
      }
    }
  }
  return new Set([...differingAt.values()].flatMap((registers) => [...registers]));
}

/** One who writes while the other holds, or does not write the same, holds something else afterwards. */
function differingAfter(
  [one, a, readingA]: readonly [NfaChain, number, Reading | null],
  [other, b, readingB]: readonly [NfaChain, number, Reading | null], before: ReadonlySet<number>,
): ReadonlySet<number> {
  const written = (reading: Reading | null): ReadonlyMap<number, number> =>
    new Map(reading?.writes.map(({ register, write }) => [register, write]));
  const [ofA, ofB] = [written(readingA), written(readingB)];
  const differs = (register: number): boolean => {
    const [holdsA, holdsB] = [one.held[a]!.has(register), other.held[b]!.has(register)];
    if (ofA.has(register) && ofB.has(register)) {
      return holdsA !== holdsB || ofA.get(register) !== ofB.get(register);
    }
    return ofA.has(register) ? holdsB : holdsA;
  };
  return new Set([...before, ...[...ofA.keys(), ...ofB.keys()].filter(differs)]);
}

/** What an event does to a chain: `passes` pass then and none of `fails` does. */
interface Option {
  readonly to: number;
  readonly reading: Reading | null;
  readonly passes: readonly Test[];
  readonly fails: readonly Reading[];
}

function options(place: Place, at: number, allowed: ReadonlySet<number>): readonly Option[] {
  const can = (reading: Reading | null): reading is Reading => reading !== null && allowed.has(reading.step);
  const { next, extend, watched } = place;
  const nextFails = can(next) ? [next] : [];
  const extendFails = can(extend) ? [extend] : [];
  return [
    ...(can(next) ? [{ to: at + 1, reading: next, passes: next.tests, fails: [] }] : []),
    ...(can(extend) ? [{ to: extend.to, reading: extend, passes: extend.tests, fails: nextFails }] : []),
    { to: at, reading: null, passes: [], fails: [...nextFails, ...extendFails, ...watched.filter(can)] },
  ];
}

/**
 * What one event can do to both while it kills neither. Where moving is 'any', a chain may also be left where it is: so
 * each chain's staying goes with all that the other does, unless a test says otherwise, which errs on the safe side.
 */
function together(
  placeA: Place, a: number, placeB: Place, b: number, allowed: ReadonlySet<number>, differing: ReadonlySet<number>,
): readonly (readonly [Option, Option])[] {
  // A test has one outcome for both chains if it reads the same in both.
  const name = (chain: number, { test, reads }: Test): string =>
    [test, ...reads, ...(reads.some((register) => differing.has(register)) ? [`of ${chain}`] : [])].join();
  const names = (chain: number, tests: readonly Test[]): readonly string[] => tests.map((test) => name(chain, test));
  return options(placeA, a, allowed).flatMap((optionA) => options(placeB, b, allowed).flatMap((optionB) => {
    const passed = new Set([...names(0, optionA.passes), ...names(1, optionB.passes)]);
    const isForced = (chain: number) => (reading: Reading): boolean =>
      names(chain, reading.tests).every((test) => passed.has(test));
    const isPossible = !optionA.fails.some(isForced(0)) && !optionB.fails.some(isForced(1));
    return isPossible ? [[optionA, optionB] as const] : [];
  }));
}
