// How an event of one kind comes to the runs that it concerns: in go the kind's plan and the tables, out comes what reads
// an event.

import { expressionKey } from '../plan/expression-key.js';
import type { KindPlan, LookupPlan, Plan, PlanExpression, TablePlan } from '../plan/plan.js';
import { compileCondition, type Condition } from './compile-expression.js';
import type { Deadlines } from './deadlines.js';
import type { ContextValues, EventLayout } from './event.js';
import { eventLeaves, placeOf } from './leaves.js';
import type { Machine } from './machine.js';
import { buildReader, type Reader } from './reader.js';
import { showAlone, showUnder, type Show } from './show.js';
import type { Completion, Shown } from './step.js';
import type { Storage } from './storage.js';
import type { Table } from './table.js';
import type { Integer, Value } from './value.js';

export type ReadEvent = (values: readonly Value[], context: ContextValues, completed: Completion[]) => void;

/** `outcomes` are those of the kind's conditions, 0 or 1. */
type Lookup = (outcomes: Uint8Array) => void;

export function readKind(
  kind: KindPlan, layout: EventLayout, plan: Plan, machines: readonly Machine[], tables: readonly Table[],
  storage: Storage, deadlines: Deadlines,
): ReadEvent {
  const leaves = eventLeaves(kind, layout, storage);
  const conditions: Condition[] = [];
  const indexOf = new Map<string, number>();
  // rules often ask the same of an event
  const ask = (condition: PlanExpression): number => {
    const name = expressionKey(condition);
    const index = indexOf.get(name) ?? conditions.push(compileCondition(condition, leaves)) - 1;
    indexOf.set(name, index);
    return index;
  };
  const event: Shown = { values: none, now: 0.5, context: {}, completed: [] };
  const lookups = kind.parts.flatMap((part) => part.lookups).map((lookup): Lookup => {
    const readers = lookup.rules.map(({ rule }) => {
      const machine = machines[rule]!;
      const reading = machine.rule.readings.find((one) => one.kind.name === kind.kind.name)!;
      return buildReader(machine, reading, layout, leaves, ask);
    });
    if (lookup.table === null) {
      return underOneKey(event, readers, [], showAlone(event, readers));
    }
    const table = plan.tables[lookup.table]!;
    const show = showUnder(event, readers, lookup.rules.map(({ rule }) => table.rules.indexOf(rule)), tables[lookup.table]!,
      deadlines);
    const keys = keyPlaces(lookup, table, layout);
    return keys.length === 1 ? underOneKey(event, readers, keys[0]!, show)
      : underSeveralKeys(event, readers, lookup.rules.map(({ views }) => views), keys, show);
  });
  const outcomes = new Uint8Array(conditions.length);
  return (values, context, completed) => {
    for (let i = 0; i < conditions.length; i++) {
      outcomes[i] = conditions[i]!(values, none, 0) ? 1 : 0;
    }
    event.values = values;
    event.now = values[0] as Integer;
    event.context = context;
    event.completed = completed;
    for (let i = 0; i < lookups.length; i++) {
      lookups[i]!(outcomes);
    }
  };
}

const none: readonly Value[] = [];

/** By key: where its parts are in an event; a process or thread is its number and its start time. */
function keyPlaces(lookup: LookupPlan, table: TablePlan, layout: EventLayout): readonly (readonly number[])[] {
  return lookup.keys.map((fields) => fields.flatMap(({ name }, component) => {
    const { kind } = table.components[component]!.type;
    const isInstance = kind === 'process' || kind === 'thread';
    return isInstance ? [placeOf(layout, name), layout.startAt.get(name)!] : [placeOf(layout, name)];
  }));
}

function truthOf({ predicates }: Reader, outcomes: Uint8Array): number {
  let truth = 0;
  for (let i = 0; i < predicates.length; i++) {
    truth |= outcomes[predicates[i]!]! << i;
  }
  return truth;
}

function underOneKey(event: Shown, readers: readonly Reader[], places: readonly number[], show: Show): Lookup {
  const letters = readers.map(() => 0);
  const parts = new Array<Value>(places.length).fill('');
  return (outcomes) => {
    let any = 0;
    for (let i = 0; i < readers.length; i++) {
      const reader = readers[i]!;
      letters[i] = reader.letters[truthOf(reader, outcomes)]!;
      any |= letters[i]!;
    }
    if (any === 0) {
      return;
    }
    for (let i = 0; i < places.length; i++) {
      parts[i] = event.values[places[i]!]!;
    }
    show(parts, letters);
  };
}

/** Keys that are equal are read once; the letter of a rule tells which of its views they are. */
function underSeveralKeys(
  event: Shown, readers: readonly Reader[], viewsOf: readonly (readonly number[])[], keys: readonly (readonly number[])[],
  show: Show,
): Lookup {
  return (outcomes) => {
    const partsOf = keys.map((places) => places.map((place) => event.values[place]!));
    const isSame = (a: number, b: number): boolean => partsOf[a]!.every((part, index) => part === partsOf[b]![index]);
    for (let key = 0; key < keys.length; key++) {
      if (keys.some((_, other) => other < key && isSame(other, key))) {
        continue;
      }
      const letters = readers.map((reader, index) => {
        const views = viewsOf[index]!;
        if (!views.some((view) => isSame(view, key))) {
          return 0;
        }
        // the plan has bits for views only where there are several
        const bits = views.length === 1 ? 0 : views.reduce((sum, view, bit) =>
          (isSame(view, key) ? sum | 1 << (reader.predicates.length + bit) : sum), 0);
        return reader.letters[truthOf(reader, outcomes) | bits]!;
      });
      if (letters.some((letter) => letter !== 0)) {
        show(partsOf[key]!, letters);
      }
    }
  };
}
