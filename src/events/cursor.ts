// A place in a row of tokens that moves on as they are read.

import type { Span } from '../source/span.js';
import type { HeaderToken } from './tokenize-header.js';

/** It lives as long as one row is read. */
export interface Cursor {
  readonly tokens: readonly HeaderToken[];
  at: number;
}

export function peek(cursor: Cursor, ahead = 0): HeaderToken | null {
  return cursor.tokens[cursor.at + ahead] ?? null;
}

export function next(cursor: Cursor): HeaderToken | null {
  const token = peek(cursor);
  if (token !== null) {
    cursor.at++;
  }
  return token;
}

/** Reads the token if it is this one. */
export function accept(cursor: Cursor, text: string): HeaderToken | null {
  return peek(cursor)?.text === text ? next(cursor) : null;
}

export function spanOf(tokens: readonly HeaderToken[], otherwise: Span): Span {
  const first = tokens[0];
  const last = tokens[tokens.length - 1];
  return first === undefined || last === undefined ? otherwise : { ...first.span, end: last.span.end };
}

/** The C text of tokens: comments gone, every gap one blank. */
export function textOf(tokens: readonly HeaderToken[]): string {
  let text = '';
  let end = -1;
  for (const token of tokens) {
    text += (end !== -1 && token.span.start > end ? ' ' : '') + token.text;
    end = token.span.end;
  }
  return text;
}

const closing: ReadonlyMap<string, string> = new Map([['(', ')'], ['[', ']'], ['{', '}']]);

/** Behind an opening bracket: what stands before its closing one, which is read too; null where that is missing. */
export function takeBalanced(cursor: Cursor, open: string): readonly HeaderToken[] | null {
  const expected = [closing.get(open)];
  const inside: HeaderToken[] = [];
  for (let token = next(cursor); token !== null; token = next(cursor)) {
    if (token.text === expected[expected.length - 1] && token.type === 'punctuation') {
      expected.pop();
      if (expected.length === 0) {
        return inside;
      }
    } else if (closing.has(token.text)) {
      expected.push(closing.get(token.text));
    }
    inside.push(token);
  }
  return null;
}

/** Cut at the commas that stand in no bracket; an empty row has no parts. */
export function splitAtCommas(tokens: readonly HeaderToken[]): readonly (readonly HeaderToken[])[] {
  const parts: HeaderToken[][] = [];
  let part: HeaderToken[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === ',' && depth === 0) {
      parts.push(part);
      part = [];
      continue;
    }
    depth += closing.has(token.text) ? 1 : [')', ']', '}'].includes(token.text) ? -1 : 0;
    part.push(token);
  }
  return tokens.length === 0 ? [] : [...parts, part];
}
