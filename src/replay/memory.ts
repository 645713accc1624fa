// What a key remembers of events that a leading negation names: in go such events, out comes whether one that is to begin a
// run follows none of them within the window.

import type { AbsenceTest, Remembered } from '../plan/plan.js';
import { placeOf } from './leaves.js';
import type { EventLayout } from './event.js';
import type { Machine } from './machine.js';
import { timeBetween, type Integer, type Value } from './value.js';

export interface Memory {
  /** By what the plan has a key remember: of different values, each with its greatest time stamp. */
  readonly remembered: readonly { readonly values: readonly Value[]; time: Integer }[][];
  /** The greatest time stamp of those that had to be forgotten; null: there were none. */
  forgotten: Integer | null;
}

export function noMemory({ rule }: Machine): Memory {
  return { remembered: rule.absent!.remembered.map(() => []), forgotten: null };
}

/** Whether an event that is to begin a run is not kept from it; the memory is null where there is nothing in it. */
export type IsAbsent = (values: readonly Value[], memory: Memory | null) => boolean;

export function compileAbsence({ of }: AbsenceTest, machine: Machine, layout: EventLayout): IsAbsent {
  const asked = of.map(({ remembered, compares }) =>
    ({ remembered, compares: compares.map(({ value, field }) => ({ value, from: placeOf(layout, field.name) })) }));
  return (event, memory) => {
    const now = event[0] as Integer;
    const isPast = (time: Integer): boolean => timeBetween(time, now) > machine.window!;
    if (machine.since !== null && timeBetween(machine.since, now) < machine.window!) {
      return false;
    }
    return memory === null || ((memory.forgotten === null || isPast(memory.forgotten))
      && asked.every(({ remembered, compares }) => memory.remembered[remembered]!.every(({ values, time }) =>
        isPast(time) || compares.some(({ value, from }) => values[value] !== event[from]))));
  };
}

/** Remembers an event. */
export type Remember = (values: readonly Value[], memory: Memory) => void;

export function compileRemember(
  index: number, { values, limit }: Remembered, machine: Machine, layout: EventLayout,
): Remember {
  const places = values.map(({ field }) => placeOf(layout, field.name));
  return (event, memory) => {
    const [list, now] = [memory.remembered[index]!, event[0] as Integer];
    const own = places.map((from) => event[from]!);
    const known = list.find((one) => one.values.every((value, at) => value === own[at]));
    if (known !== undefined) {
      known.time = laterOf(known.time, now);
      return;
    }
    list.push({ values: own, time: now });
    if (list.length > limit) {
      const least = list.reduce((a, b) => (timeBetween(b.time, a.time) > 0 ? b : a));
      list.splice(list.indexOf(least), 1);
      memory.forgotten = laterOf(memory.forgotten, least.time);
      machine.counters.forgotten += timeBetween(least.time, now) > machine.window! ? 0 : 1;
    }
  };
}

export function laterOf(a: Integer | null, b: Integer): Integer {
  return a !== null && timeBetween(b, a) > 0 ? a : b;
}
