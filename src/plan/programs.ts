// Chooses the programs: for each attach point of a kind in use as many as the verifier needs, and those that end keys.

import { endCost } from './cost.js';
import { together } from './parts.js';
import { identifierOf, pointsOf, type Target } from './points.js';
import type { KeyEnd, KindPlan, Load, ProgramPlan, RulePlan, TablePlan } from './plan.js';

interface Draft {
  raises: { kind: number; part: number; point: number }[];
  ends: { table: number; how: KeyEnd }[];
  load: Load;
}

const endTracepoints: Readonly<Record<KeyEnd, string>> = {
  'thread-exit': 'sched_process_exit',
  'thread-exec': 'sched_process_exec',
  'thread-free': 'sched_process_free',
  'process-exit': 'sched_process_exit',
  'process-free': 'sched_process_free',
};

function endPoint(how: KeyEnd, target: Target): string {
  return target === 'stap' ? `kernel.trace("${endTracepoints[how]}")` : `tp_btf/${endTracepoints[how]}`;
}

export function choosePrograms(
  kinds: readonly Pick<KindPlan, 'index' | 'kind' | 'parts'>[], tables: readonly TablePlan[], rules: readonly RulePlan[],
  target: Target,
): readonly ProgramPlan[] {
  const sections = new Map<string, Draft[]>();
  const lastOf = (section: string, load: Load): Draft => {
    const drafts = sections.get(section) ?? [];
    sections.set(section, drafts);
    const last = drafts.at(-1);
    const both = last === undefined ? null : together(last.load, load, target);
    if (last !== undefined && both !== null) {
      last.load = both;
      return last;
    }
    const added: Draft = { raises: [], ends: [], load };
    drafts.push(added);
    return added;
  };
  for (const { index, kind, parts } of kinds) {
    pointsOf(kind, target).forEach(({ where }, point) => {
      parts.forEach(({ load }, part) => lastOf(where, load).raises.push({ kind: index, part, point }));
    });
  }
  for (const table of tables) {
    for (const how of endsOf(table, rules)) {
      lastOf(endPoint(how, target), loadOfEnd(table, rules)).ends.push({ table: table.index, how });
    }
  }
  return [...sections].flatMap(([section, drafts]) => drafts.map(({ raises, ends }, index) => ({
    identifier: `wmk_${identifierOf(section)}${index === 0 ? '' : `_${index + 1}`}`,
    section,
    number: index + 1,
    raises,
    ends,
    tellsEnds: ends.some(isEnd) && !drafts.slice(0, index).some((before) => before.ends.some(isEnd)),
  })));
}

/** A process that has left is told when the kernel lets go of it, a thread when it exits. */
function isEnd({ how }: { readonly how: KeyEnd }): boolean {
  return how !== 'process-exit' && how !== 'thread-free';
}

function loadOfEnd(table: TablePlan, rules: readonly RulePlan[]): Load {
  return { cost: endCost(table, rules), nrRules: 0, tables: new Set([table.index]), nrFunctions: 0, searched: 0 };
}

/**
 * A thread's number passes to another thread when a thread that is not the leader execs, so its runs end with the
 * thread; but what it does behind that (it lets go of its files, and of its processor) may begin others, which no window ends.
 * Those of a process end when the kernel lets go of it, since nothing of it can be read any more by then. Not every
 * kernel tells that of each process (Linux 6.18 was seen to leave out some 1 in 10,000 of a storm, in bursts): runs that no
 * window ends give way once their process runs no more.
 */
function endsOf(table: TablePlan, rules: readonly RulePlan[]): readonly KeyEnd[] {
  const endless = table.rules.some((rule) => rules[rule]!.windowNs === null);
  switch (table.owner?.kind) {
    case undefined:
      return [];
    case 'process':
      return [...(endless ? ['process-exit' as const] : []), 'process-free'];
    case 'thread':
      if (table.storage === 'task') {
        return ['thread-exit', 'thread-exec'];
      }
      return ['thread-exit', ...(endless ? ['thread-free' as const] : [])];
  }
}
