// Pending runs by their deadlines, over all rules and keys: in go lists of runs in which some have become pending, and the
// times of events; out come the runs whose deadline the clock has passed.

import { Heap } from './heap.js';
import type { KeyTable } from './key-table.js';
import { pageKeys } from './key-page.js';
import type { Machine } from './machine.js';
import type { Run } from './run.js';
import { integer, timeBetween, type Integer } from './value.js';

export interface Awaited {
  readonly machine: Machine;
  readonly run: Run;
  readonly deadline: Integer;
}

interface Entry extends Awaited {
  /** Entries before it. */
  readonly order: number;
  /** Where the run is, as long as it lives. */
  readonly runs: Run[];
  readonly keys: KeyTable;
  readonly key: number;
}

export class Deadlines {
  /** The greatest time stamp so far. */
  private clock: Integer | null = null;
  private readonly entries = new Heap<Entry>(isBefore);
  private nrAwaited = 0;
  /** Entries from which on those are looked for whose runs do not wait any more. */
  private mostEntries = 64;

  /** Those of a key's runs that have become pending are awaited. */
  await(machine: Machine, runs: Run[], keys: KeyTable, key: number): void {
    for (let i = 0; i < runs.length; i++) {
      const run = runs[i]!;
      if (run.state >= machine.firstPending && !run.isAwaited) {
        run.isAwaited = true;
        const deadline = integer(BigInt.asUintN(64, BigInt(run.first) + BigInt(machine.window!)));
        this.entries.push({ machine, run, deadline, order: this.nrAwaited++, runs, keys, key });
      }
    }
    if (this.entries.size > this.mostEntries) {
      this.entries.keep((entry) => isPending(entry) || letGo(entry));
      this.mostEntries = 2 * this.entries.size + 64;
    }
  }

  /** Runs that it holds, some of which may be over. */
  get size(): number {
    return this.entries.size;
  }

  /** It is so late. */
  advance(time: Integer): void {
    if (this.clock === null || timeBetween(this.clock, time) > 0) {
      this.clock = time;
    }
  }

  /**
   * Takes a run whose deadline has passed from its key, the earliest first; `isEnd`: or whose deadline it is. Null: there is
   * none.
   */
  take(isEnd: boolean): Awaited | null {
    for (let { first } = this.entries; first !== undefined; { first } = this.entries) {
      const late = timeBetween(first.deadline, this.clock!);
      if (late < 0 || (late === 0 && !isEnd)) {
        return null;
      }
      this.entries.pop();
      if (isPending(first)) {
        remove(first);
        return first;
      }
      letGo(first);
    }
    return null;
  }
}

/** By deadline, then by rule, then by age. */
function isBefore(a: Entry, b: Entry): boolean {
  if (a.deadline !== b.deadline) {
    return timeBetween(a.deadline, b.deadline) > 0;
  }
  const rules = a.machine.rule.index - b.machine.rule.index;
  return (rules === 0 ? a.run.born - b.run.born || a.order - b.order : rules) < 0;
}

function isPending({ machine, run, runs }: Entry): boolean {
  return run.state >= machine.firstPending && runs.includes(run);
}

/** It may become pending again. */
function letGo({ run }: Entry): false {
  run.isAwaited = false;
  return false;
}

function remove({ run, runs, keys, key }: Entry): void {
  const page = keys.pageOf(key);
  runs.splice(runs.indexOf(run), 1);
  if (--page.live[key % pageKeys]! === 0) {
    keys.release(key);
  }
}
