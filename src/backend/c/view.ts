// Makes the whole plan ready to print: in goes the plan, out comes the view that a target's monitor.hbs fills.

import { basename } from 'node:path';
import { printAscii } from '../../automaton/ascii.js';
import type { Plan, RulePlan } from '../../plan/plan.js';
import { nameAutomaton } from '../automaton-names.js';
import { mapOf, nameMonitor } from './monitor-names.js';
import { quoteC, quoteComment } from './quote.js';
import { sourceName } from './source-name.js';
import { viewKind, type KindView } from './view-kind.js';
import { viewProgram, type ProgramView } from './view-program.js';
import { viewRule } from './view-rule.js';
import { viewTable } from './view-table.js';
import type { Words } from './words.js';

/** A value of a per-CPU array has no more. */
const mostPerCpuBytes = 32_768;
/** __u64, struct wmk_rule_stats and struct wmk_rule_cost. */
const [counterBytes, ruleStatsBytes, ruleCostBytes] = [8, 168, 32];

export interface ViewOptions {
  readonly words: Words;
  /** "wmkgen 0.1.0" */
  readonly generator: string;
  /** Bytes of the ring buffer, a power of two and whole pages. */
  readonly ringBytes: number;
  /** Whether what rules take is timed, and a rule may have a budget. */
  readonly budgets: boolean;
}

export type CView = ReturnType<typeof viewPlan>;

export function viewPlan(plan: Plan, options: ViewOptions) {
  const monitor = nameMonitor(plan, options.words, options.budgets);
  const { names } = monitor;
  const rules = plan.rules.map((rule) => viewRule(rule, monitor));
  const tables = plan.tables.map((table) => viewTable(table, rules, plan.programs, names, options.words.target));
  const kinds = plan.kinds.map((kind) => viewKind(kind, rules, tables, monitor));
  const programs = plan.programs.map((program) => viewProgram(program, kinds, tables, names));
  const notes = rules.flatMap(({ reaction }) => reaction?.notes ?? []);
  const ofRules = before(rules, rules.length, ({ columns }) => columns.length);
  const tableConstant = (table: number | null): string => (table === null ? 'WMK_NO_TABLE' : tables[table]!.constant);
  return {
    words: options.words,
    generator: options.generator,
    quotedGenerator: quoteC(options.generator),
    ringBytes: options.ringBytes,
    hasBudgets: options.budgets,
    hasLargeStats: statsBytes(plan, options.budgets) > mostPerCpuBytes,
    headers: plan.headers.map((header) => quoteC(header.name)),
    /** Those that declare a kind in use. */
    kindHeaders: [...new Set(plan.kinds.map(({ kind }) => quoteC(basename(kind.span.file.name))))],
    sources: sourcesOf(plan),
    scans: monitor.scans.views(),
    rules: rules.map((rule, index) => ({
      ...rule,
      table: tableConstant(plan.rules[index]!.table),
      taskless: kinds.find(({ index: kind, hasTask }) => !hasTask && plan.rules[index]!.readings.some((reading) =>
        reading.kind === plan.kinds[kind]!.kind))?.constant ?? 'WMK_NO_KIND',
      firstColumn: before(rules, index, ({ columns }) => columns.length),
      nrColumns: rule.columns.length,
      firstNote: before(rules, index, ({ reaction }) => reaction?.notes.length ?? 0),
      nrNotes: rule.reaction?.notes.length ?? 0,
      firstReaction: before(rules, index, ({ reaction }) => reaction?.calls.length ?? 0),
      nrReactions: rule.reaction?.calls.length ?? 0,
    })),
    notes: notes.map((note, index) => ({
      ...note,
      firstColumn: ofRules + before(notes, index, ({ columns }) => columns.length),
      nrColumns: note.columns.length,
    })),
    nrNotes: notes.length,
    nrReactions: before(rules, rules.length, ({ reaction }) => reaction?.calls.length ?? 0),
    reacts: rules.some(({ reacts }) => reacts),
    tables,
    kinds: kinds.map((kind, index) => ({
      ...kind,
      firstField: before(kinds, index, ({ fields }) => fields.length),
      nrFields: kind.fields.length,
    })),
    programs,
    points: viewPoints(kinds, programs),
    variables: monitor.variables,
    nrVariables: monitor.variables.length,
    maps: plan.maps.map(({ index }) => mapOf(monitor, index)),
    needsChoice: kinds.some(({ parts }) => parts.some(({ choice }) => choice !== null)),
    needsSlots: rules.some(({ inSlots }) => inSlots),
    needsPool: rules.some(({ inPool, forks }) => inPool && !forks),
    needsAny: rules.some(({ forks }) => forks),
    needsAbsence: rules.some(({ memory }) => memory !== null),
    needsDeadline: rules.some(({ pending }) => pending !== null),
    needsOwner: tables.some((table) => table.sweeps),
    needsPath: rules.some((rule) => rule.usesExe) || kinds.some(({ parts }) => parts.some(({ points }) => points.some(({ readsPath }) => readsPath))),
    needsNamespaces: kinds.some(({ parts }) => parts.some(({ points }) => points.some(({ needsNamespaces }) => needsNamespaces))),
    needsStack: rules.some((rule) => rule.usesStack),
    needsScratch: kinds.some(({ parts }) => parts.some(({ onStack }) => !onStack)),
    nrColumns: ofRules + before(notes, notes.length, ({ columns }) => columns.length),
    nrFields: before(kinds, kinds.length, ({ fields }) => fields.length),
  };
}

/** sizeof(struct wmk_stats). */
function statsBytes({ kinds, rules }: Plan, hasBudgets: boolean): number {
  return 2 * counterBytes * kinds.length + rules.length * (ruleStatsBytes + (hasBudgets ? ruleCostBytes : 0));
}

/** A sum over what stands before an index. */
function before<T>(list: readonly T[], index: number, amount: (one: T) => number): number {
  return list.slice(0, index).reduce((sum, one) => sum + amount(one), 0);
}

/** Where kinds are raised, then where keys end. */
function viewPoints(kinds: readonly KindView[], programs: readonly ProgramView[]) {
  return [
    ...kinds.flatMap(({ parts }) => parts.flatMap((part) => part.points.map((point) => ({
      constant: point.constant,
      program: quoteC(programs.find(({ raises }) => raises.some(({ constant }) => constant === point.constant))!.name),
      section: quoteC(point.section),
      kind: part.constant,
      part: part.number,
      place: point.place,
      denies: point.refuses,
    })))),
    ...programs
      .filter((program) => program.hasEnds)
      .map((program) => ({
        constant: program.endConstant,
        program: quoteC(program.name),
        section: quoteC(program.section),
        kind: 'WMK_NO_KIND',
        part: 0,
        place: 0,
        denies: false,
      })),
  ];
}

/** Each source file once, with the numbered lines of the rules in it and their automata. */
function sourcesOf(plan: Plan) {
  const files = [...new Set(plan.rules.map((rule) => rule.span.file))];
  return files.map((file) => ({
    name: quoteComment(sourceName(file)),
    rules: plan.rules
      .filter((rule) => rule.span.file === file)
      .map((rule) => {
        const first = file.text.slice(0, rule.span.start).split('\n').length;
        const text = file.text
          .slice(rule.span.start, rule.span.end)
          .split(/\r?\n/)
          .map((line, index) => ` *${String(first + index).padStart(5)}  ${quoteComment(line)}`.trimEnd());
        return [...text, ...sketch(rule)];
      }),
  }));
}

/** The automaton in a few lines; nothing where it takes more. */
function sketch(rule: RulePlan): readonly string[] {
  const [mostLines, columns, indent] = [12, 96, ' *     '];
  const lines = printAscii(rule.automaton, nameAutomaton(rule), columns - indent.length)
    .map((line) => `${indent}${quoteComment(line)}`);
  return lines.length <= mostLines && lines.every((line) => line.length <= columns) ? [' *', ...lines] : [];
}
