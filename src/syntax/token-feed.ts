// The lexer's side of nearley's interface over tokens that are there already: in goes a row of tokens, out comes what
// a nearley parser draws them from.

import type { Lexer } from 'nearley';
import type { Token, TokenType } from './token.js';

const types: ReadonlySet<string> = new Set<TokenType>([
  'name', 'keyword', 'operator', 'doWord', 'integer', 'duration', 'string', 'address', 'end',
]);

export interface TokenFeed extends Omit<Lexer, 'next' | 'formatError'> {
  next(): never;
  formatError(): string;
  has(type: string): boolean;
}

export function tokenFeed(tokens: readonly Token[]): TokenFeed {
  let at = 0;
  return {
    reset: () => undefined,
    // nearley asks no more of a token than a text and a type, whatever its declarations say
    next: () => tokens[at++] as never,
    save: () => ({}),
    formatError: () => '',
    has: (type) => types.has(type),
  };
}
