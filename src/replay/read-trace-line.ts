// A line of a trace: in goes its text, out comes what it tells, with the values that the plan reads of an event in the
// layout of its kind.

import type { ContextFunction } from '../check/expression.js';
import type { FieldType } from '../events/catalogue.js';
import type { KindPlan, Plan } from '../plan/plan.js';
import { contextOf } from './columns.js';
import type { ContextValues, EventLayout } from './event.js';
import { parseExactly } from './exact-json.js';
import { BadValue, called, cutString, Inexact, readerOf, type ReadValue } from './read-value.js';
import { toTime } from './wall-time.js';
import type { Integer, Value } from './value.js';

export type TraceLine =
  /** `values` are overwritten by the next event of the kind. */
  | { readonly is: 'event'; readonly kind: number; readonly values: readonly Value[]; readonly context: ContextValues }
  /** `start` is 0 where it is not said: of all of that number. */
  | { readonly is: 'end'; readonly of: 'thread' | 'process'; readonly number: Value; readonly start: Value }
  /** Events that the recorder lost here. */
  | { readonly is: 'gap'; readonly count: Integer; readonly cause: string }
  /** The first line of a recording: when the monotonic clock was zero, in ns since 1970. */
  | { readonly is: 'header'; readonly boot: bigint }
  /** The last line of a recording: until when it went. */
  | { readonly is: 'until'; readonly time: Integer }
  /** An event of a kind that no rule reads; null: it does not say when it was. */
  | { readonly is: 'unread'; readonly time: Integer | null }
  | { readonly is: 'bad'; readonly reason: string };

type Line = Readonly<Record<string, unknown>>;

export function traceLineReader(plan: Plan, layouts: readonly EventLayout[]): (text: string) => TraceLine {
  const events = new Map(plan.kinds.map((kind, index) => [kind.kind.name, eventReader(kind, layouts[index]!, plan)]));

  function readLine(line: unknown): TraceLine {
    if (typeof line !== 'object' || line === null || Array.isArray(line)) {
      return { is: 'bad', reason: `it is ${called(line)}, expected a JSON object` };
    }
    const of = line as Line;
    if (of['event'] !== undefined) {
      if (typeof of['event'] !== 'string') {
        return { is: 'bad', reason: `'event' is ${called(of['event'])}, expected the name of a kind` };
      }
      const read = events.get(of['event']);
      return read === undefined ? readUnread(of) : read(of);
    }
    return of['end'] !== undefined ? readEnd(of) : of['gap'] !== undefined ? readGap(of)
      : of['trace'] !== undefined ? readHeader(of)
      : of['until'] !== undefined ? { is: 'until', time: readNamed('until', of['until'], readTime) as Integer } : { is: 'bad', reason: `it has none of 'event', 'end' and 'gap'` };
  }

  return (text) => {
    try {
      return readLine(JSON.parse(text));
    } catch (error) {
      if (!(error instanceof Inexact)) {
        return complaint(error);
      }
    }
    try {
      return readLine(parseExactly(text));
    } catch (error) {
      return complaint(error);
    }
  };
}

/** Whatever else it says is of no matter. */
function readUnread(line: Line): TraceLine {
  try {
    return { is: 'unread', time: readTime(line['TimeStamp']) as Integer };
  } catch (error) {
    if (error instanceof BadValue) {
      return { is: 'unread', time: null };
    }
    throw error;
  }
}

function complaint(error: unknown): TraceLine {
  if (error instanceof SyntaxError) {
    return { is: 'bad', reason: 'it is not JSON' };
  }
  if (error instanceof BadValue || error instanceof Inexact) {
    return { is: 'bad', reason: error instanceof BadValue ? error.message : 'a number is no integer of 64 bits' };
  }
  throw error;
}

function eventReader(kind: KindPlan, layout: EventLayout, plan: Plan): (line: Line) => TraceLine {
  const event = { is: 'event' as const, kind: kind.index, values: new Array<Value>(layout.size).fill(''), context: noContext };
  const { values } = event;
  const fields = layout.fields.map(({ name, type, read }) => ({
    name, read: readerOf(type), fallback: read === 'standard' ? fallbackOf(name, kind) : null,
  }));
  const strings = layout.fields.flatMap(({ name, type }, at) => (type.kind === 'string' ? [{ name, at, bytes: type.bytes }] : []));
  const starts = [...layout.startAt].map(([name, at]) => ({ name: `${name}.start`, at }));
  const context = contextReader(kind, plan);
  return (line) => {
    for (let i = 0; i < fields.length; i++) {
      const { name, read, fallback } = fields[i]!;
      const value = line[name];
      values[i] = readNamed(name, value === undefined && fallback !== null ? fallback(line) : value, read);
    }
    for (let i = 0; i < starts.length; i++) {
      const { name, at } = starts[i]!;
      const value = line[name];
      values[at] = value === undefined ? 0 : readNamed(name, value, readTime);
    }
    if (line['hex'] !== undefined) {
      for (const { name, at, bytes } of strings) {
        values[at] = bytesOf(line, name, bytes) ?? values[at]!;
      }
    }
    event.context = context(line);
    return event;
  };
}

function readNamed(name: string, value: unknown, read: ReadValue): Value {
  try {
    return read(value);
  } catch (error) {
    throw error instanceof BadValue ? new BadValue(`'${name}' ${error.message}`) : error;
  }
}

/** Of a string that is not UTF-8 all bytes, in hexadecimal; null: it is as it stands. */
function bytesOf(line: Line, name: string, bytes: number): string | null {
  const hex = memberOf(line['hex'], name);
  if (hex === undefined) {
    return null;
  }
  if (typeof hex !== 'string' || !/^(?:[0-9a-f]{2})*$/i.test(hex)) {
    throw new BadValue(`'hex' of '${name}' is ${called(hex)}, expected pairs of hexadecimal digits`);
  }
  return cutString(Buffer.from(hex, 'hex').toString('latin1'), bytes);
}

const noContext: ContextValues = {};

const u32: FieldType = { kind: 'integer', bits: 32, signed: false, cType: '__u32' };
const u64: FieldType = { kind: 'integer', bits: 64, signed: false, cType: '__u64' };

const readTime = readerOf(u64);
const readNumber = readerOf(u32);

const contextTypes: Readonly<Partial<Record<ContextFunction, FieldType>>> = {
  pid: u32, tid: u32, ppid: u32, uid: u32, gid: u32, cpu: u32, cgroup: u64, now: u64,
  comm: { kind: 'string', bytes: 16 }, exe: { kind: 'string', bytes: 256 },
};

/** The standard fields that are of the current task, and what the context calls them. */
const contextNames: Readonly<Partial<Record<string, ContextFunction>>> = {
  ProcessId: 'pid', ThreadId: 'tid', ParentId: 'ppid', UserId: 'uid', GroupId: 'gid', Cpu: 'cpu', Comm: 'comm', CgroupId: 'cgroup',
};

/** Where else a trace has a standard field. */
function fallbackOf(name: string, { kind }: KindPlan): ((line: Line) => unknown) | null {
  if (name === 'StartTime' && kind.fields.get('ProcessId')?.read === 'standard') {
    return (line) => line['ProcessId.start'];
  }
  const context = contextNames[name];
  return context === undefined ? null : (line) => contextAt(line, context);
}

function contextAt(line: Line, name: ContextFunction): unknown {
  return memberOf(line['context'], name);
}

function memberOf(object: unknown, name: string): unknown {
  return typeof object === 'object' && object !== null ? (object as Line)[name] : undefined;
}

/** What columns ask of the context: as the line says it, else from the standard field that is the same. */
function contextReader(kind: KindPlan, plan: Plan): (line: Line) => ContextValues {
  const wanted = new Set(kind.rules.flatMap((rule) => [...contextOf(plan.rules[rule]!)]));
  const readers = [...wanted].flatMap((name) => {
    const type = contextTypes[name];
    const field = Object.keys(contextNames).find((one) =>
      contextNames[one] === name && kind.kind.fields.get(one)?.read === 'standard') ?? (name === 'now' ? 'TimeStamp' : null);
    return type === undefined ? [] : [{ name, read: readerOf(type), field }];
  });
  return readers.length === 0 ? () => noContext : (line) => {
    const values: Partial<Record<ContextFunction, Value>> = {};
    for (const { name, read, field } of readers) {
      const value = contextAt(line, name) ?? (field === null ? undefined : line[field]);
      if (value !== undefined) {
        values[name] = readNamed(name, value, read);
      }
    }
    if (line['hex'] !== undefined && values.comm !== undefined) {
      values.comm = bytesOf(line, 'context.comm', 16) ?? bytesOf(line, 'Comm', 16) ?? values.comm;
    }
    return values;
  };
}

function readEnd(line: Line): TraceLine {
  const of = line['end'];
  if (of !== 'thread' && of !== 'process') {
    return { is: 'bad', reason: `'end' is ${called(of)}, expected "thread" or "process"` };
  }
  const name = of === 'thread' ? 'ThreadId' : 'ProcessId';
  const start = line[`${name}.start`];
  return {
    is: 'end', of, number: readNamed(name, line[name], readNumber),
    start: start === undefined ? 0 : readNamed(`${name}.start`, start, readTime),
  };
}

function readGap(line: Line): TraceLine {
  const cause = line['cause'];
  return {
    is: 'gap', count: readNamed('gap', line['gap'], readTime) as Integer, cause: typeof cause === 'string' ? cause : 'unknown cause',
  };
}

function readHeader(line: Line): TraceLine {
  const boot = typeof line['boot'] === 'string' ? toTime(line['boot']) : null;
  return line['trace'] !== 1
    ? { is: 'bad', reason: `'trace' is ${called(line['trace'])}, expected 1: a format of another version` }
    : boot === null ? { is: 'bad', reason: `'boot' is ${called(line['boot'])}, expected a time as in RFC 3339` }
    : { is: 'header', boot };
}
