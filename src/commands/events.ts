// `wmkgen events`: in go the name of a kind of events, or none for all, and catalogues, out comes what is known of it.

import { didYouMean } from '../check/nearest.js';
import { describeKind, listKind, listKinds } from '../events/list.js';
import { showText } from '../source/display.js';
import { exitCodes } from './exit-code.js';
import type { Package } from './package.js';
import { namedHeaders, readHeaders } from './read-headers.js';
import type { Format } from './report.js';
import type { Terminal } from './terminal.js';

export interface EventsOptions {
  /** Null: all kinds. */
  readonly kind: string | null;
  /** Headers; none: the shipped one. */
  readonly catalogues: readonly string[];
  readonly format: Format;
}

export function showEvents(options: EventsOptions, home: Package, terminal: Terminal): number {
  const catalogue = readHeaders(options.catalogues, home, terminal);
  if (catalogue === null) {
    return exitCodes.diagnostics;
  }
  if (options.kind === null) {
    terminal.print(options.format === 'text' ? listKinds(catalogue)
      : [...catalogue.kinds.values()].map((kind) => `${JSON.stringify(describeKind(kind))}\n`).join(''));
    return exitCodes.done;
  }
  const kind = catalogue.kinds.get(options.kind);
  if (kind === undefined) {
    const hint = didYouMean(options.kind, catalogue.kinds.keys()) ?? 'see wmkgen events';
    terminal.complain(`wmkgen: there is no kind '${showText(options.kind)}' in ${namedHeaders(options.catalogues).map(showText).join(', ')}: ${hint}\n`);
    return exitCodes.diagnostics;
  }
  terminal.print(options.format === 'text' ? listKind(kind) : `${JSON.stringify(describeKind(kind))}\n`);
  return exitCodes.done;
}
