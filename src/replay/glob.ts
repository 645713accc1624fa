// LIKE: in goes a shell glob that the checker passed, out comes what tells whether a whole string matches it.
//
// The usual greedy walk: after a mismatch only the last star can have been wrong, so that no pattern takes longer than
// its length times the string's.

import type { Value } from './value.js';

/** Of one byte; null is a star. */
type Token = ((byte: number) => boolean) | null;

export function compileGlob(pattern: string): (value: Value) => boolean {
  const tokens = readTokens(pattern);
  return (value) => matches(tokens, value as string);
}

function matches(tokens: readonly Token[], text: string): boolean {
  let [token, at] = [0, 0];
  let [star, from] = [-1, 0];
  while (at < text.length) {
    const test = tokens[token];
    if (test === null) {
      [star, from] = [token, at];
      token++;
    } else if (test !== undefined && test(text.charCodeAt(at))) {
      token++;
      at++;
    } else if (star !== -1) {
      token = star + 1;
      at = ++from;
    } else {
      return false;
    }
  }
  while (tokens[token] === null) {
    token++;
  }
  return token === tokens.length;
}

function readTokens(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '*') {
      tokens.push(null);
    } else if (character === '?') {
      tokens.push(() => true);
    } else if (character === '[') {
      const end = endOfClass(pattern, at);
      tokens.push(end === -1 ? byteTest('[') : classTest(pattern.slice(at + 1, end)));
      at = end === -1 ? at : end;
    } else if (character === '\\' && at + 1 < pattern.length) {
      tokens.push(byteTest(pattern[++at]!));
    } else {
      tokens.push(byteTest(character));
    }
  }
  return tokens;
}

function byteTest(character: string): Token {
  const wanted = character.charCodeAt(0);
  return (byte) => byte === wanted;
}

/** A bracket directly behind the opening one, or behind its '!', is one of the class. */
function endOfClass(pattern: string, start: number): number {
  const first = start + (pattern[start + 1] === '!' ? 2 : 1);
  return pattern.indexOf(']', first + 1);
}

/** What stands between the brackets. */
function classTest(text: string): Token {
  const isNegated = text.startsWith('!');
  const allowed = new Array<boolean>(256).fill(isNegated);
  for (let at = isNegated ? 1 : 0; at < text.length; at++) {
    const first = text.charCodeAt(at);
    const isRange = text[at + 1] === '-' && at + 2 < text.length;
    const last = isRange ? text.charCodeAt(at + 2) : first;
    allowed.fill(!isNegated, first, last + 1);
    at += isRange ? 2 : 0;
  }
  return (byte) => allowed[byte]!;
}
