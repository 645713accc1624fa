// From text to tree: in goes a file, out come the items that could be read and what is wrong with the others. Several
// mistakes of one file are found in one run: each item is read for itself, and a rule with a mistake is read on at its
// next clause.

import { diagnostic, type Diagnostic } from '../source/diagnostic.js';
import type { SourceFile } from '../source/file.js';
import { sorted } from '../source/render.js';
import type { FileAst, ItemAst } from './ast.js';
import { checkTree } from './check-tree.js';
import { tokenize } from './lexer.js';
import { maxErrors, maxFileLength, maxNesting } from './limits.js';
import { firstTooDeep } from './nesting.js';
import { parseTokens, type Outcome } from './parse-tokens.js';
import { split } from './split.js';
import { syntaxError } from './syntax-error.js';
import { clauseKeywords, type Token } from './token.js';

export interface Parsed {
  /** Null where nothing could be read. An item with a syntax error is not in it. */
  readonly ast: FileAst | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function parse(file: SourceFile): Parsed {
  const { length } = file.text;
  if (length > maxFileLength) {
    const message = `'${file.name}' has ${length} characters, at most ${maxFileLength} are read`;
    const hint = 'a long list of literals belongs in a file of its own: SET name FROM "file"';
    return { ast: null, diagnostics: [diagnostic('file-too-large', message, { file, start: 0, end: 0 }, { hint })] };
  }
  const { tokens, diagnostics: lexical } = tokenize(file);
  const items: ItemAst[] = [];
  const diagnostics: Diagnostic[] = [];
  const chunks = split(tokens);
  for (const [index, chunk] of chunks.entries()) {
    const follower = chunks[index + 1]?.[0];
    const end = follower?.span ?? { file, start: length, end: length };
    const parsed = parseItem(chunk, { type: 'end', text: '', span: end }, lexical);
    diagnostics.push(...parsed.diagnostics);
    if (parsed.item !== null) {
      items.push(parsed.item);
    }
    if (diagnostics.length > maxErrors) {
      break;
    }
  }
  const ast = items.length === 0 && tokens.length > 0 ? null : { items };
  // both are in the order of the file, so no more than that many of either can be among the first
  const first = [...lexical.slice(0, maxErrors + 1), ...diagnostics.slice(0, maxErrors + 1)];
  return { ast, diagnostics: limited(sorted(first)) };
}

function parseItem(
  chunk: readonly Token[], end: Token, lexical: readonly Diagnostic[],
): { item: ItemAst | null; diagnostics: readonly Diagnostic[] } {
  const deep = firstTooDeep(chunk);
  if (deep !== null) {
    const message = `this is nested too deeply, at most ${maxNesting} brackets or prefix operators may be open`;
    return { item: null, diagnostics: [diagnostic('nested-too-deeply', message, deep.span)] };
  }
  const tokens = [...chunk, end];
  const whole = parseTokens(tokens, 'whole');
  if (whole.ok) {
    const item = whole.tree as ItemAst; // what the grammar builds for this nonterminal
    const diagnostics = checkTree(item);
    return { item: diagnostics.some((one) => one.name === 'nested-too-deeply') ? null : item, diagnostics };
  }
  const diagnostics: Diagnostic[] = [];
  let outcome: Outcome = whole;
  let start = 0;
  while (!outcome.ok && start !== -1 && diagnostics.length <= maxErrors) {
    const stop = start + outcome.stop;
    if (!lexical.some((mistake) => mayCause(mistake, tokens, stop))) {
      diagnostics.push(syntaxError(tokens, stop, outcome.expected));
    }
    start = nextClause(tokens, stop);
    outcome = parseTokens(tokens.slice(Math.max(start, 0)), 'restOfRule');
  }
  return { item: null, diagnostics };
}

/** A clause begins with its keyword and a brace; the keyword alone may be a name gone wrong. */
function nextClause(tokens: readonly Token[], from: number): number {
  return tokens.findIndex((token, index) => index >= from && token.type === 'keyword'
    && clauseKeywords.includes(token.text) && tokens[index + 1]?.text === '{');
}

/** Behind a bad word, up to the next line, what the parser says is likely to be a consequence. */
function mayCause(mistake: Diagnostic, tokens: readonly Token[], stop: number): boolean {
  const place = mistake.span?.start ?? -1;
  const token = tokens[stop];
  const previous = tokens[stop - 1];
  if (token === undefined || place > token.span.end) {
    return false;
  }
  const from = previous ?? token;
  return place > from.span.file.text.lastIndexOf('\n', from.span.start);
}

function limited(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const kept = diagnostics.slice(0, maxErrors);
  const last = kept[kept.length - 1];
  if (last === undefined || kept.length === diagnostics.length) {
    return diagnostics;
  }
  const message = `only the first ${maxErrors} errors of this file are shown`;
  return [...kept, diagnostic('too-many-errors', message, last.span)];
}
