// What all ways of reading an event share: letters that depend on the run, what moves store, what is complete.

import type { ContextValues } from './event.js';
import type { KeyPage } from './key-page.js';
import { startState, type Machine } from './machine.js';
import type { Memory } from './memory.js';
import type { Reader } from './reader.js';
import type { Integer, Value } from './value.js';

/** A match before its DO has run. */
export interface Completion {
  readonly machine: Machine;
  readonly time: Integer;
  /** An accepting one. */
  readonly state: number;
  /** What it has stored, by place. */
  readonly cells: readonly Value[];
  readonly context: ContextValues;
}

/** An event that is being read, as all rules see it. */
export interface Shown {
  values: readonly Value[];
  now: Integer;
  context: ContextValues;
  completed: Completion[];
}

/** What it is to one rule under one key. */
export interface Reading {
  readonly reader: Reader;
  readonly event: Shown;
  letter: number;
  /** What the key remembers; null: nothing. */
  memory: Memory | null;
}

/** Where the tables of moves have what the event does to a run in this state. */
export function placeOfMove(reading: Reading, state: number, cells: readonly Value[], at: number): number {
  const { reader, letter } = reading;
  const place = state * reader.machine.nrLetters + letter;
  const tests = reader.tests[letter]!;
  if (tests === null) {
    return place;
  }
  let outcomes = 0;
  for (let i = 0; i < tests.length; i++) {
    if (tests[i]!(reading.event.values, cells, at)) {
      outcomes |= 1 << i;
    }
  }
  return place + outcomes;
}

/** Of a run that has nothing stored yet. */
export function placeOfStart(reading: Reading): number {
  const { reader, event, letter, memory } = reading;
  const absences = reader.absences[letter]!;
  let place = placeOfMove(reading, startState, reader.machine.cells, 0);
  if (absences !== null) {
    const firstBit = reader.tests[letter]?.length ?? 0;
    for (let i = 0; i < absences.length; i++) {
      place += absences[i]!(event.values, memory) ? 1 << (firstBit + i) : 0;
    }
  }
  return place;
}

export function store(reading: Reading, takes: number, cells: Value[], at: number): void {
  const stores = reading.reader.updates[takes]!;
  if (stores !== null) {
    for (let i = 0; i < stores.length; i++) {
      stores[i]!(reading.event.values, cells, at);
    }
  }
}

export function complete(reading: Reading, state: number, cells: readonly Value[], at: number): void {
  const { machine } = reading.reader;
  const { completed, context, now } = reading.event;
  completed.push({ machine, time: now, state, cells: cells.slice(at, at + machine.cells.length), context });
}

/** Counts a run that begins; the result is its order among those that did. */
export function beginRun(machine: Machine): number {
  machine.counters.begun++;
  return ++machine.order;
}

/** The key has something that is of now, and may be read for a window longer. */
export function prolong(machine: Machine, page: KeyPage, place: number, now: Integer): void {
  const known = page.until[place]!;
  if (machine.window === null) {
    page.until[place] = Infinity;
  } else if (known !== Infinity) {
    const until = sum(now, machine.window);
    if (until > known) {
      page.until[place] = until;
    }
  }
}

function sum(time: Integer, window: Integer): Integer {
  if (typeof time === 'number' && typeof window === 'number' && Number.isSafeInteger(time + window)) {
    return time + window;
  }
  return BigInt(time) + BigInt(window);
}
