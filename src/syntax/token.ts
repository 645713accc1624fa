// The words that the lexer gives and the grammar reads.

import type { Span } from '../source/span.js';

export type Token =
  | { readonly type: 'name' | 'keyword' | 'operator'; readonly text: string; readonly span: Span }
  /** let, if, else, delete: words of DO, and names where a kind or field is meant. */
  | { readonly type: 'doWord'; readonly text: string; readonly span: Span }
  /** Also a character. */
  | { readonly type: 'integer'; readonly text: string; readonly span: Span; readonly integer: bigint }
  | { readonly type: 'duration'; readonly text: string; readonly span: Span; readonly nanoseconds: bigint }
  | { readonly type: 'string'; readonly text: string; readonly span: Span; readonly bytes: Uint8Array }
  | { readonly type: 'address'; readonly text: string; readonly span: Span }
  /** Stands behind each item, so that an item is complete only when all of it was read. */
  | { readonly type: 'end'; readonly text: ''; readonly span: Span };

export type TokenType = Token['type'];

/** Each begins an item of a file and stands nowhere else. */
export const itemKeywords: readonly string[] = ['EVENTS', 'PROFILE', 'SET', 'VAR', 'TABLE', 'RULE'];

/** Each begins a clause of a rule and stands nowhere else. */
export const clauseKeywords: readonly string[] = ['PATTERN', 'WHERE', 'WITHIN', 'SELECT', 'RETURN', 'DO'];

export const wordOperators: readonly string[] = ['IN', 'STARTSWITH', 'ENDSWITH', 'CONTAINS', 'LIKE'];

export const keywords: readonly string[] = [...itemKeywords, ...clauseKeywords, ...wordOperators, 'FROM', 'AS'];

export const doWords: readonly string[] = ['let', 'if', 'else', 'delete'];
