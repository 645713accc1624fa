// What is read of the execution context: in goes a context function, out come its type and how it is read.

import type { ContextFunction } from '../../check/expression.js';
import type { FieldType } from '../../events/catalogue.js';
import type { Words } from './words.js';

const unsigned64 = { kind: 'integer', bits: 64, signed: false, cType: '__u64' } as const;
const unsigned32 = { kind: 'integer', bits: 32, signed: false, cType: '__u32' } as const;

export interface Context {
  readonly type: FieldType;
  /** For strings a function that fills them, given where and how many bytes. */
  readonly value: string;
}

type PlainFunction = Exclude<ContextFunction, 'kstack' | 'ustack'>;
export type NumberFunction = Exclude<PlainFunction, 'comm' | 'exe'>;

const types: Readonly<Record<PlainFunction, FieldType>> = {
  pid: unsigned32,
  tid: unsigned32,
  ppid: unsigned32,
  uid: unsigned32,
  gid: unsigned32,
  cpu: unsigned32,
  cgroup: unsigned64,
  now: unsigned64,
  comm: { kind: 'string', bytes: 16 },
  exe: { kind: 'string', bytes: 256 },
};

/** Functions of every runtime. */
const fillers = { comm: 'wmk_fill_comm', exe: 'wmk_fill_exe' } as const;

/** A stack is no value of an expression. */
export function contextOf(name: ContextFunction, words: Words): Context {
  if (name === 'kstack' || name === 'ustack') {
    throw new Error('a stack inside an expression reached the backend');
  }
  return { type: types[name], value: name === 'comm' || name === 'exe' ? fillers[name] : words.context[name] };
}
