// An event as it is fed to both sides: in go a few numbers and a text, out come lines for the host program and events
// of a trace for the reference matcher, with each field in the type that its kind gives it.

import type { EventField, EventKind } from '../../events/catalogue.js';
import type { CheckedProgram } from '../../check/rule.js';
import type { FieldValue, Instance, TraceEnd, TraceEvent, TraceWrite } from '../trace.js';

export interface Fed {
  /** k0, k1 ... of kinds.h, that the task ends, or that somebody writes what rules read. */
  readonly kind: number;
  readonly task: number;
  readonly time: bigint;
  readonly a: bigint;
  readonly b: bigint;
  readonly c: bigint;
  readonly d: bigint;
  readonly p: number;
  readonly q: number;
  readonly address: number;
  readonly s: string;
}

/** The kind of a task's end. */
export const endOfTask = 5;

/** The kinds of writes: `a` into one of the VARs that print-rule.ts names, by `c`; `b` into its TABLE, under the key `a`. */
export const [writesVariable, writesTable] = [6, 7];

/** Of the places where keys end, in host.c's order. */
const [threadExit, processFree] = [0, 2];

/** With a process end its threads, the leader last. */
function threadsThatEnd(task: number): readonly number[] {
  return [...tasks.keys()].filter((one) => tasks[one]![3] === task && one !== task).concat(task);
}

function isLeader(task: number): boolean {
  return tasks[task]![3] === task;
}

export function lineOf(fed: Fed): string {
  if (fed.kind === endOfTask) {
    return [
      ...threadsThatEnd(fed.task).map((task) => `X ${threadExit} ${task}`),
      ...(isLeader(fed.task) ? [`X ${processFree} ${fed.task}`] : []),
    ].join('\n');
  }
  if (fed.kind === writesVariable) {
    return `V ${variableOf(fed)} ${fed.a}`;
  }
  if (fed.kind === writesTable) {
    return `H t0 ${fed.a} ${fed.b}`;
  }
  const { kind, task, time, a, b, c, d, p, q, address, s } = fed;
  return `E ${[kind, task, time, a, b, c, d, p, q, address, s === '' ? '-' : s].join(' ')}`;
}

function variableOf({ c }: Fed): string {
  return c % 2n === 0n ? 'v0' : 'v1';
}

/** Nothing where the program has no such VAR or TABLE, or the event writes nothing. */
export function writesOf(fed: Fed, { variables, tables }: Pick<CheckedProgram, 'variables' | 'tables'>): readonly TraceWrite[] {
  switch (fed.kind) {
    case writesVariable:
      return variables.filter(({ name }) => name === variableOf(fed))
        .map(({ index }) => ({ writes: 'variable', index, value: fed.a }));
    case writesTable:
      return tables.filter(({ name }) => name === 't0')
        .map(({ index }) => ({ writes: 'table', index, keys: [fed.a], value: fed.b }));
    default:
      return [];
  }
}

/** The tasks of host.c: pid, tgid, start, leader, parent. */
const tasks = [
  [10, 10, 100, 0, 2], [11, 10, 150, 0, 2], [20, 20, 200, 2, 0],
  [10, 10, 300, 3, 5], [10, 20, 400, 2, 0], [20, 20, 500, 5, 3],
] as const;

export const nrTasks = tasks.length;

function thread(task: number): Instance {
  const [pid, , start] = tasks[task]!;
  return { number: BigInt(pid), start: BigInt(start) };
}

function process(task: number): Instance {
  const [, tgid, , leader] = tasks[task]!;
  return { number: BigInt(tgid), start: BigInt(tasks[leader]![2]) };
}

/** None where the kind does not happen, or is that of a write. */
export function eventsOf(fed: Fed, kinds: ReadonlyMap<string, EventKind>): readonly (TraceEvent | TraceEnd)[] {
  if (fed.kind === endOfTask) {
    return [
      ...threadsThatEnd(fed.task).map((task) => ({ ends: 'thread', instance: thread(task) }) as const),
      ...(isLeader(fed.task) ? [{ ends: 'process', instance: process(fed.task) } as const] : []),
    ];
  }
  if (fed.kind === writesVariable || fed.kind === writesTable) {
    return [];
  }
  const kind = kinds.get(`k${fed.kind}`)!;
  if (fed.kind === 4 && fed.a === 3n) {
    return []; // WMK_BPF_WHEN
  }
  return [{
    kind: kind.name,
    fields: new Map([...kind.fields.values()].map((field) => [field.name, valueOf(field, fed)])),
    context: {
      pid: process(fed.task).number,
      tid: thread(fed.task).number,
      uid: process(fed.task).number / 10n,
      gid: 2000n,
      cpu: 3n,
      now: fed.time,
      cgroup: 1n << 40n,
      comm: Buffer.from(`task${fed.task}`),
    },
  }];
}

function valueOf(field: EventField, fed: Fed): FieldValue {
  const { type } = field;
  const raw = rawOf(field.name, fed);
  switch (type.kind) {
    case 'integer': {
      const number = typeof raw === 'bigint' ? raw : typeof raw === 'number' ? process(raw).number : 0n;
      return type.signed ? BigInt.asIntN(type.bits, number) : BigInt.asUintN(type.bits, number);
    }
    case 'process': return process(Number(raw));
    case 'thread': return thread(Number(raw));
    case 'string': return Buffer.from(String(raw)).subarray(0, type.bytes - 1);
    case 'address': return addressOf(fed.address);
  }
}

/** :: and ::1, then 10.0.0.2 and so on, which are mapped into IPv6. */
function addressOf(number: number): Uint8Array {
  const [mark, network] = number < 2 ? [0, 0] : [0xff, 10];
  return Uint8Array.from([...new Array<number>(10).fill(0), mark, mark, network, 0, 0, number]);
}

/** Of processes and threads the task. */
function rawOf(name: string, fed: Fed): bigint | string | number {
  switch (name) {
    case 'A': return fed.a;
    case 'B': return fed.b;
    case 'C': return fed.c;
    case 'D': return fed.d;
    case 'P': return fed.p;
    case 'Q': return fed.q;
    case 'S': return fed.s;
    case 'N': return 0n;
    case 'TimeStamp': return fed.time;
    case 'ProcessId': return fed.kind === 4 ? fed.p : fed.task;
    case 'ThreadId': return fed.task;
    case 'ParentId': return tasks[fed.task]![4];
    case 'StartTime': return process(fed.task).start;
    case 'UserId': return process(fed.task).number / 10n;
    case 'Cpu': return 3n;
    case 'Comm': return `task${fed.task}`;
    case 'CgroupId': return 1n << 40n;
    case 'GroupId': return 2000n;
    // On the host there is nothing to read them of.
    case 'PidNamespace':
    case 'NamespaceProcessId':
    case 'MountNamespace': return 0n;
    default: throw new Error(`no event has a field '${name}'`);
  }
}
