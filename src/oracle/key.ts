// Which runs an event concerns (section 6): those of each key that a step which it could take would give it.

import type { CheckedRule, JoinClass } from '../check/rule.js';
import { holds } from './evaluate.js';
import type { Memory } from './memory.js';
import { fieldOf, isInstance, type Instance, type TraceEnd, type TraceEvent } from './trace.js';

/**
 * By key the bindings that the event may be under it: those of its kind whose conditions on one event alone it meets
 * and to which it gives that key. None where it can take no step and match no negation.
 */
export function keysOf(rule: CheckedRule, event: TraceEvent, memory: Memory): ReadonlyMap<string, ReadonlySet<number>> {
  const classes = rule.classes.filter(({ isKey }) => isKey);
  const keys = new Map<string, Set<number>>();
  for (const { index } of rule.bindings.filter((binding) => allows(rule, binding.index, event, memory))) {
    const key = JSON.stringify(classes.map((one) => component(one, index, event)));
    keys.set(key, (keys.get(key) ?? new Set()).add(index));
  }
  return keys;
}

/** Whether it is a key of the thread or process that ends. */
export function isOf(key: string, { ends, instance }: TraceEnd): boolean {
  return (JSON.parse(key) as readonly string[]).includes(callInstance(ends, instance));
}

/** Whether an event is of a binding's kind and meets the conditions on it alone. */
function allows(rule: CheckedRule, index: number, event: TraceEvent, memory: Memory): boolean {
  const binding = rule.bindings[index]!;
  const scene = { bound: new Map([[index, [event]]]), element: new Map([[index, event]]), context: event.context, memory };
  return binding.kind.name === event.kind && binding.predicates.every(({ expression }) => holds(expression, scene));
}

function callInstance(kind: 'thread' | 'process', { number, start }: Instance): string {
  return `${kind} ${number} since ${start}`;
}

/** Fields of processes and threads mean that instance of it, so that a reused number joins nothing. */
function component({ members, agreeAs }: JoinClass, binding: number, event: TraceEvent): string {
  const member = members.find((one) => one.binding === binding);
  if (member === undefined) {
    throw new Error(`a key without a field of binding ${binding}`);
  }
  const value = fieldOf(event, member.field.name);
  if (isInstance(value)) {
    return agreeAs === 'value' ? `${value.number}` : callInstance(agreeAs, value);
  }
  return typeof value === 'bigint' ? `${value}` : `'${Buffer.from(value).toString('latin1')}'`;
}
