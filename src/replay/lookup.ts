// How an event of one kind comes to the runs that it concerns: in goes the plan's look-up, out comes what shows an event
// to the rules of one table.

import type { KindPlan, LookupPlan, Plan, TablePlan } from '../plan/plan.js';
import type { EventField } from '../events/catalogue.js';
import { compileExpression, type Compiled, type CompileLeaf } from './compile-expression.js';
import type { Machine } from './machine.js';
import type { EventLayout } from './event.js';
import { hashOf, Key, type KeyTable } from './key-table.js';
import { buildReader, placeOf, type Reader } from './reader.js';
import type { Completion, Reading } from './step.js';
import { stepAny } from './step-any.js';
import { stepPool } from './step-pool.js';
import { stepSlots } from './step-slots.js';
import type { Run } from './run.js';
import type { Integer, Value } from './value.js';

export type Lookup = (values: readonly Value[], completed: Completion[]) => void;

type Step = (reading: Reading, key: Key, runs: (Run | null)[], completed: Completion[]) => void;

/** A rule of the table that reads events of the kind. */
interface Concerned {
  readonly reader: Reader;
  readonly step: Step;
  /** Among the rules of the table. */
  readonly place: number;
  readonly views: readonly number[];
}

export function buildLookups(
  kind: KindPlan, layout: EventLayout, plan: Plan, machines: readonly Machine[], tables: readonly KeyTable[],
  variables: ReadonlyMap<number, bigint>,
): readonly Lookup[] {
  const compileGathered = (gather: number): Compiled => gathered(kind, gather, layout);
  return kind.lookups.map((lookup) => {
    const table = lookup.table === null ? null : plan.tables[lookup.table]!;
    const concerned = lookup.rules.map(({ rule, views }): Concerned => {
      const machine = machines[rule]!;
      const reading = machine.rule.readings.find((one) => one.kind.name === kind.kind.name)!;
      return {
        reader: buildReader(machine, reading, layout, variables, compileGathered),
        step: stepOf(machine),
        place: table === null ? 0 : table.rules.indexOf(rule),
        views,
      };
    });
    if (table === null) {
      return alone(concerned);
    }
    const keys = keyPlaces(lookup, table, layout);
    const show = showKey(concerned, tables[table.index]!);
    return keys.length === 1 ? underOneKey(concerned, keys[0]!, show) : underSeveralKeys(concerned, keys, show);
  });
}

/** Nothing writes a TABLE off line, and what is not in it reads as 0. */
function gathered(kind: KindPlan, gather: number, layout: EventLayout): Compiled {
  const compileLeaf: CompileLeaf = (leaf) => {
    if (leaf.kind !== 'event') {
      throw new Error('the key of a map reads more than the event');
    }
    const at = placeOf(layout, leaf.field.name);
    return { evaluate: (values) => values[at]!, isTotal: true };
  };
  const keys = kind.gathers[gather]!.keys.map((key) => compileExpression(key, compileLeaf));
  return {
    evaluate: (...of) => (keys.some(({ evaluate }) => evaluate(...of) === null) ? null : 0),
    isTotal: keys.every(({ isTotal }) => isTotal),
  };
}

function stepOf({ rule, identity }: Machine): Step {
  if (rule.storage.form === 'slots') {
    return stepSlots;
  }
  // in a pool no place is empty
  return (identity === null && rule.selection === 'any' ? stepAny : stepPool) as Step;
}

/** By key: where its parts are in an event; a process or thread is its number and its start time. */
function keyPlaces(lookup: LookupPlan, table: TablePlan, layout: EventLayout): readonly (readonly number[])[] {
  return lookup.keys.map((fields) => fields.flatMap((field, index) => placesOf(field, table, index, layout)));
}

function placesOf(field: EventField, table: TablePlan, component: number, layout: EventLayout): readonly number[] {
  const { kind } = table.components[component]!.type;
  if (kind !== 'process' && kind !== 'thread') {
    return [placeOf(layout, field.name)];
  }
  return [placeOf(layout, field.name), layout.startAt.get(field.name)!];
}

function truthOf({ predicates }: Reader, values: readonly Value[]): number {
  let truth = 0;
  for (let i = 0; i < predicates.length; i++) {
    if (predicates[i]!(values, none)) {
      truth |= 1 << i;
    }
  }
  return truth;
}

const none: readonly Value[] = [];

/** Rules without runs: every match is complete with its first event. */
function alone(concerned: readonly Concerned[]): Lookup {
  const key = new Key(0, [], 0, 0);
  const readings = concerned.map(({ reader }): Reading => ({ reader, letter: 0, values: none, now: 0 }));
  const runs: readonly (Run | null)[] = [];
  return (values, completed) => {
    concerned.forEach(({ reader, step }, index) => {
      const reading = readings[index]!;
      reading.letter = reader.letters[truthOf(reader, values)]!;
      if (reading.letter !== 0) {
        reading.values = values;
        reading.now = values[0] as Integer;
        step(reading, key, runs.slice(), completed);
      }
    });
  };
}

/** Shows an event to the runs of one key, with a letter for each rule. */
type Show = (parts: Value[], letters: readonly number[], values: readonly Value[], completed: Completion[]) => void;

function showKey(concerned: readonly Concerned[], table: KeyTable): Show {
  const readings = concerned.map(({ reader }): Reading => ({ reader, letter: 0, values: none, now: 0 }));

  function beginsRun(letters: readonly number[]): boolean {
    for (let i = 0; i < concerned.length; i++) {
      if (concerned[i]!.reader.begins[letters[i]!]) {
        return true;
      }
    }
    return false;
  }

  return (parts, letters, values, completed) => {
    const now = values[0] as Integer;
    const hash = hashOf(parts);
    let key = table.find(parts, hash);
    if (key === null) {
      if (!beginsRun(letters)) {
        return;
      }
      key = table.make(parts, hash, now);
    }
    for (let i = 0; i < concerned.length; i++) {
      const letter = letters[i]!;
      if (letter === 0) {
        continue;
      }
      const { reader, step, place } = concerned[i]!;
      if (key === null) {
        reader.machine.counters.refused += reader.begins[letter] ? 1 : 0;
        continue;
      }
      let runs = key.runs[place]!;
      if (runs === null) {
        if (!reader.begins[letter]) {
          continue;
        }
        runs = key.runs[place] = noRuns(reader.machine);
      }
      const reading = readings[i]!;
      reading.letter = letter;
      reading.values = values;
      reading.now = now;
      step(reading, key, runs, completed);
    }
    if (key !== null && key.live === 0) {
      table.free(key);
    }
  };
}

function noRuns(machine: Machine): (Run | null)[] {
  return machine.rule.storage.form === 'slots' ? new Array<Run | null>(machine.nrSlots).fill(null) : [];
}

function underOneKey(concerned: readonly Concerned[], places: readonly number[], show: Show): Lookup {
  const letters = concerned.map(() => 0);
  const parts = new Array<Value>(places.length).fill('');
  return (values, completed) => {
    let isNothing = true;
    for (let i = 0; i < concerned.length; i++) {
      const { reader } = concerned[i]!;
      const letter = reader.letters[truthOf(reader, values)]!;
      letters[i] = letter;
      isNothing = isNothing && letter === 0;
    }
    if (isNothing) {
      return;
    }
    for (let i = 0; i < places.length; i++) {
      parts[i] = values[places[i]!]!;
    }
    show(parts, letters, values, completed);
  };
}

/** Keys that are equal are read once; the letter of a rule tells which of its views they are. */
function underSeveralKeys(concerned: readonly Concerned[], keys: readonly (readonly number[])[], show: Show): Lookup {
  return (values, completed) => {
    const partsOf = keys.map((places) => places.map((place) => values[place]!));
    const truths = concerned.map(({ reader }) => truthOf(reader, values));
    const isSame = (a: number, b: number): boolean => partsOf[a]!.every((part, index) => part === partsOf[b]![index]);
    partsOf.forEach((parts, key) => {
      if (partsOf.findIndex((_, other) => isSame(other, key)) < key) {
        return;
      }
      const letters = concerned.map(({ reader, views }, index) => {
        const own = views.map((view) => isSame(view, key));
        if (!own.includes(true)) {
          return 0;
        }
        const bits = views.length === 1 ? 0
          : own.reduce((sum, is, view) => (is ? sum | 1 << reader.predicates.length + view : sum), 0);
        return reader.letters[truths[index]! | bits]!;
      });
      if (letters.some((letter) => letter !== 0)) {
        show(parts, letters, values, completed);
      }
    });
  };
}
