import fc from 'fast-check';
import { expect, test } from 'vitest';
import { render } from '../source/render.js';
import type { Span } from '../source/span.js';
import type {
  BinaryOperator, ElementAst, ExpressionAst, FileAst, ItemOfSequenceAst, LiteralAst, Name, StatementAst, StepAst,
  TargetAst, UnaryOperator,
} from './ast.js';
import { parse } from './parse.js';
import { print } from './print.js';
import { printDuration, printString } from './print-expression.js';
import { withoutSpans } from './without-spans.js';

const cases = Number(process.env['WMK_CASES'] ?? 2000);

test('the canonical form of a file', () => {
  const text = `EVENTS "wmkevents.h"
EVENTS "more \\"e\\".h"

SET ports = { 22, -1, "a\\n", 5s, 10.0.0.0/8, O_CREAT }
SET names FROM "names.txt"

VAR seen
VAR limit = -5

TABLE denied[1024]

PROFILE sshd FROM "sshd.prof"

RULE everything
PATTERN { [open[>=5]:o, ~(exit:e | kill), (write:w | [read, ~close, fork[3]:f])] }
WHERE   { [ProcessId], o.Fd == w.Fd, (o.Mode & 1) != 0 || w.Size - (1 - 2) > 5s, !(f.X IN ports) }
WITHIN  { 90min }
SELECT  { latest(4) }
RETURN  { first(o).TimeStamp, count(o) AS opens, comm() }
DO {
    let x = denied[o.ProcessId, 1];
    denied[x]++;
}
`;
  const { ast, diagnostics } = parse({ name: 'x.wmk', text });
  expect(render(diagnostics)).toBe('');
  expect(ast === null ? null : print(ast)).toBe(text);
});

test('durations are printed in the largest unit that fits', () => {
  expect([0n, 1n, 1_000n, 1_500n, 60_000_000_000n, 90_000_000_000n, 7_200_000_000_000n].map(printDuration))
    .toEqual(['0s', '1ns', '1us', '1500ns', '1min', '90s', '2h']);
});

test('strings are printed as text where they are text, and what follows an escape is not drawn into it', () => {
  expect(printString(Uint8Array.from([0, 49, 10, 34, 92, 0xc3, 0xa9]))).toBe('"\\0001\\n\\"\\\\é"');
  expect(printString(Uint8Array.from([0xff, 49, 65]))).toBe('"\\3771A"');
});

// Any tree, printed and parsed, is that tree again.

const span: Span = { file: { name: '', text: '' }, start: 0, end: 0 };
const name: fc.Arbitrary<Name> = fc.constantFrom('a', 'b2', '_c', 'Field', 'latest', 's', 'min')
  .map((text) => ({ text, span }));
const field: fc.Arbitrary<Name> = fc.oneof(name, fc.constantFrom('delete', 'if').map((text) => ({ text, span })));
const unsigned = fc.bigInt(0n, (1n << 64n) - 1n);
const value: fc.Arbitrary<LiteralAst> = fc.oneof(
  unsigned.map((integer) => ({ kind: 'integer', value: integer, span }) as const),
  fc.bigInt(0n, (1n << 63n) - 1n).map((ns) => ({ kind: 'duration', value: ns, span }) as const),
  fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(text)))
    .map((bytes) => ({ kind: 'string', value: Uint8Array.from(bytes), span }) as const),
  fc.oneof(fc.ipV4(), fc.ipV6()).map((text) => ({ kind: 'address', text, span }) as const),
);
const literal: fc.Arbitrary<LiteralAst> = fc.oneof(
  value,
  fc.bigInt(-(1n << 63n), -1n).map((integer) => ({ kind: 'integer', value: integer, span }) as const),
  name.map((constant) => ({ kind: 'constant', name: constant, span }) as const),
);
const binaryOperators: readonly BinaryOperator[] = [
  '||', '&&', '|', '^', '&', '==', '!=', '<', '<=', '>', '>=', '<<', '>>', '+', '-', '*', '/', '%', 'STARTSWITH',
  'ENDSWITH', 'CONTAINS', 'LIKE',
];

const { expression } = fc.letrec<{ expression: ExpressionAst }>((tie) => {
  const inner = tie('expression');
  return {
    expression: fc.oneof(
      { maxDepth: 6, depthSize: 'small' },
      value,
      name.map((word) => ({ kind: 'word', word, span }) as const),
      fc.tuple(name, field).map(([owner, of]) => ({ kind: 'field', owner, field: of, span }) as const),
      fc.tuple(name, name, field).map(([called, owner, of]) =>
        ({ kind: 'fieldOf', function: called, owner, field: of, span }) as const),
      fc.tuple(name, fc.array(inner, { minLength: 1, maxLength: 3 })).map(([table, keys]) =>
        ({ kind: 'index', table, keys, span }) as const),
      fc.tuple(name, fc.array(inner, { maxLength: 3 })).map(([called, list]) =>
        ({ kind: 'call', function: called, arguments: list, span }) as const),
      fc.tuple(fc.constantFrom<UnaryOperator>('!', '~', '-'), inner).map(([operator, operand]) =>
        ({ kind: 'unary', operator, operand, span }) as const),
      fc.tuple(fc.constantFrom(...binaryOperators), inner, inner).map(([operator, left, right]) =>
        ({ kind: 'binary', operator, left, right, operatorSpan: span, span }) as const),
      fc.tuple(inner, fc.oneof(name, fc.array(literal, { minLength: 1, maxLength: 3 }))).map(([operand, set]) =>
        ({ kind: 'in', operand, set, span }) as const),
    ),
  };
});

const step: fc.Arbitrary<StepAst> = fc.record({
  kind: fc.constant('step' as const), event: field, name: fc.option(name), span: fc.constant(span),
  count: fc.option(fc.record({ open: fc.boolean(), least: fc.bigInt(1n, 64n), span: fc.constant(span) })),
});
const negation = fc.array(step, { minLength: 1, maxLength: 3 })
  .map((atoms) => ({ kind: 'negation', atoms: atoms.map((atom) => ({ ...atom, count: null })), span }) as const);
const { element } = fc.letrec<{ element: ElementAst }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    step,
    fc.array<ItemOfSequenceAst>(fc.oneof(tie('element'), negation), { minLength: 1, maxLength: 4 })
      .map((items) => ({ kind: 'sequence', items, span }) as const),
    fc.array(tie('element'), { minLength: 2, maxLength: 3 })
      .map((branches) => ({ kind: 'alternative', branches, span }) as const),
  ),
}));

const target: fc.Arbitrary<TargetAst> = fc.record({
  name, keys: fc.option(fc.array(expression, { minLength: 1, maxLength: 2 })), span: fc.constant(span),
});
const { body } = fc.letrec<{ body: StatementAst[] }>((tie) => ({
  body: fc.array(fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.record({ kind: fc.constant('let' as const), name, value: expression, span: fc.constant(span) }),
    fc.record({
      kind: fc.constant('assign' as const), target, operator: fc.constantFrom('=', '+=', '-='), value: expression,
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant('step' as const), target, operator: fc.constantFrom('++', '--'), span: fc.constant(span),
    }),
    fc.record({ kind: fc.constant('delete' as const), target, span: fc.constant(span) }),
    fc.record({
      kind: fc.constant('call' as const), function: name, arguments: fc.array(expression, { maxLength: 2 }),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant('if' as const), condition: expression, then: tie('body'), else: fc.option(tie('body')),
      span: fc.constant(span),
    }),
  ), { maxLength: 3 }) as fc.Arbitrary<StatementAst[]>,
}));

const file: fc.Arbitrary<FileAst> = fc.tuple(element, expression, body, fc.array(literal, { minLength: 1 })).map(
  ([pattern, condition, statements, members]) => ({
    items: [
      { kind: 'set', name: { text: 'set', span }, source: { from: 'literals', members }, span },
      {
        kind: 'rule', name: { text: 'r', span }, span,
        clauses: [
          { kind: 'pattern', element: pattern, keyword: span, span },
          {
            kind: 'where', keyword: span, span,
            conditions: [
              { kind: 'join', field: { text: 'F', span }, span }, { kind: 'expression', expression: condition, span },
            ],
          },
          {
            kind: 'return', keyword: span, span,
            columns: [
              { expression: condition, label: { text: 'l', span }, span }, { expression: condition, label: null, span },
            ],
          },
          { kind: 'do', body: statements, keyword: span, span },
        ],
      },
    ],
  }));

test('any tree, printed and parsed, is that tree again', () => {
  fc.assert(fc.property(file, (tree) => {
    const text = print(tree);
    const { ast, diagnostics } = parse({ name: 'x.wmk', text });
    expect(render(diagnostics)).toBe('');
    expect(withoutSpans(ast)).toEqual(withoutSpans(tree));
  }), { numRuns: cases / 4 });
}, 600_000);
