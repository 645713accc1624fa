// Gathers what all rules together read of each kind: in go the rules' plans, out come the kinds in use, their fields,
// and the look-ups that an event makes.

import { allStatements } from '../check/statement-parts.js';
import type { Catalogue, EventField, EventKind } from '../events/catalogue.js';
import { bytesSearched, costOf } from './cost.js';
import { isDear } from './early.js';
import { shareOut } from './parts.js';
import { shareLookups } from './lookups.js';
import type { Target } from './points.js';
import type { KindPart, KindPlan, Load, RulePlan, TablePlan } from './plan.js';
import { fieldsOf, fieldsOfEarly, fieldsOfLetter, fieldsRead, tellsTime, type Reader } from './reader.js';

export type Gathers = ReadonlyMap<EventKind, KindPlan['gathers']>;

export function gatherKinds(
  catalogue: Catalogue, rules: readonly RulePlan[], tables: readonly TablePlan[], gathers: Gathers, fewRules: number,
  target: Target,
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
    const fields = [...kind.fields.values()].filter((field) => needed.has(field)).sort(timeFirst);
    return {
      index,
      kind,
      fields,
      instances: new Set(inKeys.filter(({ isInstance }) => isInstance).map(({ field }) => field.name)),
      clock: atFirst.has(time) || (isAsked && time.read !== 'standard') ? 'first' : isAsked ? 'later' : 'never',
      padded: new Set(inKeys.filter(({ field }) => field.type.kind === 'string').map(({ field }) => field.name)),
      gathers: gathered,
      rules: readers.map(({ rule }) => rule.index),
      parts: shareOut(readers.map((reader) => ({ ...reader, load: loadOf(reader) })), target)
        .map(({ members, load }) => ({
          rules: members.map(({ rule }) => rule.index), denies: members.some(mayDeny), load,
          early: members.length > fewRules ? null : fieldsReadFirst(members, fields), ...shareLookups(members, fewRules),
        }))
        .sort((a, b) => Number(a.denies) - Number(b.denies)),
    };
  });
}

/** The time is one of them, as where it is read at all here, it is to be that of before the others. */
function fieldsReadFirst(readers: readonly Reader[], fields: readonly EventField[]): KindPart['early'] {
  const asked = new Set(readers.flatMap(fieldsOfEarly));
  const first = fields.filter((field) => asked.has(field) || field.name === 'TimeStamp');
  const isWorthIt = fields.some((field) => isDear(field) && !first.includes(field));
  return isWorthIt && readers.every(({ reading }) => reading.early !== null) ? first : null;
}

/** Its look-up is one of a few rules, and not counted; what DO tells and does is functions of its own. */
function loadOf({ rule, reading }: Reader): Load {
  const statements = reading.completes ? allStatements(rule.reaction) : [];
  const notes = statements.filter(({ kind }) => kind === 'log' || kind === 'emit');
  return {
    cost: costOf(rule, reading),
    nrRules: 1,
    tables: new Set(rule.table === null ? [] : [rule.table]),
    nrFunctions: statements.length === 0 ? 0 : 2 + notes.length,
    searched: reading.predicates.reduce((sum, { expression }) => sum + bytesSearched(expression), 0),
  };
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

function timeFirst(a: EventField, b: EventField): number {
  return Number(b.name === 'TimeStamp') - Number(a.name === 'TimeStamp');
}
