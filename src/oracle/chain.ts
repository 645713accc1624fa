// One chain of a run (section 6): which events its steps have taken, and what one event does to it.

import type { Chain, CheckedRule } from '../check/rule.js';
import { same } from './evaluate.js';
import { guardHolds } from './guard.js';
import type { Scene } from './leaf.js';
import type { Memory } from './memory.js';
import { momentOf, type Moment } from './moment.js';
import type { Past } from './past.js';
import { fieldOf, scalar, type TraceEvent } from './trace.js';

export interface RunChain {
  readonly chain: Chain;
  /** Of each step that has taken an event: that event, or the elements of the array so far. */
  readonly bound: Scene['bound'];
  /** It has taken its last step and awaits the end of its window, as a negation stands last. */
  readonly isPending: boolean;
}

/** An event that is being read under one key. */
export interface Reading {
  readonly rule: CheckedRule;
  readonly event: TraceEvent;
  /** Bindings whose conditions on one event alone it meets, and whose key it has. */
  readonly mayBe: ReadonlySet<number>;
  readonly memory: Memory;
  readonly past: Past;
}

export interface Moved {
  readonly chain: RunChain;
  readonly isFinished: boolean;
}

/**
 * Null where the event does not move the chain. Where it could both extend an array and take the next step, it takes
 * the next step.
 */
export function advance(reading: Reading, one: RunChain): Moved | null {
  if (one.isPending) {
    return null; // an array that is the last step takes no element any more
  }
  const taken = one.bound.size;
  if (elementsNeeded(reading.rule, one) > 0) {
    return take(reading, one, taken - 1);
  }
  return (taken < one.chain.steps.length ? take(reading, one, taken) : null)
    ?? (takesFurther(reading.rule, one) ? take(reading, one, taken - 1) : null);
}

/**
 * An event matches a negation that the chain is watching: those between the step that was taken last and the next, or
 * behind the last one. Before the last element that an array needs there is nothing to watch for.
 */
export function isKilled(reading: Reading, one: RunChain): boolean {
  const watched = one.isPending ? one.chain.trailing
    : elementsNeeded(reading.rule, one) > 0 ? [] : one.chain.steps[one.bound.size]?.watched ?? [];
  return watched.some((binding) => canBe(reading, binding, one, [{ is: 'negated', binding }]));
}

/** How many more elements the array that was begun last needs before the chain can go on. */
export function elementsNeeded(rule: CheckedRule, one: RunChain): number {
  const array = arrayBegun(rule, one);
  return array === null ? 0 : Math.max(0, array.least - array.events.length);
}

/** Whether the array that was begun last is open. */
export function takesFurther(rule: CheckedRule, one: RunChain): boolean {
  return arrayBegun(rule, one)?.open ?? false;
}

function arrayBegun(
  rule: CheckedRule, { chain, bound }: RunChain,
): { readonly least: number; readonly open: boolean; readonly events: readonly TraceEvent[] } | null {
  const step = chain.steps[bound.size - 1];
  const array = step === undefined ? null : rule.bindings[step.binding]!.array;
  return step === undefined || array === null ? null : { ...array, events: bound.get(step.binding)! };
}

/** The event as a step, or as an element of an array; null where it does not take it. */
function take(reading: Reading, one: RunChain, index: number): Moved | null {
  const { binding } = one.chain.steps[index]!;
  const moments: readonly Moment[] = [
    ...(one.bound.has(binding) ? [] : [{ is: 'first', step: index } as const]), { is: 'each', step: index },
  ];
  if (!canBe(reading, binding, one, moments)) {
    return null;
  }
  const chain = { ...one, bound: withEvent(one.bound, binding, reading.event) };
  const isAtEnd = index === one.chain.steps.length - 1 && elementsNeeded(reading.rule, chain) === 0;
  if (!isAtEnd) {
    return { chain, isFinished: false };
  }
  const isComplete = canBe(reading, binding, one, [{ is: 'end', step: index }]);
  if (isComplete && one.chain.trailing.length > 0) {
    return { chain: { ...chain, isPending: true }, isFinished: false };
  }
  // where the conditions on an array that is the last step fail, an open one keeps the element and waits for more
  return isComplete || takesFurther(reading.rule, chain) ? { chain, isFinished: isComplete } : null;
}

/**
 * The event is what the binding asks for, agrees with what the chain has bound, and passes what is tested at these
 * moments.
 */
function canBe(reading: Reading, binding: number, one: RunChain, moments: readonly Moment[]): boolean {
  const { rule, event, mayBe, memory } = reading;
  if (!mayBe.has(binding) || !agrees(reading, binding, one)) {
    return false;
  }
  const bound = withEvent(one.bound, binding, event);
  return rule.guards
    .filter((guard) => moments.some((moment) => isSame(moment, momentOf(rule, guard, one.chain))))
    .every((guard) => guardHolds(rule, guard, bound, { binding, event }, memory));
}

/** All bound fields of a class agree. Those of the key do as the event is read under the key. */
function agrees({ rule, event }: Reading, binding: number, one: RunChain): boolean {
  return rule.classes.filter(({ isKey }) => !isKey).every((joined) => {
    const member = joined.members.find((own) => own.binding === binding);
    const value = classValue(joined, one);
    return member === undefined || value === null || same(scalar(fieldOf(event, member.field.name)), value);
  });
}

/** Of the first step that the chain has taken and that has a field in the class; null where there is none. */
export function classValue(
  { members }: CheckedRule['classes'][number], { chain, bound }: RunChain,
): bigint | Uint8Array | null {
  for (const { binding } of chain.steps) {
    const member = members.find((own) => own.binding === binding);
    const event = bound.get(binding)?.[0];
    if (member !== undefined && event !== undefined) {
      return scalar(fieldOf(event, member.field.name));
    }
  }
  return null;
}

function withEvent(bound: Scene['bound'], binding: number, event: TraceEvent): Scene['bound'] {
  return new Map([...bound, [binding, [...bound.get(binding) ?? [], event]]]);
}

function isSame(a: Moment, b: Moment | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

