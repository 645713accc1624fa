// Gathers what all rules together read of each kind: in go the rules' plans, out come the kinds in use, their fields,
// and the look-ups that an event makes.

import { leavesOf } from '../check/expression-parts.js';
import { allStatements } from '../check/statement-parts.js';
import type { Catalogue, EventField, EventKind } from '../events/catalogue.js';
import { costOf } from './cost.js';
import { shareOut } from './parts.js';
import type { KindPlan, LookupPlan, PlanExpression, RulePlan, RuleReading, TablePlan } from './plan.js';

export type Gathers = ReadonlyMap<EventKind, KindPlan['gathers']>;

interface Reader {
  readonly rule: RulePlan;
  readonly reading: RuleReading;
}

export function gatherKinds(
  catalogue: Catalogue, rules: readonly RulePlan[], tables: readonly TablePlan[], gathers: Gathers,
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
    const atFirst = new Set<EventField>([
      ...readers.flatMap(fieldsOfLetter), ...inKeys.map(({ field }) => field),
      ...gathered.flatMap(({ keys }) => keys.flatMap(fieldsOf)),
    ]);
    const needed = new Set<EventField>([...atFirst, ...readers.flatMap(fieldsRead), time]);
    const isAsked = readers.some((reader) => fieldsRead(reader).includes(time) || tellsTime(reader));
    return {
      index,
      kind,
      fields: [...kind.fields.values()].filter((field) => needed.has(field)).sort(timeFirst),
      instances: new Set(inKeys.filter(({ isInstance }) => isInstance).map(({ field }) => field.name)),
      clock: atFirst.has(time) || (isAsked && time.read !== 'standard') ? 'first' : isAsked ? 'later' : 'never',
      padded: new Set(inKeys.filter(({ field }) => field.type.kind === 'string').map(({ field }) => field.name)),
      gathers: gathered,
      rules: readers.map(({ rule }) => rule.index),
      parts: shareOut(readers.map((reader) => ({ ...reader, cost: costOf(reader.rule, reader.reading) })))
        .map(({ members, cost }) => ({
          rules: members.map(({ rule }) => rule.index), denies: members.some(mayDeny), cost, lookups: shareLookups(members),
        }))
        .sort((a, b) => Number(a.denies) - Number(b.denies)),
    };
  });
}

function mayDeny({ rule, reading }: Reader): boolean {
  return reading.completes && allStatements(rule.reaction).some(({ kind }) => kind === 'deny' || kind === 'override');
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

/** Whether it does so of every event that is something to the rule, beside those that begin a run or complete one. */
function asksTimeOfAll({ rule, reading }: Reader): boolean {
  return rule.windowNs !== null || reading.remembers || rule.selection === 'all' || rule.selection === 'any'
    || fieldsRead({ rule, reading }).some(({ name }) => name === 'TimeStamp');
}

function timeFirst(a: EventField, b: EventField): number {
  return Number(b.name === 'TimeStamp') - Number(a.name === 'TimeStamp');
}

function fieldsOfLetter({ reading }: Reader): readonly EventField[] {
  return reading.predicates.flatMap(({ expression }) => fieldsOf(expression));
}

/** When it is something to the rule. */
function fieldsRead({ rule, reading }: Reader): readonly EventField[] {
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

function fieldsOf(expression: PlanExpression): readonly EventField[] {
  return leavesOf(expression).flatMap((leaf) => (leaf.kind === 'event' || leaf.kind === 'extreme' ? [leaf.field] : []));
}

/** Rules of one table are looked up together; each distinct list of fields gives a key. */
function shareLookups(readers: readonly Reader[]): readonly LookupPlan[] {
  const byTable = new Map<number | null, { keys: Map<string, readonly EventField[]>; readers: Reader[] }>();
  for (const reader of readers) {
    const entry = byTable.get(reader.rule.table) ?? { keys: new Map<string, readonly EventField[]>(), readers: [] as Reader[] };
    byTable.set(reader.rule.table, entry);
    entry.readers.push(reader);
    reader.reading.views.forEach(({ key }) => entry.keys.set(nameKey(key), key));
  }
  return [...byTable].map(([table, entry]) => ({
    table,
    keys: [...entry.keys.values()],
    rules: entry.readers.map((reader) => ({
      rule: reader.rule.index,
      views: reader.reading.views.map(({ key }) => [...entry.keys.keys()].indexOf(nameKey(key))),
      asksTime: asksTimeOfAll(reader) ? 'of all' : 'of ends',
    })),
  }));
}

function nameKey(fields: readonly EventField[]): string {
  return fields.map(({ name }) => name).join();
}
