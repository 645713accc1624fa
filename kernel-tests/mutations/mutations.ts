#!/usr/bin/env node
/**
 * Rule files with bytes and words changed, through the whole compiler: none may make it throw or take over 2 s, and what
 * it accepts must be C that clang accepts without a warning. WMK_CASES says how many, WMK_SEED which.
 */

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { checkoutDirectory } from '../harness/checkout.js';
import { openClang, type Clang } from './check-c.js';
import { mutantText } from './compile-mutant.js';
import type { Message, Range } from './worker.js';

const say = (line: string): void => void process.stderr.write(`mutations: ${line}\n`);

/** One that takes this long is not waited for. */
const HANG_SECONDS = 20;
const PROGRESS_SECONDS = 15;
/** Of the C that clang's front end takes, one in so many is compiled to an object. */
const COMPILED_SHARE = 40;
const MOST_SHOWN = 5;
/** Nearly all that a mutant makes is of no use after it. */
const YOUNG_MB = 64;
const FAILED = 1;

class Tally {
  nrFailed = 0;
  nrAccepted = 0;
  nrDistinct = 0;
  nrCompiled = 0;
  slowest = 0;

  fail(what: string, seed: number, text: string, details: string): void {
    this.nrFailed++;
    if (this.nrFailed > MOST_SHOWN) return;
    console.log([`${what}: mutant ${seed}`, '-----', text, '-----', details, ''].join('\n'));
  }
}

async function main(): Promise<number> {
  const checkout = checkoutDirectory();
  const seed = Number(process.env['WMK_SEED'] ?? 1);
  const cases = Number(process.env['WMK_CASES'] ?? 10_000);
  await mkdir(join(checkout, 'build'), { recursive: true });
  const directory = await mkdtemp(join(checkout, 'build/mutations-'));
  const begun = performance.now();
  const tally = new Tally();
  try {
    const clang = await openClang(checkout, directory);
    say(`${cases} mutants from ${seed}: WMK_CASES and WMK_SEED choose others`);
    const queue: { readonly seed: number; readonly text: string; readonly c: string }[] = [];
    const hashes = new Set<string>();
    const threads = cpus().length;
    const working = Array.from({ length: threads }, (_, index) => {
      const [from, to] = [index, index + 1].map((part) => seed + Math.floor((cases * part) / threads)) as [number, number];
      return compileRange({ checkout, from, to, at: new SharedArrayBuffer(4) }, tally, (one, mutant) => {
        if (mutant.c === null || hashes.has(mutant.hash)) return;
        hashes.add(mutant.hash);
        queue.push({ seed: one, text: mutant.text, c: mutant.c });
      });
    });
    const timer = setInterval(
      () => say(`${hashes.size} different monitors, ${tally.nrDistinct} of them checked, ${tally.nrFailed} failures`),
      1000 * PROGRESS_SECONDS,
    );
    let isOver = false;
    const checking = Array.from({ length: threads }, async () => {
      while (!isOver || queue.length > 0) {
        const one = queue.shift();
        if (one === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
        else await checkOne(clang, one, tally);
      }
    });
    await Promise.all(working);
    isOver = true;
    await Promise.all(checking);
    clearInterval(timer);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  say(`${tally.nrAccepted} accepted, ${tally.nrDistinct} different monitors, ${tally.nrCompiled} compiled to objects; ` +
    `slowest ${tally.slowest.toFixed(0)} ms; ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  process.stdout.write(`${cases - tally.nrFailed} passed, ${tally.nrFailed} failed, 0 skipped\n`);
  return tally.nrFailed === 0 ? 0 : FAILED;
}

async function checkOne(
  clang: Clang,
  { seed, text, c }: { readonly seed: number; readonly text: string; readonly c: string },
  tally: Tally,
): Promise<void> {
  const isWhole = tally.nrDistinct++ % COMPILED_SHARE === 0;
  if (isWhole) tally.nrCompiled++;
  const said = isWhole ? await clang.compile(c, `m${seed}`) : await clang.check(c, `m${seed}`);
  if (said !== null) tally.fail('clang refuses it', seed, text, said);
}

/** Resolves when the whole range is done; a thread that hangs is ended, and another one goes on behind that mutant. */
async function compileRange(
  range: Range,
  tally: Tally,
  onNew: (seed: number, mutant: Extract<Message, { readonly is: 'new' }>['mutant']) => void,
): Promise<void> {
  let from = range.from;
  while (from < range.to) {
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: { ...range, from } satisfies Range,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    const hungAt = await watch(worker, range, (message) => {
      switch (message.is) {
        case 'threw': tally.fail('it throws', message.seed, message.mutant.text, message.mutant.thrown ?? ''); break;
        case 'slow': tally.fail(`it takes ${message.mutant.milliseconds.toFixed(0)} ms`, message.seed, message.mutant.text, ''); break;
        case 'new': onNew(message.seed, message.mutant); break;
        case 'done':
          tally.nrAccepted += message.nrAccepted;
          tally.slowest = Math.max(tally.slowest, message.slowest);
      }
    });
    if (hungAt === null) return;
    tally.fail(`not done after ${HANG_SECONDS} s`, hungAt, mutantText(range.checkout)(hungAt), '');
    from = hungAt + 1;
  }
}

/** Null at the end of the range, else the number of the mutant that it hangs in. */
async function watch(worker: Worker, range: Range, onMessage: (message: Message) => void): Promise<number | null> {
  const under = new Int32Array(range.at);
  let [last, since] = [-1, performance.now()];
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      const now = Atomics.load(under, 0);
      if (now !== last) [last, since] = [now, performance.now()];
      if (performance.now() - since < 1000 * HANG_SECONDS) return;
      clearInterval(timer);
      void worker.terminate().then(() => resolve(now));
    }, 250);
    worker.on('message', (message: Message) => {
      onMessage(message);
      if (message.is !== 'done') return;
      clearInterval(timer);
      resolve(null);
    });
    worker.on('error', (error) => {
      clearInterval(timer);
      reject(error);
    });
  });
}

process.exitCode = await main();
