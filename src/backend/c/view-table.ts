// Makes a table ready to print: in goes its plan, out come the key's members and the names of its functions.

import type { EventField } from '../../events/catalogue.js';
import { fewRules } from '../../plan/limits.js';
import type { KeyComponent, KeyEnd, ProgramPlan, TablePlan } from '../../plan/plan.js';
import type { Target } from '../../plan/points.js';
import { declareField, structBytes } from './fields.js';
import { upper, type Names } from './names.js';
import { quoteC } from './quote.js';
import type { RuleView } from './view-rule.js';

export type TableView = ReturnType<typeof viewTable>;

const start = { kind: 'integer', bits: 64, signed: false, cType: '__u64' } as const;

export function viewTable(table: TablePlan, rules: readonly RuleView[], programs: readonly ProgramPlan[], names: Names, target: Target) {
  const name = names.claim(table.identifier, ['_table', '_key', '_runs', '_bucket']);
  const members = table.components.flatMap((component) =>
    isInstance(component) ? [{ type: start, name: `${component.identifier}_start` }] : [],
  );
  const ordered = [
    ...members,
    ...table.components.map((component) => ({ type: component.type, name: component.identifier })),
  ];
  const has = (how: KeyEnd): boolean => programs.some(({ ends }) => ends.some((end) => end.table === table.index && end.how === how));
  const leaves = has('process-exit');
  const hasOrphans = target === 'stap' && has('thread-free') && table.rules.every((rule) => rules[rule]!.pending === null);
  return {
    index: table.index,
    name,
    constant: `${upper(name)}_TABLE`,
    upper: upper(name),
    inTask: table.storage === 'task',
    inBuckets: table.storage === 'buckets',
    keyless: table.components.length === 0,
    members: ordered.map((member) => ({ declaration: declareField(member.type, member.name) })),
    /** Set, so that a key has no bytes of chance. */
    padding: padding(ordered.map((member) => member.type)),
    nrBuckets: table.nrBuckets ?? 0,
    keys: table.keys ?? 0,
    rules: table.rules.map((rule) => {
      const { name: ruleName, upper: ruleUpper, constant, inSlots, end, memory, blind } = rules[rule]!;
      return { name: ruleName, upper: ruleUpper, constant, inSlots, end, memory, blind };
    }),
    ...viewDeadlines(table, name, rules, names),
    quotedName: quoteC(name),
    quotedKey: quoteC(table.components.map((component) => component.identifier).join(', ')),
    find: names.claim(`${name}_find`),
    end: names.claim(`${name}_end`),
    /** A program in which a thousand of them end would be longer than a jump. */
    hasManyRules: table.rules.length > fewRules,
    owner: table.owner,
    ofProcess: table.owner?.kind === 'process',
    /** A process that runs no more is told of before its end. */
    leaves,
    /** Keys that no window ends, of threads that then took their leader's number: no event finds them again. */
    hasOrphans,
    /** Of keys that had to make room for others some had not expired, but were over. */
    givesWay: leaves || hasOrphans,
    endsWhole: table.owner !== null && table.owner.isWhole,
    sweeps: table.owner !== null && !table.owner.isWhole,
    owners: names.claim(`${name}_owners`),
    own: names.claim(`${name}_own`),
    sweep: names.claim(`${name}_sweep`),
  };
}

/** Of rules whose runs may await their deadline; no names where there are none. */
function viewDeadlines(table: TablePlan, name: string, rules: readonly RuleView[], names: Names) {
  const pending = table.rules.map((rule) => rules[rule]!).filter((rule) => rule.pending !== null)
    .map((rule) => ({ ...rule, take: names.claim(`${rule.name}_take_due`) }));
  const claim = (ending: string): string => (pending.length === 0 ? '' : names.claim(`${name}_${ending}`));
  const [timers, makeTimers] = [claim('timers'), claim('make_timers')];
  return {
    pending,
    columns: pending.filter(({ usesKeys }) => usesKeys),
    timer: claim('timer'),
    timers,
    makeTimer: claim('make_timer'),
    makeTimers,
    arm: claim('arm'),
    due: claim('due'),
    matches: claim('due_matches'),
    takeWay: claim('take_due'),
    fire: claim('fire'),
    quotedTimers: quoteC(timers),
    quotedMakeTimers: quoteC(makeTimers),
  };
}

export function isInstance(component: KeyComponent): boolean {
  return component.type.kind === 'process' || component.type.kind === 'thread';
}

function padding(types: readonly EventField['type'][]): number {
  const exact = types.reduce((sum, type) => sum + structBytesOf(type), 0);
  return structBytes(types) - exact;
}

function structBytesOf(type: EventField['type']): number {
  return type.kind === 'integer' ? type.bits / 8 : type.kind === 'process' || type.kind === 'thread' ? 4 : structBytes([type]);
}
