// A tree as source: in goes a file's tree, out comes its canonical text, which parses to the same tree again (but for
// places).

import type {
  ClauseAst, ColumnAst, ConditionAst, FileAst, ItemAst, ItemOfSequenceAst, StatementAst, StepAst, TargetAst,
} from './ast.js';
import {
  printDuration, printExpression, printExpressions, printLiterals, printString,
} from './print-expression.js';

/** A blank line stands around each rule and between declarations of different kinds. */
export function print(ast: FileAst): string {
  return ast.items.map((item, index) => {
    const before = ast.items[index - 1];
    const apart = before !== undefined && (item.kind === 'rule' || item.kind !== before.kind);
    return `${apart ? '\n' : ''}${printItem(item)}\n`;
  }).join('');
}

export function printItem(item: ItemAst): string {
  switch (item.kind) {
    case 'events':
      return `EVENTS ${printPath(item.path)}`;
    case 'profile':
      return `PROFILE ${item.name.text} FROM ${printPath(item.path)}`;
    case 'set':
      return item.source.from === 'file'
        ? `SET ${item.name.text} FROM ${printPath(item.source.path)}`
        : `SET ${item.name.text} = { ${printLiterals(item.source.members)} }`;
    case 'var':
      return `VAR ${item.name.text}${item.initial === null ? '' : ` = ${item.initial}`}`;
    case 'table':
      return `TABLE ${item.name.text}[${item.capacity}]`;
    case 'rule':
      return [`RULE ${item.name.text}`, ...item.clauses.map(printClause)].join('\n');
  }
}

export function printClause(clause: ClauseAst): string {
  switch (clause.kind) {
    case 'pattern':
      return `PATTERN { ${printPattern(clause.element)} }`;
    case 'where':
      return `WHERE   { ${clause.conditions.map(printCondition).join(', ')} }`;
    case 'within':
      return `WITHIN  { ${printDuration(clause.duration.nanoseconds)} }`;
    case 'select':
      return `SELECT  { ${clause.mode.text}${clause.count === null ? '' : `(${clause.count.value})`} }`;
    case 'return':
      return `RETURN  { ${clause.columns.map(printColumn).join(', ')} }`;
    case 'do':
      return `DO ${printBlock(clause.body, 0)}`;
  }
}

export function printPattern(item: ItemOfSequenceAst): string {
  switch (item.kind) {
    case 'step':
      return printStep(item);
    case 'sequence':
      return `[${item.items.map(printPattern).join(', ')}]`;
    case 'alternative':
      return `(${item.branches.map(printPattern).join(' | ')})`;
    case 'negation': {
      const atoms = item.atoms.map(printStep).join(' | ');
      return item.atoms.length === 1 ? `~${atoms}` : `~(${atoms})`;
    }
  }
}

export function printCondition(condition: ConditionAst): string {
  return condition.kind === 'join' ? `[${condition.field.text}]` : printExpression(condition.expression);
}

function printStep(step: StepAst): string {
  const { count } = step;
  const least = count === null ? '' : count.open ? `[>=${count.least}]` : `[${count.least}]`;
  return `${step.event.text}${least}${step.name === null ? '' : `:${step.name.text}`}`;
}

function printColumn(column: ColumnAst): string {
  return `${printExpression(column.expression)}${column.label === null ? '' : ` AS ${column.label.text}`}`;
}

function printBlock(body: readonly StatementAst[], depth: number): string {
  const lines = body.map((statement) => `${indentation(depth + 1)}${printStatement(statement, depth + 1)}\n`);
  return lines.length === 0 ? '{ }' : `{\n${lines.join('')}${indentation(depth)}}`;
}

function printStatement(statement: StatementAst, depth: number): string {
  switch (statement.kind) {
    case 'let':
      return `let ${statement.name.text} = ${printExpression(statement.value)};`;
    case 'assign':
      return `${printTarget(statement.target)} ${statement.operator} ${printExpression(statement.value)};`;
    case 'step':
      return `${printTarget(statement.target)}${statement.operator};`;
    case 'delete':
      return `delete ${printTarget(statement.target)};`;
    case 'call':
      return `${statement.function.text}(${printExpressions(statement.arguments)});`;
    case 'if': {
      const head = `if (${printExpression(statement.condition)}) ${printBlock(statement.then, depth)}`;
      const [only, ...others] = statement.else ?? [];
      if (statement.else === null) {
        return head;
      }
      return only?.kind === 'if' && others.length === 0
        ? `${head} else ${printStatement(only, depth)}`
        : `${head} else ${printBlock(statement.else, depth)}`;
    }
  }
}

function printTarget(target: TargetAst): string {
  return `${target.name.text}${target.keys === null ? '' : `[${printExpressions(target.keys)}]`}`;
}

function printPath(path: string): string {
  return printString(new TextEncoder().encode(path));
}

function indentation(depth: number): string {
  return '    '.repeat(depth);
}
