#!/usr/bin/env node
/**
 * Monitors under a load that means them harm: storms of processes and threads, a crowd at one key, a table that is filled, a
 * ring buffer that nobody drains, processors that come and go, and a soak of all of it. Takes kernels on the command line and
 * WMK_SOAK, the seconds of the soak; exits with 0 only if each event, match and loss was accounted for in each kernel.
 */

import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Command, Option } from 'commander';
import { ToolError } from '../../src/tools/kernels.js';
import { bootVm } from '../harness/boot-vm.js';
import { checkoutDirectory } from '../harness/checkout.js';
import { fetchKernel, KERNEL_SERIES, type Kernel, type KernelSeries } from '../harness/fetch-kernel.js';

const SOAK_SECONDS = 20;
/** Of patience, for the other tests together. */
const TIMEOUT_SECONDS = 600;
const USAGE = 2;

/** Keys of each table: so few that a storm fills it if keys stay behind. */
const OBJECTS: readonly { readonly name: string; readonly rules: readonly string[]; readonly keys: number }[] = [
  { name: 'lives', rules: ['lives'], keys: 512 },
  { name: 'crowd', rules: ['crowd'], keys: 64 },
  { name: 'full', rules: ['full'], keys: 64 },
  { name: 'every', rules: ['every'], keys: 64 },
  { name: 'soak', rules: ['lives', 'crowd'], keys: 1024 },
];
const STORMS = ['fork_storm', 'thread_churn', 'one_key', 'fully_preempted', 'full_table', 'undrained', 'soak'];
/** With code that a processor executes while another one patches it, an emulated one may trip over it. */
const IN_TURN = ['processors_come_and_go'];

const run = promisify(execFile);
const say = (line: string): void => void process.stderr.write(`hostile: ${line}\n`);

await new Command('hostile')
  .description('monitors under hostile load, in virtual machines')
  .addOption(new Option('--kernel <series...>', 'which kernels').choices(KERNEL_SERIES).default(['6.1', '6.12']))
  .option('--only <test...>', 'these tests', [...STORMS, ...IN_TURN])
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE))
  .action(async ({ kernel, only }: { readonly kernel: readonly KernelSeries[]; readonly only: readonly string[] }) => {
    const seconds = Number(process.env['WMK_SOAK'] ?? SOAK_SECONDS);
    if (!Number.isInteger(seconds) || seconds < 0) {
      say('WMK_SOAK is to be a number of seconds');
      process.exit(USAGE);
    }
    const objects = await mkdtemp(join(checkoutDirectory(), 'build/hostile-'));
    try {
      process.exitCode = await main(kernel, only, objects, seconds);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      say(error.message);
      process.exitCode = 1;
    } finally {
      await rm(objects, { recursive: true, force: true });
    }
  })
  .parseAsync();

async function main(series: readonly KernelSeries[], only: readonly string[], objects: string, seconds: number): Promise<number> {
  await build(objects);
  const kernels = await Promise.all(series.map((one) => fetchKernel(one, say)));
  const counts = await Promise.all(kernels.map((kernel) => runAll(kernel, only, objects, seconds)));
  const [passed, failed] = [0, 1].map((index) => counts.reduce((sum, count) => sum + count[index]!, 0));
  process.stdout.write(`${passed} passed, ${failed} failed, 0 skipped\n`);
  return failed === 0 ? 0 : 1;
}

async function build(objects: string): Promise<void> {
  const checkout = checkoutDirectory();
  const sources = join(checkout, 'kernel-tests/hostile');
  await copyFile(join(checkout, 'kernel-tests/cases/marks.h'), join(objects, 'marks.h'));
  for (const rule of new Set(OBJECTS.flatMap(({ rules }) => rules))) await copyFile(join(sources, `${rule}.wmk`), join(objects, `${rule}.wmk`));
  await run('cc', ['-O2', '-Wall', '-Wextra', '-Werror', '-pthread', '-o', join(objects, 'storm'), join(sources, 'storm.c')]);
  await Promise.all(OBJECTS.map(({ name, rules, keys }) => run(join(checkout, 'build/wmkgen'), [
    '-q', '--target', 'bpf', '--name', name, '--keys', String(keys), ...rules.map((rule) => join(objects, `${rule}.wmk`)), '-o', objects,
  ])));
}

/** How many tests passed in the kernel, and how many did not. */
async function runAll(kernel: Kernel, only: readonly string[], objects: string, seconds: number): Promise<readonly [number, number]> {
  const storms = STORMS.filter((test) => only.includes(test));
  const inTurn = IN_TURN.filter((test) => only.includes(test));
  const runs = [
    ...(storms.length === 0 ? [] : [await runIn('tcg', kernel, storms, objects, seconds)]),
    ...(inTurn.length === 0 ? [] : [await runIn('tcg-in-turn', kernel, inTurn, objects, seconds)]),
  ];
  return [runs.reduce((sum, [passed]) => sum + passed, 0), runs.reduce((sum, [, failed]) => sum + failed, 0)];
}

async function runIn(
  emulator: 'tcg' | 'tcg-in-turn', kernel: Kernel, tests: readonly string[], objects: string, seconds: number,
): Promise<readonly [number, number]> {
  const checkout = checkoutDirectory();
  say(`${kernel.release}: ${tests.join(', ')}`);
  const result = await bootVm({
    kernel, emulator, directory: objects, timeoutSeconds: TIMEOUT_SECONDS + seconds,
    command: ['sh', join(checkout, 'kernel-tests/hostile/guest.sh'), ...tests],
    environment: {
      OBJECTS: objects, WMKLOAD: join(checkout, 'build/loader/wmkload'), SECONDS_OF_SOAK: String(seconds),
      PRELUDE: join(checkout, 'kernel-tests/guest/cases-prelude.sh'),
    },
  });
  const of = (line: string): string => `${kernel.series}: ${line}`;
  const troubles = [
    ...result.kernelComplaints.map((complaint) => `KERNEL COMPLAINED ${complaint}`),
    ...(result.kind === 'exited' ? [] : [`NO RESULT the guest: ${result.kind}`]),
  ];
  for (const line of [...troubles, ...result.output.trimEnd().split('\n')]) console.log(of(line));
  const passed = tests.filter((test) => new RegExp(`^ok ${test}$`, 'm').test(result.output)).length;
  return [passed, tests.length - passed + troubles.length];
}
