// The default command: in go files of rules, out come the C of one monitor and, where clang is there, its object; or the
// script of SystemTap's.

import { rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { printBpf } from '../backend/bpf/print.js';
import { printStap } from '../backend/stap/print.js';
import { showText } from '../source/display.js';
import { compileFiles, type Sizes } from './compile-files.js';
import type { ModuleOptions } from './compile-module.js';
import { describeMemory } from './describe-memory.js';
import { exitCodes } from './exit-code.js';
import { makeFolder } from './make-folder.js';
import { generatorName, templateDirectory, type Package } from './package.js';
import { systemReason } from './read-sources.js';
import { report } from './report.js';
import type { Terminal } from './terminal.js';

export const defaultRingBuffer = 1 << 20;

export interface GenerateOptions {
  readonly target: 'bpf' | 'stap';
  readonly output: string;
  /** Of the monitor; null: that of the first file. */
  readonly name: string | null;
  readonly sizes: Sizes;
  readonly ringBuffer: number;
  /** Whether what rules take is timed, and they may have budgets. */
  readonly budgets: boolean;
  readonly object: boolean;
  /** Whether a script has the runtime in it, as it does if nothing is said; without it can only be read. */
  readonly runtime?: boolean;
  /** Of a script, to build a module of it at once. */
  readonly module?: ModuleOptions;
  readonly quiet: boolean;
  /** Whether what is written is for the user, or only for the next step. */
  readonly kept: boolean;
}

export async function generate(
  files: readonly string[], options: GenerateOptions, home: Package, terminal: Terminal,
): Promise<number> {
  const { target } = options;
  const { plan, diagnostics } = compileFiles(files, { ...options.sizes, target }, home);
  report(diagnostics, terminal);
  if (plan === null) {
    return exitCodes.diagnostics;
  }
  if (plan.rules.length === 0) {
    terminal.complain(`wmkgen: there is no rule in ${files.map((file) => `'${showText(file)}'`).join(', ')}\n`);
    return exitCodes.diagnostics;
  }
  const printed = { generator: generatorName(home), ringBytes: options.ringBuffer, budgets: options.budgets };
  const text = target === 'stap' ? printStap(plan, templateDirectory(home), { ...printed, isWhole: options.runtime !== false })
    : printBpf(plan, templateDirectory(home), printed);
  const base = join(options.output, options.name ?? monitorName(files[0]!));
  const source = target === 'stap' ? `${base}.stp` : `${base}.bpf.c`;
  const object = target === 'bpf' && options.object ? `${base}.bpf.o` : null;
  try {
    makeFolder(options.output);
    writeFileSync(source, text);
    if (object !== null) {
      rmSync(object, { force: true });
    }
  } catch (error) {
    terminal.complain(`wmkgen: cannot write '${showText(source)}': ${systemReason(error)}\n`);
    return exitCodes.output;
  }
  if (object !== null) {
    const { compileObject } = await import('./compile-object.js');
    const code = await compileObject({ plan, files, text, source, object, kept: options.kept }, home, terminal);
    if (code !== exitCodes.done) {
      return code;
    }
  }
  if (options.module !== undefined) {
    const { compileModule } = await import('./compile-module.js');
    const code = await compileModule({ plan, text, source }, options.module, home, terminal);
    if (code !== exitCodes.done) {
      return code;
    }
  }
  if (!options.quiet) {
    terminal.print(`wrote ${[source, ...(object === null ? [] : [object])].map(showText).join(' and ')}\n`);
    terminal.print(target === 'bpf' ? describeMemory(plan, options.ringBuffer)
      : `to run it, as root: wmkgen run --target stap ${files.map(showText).join(' ')}, or stap -g ${showText(source)}\n`);
  }
  return exitCodes.done;
}

/** 'rules/secrets.wmk' is monitor 'secrets'. */
export function monitorName(file: string): string {
  const name = basename(file);
  return name.endsWith('.wmk') && name !== '.wmk' ? name.slice(0, -'.wmk'.length) : name;
}
