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
  const differingAtEnd = new Set<number>();
  const open: { readonly at: readonly [number, number]; readonly differing: ReadonlySet<number> }[] = [];

  function arrive(a: number, b: number, differing: ReadonlySet<number>): void {
    const [placeA, placeB] = [one.places[a], other.places[b]];
    if (placeA === undefined || placeB === undefined) {
      // What finishes ends the run, or only itself; then the match and the run that goes on are written by one move.
      if (nfa.moving === 'any' && (placeA !== undefined || placeB !== undefined)) {
        differing.forEach((register) => differingAtEnd.add(register));
      }
      return;
    }
    if (isRedundant(placeA, placeB)) {
      return; // what is dropped holds nothing
    }
    const key = `${a},${b}`;
    const known = differingAt.get(key);
    const joined = new Set([...known ?? [], ...differing]);
    if (known === undefined || joined.size > known.size) {
      differingAt.set(key, joined);
      open.push({ at: [a, b], differing: joined });
    }
  }

  function leave(a: number, b: number, differing: ReadonlySet<number>, isStart: boolean): void {
    for (const allowed of allowedSets) {
      for (const [optionA, optionB] of together([one, a], [other, b], allowed, differing)) {
        const nrMoving = [optionA, optionB].filter(({ reading }) => reading !== null).length;
        // Only chains that the first event begins are in a run, and where moving is 'any' only those that move at once.
        if (nrMoving >= (isStart || nfa.moving === 'any' ? 2 : 1)) {
          arrive(optionA.to, optionB.to,
            differingAfter([one, a, optionA.reading], [other, b, optionB.reading], differing));
        }
      }
    }
  }

  leave(0, 0, new Set(), true);
  for (let now = open.pop(); now !== undefined; now = open.pop()) {
    leave(...now.at, now.differing, false);
  }
  return new Set([...differingAt.values(), differingAtEnd].flatMap((registers) => [...registers]));
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

function options([{ places }, at]: readonly [NfaChain, number], allowed: ReadonlySet<number>): readonly Option[] {
  const can = (reading: Reading | null): reading is Reading => reading !== null && allowed.has(reading.step);
  const { ends, next, extend, watched } = places[at]!;
  const ways = [
    { to: ends?.to ?? at, reading: ends },
    { to: at + 1, reading: next },
    { to: extend?.to ?? at, reading: extend },
  ].flatMap(({ to, reading }) => (can(reading) ? [{ to, reading }] : []));
  const earlier = (index: number): readonly Reading[] => ways.slice(0, index).map(({ reading }) => reading);
  return [
    ...ways.map(({ to, reading }, index) => ({ to, reading, passes: reading.tests, fails: earlier(index) })),
    { to: at, reading: null, passes: [], fails: [...earlier(ways.length), ...watched.filter(can)] },
  ];
}

/** What one event can do to both while it kills neither. */
function together(
  a: readonly [NfaChain, number], b: readonly [NfaChain, number], allowed: ReadonlySet<number>,
  differing: ReadonlySet<number>,
): readonly (readonly [Option, Option])[] {
  // A test has one outcome for both chains if it reads the same in both.
  const name = (chain: number, { test, reads }: Test): string =>
    [test, ...reads, ...(reads.some((register) => differing.has(register)) ? [`of ${chain}`] : [])].join();
  const names = (chain: number, tests: readonly Test[]): readonly string[] => tests.map((test) => name(chain, test));
  return options(a, allowed).flatMap((optionA) => options(b, allowed).flatMap((optionB) => {
    const passed = new Set([...names(0, optionA.passes), ...names(1, optionB.passes)]);
    const isForced = (chain: number) => (reading: Reading): boolean =>
      names(chain, reading.tests).every((test) => passed.has(test));
    const isPossible = !optionA.fails.some(isForced(0)) && !optionB.fails.some(isForced(1));
    return isPossible ? [[optionA, optionB] as const] : [];
  }));
}
