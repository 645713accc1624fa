// One event under one key where a rule has a place for each identity, a slot: in go the runs of the key, out come what
// they have become and the match, if there is one.
//
// Of two runs that meet in a slot the one stays that selection prefers. Moves between slots only go up, so one pass from
// the last slot to the first shows every run the event as things stood before it.

import type { KeyPage } from './key-page.js';
import { isExpired, type Machine } from './machine.js';
import { beginRun, complete, placeOfMove, placeOfStart, prolong, store, type Reading } from './step.js';
import { timeBetween, type Integer, type Value } from './value.js';

/** Of one rule under one key. */
export interface Slots {
  page: KeyPage;
  /** Of the key in its page. */
  place: number;
  /** Of the first slot's run in its page. */
  run: number;
  /** Of the first slot's first cell in its page. */
  cell: number;
}

export function stepSlots(reading: Reading, slots: Slots): void {
  const { machine } = reading.reader;
  const { page, run } = slots;
  const { match } = machine;
  match.state = 0;
  for (let slot = machine.nrSlots - 1; slot >= 0; slot--) {
    if (page.states[run + slot] !== 0) {
      readSlot(reading, slots, slot);
    }
  }
  if (reading.reader.begins[reading.letter]) {
    begin(reading, slots);
  }
  if (match.state !== 0) {
    complete(reading, match.state, match.cells, 0);
  }
}

function readSlot(reading: Reading, slots: Slots, slot: number): void {
  const { machine } = reading.reader;
  const { page } = slots;
  const run = slots.run + slot;
  if (machine.window !== null && isExpired(machine, page.ages[2 * run]!, reading.event.now)) {
    vacate(slots, run);
    machine.counters.expired++;
    return;
  }
  const cell = slots.cell + slot * machine.nrCells;
  const move = placeOfMove(reading, page.states[run]!, page.cells, cell);
  const to = machine.to[move]!;
  if (to === 0) {
    return;
  }
  const takes = machine.takes[move]!;
  if (to < machine.nrLive) {
    machine.counters.moved++;
    moveRun(reading, slots, slot, to, takes);
    return;
  }
  vacate(slots, run);
  if (to === machine.dead) {
    machine.counters.killed++;
  } else if (isMatch(machine, page.ages[2 * run]!, page.ages[2 * run + 1] as number)) {
    copyCells(page.cells, cell, machine.match.cells, 0, machine.nrCells);
    machine.match.state = to;
    store(reading, takes, machine.match.cells, 0);
  }
}

/** Puts a run where its new state belongs, unless another one stays there. */
function moveRun(reading: Reading, slots: Slots, slot: number, to: number, takes: number): void {
  const { machine } = reading.reader;
  const { page } = slots;
  const run = slots.run + slot;
  const cell = slots.cell + slot * machine.nrCells;
  const newSlot = machine.slots[to]!;
  if (newSlot === slot) {
    page.states[run] = to;
    store(reading, takes, page.cells, cell);
    return;
  }
  vacate(slots, run);
  const [first, born] = [page.ages[2 * run]!, page.ages[2 * run + 1] as number];
  if (occupy(machine, slots, newSlot, to, first, born)) {
    const newCell = slots.cell + newSlot * machine.nrCells;
    copyCells(page.cells, cell, page.cells, newCell, machine.nrCells);
    store(reading, takes, page.cells, newCell);
  }
}

function begin(reading: Reading, slots: Slots): void {
  const { machine } = reading.reader;
  const move = placeOfStart(reading);
  const to = machine.to[move]!;
  if (to === 0) {
    return;
  }
  const born = beginRun(machine);
  const takes = machine.takes[move]!;
  if (to < machine.nrLive) {
    const slot = machine.slots[to]!;
    if (occupy(machine, slots, slot, to, reading.event.now, born)) {
      store(reading, takes, slots.page.cells, slots.cell + slot * machine.nrCells);
      prolong(machine, slots.page, slots.place, reading.event.now);
    }
  } else if (isMatch(machine, reading.event.now, born)) {
    machine.match.state = to;
    store(reading, takes, machine.match.cells, 0);
  }
}

function vacate({ page, place }: Slots, run: number): void {
  page.states[run] = 0;
  page.live[place]!--;
}

/** False where the run that is there stays. */
function occupy(
  machine: Machine, { page, place, run: firstRun }: Slots, slot: number, state: number, first: Integer, born: number,
): boolean {
  const run = firstRun + slot;
  if (page.states[run] === 0) {
    page.live[place]!++;
  } else {
    machine.counters.replaced++;
    if (!isPreferred(machine, first, born, page.ages[2 * run]!, page.ages[2 * run + 1] as number)) {
      return false;
    }
  }
  page.states[run] = state;
  page.ages[2 * run] = first;
  page.ages[2 * run + 1] = born;
  return true;
}

/** Of the runs that an event completes one is the match. */
function isMatch(machine: Machine, first: Integer, born: number): boolean {
  const { match } = machine;
  if (match.state !== 0) {
    machine.counters.replaced++;
    if (!isPreferred(machine, first, born, match.first, match.born)) {
      return false;
    }
  }
  match.first = first;
  match.born = born;
  return true;
}

/** Whether selection prefers one run to another: the later or the earlier, by the order of reading where times tie. */
function isPreferred(machine: Machine, first: Integer, born: number, otherFirst: Integer, otherBorn: number): boolean {
  const isLater = first === otherFirst ? born > otherBorn : timeBetween(otherFirst, first) > 0;
  return isLater !== machine.prefersEarlier;
}

function copyCells(from: readonly Value[], fromAt: number, to: Value[], toAt: number, number: number): void {
  for (let i = 0; i < number; i++) {
    to[toAt + i] = from[fromAt + i]!;
  }
}
