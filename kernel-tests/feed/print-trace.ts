/** Takes events of a trace and returns the JSON lines that wmkload records and wmkgen replay reads. */

import type { EventKind } from '../../src/events/catalogue.js';
import { isInstance, type FieldValue, type Trace } from '../../src/oracle/trace.js';

export function printTrace(trace: Trace, kinds: ReadonlyMap<string, EventKind>): readonly string[] {
  return trace.map((event) => {
    if ('ends' in event) {
      const field = event.ends === 'thread' ? 'ThreadId' : 'ProcessId';
      return object([['end', quote(event.ends)], ...member(field, event.instance, 'instance')]);
    }
    const fields = kinds.get(event.kind)?.fields;
    const members = [...event.fields].flatMap(([name, value]) => member(name, value, fields?.get(name)?.type.kind ?? ''));
    return object([['event', quote(event.kind)], ...members]);
  });
}

type Member = readonly [string, string];

/** Numbers in full: they are exact beyond 2^53, too. */
function member(name: string, value: FieldValue, type: string): readonly Member[] {
  if (typeof value === 'bigint') return [[name, String(value)]];
  if (isInstance(value)) return [[name, String(value.number)], [`${name}.start`, String(value.start)]];
  return [[name, quote(type === 'address' ? printAddress(value) : Buffer.from(value).toString('utf8'))]];
}

function object(members: readonly Member[]): string {
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}

/** As inet_ntop(3) has it; IPv4 mapped into IPv6 is IPv4. */
export function printAddress(bytes: Uint8Array): string {
  const view = Buffer.from(bytes);
  const isMapped = view.subarray(0, 12).equals(Buffer.from('00000000000000000000ffff', 'hex'));
  if (isMapped) return [...view.subarray(12)].join('.');
  const groups = Array.from({ length: 8 }, (_, index) => view.readUInt16BE(2 * index).toString(16));
  const zeros = longestZeros(groups);
  if (zeros.length < 2) return groups.join(':');
  return `${groups.slice(0, zeros.from).join(':')}::${groups.slice(zeros.from + zeros.length).join(':')}`;
}

function longestZeros(groups: readonly string[]): { readonly from: number; readonly length: number } {
  let longest = { from: 0, length: 0 };
  for (let from = 0; from < groups.length; from++) {
    let length = 0;
    while (groups[from + length] === '0') length++;
    if (length > longest.length) longest = { from, length };
  }
  return longest;
}
