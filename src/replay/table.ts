// The keys of a table of the plan: in goes its plan, out comes where they are; and how keys end.

import type { TablePlan } from '../plan/plan.js';
import { KeyTable, type Key } from './key-table.js';
import type { Counters } from './counters.js';
import type { Machine } from './machine.js';
import type { Value } from './value.js';

/** As many threads as Linux can have: PID_MAX_LIMIT. */
const mostThreads = 4_194_304;

export function buildTable(table: TablePlan, machines: readonly Machine[]): KeyTable {
  const places = placesOf(table);
  return new KeyTable({
    nrRules: table.rules.length,
    keys: table.keys ?? mostThreads,
    isElastic: table.keys === null,
    nrParts: places.nrParts,
    instances: [...places.thread, ...places.process],
    expire: (key) => endKey(key, table, machines, 'expired'),
  });
}

/** Ends the runs of all keys that are of this thread or process. */
export function endRuns(
  what: 'thread' | 'process', number: Value, start: Value, table: TablePlan, keys: KeyTable, machines: readonly Machine[],
): void {
  for (const part of placesOf(table)[what]) {
    for (const key of keys.ofInstance(part, number, start)) {
      endKey(key, table, machines, 'ended');
      keys.free(key);
    }
  }
}

function endKey(key: Key, table: TablePlan, machines: readonly Machine[], as: keyof Counters & ('expired' | 'ended')): void {
  table.rules.forEach((rule, index) => {
    const runs = key.runs[index]!;
    if (runs !== null) {
      machines[rule]!.counters[as] += runs.reduce((sum, run) => (run === null ? sum : sum + 1), 0);
      key.runs[index] = null;
    }
  });
  key.live = 0;
}

/** A key's parts are its components' values, each process and thread followed by its start time. */
function placesOf(table: TablePlan): { readonly nrParts: number; readonly thread: readonly number[]; readonly process: readonly number[] } {
  let nrParts = 0;
  const places = { thread: [] as number[], process: [] as number[] };
  for (const { type } of table.components) {
    if (type.kind === 'thread' || type.kind === 'process') {
      places[type.kind].push(nrParts);
      nrParts++;
    }
    nrParts++;
  }
  return { nrParts, ...places };
}
