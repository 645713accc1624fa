#!/usr/bin/env node
/**
 * Random rules and traces: the engine in a kernel against the reference matcher. Takes kernels on the command line, the
 * seed in WMK_SEED and how many traces in WMK_CASES; a trace passes if every rule of its batch does what it should.
 */

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { buildFed } from '../feed/compile-fed.js';
import { buildFeeder } from '../feed/build-feeder.js';
import { feedKernel } from '../feed/feed-kernel.js';
import { checkoutDirectory } from '../harness/checkout.js';
import { fetchKernel, KERNEL_SERIES, type Kernel, type KernelSeries } from '../harness/fetch-kernel.js';
import { ToolError } from '../../src/tools/kernels.js';
import { BatchProblem, drawBatch, type Batch } from './draw-batch.js';
import { expectedOfTimed, feedLines, isLate } from './feed-batch.js';
import { expectTrace, judgeTrace, type Expected } from './judge-trace.js';
import { printCounterExample, smallerTrace } from './counter-example.js';
import { inParallel } from './in-parallel.js';

const say = (line: string): void => void process.stderr.write(`property: ${line}\n`);
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(0)} s`;

const RULES_A_BATCH = 10;
const TRACES_A_BATCH = 100;
/** Of a boot. */
const BATCHES = 10;
const TIMEOUT_SECONDS = 600;
const FAILED = 1;
const USAGE = 2;

interface Built {
  readonly batch: Batch;
  readonly object: string;
  /** What clang complains of, or null. */
  readonly problem: string | null;
  readonly expected: readonly (readonly Expected[])[];
}

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

await new Command('property')
  .description('compare the engine in kernels with the reference matcher, on random rules and traces')
  .addOption(new Option('--kernel <series...>', 'which kernels').choices(KERNEL_SERIES).default(['6.1', '6.12']))
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE))
  .action(async ({ kernel }: { readonly kernel: readonly KernelSeries[] }) => {
    const checkout = checkoutDirectory();
    await mkdir(join(checkout, 'build'), { recursive: true });
    const directory = await mkdtemp(join(checkout, 'build/property-'));
    try {
      process.exitCode = await main(kernel, checkout, directory);
    } catch (error) {
      if (!(error instanceof ToolError) && !(error instanceof BatchProblem)) throw error;
      say(error.message);
      process.exitCode = FAILED;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  })
  .parseAsync();

async function main(series: readonly KernelSeries[], checkout: string, directory: string): Promise<number> {
  const seed = Number(process.env['WMK_SEED'] ?? 1);
  const cases = Number(process.env['WMK_CASES'] ?? BATCHES * TRACES_A_BATCH);
  const kernels = await Promise.all(series.map((one) => fetchKernel(one, say)));
  const feeder = await buildFeeder(checkout, directory);
  const count = { passed: 0, failed: 0, skipped: 0 };
  say(`${cases} traces from seed ${seed}: WMK_CASES and WMK_SEED choose others`);
  const nrBatches = Math.ceil(cases / TRACES_A_BATCH);
  for (let first = 0; first < nrBatches && count.failed === 0; first += BATCHES) {
    const begun = performance.now();
    const indices = Array.from({ length: Math.min(BATCHES, nrBatches - first) }, (_, index) => first + index);
    const all = await inParallel(indices, cpus().length, (index) => build(checkout, directory, seed + index));
    for (const { batch, problem } of all) {
      if (problem === null) continue;
      count.failed++;
      console.log(`clang refuses what is generated of\n${batch.text}\n${problem}`);
    }
    const built = all.filter(({ problem }) => problem === null);
    const rules = built.flatMap(({ batch }) => batch.rules).length;
    const matches = built.flatMap(({ expected }) => expected.flat()).reduce((sum, one) => sum + one.own.length + one.alongside.length, 0);
    say(`${rules} rules over ${built.length * TRACES_A_BATCH} traces, ${matches} matches expected: ${seconds(begun)}`);
    await inParallel(kernels, cpus().length, (kernel) => tryKernel(kernel, built, { checkout, directory, feeder }, count));
  }
  process.stdout.write(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
  return count.failed === 0 ? 0 : FAILED;
}

async function build(checkout: string, directory: string, seed: number): Promise<Built> {
  const batch = drawBatch(checkout, seed, RULES_A_BATCH, TRACES_A_BATCH);
  const object = join(directory, `batch${seed}.bpf.o`);
  const problem = await buildFed(checkout, batch.plan, object, batch.budgets);
  return { batch, object, problem, expected: batch.traces.map((trace) => expectTrace(batch, trace)) };
}

interface Place {
  readonly checkout: string;
  readonly directory: string;
  readonly feeder: Awaited<ReturnType<typeof buildFeeder>>;
}

async function tryKernel(kernel: Kernel, built: readonly Built[], place: Place, count: Count): Promise<void> {
  const begun = performance.now();
  const lines = built.flatMap(({ batch, object }) => feedLines(batch, object));
  const { parts, troubles } = await feedKernel(kernel, lines, { ...place, timeoutSeconds: TIMEOUT_SECONDS });
  let [at, nrFull, failedBefore] = [0, 0, count.failed];
  for (const { batch, expected } of built) {
    const loaded = parts[at++];
    if (loaded === undefined || loaded.complaints.length > 0) {
      count.failed++;
      console.log([`${kernel.series} does not load:`, batch.text, ...(loaded?.complaints ?? [])].join('\n'));
      at += batch.traces.length;
      continue;
    }
    for (const [index, trace] of batch.traces.entries()) {
      const part = parts[at++];
      if (isLate(part)) {
        count.skipped++;
        continue;
      }
      const judged = judgeTrace(trace, expectedOfTimed(batch, trace, part) ?? expected[index] ?? [], part);
      nrFull += judged.nrFull;
      count[judged.differences.length === 0 ? 'passed' : 'failed']++;
      const [first] = judged.differences;
      if (first === undefined || count.failed > failedBefore + 1) continue;
      say(`${kernel.series}: seed ${batch.seed}: making the trace smaller`);
      const rule = batch.rules[first.rule] ?? '';
      const smaller = batch.shape === 'timed' ? null : await smallerTrace(kernel, rule, trace, { ...place, budgets: batch.budgets, fewRules: batch.fewRules });
      const text = judged.differences.map((one) => `r${one.rule}: ${one.text}`).join('\n');
      const timing = part?.timing ?? null;
      const late = timing === null ? '' : `\nevents were read at the most ${timing.late} ns late`;
      console.log(printCounterExample(kernel.series, batch, rule, smaller ?? { trace, text: text + late, isAlone: false }));
    }
  }
  for (const trouble of troubles) console.log(`${kernel.series}: ${trouble}`);
  count.failed += troubles.length;
  say(`${kernel.release}: ${nrFull} times a full table, ${seconds(begun)}`);
}
