// Shows an event to the runs of one key: in go the rules that read it and their table, out comes what finds the key, or
// makes it, and steps each rule.

import { hashOf } from './hash.js';
import type { ContextValues } from './event.js';
import { KeyPage, pageKeys } from './key-page.js';
import { noKey } from './key-table.js';
import type { Reader } from './reader.js';
import type { Run } from './run.js';
import type { Completion, Reading } from './step.js';
import { stepAny } from './step-any.js';
import { stepPool } from './step-pool.js';
import { stepSlots, type Slots } from './step-slots.js';
import type { Table } from './table.js';
import type { Integer, Value } from './value.js';

/** An event as all rules see it. */
export interface Shown {
  readonly values: readonly Value[];
  readonly context: ContextValues;
  readonly completed: Completion[];
}

/** `letters` are by rule that reads the kind. */
export type Show = (parts: readonly Value[], letters: readonly number[], event: Shown) => void;

type Step = (page: KeyPage, place: number) => void;

interface Stepper {
  readonly reading: Reading;
  readonly begins: readonly boolean[];
  readonly step: Step;
}

/** `rules` are places in the table's list of rules. */
export function showUnder(readers: readonly Reader[], rules: readonly number[], table: Table): Show {
  const steppers = readers.map((reader, index) => makeStepper(reader, rules[index]!, table));
  const { keys } = table;

  function beginsRun(letters: readonly number[]): boolean {
    for (let i = 0; i < steppers.length; i++) {
      if (steppers[i]!.begins[letters[i]!]) {
        return true;
      }
    }
    return false;
  }

  function refuse(letters: readonly number[]): void {
    readers.forEach(({ machine, begins }, index) => {
      machine.counters.refused += begins[letters[index]!] ? 1 : 0;
    });
  }

  return (parts, letters, event) => {
    const hash = hashOf(parts);
    let key = keys.find(parts, hash);
    if (key === noKey) {
      if (!beginsRun(letters)) {
        return;
      }
      key = keys.make(parts, hash, event.values[0] as Integer);
      if (key === noKey) {
        refuse(letters);
        return;
      }
    }
    const page = keys.pageOf(key);
    const place = key % pageKeys;
    for (let i = 0; i < steppers.length; i++) {
      const letter = letters[i]!;
      if (letter !== 0) {
        const { reading, step } = steppers[i]!;
        tell(reading, letter, event);
        step(page, place);
      }
    }
    if (page.live[place] === 0) {
      keys.release(key);
    }
  };
}

/** To rules without runs: every match is complete with its first event. */
export function showAlone(readers: readonly Reader[]): Show {
  const page = new KeyPage({ nrParts: 0, nrRuns: 0, cells: [], nrLists: 0 });
  const steppers = readers.map((reader) => {
    const reading = newReading(reader);
    const slots: Slots = { page, place: 0, run: 0, cell: 0 };
    const { storage, selection } = reader.machine.rule;
    const step = storage.form === 'slots' ? () => stepSlots(reading, slots)
      : selection === 'any' ? () => stepAny(reading, page, 0, []) : () => stepPool(reading, page, 0, []);
    return { reading, step };
  });
  return (_, letters, event) => {
    steppers.forEach(({ reading, step }, index) => {
      if (letters[index] !== 0) {
        tell(reading, letters[index]!, event);
        step();
      }
    });
  };
}

function newReading(reader: Reader): Reading {
  return { reader, letter: 0, values: [], now: 0.5, context: {}, completed: [] };
}

function tell(reading: Reading, letter: number, { values, context, completed }: Shown): void {
  reading.letter = letter;
  reading.values = values;
  reading.now = values[0] as Integer;
  reading.context = context;
  reading.completed = completed;
}

function makeStepper(reader: Reader, rule: number, { places, shape }: Table): Stepper {
  const { begins, machine } = reader;
  const own = places[rule]!;
  const reading = newReading(reader);
  if (machine.rule.storage.form === 'slots') {
    const slots: Slots = { page: new KeyPage({ ...shape, nrRuns: 0, cells: [], nrLists: 0 }), place: 0, run: 0, cell: 0 };
    return {
      reading,
      begins,
      step: (page, place) => {
        slots.page = page;
        slots.place = place;
        slots.run = place * shape.nrRuns + own.run;
        slots.cell = place * shape.cells.length + own.cell;
        stepSlots(reading, slots);
      },
    };
  }
  const stepList: (reading: Reading, page: KeyPage, place: number, runs: Run[]) => void =
    machine.rule.selection === 'any' ? stepAny : stepPool;
  return {
    reading,
    begins,
    step: (page, place) => {
      const at = place * shape.nrLists + own.list;
      let runs = page.lists[at]!;
      if (runs === null) {
        runs = page.lists[at] = [];
      }
      stepList(reading, page, place, runs);
    },
  };
}
