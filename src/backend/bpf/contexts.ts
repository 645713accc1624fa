// What is read of the execution context: in goes a context function, out come its type and how eBPF reads it.

import type { ContextFunction } from '../../check/expression.js';
import type { FieldType } from '../../events/catalogue.js';

const unsigned64 = { kind: 'integer', bits: 64, signed: false, cType: '__u64' } as const;
const unsigned32 = { kind: 'integer', bits: 32, signed: false, cType: '__u32' } as const;

export interface Context {
  readonly type: FieldType;
  /** For strings a function that fills them, given where and how many bytes. */
  readonly value: string;
}

export type PlainFunction = Exclude<ContextFunction, 'kstack' | 'ustack'>;

const plain: Readonly<Record<PlainFunction, Context>> = {
  pid: { type: unsigned32, value: '(__u32)(bpf_get_current_pid_tgid() >> 32)' },
  tid: { type: unsigned32, value: '(__u32)bpf_get_current_pid_tgid()' },
  ppid: { type: unsigned32, value: 'bpf_get_current_task_btf()->real_parent->tgid' },
  uid: { type: unsigned32, value: '(__u32)bpf_get_current_uid_gid()' },
  gid: { type: unsigned32, value: '(__u32)(bpf_get_current_uid_gid() >> 32)' },
  cpu: { type: unsigned32, value: 'bpf_get_smp_processor_id()' },
  cgroup: { type: unsigned64, value: 'bpf_get_current_cgroup_id()' },
  now: { type: unsigned64, value: 'bpf_ktime_get_ns()' },
  comm: { type: { kind: 'string', bytes: 16 }, value: 'wmk_fill_comm' },
  exe: { type: { kind: 'string', bytes: 256 }, value: 'wmk_fill_exe' },
};

/** A stack is no value of an expression. */
export function contextOf(name: ContextFunction): Context {
  if (name === 'kstack' || name === 'ustack') {
    throw new Error('a stack inside an expression reached the backend');
  }
  return plain[name];
}
