#!/usr/bin/env node
/**
 * Random rules and traces: modules that SystemTap builds against the reference matcher. Takes the seed in WMK_SEED; a trace
 * passes if every rule of its batch does what it should, and nothing is lost or skipped.
 */

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { buildFeeder } from '../feed/build-feeder.js';
import { buildFedModule } from '../feed/compile-fed.js';
import { feedKernel } from '../feed/feed-kernel.js';
import { checkoutDirectory } from '../harness/checkout.js';
import { fetchBuildTree, type BuildTree } from '../harness/fetch-build-tree.js';
import { ToolError } from '../../src/tools/kernels.js';
import { printCounterExample } from './counter-example.js';
import { BatchProblem, drawBatch, type Batch } from './draw-batch.js';
import { expectedOfTimed, feedLines, isLate } from './feed-batch.js';
import { inParallel } from './in-parallel.js';
import { expectTrace, judgeTrace } from './judge-trace.js';

const say = (line: string): void => void process.stderr.write(`scripts: ${line}\n`);

/** One of each shape; timed ones have 12 traces, so that all in all there are 200. */
const [BATCHES, RULES_A_BATCH, TRACES_A_BATCH] = [5, 4, 47];
const KERNEL = '6.1';
const TIMEOUT_SECONDS = 600;

interface Built {
  readonly batch: Batch;
  readonly made: Awaited<ReturnType<typeof buildFedModule>>;
}

const checkout = checkoutDirectory();
await mkdir(join(checkout, 'build'), { recursive: true });
const directory = await mkdtemp(join(checkout, 'build/scripts-'));
try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof ToolError) && !(error instanceof BatchProblem)) throw error;
  say(error.message);
  process.exitCode = 1;
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function main(): Promise<number> {
  const seed = Number(process.env['WMK_SEED'] ?? 1);
  const tree = await fetchBuildTree(KERNEL, say);
  const feeder = await buildFeeder(checkout, directory);
  say(`modules of ${BATCHES} batches from seed ${seed}: WMK_SEED chooses others`);
  const seeds = Array.from({ length: BATCHES }, (_, index) => seed + index);
  // What SystemTap learns of the kernel with the first one, others find.
  const [first, ...others] = seeds;
  const all = [
    await build(first!, tree),
    ...await inParallel(others, cpus().length, (one) => build(one, tree)),
  ];
  const good = all.flatMap(({ batch, made }) => ('object' in made ? [{ batch, object: made.object }] : []));
  const refused = all.flatMap(({ batch, made }) => ('problem' in made ? [`refused is what is generated of\n${batch.text}\n${made.problem}`] : []));
  for (const text of refused) console.log(text);
  const lines = good.flatMap(({ batch, object }) => feedLines(batch, object));
  const { parts, troubles } = await feedKernel(tree.kernel, lines, { feeder, directory, timeoutSeconds: TIMEOUT_SECONDS });
  for (const trouble of troubles) console.log(`${KERNEL}: ${trouble}`);
  let [at, passed, failed, skipped, nrFull] = [0, 0, refused.length + troubles.length, 0, 0];
  for (const { batch } of good) {
    const loaded = parts[at++];
    if (loaded === undefined || loaded.complaints.length > 0) {
      failed++;
      console.log([`${KERNEL} does not load:`, batch.text, ...(loaded?.complaints ?? [])].join('\n'));
    }
    for (const trace of batch.traces) {
      const part = parts[at++];
      if (isLate(part)) {
        skipped++;
        continue;
      }
      const judged = judgeTrace(trace, expectedOfTimed(batch, trace, part) ?? expectTrace(batch, trace), part);
      nrFull += judged.nrFull;
      const [wrong] = judged.differences;
      if (wrong === undefined) {
        passed++;
      } else if (failed++ < 3) {
        const text = judged.differences.map((one) => `r${one.rule}: ${one.text}`).join('\n');
        console.log(printCounterExample('stap', batch, batch.rules[wrong.rule] ?? '', { trace, text, isAlone: false }));
      }
    }
  }
  say(`${nrFull} times a full table`);
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed === 0 ? 0 : 1;
}

async function build(seed: number, tree: BuildTree): Promise<Built> {
  const drawn = drawBatch(checkout, seed, RULES_A_BATCH, TRACES_A_BATCH, 'stap');
  // Nobody writes a module's TABLEs from outside.
  const traces = drawn.traces.map((trace) => ({
    ...trace, events: trace.events.filter((one) => !('writes' in one) || one.writes === 'variable'),
  }));
  const batch = { ...drawn, budgets: false, traces };
  return { batch, made: await buildFedModule(checkout, batch.plan, { directory, module: `wmk_scripts_${seed}`, tree }) };
}
