// One event under one key where runs are kept in a list, the oldest first: `all`, and `latest` and `earliest` where
// identities have values. In go the runs, out come what they have become and the matches.

import type { KeyPage } from './key-page.js';
import { isExpired, type Machine } from './machine.js';
import { compareAge, Run } from './run.js';
import { beginRun, complete, placeOfMove, placeOfStart, prolong, store, type Reading } from './step.js';

/** Of one rule under one key; `place` is the key's in its page. */
export function stepPool(reading: Reading, page: KeyPage, place: number, runs: Run[]): void {
  const { machine } = reading.reader;
  const before = runs.length;
  const matches: Run[] = [];
  readRuns(reading, runs, matches);
  const begun = begin(reading);
  if (begun !== null) {
    insert(begun.state < machine.nrLive ? runs : matches, begun);
    if (begun.state < machine.nrLive) {
      prolong(machine, page, place, reading.event.now);
    }
  }
  if (machine.identity !== null) {
    merge(machine, machine.identity, runs);
  }
  evict(machine, runs);
  page.live[place]! += runs.length - before;
  for (const run of chosen(machine, matches)) {
    complete(reading, run.state, run.cells, 0);
  }
}

/** Those that go on stay in the list, those that complete a match go to the other one; both are in order of age. */
function readRuns(reading: Reading, runs: Run[], matches: Run[]): void {
  const { machine } = reading.reader;
  const { counters } = machine;
  let nrKept = 0;
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i]!;
    if (run.state < machine.firstPending && isExpired(machine, run.first, reading.event.now)) {
      counters.expired++;
      continue;
    }
    const move = placeOfMove(reading, run.state, run.cells, 0);
    const to = machine.to[move]!;
    if (to === machine.dead) {
      counters.killed++;
      continue;
    }
    if (to !== 0) {
      run.state = to;
      store(reading, machine.takes[move]!, run.cells, 0);
      if (to >= machine.nrLive) {
        matches.push(run);
        continue;
      }
      counters.moved++;
    }
    runs[nrKept++] = run;
  }
  runs.length = nrKept;
}

function begin(reading: Reading): Run | null {
  const { machine } = reading.reader;
  const move = placeOfStart(reading);
  const to = machine.to[move]!;
  if (to === 0) {
    return null;
  }
  const run = new Run(to, reading.event.now, beginRun(machine), machine.cells.slice());
  store(reading, machine.takes[move]!, run.cells, 0);
  return run;
}

/** By age, behind those of its first event, which were made before. */
export function insert(runs: Run[], run: Run): void {
  let at = runs.length;
  while (at > 0 && compareAge(runs[at - 1]!, run) > 0) {
    at--;
  }
  runs.splice(at, 0, run);
}

/** Of runs of one identity one stays, unless they are pending. */
function merge(machine: Machine, identity: readonly (readonly number[])[], runs: Run[]): void {
  const kept: Run[] = [];
  for (const run of machine.prefersEarlier ? runs : runs.slice().reverse()) {
    if (run.state < machine.firstPending && kept.some((one) => areOne(machine, identity, one, run))) {
      machine.counters.replaced++;
    } else {
      kept.push(run);
    }
  }
  if (kept.length < runs.length) {
    runs.splice(0, runs.length, ...(machine.prefersEarlier ? kept : kept.reverse()));
  }
}

function areOne(machine: Machine, identity: readonly (readonly number[])[], a: Run, b: Run): boolean {
  return machine.slots[a.state] === machine.slots[b.state]
    && identity[a.state]!.every((cell) => a.cells[cell] === b.cells[cell]);
}

/** The oldest go where there are too many; of those that are pending, the latest. */
export function evict(machine: Machine, runs: Run[]): void {
  const { counters, firstPending, nrPending, nrRuns } = machine;
  let pending = 0;
  for (let i = 0; i < runs.length; i++) {
    pending += runs[i]!.state >= firstPending ? 1 : 0;
  }
  for (let i = 0; runs.length - pending > nrRuns;) {
    if (runs[i]!.state < firstPending) {
      runs.splice(i, 1);
      counters.evicted++;
    } else {
      i++;
    }
  }
  for (let i = runs.length - 1; pending > nrPending; i--) {
    if (runs[i]!.state >= firstPending) {
      runs.splice(i, 1);
      pending--;
      counters.overflowed++;
    }
  }
}

/** `all` reports each, the others the one that they prefer. */
function chosen(machine: Machine, matches: readonly Run[]): readonly Run[] {
  if (machine.identity === null || matches.length < 2) {
    return matches;
  }
  machine.counters.replaced += matches.length - 1;
  return [matches.at(machine.prefersEarlier ? 0 : -1)!];
}
