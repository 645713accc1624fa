// What many rules cost on events that concern none of them: monitors of 10, 100 and 1,000 rules (many-rules.ts), attached in
// turn on this machine's own kernel, and what it takes to compile, load and keep them. Prints a table beside its target, and
// with `--write` puts it into README.md. Needs root; `--rounds N`, and numbers of rules others than these.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { checkoutDirectory } from '../harness/checkout.js';
import { whileAttached } from './cost/monitor.js';
import { beside } from './cost/target.js';
import { manyRules } from './many-rules.js';
import { printTable, writeReadme } from './write-readme.js';

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
  /** s of the processor's time to make C of them, and for clang. */
  readonly generating: number;
  readonly compiling: number;
  /** As wmkload says it. */
  memory: string;
  programs: number;
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
  readonly programs: readonly unknown[];
}

function compileMany(nrRules: number): Monitor {
  const name = `many_${nrRules}`;
  const [rules, object] = [join(folder, `${name}.wmk`), join(folder, `${name}.bpf.o`)];
  writeFileSync(rules, manyRules(nrRules));
  const generating = timeOf(wmkgen, '-q', '--target', 'bpf', '--no-object', rules, '-o', folder);
  const compiling = timeOf(wmkgen, '-q', '--target', 'bpf', rules, '-o', folder);
  return { nrRules, object, generating, compiling: compiling - generating, memory: '', programs: 0, loaded: [], taken: [] };
}

/** What wmkload says of the programs and their memory. */
function check(monitor: Monitor): void {
  const said = execFileSync('bash', ['-c', '"$0" --check --format=json "$1" 2>&1', wmkload, monitor.object], { encoding: 'utf8' }).trim().split('\n');
  monitor.memory = /^wmkload: memory: ([^:]*):/m.exec(said.join('\n'))?.[1] ?? 'unknown';
  monitor.programs = said.flatMap((line): Checked['programs'] =>
    (line.startsWith('{') ? (JSON.parse(line) as Partial<Checked>).programs ?? [] : [])).length;
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
}

function table(monitors: readonly Monitor[], nrRounds: number): string {
  const rows = monitors.map(({ nrRules, object, generating, compiling, memory, programs, loaded, taken }) => {
    const ratio = median(taken.map((ns, round) => ns / monitors[0]!.taken[round]!));
    return [
      nrRules.toLocaleString('en'), (median(taken) / EVENTS).toFixed(0), beside(ratio.toFixed(2), ratio <= TARGET),
      `${generating.toFixed(1)} + ${compiling.toFixed(1)}`, (statSync(object).size / 2 ** 20).toFixed(1), String(programs), memory,
      median(loaded).toFixed(1),
    ];
  });
  return [
    `Many rules, \`make bench\`, ${new Date().toISOString().slice(0, 10)}, Linux ${release()}, ${cpus().length} CPUs (${
      cpus()[0]?.model ?? 'unknown'}): ns added to an event that concerns none of them, the median of ${nrRounds} rounds.`,
    '',
    printTable(['rules', 'ns', `times what ${monitors[0]!.nrRules} add (target ${TARGET})`, 'wmkgen + clang, s of CPU', 'object, MiB',
      'programs', 'memory, at the most', 'loaded in, s'], rows),
  ].join('\n');
}

function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('expected a number from 1 on');
  return number;
}

await new Command('many')
  .description('measure what many rules cost')
  .option('--rounds <number>', 'how often each is attached', positive, ROUNDS)
  .option('--write', 'put the table into README.md')
  .argument('[numbers...]', 'of rules, the one first that others are compared with', (text, before: readonly number[] | undefined) =>
    [...before ?? [], positive(text)])
  .action(async (numbers: readonly number[], { rounds, write }: { readonly rounds: number; readonly write?: boolean }) => {
    if (process.getuid?.() !== 0) {
      console.log('what many rules cost: not measured: only root may load programs');
      return;
    }
    mkdirSync(folder, { recursive: true });
    execFileSync('cc', ['-O2', '-std=gnu11', '-D_GNU_SOURCE', '-o', join(folder, 'load'), join(checkout, 'kernel-tests/bench/cost/load.c'), '-lpthread']);
    const monitors = (numbers.length === 0 ? NUMBERS : numbers).map(compileMany);
    monitors.forEach(check);
    await measure(monitors, rounds);
    const text = table(monitors, rounds);
    console.log(text);
    if (write === true) writeReadme(checkout, 'make bench, many rules,', text);
  })
  .parseAsync();
