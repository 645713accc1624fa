// Items and clauses: in go the parts of a grammar rule, in its order, out comes the node of the tree.

import { join, type Span } from '../source/span.js';
import type {
  ClauseAst, ColumnAst, ConditionAst, ElementAst, EventsAst, LiteralAst, Name, ProfileAst, RuleAst, SetAst,
  StatementAst, TableAst, VarAst,
} from './ast.js';
import { elements, type List } from './list.js';
import type { Token } from './token.js';

type Of<T extends Token['type']> = Extract<Token, { type: T }>;

export function events(_events: Token, path: Of<'string'>): EventsAst {
  return { kind: 'events', path: pathOf(path), span: path.span };
}

export function profile(start: Token, name: Name, _from: Token, path: Of<'string'>): ProfileAst {
  return { kind: 'profile', name, path: pathOf(path), span: join(start.span, path.span) };
}

export function setOfLiterals(
  start: Token, name: Name, _equals: Token, _open: Token, members: List<LiteralAst>, end: Token,
): SetAst {
  const source = { from: 'literals', members: elements(members) } as const;
  return { kind: 'set', name, source, span: join(start.span, end.span) };
}

export function setFromFile(start: Token, name: Name, _from: Token, path: Of<'string'>): SetAst {
  const source = { from: 'file', path: pathOf(path), span: path.span } as const;
  return { kind: 'set', name, source, span: join(start.span, path.span) };
}

export function variable(start: Token, name: Name): VarAst {
  return { kind: 'var', name, initial: null, span: join(start.span, name.span) };
}

export function initialisedVariable(
  start: Token, name: Name, _equals: Token, initial: Extract<LiteralAst, { kind: 'integer' }>,
): VarAst {
  return { kind: 'var', name, initial: initial.value, span: join(start.span, initial.span) };
}

export function table(start: Token, name: Name, _open: Token, capacity: Of<'integer'>, end: Token): TableAst {
  return { kind: 'table', name, capacity: capacity.integer, span: join(start.span, end.span) };
}

export function emptyRule(start: Token, name: Name, _end: Token): RuleAst {
  return { kind: 'rule', name, clauses: [], span: join(start.span, name.span) };
}

export function rule(start: Token, name: Name, list: List<ClauseAst>, _end: Token): RuleAst {
  return { kind: 'rule', name, clauses: elements(list), span: join(start.span, list.last.span) };
}

export function pattern(start: Token, _open: Token, element: ElementAst, end: Token): ClauseAst {
  return { kind: 'pattern', element, ...placed(start, end) };
}

export function where(start: Token, _open: Token, conditions: List<ConditionAst>, end: Token): ClauseAst {
  return { kind: 'where', conditions: elements(conditions), ...placed(start, end) };
}

export function within(start: Token, _open: Token, duration: Of<'duration'>, end: Token): ClauseAst {
  const { nanoseconds, span } = duration;
  return { kind: 'within', duration: { nanoseconds, span }, ...placed(start, end) };
}

export function select(start: Token, _open: Token, mode: Name, end: Token): ClauseAst {
  return { kind: 'select', mode, count: null, ...placed(start, end) };
}

export function selectSome(
  start: Token, _open: Token, mode: Name, _left: Token, count: Of<'integer'>, _right: Token, end: Token,
): ClauseAst {
  return { kind: 'select', mode, count: { value: count.integer, span: count.span }, ...placed(start, end) };
}

export function returns(start: Token, _open: Token, columns: List<ColumnAst>, end: Token): ClauseAst {
  return { kind: 'return', columns: elements(columns), ...placed(start, end) };
}

export function reaction(start: Token, body: { statements: readonly StatementAst[]; span: Span }): ClauseAst {
  return { kind: 'do', body: body.statements, keyword: start.span, span: join(start.span, body.span) };
}

function placed(start: Token, end: Token): { keyword: Span; span: Span } {
  return { keyword: start.span, span: join(start.span, end.span) };
}

function pathOf(path: Of<'string'>): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(path.bytes);
}
