// Random rules as plain data, which fast-check can shrink: steps are referred to by number, taken modulo how many there
// are, so that whatever is left of a rule still is one. print-rule.ts makes text of it.

import fc from 'fast-check';

export type ItemSpec =
  | { readonly is: 'step'; readonly kind: number }
  | { readonly is: 'not'; readonly kinds: readonly number[] }
  | { readonly is: 'either'; readonly branches: readonly (readonly ItemSpec[])[] };

export interface PredicateSpec {
  readonly on: number;
  readonly form: number;
  readonly field: number;
  readonly other: number;
  readonly operator: number;
  readonly literal: bigint;
}

export interface GuardSpec {
  readonly left: number;
  readonly right: number;
  readonly form: number;
  readonly leftField: number;
  readonly rightField: number;
  readonly operator: number;
  readonly literal: bigint;
}

export interface JoinSpec {
  /** Of numbers, of strings ...: what can agree. */
  readonly sort: number;
  /** By kind; all of one name print as [Field]. */
  readonly fields: readonly number[];
  readonly isSame: boolean;
}

export interface ColumnSpec {
  readonly on: number;
  readonly form: number;
  readonly field: number;
  readonly other: number;
}

export interface RuleSpec {
  readonly items: readonly ItemSpec[];
  readonly predicates: readonly PredicateSpec[];
  readonly joins: readonly JoinSpec[];
  readonly guards: readonly GuardSpec[];
  readonly window: number | null;
  readonly columns: readonly ColumnSpec[];
}

const kind = fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4);

const step: fc.Arbitrary<ItemSpec> = fc.record({ is: fc.constant('step' as const), kind });

const not: fc.Arbitrary<ItemSpec> = fc.record({
  is: fc.constant('not' as const), kinds: fc.array(kind, { minLength: 1, maxLength: 2 }),
});

function either(items: fc.Arbitrary<ItemSpec>): fc.Arbitrary<ItemSpec> {
  return fc.record({
    is: fc.constant('either' as const),
    branches: fc.array(fc.array(items, { minLength: 1, maxLength: 3, size: 'max' }), { minLength: 2, maxLength: 3 }),
  });
}

const simple = fc.oneof({ weight: 4, arbitrary: step }, { weight: 1, arbitrary: not });
const inner = fc.oneof({ weight: 6, arbitrary: simple }, { weight: 1, arbitrary: either(simple) });
const item = fc.oneof({ weight: 4, arbitrary: step }, { weight: 2, arbitrary: not }, { weight: 2, arbitrary: either(inner) });

const number = fc.nat(63);

/** Mostly what traces are full of, now and then an end of some type. */
export const literal = fc.oneof(
  { weight: 12, arbitrary: fc.bigInt(0n, 3n) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(-1n, -2n, 127n, 255n, 2n ** 31n - 1n, -(2n ** 31n), 2n ** 32n - 1n, 2n ** 63n - 1n,
      2n ** 63n, 2n ** 64n - 1n),
  },
);

export const ruleSpec: fc.Arbitrary<RuleSpec> = fc.record({
  items: fc.array(item, { minLength: 2, maxLength: 6, size: 'max' }),
  predicates: fc.array(
    fc.record({ on: number, form: number, field: number, other: number, operator: number, literal }), { maxLength: 3 }),
  joins: fc.array(fc.record({
    sort: fc.constantFrom(0, 0, 0, 0, 1, 1, 1, 2, 3, 4),
    fields: fc.array(fc.nat(11), { minLength: 5, maxLength: 5 }),
    isSame: fc.constantFrom(true, true, false),
  }), { maxLength: 2 }),
  guards: fc.array(fc.record({
    left: number, right: number, form: number, leftField: number, rightField: number, operator: number, literal,
  }), { maxLength: 3, size: 'max' }),
  window: fc.option(fc.integer({ min: 1, max: 40 })),
  columns: fc.array(fc.record({ on: number, form: number, field: number, other: number }), { maxLength: 4, size: 'max' }),
});
