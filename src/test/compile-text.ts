// For tests of the whole compiler: in go the texts of files, out come the plan and the C, and from C what clang makes
// of it.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printBpf } from '../backend/bpf/print.js';
import { compile, type Compiled } from '../compile.js';
import { catalogueDirectory, findPackage, templateDirectory } from '../commands/package.js';
import type { Plan } from '../plan/plan.js';
import { render } from '../source/render.js';
import { compileBpf, type BpfCompilation } from '../tools/clang.js';

export const home = findPackage(import.meta.url);

/** By name: those that end in .wmk are compiled, the others can be named by EVENTS and SET. */
export type Texts = Readonly<Record<string, string>>;

export function compileTexts(texts: Texts): Compiled {
  const files = Object.entries(texts).filter(([name]) => name.endsWith('.wmk')).map(([name, text]) => ({ name, text }));
  return compile(files, { catalogueDirectory: catalogueDirectory(home), readFile: (path) => texts[path] ?? shipped(path) });
}

export function planOf(texts: Texts): Plan {
  const { plan, diagnostics } = compileTexts(texts);
  if (plan === null) {
    throw new Error(`a test's rules do not compile:\n${render(diagnostics)}`);
  }
  return plan;
}

export function printC(plan: Plan): string {
  return printBpf(plan, templateDirectory(home), { generator: 'wmkgen test', ringBytes: 1 << 20, budgets: false });
}

/** `others` are headers that the C includes. */
export async function compileC(c: string, others: Texts = {}): Promise<BpfCompilation> {
  const folder = mkdtempSync(join(tmpdir(), 'wmkgen-test-'));
  try {
    const source = join(folder, 'x.bpf.c');
    for (const [name, text] of Object.entries({ 'x.bpf.c': c, ...others })) {
      writeFileSync(join(folder, name), text);
    }
    const folders = [join(templateDirectory(home), 'bpf', 'runtime'), catalogueDirectory(home)];
    return await compileBpf({ source, object: join(folder, 'x.bpf.o'), folders });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function shipped(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
