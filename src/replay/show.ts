// Shows an event to the runs of one key: in go the rules that read it and their table, out comes what finds the key, or
// makes it, and steps each rule.

import { hashOf } from './hash.js';
import type { Deadlines } from './deadlines.js';
import { KeyPage, pageKeys } from './key-page.js';
import { noKey } from './key-table.js';
import type { Reader } from './reader.js';
import type { Machine } from './machine.js';
import { laterOf, noMemory, type Memory } from './memory.js';
import type { Run } from './run.js';
import { prolong, type Reading, type Shown } from './step.js';
import { stepAny } from './step-any.js';
import { stepPool } from './step-pool.js';
import { stepSlots, type Slots } from './step-slots.js';
import type { RulePlace, Table } from './table.js';
import type { Value } from './value.js';

/** Shows the event; `letters` are by rule that reads the kind. */
export type Show = (parts: readonly Value[], letters: readonly number[]) => void;

type Step = (page: KeyPage, place: number) => void;

interface Stepper {
  readonly reading: Reading;
  readonly begins: readonly boolean[];
  readonly step: Step;
  readonly own: RulePlace;
}

/** `rules` are places in the table's list of rules. */
export function showUnder(
  event: Shown, readers: readonly Reader[], rules: readonly number[], table: Table, deadlines: Deadlines,
): Show {
  const steppers = readers.map((reader, index) =>
    makeStepper({ reader, event, letter: 0, memory: null }, rules[index]!, table, deadlines));
  const { keys } = table;

  function needsKey(letters: readonly number[]): boolean {
    for (let i = 0; i < readers.length; i++) {
      if (readers[i]!.begins[letters[i]!] || readers[i]!.remembers[letters[i]!] !== null) {
        return true;
      }
    }
    return false;
  }

  function refuse(letters: readonly number[]): void {
    steppers.forEach(({ reading: { reader: { machine, begins, remembers } }, own }, index) => {
      const letter = letters[index]!;
      machine.counters.refused += begins[letter] || remembers[letter] !== null ? 1 : 0;
      if (remembers[letter] !== null) {
        own.blind = laterOf(own.blind, event.now);
      }
    });
  }

  return (parts, letters) => {
    const hash = hashOf(parts);
    let key = keys.find(parts, hash);
    if (key === noKey) {
      if (!needsKey(letters)) {
        return;
      }
      key = keys.make(parts, hash, event.now);
      if (key === noKey) {
        refuse(letters);
        return;
      }
      beginBlind(table, keys.pageOf(key), key % pageKeys);
    }
    const page = keys.pageOf(key);
    const place = key % pageKeys;
    for (let i = 0; i < steppers.length; i++) {
      const letter = letters[i]!;
      if (letter !== 0) {
        const { reading, step } = steppers[i]!;
        reading.letter = letter;
        step(page, place);
      }
    }
    if (page.live[place] === 0) {
      keys.release(key);
    }
  };
}

/** To rules without runs: every match is complete with its first event. */
export function showAlone(event: Shown, readers: readonly Reader[]): Show {
  const page = new KeyPage({ nrParts: 0, nrRuns: 0, cells: [], nrLists: 0, nrMemories: 0 });
  const steppers = readers.map((reader) => {
    const reading: Reading = { reader, event, letter: 0, memory: null };
    const slots: Slots = { page, place: 0, run: 0, cell: 0 };
    const { storage, selection } = reader.machine.rule;
    const step = storage.form === 'slots' ? () => stepSlots(reading, slots)
      : selection === 'any' ? () => stepAny(reading, page, 0, []) : () => stepPool(reading, page, 0, []);
    return { reading, step };
  });
  return (_, letters) => {
    steppers.forEach(({ reading, step }, index) => {
      if (letters[index] !== 0) {
        reading.letter = letters[index]!;
        step();
      }
    });
  };
}

function makeStepper(reading: Reading, rule: number, table: Table, deadlines: Deadlines): Stepper {
  const own = table.places[rule]!;
  const { begins, machine } = reading.reader;
  const step = machine.rule.storage.form === 'slots' ? slotsStep(reading, own, table) : poolStep(reading, own, table, deadlines);
  return { reading, begins, own, step: machine.rule.absent === null ? step : rememberingStep(reading, own, table, step) };
}

function slotsStep(reading: Reading, own: RulePlace, { shape }: Table): Step {
  const page = new KeyPage({ ...shape, nrRuns: 0, cells: [], nrLists: 0, nrMemories: 0 });
  const slots: Slots = { page, place: 0, run: 0, cell: 0 };
  return (of, place) => {
    slots.page = of;
    slots.place = place;
    slots.run = place * shape.nrRuns + own.run;
    slots.cell = place * shape.cells.length + own.cell;
    stepSlots(reading, slots);
  };
}

function poolStep(reading: Reading, own: RulePlace, { shape, keys }: Table, deadlines: Deadlines): Step {
  const { machine } = reading.reader;
  const stepList: (reading: Reading, page: KeyPage, place: number, runs: Run[]) => void =
    machine.rule.selection === 'any' ? stepAny : stepPool;
  return (page, place) => {
    const at = place * shape.nrLists + own.list;
    let runs = page.lists[at]!;
    if (runs === null) {
      runs = page.lists[at] = [];
    }
    stepList(reading, page, place, runs);
    if (machine.rule.pending !== null) {
      deadlines.await(machine, runs, keys, page.first + place);
    }
  };
}

/** The runs read an event before it is remembered, so that it does not stand in its own way. */
function rememberingStep(reading: Reading, own: RulePlace, { shape }: Table, step: Step): Step {
  const { machine, remembers } = reading.reader;
  return (page, place) => {
    const at = place * shape.nrMemories + own.memory;
    reading.memory = page.memories[at]!;
    step(page, place);
    const ways = remembers[reading.letter]!;
    if (ways !== null) {
      const memory = memoryOf(machine, page, place, at);
      ways.forEach((remember) => remember(reading.event.values, memory));
      prolong(machine, page, place, reading.event.now);
    }
  };
}

function memoryOf(machine: Machine, page: KeyPage, place: number, at: number): Memory {
  let memory = page.memories[at]!;
  if (memory === null) {
    memory = page.memories[at] = noMemory(machine);
    page.live[place]!++;
  }
  return memory;
}

/** What was refused may have been of a key that is new. */
function beginBlind({ places, shape }: Table, page: KeyPage, place: number): void {
  for (const { machine, memory, blind } of places) {
    if (blind !== null) {
      memoryOf(machine, page, place, place * shape.nrMemories + memory).forgotten = blind;
      prolong(machine, page, place, blind);
    }
  }
}
