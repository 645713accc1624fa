// How long after the event that completes a sequence something is done about it: by a rule in the kernel, by the loader, and by
// a program that reads bpftrace, which prints every event. Reactions are done in a virtual machine only, so that this is
// measured there, under emulation; what is compared is so under the same load.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../../src/tools/kernels.js';
import { bootVm } from '../harness/boot-vm.js';
import { checkoutDirectory } from '../harness/checkout.js';
import { fetchKernel } from '../harness/fetch-kernel.js';

/** Events a second, and processes that complete the sequence. */
const [RATE, VICTIMS] = [100_000, 100];
const SERIES = '6.12';
const TIMEOUT_S = 300;

const root = checkoutDirectory();
const sources = join(root, 'kernel-tests/bench/reaction');

interface Victim {
  readonly isKilled: boolean;
  readonly result: number;
  /** How often it came by behind the event, and until when: ns. */
  readonly loops: number;
  readonly late: number;
}

function run(program: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new ToolError(error?.message ?? (stderr + stdout).trim().split('\n').at(-1) ?? `${program} failed`);
}

function victimsOf(phase: string): readonly Victim[] {
  return [...phase.matchAll(/^victim (killed|left) (\d+) (\d+) (\d+)$/gm)].map(([, end, result, loops, late]) => ({
    isKilled: end === 'killed', result: Number(result), loops: Number(loops), late: Number(late),
  }));
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? NaN;
}

function spread(values: readonly number[]): string {
  const [median, most] = [quantile(values, 0.5), quantile(values, 0.99)].map((ns) => `${(ns / 1e6).toFixed(3)} ms`);
  return values.length === 0 ? '–, –' : `${median}, ${most}`;
}

function print(phases: ReadonlyMap<string, string>): void {
  const of = (name: string): string => phases.get(name) ?? '';
  const rate = (name: string): string => Number(/^load (\d+)$/m.exec(of(name))?.[1] ?? NaN).toLocaleString('en-US');
  const [killed, refused, slowed, watched] = ['kill', 'deny', 'nice', 'bpftrace'].map((name) => victimsOf(of(name)));
  if (killed === undefined || refused === undefined || slowed === undefined || watched === undefined || watched.length === 0) {
    throw new ToolError('the guest ended early');
  }
  const nices = [...of('nice').matchAll(/"did":\["nice\(1\)"\].*?"late_ns":(\d+)/g)].map(([, ns]) => Number(ns));
  const dead = watched.filter(({ isKilled }) => isKilled);
  const lost = [...of('bpftrace').matchAll(/Lost (\d+) events/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  const count = (victims: readonly Victim[], is: (victim: Victim) => boolean): string => `${victims.filter(is).length} of ${victims.length}`;
  const rows = [
    ['', 'events a second', 'done to', 'how long after the event: median, p99'],
    ['signal(SIGKILL), in the kernel', rate('kill'), count(killed, ({ isKilled }) => isKilled),
      `nothing runs between: ${count(killed, ({ loops }) => loops > 0)} came back from the call`],
    ['deny(EPERM), in the kernel', rate('deny'), count(refused, ({ result }) => result === 1),
      `nothing runs between: ${count(refused, ({ result }) => result === 0)} calls were permitted`],
    ['nice(1), by the loader', rate('nice'), `${nices.length} of ${slowed.length}`, spread(nices)],
    ['kill(2), by a reader of bpftrace', rate('bpftrace'), `${dead.length} of ${watched.length}`,
      `${spread(dead.map(({ late }) => late))}; ${lost.toLocaleString('en-US')} events lost`],
  ];
  for (const row of rows) console.log(`  ${row.map((cell, column) => cell.padEnd([34, 17, 12, 0][column]!)).join('')}`.trimEnd());
}

// The guest does not see the host's /tmp.
const folder = mkdtempSync(join(root, 'build/bench-'));
try {
  console.log(`from an event to what is done about it, ${new Date().toISOString().slice(0, 10)}, in a virtual machine (emulated, 2 processors):`);
  for (const name of ['victim', 'watch']) {
    run('cc', ['-O2', '-Wall', '-Wextra', '-Werror', '-o', join(folder, name), join(sources, `${name}.c`)]);
  }
  run(join(root, 'build/wmkgen'), ['-q', join(sources, 'rules.wmk'), '-o', folder]);
  const kernel = await fetchKernel(SERIES, (line) => console.log(`  ${line}`));
  const result = await bootVm({
    kernel, timeoutSeconds: TIMEOUT_S,
    command: ['sh', join(sources, 'guest.sh'), folder, join(root, 'build/loader/wmkload'), sources, String(RATE), String(VICTIMS)],
  });
  if (result.kind !== 'exited') throw new ToolError(`the guest: ${result.kind}`);
  result.kernelComplaints.forEach((complaint) => console.log(`  the kernel complains: ${complaint}`));
  print(new Map(result.output.split(/^phase /m).slice(1).map((text) => [text.slice(0, text.indexOf('\n')), text])));
} catch (error) {
  if (!(error instanceof ToolError)) throw error;
  console.log(`  not measured: ${error.message}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
