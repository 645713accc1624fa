// Prints statements of DO as C: in go statements of the plan, and what their notes and calls are named; out come lines, and
// the blocks that an if decides between.

import type { EntryTarget, Statement } from '../../check/rule.js';
import type { ValuePlan } from '../../plan/plan.js';
import { printCondition, printExpression } from './expression.js';
import { fillPart } from './fill-key.js';
import { isEnclosed } from './is-enclosed.js';
import { viewMatchValue, type Fill, type MatchNames } from './match-values.js';
import { mapOf, variableOf } from './monitor-names.js';
import { origin, sourceText } from './origin.js';

export type PlanStatement = Statement<ValuePlan>;
export type Note = PlanStatement & { readonly kind: 'log' | 'emit' };
export type Call = PlanStatement & { readonly kind: 'signal' | 'deny' | 'override' | 'nice' };
type Write = PlanStatement & { readonly kind: 'set' | 'add' };

export interface StatementView {
  readonly origin: string;
  readonly text: string;
  /** What comes before it decides, or all of it. */
  readonly lines: readonly string[];
  /** The call that writes its record; null: it tells nothing. */
  readonly note: string | null;
  /** Null: it is no if. */
  readonly decision: { readonly condition: string; readonly then: readonly StatementView[]; readonly otherwise: readonly StatementView[] } | null;
  /** There are several ways through it. */
  readonly branches: boolean;
}

export function viewStatements(
  statements: readonly PlanStatement[], names: MatchNames, noteOf: (note: Note) => string, callOf: (call: Call) => string,
): readonly StatementView[] {
  const ended = statements.map((statement) => viewStatement(statement, names, noteOf, callOf));
  return ended.map((view) => ({ ...view, lines: view.lines.map(endLine) }));
}

function endLine(line: string): string {
  return line.endsWith('}') ? line : `${line};`;
}

function viewStatement(
  statement: PlanStatement, names: MatchNames, noteOf: (note: Note) => string, callOf: (call: Call) => string,
): StatementView {
  const view = { origin: origin(statement.span), text: headText(statement), note: null, decision: null };
  switch (statement.kind) {
    case 'let':
      return { ...view, ...printLet(statement, names) };
    case 'set':
    case 'add':
      return { ...view, ...printWrite(statement, names) };
    case 'delete':
      return { ...view, ...printDelete(statement.target, names) };
    case 'if': {
      const value = printValue(statement.condition, 'holds', names, (expression, context) => [`holds = ${printCondition(expression, context)}`]);
      const block = (of: readonly PlanStatement[]): readonly StatementView[] => viewStatements(of, names, noteOf, callOf);
      return {
        ...view,
        lines: value.plain === null ? [...(value.fallible ? ['valid = true'] : []), ...value.lines] : [],
        decision: {
          condition: withoutParentheses(value.plain) ?? (value.fallible ? 'valid && holds' : 'holds'),
          then: block(statement.then), otherwise: block(statement.else),
        },
        branches: true,
      };
    }
    case 'log':
    case 'emit':
      return { ...view, lines: [], note: noteOf(statement), branches: true };
    case 'signal':
    case 'deny':
    case 'override':
    case 'nice':
      return { ...view, lines: [`reached |= 1ULL << ${callOf(statement)}`], branches: false };
  }
}

/** Of all, those of blocks too. */
export function linesOf(statements: readonly StatementView[]): readonly string[] {
  return statements.flatMap(({ lines, decision }) => [
    ...lines, ...(decision === null ? [] : [decision.condition, ...linesOf(decision.then), ...linesOf(decision.otherwise)]),
  ]);
}

type Printed = Pick<StatementView, 'lines' | 'branches'>;

function printLet(statement: PlanStatement & { readonly kind: 'let' }, names: MatchNames): Printed {
  const { member, has } = names.lets.get(statement.local)!;
  const value = printNumber(statement.value, `let->${member}`, names);
  return {
    lines: [...(value.fallible ? ['valid = true'] : []), ...value.lines, ...(has === null ? [] : [`let->${has} = valid`])],
    branches: value.lines.length > 1,
  };
}

function printWrite({ kind, target, value: from }: Write, names: MatchNames): Printed {
  const value = printNumber(from, 'value', names);
  const text = value.plain ?? 'value';
  const lines = value.plain === null ? value.lines : [];
  if (target.kind === 'entry') {
    const key = printKey(target, names);
    const map = mapOf(names.monitor, target.table);
    const write = `${kind === 'set' ? map.set : map.add}(&keys->${map.name}, ${text}, stats)`;
    return guarded(value.fallible || key.fallible, [...lines, ...key.lines], write);
  }
  const variable = variableOf(names.monitor, target.variable).value;
  return guarded(value.fallible, lines,
    kind === 'set' ? `${variable} = ${text}` : `__sync_fetch_and_add(&${variable}, ${text})`);
}

function printDelete(target: EntryTarget<ValuePlan>, names: MatchNames): Printed {
  const key = printKey(target, names);
  const map = mapOf(names.monitor, target.table);
  return guarded(key.fallible, key.lines, names.monitor.words.deleteEntry(map.name, `&keys->${map.name}`));
}

/** What is done only if there was a value for all that it takes. */
function guarded(fallible: boolean, before: readonly string[], does: string): Printed {
  return {
    lines: fallible ? ['valid = true', ...before, `if (valid)\n\t${does}`] : [...before, does],
    branches: fallible || before.length > 0 || does.includes('keys->'),
  };
}

/** The key of an entry that is written; no part of it looks anything up. */
function printKey({ table, keys }: EntryTarget<ValuePlan>, names: MatchNames) {
  const map = mapOf(names.monitor, table);
  const key = `keys->${map.name}`;
  const parts = keys.map((part, index) => {
    const to = `${key}.part_${index}`;
    return printValue(part, to, names, (expression, context) => fillPart(map, expression, index, to, context));
  });
  return {
    fallible: parts.some(({ fallible }) => fallible),
    lines: [`__builtin_memset(&${key}, 0, sizeof(${key}))`, ...parts.flatMap(({ lines }) => lines)],
  };
}

function printNumber(value: ValuePlan, to: string, names: MatchNames) {
  return printValue(value, to, names, (expression, context) => [`${to} = ${printExpression(expression, context)}`]);
}

/** Puts a value where `fill` does, or clears `valid`. */
function printValue(value: ValuePlan, to: string, names: MatchNames, fill: Fill) {
  const { fallible, isEverywhere, isBound, values, line } = viewMatchValue(value, names, fill);
  const cases = values.flatMap(({ states, lines }) => [
    ...states.map((state) => `case ${state}:`),
    ...lines.map((text) => `\t${text.replace(/\n/g, '\n\t')};`),
    '\tbreak;',
  ]);
  const several = `switch (state) {\n${[...cases, ...(isBound ? [] : ['default:', '\tvalid = false;'])].join('\n')}\n}`;
  return {
    fallible,
    lines: isEverywhere ? values[0]!.lines : values.length === 0 ? ['valid = false'] : [several],
    /** The value itself, where nothing comes before it. */
    plain: line !== null && line.startsWith(`${to} = `) ? line.slice(to.length + 3) : null,
  };
}

function withoutParentheses(text: string | null): string | null {
  return text !== null && isEnclosed(text) ? text.slice(1, -1) : text;
}

/** Of an if what stands before its block. */
function headText(statement: PlanStatement): string {
  const text = sourceText(statement.span);
  return statement.kind === 'if' ? text.slice(0, text.indexOf('{')).trimEnd() : text;
}
