// Where a piece of generated C comes from: in goes a span of a rule file, out come its file and line, or its text.

import { lineAndColumn } from '../../source/file.js';
import type { Span } from '../../source/span.js';
import { quoteComment } from './quote.js';
import { sourceName } from './source-name.js';

/** "secrets.wmk:7" */
export function origin(span: Span): string {
  return quoteComment(`${sourceName(span.file)}:${lineAndColumn(span.file, span.start).line}`);
}

/** The rule's own text, on one line. */
export function sourceText(span: Span): string {
  return quoteComment(span.file.text.slice(span.start, span.end).replace(/\s+/g, ' '));
}
