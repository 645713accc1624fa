// A plan as text, for people and tests: in goes the plan, out come its decisions one a line.

import { allStatements } from '../check/statement-parts.js';
import { spanText } from '../source/span-text.js';
import { leavesOf } from '../check/expression-parts.js';
import { spellType } from '../events/spell-type.js';
import type { Assign, KindPlan, LookupPlan, Plan, ProgramPlan, RulePlan, TablePlan } from './plan.js';

export function printPlan(plan: Plan): string {
  return [
    ...plan.rules.map((rule) => printRule(rule, plan)),
    ...plan.tables.map((table) => printTable(table, plan)),
    ...plan.kinds.map((kind) => printKind(kind, plan)),
    ...plan.programs.map((program) => printProgram(program, plan)),
  ].map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function printRule(rule: RulePlan, plan: Plan): readonly string[] {
  const { automaton, storage } = rule;
  const kept = rule.storage.form === 'slots' ? `${storage.runs} slots` : `up to ${storage.runs} runs, oldest first`;
  return [
    `rule ${rule.name}`,
    `  runs in ${rule.table === null ? 'no table' : `${plan.tables[rule.table]!.identifier}: ${rule.selection}, ${kept}`}`,
    ...(rule.windowNs === null ? [] : [`  within ${rule.windowNs} ns`]),
    ...(rule.pending === null ? [] : [`  pending from state ${rule.pending.firstState}: up to ${
      rule.pending.limit} runs more, until letter ${rule.pending.deadlineLetter}`]),
    ...(rule.absent?.remembered ?? []).map(({ binding, values, limit }) => `  remembers ${rule.stepNames[binding]!.identifier}${
      values.length === 0 ? '' : `: up to ${limit} of different ${values.map(({ field }) => field.name).join(', ')}`}`),
    `  ${automaton.states.length} states, ${automaton.alphabet.nrLetters} letters, ${automaton.moves.length} moves`,
    ...rule.readings.map((reading) => `  reads ${reading.kind.name}: letters ${reading.letters.join(' ')}`),
    ...rule.tests.map((_, test) => `  tests ${test}: ${printLeaves(rule, test)}`),
    ...rule.cells.map(({ identifier, type, group, atMatch }) =>
      `  keeps ${identifier}: ${spellType(type)}, group ${group}${atMatch ? ', at the match' : ''}`),
    ...rule.updates.map(({ kind, assigns }, bit) =>
      `  update ${bit} by ${kind.name}: ${assigns.map((assign) => printAssign(rule, assign)).join(', ')}`),
    ...rule.columns.map((column) => `  returns '${column.label}'`),
    ...allStatements(rule.reaction).map(({ kind, span }) => `  does ${kind}: ${spanText(span)}`),
  ];
}

function printLeaves(rule: RulePlan, test: number): string {
  return leavesOf(rule.tests[test]!.expression).map((leaf) => {
    switch (leaf.kind) {
      case 'event': return `event.${leaf.field.name}`;
      case 'cell': return rule.cells[leaf.cell]!.identifier;
      case 'extreme': return `${leaf.which} of ${rule.cells[leaf.cell]!.identifier} and event.${leaf.field.name}`;
      default: return leaf.kind;
    }
  }).join(', ');
}

function printAssign(rule: RulePlan, assign: Assign): string {
  const to = rule.cells[assign.cell]!.identifier;
  switch (assign.how) {
    case 'set': return `${to} = ${assign.field.name}`;
    case 'least':
    case 'greatest':
    case 'add': return `${assign.how} ${to} ${assign.field.name}`;
    case 'one':
    case 'increment': return `${assign.how} ${to}`;
    case 'copy': return `${to} = ${rule.cells[assign.from]!.identifier}`;
  }
}

function printTable(table: TablePlan, plan: Plan): readonly string[] {
  const key = table.components.map(({ identifier, type }) => `${spellType(type)} ${identifier}`).join(', ');
  return [
    `table ${table.identifier}`,
    `  in ${table.storage === 'task' ? 'task storage' : `${table.nrBuckets} buckets, for ${table.keys} keys`}`,
    `  key ${key === '' ? 'none' : key}`,
    `  of ${table.rules.map((rule) => plan.rules[rule]!.name).join(', ')}`,
    ...(table.owner === null ? [] : [`  a key ends with its ${table.owner.kind}`]),
  ];
}

function printKind({ kind, fields, parts }: KindPlan, plan: Plan): readonly string[] {
  return [
    `kind ${kind.name}`,
    `  fields ${fields.map(({ name }) => name).join(', ')}`,
    ...parts.flatMap(({ lookups }) => lookups).map(({ table, keys, rules }) => `  ${
      table === null ? 'at once' : `in ${plan.tables[table]!.identifier}${printKeys(keys)}`
    }: ${rules.map(({ rule }) => plan.rules[rule]!.name).join(', ')}`),
    ...parts.flatMap(({ early }) => (early === null ? [] : [`  reads first ${early.map(({ name }) => name).join(', ')}`])),
    ...parts.flatMap(({ choice }) => choice?.fields ?? []).map(({ field }) => `  look-ups are chosen by ${field.name}`),
  ];
}

function printKeys(keys: LookupPlan['keys']): string {
  const texts = keys.filter((key) => key.length > 0).map((key) => key.map(({ name }) => name).join(', '));
  return texts.length === 0 ? '' : ` by ${texts.join(', and by ')}`;
}

function printProgram(program: ProgramPlan, plan: Plan): readonly string[] {
  return [
    `program ${program.identifier}`,
    `  at ${program.section}`,
    ...program.raises.map(({ kind, part, point }) =>
      `  raises ${plan.kinds[kind]!.kind.name}${part === 0 ? '' : `, part ${part + 1}`}, its point ${point + 1}`),
    ...program.ends.map(({ table, how }) => `  ends keys of ${plan.tables[table]!.identifier}: ${how}`),
  ];
}
