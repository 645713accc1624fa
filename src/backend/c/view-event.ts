// Makes the event of a kind ready to print: in goes the kind's plan, out come its members, what a loader is told of them,
// and what is looked up in maps for it.

import { isLeaf } from '../../check/expression-parts.js';
import type { EventField, FieldType } from '../../events/catalogue.js';
import type { KindPlan, RulePlan } from '../../plan/plan.js';
import { eventContext } from './condition.js';
import { mayFail } from './expression.js';
import { abiType, declareField, storedBytes, structBytes, widestFirst } from './fields.js';
import { fillKey } from './fill-key.js';
import { mapOf, type MonitorNames } from './monitor-names.js';
import { quoteC } from './quote.js';
import { signed64 } from './view-map.js';

export type EventView = ReturnType<typeof viewEvent>;

const unsigned64: FieldType = { kind: 'integer', bits: 64, signed: false, cType: '__u64' };
const flag: FieldType = { kind: 'integer', bits: 8, signed: false, cType: '__u8' };

export function viewEvent(kind: KindPlan, monitor: MonitorNames) {
  const name = kind.kind.name;
  const event = monitor.events.get(name)!;
  const gathers = kind.gathers.map((gather, index) => viewGather(kind, gather, index, monitor));
  const members = widestFirst([
    ...kind.fields.map((field) => ({ type: field.type, name: field.name })),
    ...[...kind.instances].map((field) => ({ type: unsigned64, name: `${field}_start` })),
    ...gathers.flatMap((gather, index) => [
      { type: signed64, name: `gathered_${index}` },
      ...(gather.mayFail ? [{ type: flag, name: `gathered_${index}_failed` }] : []),
    ]),
  ]);
  return {
    event,
    members: members.map((member) => ({ declaration: declareField(member.type, member.name) })),
    bytes: structBytes(members.map((member) => member.type)),
    fields: kind.fields.map((field) => ({
      name: quoteC(field.name),
      member: field.name,
      bytes: field.type.kind === 'string' ? field.type.bytes : storedBytes(field.type),
      abiType: abiType(field.type),
      start: kind.instances.has(field.name) ? `offsetof(struct ${event}, ${field.name}_start)` : 'WMK_NO_START',
    })),
    flags: flagsOf(kind),
    gathers,
    /** The maps that events are looked up in, each once. */
    maps: [...new Set(kind.gathers.map(({ map }) => map))].map((map) => mapOf(monitor, map)),
  };
}

function viewGather(kind: KindPlan, { map, keys }: KindPlan['gathers'][number], index: number, monitor: MonitorNames) {
  const view = mapOf(monitor, map);
  return {
    index,
    function: monitor.names.claim(`${kind.kind.name}_gather_${index}`),
    map: view,
    statements: fillKey(view, keys, 'key', eventContext(monitor, [])),
    mayFail: keys.some((key) => !isLeaf(key) && mayFail(key)),
  };
}

/** Of whom the current thread is, for what replays a recording. */
function flagsOf({ kind }: KindPlan): string {
  const isStandard = (field: string): boolean => kind.fields.get(field)?.read === 'standard';
  return [
    ...(kind.subject === 'none' ? [] : ['WMK_KIND_HAS_TASK']),
    ...(isStandard('ProcessId') ? ['WMK_KIND_PROCESS_ID'] : []),
    ...(isStandard('ThreadId') ? ['WMK_KIND_THREAD_ID'] : []),
  ].join(' | ') || '0';
}

/**
 * Fields of which what follows the end of a string is cleared: those of keys, and those that tell runs apart, as both are
 * compared in whole words.
 */
export function paddedFields(kind: KindPlan, rules: readonly RulePlan[]): ReadonlySet<string> {
  const inIdentities = rules.flatMap(({ storage, updates }) => {
    const cells = new Set(storage.form === 'pool' ? storage.identity?.flat() : []);
    return updates.flatMap(({ assigns }) => assigns.flatMap((assign): EventField[] =>
      (assign.how === 'set' && cells.has(assign.cell) && assign.field.type.kind === 'string' ? [assign.field] : [])));
  });
  const own = inIdentities.filter((field) => kind.fields.includes(field));
  return new Set([...kind.padded, ...own.map(({ name }) => name)]);
}
