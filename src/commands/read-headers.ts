// The catalogues of a command that reads no rules: in go headers, none being the shipped one, out comes what they declare,
// or null after what is wrong with them was said.

import type { Catalogue } from '../events/catalogue.js';
import { readCatalogue } from '../events/read-catalogue.js';
import { hasErrors } from '../source/diagnostic.js';
import { catalogueDirectory, type Package } from './package.js';
import { readNamedFile } from './read-sources.js';
import { report } from './report.js';
import type { Terminal } from './terminal.js';

export function namedHeaders(catalogues: readonly string[]): readonly string[] {
  return catalogues.length === 0 ? ['wmkevents.h'] : catalogues;
}

export function readHeaders(catalogues: readonly string[], home: Package, terminal: Terminal): Catalogue | null {
  const { catalogue, diagnostics } = readCatalogue(namedHeaders(catalogues).map((path) => ({ path, span: null })), {
    catalogueDirectory: catalogueDirectory(home),
    readFile: readNamedFile,
  });
  report(diagnostics, terminal);
  return hasErrors(diagnostics) ? null : catalogue;
}
