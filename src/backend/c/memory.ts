// How much kernel memory a monitor takes: in goes its plan, out comes the size of each table, as clang will lay it out.

import { ways } from '../../plan/limits.js';
import type { Plan, TablePlan } from '../../plan/plan.js';
import { structBytes } from './fields.js';
import { storageBytes } from './layout.js';
import { memoryBytes } from './view-memory.js';
import { isInstance } from './view-table.js';

export interface TableMemory {
  readonly table: TablePlan;
  /** The key itself; none in task storage. */
  readonly keyBytes: number;
  /** What is kept for it: the runs of all rules, their number, their window. */
  readonly runBytes: number;
  /** Its share of the bucket's lock and timer; in task storage what the kernel keeps beside the value. */
  readonly overheadBytes: number;
  /** All of it but what is the kernel's own, rounded up. */
  readonly bytesPerKey: number;
  /** Null: as many as there are threads with runs. */
  readonly bytes: number | null;
}

/** sizeof(struct wmk_key) and (struct bpf_spin_lock), aligned. */
const keyHead = 16;
const lockBytes = 8;
/** What a bucket knows of its timer, and the timer itself, a struct bpf_timer; the kernel keeps some 100 bytes more for each. */
const timerBytes = 8 + 16;
/** sizeof(struct bpf_local_storage_elem) up to its data, on a 64-bit kernel. */
const taskElement = 72;

const start = { kind: 'integer', bits: 64, signed: false, cType: '__u64' } as const;

export function measureTables(plan: Plan): readonly TableMemory[] {
  return plan.tables.map((table) => {
    const runBytes = keyHead + table.rules.reduce((sum, rule) =>
      sum + storageBytes(plan.rules[rule]!) + memoryBytes(plan.rules[rule]!), 0);
    if (table.nrBuckets === null) {
      return { table, keyBytes: 0, runBytes, overheadBytes: taskElement, bytesPerKey: runBytes, bytes: null };
    }
    const keyBytes = bytesOfKey(table);
    const hasTimer = table.rules.some((rule) => plan.rules[rule]!.pending !== null);
    // When an event was last not remembered stands beside the lock, too.
    const nrBlind = table.rules.filter((rule) => plan.rules[rule]!.absent !== null).length;
    const bucketHead = lockBytes + (hasTimer ? timerBytes : 0) + 8 * nrBlind;
    const bucketBytes = bucketHead + ways * (keyBytes + runBytes);
    return {
      table,
      keyBytes,
      runBytes,
      overheadBytes: bucketHead / ways,
      bytesPerKey: Math.ceil(bucketBytes / ways),
      bytes: table.nrBuckets * bucketBytes,
    };
  });
}

export function bytesOfKey(table: TablePlan): number {
  const starts = table.components.filter(isInstance).map(() => start);
  return table.components.length === 0 ? 8 : structBytes([...starts, ...table.components.map(({ type }) => type)]);
}
