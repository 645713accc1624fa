// How much kernel memory a monitor takes: in goes its plan, out comes the size of each table, as clang will lay it out.

import type { Plan, RulePlan, TablePlan } from '../../plan/plan.js';
import { ways } from '../../plan/limits.js';
import { structBytes, widestFirst } from './fields.js';
import { isInstance } from './view-table.js';

export interface TableMemory {
  readonly table: TablePlan;
  /** Of what a key holds, or a thread. */
  readonly bytesPerKey: number;
  /** Null: as many as there are threads with runs. */
  readonly bytes: number | null;
}

/** sizeof(struct wmk_run), (struct wmk_key) and (struct bpf_spin_lock), aligned. */
const runHead = 16;
const keyHead = 16;
const lockBytes = 8;

const start = { kind: 'integer', bits: 64, signed: false, cType: '__u64' } as const;

export function measureTables(plan: Plan): readonly TableMemory[] {
  return plan.tables.map((table) => {
    const runs = table.rules.reduce((sum, rule) => sum + runBytes(plan.rules[rule]!), 0);
    if (table.nrBuckets === null) {
      return { table, bytesPerKey: keyHead + runs, bytes: null };
    }
    const bucketBytes = lockBytes + ways * (keyHead + keyBytes(table) + runs);
    return { table, bytesPerKey: Math.ceil(bucketBytes / ways), bytes: table.nrBuckets * bucketBytes };
  });
}

/** Of all runs that a key can hold. */
function runBytes(rule: RulePlan): number {
  const kept = rule.captures.filter(({ atMatch }) => !atMatch).map(({ field }) => ({ type: field.type }));
  return rule.automaton.nrSlots * structBytes(widestFirst(kept).map(({ type }) => type), runHead);
}

function keyBytes(table: TablePlan): number {
  const starts = table.components.filter(isInstance).map(() => start);
  return table.components.length === 0 ? 8 : structBytes([...starts, ...table.components.map(({ type }) => type)]);
}
