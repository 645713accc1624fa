// An object of kernel.c, whose BTF is that of a small kernel.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Btf } from '../btf.js';
import { findBtf } from '../find-btf.js';
import { readBtf } from '../read-btf.js';

export const kernelSource = fileURLToPath(new URL('kernel.c', import.meta.url));

export function makeKernel(object: string): void {
  execFileSync('clang', ['-target', 'bpf', '-g', '-O2', '-c', kernelSource, '-o', object]);
}

export function btfOf(file: Buffer): Btf {
  const section = findBtf(file);
  const btf = 'problem' in section ? section : readBtf(section);
  if ('problem' in btf) {
    throw new Error(btf.problem);
  }
  return btf;
}
