// How a field of an event is read: in goes the field, out come C statements that fill it in the event `e`.

import type { EventField } from '../../events/catalogue.js';
import type { Words } from './words.js';

export interface FieldUse {
  /** Its start time is needed too. */
  readonly needsStart: boolean;
  /** What follows the end of a string is cleared. */
  readonly isPadded: boolean;
  /** A number that is read later than the others, or not at all; who records wants it now. */
  readonly isLater: boolean;
}

export function readField(field: EventField, { needsStart, isPadded, isLater }: FieldUse, words: Words): readonly string[] {
  const to = `e->${field.name}`;
  const read = readValue(field, to, needsStart, words);
  return [
    ...(isLater ? read.map((statement) => statement.replace(/ = (.*)/, ' = wmk_record_events ? $1 : 0')) : read),
    ...(isPadded ? [`wmk_pad(${to}, sizeof(${to}))`] : []),
  ];
}

function readValue(field: EventField, to: string, needsStart: boolean, words: Words): readonly string[] {
  if (field.read === 'standard') {
    return readStandard(field, to, needsStart, words);
  }
  const read = field.read[words.target];
  switch (read.how) {
    case 'value':
      return [`${to} = ${read.expression}`];
    case 'fill': {
      const target = field.type.kind === 'string' ? to : `&${to}`;
      const bytes = field.type.kind === 'string' ? String(field.type.bytes) : `sizeof(${to})`;
      return [`${read.function}(${[target, bytes, ...read.arguments].join(', ')})`];
    }
    case 'task':
      return readTask(field, to, read.expression, needsStart);
  }
}

function readTask(field: EventField, to: string, task: string, needsStart: boolean): readonly string[] {
  const of = /^[\w>-]+$/.test(task) ? task : `(${task})`;
  return field.type.kind === 'thread'
    ? [`${to} = ${of}->pid`, ...(needsStart ? [`${to}_start = ${of}->start_time`] : [])]
    : [`${to} = ${of}->tgid`, ...(needsStart ? [`${to}_start = ${of}->group_leader->start_time`] : [])];
}

function readStandard(field: EventField, to: string, needsStart: boolean, { context, mountNamespace }: Words): readonly string[] {
  switch (field.name) {
    case 'TimeStamp':
      return [`${to} = ${context.now}`];
    case 'ProcessId':
    case 'ThreadId':
      return readTask(field, to, 'subject', needsStart);
    case 'ParentId':
      return readTask(field, to, 'subject->real_parent', needsStart);
    case 'StartTime':
      return [`${to} = subject->group_leader->start_time`];
    case 'UserId':
      return [`${to} = ${context.uid}`];
    case 'GroupId':
      return [`${to} = ${context.gid}`];
    case 'Cpu':
      return [`${to} = ${context.cpu}`];
    case 'Comm':
      return [`wmk_fill_comm(${to}, sizeof(${to}))`];
    case 'CgroupId':
      return [`${to} = ${context.cgroup}`];
    case 'PidNamespace':
      return [`${to} = wmk_pid_namespace(subject)`];
    case 'NamespaceProcessId':
      return [`${to} = wmk_namespace_process(subject)`];
    case 'MountNamespace':
      return [`${to} = ${mountNamespace('subject')}`];
    default:
      throw new Error(`standard field ${field.name} reached the backend`);
  }
}
