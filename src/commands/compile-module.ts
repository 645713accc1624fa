// From a generated script to a module of the kernel: in go a plan and its script, out comes an exit code; whatever went
// wrong was said.

import { resolve } from 'node:path';
import type { Plan } from '../plan/plan.js';
import { showText } from '../source/display.js';
import { buildModule } from '../tools/stap.js';
import { blameScriptLines } from './blame-script-lines.js';
import { exitCodes } from './exit-code.js';
import { catalogueDirectory, type Package } from './package.js';
import type { Terminal } from './terminal.js';

export interface ModuleOptions {
  /** The module's, which becomes NAME.ko beside the script. */
  readonly name: string;
  readonly isOwn: boolean;
  /** Of macros, as in 'WMK_EVENTS_BYTES=4194304'. */
  readonly definitions: readonly string[];
  /** Ends it before it is done. */
  readonly cancelled: AbortSignal;
}

export interface GeneratedScript {
  readonly plan: Plan;
  readonly text: string;
  readonly source: string;
}

export async function compileModule(
  made: GeneratedScript, { name, isOwn, definitions, cancelled }: ModuleOptions, home: Package, terminal: Terminal,
): Promise<number> {
  const result = await buildModule({
    script: resolve(made.source), module: name, isOwn, definitions, cancelled,
    say: (line) => terminal.complain(`wmkgen: ${showText(line)}\n`),
  });
  switch (result.kind) {
    case 'done':
    // Whoever ended it says so.
    case 'cancelled':
      return exitCodes.done;
    case 'missing': {
      const whats = result.missing.map(({ what }) => what).join(', ');
      terminal.complain(`wmkgen: ${showText(whats)} ${result.missing.length === 1 && !whats.includes('headers') ? 'is' : 'are'
      } not installed: apt-get install ${showText(result.missing.map((one) => one.package).join(' '))}\n`);
      return exitCodes.unavailable;
    }
    case 'no-map':
      terminal.complain(`wmkgen: ${showText(result.reason)}\n`);
      return exitCodes.unavailable;
    case 'failed':
      terminal.complain(`wmkgen: ${showText(result.reason)}\n`);
      return exitCodes.system;
    case 'not-permitted':
      terminal.complain(`wmkgen: ${showText(result.reason)}\n`);
      return exitCodes.notPermitted;
    case 'complaint': {
      const blame = blameScriptLines(result, made, catalogueDirectory(home));
      terminal.complain(blame.text);
      if (blame.header !== null) {
        terminal.complain(`wmkgen: the catalogue '${showText(blame.header)}' does not compile\n`);
        return exitCodes.diagnostics;
      }
      terminal.complain('wmkgen: SystemTap does not accept the script, which is a bug of wmkgen: please report it'
        + '; wmkgen --target stap writes the script\n');
      return exitCodes.bug;
    }
  }
}
