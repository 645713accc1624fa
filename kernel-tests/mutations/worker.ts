/** A thread that compiles mutants: it takes a range of their numbers and posts what there is to say of them. */

import { parentPort, workerData } from 'node:worker_threads';
import { cpuMilliseconds } from '../harness/cpu-time.js';
import { mutantCompiler, type Mutant } from './compile-mutant.js';

export interface Range {
  readonly checkout: string;
  readonly from: number;
  readonly to: number;
  /** One number: which mutant is under way. */
  readonly at: SharedArrayBuffer;
}

export type Message =
  | { readonly is: 'threw' | 'slow'; readonly seed: number; readonly mutant: Mutant }
  | { readonly is: 'new'; readonly seed: number; readonly mutant: Mutant }
  | { readonly is: 'done'; readonly nrAccepted: number; readonly slowest: number };

/** Of any one mutant. Who is over it is tried once more, and then only what the thread had of a CPU counts. */
const MOST_MILLISECONDS = 2000;

const { checkout, from, to, at } = workerData as Range;
const under = new Int32Array(at);
const compileMutant = mutantCompiler(checkout);
const post = (message: Message): void => parentPort?.postMessage(message);
let [nrAccepted, slowest] = [0, 0];
for (let seed = from; seed < to; seed++) {
  Atomics.store(under, 0, seed);
  const first = compileMutant(seed);
  const milliseconds = first.milliseconds <= MOST_MILLISECONDS ? first.milliseconds : onCpu(() => compileMutant(seed));
  const mutant = { ...first, milliseconds };
  slowest = Math.max(slowest, milliseconds);
  if (mutant.isAccepted) nrAccepted++;
  if (mutant.thrown !== null) post({ is: 'threw', seed, mutant });
  else if (milliseconds > MOST_MILLISECONDS) post({ is: 'slow', seed, mutant });
  else if (mutant.c !== null) post({ is: 'new', seed, mutant });
}
post({ is: 'done', nrAccepted, slowest });

function onCpu(work: () => void): number {
  const before = cpuMilliseconds();
  work();
  return cpuMilliseconds() - before;
}
