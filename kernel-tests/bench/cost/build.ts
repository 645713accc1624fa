/** Takes the checkout and returns the directory with everything that `cost` runs, built there. */

import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compileBpf } from '../../../src/tools/clang.js';

const BY_HAND = ['nosyscallexit', 'numbered'];
const FLAGS = ['-O2', '-std=gnu11', '-Wall', '-Wextra', '-Werror', '-D_GNU_SOURCE'];

const run = promisify(execFile);

export async function buildCost(checkout: string): Promise<string> {
  const sources = join(checkout, 'kernel-tests/bench/cost');
  const folder = join(checkout, 'build/bench');
  await mkdir(folder, { recursive: true });
  await run('cc', [...FLAGS, '-o', join(folder, 'load'), join(sources, 'load.c'), '-lpthread']);
  await run('cc', [...FLAGS, '-o', join(folder, 'attach'), join(sources, 'attach.c'), '-lbpf']);
  for (const name of BY_HAND.flatMap((rule) => [`${rule}.hand.bpf`, `${rule}.empty.bpf`])) {
    const compiled = await compileBpf({ source: join(sources, `${name}.c`), object: join(folder, `${name}.o`), folders: [sources] });
    if (compiled.kind !== 'done') throw new Error(compiled.kind === 'complaint' ? compiled.text : `${name}: ${compiled.kind}`);
  }
  const wmkgen = (...rest: readonly string[]) => run(join(checkout, 'build/wmkgen'), ['-q', '--target', 'bpf', ...rest, '-o', folder]);
  await wmkgen(join(checkout, 'rules/nosyscallexit.wmk'));
  await wmkgen(join(sources, 'numbered.wmk'));
  return folder;
}
