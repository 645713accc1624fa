// From generated C to an object: in go a plan and its C, out comes an exit code; whatever went wrong was said.

import { join } from 'node:path';
import type { Plan } from '../plan/plan.js';
import { showText } from '../source/display.js';
import { compileBpf } from '../tools/clang.js';
import { blameLines } from './blame-lines.js';
import { exitCodes } from './exit-code.js';
import { includeDirectories } from './include-directories.js';
import { catalogueDirectory, templateDirectory, type Package } from './package.js';
import type { Terminal } from './terminal.js';

export interface Generated {
  readonly plan: Plan;
  /** As named on the command line. */
  readonly files: readonly string[];
  readonly text: string;
  readonly source: string;
  readonly object: string;
  /** Whether the C is for the user too. */
  readonly kept: boolean;
}

export async function compileObject(made: Generated, home: Package, terminal: Terminal): Promise<number> {
  const where = made.kept ? `; the C is in ${showText(made.source)}` : '';
  const shipped = catalogueDirectory(home);
  const includes = includeDirectories(made.plan.headers, made.files, [shipped]);
  if ('clash' in includes) {
    terminal.complain(`wmkgen: two headers are called '${showText(includes.clash.name)}': '${
      showText(includes.clash.path)}' and '${showText(includes.found)}'; rename one of them\n`);
    return exitCodes.diagnostics;
  }
  const runtime = join(templateDirectory(home), 'bpf', 'runtime');
  const result = await compileBpf({
    source: made.source, object: made.object, folders: [runtime, ...includes.folders],
  });
  switch (result.kind) {
    case 'done':
      return exitCodes.done;
    case 'no-clang':
      terminal.complain(result.wanted === null
        ? `wmkgen: clang is not installed: apt-get install clang${where}\n`
        : `wmkgen: cannot run '${showText(result.wanted)}', which CLANG names${where}\n`);
      return exitCodes.unavailable;
    case 'no-header':
      terminal.complain(`wmkgen: the C header <${showText(result.header)}> is not installed: apt-get install ${
        result.package}${where}\n`);
      return exitCodes.unavailable;
    case 'complaint': {
      const blame = blameLines(result.text, made, shipped);
      terminal.complain(blame.text);
      if (blame.header !== null) {
        terminal.complain(`wmkgen: the catalogue '${showText(blame.header)}' does not compile\n`);
        return exitCodes.diagnostics;
      }
      terminal.complain(`wmkgen: clang does not accept the C, which is a bug of wmkgen: please report it${where}\n`);
      return exitCodes.bug;
    }
  }
}
