/**
 * Takes cases and names of kernels, compiles their rules and runs them on each kernel and, where they have a trace or one
 * was recorded, on the engines that need none; returns what came of it.
 */

import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCases, buildPrograms, type Built } from './build-cases.js';
import { buildModules } from './build-modules.js';
import type { Case, Scenario } from './case.js';
import { fetchBuildTree, type BuildTree } from './fetch-build-tree.js';
import { fetchKernel, type Kernel, type KernelSeries } from './fetch-kernel.js';
import type { KernelRun } from './judge-run.js';
import { nameOf, runCases, type CasesRun, type KernelEngine } from './run-cases.js';
import { runTraces } from './run-traces.js';

export interface Suite {
  readonly checkout: string;
  readonly cases: readonly Case[];
  readonly scenarios: readonly Scenario[];
  readonly engines: readonly KernelEngine[];
  /** For eBPF. */
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

/** The kernel that modules are built for and run in. */
const MODULE_KERNEL = '6.1';

/** One engine in one kernel. */
interface Place {
  readonly engine: KernelEngine;
  readonly kernel: Kernel;
  readonly directory: string;
  readonly cases: readonly Case[];
  readonly scenarios: readonly Scenario[];
  readonly built: ReadonlyMap<string, Built>;
}

export async function runSuite(suite: Suite): Promise<SuiteRun> {
  const { checkout, cases, engines, kernels, keep, verbose, say } = suite;
  const fetched = engines.includes('bpf') ? await Promise.all(kernels.map((series) => fetchKernel(series, say))) : [];
  const tree = engines.includes('stap') ? await fetchBuildTree(MODULE_KERNEL, say) : null;
  await mkdir(join(checkout, 'build'), { recursive: true });
  const directory = await mkdtemp(join(checkout, 'build/cases-'));
  // Also for the one in the guest who is not root.
  await chmod(directory, 0o755);
  try {
    const programs = await buildPrograms(checkout, directory);
    const places = [
      ...await placesOfObjects(suite, fetched, directory),
      ...(tree === null ? [] : await placesOfModules(suite, tree, directory)),
    ];
    const inKernels = await Promise.all(places.map(({ engine, kernel, directory, cases, scenarios, built }) => {
      const [{ series, release }, count] = [nameOf({ engine }, kernel), cases.length + scenarios.length];
      say(`booting ${release}`);
      let ended = 0;
      const onLine = (line: string): void => {
        if (verbose) say(`${series} ${line}`);
        if (line.split('\t')[1] === 'ended' && ++ended % PROGRESS_CASES === 0) say(`${series}: ${ended} of ${count} cases have run`);
      };
      return runCases({ engine, checkout, directory, programs, cases, scenarios, built, onLine }, kernel);
    }));
    const fed = cases.flatMap((one) => (one.trace === null ? [] : [{ one, lines: one.trace, bindings: new Map() }]));
    const [first] = places;
    const offLine = [
      ...(first === undefined ? [] : runTraces(checkout, first.built, fed, '')),
      ...inKernels.flatMap(({ kernel, recorded }, index) => runTraces(checkout, places[index]!.built, recorded, kernel.series)),
    ];
    return { inKernels, offLine };
  } finally {
    if (keep) say(`kept ${directory}`);
    else await rm(directory, { recursive: true, force: true });
  }
}

/** Kernels share what is compiled. */
async function placesOfObjects(
  suite: Suite, kernels: readonly Kernel[], directory: string,
): Promise<readonly Place[]> {
  if (kernels.length === 0) return [];
  const { checkout, cases, say } = suite;
  const scenarios = suite.scenarios.filter(({ engine }) => engine !== 'stap');
  const all = [...cases, ...scenarios];
  say(`compiling the rules of ${all.length} cases`);
  const built = await buildCases(checkout, directory, all);
  return kernels.map((kernel) => ({ engine: 'bpf', kernel, directory, cases, scenarios, built }));
}

async function placesOfModules(suite: Suite, tree: BuildTree, parent: string): Promise<readonly Place[]> {
  const { checkout, cases, say } = suite;
  const scenarios = suite.scenarios.filter(({ engine }) => engine !== 'bpf');
  const directory = join(parent, 'stap');
  await mkdir(directory);
  const all = [...cases, ...scenarios];
  say(`building modules of ${all.length} cases`);
  const built = await buildModules({ checkout, directory, tree }, all);
  return [{ engine: 'stap', kernel: tree.kernel, directory, cases, scenarios, built }];
}
