// Globs mean what a naive matcher that tries everything says, as they are and as automata.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globAutomaton } from './glob-automaton.js';
import { globFor, literalOf, matches, parseGlob, type Glob } from './glob.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Straight from what the letters of a glob mean; the glob is right. */
function naive(glob: string, text: string): boolean {
  const [first] = glob;
  if (first === undefined) {
    return text === '';
  }
  if (first === '*') {
    return naive(glob.slice(1), text) || (text !== '' && naive(glob, text.slice(1)));
  }
  if (text === '') {
    return false;
  }
  const [here, rest] = [text.charAt(0), text.slice(1)];
  if (first === '?') {
    return naive(glob.slice(1), rest);
  }
  if (first === '[') {
    const [whole = '', not = '', list = ''] = /^\[(!?)(\]?(?:\\.|[^\]\\])*)\]/.exec(glob) ?? [];
    const source = list.replace(/\\?./g, (one) => (one === '-' ? '-' : `\\x${one.slice(-1).charCodeAt(0).toString(16).padStart(2, '0')}`))
      .replace(/^-|-$/g, '\\x2d');
    return new RegExp(`^[${not === '' ? '' : '^'}${source}]$`).test(here) && naive(glob.slice(whole.length), rest);
  }
  const letter = first === '\\' ? glob.charAt(1) : first;
  return letter === here && naive(glob.slice(first === '\\' ? 2 : 1), rest);
}

function walk(glob: Glob, text: string): boolean | null {
  const automaton = globAutomaton(glob);
  if (automaton === null) {
    return null;
  }
  const { classes, next, accepting } = automaton;
  return bytes(text).reduce((state, byte) => next[state]![classes[byte]!]!, 0) >= accepting;
}

const piece = fc.constantFrom('*', '*', '?', 'a', 'b', 'c', '[ab]', '[!a]', '[a-c]', '[!b-]', '[]a]', '[!]c]', '[a\\]]',
  '[-b]', '\\*', '\\?', '\\[', '\\\\', '\\a', '-', ']', '!', '[*?]', '[\\a-c]');
const globs = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '*', '?', '[', ']', '\\', '-', '!', '/'), maxLength: 9 });

/** A text that is likely to match. */
const related = globs.chain((glob) => fc.record({
  glob: fc.constant(glob),
  text: fc.oneof(texts, fc.constant(glob.replace(/\\(.)|\[.+?\]/g, '$1a')), texts.map((text) => glob.replaceAll('*', text).replaceAll('?', 'b'))),
}));

describe('a glob', () => {
  it('matches what a naive matcher does', () => {
    let nrMatches = 0;
    fc.assert(fc.property(related, ({ glob, text }) => {
      const parsed = parseGlob(bytes(glob));
      expect('glob' in parsed, glob).toBe(true);
      const parts = 'glob' in parsed ? parsed.glob : [];
      const expected = naive(glob, text);
      nrMatches += expected ? 1 : 0;
      expect(matches(parts, bytes(text)), `${glob} and ${text}`).toBe(expected);
      if (glob !== '' && !/^\*+$/.test(glob)) {
        expect(walk(parts, text), `${glob} and ${text}, as an automaton`).toBe(expected);
      }
      expect(literalOf(parts) === null || Buffer.compare(literalOf(parts)!, bytes(text)) !== 0 || expected).toBe(true);
    }), { numRuns: 20_000, seed: Number(process.env['WMK_SEED'] ?? 1) });
    expect(nrMatches).toBeGreaterThan(1000);
  });

  it.each<[string, string, number, number]>([
    ['a[bc', "a '[' without its ']'", 1, 4],
    ['[]', "a '[' without its ']'", 0, 2],
    ['[!]', "a '[' without its ']'", 0, 3],
    ['ab\\', 'a backslash with nothing behind it', 2, 3],
    ['[a\\', 'a backslash with nothing behind it', 2, 3],
    ['[a-\\', 'a backslash with nothing behind it', 3, 4],
    ['x[c-a]', 'a range from byte 99 down to 97', 2, 5],
    ['[[:alpha:]]', 'there are no named classes of characters', 1, 3],
  ])('%s is none', (text, message, start, end) => {
    expect(parseGlob(bytes(text))).toMatchObject({ problem: { message, start, end } });
  });

  it('needs a state for each set of places that it may be in', () => {
    const parsed = parseGlob(bytes('*a???????'));
    expect('glob' in parsed && globAutomaton(parsed.glob)?.next.length).toBe(256);
    const more = parseGlob(bytes('*a????????'));
    expect('glob' in more && globAutomaton(more.glob)).toBe(null);
  });
});

describe('a search as an automaton', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 24 });
  const needles = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 6 });

  it('contains, begins and ends as strings do', () => {
    fc.assert(fc.property(needles, letters, (needle, text) => {
      const found = (operator: 'STARTSWITH' | 'ENDSWITH' | 'CONTAINS'): boolean | null =>
        walk(globFor(operator, bytes(needle))!, text);
      expect(found('CONTAINS')).toBe(text.includes(needle));
      expect(found('STARTSWITH')).toBe(text.startsWith(needle));
      expect(found('ENDSWITH')).toBe(text.endsWith(needle));
    }), { numRuns: 3000 });
  });

  it('has a state for each byte of what it looks for, and one more', () => {
    const needle = Uint8Array.from({ length: 255 }, (_, index) => index + 1);
    for (const operator of ['ENDSWITH', 'CONTAINS'] as const) {
      expect(globAutomaton(globFor(operator, needle)!)?.next.length).toBe(256);
    }
  });
});
