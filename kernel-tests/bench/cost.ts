// What an event costs that rules read: loops of system calls under nothing, empty programs, programs by hand for the same
// rule, wmkgen's and bpftrace's, in turn, on this machine's own kernel, with programs that only look on; and what ten rules
// cost together, in a virtual machine. Prints tables beside their targets, and with "--write" puts them into README.md. Needs
// root; `--rounds N`.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkoutDirectory } from '../harness/checkout.js';
import { buildCost } from './cost/build.js';
import { whileAttached, type Monitor } from './cost/monitor.js';
import { beside } from './cost/target.js';
import { measureTogether } from './cost/together.js';
import { printTable, writeReadme } from './write-readme.js';

const ROUNDS = 11;
const checkout = checkoutDirectory();
const folder = join(checkout, 'build/bench');
const sources = join(checkout, 'kernel-tests/bench/cost');
const own = mkdtempSync(join(tmpdir(), 'wmk-cost-'));
const FILE = join(own, 'file');

interface Loop {
  readonly arguments: readonly string[];
  /** Events of one turn that the rule is attached to. */
  readonly events: number;
}

const loops = {
  getppid: { arguments: ['getppid'], events: 2 },
  open: { arguments: ['open', FILE], events: 4 },
  numbered: { arguments: ['numbered'], events: 2 },
  both: { arguments: ['both'], events: 2 },
  lock: { arguments: ['lock', FILE], events: 2 },
  locks: { arguments: ['locks', FILE], events: 2 },
  few: { arguments: ['keys', '100'], events: 1 },
  many: { arguments: ['keys', '60000'], events: 1 },
} satisfies Record<string, Loop>;
type LoopName = keyof typeof loops;

const attach = (object: string): readonly string[] => [join(folder, 'attach'), join(folder, object)];
const wmkload = (object: string): readonly string[] => [join(checkout, 'build/loader/wmkload'), join(folder, object)];
/** It wants debugfs, which is mounted for it alone. */
const bpftrace = (script: string): readonly string[] => ['unshare', '-m', 'sh', '-c',
  '[ -d /sys/kernel/debug/tracing/events ] || mount -t debugfs none /sys/kernel/debug; exec bpftrace -B line "$0"', join(sources, script)];

type Way = 'empty' | 'bare' | 'by hand' | 'wmkgen' | 'bpftrace';

interface Subject {
  readonly rule: string;
  readonly loops: readonly LoopName[];
  readonly ways: readonly Way[];
}

const EVERY: readonly Way[] = ['empty', 'bare', 'by hand', 'wmkgen', 'bpftrace'];
const subjects: readonly Subject[] = [
  { rule: 'nosyscallexit', loops: ['getppid', 'open'], ways: EVERY },
  { rule: 'numbered', loops: ['numbered', 'both'], ways: EVERY },
  { rule: 'locked', loops: ['lock', 'locks'], ways: EVERY },
  { rule: 'numbered', loops: ['few', 'many'], ways: ['wmkgen'] },
];
function monitorOf({ rule }: Subject, way: Way): Monitor {
  const command = {
    'empty': attach(`${rule}.empty.bpf.o`),
    'bare': attach(`${rule}.bare.bpf.o`),
    'by hand': attach(`${rule}.hand.bpf.o`),
    'wmkgen': wmkload(`${rule}.bpf.o`),
    'bpftrace': bpftrace(`${rule}.bt`),
  }[way];
  return { name: `${rule} ${way}`, command };
}

/** ns of one turn. */
function take(loop: LoopName): number {
  return Number(execFileSync(join(folder, 'load'), loops[loop].arguments, { encoding: 'utf8' }));
}

/** By loop, rule and way, what each round took beyond the same round's loop under nothing. */
type Samples = Map<string, number[]>;
const keyOf = (loop: LoopName, rule: string, way: Way): string => `${loop} ${rule} ${way}`;

async function round(samples: Samples): Promise<void> {
  const add = (key: string, value: number): void => void samples.set(key, [...samples.get(key) ?? [], value]);
  const alone = new Map([...new Set(subjects.flatMap((subject) => subject.loops))].map((loop) => [loop, take(loop)]));
  for (const [loop, ns] of alone) add(loop, ns);
  for (const subject of subjects) {
    for (const way of subject.ways) {
      await whileAttached(monitorOf(subject, way), () => {
        for (const loop of subject.loops) add(keyOf(loop, subject.rule, way), take(loop) - alone.get(loop)!);
      });
    }
  }
}

function quantile(values: readonly number[], at: number): number {
  return [...values].sort((a, b) => a - b)[Math.round((values.length - 1) * at)]!;
}

const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The median, and where the middle half of the rounds lies. */
function spread(values: readonly number[], digits: number): string {
  const [low, high] = [0.25, 0.75].map((at) => quantile(values, at).toFixed(digits));
  return `${median(values).toFixed(digits)} (${low}–${high})`;
}

/** One row of the table: what the loop takes under nothing, and what each way adds to an event. */
function row(samples: Samples, { rule }: Subject, loop: LoopName, title: string): readonly string[] {
  const { events } = loops[loop];
  const added = (way: Way): readonly number[] => samples.get(keyOf(loop, rule, way))!.map((ns) => ns / events);
  const ratio = (a: Way, b: Way, isMet: (value: number) => boolean): string => {
    const values = added(a).map((value, index) => value / added(b)[index]!);
    return beside(spread(values, 2), isMet(median(values)));
  };
  return [
    title, median(samples.get(loop)!).toFixed(0), ...EVERY.map((way) => spread(added(way), 0)),
    ratio('wmkgen', 'by hand', (value) => value <= OF_HAND), ratio('bpftrace', 'wmkgen', (value) => value >= OF_BPFTRACE),
  ];
}

const [OF_HAND, OF_BPFTRACE, OF_KEYS] = [1.25, 3, 2];
const HEAD = [
  'rule, loop', 'a turn alone', 'empty', 'by hand, bare', 'by hand', 'wmkgen', 'bpftrace',
  `wmkgen / by hand (target ${OF_HAND})`, `bpftrace / wmkgen (target ${OF_BPFTRACE})`,
];
const TITLES: Readonly<Record<LoopName, string>> = {
  getppid: 'getppid', open: 'open, close', numbered: 'one CPU', both: 'two CPUs at once', lock: 'one CPU', locks: 'two CPUs at once',
  few: '100 keys', many: '60,000 keys',
};

function table(samples: Samples): string {
  const rows = subjects.filter(({ ways }) => ways.length > 1)
    .flatMap((subject) => subject.loops.map((loop) => row(samples, subject, loop, `${subject.rule}, ${TITLES[loop]}`)));
  return printTable(HEAD, rows);
}

function ofKeys(samples: Samples): string {
  const added = (loop: LoopName): readonly number[] => samples.get(keyOf(loop, 'numbered', 'wmkgen'))!;
  const ratios = added('many').map((value, index) => value / added('few')[index]!);
  return `An event with 60,000 keys in the table adds ${beside(spread(ratios, 2), median(ratios) <= OF_KEYS)} times what one with 100 does (target ${OF_KEYS}).`;
}

function heading(nrRounds: number): string {
  return `\`make bench\`, ${new Date().toISOString().slice(0, 10)}, Linux ${release()}, ${cpus().length} CPUs (${cpus()[0]?.model ?? 'unknown'}): `
    + `ns added to an event, the median of ${nrRounds} rounds and the middle half of them.`;
}

async function measure(nrRounds: number): Promise<Samples> {
  const samples: Samples = new Map();
  writeFileSync(FILE, '');
  for (let index = 0; index < nrRounds; index++) await round(samples);
  return samples;
}

async function main(nrRounds: number): Promise<void> {
  if (process.getuid?.() !== 0) {
    console.log('what an event costs: not measured: only root may load programs');
    return;
  }
  await buildCost(checkout);
  const here = await measure(nrRounds);
  const text = [heading(nrRounds), '', table(here), '', ofKeys(here), '', await measureTogether(checkout)].join('\n');
  console.log(text);
  if (process.argv.includes('--write')) writeReadme(checkout, 'make bench', text);
}

const at = process.argv.indexOf('--rounds');
const nrRounds = at === -1 ? ROUNDS : Number(process.argv[at + 1]);
if (!Number.isInteger(nrRounds) || nrRounds < 1) {
  console.error('usage: cost.js [--rounds NUMBER] [--write]');
  process.exit(2);
}
try {
  await main(nrRounds);
} finally {
  rmSync(own, { recursive: true, force: true });
}
