// Functions made of expressions against the checker's own evaluation, on random expressions.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../check/evaluate.js';
import type { Expression, ExpressionType } from '../check/expression.js';
import type { PlanExpression, PlanLeaf } from '../plan/plan.js';
import { compileExpression, type CompileLeaf } from './compile-expression.js';
import { fromBytes, integer, toBytes, type Value } from './value.js';

/** Stands for any leaf: the number of a value. */
interface Leaf {
  readonly kind: 'cell';
  readonly cell: number;
  readonly type: ExpressionType;
}

const signed: ExpressionType = { kind: 'integer', unsigned: false };
const text: ExpressionType = { kind: 'string', bytes: 16 };

const edges = [
  0n, 1n, 2n, 63n, 64n, 65n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 62n,
  2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n,
];
const number = fc.oneof(
  fc.bigInt(-3n, 3n), fc.constantFrom(...edges, ...edges.filter((edge) => edge <= 2n ** 63n).map((edge) => -edge)),
  fc.bigInt(-(2n ** 63n), 2n ** 64n - 1n),
);
const integers = fc.array(number, { minLength: 4, maxLength: 4 });
const strings = fc.array(fc.constantFrom('', 'a', 'ab', 'ba', 'aba', '\xff\x80'), { minLength: 2, maxLength: 2 });

const { expression } = fc.letrec<{ expression: Expression<Leaf> }>((tie) => ({
  expression: fc.oneof({ maxDepth: 5 },
    fc.nat(3).map((cell): Leaf => ({ kind: 'cell', cell, type: signed })),
    number.map((value) => ({ kind: 'integer' as const, value, type: signed })),
    fc.record({
      kind: fc.constant('unary' as const), operator: fc.constantFrom('!' as const, '~' as const, '-' as const),
      operand: tie('expression'), type: fc.constant(signed),
    }),
    ...[0, 1, 2].map(() => fc.record({
      kind: fc.constant('binary' as const),
      operator: fc.constantFrom('||', '&&', '|', '^', '&', '==', '!=', '<', '<=', '>', '>=', '<<', '>>', '+', '-', '*', '/', '%'),
      left: tie('expression'), right: tie('expression'), type: fc.constant(signed),
    }) as fc.Arbitrary<Expression<Leaf>>),
    fc.record({
      kind: fc.constant('in' as const), operand: tie('expression'), type: fc.constant(signed),
      set: fc.record({ of: fc.constant('integers' as const), members: fc.array(number) }),
    }),
    fc.record({
      kind: fc.constant('binary' as const),
      operator: fc.constantFrom('==', '!=', 'STARTSWITH', 'ENDSWITH', 'CONTAINS', 'LIKE'),
      left: fc.constantFrom(4, 5).map((cell): Leaf => ({ kind: 'cell', cell, type: text })),
      right: fc.constantFrom('', 'a', 'b', 'a*', '*b', '?', '[!a]*', '[a-b]?*', '\\*', '\xff?')
        .map((value) => ({ kind: 'string' as const, value: toBytes(value), type: text })),
      type: fc.constant(signed),
    }) as fc.Arbitrary<Expression<Leaf>>,
  ),
}));

const compileLeaf: CompileLeaf = (leaf: PlanLeaf) => {
  const { cell } = leaf as Leaf;
  return { evaluate: (_, cells, at) => cells[at + cell]!, isTotal: true };
};

describe('a function of an expression', () => {
  it('gives what the checker says that the expression is worth', () => {
    fc.assert(fc.property(expression, integers, strings, (one, numbers, texts) => {
      const values = [...numbers, ...texts.map(toBytes)];
      const wanted = evaluate(one, ({ cell }) => values[cell]!);
      const cells: Value[] = ['before', ...numbers.map(integer), ...texts];
      const got = compileExpression(one as PlanExpression, compileLeaf).evaluate([], cells, 1, null);
      expect(got).toEqual(wanted === null ? null : typeof wanted === 'bigint' ? integer(wanted) : fromBytes(wanted));
    }), { numRuns: 20_000 });
  });

  it('says whether it may have no value', () => {
    fc.assert(fc.property(expression, integers, strings, (one, numbers, texts) => {
      const { evaluate: of, isTotal } = compileExpression(one as PlanExpression, compileLeaf);
      expect(isTotal && of([], [...numbers.map(integer), ...texts], 0, null) === null).toBe(false);
    }), { numRuns: 2_000 });
  });
});
