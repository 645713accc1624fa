// What all ways of reading an event share: letters that depend on the run, what moves store, runs that begin.

import { startState, type Machine } from './machine.js';
import type { Reader } from './reader.js';
import { Run } from './run.js';
import type { Key } from './key-table.js';
import type { Integer, Value } from './value.js';

/** A run that has completed a match, in its accepting state. */
export interface Completion {
  readonly machine: Machine;
  readonly state: number;
  readonly cells: readonly Value[];
}

/** What one event is to one rule under one key. */
export interface Reading {
  reader: Reader;
  letter: number;
  values: readonly Value[];
  now: Integer;
}

/** A row of the tables of moves and the event's letter for this run. */
export function placeOfMove(reading: Reading, state: number, cells: readonly Value[]): number {
  const { reader, letter } = reading;
  const at = state * reader.machine.nrLetters + letter;
  const tests = reader.tests[letter]!;
  if (tests === null) {
    return at;
  }
  let outcomes = 0;
  for (let i = 0; i < tests.length; i++) {
    if (tests[i]!(reading.values, cells)) {
      outcomes |= 1 << i;
    }
  }
  return at + outcomes;
}

export function store(reading: Reading, takes: number, cells: Value[]): void {
  const stores = reading.reader.updates[takes]!;
  if (stores !== null) {
    for (let i = 0; i < stores.length; i++) {
      stores[i]!(reading.values, cells);
    }
  }
}

/** A run that this event begins, without what its first move stores. */
export function beginRun(machine: Machine, now: Integer): Run {
  machine.counters.begun++;
  const order = ++machine.order;
  return new Run(startState, now, order, order, machine.cells.slice());
}

/** Its runs may be read for a window longer. */
export function prolong(machine: Machine, key: Key, now: Integer): void {
  if (machine.window === null) {
    key.until = Infinity;
  } else if (key.until !== Infinity) {
    const until = sum(now, machine.window);
    if (until > key.until) {
      key.until = until;
    }
  }
}

function sum(time: Integer, window: Integer): Integer {
  if (typeof time === 'number' && typeof window === 'number' && Number.isSafeInteger(time + window)) {
    return time + window;
  }
  return BigInt(time) + BigInt(window);
}
