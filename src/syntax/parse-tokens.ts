// One run of nearley: in go tokens and the nonterminal that they should be, out comes its tree or where it stopped and
// what could have stood there.

import nearley from 'nearley';
import type { ExpectedSymbol } from './expected.js';
import grammar from './grammar.js';
import { tokenFeed } from './token-feed.js';
import type { Token } from './token.js';

export type Start = 'whole' | 'restOfRule';

export type Outcome =
  | { readonly ok: true; readonly tree: unknown }
  | { readonly ok: false; readonly stop: number; readonly expected: readonly ExpectedSymbol[] };

const grammars: Readonly<Record<Start, nearley.Grammar>> = {
  whole: startingWith('whole'),
  restOfRule: startingWith('restOfRule'),
};

function startingWith(start: Start): nearley.Grammar {
  return nearley.Grammar.fromCompiled({ ...grammar, ParserStart: start } as unknown as nearley.CompiledRules);
}

/** `tokens` end in the token of type 'end'. */
export function parseTokens(tokens: readonly Token[], start: Start): Outcome {
  const parser = new QuietParser(grammars[start], { lexer: tokenFeed(tokens) as unknown as nearley.Lexer });
  try {
    parser.feed('');
  } catch (error) {
    if (!isParseError(error)) {
      throw error;
    }
    return { ok: false, stop: error.offset, expected: expectedBy(parser, error.offset) };
  }
  if (parser.results.length !== 1) {
    const text = tokens.map((token) => token.text).join(' ').slice(0, 1000);
    throw new Error(`the grammar gives ${parser.results.length} parses for: ${text}`);
  }
  return { ok: true, tree: parser.results[0] as unknown };
}

/** nearley's own message is never shown, takes long to make and cannot hold a bigint. */
class QuietParser extends nearley.Parser {
  reportError(): string {
    return '';
  }
}

function isParseError(error: unknown): error is Error & { offset: number } {
  return error instanceof Error && 'offset' in error && typeof error.offset === 'number' && 'token' in error;
}

/** The part of nearley's table that its declarations leave out. */
interface WithTable {
  readonly table: readonly ({ readonly scannable: readonly Scannable[] } | undefined)[];
}

interface Scannable {
  readonly dot: number;
  readonly rule: { readonly name: string; readonly symbols: readonly { type?: string; literal?: string }[] };
}

function expectedBy(parser: nearley.Parser, column: number): readonly ExpectedSymbol[] {
  const { table } = parser as unknown as WithTable;
  return (table[column]?.scannable ?? []).map(({ dot, rule }) => {
    const symbol = rule.symbols[dot];
    return { type: symbol?.type ?? null, text: symbol?.literal ?? null, rule: rule.name };
  });
}
