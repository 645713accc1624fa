// A syntax error in words: in go the tokens of an item and where the parser stopped in them, out comes a diagnostic.

import { diagnostic, type Diagnostic, type Note } from '../source/diagnostic.js';
import type { Span } from '../source/span.js';
import { describeExpected, expects, type ExpectedSymbol } from './expected.js';
import { hintFor } from './hint.js';
import { innermostOpen } from './nesting.js';
import type { Token } from './token.js';

export function syntaxError(
  tokens: readonly Token[], stop: number, expected: readonly ExpectedSymbol[],
): Diagnostic {
  const token = tokens[stop];
  if (token === undefined) {
    throw new Error(`the parser stopped at ${stop} of ${tokens.length} tokens`);
  }
  const before = tokens.slice(0, stop);
  const open = innermostOpen(before);
  const message = `unexpected ${found(token)}, expected ${describeExpected(expected)}`;
  return diagnostic('syntax', message, place(token, before), {
    notes: open !== null && isUnclosed(open, token, expected) ? [openedHere(open)] : [],
    hint: open === null && [')', ']', '}'].includes(token.text)
      ? 'no bracket is open here'
      : hintFor({ before, token, after: tokens[stop + 1] ?? null, expected }),
  });
}

const longest = 40;

function found(token: Token): string {
  const { file, start, end } = token.span;
  if (start === end) {
    return 'end of file';
  }
  // the token behind an item shows what follows the item
  const text = file.text.slice(start, Math.min(end, start + longest));
  return `'${text}${end - start > longest ? '…' : ''}'`;
}

/** The end of a file is shown behind its last word, not on an empty line far below. */
function place(token: Token, before: readonly Token[]): Span {
  const { file, start, end } = token.span;
  const last = before[before.length - 1]?.span.end;
  return start === end && last !== undefined ? { file, start: last, end: last } : token.span;
}

const closers: ReadonlyMap<string, string> = new Map([['(', ')'], ['[', ']'], ['{', '}']]);

function isUnclosed(open: Token, token: Token, expected: readonly ExpectedSymbol[]): boolean {
  const closer = closers.get(open.text) ?? '';
  const outside = token.type === 'end' || token.type === 'keyword' || [...closers.values()].includes(token.text);
  return outside && expects(expected, closer);
}

function openedHere(open: Token): Note {
  return { span: open.span, text: `opened here: '${open.text}'` };
}
