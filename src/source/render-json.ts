// Diagnostics for programs: in go diagnostics in any order, out comes one JSON object a line, sorted as render.ts does.

import type { Diagnostic } from './diagnostic.js';
import { lineAndColumn } from './file.js';
import { sorted } from './render.js';
import type { Span } from './span.js';

export function renderJson(diagnostics: readonly Diagnostic[]): string {
  return sorted(diagnostics).map((one) => `${JSON.stringify({
    severity: one.severity,
    name: one.name,
    message: one.message,
    place: placeOf(one.span),
    notes: one.notes.map((note) => ({ text: note.text, place: placeOf(note.span) })),
    hint: one.hint,
  })}\n`).join('');
}

function placeOf(span: Span | null): object | null {
  if (span === null) {
    return null;
  }
  const start = lineAndColumn(span.file, span.start);
  const end = lineAndColumn(span.file, span.end);
  return { file: span.file.name, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
