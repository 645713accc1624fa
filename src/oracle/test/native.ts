// Generated code as a program of the host: in go a plan and traces, out come the records and counters of each trace.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allStatements } from '../../check/statement-parts.js';
import type { Plan, TablePlan } from '../../plan/plan.js';
import { folders, generate } from './compile-rules.js';
import { RULE_COUNTERS } from './rule-counters.js';

/** Or what DO told before a match. */
export interface NativeMatch {
  readonly is: 'match' | 'log' | 'emit';
  readonly rule: number;
  readonly time: bigint;
  /** As host.c prints them: a number, 'x' and hexadecimal bytes, or 'null'. */
  readonly values: readonly string[];
}

const counters = [...RULE_COUNTERS, 'alive'] as const;

export type NativeCounters = Readonly<Record<(typeof counters)[number], number>>;

export interface NativeTrace {
  readonly matches: readonly NativeMatch[];
  /** By rule. */
  readonly counters: readonly NativeCounters[];
  /** What no generated code may do. */
  readonly complaints: readonly string[];
}

/** The generated code does not compile, or does not end well. */
export class NativeFailure extends Error {}

/** `traces` are lines of host.c's input, without the T of each. */
export function runNative(plan: Plan, traces: readonly (readonly string[])[], sanitize: boolean): readonly NativeTrace[] {
  const folder = mkdtempSync(join(tmpdir(), 'wmk-native-'));
  try {
    const program = buildNative(plan, folder, ['-O0', ...(sanitize ? sanitizers : [])]);
    const input = traces.map((lines) => ['T', ...lines].join('\n')).join('\n');
    const ran = spawnSync(program, { input, encoding: 'utf8', maxBuffer: 1 << 30 });
    if (ran.status !== 0) {
      throw new NativeFailure(`the generated code fails with ${ran.signal ?? ran.status}:\n${ran.stderr.slice(0, 4000)}`);
    }
    return readOutput(ran.stdout, plan.rules.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const sanitizers = ['-fsanitize=address,undefined', '-fno-sanitize=alignment', '-fno-sanitize-recover=all'] as const;

/** The program's path; `flags` for the compiler. */
export function buildNative(plan: Plan, folder: string, flags: readonly string[]): string {
  const [source, glue, program] = ['monitor.bpf.c', 'glue.h', 'monitor'].map((name) => join(folder, name)) as [string, string, string];
  const text = generate(plan);
  writeFileSync(source, text);
  writeFileSync(glue, printGlue(plan, text));
  const compiled = spawnSync(process.env['CC'] ?? 'cc', [
    '-w', '-g', '-std=gnu11', '-DWMK_CPUS=4', `-DGLUE="${glue}"`, ...flags,
    ...[folders.native, folders.runtime, folders.rules].flatMap((path) => ['-I', path]),
    `${folders.native}/host.c`, '-o', program,
  ], { encoding: 'utf8' });
  if (compiled.status !== 0) {
    throw new NativeFailure(`the generated code does not compile:\n${compiled.stderr.slice(0, 4000)}`);
  }
  return program;
}

/** Which programs and tables there are, for host.c. */
function printGlue(plan: Plan, text: string): string {
  const at = (section: string): string => plan.programs.filter((program) => program.section === section)
    .map(({ identifier }) => identifier.replace(/^wmk_/, 'at_')).join(', ');
  const programs = plan.kinds.map(({ kind }) => `\t[${kind.name.slice(1)}] = { ${at(kind.attach.bpf[0]!.section)} },`);
  const ends = endSections.flatMap((section, index) => at(section) === '' ? [] : [`\t[${index}] = { ${at(section)} },`]);
  const notes = plan.rules.flatMap(({ reaction }) => allStatements(reaction)).filter(({ kind }) => kind === 'log' || kind === 'emit');
  const nrColumns = plan.rules.reduce((sum, rule) => sum + rule.columns.length, notes.length);
  return [
    '#include "monitor.bpf.c"',
    `static int (*const host_kinds[16][${plan.programs.length + 1}])(__u64 *) = {`, ...programs, '};',
    `static int (*const host_ends[16][${plan.programs.length + 1}])(__u64 *) = {`, ...ends, '};',
    ...printWrites(plan),
    `#define HOST_NR_COLUMNS ${nrColumns}`,
    `#define HOST_NR_NOTES ${notes.length}`,
    ...(text.includes('} wmk_scratch SEC') ? ['#define HOST_SCRATCH'] : []),
    ...plan.tables.map((table) => printCount(table, plan)),
    ...printTimers(plan),
    `#define HOST_COUNT ${plan.tables.map((table) => `${countName(table)}_KEYS`).join(' ')}`,
    '',
  ].join('\n');
}

/** VARs, and TABLEs whose key is one number; a first VAR that nobody names keeps C's list from being empty. */
function printWrites({ variables, maps }: Plan): readonly string[] {
  return [
    'static const struct { const char *name; volatile __s64 *at; __s64 initial; } host_variables[] = {',
    '\t{ "", &(volatile __s64){ 0 }, 0 },',
    ...variables.map(({ name, initial }) => `\t{ "${name}", &wmk_vars[${name.toUpperCase()}_VAR], ${initial} },`),
    '};',
    'static void host_write_table(const char *name, __s64 key, __s64 value)',
    '{',
    ...maps.filter(({ keys: [first, ...others] }) => first?.kind === 'integer' && others.length === 0).flatMap(({ name }) => [
      `\tif (!strcmp(name, "${name}"))`,
      `\t\thost_put(&${name}, &(struct ${name}_key){ .part_0 = key }, sizeof(struct ${name}_key), value);`,
    ]),
    '}',
  ];
}

/** Where keys end, in the order in which a line X of host.c's input names them. */
export const endSections = ['tp_btf/sched_process_exit', 'tp_btf/sched_process_exec', 'tp_btf/sched_process_free'] as const;

function printCount(table: TablePlan, plan: Plan): string {
  const name = countName(table);
  const rules = table.rules.map((index) => plan.rules[index]!).flatMap(({ name: of, index, storage, absent }) => [
    storage.form === 'pool' ? `COUNT_POOL(runs, ${of}, ${index})`
      : `COUNT_SLOTS(runs, ${of}, NR_${of.toUpperCase()}_SLOTS, ${index})`,
    ...(absent === null ? [] : [`COUNT_MEMORY(runs, ${of})`]),
  ]);
  const keys = table.storage === 'buckets'
    ? `COUNT_BUCKETS(${table.identifier}, ${table.nrBuckets}, ${name})`
    : `COUNT_TASKS(${table.identifier}, ${name})`;
  return `#define ${name}(runs) ${rules.join(' ')}\n#define ${name}_KEYS ${keys}`;
}

function printTimers({ tables, rules }: Plan): readonly string[] {
  const timed = tables.filter((table) => table.rules.some((rule) => rules[rule]!.pending !== null));
  return [
    `#define HOST_TIMERS ${timed.map(({ identifier, nrBuckets }) => `COME(${identifier}, ${nrBuckets})`).join(' ')}`,
    `#define HOST_MAKE_TIMERS ${timed.map(({ identifier }) => `${identifier}_make_timers(context);`).join(' ')}`,
  ];
}

function countName(table: TablePlan): string {
  return `COUNT_${table.identifier}`;
}

const told: Readonly<Record<string, NativeMatch['is']>> = { M: 'match', L: 'log', E: 'emit' };

function readOutput(output: string, nrRules: number): readonly NativeTrace[] {
  return output.split('\n.\n').slice(0, -1).map((part) => {
    const lines = part.split('\n').filter((line) => line !== '').map((line) => line.split(' '));
    const of = (letter: string): readonly (readonly string[])[] =>
      lines.filter(([first]) => first === letter).map(([, ...rest]) => rest);
    const traceCounters = of('S').map(([, ...numbers]) =>
      Object.fromEntries(counters.map((name, index) => [name, Number(numbers[index])])) as NativeCounters);
    if (traceCounters.length !== nrRules) {
      throw new Error(`the host program printed counters of ${traceCounters.length} rules, expected ${nrRules}`);
    }
    return {
      matches: lines.flatMap(([letter, rule, time, , ...values]) => {
        const is = told[letter!];
        return is === undefined ? [] : [{ is, rule: Number(rule), time: BigInt(time!), values }];
      }),
      counters: traceCounters,
      complaints: of('!').map((words) => words.join(' ')),
    };
  });
}
