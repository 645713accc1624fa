/**
 * Takes cases and names of kernels, compiles their rules and runs them on each kernel and, where they have a trace or one
 * was recorded, on the engines that need none; returns what came of it.
 */

import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCases, buildPrograms } from './build-cases.js';
import type { Case, Scenario } from './case.js';
import { fetchKernel, type KernelSeries } from './fetch-kernel.js';
import type { KernelRun } from './judge-run.js';
import { runCases, type CasesRun } from './run-cases.js';
import { runTraces } from './run-traces.js';

export interface Suite {
  readonly checkout: string;
  readonly cases: readonly Case[];
  readonly scenarios: readonly Scenario[];
  readonly kernels: readonly KernelSeries[];
  /** Leave the directory with what was compiled. */
  readonly keep: boolean;
  /** Show what the guests say as they say it. */
  readonly verbose: boolean;
  readonly say: (line: string) => void;
}

export interface SuiteRun {
  readonly inKernels: readonly CasesRun[];
  readonly offLine: readonly KernelRun[];
}

/** A line of progress after so many. */
const PROGRESS_CASES = 20;

export async function runSuite({ checkout, cases, scenarios, kernels, keep, verbose, say }: Suite): Promise<SuiteRun> {
  const all = [...cases, ...scenarios];
  const fetched = await Promise.all(kernels.map((series) => fetchKernel(series, say)));
  await mkdir(join(checkout, 'build'), { recursive: true });
  const directory = await mkdtemp(join(checkout, 'build/cases-'));
  // Also for the one in the guest who is not root.
  await chmod(directory, 0o755);
  try {
    const programs = await buildPrograms(checkout, directory);
    say(`compiling the rules of ${all.length} cases`);
    const built = await buildCases(checkout, directory, all);
    const inKernels = await Promise.all(
      fetched.map((kernel) => {
        say(`booting ${kernel.release}`);
        let ended = 0;
        const onLine = (line: string): void => {
          if (verbose) say(`${kernel.series} ${line}`);
          if (line.split('\t')[1] === 'ended' && ++ended % PROGRESS_CASES === 0) {
            say(`${kernel.series}: ${ended} of ${all.length} cases have run`);
          }
        };
        return runCases({ checkout, directory, programs, cases, scenarios, built, onLine }, kernel);
      }),
    );
    const fed = cases.flatMap((one) => (one.trace === null ? [] : [{ one, lines: one.trace, bindings: new Map() }]));
    const offLine = [
      ...runTraces(checkout, built, fed, ''),
      ...inKernels.flatMap(({ kernel, recorded }) => runTraces(checkout, built, recorded, kernel.series)),
    ];
    return { inKernels, offLine };
  } finally {
    if (keep) say(`kept ${directory}`);
    else await rm(directory, { recursive: true, force: true });
  }
}
