// A resolved expression as a tree of the source again, for its printer: in go the expression and what to call its
// leaves, out comes the tree.

import type { ExpressionAst, LiteralAst, Name } from '../syntax/ast.js';
import { printAddress } from '../syntax/address.js';
import type { Span } from '../source/span.js';
import type { AddressPrefix, Expression, Members } from './expression.js';
import { isLeaf, type AnyLeaf } from './expression-parts.js';
import type { RuleExpression, RuleLeaf } from './rule.js';

const nowhere: Span = { file: { name: '', text: '' }, start: 0, end: 0 };

export function treeOf<Leaf extends AnyLeaf>(
  expression: Expression<Leaf>, callLeaf: (leaf: Leaf) => ExpressionAst,
): ExpressionAst {
  const span = nowhere;
  if (isLeaf(expression)) {
    return callLeaf(expression);
  }
  switch (expression.kind) {
    case 'integer':
      return { kind: 'integer', value: expression.value, span };
    case 'string':
      return { kind: 'string', value: expression.value, span };
    case 'address':
      return { kind: 'address', text: printAddress(expression.value, 128), span };
    case 'unary': {
      const operand = treeOf(expression.operand, callLeaf);
      return { kind: 'unary', operator: expression.operator, operand, span };
    }
    case 'binary': {
      const left = treeOf(expression.left, callLeaf);
      const right = treeOf(expression.right, callLeaf);
      return { kind: 'binary', operator: expression.operator, left, right, operatorSpan: span, span };
    }
    case 'in': {
      const operand = treeOf(expression.operand, callLeaf);
      return { kind: 'in', operand, set: literals(expression.set), span };
    }
  }
}

/** Of a rule's expression, `call` being what its bindings are called. */
export function expressionTree(expression: RuleExpression, call: (binding: number) => string): ExpressionAst {
  return treeOf(expression, (leaf) => leafTree(leaf, call));
}

/** Variables and tables are called by their index: a rule does not know their names. */
function leafTree(leaf: RuleLeaf, call: (binding: number) => string): ExpressionAst {
  const span = nowhere;
  switch (leaf.kind) {
    case 'field':
      return { kind: 'field', owner: name(call(leaf.binding)), field: name(leaf.field.name), span };
    case 'aggregate':
      return aggregateTree(leaf, call);
    case 'variable':
      return { kind: 'word', word: name(`VAR${leaf.variable}`), span };
    case 'lookup':
      return {
        kind: 'index', table: name(`TABLE${leaf.table}`), keys: leaf.keys.map((key) => expressionTree(key, call)), span,
      };
    case 'local':
      return { kind: 'word', word: name(`LET${leaf.local}`), span };
    case 'context':
      return { kind: 'call', function: name(leaf.function), arguments: [], span };
  }
}

function aggregateTree(leaf: RuleLeaf & { kind: 'aggregate' }, call: (binding: number) => string): ExpressionAst {
  const span = nowhere;
  const called = name(leaf.function);
  const owner = name(call(leaf.binding));
  if (leaf.field === null) {
    return { kind: 'call', function: called, arguments: [{ kind: 'word', word: owner, span }], span };
  }
  const field = name(leaf.field.name);
  return leaf.function === 'first' || leaf.function === 'last' || leaf.function === 'prev'
    ? { kind: 'fieldOf', function: called, owner, field, span }
    : { kind: 'call', function: called, arguments: [{ kind: 'field', owner, field, span }], span };
}

function literals(set: Members): readonly LiteralAst[] {
  const span = nowhere;
  switch (set.of) {
    case 'integers': return set.members.map((value): LiteralAst => ({ kind: 'integer', value, span }));
    case 'strings': return set.members.map((value): LiteralAst => ({ kind: 'string', value, span }));
    case 'addresses': return set.members.map((prefix): LiteralAst => ({ kind: 'address', text: textOf(prefix), span }));
  }
}

function textOf({ address, bits }: AddressPrefix): string {
  return printAddress(address, bits);
}

function name(text: string): Name {
  return { text, span: nowhere };
}
