// Makes a program ready to print: which kinds it raises and which keys end there.

import type { KeyEnd, ProgramPlan } from '../../plan/plan.js';
import { identifierOf } from '../../plan/points.js';
import { upper, type Names } from './names.js';
import type { KindView } from './view-kind.js';
import type { TableView } from './view-table.js';

export type ProgramView = ReturnType<typeof viewProgram>;

export function viewProgram(
  program: ProgramPlan, kinds: readonly KindView[], tables: readonly TableView[], names: Names,
) {
  const points = program.raises.map(({ kind, part, point }) => kinds[kind]!.parts[part]!.points[point]!);
  return {
    name: names.claim(program.identifier.replace(/^wmk_/, 'at_')),
    section: program.section,
    usesContext: program.ends.length > 0 || points.some(({ takesContext }) => takesContext),
    raises: points.map((point) =>
      ({ function: point.function, constant: point.constant, arguments: point.arguments })),
    refuses: points.some(({ refuses }) => refuses),
    declares: program.ends.length > 0 || points.some(({ refuses }) => refuses),
    hasEnds: program.ends.length > 0,
    ends: program.ends.map(({ table, how }) => ({ table: tables[table]!, ...taskOf(how), arguments: [...tasksOf(tables[table]!, how), 'stats'].join(', ') })),
    recordedEnds: program.tellsEnds ? [...new Set(program.ends.map(({ how }) => how))].flatMap(recordedEnd) : [],
    endConstant: `END_AT_${upper(identifierOf(program.section))}${program.number === 1 ? '' : `_${program.number}`}`,
  };
}

/** What a loader that records is told; an exec has overwritten when its thread began. */
function recordedEnd(how: KeyEnd): readonly { readonly when: string; readonly kind: string; readonly id: string; readonly start: string }[] {
  const { when } = taskOf(how);
  switch (how) {
    case 'thread-exit':
      return [{ when, kind: 'WMK_END_THREAD', id: 'task->pid', start: 'task->start_time' }];
    case 'thread-exec':
      return [{ when, kind: 'WMK_END_THREAD', id: '(__u32)ctx[1]', start: '0' }];
    case 'thread-free':
    case 'process-exit':
      return [];
    case 'process-free':
      return [{ when, kind: 'WMK_END_PROCESS', id: 'task->tgid', start: 'task->start_time' }];
  }
}

/** Whose keys end, from the arguments of the tracepoint, and under which condition. */
function taskOf(how: KeyEnd): { readonly when: string; readonly comment: string } {
  switch (how) {
    case 'thread-exit':
      return { when: '', comment: 'the thread is at its end' };
    case 'thread-exec':
      return { when: '(int)ctx[1] != task->pid', comment: 'the thread takes the number of its leader' };
    case 'thread-free':
      return { when: '', comment: 'nothing of the thread is left' };
    case 'process-exit':
      return { when: 'task->signal->live.counter == 0', comment: 'its last thread is at its end' };
    case 'process-free':
      return { when: 'task == task->group_leader', comment: 'nothing of the process is left' };
  }
}

function tasksOf({ leaves }: TableView, how: KeyEnd): readonly string[] {
  return leaves ? ['task->group_leader', String(how === 'process-exit')] : ['task'];
}
