import { describe, expect, test } from 'vitest';
import { render } from '../source/render.js';
import type { ExpressionAst } from './ast.js';
import { parse } from './parse.js';

describe('how operators group', () => {
  test.each([
    // C's levels, loosest first, each against the next
    ['a || b && c', '(a || (b && c))'],
    ['a && b | c', '(a && (b | c))'],
    ['a | b ^ c', '(a | (b ^ c))'],
    ['a ^ b & c', '(a ^ (b & c))'],
    ['a & b == c', '(a & (b == c))'],
    ['a == b < c', '(a == (b < c))'],
    ['a < b << c', '(a < (b << c))'],
    ['a << b + c', '(a << (b + c))'],
    ['a + b * c', '(a + (b * c))'],
    ['a * -b', '(a * (-b))'],
    ['!a == b', '((!a) == b)'],
    ['~a & b', '((~a) & b)'],
    ['-a - -b', '((-a) - (-b))'],
    ['!~-a', '(!(~(-a)))'],
    // to the left
    ['a - b - c', '((a - b) - c)'],
    ['a / b * c % d', '(((a / b) * c) % d)'],
    ['a << b >> c', '((a << b) >> c)'],
    ['a || b || c', '((a || b) || c)'],
    ['a && b && c', '((a && b) && c)'],
    ['a == b != c', '((a == b) != c)'],
    ['a < b >= c', '((a < b) >= c)'],
    ['(a - (b - c))', '(a - (b - c))'],
    // on words
    ['a.F STARTSWITH "x" && b.F LIKE "*"', '((a.F STARTSWITH "x") && (b.F LIKE "*"))'],
    ['a.F IN s || a.F IN { 1, -2 }', '((a.F IN s) || (a.F IN {1,-2}))'],
    ['a + 1 IN s == b', '(((a + 1) IN s) == b)'],
    ['a.F IN 10.0.0.0/8', '(a.F IN {10.0.0.0/8})'],
    ['first(s).F - min(s.F) > avg(s.F)', '((first(s).F - min(s.F)) > avg(s.F))'],
    ['count(s) > t[a.F, 1 + 2]', '(count(s) > t[a.F,(1 + 2)])'],
    ['comm() == "x"', '(comm() == "x")'],
    ['a.T - b.T > 5 s', '((a.T - b.T) > 5s)'],
    ['a.F ENDSWITH b.F CONTAINS c', '((a.F ENDSWITH b.F) CONTAINS c)'],
  ])('%s', (text, groups) => {
    expect(grouped(expression(text))).toBe(groups);
  });
});

function expression(text: string): ExpressionAst {
  const { ast, diagnostics } = parse({ name: 'x.wmk', text: `RULE r WHERE { ${text} }` });
  expect(render(diagnostics)).toBe('');
  const item = ast?.items[0];
  const clause = item?.kind === 'rule' ? item.clauses[0] : undefined;
  const condition = clause?.kind === 'where' ? clause.conditions[0] : undefined;
  if (condition?.kind !== 'expression') {
    throw new Error('no expression');
  }
  return condition.expression;
}

/** All groups in parentheses. */
function grouped(node: ExpressionAst): string {
  switch (node.kind) {
    case 'word':
      return node.word.text;
    case 'field':
      return `${node.owner.text}.${node.field.text}`;
    case 'fieldOf':
      return `${node.function.text}(${node.owner.text}).${node.field.text}`;
    case 'index':
      return `${node.table.text}[${node.keys.map(grouped).join()}]`;
    case 'call':
      return `${node.function.text}(${node.arguments.map(grouped).join()})`;
    case 'unary':
      return `(${node.operator}${grouped(node.operand)})`;
    case 'binary':
      return `(${grouped(node.left)} ${node.operator} ${grouped(node.right)})`;
    case 'in':
      return 'text' in node.set
        ? `(${grouped(node.operand)} IN ${node.set.text})`
        : `(${grouped(node.operand)} IN {${node.set.map(grouped).join()}})`;
    case 'integer':
      return `${node.value}`;
    case 'duration':
      return `${node.value / 1_000_000_000n}s`;
    case 'string':
      return `"${new TextDecoder().decode(node.value)}"`;
    case 'address':
      return node.text;
    case 'constant':
      return node.name.text;
  }
}
