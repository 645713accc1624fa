// One event under one key with selection `any`: in go the runs of the key, the oldest first, out come what they have
// become and the matches.
//
// The chains that an event moves become a run of their own, and those of the old run stay where they are.

import { isExpired, startState } from './machine.js';
import { Run } from './run.js';
import { beginRun, placeOfMove, prolong, store, type Completion, type Reading } from './step.js';
import { evict, insert } from './step-pool.js';
import type { Key } from './key-table.js';
import type { Value } from './value.js';

export function stepAny(reading: Reading, key: Key, runs: Run[], completed: Completion[]): void {
  const { machine } = reading.reader;
  const { counters } = machine;
  const before = runs.length;
  const [made, matches]: [Run[], Run[]] = [[], []];
  let nrKept = 0;
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i]!;
    if (isExpired(machine, run.first, reading.now)) {
      counters.expired++;
      continue;
    }
    const at = placeOfMove(reading, run.state, run.cells);
    const stays = machine.stays[at]!;
    if (stays !== 0) {
      split(reading, run, at, made, matches);
      if (stays === machine.dead) {
        counters.killed++;
        continue;
      }
      run.state = stays;
    }
    runs[nrKept++] = run;
  }
  runs.length = nrKept;
  begin(reading, key, made, matches);
  made.forEach((run) => insert(runs, run));
  evict(machine, runs);
  key.live += runs.length - before;
  for (const run of matches) {
    completed.push({ machine, state: run.state, cells: run.cells });
  }
}

/** What a move makes of a run beside what stays: a match, a run of the chains that moved, or both. */
function split(reading: Reading, run: Run, at: number, made: Run[], matches: Run[]): void {
  const { machine } = reading.reader;
  if (machine.accepts[at] !== 0) {
    matches.push(new Run(machine.accepts[at]!, run.first, run.born, run.made, stored(reading, run.cells, at)));
  }
  if (machine.to[at] !== 0) {
    machine.counters.forked++;
    made.push(new Run(machine.to[at]!, run.first, run.born, ++machine.order, stored(reading, run.cells, at)));
  }
}

function begin(reading: Reading, key: Key, made: Run[], matches: Run[]): void {
  const { machine } = reading.reader;
  const at = placeOfMove(reading, startState, machine.cells);
  const [to, accepts] = [machine.to[at]!, machine.accepts[at]!];
  if (to === 0 && accepts === 0) {
    return;
  }
  const run = beginRun(machine, reading.now);
  run.cells = stored(reading, run.cells, at);
  if (accepts !== 0) {
    insert(matches, new Run(accepts, run.first, run.born, run.made, run.cells));
  }
  if (to !== 0) {
    run.state = to;
    made.push(run);
    prolong(machine, key, reading.now);
  }
}

function stored(reading: Reading, cells: readonly Value[], at: number): Value[] {
  const copy = cells.slice();
  store(reading, reading.reader.machine.takes[at]!, copy);
  return copy;
}
