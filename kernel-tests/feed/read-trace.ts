/**
 * Takes JSON lines of a trace and the kinds of a catalogue and returns the events as the reference matcher takes them.
 *
 * What a line does not mention is 0 or empty; a line without TimeStamp is 1 ns later than the one before.
 */

import type { EventField, EventKind } from '../../src/events/catalogue.js';
import type { FieldValue, Instance, Trace, TraceEvent } from '../../src/oracle/trace.js';
import { readAddress, toIpv6 } from '../../src/syntax/address.js';
import { parseExactly, type Json, type JsonObject } from './parse-exactly.js';

export class BadTrace extends Error {}

/** What the recorder says of the current task, by the standard field that is the same. */
const CONTEXT: Readonly<Record<string, string>> = {
  ProcessId: 'pid', ThreadId: 'tid', ParentId: 'ppid', UserId: 'uid', GroupId: 'gid', Cpu: 'cpu', Comm: 'comm', CgroupId: 'cgroup',
};

export function readTrace(lines: readonly string[], kinds: ReadonlyMap<string, EventKind>): Trace {
  let time = 0n;
  return lines.flatMap((text, index): Trace => {
    const fail = (what: string): never => {
      throw new BadTrace(`line ${index + 1}: ${what}: ${text}`);
    };
    const line = parseExactly(text);
    if (line === null || !isObject(line)) return fail('no object');
    if (line['end'] === 'thread' || line['end'] === 'process') {
      const name = line['end'] === 'thread' ? 'ThreadId' : 'ProcessId';
      return [{ ends: line['end'], instance: instanceOf(line, name) }];
    }
    if (line['until'] !== undefined) return [{ until: integerOf(line['until']) }];
    if (line['event'] === undefined) return [];
    const kind = kinds.get(String(line['event']));
    if (kind === undefined) return fail('an unknown kind');
    const unknown = Object.keys(line).find((name) => !isKnown(name, kind));
    if (unknown !== undefined) return fail(`the kind has no '${unknown}'`);
    time = line['TimeStamp'] === undefined ? time + 1n : integerOf(line['TimeStamp']);
    return [readEvent(line, kind, time)];
  });
}

function isKnown(name: string, kind: EventKind): boolean {
  return ['event', 'context', 'hex'].includes(name) || kind.fields.has(name.replace(/\.start$/, ''));
}

function readEvent(line: JsonObject, kind: EventKind, time: bigint): TraceEvent {
  const context = isObject(line['context']) ? line['context'] : {};
  const fields = [...kind.fields.values()].map((field) => {
    const own = line[field.name] ?? (field.name === 'StartTime' ? line['ProcessId.start'] : context[CONTEXT[field.name] ?? '']);
    return [field.name, field.name === 'TimeStamp' ? time : valueOf(field, own, line)] as const;
  });
  return { kind: kind.name, fields: new Map(fields), context: readContext(context) };
}

function valueOf({ name, type }: EventField, value: Json | undefined, line: JsonObject): FieldValue {
  switch (type.kind) {
    case 'integer': {
      const number = integerOf(value ?? 0n);
      return type.signed ? BigInt.asIntN(type.bits, number) : BigInt.asUintN(type.bits, number);
    }
    case 'process':
    case 'thread':
      return instanceOf({ [name]: value ?? 0n, [`${name}.start`]: line[`${name}.start`] ?? 0n }, name);
    case 'string': {
      const hex = isObject(line['hex']) ? line['hex'][name] : undefined;
      const bytes = typeof hex === 'string' ? Buffer.from(hex, 'hex') : Buffer.from(String(value ?? ''));
      return bytes.subarray(0, type.bytes - 1);
    }
    case 'address':
      return value === undefined ? new Uint8Array(16) : addressOf(String(value));
  }
}

function addressOf(text: string): Uint8Array {
  const address = readAddress(text);
  if (address === null) throw new BadTrace(`'${text}' is no address`);
  return toIpv6(address).bytes;
}

function instanceOf(line: JsonObject, name: string): Instance {
  return { number: integerOf(line[name] ?? 0n), start: integerOf(line[`${name}.start`] ?? 0n) };
}

function readContext(context: JsonObject): TraceEvent['context'] {
  return Object.fromEntries(
    Object.entries(context).map(([name, value]) => [name, typeof value === 'bigint' ? value : Buffer.from(String(value))]),
  );
}

function integerOf(value: Json): bigint {
  if (typeof value !== 'bigint') throw new BadTrace(`${String(value)} is no integer`);
  return value;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
