// What a trace is to the reference matcher: events in the order of reading, each with its kind, the values of its
// fields and what the execution context was; and what else happens between them.

import type { ContextFunction } from '../check/rule.js';

export type Trace = readonly (TraceEvent | TraceEnd | TraceWrite | TraceClock)[];

/** A thread or process ends, and with it what the keys that are its hold. */
export interface TraceEnd {
  readonly ends: 'thread' | 'process';
  readonly instance: Instance;
}

/** It is that late, and nothing of interest has happened. */
export interface TraceClock {
  readonly until: bigint;
}

/** Somebody writes a VAR or an entry of a TABLE; `index` is its own in the program. */
export type TraceWrite =
  | { readonly writes: 'variable'; readonly index: number; readonly value: bigint }
  | {
      readonly writes: 'table';
      readonly index: number;
      readonly keys: readonly (bigint | Uint8Array)[];
      readonly value: bigint;
    };

export interface TraceEvent {
  /** Name of the kind. */
  readonly kind: string;
  /** By name, all that the kind has; TimeStamp among them. */
  readonly fields: ReadonlyMap<string, FieldValue>;
  readonly context: Readonly<Partial<Record<ContextFunction, FieldValue>>>;
}

/** Of a string the bytes before its NUL; of an address all. */
export type FieldValue = bigint | Uint8Array | Instance;

/** One process or thread: a number may be reused, number and start time together are not. */
export interface Instance {
  readonly number: bigint;
  readonly start: bigint;
}

export function isInstance(value: FieldValue): value is Instance {
  return typeof value === 'object' && 'start' in value;
}

export function fieldOf(event: TraceEvent, name: string): FieldValue {
  const value = event.fields.get(name);
  if (value === undefined) {
    throw new Error(`an event '${event.kind}' of the trace has no '${name}'`);
  }
  return value;
}

export function timeOf(event: TraceEvent): bigint {
  const time = fieldOf(event, 'TimeStamp');
  if (typeof time !== 'bigint') {
    throw new Error('a time stamp is not a number');
  }
  return time;
}

/** What an expression sees of a field: of a process or thread its number. */
export function scalar(value: FieldValue): bigint | Uint8Array {
  return isInstance(value) ? value.number : value;
}
