// The alphabet: in go symbols, chains and capture groups, out come the letters, one per symbol and outcome of
// the guards that an event of this symbol decides.

import type { Alphabet, AutomatonOverflow, EventSymbol } from './automaton.js';
import type { Captures } from './captures.js';
import type { Condition, Nfa } from './nfa.js';
import { compareLists } from './symbols.js';
import type { SymbolSplit } from './symbols.js';

/** A guard on given captures: what one bit of a letter is the outcome of. */
export interface GuardTest {
  readonly guard: number;
  readonly reads: readonly number[];
}

export function buildAlphabet(
  split: SymbolSplit, nfa: Nfa, captures: Captures, limit: number,
): Alphabet | AutomatonOverflow {
  const symbols: EventSymbol[] = [];
  let nrLetters = 1;
  for (const [index, { kind, allowed }] of split.classes.entries()) {
    const tests = testsDecided(nfa, captures, new Set(allowed));
    symbols.push({
      index: index + 1,
      kind,
      allowed,
      guards: tests.map(({ guard }) => guard),
      reads: tests.map(({ reads }) => reads),
      firstLetter: nrLetters,
    });
    nrLetters += 2 ** tests.length;
    if (nrLetters > limit) {
      return { what: 'letters', limit };
    }
  }
  return { symbols, symbolOf: split.symbolOf, nrLetters };
}

/** The test by which a chain finds out whether a condition holds. */
export function guardTest(captures: Captures, chain: number, { guard, reads }: Condition): GuardTest {
  return { guard, reads: reads.map((step) => captures.groupOf[chain]!.get(step)!) };
}

export function testName({ guard, reads }: GuardTest): string {
  return [guard, ...reads].join();
}

function testsDecided(nfa: Nfa, captures: Captures, allowed: ReadonlySet<number>): readonly GuardTest[] {
  const tests = new Map<string, GuardTest>();
  for (const [chain, places] of nfa.chains.entries()) {
    for (const { next, watched } of places) {
      for (const { conditions } of [next, ...watched].filter(({ step }) => allowed.has(step))) {
        for (const test of conditions.map((condition) => guardTest(captures, chain, condition))) {
          tests.set(testName(test), test);
        }
      }
    }
  }
  return [...tests.values()].sort((a, b) => a.guard - b.guard || compareLists(a.reads, b.reads));
}
