// Chooses the programs: one for each attach point of a kind in use, and those that end keys.

import type { EventKind } from '../events/catalogue.js';
import type { KeyEnd, ProgramPlan, TablePlan } from './plan.js';

interface Draft {
  section: string;
  raises: { kind: number; point: number }[];
  ends: { table: number; how: KeyEnd }[];
}

const endPoints: Readonly<Record<KeyEnd, string>> = {
  'thread-exit': 'tp_btf/sched_process_exit',
  'thread-exec': 'tp_btf/sched_process_exec',
  'process-free': 'tp_btf/sched_process_free',
};

export function choosePrograms(kinds: readonly EventKind[], tables: readonly TablePlan[]): readonly ProgramPlan[] {
  const drafts = new Map<string, Draft>();
  const at = (section: string): Draft => {
    let draft = drafts.get(section);
    if (draft === undefined) {
      draft = { section, raises: [], ends: [] };
      drafts.set(section, draft);
    }
    return draft;
  };
  kinds.forEach((kind, index) => {
    kind.attach.bpf.forEach((point, rank) => {
      at(point.section).raises.push({ kind: index, point: rank });
    });
  });
  for (const table of tables) {
    for (const how of endsOf(table)) {
      at(endPoints[how]).ends.push({ table: table.index, how });
    }
  }
  return [...drafts.values()].map((draft) => ({
    identifier: `wmk_${draft.section.replace(/[^A-Za-z0-9_]/g, '_')}`,
    ...draft,
  }));
}

/**
 * A thread's number passes to another thread when a thread that is not the leader execs, so its runs end with the
 * thread; those of a process end when the kernel lets go of it, since nothing of it can be read any more by then.
 */
function endsOf(table: TablePlan): readonly KeyEnd[] {
  switch (table.owner?.kind) {
    case undefined:
      return [];
    case 'process':
      return ['process-free'];
    case 'thread':
      return table.storage === 'task' ? ['thread-exit', 'thread-exec'] : ['thread-exit'];
  }
}
