// What runs cost that await their deadline, as a negation stands behind the last step, and how late their matches are told, from
// the deadline to the line that wmkload prints: on the machine's own kernel, with programs that only look on, as root; and in a
// virtual machine, where the memory for many timers is sure to be, and what is counted is instructions.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { ToolError } from '../../src/tools/kernels.js';
import { bootVm } from '../harness/boot-vm.js';
import { checkoutDirectory } from '../harness/checkout.js';
import { fetchKernel } from '../harness/fetch-kernel.js';

const [FEW, MANY] = [200, 60_000];
const WINDOW_S = 2;
/** From then on nothing more is waited for; what has not come by then counts as missing. */
const DURATION_S = 3 * WINDOW_S;
const DEFAULT_RING = '1M';
const SERIES = '6.12';
const TIMEOUT_S = 300;

const root = checkoutDirectory();
const wmkload = join(root, 'build/loader/wmkload');

/** kill(number, 0), as pending.c calls it, makes a run, and nothing of the sort ends it. */
const ruleText = (last: string): string => `EVENTS "wmkevents.h"
RULE pending
PATTERN { [syscall:a, ${last}] }
WHERE   { a.ProcessId == x.ProcessId, a.Arg0 == x.Arg0, a.SyscallNr == __NR_kill, a.Arg1 == 0, a.Arg0 >= 100000000,
          x.SyscallNr == __NR_kill, x.Arg1 == 1000 }
WITHIN  { ${WINDOW_S} s }
`;
/** The same runs, with the deadline as their last step, or an event. */
const RULES = { deadline: ruleText('~syscall:x'), event: ruleText('syscall:x') };

/** In ns, medians of a thousand each, and how long all calls took. */
interface Calls {
  readonly first: number;
  readonly last: number;
  readonly all: number;
  readonly span: number;
}

interface Watched {
  readonly calls: Calls;
  /** As the loader says. */
  readonly tables: string;
  /** KiB by which it grew when the object was loaded: timers, and nothing of the tables. */
  readonly slab: number;
  /** In ns; the drain is the time from the first deadline to the last match. */
  readonly late: { readonly count: number; readonly median: number; readonly most: number; readonly drain: number } | null;
  readonly counters: Readonly<Record<string, number>>;
}

const count = (value: number): string => value.toLocaleString('en-US');
const ms = (ns: number): string => `${(ns / 1e6).toFixed(1)} ms`;

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new ToolError(error?.message ?? (stderr + stdout).trim().split('\n').at(-1) ?? `${program} failed`);
  return stdout;
}

function buildObject(folder: string, last: keyof typeof RULES, nrKeys: number): string {
  const name = `${last}-${nrKeys}`;
  writeFileSync(join(folder, `${name}.wmk`), RULES[last]);
  run(join(root, 'build/wmkgen'), ['-q', '--keys', `${nrKeys}`, join(folder, `${name}.wmk`), '-o', folder]);
  return join(folder, `${name}.bpf.o`);
}

/** What follows the name of a line that pending.c prints. */
function numbers(output: string, name: string): readonly number[] | null {
  return new RegExp(`^${name} ([\\d -]+)$`, 'm').exec(output)?.[1]?.split(' ').map(Number) ?? null;
}

function readCalls(output: string): Calls {
  const [first, last, all, span] = numbers(output, 'calls') ?? [];
  if (span === undefined) throw new ToolError(output.trim().split('\n').at(-1) ?? 'no calls were made');
  return { first: first!, last: last!, all: all!, span };
}

function readWatched(output: string): Watched {
  const calls = readCalls(output);
  const [told, median, most, drain] = numbers(output, 'late') ?? [];
  const statistics = /^\{"statistics":.*$/m.exec(output)?.[0];
  if (statistics === undefined) throw new ToolError('wmkload ended without statistics');
  return {
    calls,
    tables: /, ([^,]*) of tables$/m.exec(output)?.[1] ?? '?',
    slab: numbers(output, 'slab')?.[0] ?? NaN,
    late: told === undefined ? null : { count: told, median: median!, most: most!, drain: drain! },
    counters: JSON.parse(statistics).statistics.objects[0].rules[0],
  };
}

/** Every call made a run that was told, or is counted among what was lost, or is missing. */
function describeMatches(nrCalls: number, { calls, late, counters }: Watched): string {
  if (late === null) return 'no match was told';
  const { refused = 0, lost = 0 } = counters;
  const missing = nrCalls - late.count - refused - lost;
  return `${count(late.count)} matches told ${ms(late.median)} late in the median and ${ms(late.most)} at the most, the last ${
    ms(late.drain)} after the first deadline (the first and the last are ${ms(calls.span)} apart${
    calls.span < WINDOW_S * 1e9 ? '' : ': not all awaited theirs at once'}); ${
    count(refused)} refused as the table had no room, ${count(lost)} lost, ${count(missing)} missing`;
}

function measureHere(folder: string, program: string, nrCalls: number): void {
  const object = buildObject(folder, 'deadline', Math.max(256, 2 ** Math.ceil(Math.log2(nrCalls))));
  const alone = readCalls(run(program, [`${nrCalls}`, '0']));
  const watched = readWatched(run(program, [`${nrCalls}`, `${WINDOW_S}`, ...loaderOf(object)]));
  console.log(`  ${count(nrCalls)}: a call that makes one takes ${watched.calls.all} ns in the median, and ${alone.all} where nobody looks on`);
  console.log(`  ${count(nrCalls)}: ${describeMatches(nrCalls, watched)}`);
}

function loaderOf(object: string, ringBuffer = '16M'): readonly string[] {
  return [wmkload, '--format', 'json', '--duration', `${DURATION_S}s`, '--ring-buffer', ringBuffer, object];
}

/** Of one processor, so that each ns of its clock is an instruction of the calls, of what reads them or of what tells the matches. */
async function measureInstructions(folder: string, program: string, nrCalls: number): Promise<void> {
  const nrKeys = 2 ** Math.ceil(Math.log2(nrCalls));
  const [deadline, event] = [buildObject(folder, 'deadline', nrKeys), buildObject(folder, 'event', nrKeys)];
  const kernel = await fetchKernel(SERIES, (line) => console.log(`  ${line}`));
  const steps = [
    [nrCalls, 0], [nrCalls, 0, ...loaderOf(event)],
    [nrCalls, WINDOW_S, ...loaderOf(deadline)], [nrCalls, WINDOW_S, ...loaderOf(deadline, DEFAULT_RING)],
  ];
  const script = steps.map((step) => `echo step; '${program}' ${step.map((word) => `'${word}'`).join(' ')}`).join('; ');
  const result = await bootVm({
    kernel, command: ['sh', '-c', script], timeoutSeconds: TIMEOUT_S, cpus: 1, emulator: 'tcg-counted', kvm: false,
  });
  if (result.kind !== 'exited') throw new ToolError(`the guest: ${result.kind}`);
  result.kernelComplaints.forEach((complaint) => console.log(`  the kernel complains: ${complaint}`));
  const [, alone = '', ...watched] = result.output.split(/^step\n/m);
  const [without, [withEvent, withDeadline, withSmallRing]] = [readCalls(alone), watched.map(readWatched)];
  if (withEvent === undefined || withDeadline === undefined || withSmallRing === undefined) throw new ToolError('the guest ended early');
  console.log(`  ${count(nrCalls)} under Linux ${kernel.release} in a virtual machine, where one processor executes an instruction each ns:`);
  console.log(`    a call that makes one takes ${withDeadline.calls.first} instructions in the median of the first thousand, ${
    withDeadline.calls.last} of the last; ${withEvent.calls.first} and ${withEvent.calls.last} where the run awaits an event, ${
    without.first} and ${without.last} where nobody looks on`);
  console.log(`    ${withDeadline.tables} of tables for ${count(nrKeys)} keys and ${(withDeadline.slab / 1024).toFixed(1)} MiB of slab, as the timers are there; ${
    withEvent.tables} and ${(withEvent.slab / 1024).toFixed(1)} MiB where runs await an event`);
  console.log(`    ${describeMatches(nrCalls, withDeadline)}`);
  console.log(`    with a ring buffer of ${DEFAULT_RING}, as is the default: ${describeMatches(nrCalls, withSmallRing)}`);
}

/** What cannot be measured is said, and no more is made of it. */
async function attempt(what: string, measure: () => void | Promise<void>): Promise<void> {
  try {
    await measure();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    console.log(`  ${what}: not measured: ${error.message}`);
  }
}

// The guest does not see the host's /tmp.
const folder = mkdtempSync(join(root, 'build/bench-'));
try {
  const program = join(folder, 'pending');
  run('cc', ['-O2', '-Wall', '-Wextra', '-Werror', '-o', program, join(root, 'kernel-tests/bench/pending.c')]);
  console.log(`runs that await their deadline, ${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model.trim()}, Linux ${release()}:`);
  for (const nrCalls of [FEW, MANY]) {
    await attempt(count(nrCalls), () => {
      if (process.getuid?.() !== 0) throw new ToolError('only root may load programs');
      measureHere(folder, program, nrCalls);
    });
  }
  await attempt(`${count(MANY)} in a virtual machine`, () => measureInstructions(folder, program, MANY));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
