// One event under one key where a rule has a place for each identity: in go the runs of the key, out come what they have
// become and the match, if there is one.
//
// Of two runs that meet in a place the one stays that selection prefers. Moves between places only go up, so one pass
// from the last place to the first shows every run the event as things stood before it.

import { isExpired, startState, type Machine } from './machine.js';
import { compareAge, type Run } from './run.js';
import { beginRun, placeOfMove, prolong, store, type Completion, type Reading } from './step.js';
import type { Key } from './key-table.js';

export function stepSlots(reading: Reading, key: Key, runs: (Run | null)[], completed: Completion[]): void {
  const { reader, now } = reading;
  const { machine } = reader;
  const { counters } = machine;
  let match: Run | null = null;
  for (let slot = runs.length - 1; slot >= 0; slot--) {
    const run = runs[slot]!;
    if (run === null) {
      continue;
    }
    if (isExpired(machine, run.first, now)) {
      runs[slot] = null;
      key.live--;
      counters.expired++;
      continue;
    }
    const at = placeOfMove(reading, run.state, run.cells);
    const to = machine.to[at]!;
    if (to === 0) {
      continue;
    }
    if (to < machine.nrLive) {
      counters.moved++;
      runs[slot] = null;
      key.live--;
      if (place(machine, key, runs, run, to)) {
        store(reading, machine.takes[at]!, run.cells);
      }
      continue;
    }
    runs[slot] = null;
    key.live--;
    if (to === machine.dead) {
      counters.killed++;
    } else if (match === null || isPreferred(machine, run, match)) {
      counters.replaced += match === null ? 0 : 1;
      match = complete(reading, run, at);
    } else {
      counters.replaced++;
    }
  }
  match = begin(reading, key, runs, match);
  if (match !== null) {
    completed.push({ machine, state: match.state, cells: match.cells });
  }
}

/** Returns the match there is then. */
function begin(reading: Reading, key: Key, runs: (Run | null)[], match: Run | null): Run | null {
  const { machine } = reading.reader;
  const at = placeOfMove(reading, startState, machine.cells);
  const to = machine.to[at]!;
  if (to === 0) {
    return match;
  }
  const run = beginRun(machine, reading.now);
  if (to < machine.nrLive) {
    if (place(machine, key, runs, run, to)) {
      store(reading, machine.takes[at]!, run.cells);
      prolong(machine, key, reading.now);
    }
    return match;
  }
  if (match !== null) {
    machine.counters.replaced++;
    if (!isPreferred(machine, run, match)) {
      return match;
    }
  }
  return complete(reading, run, at);
}

function complete(reading: Reading, run: Run, at: number): Run {
  const { machine } = reading.reader;
  run.state = machine.to[at]!;
  store(reading, machine.takes[at]!, run.cells);
  return run;
}

/** Puts a run where its new state belongs; false where another one stays there. */
function place(machine: Machine, key: Key, runs: (Run | null)[], run: Run, to: number): boolean {
  const slot = machine.slots[to]!;
  const there = runs[slot]!;
  if (there === null) {
    key.live++;
  } else {
    machine.counters.replaced++;
    if (!isPreferred(machine, run, there)) {
      return false;
    }
  }
  run.state = to;
  runs[slot] = run;
  return true;
}

function isPreferred(machine: Machine, run: Run, to: Run): boolean {
  return machine.prefersEarlier ? compareAge(run, to) < 0 : compareAge(run, to) > 0;
}
