// Gathers what all rules together read of each kind: in go the rules' plans, out come the kinds in use, their fields,
// and the look-ups that an event makes.

import { leavesOf } from '../check/expression-parts.js';
import { allStatements } from '../check/statement-parts.js';
import type { Catalogue, EventField, EventKind } from '../events/catalogue.js';
import { costOf } from './cost.js';
import { shareOut } from './parts.js';
import type { KindPlan, PlanExpression, RulePlan, TablePlan } from './plan.js';
import { shareLookups, type Reader } from './lookups.js';

export type Gathers = ReadonlyMap<EventKind, KindPlan['gathers']>;

export function gatherKinds(
  catalogue: Catalogue, rules: readonly RulePlan[], tables: readonly TablePlan[], gathers: Gathers, fewRules: number,
): readonly KindPlan[] {
  const used = [...catalogue.kinds.values()].filter((kind) =>
    rules.some((rule) => rule.readings.some((reading) => reading.kind === kind)),
  );
  return used.map((kind, index) => {
    const readers = rules.flatMap((rule) =>
      rule.readings.filter((reading) => reading.kind === kind).map((reading) => ({ rule, reading })),
    );
    const gathered = gathers.get(kind) ?? [];
    const inKeys = readers.flatMap((reader) => keyRead(reader, tables));
    const time = kind.fields.get('TimeStamp')!;
    const needed = new Set<EventField>([
      ...readers.flatMap(fieldsRead), ...inKeys.map(({ field }) => field),
      ...gathered.flatMap(({ keys }) => keys.flatMap(fieldsOf)),
    ]);
    const usesTime = needed.has(time) || readers.some(tellsTime);
    needed.add(time);
    return {
      index,
      kind,
      fields: [...kind.fields.values()].filter((field) => needed.has(field)).sort(timeFirst),
      instances: new Set(inKeys.filter(({ isInstance }) => isInstance).map(({ field }) => field.name)),
      usesTime,
      padded: new Set(inKeys.filter(({ field }) => field.type.kind === 'string').map(({ field }) => field.name)),
      gathers: gathered,
      rules: readers.map(({ rule }) => rule.index),
      parts: shareOut(readers.map((reader) => ({ ...reader, table: reader.rule.table, cost: costOf(reader.rule, reader.reading) })))
        .map(({ members, cost }) => ({
          rules: members.map(({ rule }) => rule.index), denies: members.some(mayDeny), cost, ...shareLookups(members, fewRules),
        }))
        .sort((a, b) => Number(a.denies) - Number(b.denies)),
    };
  });
}

function mayDeny({ rule, reading }: Reader): boolean {
  return reading.completes && allStatements(rule.reaction).some((statement) => statement.kind === 'deny');
}

/** Task storage is the current thread's without being told its number. */
function keyRead(
  { rule, reading }: Reader, tables: readonly TablePlan[],
): readonly { readonly field: EventField; readonly isInstance: boolean }[] {
  if (rule.table === null || tables[rule.table]!.storage !== 'buckets') {
    return [];
  }
  return reading.views.flatMap(({ key }) => key.map((field, part) => {
    const type = rule.key[part]!.type.kind;
    return { field, isInstance: type === 'process' || type === 'thread' };
  }));
}

/** Whether the engine asks when an event was that it reads so. */
function tellsTime({ rule, reading }: Reader): boolean {
  return rule.windowNs !== null || reading.begins || reading.completes || reading.remembers;
}

function timeFirst(a: EventField, b: EventField): number {
  return Number(b.name === 'TimeStamp') - Number(a.name === 'TimeStamp');
}

function fieldsRead({ rule, reading }: Reader): readonly EventField[] {
  const tests = [...new Set(reading.symbols.flatMap((symbol) => symbol.tests))];
  return [
    ...reading.predicates.flatMap(({ expression }) => fieldsOf(expression)),
    ...tests.flatMap((test) => fieldsOf(rule.tests[test]!.expression)),
    ...reading.symbols.flatMap(({ absences, remembers }) => [
      ...absences.flatMap((test) => rule.absent!.tests[test]!.of.flatMap(({ compares }) => compares.map(({ field }) => field))),
      ...remembers.flatMap((one) => rule.absent!.remembered[one]!.values.map(({ field }) => field)),
    ]),
    ...reading.updates.flatMap((update) => rule.updates[update]!.assigns.flatMap((assign) =>
      ('field' in assign ? [assign.field] : []))),
  ];
}

function fieldsOf(expression: PlanExpression): readonly EventField[] {
  return leavesOf(expression).flatMap((leaf) => (leaf.kind === 'event' || leaf.kind === 'extreme' ? [leaf.field] : []));
}
