// Rules over the kinds of native/kinds.h: in goes their text, out comes what the compiler made of it.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { printBpf } from '../../backend/bpf/print.js';
import { compile, type Compiled } from '../../compile.js';
import type { Plan } from '../../plan/plan.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export const folders = {
  native: `${root}src/oracle/native`,
  runtime: `${root}templates/bpf/runtime`,
  rules: `${root}rules`,
} as const;

export function compileRules(text: string, keys = 256): Compiled {
  return compile([{ name: 'x.wmk', text: `EVENTS "kinds.h"\n${text}` }], {
    catalogueDirectory: folders.native,
    readFile: (path) => (path.endsWith('kinds.h') ? readFileSync(`${folders.native}/kinds.h`, 'utf8') : null),
    keys,
  });
}

export function generate(plan: Plan): string {
  return printBpf(plan, `${root}templates`, { generator: 'wmkgen', ringBytes: 1 << 20 });
}
