// SET ... FROM: in goes a file with one literal a line, out come their trees. Blank lines and comments are passed over.

import { diagnostic } from '../source/diagnostic.js';
import type { SourceFile } from '../source/file.js';
import { join } from '../source/span.js';
import type { LiteralAst } from '../syntax/ast.js';
import { tokenize } from '../syntax/lexer.js';
import { maxFileLength } from '../syntax/limits.js';
import type { Token } from '../syntax/token.js';
import { maxMembers } from './limits.js';
import type { Report } from './report.js';

/** Null where a line is no literal, which was reported. */
export function readSetFile(file: SourceFile, report: Report): readonly LiteralAst[] | null {
  if (file.text.length > maxFileLength) {
    const message = `'${file.name}' has ${file.text.length} characters, at most ${maxFileLength} are read`;
    report(diagnostic('file-too-large', message, { file, start: 0, end: 0 }));
    return null;
  }
  const { tokens, diagnostics } = tokenize(file);
  if (diagnostics.length > 0) {
    diagnostics.slice(0, maxMembers).forEach(report);
    return null;
  }
  const lines = splitLines(tokens);
  const literals: LiteralAst[] = [];
  for (const line of lines) {
    const literal = readLine(line);
    if (literal === null) {
      const [first, last] = [line[0], line[line.length - 1]];
      if (first !== undefined && last !== undefined) {
        report(diagnostic('bad-set', 'expected one literal on this line', join(first.span, last.span), {
          hint: 'strings stand in double quotes, and nothing between the lines',
        }));
      }
      return null;
    }
    literals.push(literal);
  }
  if (literals.length === 0) {
    report(diagnostic('bad-set', `'${file.name}' has no literal, expected one a line`, { file, start: 0, end: 0 }));
    return null;
  }
  return literals;
}

function splitLines(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const lines: Token[][] = [];
  let end = 0; // of the token before
  for (const token of tokens) {
    const { file, start } = token.span;
    if (lines.length === 0 || file.text.slice(end, start).includes('\n')) {
      lines.push([]);
    }
    lines[lines.length - 1]?.push(token);
    end = token.span.end;
  }
  return lines;
}

function readLine(line: readonly Token[]): LiteralAst | null {
  const [first, second, third] = line;
  if (first === undefined || third !== undefined) {
    return null;
  }
  if (first.text === '-' && second?.type === 'integer') {
    return second.integer > 1n << 63n ? null
      : { kind: 'integer', value: -second.integer, span: join(first.span, second.span) };
  }
  return second === undefined ? literalOf(first) : null;
}

function literalOf(token: Token): LiteralAst | null {
  const { span, text } = token;
  switch (token.type) {
    case 'integer':
      return { kind: 'integer', value: token.integer, span };
    case 'duration':
      return { kind: 'duration', value: token.nanoseconds, span };
    case 'string':
      return { kind: 'string', value: token.bytes, span };
    case 'address':
      return { kind: 'address', text, span };
    case 'name':
      return { kind: 'constant', name: { text, span }, span };
    case 'keyword':
    case 'doWord':
    case 'operator':
    case 'end':
      return null;
  }
}
