// Makes a look-up ready to print: in goes which rules of one table an event is shown to, and under which keys, out come the
// steps of the way from the event to the records of its matches.

import type { EventField } from '../../events/catalogue.js';
import type { KindPlan, LookupPlan, LookupRule, Plan } from '../../plan/plan.js';
import { copyField, storedBytes } from './fields.js';
import { outcomeBytes } from './layout.js';
import { bytesOfKey } from './memory.js';
import type { MonitorNames } from './monitor-names.js';
import type { EventView } from './view-event.js';
import type { RuleView } from './view-rule.js';
import { isInstance, type TableView } from './view-table.js';

export type LookupView = ReturnType<typeof viewLookup>;

/** A template asks every table the same questions. */
const noTable = { name: '', upper: '', find: '', own: '', arm: '', inBuckets: false, inTask: false, sweeps: false };

/** A longer key does not stand on the program's stack. */
const keyOnStack = 64;

interface Within {
  readonly kind: KindPlan;
  /** Of the part of the kind. */
  readonly name: string;
  /** One of several. */
  readonly isFunction: boolean;
  /** By the index: only then its rules are asked whether they read the event. */
  readonly isChosen: boolean;
}

export function viewLookup(
  lookup: LookupPlan, { kind, name: part, isFunction, isChosen }: Within, event: EventView, rules: readonly RuleView[], tables: readonly TableView[],
  monitor: MonitorNames,
) {
  const { plan, names } = monitor;
  const table = lookup.table === null ? null : tables[lookup.table]!;
  const name = names.claim(`${part}_${table?.name ?? 'at_once'}`);
  const views = lookup.rules.map((of) => viewRuleIn(of, kind, rules, table, monitor));
  const letters = views.map((rule) => `work->letters.${rule.name}`);
  const begin = views.filter(({ begins, remembers }) => begins || remembers);
  const keepsKey = table !== null && table.inBuckets &&
    (lookup.keys.length > 1 || bytesOfKey(plan.tables[lookup.table!]!) > keyOnStack);
  const later = new Set(lookup.rules.flatMap(({ rule }) => readingOf(rules[rule]!, kind).gathersForTests));
  lookup.rules.forEach(({ rule }) => readingOf(rules[rule]!, kind).gathersForLetter.forEach((gather) => later.delete(gather)));
  return {
    function: name,
    charge: monitor.hasBudgets && isChosen ? names.claim(`${name}_charge`) : '',
    admits: monitor.hasBudgets && isChosen,
    under: names.claim(`${name}_under`),
    work: names.claim(`${name}_work`),
    /** Of the part's frame. */
    member: name.slice(name.indexOf(`${part}_`) + part.length + 1),
    table: table ?? noTable,
    nrKeys: lookup.keys.length,
    hasSeveralKeys: lookup.keys.length > 1,
    /** Not a part of the program's own. */
    isFunction: isFunction || lookup.keys.length > 1,
    keepsKey,
    keys: lookup.table === null || !table!.inBuckets ? [] : lookup.keys.map((key, index) => ({
      index,
      copies: key.flatMap((field, part) => keyCopies(field, plan.tables[lookup.table!]!.components[part]!,
        keepsKey ? `work->keys[${index}]` : 'key')),
    })),
    rules: views,
    forks: views.filter(({ forks }) => forks),
    pends: views.some(({ pends }) => pends),
    completes: views.filter(({ completes }) => completes),
    columns: views.filter(({ completes, usesKeys }) => completes && usesKeys),
    hasSeveralRules: views.length > 1,
    /** False where the only rule is concerned by every event of the kind. */
    mayBeNothing: views.length > 1 || views.some(({ isConstant }) => !isConstant),
    nothing: lookup.keys.length > 1 ? letters.map((letter) => `!${letter}`).join(' && ') : nothing(views),
    /** Of the task that the event happened to. */
    cgroup: kind.kind.subject === 'none' ? '0' : monitor.words.context.cgroup,
    begins: begin.map(({ keyNeed }) => keyNeed).join(' ||\n\t\t   '),
    ...viewClock(lookup, kind, views),
    begin,
    gathers: event.gathers.filter(({ index }) => later.has(index)),
    /** A match may come to calls that change the system. */
    reacts: views.some(({ completes, reacts }) => completes && reacts),
    usesStack: views.some(({ completes, usesStack }) => completes && usesStack),
  };
}

/** A rule that every event of the kind concerns is asked whether it reads it: its scope the verifier knows. */
function nothing(rules: readonly { readonly name: string; readonly isRead: string; readonly isConstant: boolean }[]): string {
  return rules.map(({ name, isRead, isConstant }) => (isConstant ? `!${isRead}` : `!work->letters.${name}`))
    .join(' && ');
}

/** When the clock is asked, if it was not before: of which events before the runs read them, else of those that match. */
function viewClock({ rules }: LookupPlan, { clock }: KindPlan, views: readonly ReturnType<typeof viewRuleIn>[]) {
  const ofAll = rules.some(({ asksTime }) => asksTime === 'of all');
  const begins = views.filter((rule) => rule.asksTimeOfBegin).map(({ keyNeed }) => keyNeed);
  return {
    asksTime: clock === 'later' && (ofAll || begins.length > 0),
    asksTimeIf: ofAll ? '' : begins.join(' ||\n\t    '),
    asksTimeOfMatch: clock === 'later' && !ofAll,
  };
}

function viewRuleIn({ rule: index, views, asksTime }: LookupRule, kind: KindPlan, rules: readonly RuleView[], table: TableView | null,
  { hasBudgets }: MonitorNames) {
  const rule = rules[index]!;
  const reading = readingOf(rule, kind);
  const inTable = table?.inTask === true ? 'runs->' : 'bucket->runs[way].';
  const runs = table === null ? '' : `${rule.inSlots ? '' : '&'}${inTable}${rule.name}`;
  // Where the rule asks which of its views the key is: from the keys that are the same to the views.
  const keyMask = `0x${views.reduce((mask, key) => mask | (1 << key), 0).toString(16)}`;
  const viewBits = reading.nrViews === 0 ? [] : [views.every((key, view) => key === view) ? `same & ${keyMask}`
    : views.map((key, view) => `(same >> ${key} & 1) << ${view}`).join(' | ')];
  return {
    ...rule,
    index,
    letter: reading.constantLetter ?? `${reading.letterFunction}(${['&frame->event', ...viewBits].join(', ')})`,
    /** Whether the rule reads the event. */
    isRead: hasBudgets ? `frame->items.${rule.name}.reads` : `in_scope(${rule.constant})`,
    isConstant: reading.constantLetter !== null,
    /** Which keys of the look-up are the rule's, a bit each. */
    keyMask,
    reader: reading.isPlain ? 'wmk_plain_reader' : reading.reader,
    begins: reading.begins,
    /** What a suspended rule has missed is told by when its runs began. */
    asksTimeOfBegin: reading.begins && (asksTime === 'of ends' || hasBudgets),
    remembers: reading.rememberSets.length > 0,
    keyed: reading.keyed.length > 0,
    /** Whether the event needs a key that is there. */
    keyNeed: reading.keyed.length > 0
      ? `${reading.keyedTable}[wmk_below(NR_${rule.upper}_LETTERS, work->letters.${rule.name})]`
      : `wmk_begins(&${rule.name}, work->letters.${rule.name})`,
    memory: rule.memory === null ? '' : `&${inTable}${rule.name}_memory`,
    blind: table?.inTask === true ? rule.blind : `bucket->${rule.name}_blind`,
    completes: reading.completes,
    forks: reading.forks,
    pends: reading.pends,
    runs,
  };
}

function readingOf(rule: RuleView, kind: KindPlan): RuleView['readings'][number] {
  return rule.readings.find((candidate) => candidate.kind === kind.kind.name)!;
}

function keyCopies(
  field: EventField, component: Plan['tables'][number]['components'][number], key: string,
): readonly string[] {
  const from = `frame->event.${field.name}`;
  const to = `${key}.${component.identifier}`;
  const value = field.type.kind === 'string'
    ? `wmk_copy(${to}, ${from}, ${storedBytes(field.type)})` : copyField(field.type, to, from);
  return isInstance(component) ? [value, `${to}_start = ${from}_start`] : [value];
}

/** Of what stands in memory for one look-up, beside the event. */
export function workBytes(lookup: LookupPlan, kind: KindPlan, plan: Plan): number {
  const outcomes = lookup.rules.reduce((sum, { rule }) => {
    const reading = plan.rules[rule]!.readings.find((one) => one.kind === kind.kind)!;
    return sum + outcomeBytes(plan.rules[rule]!, reading);
  }, 0);
  return outcomes + 4 * lookup.rules.length;
}
