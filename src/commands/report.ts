// Shows diagnostics: in go they and a format, out comes text on standard error, or for JSON on standard output.

import type { Diagnostic } from '../source/diagnostic.js';
import { render } from '../source/render.js';
import { renderJson } from '../source/render-json.js';
import type { Terminal } from './terminal.js';

export type Format = 'text' | 'json';

export function report(diagnostics: readonly Diagnostic[], terminal: Terminal, format: Format = 'text'): void {
  if (diagnostics.length === 0) {
    return;
  }
  if (format === 'json') {
    terminal.print(renderJson(diagnostics));
  } else {
    terminal.complain(render(diagnostics, { colour: terminal.colour }));
  }
}
