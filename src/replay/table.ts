// Where the runs of the rules of one table are: in go its plan and the rules' machines, out come its keys and the place
// of each rule in what a key has; and how keys end.

import type { TablePlan } from '../plan/plan.js';
import type { Counters } from './counters.js';
import type { KeyPage, KeyShape } from './key-page.js';
import { pageKeys } from './key-page.js';
import { KeyTable } from './key-table.js';
import type { Machine } from './machine.js';
import type { Integer, Value } from './value.js';

export interface Table {
  readonly plan: TablePlan;
  readonly keys: KeyTable;
  readonly shape: KeyShape;
  /** By rule of the table. */
  readonly places: readonly RulePlace[];
  /** Parts of a key that are the number of a thread or a process. */
  readonly owners: Readonly<Record<'thread' | 'process', readonly number[]>>;
}

/** What a rule has of what a key has: the first of its slots and of their cells; or its list; and its memory. */
export interface RulePlace {
  readonly machine: Machine;
  readonly run: number;
  readonly cell: number;
  readonly list: number;
  readonly memory: number;
  /** The greatest time stamp of what could not be remembered, as there was no room for its key; null: there was none. */
  blind: Integer | null;
}

/** As many threads as Linux can have: PID_MAX_LIMIT. */
const mostThreads = 4_194_304;

export function placeRuns(plan: TablePlan, machines: readonly Machine[]): Table {
  const places: RulePlace[] = [];
  const cells: Value[] = [];
  let [nrRuns, nrLists, nrMemories] = [0, 0, 0];
  for (const rule of plan.rules) {
    const machine = machines[rule]!;
    places.push({ machine, run: nrRuns, cell: cells.length, list: nrLists, memory: nrMemories, blind: null });
    nrMemories += machine.rule.absent === null ? 0 : 1;
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
  const shape = { nrParts, nrRuns, nrLists, nrMemories, cells };
  const keys = new KeyTable({
    ...shape,
    keys: plan.keys ?? mostThreads,
    isElastic: plan.keys === null,
    instances: [...owners.thread, ...owners.process],
    expire: (page, place) => endRuns(page, place, places, shape, 'expired'),
  });
  return { plan, keys, shape, places, owners };
}

/** Ends the runs of all keys that are of this thread or process, but for those that are pending. */
export function endKeys(what: 'thread' | 'process', number: Value, start: Value, { keys, places, shape, owners }: Table): void {
  for (const part of owners[what]) {
    for (const key of keys.ofInstance(part, number, start)) {
      const [page, place] = [keys.pageOf(key), key % pageKeys];
      endRuns(page, place, places, shape, 'ended');
      if (page.live[place] === 0) {
        keys.release(key);
      }
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

/** And what is remembered. */
function endRuns(
  page: KeyPage, place: number, places: readonly RulePlace[], shape: KeyShape, as: keyof Counters & ('expired' | 'ended'),
): void {
  page.live[place] = 0;
  for (const own of places) {
    const { counters, firstPending, nrSlots, rule } = own.machine;
    counters[as] += nrUnder(page, place, own, shape);
    if (rule.storage.form === 'pool') {
      const at = place * shape.nrLists + own.list;
      const pending = page.lists[at]?.filter(({ state }) => state >= firstPending) ?? [];
      counters[as] -= pending.length;
      page.live[place]! += pending.length;
      page.lists[at]?.splice(0, Infinity, ...pending);
    } else {
      const first = place * shape.nrRuns + own.run;
      page.states.fill(0, first, first + nrSlots);
    }
    if (rule.absent !== null) {
      page.memories[place * shape.nrMemories + own.memory] = null;
    }
  }
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
