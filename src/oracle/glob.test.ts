// Globs of the reference matcher, by hand and against the checker's.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches, parseGlob } from '../check/glob.js';
import { isLike } from './glob.js';

describe('a glob of the reference matcher', () => {
  it.each<[string, string, boolean]>([
    ['/tmp/*', '/tmp/a/b', true], ['/tmp/*', '/tmp', false], ['*', '', true], ['?', '', false], ['a?c', 'abc', true],
    ['[a-c]x', 'bx', true], ['[!a-c]x', 'bx', false], ['[]x]', ']', true], ['[!]x]', ']', false], ['[a-]', '-', true],
    ['\\*', '*', true], ['\\*', 'a', false], ['[\\]]', ']', true], ['*.so*', '/lib/libc.so.6', true],
  ])('%s and %s: %s', (glob, text, expected) => {
    expect(isLike(glob, text)).toBe(expected);
  });

  it('means what the checker takes it for', () => {
    const piece = fc.constantFrom('*', '?', 'a', 'b', '[ab]', '[!a]', '[a-c]', '[!b-]', '[]a]', '[!]c]', '[a\\]]', '[-b]',
      '[a-\\c]', '[+--]', '\\*', '\\\\', '-', ']');
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '*', ']', '\\', '-', ',', '.'), maxLength: 8 });
    fc.assert(fc.property(fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join('')), text, (glob, of) => {
      const parsed = parseGlob(Buffer.from(glob));
      expect(isLike(glob, of), `${glob} and ${of}`).toBe('glob' in parsed && matches(parsed.glob, Buffer.from(of)));
    }), { numRuns: 20_000, seed: Number(process.env['WMK_SEED'] ?? 1) });
  });
});
