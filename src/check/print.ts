// A checked rule as text, for people and tests: in goes the rule, out come its parts one a line. A binding is called by
// its number, so that rules which differ in names only print alike but for the lines that say the names.

import { printDuration } from '../syntax/print-expression.js';
import { printResolved } from './print-condition.js';
import type { Binding, Chain, CheckedProgram, CheckedRule, JoinClass, Selection, Table, Variable } from './rule.js';

export function printProgram(program: CheckedProgram): string {
  return [...program.variables.map(printVariable), ...program.tables.map(printTable), program.rules.map(print).join('\n')]
    .join('');
}

function printVariable({ index, name, initial }: Variable): string {
  return `VAR${index} is ${name} = ${initial}\n`;
}

function printTable({ index, name, capacity, keys }: Table): string {
  return `TABLE${index} is ${name}[${capacity}] by ${keys.length === 0 ? 'nothing' : keys.map(printType).join(', ')}\n`;
}

export function print(rule: CheckedRule): string {
  const lines = [
    `rule ${rule.name}`,
    ...rule.bindings.flatMap(printBinding),
    ...rule.chains.map(printChain),
    ...rule.classes.map(printClass),
    ...rule.guards.map(({ expression }) => `guard ${printResolved(expression)}`),
    ...printSelection(rule.selection),
    ...(rule.windowNs === null ? [] : [`within ${printDuration(rule.windowNs)}`]),
    ...rule.columns.map(({ label, expression }) => {
      const text = printResolved(expression);
      return `column ${text} AS '${label}': ${printType(expression.type)}`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function printChain({ steps, leading, trailing }: Chain): string {
  const items = steps.map(({ binding, watched }) => [printNegation(watched), `$${binding}`].filter((one) => one !== '').join(' '));
  return `chain ${[printNegation(leading), ...items, printNegation(trailing)].filter((one) => one !== '').join(', ')}`;
}

/** Nothing where there is none. */
function printNegation(bindings: readonly number[]): string {
  return bindings.length === 0 ? '' : `~(${bindings.map((one) => `$${one}`).join(' | ')})`;
}

function printBinding(binding: Binding): readonly string[] {
  const { array } = binding;
  const count = array === null ? '' : `[${array.open ? '>=' : ''}${array.least}]`;
  const name = binding.name === null ? '' : `:${binding.name}`;
  return [
    `$${binding.index} ${binding.negated ? '~' : ''}${binding.kind.name}${count}${name}`,
    ...binding.predicates.map(({ expression }) => `  ${printResolved(expression)}`),
  ];
}

/** None of the default one. */
function printSelection({ mode, runs }: Selection): readonly string[] {
  return mode === 'latest' && runs === null ? [] : [`select ${mode}${runs === null ? '' : `(${runs})`}`];
}

function printClass(one: JoinClass): string {
  const members = one.members.map(({ binding, field }) => `$${binding}.${field.name}`).join(' = ');
  return `${one.isKey ? 'key' : 'class'} by ${one.agreeAs}: ${members}`;
}

function printType(type: CheckedRule['columns'][number]['expression']['type']): string {
  switch (type.kind) {
    case 'integer': return type.unsigned ? 'u64' : 's64';
    case 'string': return `string of ${type.bytes}`;
    case 'address': return 'address';
    case 'stack': return 'stack';
  }
}
