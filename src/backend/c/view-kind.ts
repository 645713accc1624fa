// Makes a kind ready to print: its event, and for each program that reads it a frame, look-ups, and how each attach point
// fills the event.

import type { EventField } from '../../events/catalogue.js';
import { canOverride, canRefuse } from '../../events/reactions.js';
import type { KindPart, KindPlan } from '../../plan/plan.js';
import { identifierOf, pointsOf, type Point } from '../../plan/points.js';
import { formOf } from './layout.js';
import type { MonitorNames } from './monitor-names.js';
import { upper } from './names.js';
import { quoteC, quoteComment } from './quote.js';
import { readField } from './read-field.js';
import { viewChoice } from './view-choice.js';
import { paddedFields, viewEvent, type EventView } from './view-event.js';
import { viewLookup, workBytes, type LookupView } from './view-lookup.js';
import type { RuleView } from './view-rule.js';
import type { TableView } from './view-table.js';

/** A frame up to this many bytes stands on the stack (512 in all); a larger one is scratch memory. */
const stackBytes = 192;
/**
 * So does one of up to this many slots: the verifier follows what is written where on the stack, and walks through
 * every slot once more for each way that the slots before it may have left the matches.
 */
const stackSlots = 2;

/** struct wmk_bill of an event, and struct wmk_item of each rule. */
const [billBytes, itemBytes] = [40, 16];

export type KindView = ReturnType<typeof viewKind>;

export function viewKind(
  kind: KindPlan, rules: readonly RuleView[], tables: readonly TableView[], monitor: MonitorNames,
) {
  const { name } = kind.kind;
  const event = viewEvent(kind, monitor);
  return {
    index: kind.index,
    name,
    constant: `${upper(name)}_KIND`,
    quotedName: quoteC(name),
    doc: quoteComment(kind.kind.doc),
    hasTask: kind.kind.subject !== 'none',
    ...event,
    parts: kind.parts.map((part, number) => viewPart({ ...part, number, event }, kind, rules, tables, monitor)),
  };
}

interface Part extends KindPart {
  readonly number: number;
  readonly event: EventView;
}

export type PartView = ReturnType<typeof viewPart>;

/** What one program does with an event of the kind. */
function viewPart(
  part: Part, kind: KindPlan, rules: readonly RuleView[], tables: readonly TableView[], monitor: MonitorNames,
) {
  const { names } = monitor;
  const name = part.number === 0 ? kind.kind.name : `${kind.kind.name}_part_${part.number + 1}`;
  const event: EventView = part.number === 0 ? part.event : {
    ...part.event,
    gathers: part.event.gathers.map((gather) => ({ ...gather, function: names.claim(`${gather.function}_part_${part.number + 1}`) })),
  };
  const lookups = part.lookups.map((lookup) => viewLookup(lookup, { kind, name, isFunction: part.lookups.length > 1, isChosen: part.choice !== null }, event, rules, tables, monitor));
  const readings = part.rules.map((rule) => rules[rule]!.readings.find((reading) => reading.kind === kind.kind.name)!);
  const first = new Set(readings.flatMap(({ gathersForLetter }) => gathersForLetter));
  const needed = new Set([...first, ...readings.flatMap(({ gathersForTests }) => gathersForTests)]);
  const ownRules = part.rules.map((index) => ({ name: rules[index]!.name, constant: rules[index]!.constant }));
  const usesStack = lookups.some((lookup) => lookup.usesStack);
  const reacts = lookups.some((lookup) => lookup.reacts);
  return {
    ...event,
    name,
    number: part.number,
    /** Which counts the event and records it. */
    isFirst: part.number === 0,
    constant: `${upper(kind.kind.name)}_KIND`,
    frame: names.claim(`${name}_frame`),
    read: names.claim(`${name}_read`),
    ...viewBudgets(part, name, ownRules, lookups, monitor),
    onStack: isOnStack(part, kind, event.bytes, monitor)
      && lookups.every(({ keepsKey, columns }) => !keepsKey && columns.length === 0) && kind.gathers.length === 0,
    rules: ownRules,
    lookups,
    hasSeveralLookups: lookups.length > 1,
    choice: part.choice === null ? null : viewChoice(part.choice, name, lookups, names),
    /** Whether any rule may be concerned, as far as the fields say that are read first; null: all are. */
    opens: part.early === null ? null : {
      function: names.claim(`${name}_open`), of: readings.map(({ early }) => early!.isOpen).join(' ||\n\t\t   '),
    },
    inlined: lookups.length > 1 ? '__noinline' : '__always_inline',
    /** Another part's rules may need others. */
    gathers: event.gathers.filter(({ index }) => needed.has(index)),
    gathersFirst: event.gathers.filter(({ index }) => first.has(index)),
    usesStack,
    reacts,
    hasTask: kind.kind.subject === 'none' ? 0 : 1,
    points: pointsOf(kind.kind, monitor.plan.target).map((point) => viewPoint(kind, part, name, point, usesStack, monitor)),
  };
}

/** Whose rules are asked at once whether they read the event, and charged; with an index look-up by look-up, those that it chose. */
function viewBudgets(
  { choice }: KindPart, name: string, rules: readonly Pick<RuleView, 'name' | 'constant'>[], lookups: readonly LookupView[],
  { hasBudgets, names }: MonitorNames,
) {
  if (!hasBudgets) {
    return { admit: '', charges: [] };
  }
  return choice === null
    ? { admit: names.claim(`${name}_admit`), charges: [{ function: names.claim(`${name}_charge`), rules }] }
    : { admit: '', charges: lookups.map((lookup) => ({ function: lookup.charge, rules: lookup.rules })) };
}

/** The look-ups of an event follow each other in the same memory. */
function isOnStack(part: KindPart, kind: KindPlan, eventBytes: number, { plan, hasBudgets }: MonitorNames): boolean {
  const rules = part.rules.map((index) => plan.rules[index]!);
  const bytes = eventBytes + Math.max(...part.lookups.map((lookup) => workBytes(lookup, kind, plan)))
    + (hasBudgets ? billBytes + itemBytes * rules.length : 0);
  const slots = rules.reduce((sum, rule) => sum + (formOf(rule) === 'slots' ? rule.storage.runs : 0), 0);
  return bytes <= stackBytes && slots <= stackSlots && rules.every((rule) => ['once', 'slots'].includes(formOf(rule)));
}

export type PointView = ReturnType<typeof viewPoint>;

function viewPoint(
  kind: KindPlan, part: Part, name: string, point: Point, usesStack: boolean, { plan, names, words }: MonitorNames,
) {
  const padded = paddedFields(kind, plan.rules);
  const readAll = (fields: readonly EventField[]): readonly string[] => fields.flatMap((field) =>
    readField(field, {
      needsStart: kind.instances.has(field.name), isPadded: padded.has(field.name),
      isLater: field.name === 'TimeStamp' && kind.clock !== 'first',
    }, words));
  const first = part.early ?? kind.fields;
  const [readsFirst, readsLater] = [readAll(first), readAll(kind.fields.filter((field) => !first.includes(field)))];
  const reads = [...readsFirst, ...readsLater];
  const texts = [...reads, point.when ?? ''];
  const refusable = canRefuse(point.where) || canOverride(point.where);
  const refuses = refusable && part.denies;
  const takesContext = usesStack || point.parameters.some((parameter) => texts.some((text) => mentions(text, parameter.name)));
  const place = identifierOf(point.where);
  return {
    section: point.where,
    place: point.place,
    function: names.claim(`${name}_at_${place}`),
    constant: `${upper(name)}_AT_${upper(place)}`,
    when: point.when,
    takesContext,
    parametersOfPoint: [...(takesContext ? ['__u64 *ctx'] : []), ...(refuses ? ['__u64 *error'] : [])].join(', ') || 'void',
    arguments: [...(takesContext ? ['ctx'] : []), ...(refuses ? ['&error'] : [])].join(', '),
    /** The kernel asks here whether the event may happen. */
    refusable: refusable ? 1 : 0,
    /** And a rule may say that it may not. */
    refuses,
    parameters: point.parameters
      .map((parameter, index) => ({ ...parameter, index }))
      .filter((parameter) => texts.some((text) => mentions(text, parameter.name)))
      .map((parameter) => ({
        declaration: parameter.type.endsWith('*') ? `${parameter.type}${parameter.name}` : `${parameter.type} ${parameter.name}`,
        type: parameter.type,
        index: parameter.index,
      })),
    needsTask: reads.some((read) => mentions(read, 'subject')),
    /** By a function of wmk.path.h, which has a map and so is included where it is used. */
    readsPath: texts.some((text) => /\bwmk_(fill_path|path_cut)/.test(text)),
    /** As standard fields, or as a kind's own of another task. */
    needsNamespaces: reads.some((read) => /\bwmk_(?:pid_namespace|namespace_process)\b/.test(read)),
    reads: readsFirst,
    readsLater,
  };
}

function mentions(text: string, word: string): boolean {
  return new RegExp(`(?<![\\w.>])${word}\\b`).test(text);
}
