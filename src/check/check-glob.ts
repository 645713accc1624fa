// Globs behind LIKE: in go a glob and what it is compared with, out come complaints only.

import { diagnostic } from '../source/diagnostic.js';
import type { Span } from '../source/span.js';
import type { ExpressionAst } from '../syntax/ast.js';
import { printExpression, printString } from '../syntax/print-expression.js';
import { checkNul, shorten } from './check-string.js';
import { globAutomaton } from './glob-automaton.js';
import { isAll, leastLength, literalOf, parseGlob } from './glob.js';
import { maxGlobStates } from './limits.js';
import type { Report } from './report.js';
import type { RuleExpression } from './rule.js';

/** So many are counted: a glob may need any number of them. */
const maxCounted = 4096;

/** False where it was reported. */
export function checkGlob(
  text: Uint8Array, left: RuleExpression, tree: ExpressionAst & { readonly kind: 'binary' }, report: Report,
): boolean {
  const { span } = tree.right;
  const parsed = parseGlob(text);
  if ('problem' in parsed) {
    const { message, hint, start, end } = parsed.problem;
    report(diagnostic('bad-glob', `${shorten(printString(text))} is no glob: ${message}`, within(span, start, end), { hint }));
    return false;
  }
  const { glob } = parsed;
  const other = `'${printExpression(tree.left)}'`;
  const bytes = left.type.kind === 'string' && left.kind !== 'string' ? left.type.bytes : Infinity;
  if (!checkNul(text, span, report)) {
    return false;
  }
  const least = leastLength(glob);
  if (least > bytes - 1) {
    report(diagnostic('string-too-long', `what ${shorten(printString(text))} matches has ${least} bytes or more, but ${
      other} has at most ${bytes - 1}`, span));
    return false;
  }
  if (isAll(glob) || literalOf(glob) !== null || globAutomaton(glob) !== null) {
    return true;
  }
  const count = globAutomaton(glob, maxCounted)?.next.length;
  report(diagnostic('too-large', `an automaton for this glob has ${count ?? `more than ${maxCounted}`} states, at most ${
    maxGlobStates} are allowed`, span, {
    hint: "behind a '*' every '?' and every list may double them",
  }));
  return false;
}

/** In a literal without escapes a byte is where it stands in the source. */
function within(span: Span, start: number, end: number): Span {
  const text = span.file.text.slice(span.start, span.end);
  return /^"[\x20-\x7e]*"$/.test(text) && !text.includes('\\')
    ? { file: span.file, start: span.start + 1 + start, end: span.start + 1 + end } : span;
}
