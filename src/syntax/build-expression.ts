// Expressions, conditions, columns and literals: in go the parts of a grammar rule, in its order, out comes the node of
// the tree.

import { join } from '../source/span.js';
import type {
  BinaryOperator, ColumnAst, ConditionAst, ExpressionAst, LiteralAst, Name, UnaryOperator,
} from './ast.js';
import { elements, type List } from './list.js';
import type { Token } from './token.js';

type Of<T extends Token['type']> = Extract<Token, { type: T }>;
type IntegerAst = Extract<LiteralAst, { kind: 'integer' }>;

export function name(token: Token): Name {
  return { text: token.text, span: token.span };
}

export function joinCondition(open: Token, field: Name, close: Token): ConditionAst {
  return { kind: 'join', field, span: join(open.span, close.span) };
}

export function condition(expression: ExpressionAst): ConditionAst {
  return { kind: 'expression', expression, span: expression.span };
}

export function column(expression: ExpressionAst): ColumnAst {
  return { expression, label: null, span: expression.span };
}

export function labelledColumn(expression: ExpressionAst, _as: Token, label: Name): ColumnAst {
  return { expression, label, span: join(expression.span, label.span) };
}

export function binary(left: ExpressionAst, operator: Token, right: ExpressionAst): ExpressionAst {
  return {
    kind: 'binary',
    operator: operator.text as BinaryOperator, // the grammar lists them
    left,
    right,
    operatorSpan: operator.span,
    span: join(left.span, right.span),
  };
}

export function unary(operator: Token, operand: ExpressionAst): ExpressionAst {
  return {
    kind: 'unary', operator: operator.text as UnaryOperator, operand, span: join(operator.span, operand.span),
  };
}

export function inName(operand: ExpressionAst, _in: Token, set: Name): ExpressionAst {
  return { kind: 'in', operand, set, span: join(operand.span, set.span) };
}

export function inAddress(operand: ExpressionAst, _in: Token, only: Of<'address'>): ExpressionAst {
  return { kind: 'in', operand, set: [address(only)], span: join(operand.span, only.span) };
}

export function inLiterals(
  operand: ExpressionAst, _in: Token, _open: Token, set: List<LiteralAst>, close: Token,
): ExpressionAst {
  return { kind: 'in', operand, set: elements(set), span: join(operand.span, close.span) };
}

export function word(only: Name): ExpressionAst {
  return { kind: 'word', word: only, span: only.span };
}

export function field(owner: Name, _dot: Token, name: Name): ExpressionAst {
  return { kind: 'field', owner, field: name, span: join(owner.span, name.span) };
}

export function fieldOf(
  called: Name, _open: Token, owner: Name, _close: Token, _dot: Token, name: Name,
): ExpressionAst {
  return { kind: 'fieldOf', function: called, owner, field: name, span: join(called.span, name.span) };
}

export function index(table: Name, _open: Token, keys: List<ExpressionAst>, close: Token): ExpressionAst {
  return { kind: 'index', table, keys: elements(keys), span: join(table.span, close.span) };
}

export function callWithout(called: Name, _open: Token, close: Token): ExpressionAst {
  return { kind: 'call', function: called, arguments: [], span: join(called.span, close.span) };
}

export function call(called: Name, _open: Token, list: List<ExpressionAst>, close: Token): ExpressionAst {
  return { kind: 'call', function: called, arguments: elements(list), span: join(called.span, close.span) };
}

/** Parentheses leave no node, but they belong to the place of what they enclose. */
export function parenthesised(open: Token, inner: ExpressionAst, close: Token): ExpressionAst {
  return { ...inner, span: join(open.span, close.span) };
}

export function integer(token: Of<'integer'>): IntegerAst {
  return { kind: 'integer', value: token.integer, span: token.span };
}

export function negative(minus: Token, token: Of<'integer'>): IntegerAst {
  return { kind: 'integer', value: -token.integer, span: join(minus.span, token.span) };
}

export function duration(token: Of<'duration'>): LiteralAst {
  return { kind: 'duration', value: token.nanoseconds, span: token.span };
}

export function string(token: Of<'string'>): LiteralAst {
  return { kind: 'string', value: token.bytes, span: token.span };
}

export function address(token: Of<'address'>): LiteralAst {
  return { kind: 'address', text: token.text, span: token.span };
}

export function constant(only: Name): LiteralAst {
  return { kind: 'constant', name: only, span: only.span };
}
