/** Takes the checkout and returns the directory with everything that `cost` runs, built there. */

import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compileBpf } from '../../../src/tools/clang.js';

const BY_HAND = ['nosyscallexit', 'numbered', 'locked'];
/** Of the shipped rules ten, which read what programs do all the time. */
export const TOGETHER = [
  'nosyscallexit', 'secrets_then_connect', 'dropped_program', 'write_chmod_exec', 'memfd_exec', 'module_from_new_file',
  'log_cut_after_login', 'refused_then_opened', 'reverse_shell', 'ptrace_injection',
];
const FLAGS = ['-O2', '-std=gnu11', '-Wall', '-Wextra', '-Werror', '-D_GNU_SOURCE'];

const run = promisify(execFile);

export async function buildCost(checkout: string): Promise<string> {
  const sources = join(checkout, 'kernel-tests/bench/cost');
  const folder = join(checkout, 'build/bench');
  await mkdir(folder, { recursive: true });
  await run('cc', [...FLAGS, '-o', join(folder, 'load'), join(sources, 'load.c'), '-lpthread']);
  await run('cc', [...FLAGS, '-o', join(folder, 'attach'), join(sources, 'attach.c'), '-lbpf']);
  for (const name of BY_HAND.flatMap((rule) => ['empty', 'bare', 'hand'].map((way) => `${rule}.${way}.bpf`))) {
    const compiled = await compileBpf({ source: join(sources, `${name}.c`), object: join(folder, `${name}.o`), folders: [sources] });
    if (compiled.kind !== 'done') throw new Error(compiled.kind === 'complaint' ? compiled.text : `${name}: ${compiled.kind}`);
  }
  const shipped = TOGETHER.map((rule) => join(checkout, `rules/${rule}.wmk`));
  const wmkgen = (...rest: readonly string[]) => run(join(checkout, 'build/wmkgen'), ['-q', '--target', 'bpf', ...rest, '-o', folder]);
  for (const rule of shipped) await wmkgen(rule);
  await wmkgen('--name', 'together', ...shipped);
  await wmkgen(join(sources, 'numbered.wmk'));
  await wmkgen(join(sources, 'locked.wmk'));
  return folder;
}
