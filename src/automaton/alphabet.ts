// The alphabet: in go symbols, chains and groups, out come the letters, one per symbol and outcome of the tests that an
// event of this symbol decides.

import type { Alphabet, AutomatonOverflow, EventSymbol, GroupTest, Test } from './automaton.js';
import type { Groups } from './groups.js';
import { readingsOf, type Nfa } from './nfa.js';
import { compareLists } from './symbols.js';
import type { SymbolSplit } from './symbols.js';

export function buildAlphabet(
  split: SymbolSplit, nfa: Nfa, groups: Groups, limit: number,
): Alphabet | AutomatonOverflow {
  const symbols: EventSymbol[] = [];
  let nrLetters = 1;
  for (const [index, { kind, allowed }] of split.classes.entries()) {
    const tests = testsDecided(nfa, groups, new Set(allowed));
    symbols.push({ index: index + 1, kind, allowed, tests, firstLetter: nrLetters });
    nrLetters += 2 ** tests.length;
    if (nrLetters > limit) {
      return { what: 'letters', limit };
    }
  }
  return { symbols, symbolOf: split.symbolOf, nrLetters };
}

/** The test as a chain makes it. */
export function groupTest({ groupOf }: Groups, chain: number, { test, reads }: Test): GroupTest {
  return { test, reads: reads.map((register) => groupOf[chain]!.get(register)!) };
}

export function testName({ test, reads }: GroupTest): string {
  return [test, ...reads].join();
}

function testsDecided(nfa: Nfa, groups: Groups, allowed: ReadonlySet<number>): readonly GroupTest[] {
  const tests = new Map<string, GroupTest>();
  for (const [chain, { places }] of nfa.chains.entries()) {
    for (const reading of places.flatMap(readingsOf).filter(({ step }) => allowed.has(step))) {
      for (const test of reading.tests.map((one) => groupTest(groups, chain, one))) {
        tests.set(testName(test), test);
      }
    }
  }
  return [...tests.values()].sort((a, b) => a.test - b.test || compareLists(a.reads, b.reads));
}
