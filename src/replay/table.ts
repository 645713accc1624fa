// Where the runs of the rules of one table are: in go its plan and the rules' machines, out come its keys and the place
// of each rule in what a key has; and how keys end.

import type { TablePlan } from '../plan/plan.js';
import type { Counters } from './counters.js';
import type { KeyPage, KeyShape } from './key-page.js';
import { pageKeys } from './key-page.js';
import { KeyTable } from './key-table.js';
import type { Machine } from './machine.js';
import type { Value } from './value.js';

export interface Table {
  readonly plan: TablePlan;
  readonly keys: KeyTable;
  readonly shape: KeyShape;
  /** By rule of the table. */
  readonly places: readonly RulePlace[];
  /** Parts of a key that are the number of a thread or a process. */
  readonly owners: Readonly<Record<'thread' | 'process', readonly number[]>>;
}

/** What a rule has of what a key has: the first of its slots and of their cells; or its list. */
export interface RulePlace {
  readonly machine: Machine;
  readonly run: number;
  readonly cell: number;
  readonly list: number;
}

/** As many threads as Linux can have: PID_MAX_LIMIT. */
const mostThreads = 4_194_304;

export function placeRuns(plan: TablePlan, machines: readonly Machine[]): Table {
  const places: RulePlace[] = [];
  const cells: Value[] = [];
  let [nrRuns, nrLists] = [0, 0];
  for (const rule of plan.rules) {
    const machine = machines[rule]!;
    places.push({ machine, run: nrRuns, cell: cells.length, list: nrLists });
    if (machine.rule.storage.form === 'pool') {
      nrLists++;
    } else {
      nrRuns += machine.nrSlots;
      for (let slot = 0; slot < machine.nrSlots; slot++) {
        cells.push(...machine.cells.slice(0, machine.nrCells));
      }
    }
  }
  const { nrParts, ...owners } = partsOf(plan);
  const shape = { nrParts, nrRuns, nrLists, cells };
  const keys = new KeyTable({
    ...shape,
    keys: plan.keys ?? mostThreads,
    isElastic: plan.keys === null,
    instances: [...owners.thread, ...owners.process],
    expire: (page, place) => endRuns(page, place, places, shape, 'expired'),
  });
  return { plan, keys, shape, places, owners };
}

/** Ends the runs of all keys that are of this thread or process. */
export function endKeys(what: 'thread' | 'process', number: Value, start: Value, { keys, places, shape, owners }: Table): void {
  for (const part of owners[what]) {
    for (const key of keys.ofInstance(part, number, start)) {
      endRuns(keys.pageOf(key), key % pageKeys, places, shape, 'ended');
      keys.release(key);
    }
  }
}

/** Runs of a rule, over all keys. */
export function nrRunsOf(machine: Machine, { keys, places, shape }: Table): number {
  const own = places.find((place) => place.machine === machine);
  return own === undefined ? 0 : keys.keys().reduce((sum, key) =>
    sum + nrUnder(keys.pageOf(key), key % pageKeys, own, shape), 0);
}

function nrUnder(page: KeyPage, place: number, { machine, run, list }: RulePlace, { nrRuns, nrLists }: KeyShape): number {
  if (machine.rule.storage.form === 'pool') {
    return page.lists[place * nrLists + list]?.length ?? 0;
  }
  const first = place * nrRuns + run;
  return page.states.subarray(first, first + machine.nrSlots).reduce((sum, state) => sum + (state === 0 ? 0 : 1), 0);
}

function endRuns(
  page: KeyPage, place: number, places: readonly RulePlace[], shape: KeyShape, as: keyof Counters & ('expired' | 'ended'),
): void {
  for (const own of places) {
    own.machine.counters[as] += nrUnder(page, place, own, shape);
    if (own.machine.rule.storage.form === 'pool') {
      page.lists[place * shape.nrLists + own.list] = null;
    } else {
      const first = place * shape.nrRuns + own.run;
      page.states.fill(0, first, first + own.machine.nrSlots);
    }
  }
  page.live[place] = 0;
}

/** A key's parts are its components' values, each process and thread followed by its start time. */
function partsOf(plan: TablePlan): Table['owners'] & { readonly nrParts: number } {
  let nrParts = 0;
  const owners = { thread: [] as number[], process: [] as number[] };
  for (const { type } of plan.components) {
    if (type.kind === 'thread' || type.kind === 'process') {
      owners[type.kind].push(nrParts);
      nrParts++;
    }
    nrParts++;
  }
  return { nrParts, ...owners };
}
