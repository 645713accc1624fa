// Gathers what all rules together read of each kind: in go the rules' plans, out come the kinds in use, their fields,
// and the look-ups that an event makes.

import type { Catalogue, EventField } from '../events/catalogue.js';
import { fieldsOf } from '../check/expression-parts.js';
import type { KindPlan, LookupPlan, RulePlan, RuleReading, TablePlan } from './plan.js';

export function gatherKinds(
  catalogue: Catalogue, rules: readonly RulePlan[], tables: readonly TablePlan[],
): readonly KindPlan[] {
  const used = [...catalogue.kinds.values()].filter((kind) =>
    rules.some((rule) => rule.readings.some((reading) => reading.kind === kind)),
  );
  return used.map((kind, index) => {
    const readings = rules.flatMap((rule) =>
      rule.readings.filter((reading) => reading.kind === kind).map((reading) => ({ rule, reading })),
    );
    const needed = new Set<EventField>([kind.fields.get('TimeStamp')!]);
    for (const { rule, reading } of readings) {
      [...fieldsRead(rule, reading), ...keyRead(rule, reading)].forEach((field) => needed.add(field));
    }
    const inKeys = readings.flatMap(({ rule, reading }) => keyRead(rule, reading));
    return {
      index,
      kind,
      fields: [...kind.fields.values()].filter((field) => needed.has(field)).sort(timeFirst),
      instances: new Set(
        readings.flatMap(({ rule, reading }) =>
          keyRead(rule, reading).filter((_, part) => isInstance(rule, part)).map((field) => field.name)),
      ),
      padded: new Set(inKeys.filter((field) => field.type.kind === 'string').map((field) => field.name)),
      rules: readings.map(({ rule }) => rule.index),
      lookups: shareLookups(readings),
    };
  });

  /** Task storage is the current thread's without being told its number. */
  function keyRead(rule: RulePlan, reading: RuleReading): readonly EventField[] {
    return rule.table !== null && tables[rule.table]!.storage === 'buckets' ? reading.key : [];
  }

  function isInstance(rule: RulePlan, part: number): boolean {
    const type = rule.key[part]!.type.kind;
    return type === 'process' || type === 'thread';
  }
}

function timeFirst(a: EventField, b: EventField): number {
  return Number(b.name === 'TimeStamp') - Number(a.name === 'TimeStamp');
}

function fieldsRead(rule: RulePlan, reading: RuleReading): readonly EventField[] {
  const ofKind = (binding: number): boolean => rule.bindingKinds[binding] === reading.kind;
  return [
    ...reading.predicates.flatMap((predicate) => fieldsOf(predicate.expression).map((use) => use.field)),
    ...rule.guards
      .filter((guard) => ofKind(guard.last))
      .flatMap((guard) => fieldsOf(guard.expression).filter((use) => use.binding === guard.last).map((use) => use.field)),
    ...rule.captures.filter((capture) => ofKind(capture.binding)).map((capture) => capture.field),
  ];
}

function shareLookups(
  readings: readonly { readonly rule: RulePlan; readonly reading: RuleReading }[],
): readonly LookupPlan[] {
  const lookups = new Map<string, { table: number | null; key: readonly EventField[]; rules: number[] }>();
  for (const { rule, reading } of readings) {
    const signature = JSON.stringify([rule.table, reading.key.map((field) => field.name)]);
    const entry = lookups.get(signature);
    if (entry === undefined) {
      lookups.set(signature, { table: rule.table, key: reading.key, rules: [rule.index] });
    } else {
      entry.rules.push(rule.index);
    }
  }
  return [...lookups.values()];
}
