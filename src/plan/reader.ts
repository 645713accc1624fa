// A rule's reading of a kind: which of the event's fields it needs, and when it needs to know the time.

import { leavesOf } from '../check/expression-parts.js';
import type { EventField } from '../events/catalogue.js';
import type { PlanExpression, RulePlan, RuleReading } from './plan.js';

export interface Reader {
  readonly rule: RulePlan;
  readonly reading: RuleReading;
}

export function fieldsOfLetter({ reading }: Reader): readonly EventField[] {
  return reading.predicates.flatMap(({ expression }) => fieldsOf(expression));
}

export function fieldsOfEarly({ reading }: Reader): readonly EventField[] {
  return reading.predicates.slice(0, reading.nrEarly).flatMap(({ expression }) => fieldsOf(expression));
}

/** When it is something to the rule. */
export function fieldsRead({ rule, reading }: Reader): readonly EventField[] {
  const tests = [...new Set(reading.symbols.flatMap((symbol) => symbol.tests))];
  return [
    ...tests.flatMap((test) => fieldsOf(rule.tests[test]!.expression)),
    ...reading.symbols.flatMap(({ absences, remembers }) => [
      ...absences.flatMap((test) => rule.absent!.tests[test]!.of.flatMap(({ compares }) => compares.map(({ field }) => field))),
      ...remembers.flatMap((one) => rule.absent!.remembered[one]!.values.map(({ field }) => field)),
    ]),
    ...reading.updates.flatMap((update) => rule.updates[update]!.assigns.flatMap((assign) =>
      ('field' in assign ? [assign.field] : []))),
  ];
}

export function fieldsOf(expression: PlanExpression): readonly EventField[] {
  return leavesOf(expression).flatMap((leaf) => (leaf.kind === 'event' || leaf.kind === 'extreme' ? [leaf.field] : []));
}

/** Whether the engine asks when an event was that it reads so. */
export function tellsTime({ rule, reading }: Reader): boolean {
  return rule.windowNs !== null || reading.begins || reading.completes || reading.remembers;
}

/** Whether it does so of every event that is something to the rule, beside those that begin a run or complete one. */
export function asksTimeOfAll({ rule, reading }: Reader): boolean {
  return rule.windowNs !== null || reading.remembers || rule.selection === 'all' || rule.selection === 'any'
    || fieldsRead({ rule, reading }).some(({ name }) => name === 'TimeStamp');
}
