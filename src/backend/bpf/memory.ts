// How much kernel memory a monitor takes: in goes its plan, out comes the size of each table, as clang will lay it out.

import { ways } from '../../plan/limits.js';
import type { Plan, TablePlan } from '../../plan/plan.js';
import { structBytes } from './fields.js';
import { storageBytes } from './layout.js';
import { isInstance } from './view-table.js';

export interface TableMemory {
  readonly table: TablePlan;
  /** Of what a key holds, or a thread: everything, its share of the bucket included, rounded up. */
  readonly bytesPerKey: number;
  /** What that is made of. */
  readonly parts: KeyParts;
  /** Null: as many as there are threads with runs. */
  readonly bytes: number | null;
}

export interface KeyParts {
  /** The key itself; none in task storage. */
  readonly key: number;
  /** What is said of the key: its tag, its number of runs, its window. */
  readonly head: number;
  /** Runs of all rules. */
  readonly runs: number;
  /** A key's share of the bucket's lock; in task storage what the kernel keeps beside the value. */
  readonly overhead: number;
}

/** sizeof(struct wmk_key) and (struct bpf_spin_lock), aligned. */
const keyHead = 16;
const lockBytes = 8;
/** sizeof(struct bpf_local_storage_elem) up to its data, on a 64-bit kernel. */
const taskElement = 72;

const start = { kind: 'integer', bits: 64, signed: false, cType: '__u64' } as const;

export function measureTables(plan: Plan): readonly TableMemory[] {
  return plan.tables.map((table) => {
    const runs = table.rules.reduce((sum, rule) => sum + storageBytes(plan.rules[rule]!), 0);
    if (table.nrBuckets === null) {
      const parts = { key: 0, head: keyHead, runs, overhead: taskElement };
      return { table, bytesPerKey: keyHead + runs, parts, bytes: null };
    }
    const key = keyBytes(table);
    const bucketBytes = lockBytes + ways * (keyHead + key + runs);
    return {
      table,
      bytesPerKey: Math.ceil(bucketBytes / ways),
      parts: { key, head: keyHead, runs, overhead: lockBytes / ways },
      bytes: table.nrBuckets * bucketBytes,
    };
  });
}

export function keyBytes(table: TablePlan): number {
  const starts = table.components.filter(isInstance).map(() => start);
  return table.components.length === 0 ? 8 : structBytes([...starts, ...table.components.map(({ type }) => type)]);
}
