// A resolved expression as a tree of the source again, for its printer: in go the expression and what to call bindings,
// out comes the tree.

import type { ExpressionAst, LiteralAst, Name } from '../syntax/ast.js';
import type { Span } from '../source/span.js';
import type { Expression } from './rule.js';

const nowhere: Span = { file: { name: '', text: '' }, start: 0, end: 0 };

export function expressionTree(expression: Expression, call: (binding: number) => string): ExpressionAst {
  const span = nowhere;
  switch (expression.kind) {
    case 'integer':
    case 'string':
      return literal(expression.value);
    case 'field':
      return { kind: 'field', owner: name(call(expression.binding)), field: name(expression.field.name), span };
    case 'context':
      return { kind: 'call', function: name(expression.function), arguments: [], span };
    case 'unary': {
      const operand = expressionTree(expression.operand, call);
      return { kind: 'unary', operator: expression.operator, operand, span };
    }
    case 'binary': {
      const left = expressionTree(expression.left, call);
      const right = expressionTree(expression.right, call);
      return { kind: 'binary', operator: expression.operator, left, right, operatorSpan: span, span };
    }
    case 'in': {
      const operand = expressionTree(expression.operand, call);
      return { kind: 'in', operand, set: expression.members.map(literal), span };
    }
  }
}

function literal(value: bigint | Uint8Array): LiteralAst {
  return typeof value === 'bigint'
    ? { kind: 'integer', value, span: nowhere }
    : { kind: 'string', value, span: nowhere };
}

function name(text: string): Name {
  return { text, span: nowhere };
}
