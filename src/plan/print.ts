// A plan as text, for people and tests: in goes the plan, out come its decisions one a line.

import { spellType } from '../events/spell-type.js';
import type { KindPlan, Plan, ProgramPlan, RulePlan, TablePlan } from './plan.js';

export function printPlan(plan: Plan): string {
  return [
    ...plan.rules.map((rule) => printRule(rule, plan)),
    ...plan.tables.map((table) => printTable(table, plan)),
    ...plan.kinds.map((kind) => printKind(kind, plan)),
    ...plan.programs.map((program) => printProgram(program, plan)),
  ].map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function printRule(rule: RulePlan, plan: Plan): readonly string[] {
  const { automaton } = rule;
  return [
    `rule ${rule.name}`,
    `  runs in ${rule.table === null ? 'no table' : plan.tables[rule.table]!.identifier}`,
    ...(rule.windowNs === null ? [] : [`  within ${rule.windowNs} ns`]),
    `  ${automaton.states.length} states, ${automaton.alphabet.nrLetters} letters, ${automaton.moves.length} moves, ${
      automaton.nrSlots} slots`,
    ...rule.readings.map((reading) => `  reads ${reading.kind.name}: letters ${reading.letters.join(' ')}`),
    ...rule.captures.map((capture) => `  keeps ${capture.identifier}: ${spellType(capture.field.type)}, group ${capture.group}${
      capture.atMatch ? ', at the match' : ''}`),
    ...rule.columns.map((column) => `  returns '${column.label}'`),
  ];
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

function printKind({ kind, fields, lookups }: KindPlan, plan: Plan): readonly string[] {
  return [
    `kind ${kind.name}`,
    `  fields ${fields.map(({ name }) => name).join(', ')}`,
    ...lookups.map(({ table, key, rules }) => `  ${
      table === null ? 'at once' : `in ${plan.tables[table]!.identifier}${
        key.length === 0 ? '' : ` by ${key.map(({ name }) => name).join(', ')}`}`
    }: ${rules.map((rule) => plan.rules[rule]!.name).join(', ')}`),
  ];
}

function printProgram(program: ProgramPlan, plan: Plan): readonly string[] {
  return [
    `program ${program.identifier}`,
    `  at ${program.section}`,
    ...program.raises.map(({ kind, point }) => `  raises ${plan.kinds[kind]!.kind.name}, its point ${point + 1}`),
    ...program.ends.map(({ table, how }) => `  ends keys of ${plan.tables[table]!.identifier}: ${how}`),
  ];
}
