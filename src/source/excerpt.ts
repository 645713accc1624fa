// The source line of a diagnostic and the carets under it: in goes a span, out come two lines of equal indentation.

import { lineAndColumn } from './file.js';
import { show } from './display.js';
import type { Span } from './span.js';

export interface Excerpt {
  readonly line: number; // 1-based
  readonly text: string;
  /** Spaces and carets; the carets stand under the part of the span that is on this line, one at the least. */
  readonly carets: string;
}

const tabStop = 4;
/** Wider lines are cut around the span. */
const widest = 120;
/** What stays visible before the span when the line is cut. */
const lead = 40;
/** Longer spans are underlined only at their beginning. */
const longestUnderline = widest - lead;

export function excerpt(span: Span): Excerpt {
  const { text } = span.file;
  const start = Math.min(Math.max(span.start, 0), text.length);
  const lineStart = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
  let lineEnd = text.indexOf('\n', start);
  if (lineEnd === -1) {
    lineEnd = text.length;
  }
  if (lineEnd > lineStart && text[lineEnd - 1] === '\r') {
    lineEnd--;
  }
  // Only a stretch around the span is laid out, so that a file of one enormous line costs no more than any other.
  const from = Math.max(lineStart, start - 4 * widest);
  const to = Math.min(lineEnd, start + 4 * widest);
  const cells = layOut(text.slice(from, to), from);
  const first = columnOf(cells, start);
  const last = Math.max(columnOf(cells, Math.min(Math.max(span.end, start), to)), first + 1);
  const { line } = lineAndColumn(span.file, start);
  return { line, ...cut(cells, first, last, from > lineStart, to < lineEnd) };
}

interface Cell {
  readonly offset: number;
  readonly column: number;
  readonly columns: number;
  readonly text: string;
}

function layOut(line: string, offset: number): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const character of line) {
    const shown = character === '\t' ? tab(column) : show(character);
    cells.push({ offset, column, columns: shown.columns, text: shown.text });
    offset += character.length;
    column += shown.columns;
  }
  cells.push({ offset, column, columns: 0, text: '' });
  return cells;
}

function tab(column: number): { text: string; columns: number } {
  const columns = tabStop - (column % tabStop);
  return { text: ' '.repeat(columns), columns };
}

function columnOf(cells: readonly Cell[], offset: number): number {
  const cell = cells.find((one) => one.offset >= offset) ?? cells[cells.length - 1];
  return cell?.column ?? 0;
}

function cut(
  cells: readonly Cell[], first: number, last: number, cutBefore: boolean, cutAfter: boolean,
): { text: string; carets: string } {
  const end = cells[cells.length - 1]?.column ?? 0;
  const left = end <= widest && !cutBefore ? 0 : Math.max(0, first - lead);
  const kept = cells.filter((cell) => cell.column >= left && cell.column + cell.columns <= left + widest);
  const begin = kept[0]?.column ?? left;
  const before = cutBefore || begin > 0 ? '…' : '';
  const after = cutAfter || end > left + widest ? '…' : '';
  const underline = Math.min(last - first, longestUnderline);
  return {
    text: before + kept.map((cell) => cell.text).join('') + after,
    carets: ' '.repeat(before.length + first - begin) + '^'.repeat(underline),
  };
}
