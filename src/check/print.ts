// A checked rule as text, for people and tests: in goes the rule, out come its parts one a line. A binding is called by
// its number, so that rules which differ in names only print alike but for the lines that say the names.

import { printDuration } from '../syntax/print-expression.js';
import { printResolved } from './print-condition.js';
import type { Binding, Chain, CheckedProgram, CheckedRule, JoinClass, Selection, Statement, Table, Target, Variable } from './rule.js';

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
    ...printStatements(rule.reaction, 0),
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

function printStatements(statements: readonly Statement[], depth: number): readonly string[] {
  return statements.flatMap((one) => printStatement(one, depth));
}

function printStatement(statement: Statement, depth: number): readonly string[] {
  const line = (text: string): string => `${'  '.repeat(depth)}${text}`;
  switch (statement.kind) {
    case 'let':
      return [line(`let LET${statement.local} = ${printResolved(statement.value)}`)];
    case 'set':
    case 'add':
      return [line(`${statement.kind} ${printTarget(statement.target)} ${printResolved(statement.value)}`)];
    case 'delete':
      return [line(`delete ${printTarget(statement.target)}`)];
    case 'if':
      return [
        line(`if ${printResolved(statement.condition)}`), ...printStatements(statement.then, depth + 1),
        ...(statement.else.length === 0 ? [] : [line('else'), ...printStatements(statement.else, depth + 1)]),
      ];
    case 'log': {
      const format = statement.format.map((part) => (typeof part === 'string' ? `%${part}` : Buffer.from(part).toString().replaceAll('%', '%%')));
      return [line([`log ${JSON.stringify(format.join(''))}`, ...statement.values.map(printResolved)].join(', '))];
    }
    case 'emit':
      return [line(`emit ${statement.values.map(printResolved).join(', ')}`)];
    case 'signal':
      return [line(`signal ${statement.signal} to the ${statement.to}`)];
    case 'deny':
      return [line(`deny with ${statement.error}`)];
    case 'override':
      return [line(`override with ${statement.value}`)];
    case 'nice':
      return [line(`nice by ${statement.by}`)];
  }
}

function printTarget(target: Target): string {
  return target.kind === 'variable' ? `VAR${target.variable}` : `TABLE${target.table}[${target.keys.map(printResolved).join(', ')}]`;
}

function printType(type: CheckedRule['columns'][number]['expression']['type']): string {
  switch (type.kind) {
    case 'integer': return type.unsigned ? 'u64' : 's64';
    case 'string': return `string of ${type.bytes}`;
    case 'address': return 'address';
    case 'stack': return 'stack';
  }
}
