/** Takes rules over a catalogue of kinds that can be fed and returns what the compiler makes of them, and the object. */

import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { printBpf } from '../../src/backend/bpf/print.js';
import { readNamedFile } from '../../src/commands/read-sources.js';
import { compile, type Compiled } from '../../src/compile.js';
import type { PlanOptions } from '../../src/plan/lower.js';
import type { Plan } from '../../src/plan/plan.js';
import { printStap } from '../../src/backend/stap/print.js';
import { compileBpf } from '../../src/tools/clang.js';
import { buildModule } from '../../src/tools/stap.js';
import type { BuildTree } from '../harness/fetch-build-tree.js';

/** Enough for every key of a trace, and few enough to clear between traces. */
export const FED_KEYS = 256;
const RING_BYTES = 1 << 20;

export function feedFolder(checkout: string): string {
  return join(checkout, 'kernel-tests/feed');
}

/** `files` are rules, over the kinds of kinds.h unless they name a catalogue. */
export function compileFed(checkout: string, files: string | readonly string[], options: PlanOptions = {}): Compiled {
  const catalogueDirectory = feedFolder(checkout);
  const sources = [files].flat().map((text, index) => ({
    name: `x${index}.wmk`, text: text.startsWith('EVENTS') ? text : `EVENTS "kinds.h"\n${text}`,
  }));
  return compile(sources, {
    catalogueDirectory,
    readFile: readNamedFile,
    keys: FED_KEYS,
    ...options,
  });
}

/** What clang complains of, or null. */
export async function buildFed(checkout: string, plan: Plan, object: string, budgets: boolean): Promise<string | null> {
  const source = object.replace(/\.o$/, '.c');
  await writeFile(source, printBpf(plan, join(checkout, 'templates'), { generator: 'wmkgen', ringBytes: RING_BYTES, budgets }));
  const folders = [
    join(checkout, 'templates/bpf/runtime'),
    ...new Set(plan.headers.map(({ path }) => dirname(path))),
    feedFolder(checkout),
    join(checkout, 'rules'),
  ];
  const result = await compileBpf({ source, object, folders });
  return result.kind === 'done' ? null : result.kind === 'complaint' ? result.text : `no object: ${result.kind}`;
}

/** Processors of the guest, or more: what a module has of each is its own from the beginning. */
const MODULE_CPUS = 4;

/** Of a plan for that target, a module `module` of SystemTap's beside its script, or what is complained of. */
export async function buildFedModule(
  checkout: string, plan: Plan, { directory, module, tree }: { readonly directory: string; readonly module: string; readonly tree: BuildTree },
): Promise<{ readonly object: string } | { readonly problem: string }> {
  const script = join(directory, `${module}.stp`);
  const options = { generator: 'wmkgen', ringBytes: RING_BYTES, budgets: false, isWhole: true };
  await writeFile(script, printStap(plan, join(checkout, 'templates'), options));
  const made = await buildModule({
    script, module, kernel: tree.tree, systemMap: tree.systemMap, definitions: ['WMK_LOADED', `WMK_CPUS=${MODULE_CPUS}`],
  });
  return made.kind === 'done' ? made : { problem: made.kind === 'complaint' ? made.text : `no module: ${made.kind}` };
}
