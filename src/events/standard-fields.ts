// The fields that kinds have without declaring them: in goes the subject of a kind, out come those it has.

import type { EventField, EventKind, FieldType } from './catalogue.js';

const u32: FieldType = { kind: 'integer', bits: 32, signed: false, cType: '__u32' };
const u64: FieldType = { kind: 'integer', bits: 64, signed: false, cType: '__u64' };

const all: readonly EventField[] = [
  standard('TimeStamp', u64, 'When the event was read: ns, CLOCK_MONOTONIC.'),
  standard('ProcessId', { kind: 'process' }, 'The process of the current task (tgid).'),
  standard('ThreadId', { kind: 'thread' }, 'The current thread (tid).'),
  standard('ParentId', { kind: 'process' }, 'The parent of the process.'),
  standard('StartTime', u64, 'When the process began: ns, CLOCK_MONOTONIC.'),
  standard('UserId', u32, 'The user of the thread.'),
  standard('GroupId', u32, 'The group of the thread.'),
  standard('Cpu', u32, 'The CPU that the event was read on.'),
  standard('Comm', { kind: 'string', bytes: 16 }, 'The name of the thread, at most 15 bytes.'),
  standard('CgroupId', u64, 'The control group of the process.'),
  standard('PidNamespace', u32, 'The pid namespace of the process, as /proc/PID/ns/pid numbers it.'),
  standard('NamespaceProcessId', u32, 'The number of the process in its pid namespace.'),
  standard('MountNamespace', u32, 'The mount namespace of the thread, as /proc/PID/ns/mnt numbers it; 0 behind its end.'),
];

const withoutTask: readonly string[] = ['TimeStamp', 'Cpu'];

/** A kind whose event is nobody's does not have those of a bystander. */
export function standardFields(subject: EventKind['subject']): readonly EventField[] {
  return subject === 'none' ? all.filter((field) => withoutTask.includes(field.name)) : all;
}

/** The standard field of this name, whether or not a kind has it. */
export function standardField(name: string): EventField | null {
  return all.find((field) => field.name === name) ?? null;
}

function standard(name: string, type: FieldType, doc: string): EventField {
  return { name, type, doc, read: 'standard' };
}
