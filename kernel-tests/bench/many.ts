// What many rules cost on events that concern none of them: monitors of 10, 100 and 1,000 rules (many-rules.ts), attached in
// turn on this machine's own kernel, and what it takes to compile, load and keep them. Needs root; `--rounds N`, and
// numbers of rules others than these.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { checkoutDirectory } from '../harness/checkout.js';
import { whileAttached } from './cost/monitor.js';
import { manyRules } from './many-rules.js';

const [FEW, TARGET] = [10, 2];
const NUMBERS = [FEW, 100, 1000];
const ROUNDS = 5;
/** A call is an event where it begins and one where it ends. */
const EVENTS = 2;
const checkout = checkoutDirectory();
const folder = join(checkout, 'build/bench');
const wmkgen = join(checkout, 'build/wmkgen');
const wmkload = join(checkout, 'build/loader/wmkload');

interface Monitor {
  readonly nrRules: number;
  readonly object: string;
  /** How long it took to be attached, s, and what a call took then, ns, by round. */
  readonly loaded: number[];
  readonly taken: number[];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
}

/** s of the processor's time: a busy machine disturbs it little. */
function timeOf(command: string, ...rest: readonly string[]): number {
  const times = join(folder, 'times');
  execFileSync('bash', ['-c', 'TIMEFORMAT="%U %S"; { time "$0" "$@" 2>&3; } 3>&2 2>' + times, command, ...rest], { stdio: 'ignore' });
  return readFileSync(times, 'utf8').trim().split(' ').reduce((sum, seconds) => sum + Number(seconds), 0);
}

interface Checked {
  readonly programs: readonly { readonly program: string; readonly verified_instructions: number }[];
}

function compileMany(nrRules: number): Monitor {
  const name = `many_${nrRules}`;
  const [rules, object] = [join(folder, `${name}.wmk`), join(folder, `${name}.bpf.o`)];
  writeFileSync(rules, manyRules(nrRules));
  const generating = timeOf(wmkgen, '-q', '--target', 'bpf', '--no-object', rules, '-o', folder);
  const compiling = timeOf(wmkgen, '-q', '--target', 'bpf', rules, '-o', folder);
  console.log(`${nrRules} rules: ${generating.toFixed(1)} s to C, ${(compiling - generating).toFixed(1)} s in clang, ${
    (statSync(object).size / 2 ** 20).toFixed(1)} MiB of object`);
  return { nrRules, object, loaded: [], taken: [] };
}

/** What wmkload says of the programs and their memory. */
function check({ object }: Monitor): void {
  const said = execFileSync('bash', ['-c', '"$0" --check --format=json "$1" 2>&1', wmkload, object], { encoding: 'utf8' }).trim().split('\n');
  const programs = said.flatMap((line): Checked['programs'] => (line.startsWith('{') ? (JSON.parse(line) as Partial<Checked>).programs ?? [] : []));
  for (const line of said.filter((one) => one.includes('memory: '))) console.log(`  ${line.replace('wmkload: ', '')}`);
  console.log(`  verified instructions: ${programs.map((one) => `${one.program} ${one.verified_instructions}`).join(', ')}`);
}

/** ns of a call. */
function take(): number {
  return Number(execFileSync(join(folder, 'load'), ['getppid'], { encoding: 'utf8' }));
}

async function measure(monitors: readonly Monitor[], nrRounds: number): Promise<void> {
  const alone: number[] = [];
  for (let round = 0; round < nrRounds; round++) {
    alone.push(take());
    for (const { nrRules, object, loaded, taken } of monitors) {
      const begun = performance.now();
      await whileAttached({ name: `${nrRules} rules`, command: [wmkload, object] }, () => {
        loaded.push((performance.now() - begun) / 1000);
        taken.push(take() - alone[round]!);
      });
    }
  }
  for (const { nrRules, loaded, taken } of monitors) {
    const ratios = taken.map((ns, round) => ns / monitors[0]!.taken[round]!);
    console.log(`${nrRules} rules add ${(median(taken) / EVENTS).toFixed(0)} ns to an event that concerns none of them: ${
      median(ratios).toFixed(2)} times what ${monitors[0]!.nrRules} do, target ${TARGET}; loaded in ${median(loaded).toFixed(1)} s`);
  }
}

function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('expected a number from 1 on');
  return number;
}

await new Command('many')
  .description('measure what many rules cost')
  .option('--rounds <number>', 'how often each is attached', positive, ROUNDS)
  .argument('[numbers...]', 'of rules, the one first that others are compared with', (text, before: readonly number[] | undefined) =>
    [...before ?? [], positive(text)])
  .action(async (numbers: readonly number[], { rounds }: { readonly rounds: number }) => {
    if (process.getuid?.() !== 0) {
      console.log('what many rules cost: not measured: only root may load programs');
      return;
    }
    mkdirSync(folder, { recursive: true });
    execFileSync('cc', ['-O2', '-std=gnu11', '-D_GNU_SOURCE', '-o', join(folder, 'load'), join(checkout, 'kernel-tests/bench/cost/load.c'), '-lpthread']);
    const monitors = (numbers.length === 0 ? NUMBERS : numbers).map(compileMany);
    monitors.forEach(check);
    await measure(monitors, rounds);
  })
  .parseAsync();
