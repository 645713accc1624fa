#!/usr/bin/env node
/**
 * Takes kernels and names of cases on the command line, runs the cases on each kernel and, where they have a trace or one
 * was recorded, on the engines that need none; exits with 0 only if all passed.
 */

import { chmod, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Command, Option } from 'commander';
import { ToolError } from '../../src/tools/kernels.js';
import { buildCases, buildPrograms } from './build-cases.js';
import { countVerdicts, reportEngines, reportKernel, reportReds } from './case-report.js';
import { checkoutDirectory } from './checkout.js';
import { fetchKernel, KERNEL_SERIES, type KernelSeries } from './fetch-kernel.js';
import { readCaseDocument, type CaseDocument } from './read-case-document.js';
import { runCases } from './run-cases.js';
import { runTraces } from './run-traces.js';

interface Arguments {
  readonly kernel: readonly KernelSeries[];
  readonly only: readonly string[];
  readonly list?: boolean;
  readonly keep?: boolean;
  readonly verbose?: boolean;
}

const FAILED = 1;
const USAGE = 2;
/** A line of progress after so many. */
const PROGRESS_CASES = 20;

const say = (line: string): void => void process.stderr.write(`cases: ${line}\n`);

await new Command('cases')
  .description('run the cases of kernel-tests/cases in virtual machines')
  .addOption(
    new Option('--kernel <series...>', 'which kernels').choices(KERNEL_SERIES).default(['6.1', '6.12']),
  )
  .option('--only <text...>', 'cases whose name contains one of these', [])
  .option('--list', 'show the names of the cases, and end')
  .option('--keep', 'leave the directory with what was compiled')
  .option('--verbose', 'show what the guests say as they say it')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE))
  .action(async (options: Arguments) => {
    try {
      process.exitCode = await main(options);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      say(error.message);
      process.exitCode = FAILED;
    }
  })
  .parseAsync();

async function main(options: Arguments): Promise<number> {
  const checkout = checkoutDirectory();
  const document = await readDocuments(checkout);
  for (const problem of document.problems) say(problem);
  if (document.problems.length > 0) return FAILED;
  const wanted = ({ id }: { readonly id: string }): boolean =>
    options.only.length === 0 || options.only.some((text) => id.includes(text));
  const cases = document.cases.filter(wanted);
  const scenarios = document.scenarios.filter(wanted);
  const all = [...cases, ...scenarios];
  if (all.length === 0) say('no case has such a name');
  if (options.list === true) for (const { id } of all) process.stdout.write(`${id}\n`);
  if (all.length === 0 || options.list === true) return all.length === 0 ? USAGE : 0;

  const kernels = await Promise.all(options.kernel.map((series) => fetchKernel(series, say)));
  await mkdir(join(checkout, 'build'), { recursive: true });
  const directory = await mkdtemp(join(checkout, 'build/cases-'));
  // Also for the one in the guest who is not root.
  await chmod(directory, 0o755);
  try {
    const programs = await buildPrograms(checkout, directory);
    say(`compiling the rules of ${all.length} cases`);
    const built = await buildCases(checkout, directory, all);
    const runs = await Promise.all(
      kernels.map((kernel) => {
        say(`booting ${kernel.release}`);
        let ended = 0;
        const onLine = (line: string): void => {
          if (options.verbose) say(`${kernel.series} ${line}`);
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
      ...runs.flatMap(({ kernel, recorded }) => runTraces(checkout, built, recorded, kernel.series)),
    ];
    const table = reportEngines([...runs, ...offLine], all);
    for (const lines of [table, ...runs.map((run) => reportKernel(run, all)), ...offLine.map((run) => reportReds(run, all))]) {
      for (const line of lines) process.stdout.write(`${line}\n`);
      if (lines.length > 0) process.stdout.write('\n');
    }
    const { passed, failed, skipped } = countVerdicts([...runs, ...offLine]);
    process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
    return failed === 0 ? 0 : FAILED;
  } finally {
    if (options.keep === true) say(`kept ${directory}`);
    else await rm(directory, { recursive: true, force: true });
  }
}

async function readDocuments(checkout: string): Promise<CaseDocument> {
  const directory = join(checkout, 'kernel-tests/cases');
  const names = (await readdir(directory)).filter((name) => name.endsWith('.md') && name !== 'README.md');
  const documents = await Promise.all(
    names.sort().map(async (name) => {
      const path = join(directory, name);
      return readCaseDocument(relative(checkout, path), await readFile(path, 'utf8'));
    }),
  );
  return {
    cases: documents.flatMap((document) => document.cases),
    scenarios: documents.flatMap((document) => document.scenarios),
    problems: documents.flatMap((document) => document.problems),
  };
}
