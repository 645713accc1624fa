// Makes DO ready to print: in go a rule's statements, out come what they name, what they tell as records of their own, which
// calls they come to, and the statements in C.

import type { FormatPart } from '../../check/rule.js';
import { allStatements, targetsOf, valuesOf } from '../../check/statement-parts.js';
import type { RulePlan } from '../../plan/plan.js';
import { viewRecord, type Told } from './columns.js';
import { mayLack, nameFound, type LetView, type MatchNames } from './match-values.js';
import { mapOf, type MonitorNames } from './monitor-names.js';
import { makeNames, upper } from './names.js';
import { origin, sourceText } from './origin.js';
import { quoteC } from './quote.js';
import { linesOf, viewStatements, type Call, type Note, type PlanStatement } from './view-statements.js';

export type ReactionView = NonNullable<ReturnType<typeof viewReaction>>;

/** Null: the rule only tells. */
export function viewReaction(rule: RulePlan, name: string, monitor: MonitorNames, stateName: MatchNames['stateName']) {
  if (rule.reaction.length === 0) {
    return null;
  }
  const statements = allStatements(rule.reaction);
  const names: MatchNames = { rule, monitor, stateName, lets: nameLets(statements) };
  const notes = statements.filter(isNote).map((note, index) => viewNote(note, index, name, names));
  const calls = statements.filter(isCall).map((call) => viewCall(call, name, monitor));
  const views = viewStatements(rule.reaction, names,
    (note) => notes.find(({ statement }) => statement === note)!.function,
    (call) => calls.find(({ statement }) => statement === call)!.constant);
  const lines = linesOf(views);
  const mentions = (pattern: RegExp): boolean => lines.some((line) => pattern.test(line));
  return {
    function: monitor.names.claim(`${name}_react`),
    perform: monitor.names.claim(`${name}_perform`),
    lets: [...names.lets.values()].map(({ member, type, has }) =>
      ({ declaration: `${type.kind === 'integer' && !type.signed ? '__u64' : '__s64'} ${member}`, has })),
    letStruct: monitor.names.claim(`${name}_let`),
    notes,
    calls,
    reacts: calls.length > 0,
    statements: views,
    foundNames: nameFound(statements.flatMap(valuesOf)).join(', '),
    looksUp: nameFound(statements.flatMap(valuesOf)).length > 0,
    readsState: mentions(/^switch \(state\)/),
    readsMatch: notes.length > 0 || mentions(/match->|^switch \(state\)/),
    readsNow: notes.length > 0 || mentions(/\bnow\b/),
    readsCgroup: notes.length > 0,
    readsStats: notes.length > 0 || mentions(/\bstats\b/),
    usesValue: mentions(/(?<![>.])\bvalue = /),
    usesHolds: mentions(/(?<![>.])\bholds = /),
    usesValid: mentions(/\bvalid\b/),
    usesExe: mentions(/\bwmk_fill_exe\b/) || notes.some(({ usesExe }) => usesExe),
    /** TABLEs of which it writes entries, each once. */
    targets: [...new Set(targetsOf(rule.reaction).flatMap((target) => (target.kind === 'entry' ? [target.table] : [])))]
      .map((map) => mapOf(monitor, map)),
  };
}

/** An integer is 64 bits, with the sign that the language gives it. */
function nameLets(statements: readonly PlanStatement[]): ReadonlyMap<number, LetView> {
  const own = makeNames();
  const lets = new Map<number, LetView>();
  for (const statement of statements) {
    if (statement.kind === 'let') {
      const { local, value } = statement;
      const member = own.claim(statement.name);
      const signed = !(value.type.kind === 'integer' && value.type.bits === 64 && !value.type.signed);
      lets.set(local, {
        member,
        type: { kind: 'integer', bits: 64, signed, cType: signed ? '__s64' : '__u64' },
        has: mayLack(value, lets) ? own.claim(`has_${statement.name}`) : null,
      });
    }
  }
  return lets;
}

/** What a log or an emit tells, as a record of its own. */
function viewNote(note: Note, index: number, name: string, names: MatchNames) {
  const told: readonly Told[] = note.values.map((value, at) =>
    ({ ...value, label: note.kind === 'emit' ? note.labels[at]! : String(at + 1) }));
  const base = `${name}_${note.kind}_${index + 1}`;
  return {
    statement: note,
    number: index + 1,
    function: names.monitor.names.claim(base),
    isLog: note.kind === 'log' ? 1 : 0,
    format: quoteC(note.kind === 'log' ? formatOf(note.format) : ''),
    origin: origin(note.span),
    text: sourceText(note.span),
    ...viewRecord(told, base, names),
  };
}

/** As the loader reads it: text with conversions, in which a % is written twice. */
function formatOf(format: readonly FormatPart[]): Uint8Array {
  const percent = 0x25;
  return Uint8Array.from(format.flatMap((part) => (typeof part === 'string' ? [percent, part.charCodeAt(0)]
    : [...part].flatMap((byte) => (byte === percent ? [percent, percent] : [byte])))));
}

/** A call that changes the system. */
function viewCall(call: Call, name: string, { names }: MonitorNames) {
  const what = call.kind === 'signal' && call.to === 'thread' ? 'signal_thread' : call.kind;
  return {
    statement: call,
    constant: names.claim(`${upper(name)}_${upper(what)}`),
    origin: origin(call.span),
    text: sourceText(call.span),
    source: quoteC(origin(call.span).slice(-127)),
    ...performing(call),
  };
}

/** For the loader, and in the kernel: an expression that is 0 where it is done; null: the loader does it. */
function performing(call: Call): { readonly abi: string; readonly number: number; readonly performs: string | null } {
  switch (call.kind) {
    case 'signal':
      return call.to === 'process'
        ? { abi: 'WMK_SIGNAL_PROCESS', number: call.signal, performs: `bpf_send_signal(${call.signal})` }
        : { abi: 'WMK_SIGNAL_THREAD', number: call.signal, performs: `bpf_send_signal_thread(${call.signal})` };
    case 'deny':
      return { abi: 'WMK_DENY', number: call.error, performs: `wmk_deny(answer, ${call.error})` };
    case 'nice':
      return { abi: 'WMK_NICE', number: call.by, performs: null };
  }
}

function isNote(statement: PlanStatement): statement is Note {
  return statement.kind === 'log' || statement.kind === 'emit';
}

function isCall(statement: PlanStatement): statement is Call {
  return statement.kind === 'signal' || statement.kind === 'deny' || statement.kind === 'nice';
}
