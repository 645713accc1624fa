/** Takes generated C and tells what clang has to say of it; headers are read once, for all of it. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { warnings } from '../../src/tools/clang.js';

export interface Clang {
  /** Null where it has nothing to say. */
  readonly check: (c: string, name: string) => Promise<string | null>;
  /** Compiles it as the product does. */
  readonly compile: (c: string, name: string) => Promise<string | null>;
}

const run = promisify(execFile);

export async function openClang(checkout: string, directory: string): Promise<Clang> {
  const system = '/usr/include/x86_64-linux-gnu';
  const flags = [
    ...['-target', 'bpf', '-mcpu=v3', '-O2', '-g', '-D__TARGET_ARCH_x86'],
    ...warnings,
    ...['templates/bpf/runtime', 'rules'].flatMap((path) => ['-I', join(checkout, path)]),
    ...(existsSync(system) ? ['-I', system] : []),
  ];
  const header = join(directory, 'all.h');
  await writeFile(header, '#include "wmk.bpf.h"\n#include "wmkevents.h"\n');
  await run('clang', [...flags, '-x', 'c-header', header, '-o', `${header}.pch`]);
  const call = async (c: string, name: string, how: readonly string[]): Promise<string | null> => {
    const path = join(directory, `${name}.c`);
    await writeFile(path, c);
    try {
      await run('clang', [...flags, ...how, path]);
      return null;
    } catch (error) {
      return error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    }
  };
  return {
    check: (c, name) => call(c, name, ['-include-pch', `${header}.pch`, '-fsyntax-only']),
    compile: (c, name) => call(c, name, ['-c', '-o', join(directory, `${name}.o`)]),
  };
}
