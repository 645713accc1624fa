// One event under one key with selection `any`: in go the runs of the key, the oldest first, out come what they have
// become and the matches.
//
// The chains that an event moves become a run of their own, and those of the old run stay where they are.

import type { KeyPage } from './key-page.js';
import { isExpired } from './machine.js';
import { Run } from './run.js';
import { beginRun, complete, placeOfMove, placeOfStart, prolong, store, type Reading } from './step.js';
import { evict, insert } from './step-pool.js';
import type { Value } from './value.js';

/** Of one rule under one key; `place` is the key's in its page. */
export function stepAny(reading: Reading, page: KeyPage, place: number, runs: Run[]): void {
  const { machine } = reading.reader;
  const { counters } = machine;
  const before = runs.length;
  const [made, matches]: [Run[], Run[]] = [[], []];
  let nrKept = 0;
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i]!;
    if (run.state < machine.firstPending && isExpired(machine, run.first, reading.event.now)) {
      counters.expired++;
      continue;
    }
    const move = placeOfMove(reading, run.state, run.cells, 0);
    const stays = machine.stays[move]!;
    if (stays !== 0) {
      split(reading, run, move, made, matches);
      if (stays === machine.dead) {
        counters.killed++;
        continue;
      }
      run.state = stays;
    }
    runs[nrKept++] = run;
  }
  runs.length = nrKept;
  if (begin(reading, made, matches)) {
    prolong(machine, page, place, reading.event.now);
  }
  made.forEach((run) => insert(runs, run));
  evict(machine, runs);
  page.live[place]! += runs.length - before;
  for (const run of matches) {
    complete(reading, run.state, run.cells, 0);
  }
}

/** What a move makes of a run beside what stays: a match, a run of the chains that moved, or both. */
function split(reading: Reading, run: Run, move: number, made: Run[], matches: Run[]): void {
  const { machine } = reading.reader;
  const [to, accepts] = [machine.to[move]!, machine.accepts[move]!];
  if (accepts !== 0) {
    matches.push(new Run(accepts, run.first, run.born, stored(reading, run.cells, move)));
  }
  if (to !== 0) {
    machine.counters.forked++;
    made.push(new Run(to, run.first, run.born, stored(reading, run.cells, move)));
  }
}

/** Whether a run begins that goes on. */
function begin(reading: Reading, made: Run[], matches: Run[]): boolean {
  const { machine } = reading.reader;
  const move = placeOfStart(reading);
  const [to, accepts] = [machine.to[move]!, machine.accepts[move]!];
  if (to === 0 && accepts === 0) {
    return false;
  }
  const order = beginRun(machine);
  if (accepts !== 0) {
    insert(matches, new Run(accepts, reading.event.now, order, stored(reading, machine.cells, move)));
  }
  if (to !== 0) {
    made.push(new Run(to, reading.event.now, order, stored(reading, machine.cells, move)));
  }
  return to !== 0;
}

function stored(reading: Reading, cells: readonly Value[], move: number): Value[] {
  const copy = cells.slice();
  store(reading, reading.reader.machine.takes[move]!, copy, 0);
  return copy;
}
