#!/usr/bin/env node
/**
 * Takes kernels and names of cases on the command line, runs the cases on each kernel and, where they have a trace or one
 * was recorded, on the engines that need none; exits with 0 only if all passed.
 */

import { join } from 'node:path';
import { Command, Option } from 'commander';
import { readNamedFile } from '../../src/commands/read-sources.js';
import type { EventKind } from '../../src/events/catalogue.js';
import { readCatalogue } from '../../src/events/read-catalogue.js';
import { hasErrors } from '../../src/source/diagnostic.js';
import { ToolError } from '../../src/tools/kernels.js';
import { countVerdicts, reportEngines, reportKernel, reportReds } from './case-report.js';
import { checkoutDirectory } from './checkout.js';
import { KERNEL_SERIES, type KernelSeries } from './fetch-kernel.js';
import { kindsWithoutCase, reportKinds } from './kinds-report.js';
import { readDocuments } from './read-documents.js';
import type { KernelEngine } from './run-cases.js';
import { runSuite } from './run-suite.js';

interface Arguments {
  readonly kernel?: readonly KernelSeries[];
  readonly engine: readonly KernelEngine[];
  readonly kinds?: boolean;
  readonly fed?: boolean;
  readonly only: readonly string[];
  readonly list?: boolean;
  readonly keep?: boolean;
  readonly verbose?: boolean;
}

const FAILED = 1;
const USAGE = 2;

const say = (line: string): void => void process.stderr.write(`cases: ${line}\n`);

await new Command('cases')
  .description('run the cases of kernel-tests/cases in virtual machines')
  .addOption(
    new Option('--kernel <series...>', 'which kernels; default: 6.1 and 6.12, and with --kinds also newest').choices(KERNEL_SERIES),
  )
  .addOption(
    new Option('--engine <engine...>', 'eBPF, or modules that SystemTap builds, in 6.1').choices(['bpf', 'stap']).default(['bpf']),
  )
  .option('--kinds', 'those of kernel-tests/kinds instead: that each kind of the catalogue is seen')
  .option('--fed', 'only those whose events are fed, which take seconds all together')
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
  const ofKinds = options.kinds === true;
  const document = await readDocuments(checkout, join(checkout, 'kernel-tests', ofKinds ? 'kinds' : 'cases'));
  for (const problem of document.problems) say(problem);
  if (document.problems.length > 0) return FAILED;
  const wanted = ({ id }: { readonly id: string }): boolean =>
    options.only.length === 0 || options.only.some((text) => id.includes(text));
  const cases = document.cases.filter(wanted).filter(({ trace }) => options.fed !== true || trace !== null);
  const scenarios = options.fed === true ? [] : document.scenarios.filter(wanted);
  const all = [...cases, ...scenarios];
  if (all.length === 0) say('no case has such a name');
  if (options.list === true) for (const { id } of all) process.stdout.write(`${id}\n`);
  if (all.length === 0 || options.list === true) return all.length === 0 ? USAGE : 0;

  const { inKernels, offLine } = await runSuite({
    checkout, cases, scenarios, engines: options.engine, kernels: options.kernel ?? (ofKinds ? KERNEL_SERIES : ['6.1', '6.12']),
    keep: options.keep === true, verbose: options.verbose === true, say,
  });
  const kinds = ofKinds ? catalogueKinds(checkout) : null;
  const table = kinds === null ? reportEngines([...inKernels, ...offLine], all) : reportKinds(kinds, cases, inKernels);
  const untested = kinds === null || options.only.length > 0 ? [] : kindsWithoutCase(kinds, cases);
  const reds = [...inKernels.map((run) => reportKernel(run, all)), ...offLine.map((run) => reportReds(run, all))];
  for (const lines of [table, untested.map((kind) => `NO CASE kind '${kind}'`), ...reds]) {
    for (const line of lines) process.stdout.write(`${line}\n`);
    if (lines.length > 0) process.stdout.write('\n');
  }
  const { passed, skipped, refused, ...counted } = countVerdicts([...inKernels, ...offLine]);
  const failed = counted.failed + untested.length;
  if (refused > 0) process.stdout.write(`${refused} not on target\n`);
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed === 0 ? 0 : FAILED;
}

function catalogueKinds(checkout: string): ReadonlyMap<string, EventKind> {
  const { catalogue, diagnostics } = readCatalogue([{ path: 'wmkevents.h', span: null }], {
    catalogueDirectory: join(checkout, 'rules'),
    readFile: readNamedFile,
  });
  if (hasErrors(diagnostics)) throw new ToolError('the catalogue has mistakes: see wmkgen events');
  return catalogue.kinds;
}
