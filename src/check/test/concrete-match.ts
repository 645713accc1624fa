// For tests: a shortest match with values: in go a rule and what is known of the events of such a match, out comes a
// trace of them, in which what need not be equal is not. Null where two literals would have to be.

import type { FieldValue, TraceEvent } from '../../oracle/trace.js';
import type { EventField } from '../../events/catalogue.js';
import type { CheckedRule } from '../rule.js';
import type { MatchEvent, ShortestMatch } from '../shortest-match.js';

/** For rules whose conditions on one event are equalities of a field with a literal integer, or of two fields. */
export function concreteMatch(rule: CheckedRule, { events }: ShortestMatch): readonly TraceEvent[] | null {
  const literals = new Map<string, Set<bigint>>();
  for (const event of events) {
    for (const { expression } of rule.bindings[event.binding]!.predicates) {
      if (expression.kind === 'binary' && expression.left.kind === 'field' && expression.right.kind === 'integer') {
        const value = event.valueOf(expression.left.field.name);
        literals.set(value, (literals.get(value) ?? new Set<bigint>()).add(expression.right.value));
      }
    }
  }
  if ([...literals.values()].some((values) => values.size > 1)) {
    return null;
  }
  const numbers = new Map([...literals].map(([name, values]) => [name, [...values][0]!]));
  const numberOf = (name: string): bigint => {
    numbers.set(name, numbers.get(name) ?? BigInt(1000 + numbers.size));
    return numbers.get(name)!;
  };
  return events.map((event, at) => ({
    kind: rule.bindings[event.binding]!.kind.name,
    fields: new Map([...rule.bindings[event.binding]!.kind.fields.values()]
      .map((field) => [field.name, valueOf(field, event, at, numberOf)])),
    context: {},
  }));
}

function valueOf(field: EventField, event: MatchEvent, at: number, numberOf: (name: string) => bigint): FieldValue {
  const number = field.name === 'TimeStamp' ? BigInt(at) : numberOf(event.valueOf(field.name));
  switch (field.type.kind) {
    case 'process':
    case 'thread': return { number, start: 1n };
    case 'string': return Buffer.from(`${number}`);
    case 'address': return Buffer.alloc(16, `${number}`);
    case 'integer': return number;
  }
}
