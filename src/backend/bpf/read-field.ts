// How a field of an event is read: in goes the field, out come C statements that fill it in the event `e`.

import type { EventField } from '../../events/catalogue.js';

export interface FieldUse {
  /** Its start time is needed too. */
  readonly needsStart: boolean;
  /** What follows the end of a string is cleared. */
  readonly isPadded: boolean;
  /** A number that is read later than the others, or not at all; who records wants it now. */
  readonly isLater: boolean;
}

export function readField(field: EventField, { needsStart, isPadded, isLater }: FieldUse): readonly string[] {
  const to = `e->${field.name}`;
  const read = readValue(field, to, needsStart);
  return [
    ...(isLater ? read.map((statement) => statement.replace(/ = (.*)/, ' = wmk_record_events ? $1 : 0')) : read),
    ...(isPadded ? [`wmk_pad(${to}, sizeof(${to}))`] : []),
  ];
}

function readValue(field: EventField, to: string, needsStart: boolean): readonly string[] {
  const read = field.read;
  if (read === 'standard') {
    return readStandard(field, to, needsStart);
  }
  switch (read.bpf.how) {
    case 'value':
      return [`${to} = ${read.bpf.expression}`];
    case 'fill': {
      const target = field.type.kind === 'string' ? to : `&${to}`;
      const bytes = field.type.kind === 'string' ? String(field.type.bytes) : `sizeof(${to})`;
      return [`${read.bpf.function}(${[target, bytes, ...read.bpf.arguments].join(', ')})`];
    }
    case 'task':
      return readTask(field, to, read.bpf.expression, needsStart);
  }
}

function readTask(field: EventField, to: string, task: string, needsStart: boolean): readonly string[] {
  const of = /^[\w>-]+$/.test(task) ? task : `(${task})`;
  return field.type.kind === 'thread'
    ? [`${to} = ${of}->pid`, ...(needsStart ? [`${to}_start = ${of}->start_time`] : [])]
    : [`${to} = ${of}->tgid`, ...(needsStart ? [`${to}_start = ${of}->group_leader->start_time`] : [])];
}

function readStandard(field: EventField, to: string, needsStart: boolean): readonly string[] {
  switch (field.name) {
    case 'TimeStamp':
      return [`${to} = bpf_ktime_get_ns()`];
    case 'ProcessId':
    case 'ThreadId':
      return readTask(field, to, 'subject', needsStart);
    case 'ParentId':
      return readTask(field, to, 'subject->real_parent', needsStart);
    case 'StartTime':
      return [`${to} = subject->group_leader->start_time`];
    case 'UserId':
      return [`${to} = (__u32)bpf_get_current_uid_gid()`];
    case 'GroupId':
      return [`${to} = bpf_get_current_uid_gid() >> 32`];
    case 'Cpu':
      return [`${to} = bpf_get_smp_processor_id()`];
    case 'Comm':
      return [`wmk_fill_comm(${to}, sizeof(${to}))`];
    case 'CgroupId':
      return [`${to} = bpf_get_current_cgroup_id()`];
    case 'PidNamespace':
      return [`${to} = wmk_pid_namespace(subject)`];
    case 'NamespaceProcessId':
      return [`${to} = wmk_namespace_process(subject)`];
    case 'MountNamespace':
      return [`${to} = subject->nsproxy->mnt_ns->ns.inum`];
    default:
      throw new Error(`standard field ${field.name} reached the backend`);
  }
}
