// What the running kernel calls its functions: in goes a name, out comes what /proc/kallsyms has of it.

import { readFileSync } from 'node:fs';

export interface KernelSymbol {
  /** Null: of the kernel proper. */
  readonly module: string | null;
  /** As the compiler called it: 'f.isra.0'. */
  readonly name: string;
}

/** Functions of this name, also those that the compiler changed and named anew. */
export function findKernelFunctions(name: string, file = '/proc/kallsyms'): readonly KernelSymbol[] {
  const lines = readLines(file).filter((line) => line.includes(` ${name}`));
  return lines.flatMap((line) => {
    const [, , symbol = '', module] = /^([0-9a-f]+) [tTwW] (\S+)(?:\t\[(.+)\])?$/.exec(line) ?? [];
    return symbol === name || symbol.startsWith(`${name}.`) ? [{ name: symbol, module: module ?? null }] : [];
  });
}

/** None where the kernel does not show them. */
function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
