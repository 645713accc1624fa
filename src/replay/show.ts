// Shows an event to the runs of one key: in go the rules that read it and their table, out comes what finds the key, or
// makes it, and steps each rule.

import { hashOf } from './hash.js';
import { KeyPage, pageKeys } from './key-page.js';
import { noKey } from './key-table.js';
import type { Reader } from './reader.js';
import type { Run } from './run.js';
import type { Reading, Shown } from './step.js';
import { stepAny } from './step-any.js';
import { stepPool } from './step-pool.js';
import { stepSlots, type Slots } from './step-slots.js';
import type { Table } from './table.js';
import type { Value } from './value.js';

/** Shows the event; `letters` are by rule that reads the kind. */
export type Show = (parts: readonly Value[], letters: readonly number[]) => void;

type Step = (page: KeyPage, place: number) => void;

interface Stepper {
  readonly reading: Reading;
  readonly begins: readonly boolean[];
  readonly step: Step;
}

/** `rules` are places in the table's list of rules. */
export function showUnder(event: Shown, readers: readonly Reader[], rules: readonly number[], table: Table): Show {
  const steppers = readers.map((reader, index) => makeStepper({ reader, event, letter: 0 }, rules[index]!, table));
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

  return (parts, letters) => {
    const hash = hashOf(parts);
    let key = keys.find(parts, hash);
    if (key === noKey) {
      if (!beginsRun(letters)) {
        return;
      }
      key = keys.make(parts, hash, event.now);
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
  const page = new KeyPage({ nrParts: 0, nrRuns: 0, cells: [], nrLists: 0 });
  const steppers = readers.map((reader) => {
    const reading: Reading = { reader, event, letter: 0 };
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

function makeStepper(reading: Reading, rule: number, { places, shape }: Table): Stepper {
  const { begins, machine } = reading.reader;
  const own = places[rule]!;
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
