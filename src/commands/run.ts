// `wmkgen run`: in go files of rules, out come their matches: compiles into a directory of its own and lets the loader
// do the rest.

import { mkdtempSync, rmSync } from 'node:fs';
import { constants as system, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { showText } from '../source/display.js';
import { claimName, type Claim } from '../tools/claim-name.js';
import { stapCache } from '../tools/stap-cache.js';
import { moduleNames, staysLoaded } from '../tools/stap.js';
import { findWmkload, startWmkload, type Loader } from '../tools/wmkload.js';
import type { ModuleOptions } from './compile-module.js';
import { exitCodes } from './exit-code.js';
import { generate, monitorName, type GenerateOptions } from './generate.js';
import type { Package } from './package.js';
import { mayLoad, mayLoadModules } from './privilege.js';
import type { Terminal } from './terminal.js';

export type RunOptions = Pick<GenerateOptions, 'target' | 'sizes' | 'ringBuffer' | 'budgets'> & {
  /** Bytes of the buffer of recorded events; null: nobody records. A module has it compiled in. */
  readonly recordBuffer: number | null;
  /** Passed on as they are. */
  readonly loader: readonly string[];
};

export async function run(
  files: readonly string[], options: RunOptions, home: Package, terminal: Terminal,
): Promise<number> {
  const { target } = options;
  if (target === 'stap' ? !mayLoadModules() : !mayLoad()) {
    terminal.complain(`wmkgen: not permitted to load ${target === 'stap' ? 'kernel modules' : 'eBPF programs'
    }: run it as root, as in sudo wmkgen run\n`);
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
  const building = new AbortController();
  const passOn = (signal: NodeJS.Signals): void => {
    interrupted ??= signal;
    building.abort();
    running?.signal(signal);
  };
  signals.forEach((signal) => process.on(signal, passOn));
  const claims: Claim[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'wmkgen-'));
  try {
    const name = monitorName(files[0]!);
    const compile = (module?: ModuleOptions): Promise<number> => generate(files, {
      target, output: folder, name, sizes: options.sizes, ringBuffer: options.ringBuffer,
      budgets: options.budgets, object: true, quiet: true, kept: false, ...(module === undefined ? {} : { module }),
    }, home, terminal);
    const { code, object } = target === 'stap' ? await compileFree(name, files, options, claims, building.signal, compile)
      : { code: await compile(), object: `${name}.bpf.o` };
    if (code !== exitCodes.done || interrupted !== null) {
      return interrupted === null ? code : 128 + system.signals[interrupted];
    }
    running = startWmkload(loader, [...options.loader, '--', object], folder);
    const end = await running.ended;
    if (typeof end === 'number') {
      return end;
    }
    terminal.complain(`wmkgen: ${showText(end.reason)}\n`);
    return exitCodes.unavailable;
  } finally {
    claims.forEach(({ release }) => release());
    rmSync(folder, { recursive: true, force: true });
    signals.forEach((signal) => process.off(signal, passOn));
  }
}

/**
 * Under the name that the module has each time; where another process has claimed that for its own, or a module of that name
 * is loaded, or is when it is built, under another.
 */
async function compileFree(
  monitor: string, files: readonly string[], { sizes, ringBuffer, budgets, recordBuffer }: RunOptions, claims: Claim[],
  cancelled: AbortSignal, compile: (module: ModuleOptions) => Promise<number>,
): Promise<{ readonly code: number; readonly object: string }> {
  const definitions = ['WMK_LOADED', ...(recordBuffer === null ? [] : [`WMK_EVENTS_BYTES=${recordBuffer}`])];
  const of = [files.map((file) => resolve(file)), sizes, ringBuffer, budgets, definitions];
  const { same, own } = moduleNames(monitor, of, process.pid);
  const cache = stapCache();
  const claim = 'reason' in cache ? null : await claimName(join(cache.directory, 'claims', same));
  if (claim !== null) {
    claims.push(claim);
  }
  if (claim !== null && !await staysLoaded(same)) {
    const code = await compile({ name: same, isOwn: false, definitions, cancelled });
    if (code !== exitCodes.done || cancelled.aborted || !await staysLoaded(same)) {
      return { code, object: `${same}.ko` };
    }
  }
  return { code: await compile({ name: own, isOwn: true, definitions, cancelled }), object: `${own}.ko` };
}

/** They reach the loader too, which knows how to end; without a loader they end this once what it does is done. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1'] as const;
