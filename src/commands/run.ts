// `wmkgen run`: in go files of rules, out come their matches: compiles into a directory of its own and lets the loader
// do the rest.

import { mkdtempSync, rmSync } from 'node:fs';
import { constants as system, tmpdir } from 'node:os';
import { join } from 'node:path';
import { showText } from '../source/display.js';
import { findWmkload, startWmkload, type Loader } from '../tools/wmkload.js';
import { exitCodes } from './exit-code.js';
import { generate, monitorName, type GenerateOptions } from './generate.js';
import type { Package } from './package.js';
import { mayLoad } from './privilege.js';
import type { Terminal } from './terminal.js';

export type RunOptions = Pick<GenerateOptions, 'sizes' | 'ringBuffer' | 'budgets'> & {
  /** Passed on as they are. */
  readonly loader: readonly string[];
};

export async function run(
  files: readonly string[], options: RunOptions, home: Package, terminal: Terminal,
): Promise<number> {
  if (!mayLoad()) {
    terminal.complain('wmkgen: not permitted to load eBPF programs: run it as root, as in sudo wmkgen run\n');
    return exitCodes.notPermitted;
  }
  const loader = findWmkload(home.root);
  if (loader === null) {
    const wanted = process.env['WMKLOAD'];
    terminal.complain(wanted ? `wmkgen: cannot run '${showText(wanted)}', which WMKLOAD names\n`
      : `wmkgen: wmkload is not built: run make in ${showText(home.root)}\n`);
    return exitCodes.unavailable;
  }
  let running: Loader | null = null;
  let interrupted: NodeJS.Signals | null = null;
  const passOn = (signal: NodeJS.Signals): void => {
    interrupted ??= signal;
    running?.signal(signal);
  };
  signals.forEach((signal) => process.on(signal, passOn));
  const folder = mkdtempSync(join(tmpdir(), 'wmkgen-'));
  try {
    const name = monitorName(files[0]!);
    const code = await generate(files, {
      target: 'bpf', output: folder, name, sizes: options.sizes, ringBuffer: options.ringBuffer,
      budgets: options.budgets, object: true, quiet: true, kept: false,
    }, home, terminal);
    if (code !== exitCodes.done || interrupted !== null) {
      return interrupted === null ? code : 128 + system.signals[interrupted];
    }
    running = startWmkload(loader, [...options.loader, '--', `${name}.bpf.o`], folder);
    return await running.ended;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    signals.forEach((signal) => process.off(signal, passOn));
  }
}

/** They reach the loader too, which knows how to end; without a loader they end this once what it does is done. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1'] as const;
