// What a tree must meet that no grammar says: in goes an item, out come complaints about a tree that is too high (a
// chain of operators leans to the left, and what walks a tree recurses) and about integers and paths that cannot be.

import { diagnostic, type Diagnostic } from '../source/diagnostic.js';
import type { Span } from '../source/span.js';
import type { ExpressionAst, ItemAst, LiteralAst, RuleAst, StatementAst, TargetAst } from './ast.js';
import { maxTreeHeight } from './limits.js';

type Node = ExpressionAst | StatementAst;

export function checkTree(item: ItemAst): readonly Diagnostic[] {
  switch (item.kind) {
    case 'events':
    case 'profile':
      return checkPath(item.path, item.span);
    case 'set':
      return item.source.from === 'file'
        ? checkPath(item.source.path, item.source.span)
        : item.source.members.flatMap(checkLiteral);
    case 'var':
      return checkSigned(item.initial ?? 0n, item.span);
    case 'table':
      return [];
    case 'rule':
      return checkNodes(nodesOfRule(item));
  }
}

/** With a stack of its own: the tree may still be as high as the file is long. */
function checkNodes(roots: readonly Node[]): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const root of roots) {
    const rest = [{ node: root, height: 1 }];
    for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
      const { node, height } = next;
      if (height > maxTreeHeight) {
        diagnostics.push(diagnostic('nested-too-deeply',
          `more than ${maxTreeHeight} operators or 'else if' build on each other here`, root.span,
          { hint: 'many comparisons with one field are a SET and IN' }));
        break;
      }
      if (node.kind === 'in' && 'length' in node.set) {
        diagnostics.push(...node.set.flatMap(checkLiteral));
      }
      for (const child of children(node)) {
        rest.push({ node: child, height: height + 1 });
      }
    }
  }
  return diagnostics;
}

function nodesOfRule(rule: RuleAst): readonly Node[] {
  return rule.clauses.flatMap((clause): readonly Node[] => {
    switch (clause.kind) {
      case 'where':
        return clause.conditions.flatMap((one) => (one.kind === 'expression' ? [one.expression] : []));
      case 'return':
        return clause.columns.map((column) => column.expression);
      case 'do':
        return clause.body;
      default:
        return []; // the nesting of patterns is that of their brackets
    }
  });
}

function children(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'binary':
      return [node.left, node.right];
    case 'unary':
    case 'in':
      return [node.operand];
    case 'index':
      return node.keys;
    case 'call':
      return node.arguments;
    case 'let':
      return [node.value];
    case 'assign':
      return [...keysOf(node.target), node.value];
    case 'step':
    case 'delete':
      return keysOf(node.target);
    case 'if':
      return [node.condition, ...node.then, ...(node.else ?? [])];
    default:
      return [];
  }
}

function keysOf(target: TargetAst): readonly ExpressionAst[] {
  return target.keys ?? [];
}

function checkLiteral(literal: LiteralAst): readonly Diagnostic[] {
  return literal.kind === 'integer' ? checkSigned(literal.value, literal.span) : [];
}

function checkSigned(value: bigint, span: Span): readonly Diagnostic[] {
  const least = -(1n << 63n);
  return value >= least ? [] : [diagnostic('integer-too-large',
    `'${value}' does not fit 64 bits, the smallest integer is ${least}`, span)];
}

function checkPath(path: string, span: Span): readonly Diagnostic[] {
  if (path === '') {
    return [diagnostic('syntax', 'an empty file name', span)];
  }
  return path.includes('\0') ? [diagnostic('syntax', 'a file name cannot contain \\0', span)] : [];
}
