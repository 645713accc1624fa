// A trace as JSON lines, as `wmkload --record` writes and `wmkgen replay` reads them: in goes a trace of the reference
// matcher, out come its lines.

import { printAddress } from '../../syntax/address.js';
import type { EventKind, FieldType } from '../../events/catalogue.js';
import { isInstance, type FieldValue, type Trace, type TraceEnd, type TraceEvent } from '../trace.js';

/** `kinds` say which bytes are a string and which an address. */
export function traceLines(trace: Trace, kinds: ReadonlyMap<string, EventKind>): readonly string[] {
  return trace.map((one) => {
    if ('writes' in one) {
      throw new Error('a trace as JSON lines cannot say what VARs and TABLEs hold');
    }
    if ('until' in one) {
      return printMembers([['until', `${one.until}`]]);
    }
    return printMembers('ends' in one ? endMembers(one) : eventMembers(one, kinds.get(one.kind)!));
  });
}

/** Names and what they are, already as JSON: numbers are exact, also beyond 2^53. */
type Members = readonly (readonly [string, string])[];

function endMembers({ ends, instance }: TraceEnd): Members {
  return [['end', JSON.stringify(ends)], ...fieldMembers(ends === 'thread' ? 'ThreadId' : 'ProcessId', instance, undefined)];
}

function eventMembers({ kind, fields, context }: TraceEvent, { fields: declared }: EventKind): Members {
  return [
    ['event', JSON.stringify(kind)],
    ...[...fields].flatMap(([name, value]) => fieldMembers(name, value, declared.get(name)?.type.kind)),
    ['context', printMembers(Object.entries(context).flatMap(([name, value]) => fieldMembers(name, value, 'string')))],
  ];
}

function fieldMembers(name: string, value: FieldValue, type: FieldType['kind'] | undefined): Members {
  if (isInstance(value)) {
    return [[name, `${value.number}`], [`${name}.start`, `${value.start}`]];
  }
  return [[name, typeof value === 'bigint' ? `${value}`
    : JSON.stringify(type === 'address' ? printAddress(value, 128) : Buffer.from(value).toString())]];
}

function printMembers(members: Members): string {
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
}
