// Whether this process may load eBPF programs: out comes what the kernel asks first of who loads one; it may still say no,
// which the loader then tells.

import { readFileSync } from 'node:fs';

const [capSysAdmin, capBpf] = [21n, 39n];

export function mayLoad(): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  const capabilities = BigInt(`0x${effective ?? '0'}`);
  return [capSysAdmin, capBpf].some((capability) => ((capabilities >> capability) & 1n) === 1n);
}
