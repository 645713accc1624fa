// The System.map of a kernel: in goes a file such as /proc/kallsyms, out comes what of it is the kernel's own, or why that
// is not to be had.

import { readFileSync } from 'node:fs';

export type KernelMap =
  | { readonly text: string }
  | { readonly reason: string; readonly hidden: boolean };

const symbol = /^[0-9a-f]{8,16} [A-Za-z] \S+$/;

/** Of which modules are loaded, and what eBPF has compiled, the map of a kernel does not speak. */
export function readKernelMap(file = '/proc/kallsyms'): KernelMap {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return { reason: `cannot read '${file}': ${error instanceof Error ? error.message : String(error)}`, hidden: false };
  }
  const lines = text.split('\n').filter((line) => symbol.test(line));
  if (!lines.some((line) => / [tT] /.test(line))) {
    return { reason: `'${file}' has no functions in it, expected lines as in /proc/kallsyms`, hidden: false };
  }
  if (lines.every((line) => /^0+ /.test(line))) {
    return { reason: `the kernel hides its addresses from '${file}'`, hidden: true };
  }
  return { text: lines.map((line) => `${line}\n`).join('') };
}
