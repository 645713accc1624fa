// Rules over the kinds of native/kinds.h: in goes their text, out comes what the compiler made of it.

import { readFileSync } from 'node:fs';
import { printBpf } from '../../backend/bpf/print.js';
import { check, type Checked } from '../../check/check.js';
import { findPackage } from '../../commands/package.js';
import { compile, type Compiled } from '../../compile.js';
import type { PlanOptions } from '../../plan/lower.js';
import type { Plan } from '../../plan/plan.js';
import type { SourceFile } from '../../source/file.js';
import { parse } from '../../syntax/parse.js';

const root = `${findPackage(import.meta.url).root}/`;

export const folders = {
  native: `${root}src/oracle/native`,
  runtime: `${root}templates/bpf/runtime`,
  rules: `${root}rules`,
} as const;

const catalogue = {
  catalogueDirectory: folders.native,
  readFile: (path: string) => (path.endsWith('kinds.h') ? readFileSync(`${folders.native}/kinds.h`, 'utf8') : null),
} as const;

export function compileRules(text: string, options: PlanOptions = {}): Compiled {
  return compile([sourceOf(text)], { ...catalogue, keys: 256, ...options });
}

/** What the reference matcher needs, which no automaton or plan can refuse. */
export function checkRules(text: string): Checked {
  const file = sourceOf(text);
  const { ast, diagnostics } = parse(file);
  return ast === null ? { program: null, diagnostics } : check([{ ast, file }], catalogue);
}

function sourceOf(text: string): SourceFile {
  return { name: 'x.wmk', text: `EVENTS "kinds.h"\n${text}` };
}

export function generate(plan: Plan): string {
  return printBpf(plan, `${root}templates`, { generator: 'wmkgen', ringBytes: 1 << 20, budgets: false });
}
