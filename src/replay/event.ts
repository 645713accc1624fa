// What an event is to the matcher: a list of values in the layout of its kind, which is what the plan reads of it.

import type { ContextFunction } from '../check/expression.js';
import type { EventField } from '../events/catalogue.js';
import type { KeyComponent, KindPlan, TablePlan } from '../plan/plan.js';
import type { Value } from './value.js';

/** What the execution context of an event was, as far as the trace says. */
export type ContextValues = Readonly<Partial<Record<ContextFunction, Value>>>;

export interface EventLayout {
  /** What is read of an event, TimeStamp first. */
  readonly fields: readonly EventField[];
  /** By name of a field: where its value is. */
  readonly fieldAt: ReadonlyMap<string, number>;
  /** By name of a process or thread in a key: where its start time is. */
  readonly startAt: ReadonlyMap<string, number>;
  readonly size: number;
}

/** `tables` tells what the kind's keys are of. */
export function layOut(kind: KindPlan, tables: readonly TablePlan[]): EventLayout {
  const fields = new Map(kind.fields.map((field) => [field.name, field]));
  const instances = new Set(kind.instances);
  for (const { table, keys } of kind.parts.flatMap(({ lookups }) => lookups)) {
    for (const key of keys) {
      // those of the current thread too, which programs in the kernel know without reading them
      key.forEach((field, component) => {
        fields.set(field.name, field);
        if (table !== null && isInstance(tables[table]!.components[component]!)) {
          instances.add(field.name);
        }
      });
    }
  }
  const names = [...fields.keys()];
  return {
    fields: [...fields.values()],
    fieldAt: new Map(names.map((name, index) => [name, index])),
    startAt: new Map([...instances].map((name, index) => [name, names.length + index])),
    size: names.length + instances.size,
  };
}

function isInstance({ type }: KeyComponent): boolean {
  return type.kind === 'process' || type.kind === 'thread';
}
