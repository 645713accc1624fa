// From the names on a command line to a plan: every command that compiles begins here.

import { compile, type Compiled } from '../compile.js';
import type { PlanOptions } from '../plan/lower.js';
import { hasErrors } from '../source/diagnostic.js';
import { catalogueDirectory, type Package } from './package.js';
import { readNamedFile, readSources } from './read-sources.js';

/** What the memory that a monitor takes depends on; what is left out is the plan's to say. */
export type Sizes = PlanOptions;

/** No plan where something is wrong with the files, all of which is in the diagnostics. */
export function compileFiles(names: readonly string[], sizes: Sizes, home: Package): Compiled {
  const { files, diagnostics } = readSources(names);
  const compiled = compile(files, {
    catalogueDirectory: catalogueDirectory(home),
    readFile: readNamedFile,
    ...sizes,
  });
  const all = [...diagnostics, ...compiled.diagnostics];
  return hasErrors(all) ? { program: null, plan: null, diagnostics: all } : { ...compiled, diagnostics: all };
}
