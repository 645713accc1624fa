// Diagnostics as text for people: in go diagnostics in any order, out comes what is printed, sorted by file and place.

import type { Diagnostic, Severity } from './diagnostic.js';
import { showText } from './display.js';
import { excerpt } from './excerpt.js';
import { lineAndColumn } from './file.js';
import type { Span } from './span.js';

export interface RenderOptions {
  /** Colours of a terminal (ANSI). */
  readonly colour: boolean;
}

export function render(diagnostics: readonly Diagnostic[], options: RenderOptions = { colour: false }): string {
  return sorted(diagnostics).map((one) => renderOne(one, options)).join('');
}

/** By file name, place, severity, name and message; what has no file comes first. */
export function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) =>
    compare(a.span?.file.name ?? '', b.span?.file.name ?? '')
    || (a.span?.start ?? -1) - (b.span?.start ?? -1)
    || (a.span?.end ?? -1) - (b.span?.end ?? -1)
    || severities.indexOf(a.severity) - severities.indexOf(b.severity)
    || compare(a.name, b.name)
    || compare(a.message, b.message));
}

const severities: readonly Severity[] = ['error', 'warning', 'info'];

const colours = { error: '\x1b[1;31m', warning: '\x1b[1;35m', info: '\x1b[1;36m', bold: '\x1b[1m', faint: '\x1b[2m' };

function renderOne(one: Diagnostic, options: RenderOptions): string {
  const paint = (colour: keyof typeof colours, text: string): string =>
    options.colour && text !== '' ? `${colours[colour]}${text}\x1b[0m` : text;
  const where = one.span === null ? '' : `${place(one.span)}: `;
  const lines = [paint('bold', where) + paint(one.severity, `${one.severity}[${one.name}]:`)
    + ` ${paint('bold', showText(one.message))}`];
  if (one.span !== null) {
    const { line, text, carets } = excerpt(one.span);
    const gutter = String(line);
    lines.push(`  ${paint('faint', `${gutter} |`)} ${text}`.trimEnd());
    lines.push(`  ${paint('faint', `${' '.repeat(gutter.length)} |`)} ${paintCarets(carets, one.severity, paint)}`);
  }
  for (const note of one.notes) {
    const at = note.span === null ? '' : `${place(note.span)}: `;
    lines.push(`  ${paint('bold', 'note:')} ${at}${showText(note.text)}`);
  }
  if (one.hint !== null) {
    lines.push(`  ${paint('bold', 'hint:')} ${showText(one.hint)}`);
  }
  return `${lines.join('\n')}\n`;
}

function paintCarets(
  carets: string, severity: Severity, paint: (colour: keyof typeof colours, text: string) => string,
): string {
  const first = carets.indexOf('^');
  return carets.slice(0, first) + paint(severity, carets.slice(first));
}

function place(span: Span): string {
  const { line, column } = lineAndColumn(span.file, span.start);
  return `${showText(span.file.name)}:${line}:${column}`;
}

/** By code unit: the same order on every machine, whatever its locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
