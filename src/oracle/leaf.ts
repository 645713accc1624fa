// What an expression reads of the events that a chain has bound and of the machine at that moment: in goes a leaf, out
// comes its value.

import type { AggregateFunction, RuleLeaf } from '../check/rule.js';
import { variableOf, type Memory } from './memory.js';
import { fieldOf, scalar, type TraceEvent } from './trace.js';

export interface Scene {
  /** Which events each step has taken: of an array its elements, in order. */
  readonly bound: ReadonlyMap<number, readonly TraceEvent[]>;
  /** The element that a plain field of an array is of, by binding. */
  readonly element: ReadonlyMap<number, TraceEvent>;
  /** Of execution, at the last event. */
  readonly context: TraceEvent['context'];
  readonly memory: Memory;
  /** In DO what `let` has named. */
  readonly locals?: ReadonlyMap<number, bigint>;
}

/** A lookup is none of them, as its keys are expressions. */
type Leaf = Exclude<RuleLeaf, { kind: 'lookup' }>;

export function readLeaf(leaf: Leaf, scene: Scene): bigint | Uint8Array {
  switch (leaf.kind) {
    case 'field': {
      const event = scene.element.get(leaf.binding) ?? eventsOf(leaf.binding, scene)[0]!;
      return scalar(fieldOf(event, leaf.field.name));
    }
    case 'aggregate': {
      const events = eventsOf(leaf.binding, scene);
      return leaf.field === null ? BigInt(events.length)
        : aggregate(leaf.function, events.map((event) => scalar(fieldOf(event, leaf.field!.name))));
    }
    case 'variable':
      return variableOf(scene.memory, leaf.variable);
    case 'context': {
      const value = scene.context[leaf.function];
      if (value === undefined) {
        throw new Error(`the trace does not say what ${leaf.function}() is`);
      }
      return scalar(value);
    }
    case 'local':
      return scene.locals!.get(leaf.local)!;
  }
}

function eventsOf(binding: number, scene: Scene): readonly TraceEvent[] {
  const events = scene.bound.get(binding);
  if (events === undefined || events.length === 0) {
    throw new Error(`binding ${binding} is read before it is bound`);
  }
  return events;
}

/** Whether it asks for the element before the first one, which there is not. */
export function lacksPrevious(leaf: RuleLeaf, bound: Scene['bound']): boolean {
  return leaf.kind === 'aggregate' && leaf.function === 'prev' && bound.get(leaf.binding)?.length === 1;
}

function aggregate(of: AggregateFunction, values: readonly (bigint | Uint8Array)[]): bigint | Uint8Array {
  switch (of) {
    case 'first': return values[0]!;
    case 'last': return values[values.length - 1]!;
    case 'prev': return values[values.length - 2]!;
    case 'count': return BigInt(values.length);
    case 'min': return values.map(integer).reduce((a, b) => (a < b ? a : b));
    case 'max': return values.map(integer).reduce((a, b) => (a > b ? a : b));
    case 'sum': return sum(values);
    case 'avg': return BigInt.asIntN(64, sum(values) / BigInt(values.length));
  }
}

/** Wraps, as all arithmetic does. */
function sum(values: readonly (bigint | Uint8Array)[]): bigint {
  return BigInt.asIntN(64, values.map(integer).reduce((a, b) => a + b));
}

function integer(value: bigint | Uint8Array): bigint {
  if (typeof value !== 'bigint') {
    throw new Error('a string is added or compared as a number');
  }
  return value;
}
