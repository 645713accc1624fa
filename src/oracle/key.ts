// Which runs an event concerns (section 6): those of each key that a step which it could take would give it.

import type { CheckedRule, JoinClass } from '../check/rule.js';
import { allows } from './run.js';
import { fieldOf, isInstance, type Instance, type TraceEnd, type TraceEvent } from './trace.js';

/** None where the event can take no step and match no negation. */
export function keysOf(rule: CheckedRule, event: TraceEvent): readonly string[] {
  const classes = rule.classes.filter(({ isKey }) => isKey);
  const possible = rule.bindings.filter(({ index }) => allows(rule, index, event));
  return [...new Set(possible.map(({ index }) =>
    JSON.stringify(classes.map((one) => component(one, index, event)))))];
}

/** Whether it is a key of the thread or process that ends. */
export function isOf(key: string, { ends, instance }: TraceEnd): boolean {
  return (JSON.parse(key) as readonly string[]).includes(callInstance(ends, instance));
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
