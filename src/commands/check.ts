// `wmkgen check`: in go files of rules, out comes all that is wrong with them.

import { compileFiles } from './compile-files.js';
import { exitCodes } from './exit-code.js';
import type { Package } from './package.js';
import { report, type Format } from './report.js';
import type { Terminal } from './terminal.js';

export function checkFiles(files: readonly string[], format: Format, home: Package, terminal: Terminal): number {
  const { plan, diagnostics } = compileFiles(files, {}, home);
  report(diagnostics, terminal, format);
  return plan === null ? exitCodes.diagnostics : exitCodes.done;
}
