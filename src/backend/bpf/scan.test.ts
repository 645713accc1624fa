// A compiled search finds what String.includes and String.endsWith find.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileScan } from './scan.js';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 24 });
const needles = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 6 });

function walk(needle: string, text: string, absorbing: boolean): boolean {
  const scan = compileScan(new TextEncoder().encode(needle), absorbing);
  const state = [...new TextEncoder().encode(text)].reduce(
    (at, byte) => scan.next[at]![scan.bytes.indexOf(byte) + 1]!, 0,
  );
  return state === needle.length;
}

describe('a search as an automaton', () => {
  it('contains', () => {
    fc.assert(fc.property(needles, letters, (needle, text) => {
      expect(walk(needle, text, true)).toBe(text.includes(needle));
    }), { numRuns: 3000 });
  });

  it('ends with', () => {
    fc.assert(fc.property(needles, letters, (needle, text) => {
      expect(walk(needle, text, false)).toBe(text.endsWith(needle));
    }), { numRuns: 3000 });
  });
});
