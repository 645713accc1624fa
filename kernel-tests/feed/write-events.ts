/**
 * Takes what happens in a trace, and the program that says what it means, and returns it as struct fed_event of fed.h, one
 * behind the other.
 */

import type { CheckedProgram } from '../../src/check/rule.js';
import type { EventField, EventKind } from '../../src/events/catalogue.js';
import { isInstance, type FieldValue, type TraceEvent, type TraceWrite } from '../../src/oracle/trace.js';

export const EVENT_BYTES = 256;
/** Of a trace, as in fed.h. */
export const MOST_EVENTS = 4096;

type Slot =
  | { readonly at: number; readonly holds: 'u32' | 'u64' | 'instance' }
  | { readonly at: number; readonly holds: 'bytes'; readonly bytes: number };

/** By the name of the member. */
export const SLOTS: Readonly<Record<string, Slot>> = {
  time: { at: 0, holds: 'u64' },
  cpu: { at: 12, holds: 'u32' },
  process: { at: 16, holds: 'instance' },
  thread: { at: 32, holds: 'instance' },
  parent: { at: 48, holds: 'instance' },
  p: { at: 64, holds: 'instance' },
  q: { at: 80, holds: 'instance' },
  a: { at: 96, holds: 'u64' },
  b: { at: 104, holds: 'u64' },
  c: { at: 112, holds: 'u64' },
  d: { at: 120, holds: 'u64' },
  cgroup: { at: 128, holds: 'u64' },
  user: { at: 136, holds: 'u32' },
  comm: { at: 144, holds: 'bytes', bytes: 16 },
  n: { at: 160, holds: 'bytes', bytes: 16 },
  s: { at: 176, holds: 'bytes', bytes: 80 },
};
const KIND_AT = 8;
const WRITES_VAR = 0x100;
const WRITES_TABLE = 0x101;

export type Happening = TraceEvent | TraceWrite;

const SECTION = /^fentry\/wmk_feed_(\d+)$/;
const MEMBER = /\bfed\(at\)->(\w+)/;

export function writeEvents(
  trace: readonly Happening[],
  program: Pick<CheckedProgram, 'catalogue' | 'variables' | 'tables'>,
): Buffer {
  const bytes = Buffer.alloc(trace.length * EVENT_BYTES);
  for (const [index, one] of trace.entries()) {
    const to = bytes.subarray(index * EVENT_BYTES, (index + 1) * EVENT_BYTES);
    if ('writes' in one) putWrite(to, one, program);
    else putEvent(to, one, program.catalogue.kinds);
  }
  return bytes;
}

function putEvent(to: Buffer, event: TraceEvent, kinds: ReadonlyMap<string, EventKind>): void {
  const kind = kinds.get(event.kind);
  if (kind === undefined) throw new Error(`there is no kind '${event.kind}'`);
  to.writeUInt32LE(functionOf(kind), KIND_AT);
  for (const field of kind.fields.values()) {
    const value = event.fields.get(field.name);
    const slot = slotOf(field);
    if (value !== undefined && slot !== undefined) put(to, slot, value);
  }
}

function putWrite(to: Buffer, write: TraceWrite, program: Pick<CheckedProgram, 'variables' | 'tables'>): void {
  const isVariable = write.writes === 'variable';
  const among: readonly { readonly index: number; readonly name: string }[] = isVariable ? program.variables : program.tables;
  const [key] = isVariable ? [0n] : write.keys;
  to.writeUInt32LE(isVariable ? WRITES_VAR : WRITES_TABLE, KIND_AT);
  to.write(among.find(({ index }) => index === write.index)?.name ?? '', SLOTS['s']?.at ?? 0);
  putMember(to, 'a', typeof key === 'bigint' ? key : 0n);
  putMember(to, 'b', write.value);
}

function putMember(to: Buffer, member: string, value: FieldValue): void {
  const slot = SLOTS[member];
  if (slot !== undefined) put(to, slot, value);
}

/** Which function of the stub raises the kind. */
function functionOf(kind: EventKind): number {
  const number = SECTION.exec(kind.attach.bpf[0]?.section ?? '')?.[1];
  if (number === undefined) throw new Error(`kind '${kind.name}' cannot be fed: it is not raised by the stub`);
  return Number(number);
}

/** Undefined where the field is not of the event: no catalogue of fed kinds has one. */
function slotOf({ name, read }: EventField): Slot | undefined {
  if (read === 'standard') return undefined;
  const { bpf } = read;
  const member = MEMBER.exec(bpf.how === 'fill' ? bpf.arguments.join(' ') : bpf.expression)?.[1] ?? '';
  const slot = SLOTS[member];
  if (slot === undefined) throw new Error(`field '${name}' is not read from what is fed`);
  return slot;
}

function put(event: Buffer, slot: Slot, value: FieldValue): void {
  const number = typeof value === 'bigint' ? value : 'start' in value ? value.number : 0n;
  switch (slot.holds) {
    case 'u64':
      event.writeBigUInt64LE(BigInt.asUintN(64, number), slot.at);
      return;
    case 'u32':
      event.writeUInt32LE(Number(BigInt.asUintN(32, number)), slot.at);
      return;
    case 'instance':
      event.writeUInt32LE(Number(BigInt.asUintN(32, number)), slot.at);
      if (isInstance(value)) event.writeBigUInt64LE(value.start, slot.at + 8);
      return;
    case 'bytes':
      if (value instanceof Uint8Array) event.set(value.subarray(0, slot.bytes), slot.at);
  }
}
