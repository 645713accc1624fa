// Statements of DO: in go the parts of a grammar rule, in its order, out comes the node of the tree.

import { join, type Span } from '../source/span.js';
import type { ExpressionAst, Name, StatementAst, TargetAst } from './ast.js';
import { elements, type List } from './list.js';
import type { Token } from './token.js';

export interface Block {
  readonly statements: readonly StatementAst[];
  readonly span: Span;
}

/** One `if (condition) { ... }` of a chain of them. */
interface Arm {
  readonly condition: ExpressionAst;
  readonly start: Span;
  readonly block: Block;
}

/** A chain of `else if`, before it is known how long it is. */
interface Draft {
  readonly kind: 'draft';
  readonly arms: List<Arm>;
  readonly otherwise: Block | null;
}

export function emptyBlock(open: Token, close: Token): Block {
  return { statements: [], span: join(open.span, close.span) };
}

export function block(open: Token, list: List<StatementAst | Draft>, close: Token): Block {
  const statements = elements(list).map((one) => (one.kind === 'draft' ? conditional(one) : one));
  return { statements, span: join(open.span, close.span) };
}

export function letStatement(
  start: Token, name: Name, _equals: Token, value: ExpressionAst, end: Token,
): StatementAst {
  return { kind: 'let', name, value, span: join(start.span, end.span) };
}

export function assignment(target: TargetAst, operator: Token, value: ExpressionAst, end: Token): StatementAst {
  return {
    kind: 'assign', target, value,
    operator: operator.text as '=' | '+=' | '-=', // the grammar lists them
    span: join(target.span, end.span),
  };
}

export function stepStatement(target: TargetAst, operator: Token, end: Token): StatementAst {
  return { kind: 'step', target, operator: operator.text as '++' | '--', span: join(target.span, end.span) };
}

export function deletion(start: Token, target: TargetAst, end: Token): StatementAst {
  return { kind: 'delete', target, span: join(start.span, end.span) };
}

export function callWithout(called: Name, _open: Token, _close: Token, end: Token): StatementAst {
  return { kind: 'call', function: called, arguments: [], span: join(called.span, end.span) };
}

export function call(
  called: Name, _open: Token, list: List<ExpressionAst>, _close: Token, end: Token,
): StatementAst {
  return { kind: 'call', function: called, arguments: elements(list), span: join(called.span, end.span) };
}

export function firstIf(
  start: Token, _open: Token, condition: ExpressionAst, _close: Token, then: Block,
): List<Arm> {
  return { before: null, last: { condition, start: start.span, block: then }, length: 1 };
}

export function nextIf(
  before: List<Arm>, _else: Token, start: Token, _open: Token, condition: ExpressionAst, _close: Token, then: Block,
): List<Arm> {
  return { before, last: { condition, start: start.span, block: then }, length: before.length + 1 };
}

export function ifs(arms: List<Arm>): Draft {
  return { kind: 'draft', arms, otherwise: null };
}

export function ifsElse(arms: List<Arm>, _else: Token, otherwise: Block): Draft {
  return { kind: 'draft', arms, otherwise };
}

export function variable(name: Name): TargetAst {
  return { name, keys: null, span: name.span };
}

export function entry(name: Name, _open: Token, keys: List<ExpressionAst>, close: Token): TargetAst {
  return { name, keys: elements(keys), span: join(name.span, close.span) };
}

/** Built from its end, once: while parsing, each `else if` would build all of the chain before it again. */
function conditional(draft: Draft): StatementAst {
  const end = draft.otherwise?.span ?? draft.arms.last.block.span;
  let rest: readonly StatementAst[] | null = draft.otherwise?.statements ?? null;
  let whole: StatementAst | null = null;
  for (let arms: List<Arm> | null = draft.arms; arms !== null; arms = arms.before) {
    const { condition, start, block: then } = arms.last;
    whole = { kind: 'if', condition, then: then.statements, else: rest, span: join(start, end) };
    rest = [whole];
  }
  if (whole === null) {
    throw new Error('a conditional without if');
  }
  return whole;
}
