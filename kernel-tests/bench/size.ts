// What rules cost beside time: bytes a key, how long a hundred rules compile, and how many instructions a step takes with few
// keys and with many. `--rounds N` times more often.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printBpf } from '../../src/backend/bpf/print.js';
import { measureTables } from '../../src/backend/c/memory.js';
import { readNamedFile } from '../../src/commands/read-sources.js';
import { compile } from '../../src/compile.js';
import type { Plan } from '../../src/plan/plan.js';
import { render } from '../../src/source/render.js';
import { compileRules } from '../../src/oracle/test/compile-rules.js';
import { buildNative } from '../../src/oracle/test/native.js';

const ROUNDS = 5;
const root = fileURLToPath(new URL('../../..', import.meta.url));

function planOf(rules: string): Plan {
  const { plan, diagnostics } = compile([{ name: 'bench.wmk', text: `EVENTS "wmkevents.h"\n${rules}` }], {
    catalogueDirectory: join(root, 'rules'), readFile: readNamedFile,
  });
  if (plan === null) throw new Error(render(diagnostics));
  return plan;
}

function measureKey(): void {
  const [table] = measureTables(planOf(`RULE two PATTERN { [fileopen:o, exec:x] } WHERE { [ProcessId], x.Inode == o.Inode + 0 }
    RETURN { o.Flags }`));
  if (table === undefined) throw new Error('the rule has no table');
  const { keyBytes, runBytes, overheadBytes, bytes } = table;
  console.log(`a key of a rule of two steps that keeps two fields: ${keyBytes + runBytes} B of key and value, target 64; `
    + `${overheadBytes} B of its bucket's lock; with the spare places ${((bytes ?? 0) / (table.table.keys ?? 1)).toFixed(0)} B for each key asked for`);
}

function measureCompiler(nrRounds: number): void {
  const rules = Array.from({ length: 100 }, (_, index) => `RULE r${index}
    PATTERN { [fileopen:o, ~exec, connect:c] }
    WHERE { [ProcessId], o.Path STARTSWITH "/etc/${index}", c.Port == ${index} } WITHIN { ${index + 1} s }
    RETURN { o.Path, c.Address, c.Port }`).join('\n');
  const seconds = Array.from({ length: nrRounds }, () => {
    const begin = performance.now();
    printBpf(planOf(rules), join(root, 'templates'), { generator: 'bench', ringBytes: 1 << 20, budgets: false });
    return (performance.now() - begin) / 1000;
  }).sort((a, b) => a - b);
  const [least, median, most] = [0, Math.floor(nrRounds / 2), nrRounds - 1].map((at) => seconds[at]!.toFixed(2));
  console.log(`a hundred rules to C, without clang: ${median} s (${least} to ${most}), target 2`);
}

/** Of the generated code, built for this machine: callgrind counts the same whatever else runs. */
function measureStep(): void {
  const { plan } = compileRules('RULE step PATTERN { [k0:a, k1:b] } WHERE { [A] } RETURN { a.B, b.B }', { keys: 65_536 });
  if (plan === null) throw new Error('the rule does not compile');
  if (spawnSync('valgrind', ['--version']).status !== 0) {
    console.log('instructions of a step: not measured, as valgrind is not installed (apt-get install valgrind)');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'wmkgen-bench-'));
  try {
    const program = buildNative(plan, folder, ['-O2', '-fno-inline-functions-called-once']);
    const [few, many] = [100, 60_000].map((nrKeys) => instructionsOfStep(program, nrKeys, folder).toFixed(1));
    console.log(`instructions of a step that finds its key and replaces its run: ${few} with 100 keys, ${many} with 60,000`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What steps on keys that are there add to those that made them. */
function instructionsOfStep(program: string, nrKeys: number, folder: string): number {
  const nrSteps = 60_000;
  const made = countInstructions(program, nrKeys, nrKeys, folder);
  return (countInstructions(program, nrKeys, nrKeys + nrSteps, folder) - made) / nrSteps;
}

function countInstructions(program: string, nrKeys: number, nrEvents: number, folder: string): number {
  const events = Array.from({ length: nrEvents }, (_, index) => `E 0 0 ${1000 + index} ${index % nrKeys} 1 2 3 0 0 0 -`);
  const out = join(folder, 'callgrind.out');
  const ran = spawnSync('valgrind', [
    '--tool=callgrind', `--callgrind-out-file=${out}`, '--toggle-collect=at_tp_btf_k0', program,
  ], { input: `T\n${events.join('\n')}\n`, encoding: 'utf8', maxBuffer: 1 << 28 });
  const total = /^(?:summary|totals): (\d+)/m.exec(readFileSync(out, 'utf8'))?.[1];
  if (ran.status !== 0 || total === undefined) throw new Error(`callgrind: ${ran.stderr}`);
  return Number(total);
}

const option = process.argv.indexOf('--rounds');
const nrRounds = option === -1 ? ROUNDS : Number(process.argv[option + 1]);
if (!Number.isInteger(nrRounds) || nrRounds < 1) {
  console.error('usage: size.js [--rounds NUMBER]');
  process.exit(2);
}
measureKey();
measureCompiler(nrRounds);
measureStep();
