// Whether this process may load eBPF programs, or modules: out comes what the kernel asks first of who loads one; it may
// still say no, which the loader then tells.

import { readFileSync } from 'node:fs';

const [capSysModule, capSysAdmin, capBpf] = [16n, 21n, 39n];

export function mayLoad(): boolean {
  return hasOneOf(capSysAdmin, capBpf);
}

export function mayLoadModules(): boolean {
  return hasOneOf(capSysModule);
}

function hasOneOf(...wanted: readonly bigint[]): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  const capabilities = BigInt(`0x${effective ?? '0'}`);
  return wanted.some((capability) => ((capabilities >> capability) & 1n) === 1n);
}
