// Makes DO ready to print: in go a rule's statements, out come what they name, what they tell as records of their own, which
// calls they come to, and the statements in C.

import type { FormatPart } from '../../check/rule.js';
import { allStatements, valuesOf } from '../../check/statement-parts.js';
import type { RulePlan } from '../../plan/plan.js';
import { viewRecord, type Told } from './columns.js';
import { mayLack, nameFound, type LetView, type MatchNames } from './match-values.js';
import type { MonitorNames } from './monitor-names.js';
import { makeNames, upper } from './names.js';
import { origin, sourceText } from './origin.js';
import { quoteC } from './quote.js';
import type { Words } from './words.js';
import { linesOf, viewStatements, type Call, type Note, type PlanStatement } from './view-statements.js';

export type ReactionView = NonNullable<ReturnType<typeof viewReaction>>;

/** How the rule and the memory for its keys are called; `constant` is the name in upper case. */
export interface ReactionNames {
  readonly rule: string;
  readonly constant: string;
  readonly keys: string;
  /** Entries of TABLEs are read or written. */
  readonly usesKeys: boolean;
}

/** Null: the rule only tells. */
export function viewReaction(rule: RulePlan, own: ReactionNames, monitor: MonitorNames, stateName: MatchNames['stateName']) {
  if (rule.reaction.length === 0) {
    return null;
  }
  const name = own.rule;
  const statements = allStatements(rule.reaction);
  const names: MatchNames = { rule, monitor, stateName, lets: nameLets(statements, monitor) };
  const letStruct = monitor.names.claim(`${name}_let`);
  const around = { ...own, letStruct, takesLet: names.lets.size > 0, nrStates: `NR_${own.constant}_STATES` };
  const notes = statements.filter(isNote).map((note, index) => ({ ...viewNote(note, index, name, names), ...around, constant: `${own.constant}_RULE` }));
  const calls = statements.filter(isCall).map((call, bit) => ({ ...viewCall(call, name, monitor), bit }));
  const ofNotes = ['match', ...(around.takesLet ? ['let'] : []), 'now', 'cgroup', 'stats', ...(own.usesKeys ? ['keys'] : [])].join(', ');
  const views = viewStatements(rule.reaction, names,
    (note) => `${notes.find(({ statement }) => statement === note)!.function}(${ofNotes})`,
    (call) => calls.find(({ statement }) => statement === call)!.constant);
  const lines = linesOf(views);
  // notes have variables of their own
  const ownValues = statements.filter((statement) => !isNote(statement)).flatMap(valuesOf);
  const mentions = (pattern: RegExp): boolean => lines.some((line) => pattern.test(line));
  return {
    function: monitor.names.claim(`${name}_react`),
    perform: monitor.names.claim(`${name}_perform`),
    parameters: [
      `const struct ${name}_match *match${notes.length > 0 || mentions(/match->|\(state\)/) ? '' : ' wmk_unused'}`,
      `__u64 now${notes.length > 0 || mentions(/\bnow\b/) ? '' : ' wmk_unused'}`,
      `__u64 cgroup${notes.length > 0 ? '' : ' wmk_unused'}`,
      `struct wmk_rule_stats *stats${notes.length > 0 || mentions(/\bstats\b/) ? '' : ' wmk_unused'}`,
      ...(own.usesKeys ? [`struct ${own.keys} *keys${notes.length > 0 || mentions(/\bkeys\b/) ? '' : ' wmk_unused'}`] : []),
    ].join(', '),
    arguments: ['match', 'now', 'cgroup', 'stats', ...(own.usesKeys ? ['keys'] : [])].join(', '),
    lets: [...names.lets.values()].map(({ member, type, has }) =>
      ({ declaration: `${type.kind === 'integer' && !type.signed ? '__u64' : '__s64'} ${member}`, has })),
    letStruct,
    notes,
    calls,
    statements: views,
    foundNames: nameFound(ownValues).join(', '),
    looksUp: nameFound(ownValues).length > 0,
    readsState: mentions(/^switch \(state\)/),
    usesValue: mentions(/(?<![>.])\bvalue\b/),
    usesHolds: mentions(/(?<![>.])\bholds\b/),
    usesValid: mentions(/\bvalid\b/),
    usesExe: mentions(/\bwmk_fill_exe\b/) || notes.some(({ usesExe }) => usesExe),
  };
}

/** An integer is 64 bits, with the sign that the language gives it. */
function nameLets(statements: readonly PlanStatement[], { words }: MonitorNames): ReadonlyMap<number, LetView> {
  const own = makeNames(words.prefix);
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
function viewCall(call: Call, name: string, { names, words }: MonitorNames) {
  const what = call.kind === 'signal' && call.to === 'thread' ? 'signal_thread' : call.kind;
  return {
    statement: call,
    constant: names.claim(`${upper(name)}_${upper(what)}`),
    origin: origin(call.span),
    text: sourceText(call.span),
    source: quoteC(origin(call.span).slice(-127)),
    ...performing(call, words),
  };
}

/** For the loader, and in the kernel: an expression that is 0 where it is done; null: the loader does it. */
function performing(call: Call, words: Words): { readonly abi: string; readonly number: number; readonly performs: string | null } {
  switch (call.kind) {
    case 'signal':
      return call.to === 'process'
        ? { abi: 'WMK_SIGNAL_PROCESS', number: call.signal, performs: words.signal(call.signal) }
        : { abi: 'WMK_SIGNAL_THREAD', number: call.signal, performs: words.signalThread(call.signal) };
    case 'deny':
      return { abi: 'WMK_DENY', number: call.error, performs: `wmk_deny(answer, ${call.error})` };
    case 'override':
      return { abi: 'WMK_OVERRIDE', number: call.value, performs: `wmk_deny(answer, ${-call.value})` };
    case 'nice':
      return { abi: 'WMK_NICE', number: call.by, performs: null };
  }
}

function isNote(statement: PlanStatement): statement is Note {
  return statement.kind === 'log' || statement.kind === 'emit';
}

function isCall(statement: PlanStatement): statement is Call {
  return ['signal', 'deny', 'override', 'nice'].includes(statement.kind);
}
