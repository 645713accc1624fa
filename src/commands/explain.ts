// `wmkgen explain`: in go files of rules, out comes what they mean and cost, as text or JSON.

import { measureTables } from '../backend/c/memory.js';
import { explain } from '../backend/explain/explain.js';
import type { TableExplanation } from '../backend/explain/explanation.js';
import { printExplanation } from '../backend/explain/print.js';
import { ways } from '../plan/limits.js';
import type { Plan } from '../plan/plan.js';
import { compileFiles, type Sizes } from './compile-files.js';
import { exitCodes } from './exit-code.js';
import { defaultRingBuffer } from './generate.js';
import type { Package } from './package.js';
import { report, type Format } from './report.js';
import type { Terminal } from './terminal.js';
import { verify } from './verify.js';

export interface ExplainOptions {
  readonly format: Format;
  readonly sizes: Sizes;
  /** Whether to compile and load it, to count what the verifier walks. */
  readonly verify: boolean;
}

export async function explainFiles(
  files: readonly string[], options: ExplainOptions, home: Package, terminal: Terminal,
): Promise<number> {
  const { program, plan, diagnostics } = compileFiles(files, options.sizes, home);
  report(diagnostics, terminal);
  if (program === null || plan === null) {
    return exitCodes.diagnostics;
  }
  const verified = options.verify ? await verify(files, options.sizes, home) : { reason: 'not asked for' };
  const explanation = explain(program, plan, tablesOf(plan), defaultRingBuffer, verified);
  terminal.print(options.format === 'json' ? `${JSON.stringify(explanation, null, 2)}\n` : printExplanation(explanation));
  return exitCodes.done;
}

function tablesOf(plan: Plan): readonly TableExplanation[] {
  return measureTables(plan).map(({ table, keyBytes, runBytes, overheadBytes, bytes }) => ({
    table: table.identifier,
    storage: table.storage,
    keys: table.keys,
    places: table.nrBuckets === null ? null : table.nrBuckets * ways,
    rules: table.rules.map((rule) => plan.rules[rule]!.name),
    keyBytes,
    runBytes,
    overheadBytes,
    bytes,
  }));
}
