// Makes the whole plan ready to print: in goes the plan, out comes the view that templates/bpf/monitor.hbs fills.

import { printAscii } from '../../automaton/ascii.js';
import type { Plan, RulePlan } from '../../plan/plan.js';
import { nameAutomaton } from '../automaton-names.js';
import { makeNames } from './names.js';
import { quoteC, quoteComment } from './quote.js';
import { makeScans } from './scan.js';
import { sourceName } from './source-name.js';
import { viewKind } from './view-kind.js';
import { viewProgram } from './view-program.js';
import { origin, viewRule } from './view-rule.js';
import { viewTable } from './view-table.js';

export interface ViewOptions {
  /** "wmkgen 0.1.0" */
  readonly generator: string;
  /** Bytes of the ring buffer, a power of two and whole pages. */
  readonly ringBytes: number;
}

export function viewPlan(plan: Plan, options: ViewOptions) {
  const names = makeNames();
  const scans = makeScans(names);
  // Kinds first: a rule may have the name of a kind, and then is the one to get another.
  for (const kind of plan.kinds) {
    names.claim(kind.kind.name, ['_kind']);
    [...kind.kind.constants.keys()].forEach((constant) => names.claim(constant));
  }
  const rules = plan.rules.map((rule) => viewRule(rule, names, scans.find));
  const tables = plan.tables.map((table) => viewTable(table, rules, names));
  const kinds = plan.kinds.map((kind) => viewKind(kind, plan, rules, tables, names));
  const programs = plan.programs.map((program) => viewProgram(program, kinds, tables, names));
  const tableConstant = (table: number | null): string => (table === null ? 'WMK_NO_TABLE' : tables[table]!.constant);
  const points = [
    ...kinds.flatMap((kind) =>
      kind.points.map((point) => ({
        constant: point.constant,
        program: quoteC(programs.find((program) => program.section === point.section)!.name),
        section: quoteC(point.section),
        kind: kind.constant,
      })),
    ),
    ...programs
      .filter((program) => program.ends.length > 0)
      .map((program) => ({
        constant: program.endConstant,
        program: quoteC(program.name),
        section: quoteC(program.section),
        kind: 'WMK_NO_KIND',
      })),
  ];
  return {
    generator: options.generator,
    quotedGenerator: quoteC(options.generator),
    ringBytes: options.ringBytes,
    headers: plan.headers.map((header) => quoteC(header.name)),
    sources: sourcesOf(plan),
    scans: scans.views(),
    rules: rules.map((rule, index) => ({
      ...rule,
      table: tableConstant(plan.rules[index]!.table),
      firstColumn: rules.slice(0, index).reduce((sum, before) => sum + before.columns.length, 0),
      nrColumns: rule.columns.length,
    })),
    tables,
    kinds: kinds.map((kind, index) => ({
      ...kind,
      firstField: kinds.slice(0, index).reduce((sum, before) => sum + before.fields.length, 0),
      nrFields: kind.fields.length,
    })),
    nrFields: kinds.reduce((sum, kind) => sum + kind.fields.length, 0),
    variables: plan.variables.map((variable) => ({
      name: quoteC(variable.name.slice(0, 63)),
      source: quoteC(origin(variable.span)),
    })),
    nrVariables: plan.variables.length,
    programs,
    points,
    needsOwner: tables.some((table) => table.sweeps),
    needsPath: rules.some((rule) => rule.usesExe),
    needsScratch: kinds.some((kind) => !kind.onStack),
    nrColumns: rules.reduce((sum, rule) => sum + rule.columns.length, 0),
  };
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
