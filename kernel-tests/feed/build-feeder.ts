/** Takes the checkout and a directory and returns the programs that feed traces in the guest, built there. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compileBpf } from '../../src/tools/clang.js';
import { ToolError } from '../../src/tools/kernels.js';

export interface Feeder {
  readonly program: string;
  /** The object whose functions monitors are attached to. */
  readonly stub: string;
}

const run = promisify(execFile);
const SOURCES = ['feeder.c', 'stub.c', 'monitor.c', 'module.c', 'clear.c'];
const FLAGS = ['-O2', '-std=gnu11', '-Wall', '-Wextra', '-Werror', '-D_GNU_SOURCE'];

export async function buildFeeder(checkout: string, directory: string): Promise<Feeder> {
  const sources = join(checkout, 'kernel-tests/feed');
  const program = join(directory, 'feeder');
  const stub = join(directory, 'stub.bpf.o');
  const library = join(checkout, 'build/loader/libwmk.a');
  if (!existsSync(library)) await call('make', ['--silent', '-C', join(checkout, 'src/loader')]);
  const libbpf = (await call('pkg-config', ['--cflags', '--libs', 'libbpf'])).trim().split(/\s+/);
  const includes = ['templates/bpf/runtime', 'src/loader'].flatMap((path) => ['-I', join(checkout, path)]);
  const files = SOURCES.map((name) => join(sources, name));
  await call('cc', [...FLAGS, ...includes, '-o', program, ...files, library, ...libbpf, '-lpthread']);
  const compiled = await compileBpf({ source: join(sources, 'stub.bpf.c'), object: stub, folders: [sources] });
  if (compiled.kind !== 'done') {
    throw new ToolError(compiled.kind === 'complaint' ? compiled.text : `the stub cannot be compiled: ${compiled.kind}`);
  }
  return { program, stub };
}

async function call(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(program, [...args]).catch((error: unknown) => {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new ToolError([`${program} ${args.join(' ')}`, said || String(error)].join('\n'));
  });
  return stdout;
}
