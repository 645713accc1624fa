// Random rules as plain data, which fast-check can shrink: steps are referred to by number, taken modulo how many there
// are, so that whatever is left of a rule still is one. print-rule.ts makes text of it.

import fc from 'fast-check';
import type { StatementSpec } from './reaction-spec.js';

export type ItemSpec =
  | { readonly is: 'step'; readonly kind: number; readonly array: ArraySpec | null }
  | { readonly is: 'not'; readonly kinds: readonly number[] }
  | { readonly is: 'either'; readonly branches: readonly (readonly ItemSpec[])[] };

export interface ArraySpec {
  readonly least: number;
  readonly open: boolean;
  /** Which of the two ways to write it. */
  readonly spelling: number;
}

/** A condition on one event. */
export interface PredicateSpec {
  readonly on: number;
  readonly form: number;
  readonly field: number;
  readonly other: number;
  readonly operator: number;
  readonly literal: bigint;
}

/** A condition on two events, or on an array as a whole where there is one and `form` says so. */
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
  /** By kind. */
  readonly fields: readonly number[];
  /**
   * same: [Field], of all events. all: of all events, of each kind its own field. some: of those in the mask only, so
   * that it may be no key. crossed: of all, and steps of one kind may have different fields, so that an event may
   * have several keys.
   */
  readonly of: 'same' | 'all' | 'some' | 'crossed';
  /** Bit i: the i-th event of the pattern. */
  readonly mask: number;
}

export interface ColumnSpec {
  readonly on: number;
  readonly form: number;
  readonly field: number;
  readonly other: number;
}

export interface SelectSpec {
  readonly mode: 'latest' | 'earliest' | 'all' | 'any';
  /** N; latest and earliest print it only where there may be a secondary identity, and null prints none. */
  readonly runs: number | null;
}

export interface RuleSpec {
  readonly items: readonly ItemSpec[];
  readonly predicates: readonly PredicateSpec[];
  readonly joins: readonly JoinSpec[];
  readonly guards: readonly GuardSpec[];
  readonly window: number | null;
  readonly select: SelectSpec;
  readonly columns: readonly ColumnSpec[];
  readonly reaction?: readonly StatementSpec[];
}

const kind = fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4);

const array: fc.Arbitrary<ArraySpec> = fc.record({
  least: fc.constantFrom(1, 2, 2, 3), open: fc.boolean(), spelling: fc.nat(1),
});

const step: fc.Arbitrary<ItemSpec> = fc.record({
  is: fc.constant('step' as const), kind, array: fc.option<ArraySpec>(array, { freq: 4 }),
});
const single: fc.Arbitrary<ItemSpec> = fc.record({ is: fc.constant('step' as const), kind, array: fc.constant(null) });
const steps = fc.oneof({ weight: 3, arbitrary: single }, { weight: 2, arbitrary: step });

const not: fc.Arbitrary<ItemSpec> = fc.record({
  is: fc.constant('not' as const), kinds: fc.array(kind, { minLength: 1, maxLength: 2 }),
});

function either(items: fc.Arbitrary<ItemSpec>): fc.Arbitrary<ItemSpec> {
  const branch = fc.oneof(
    { withCrossShrink: true },
    { weight: 2, arbitrary: fc.tuple(items) },
    { weight: 3, arbitrary: fc.array(items, { minLength: 1, maxLength: 3, size: 'max' }) },
  );
  return fc.record({ is: fc.constant('either' as const), branches: fc.array(branch, { minLength: 2, maxLength: 3 }) });
}

const simple = fc.oneof({ weight: 4, arbitrary: steps }, { weight: 1, arbitrary: not });
const inner = fc.oneof({ weight: 12, arbitrary: simple }, { weight: 1, arbitrary: either(simple) });
const item = fc.oneof({ weight: 5, arbitrary: steps }, { weight: 2, arbitrary: not }, { weight: 2, arbitrary: either(inner) });

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

const select: fc.Arbitrary<SelectSpec> = fc.record({
  mode: fc.constantFrom('latest' as const, 'latest', 'latest', 'earliest', 'all', 'any', 'any'),
  runs: fc.constantFrom(null, 2, 3, 3, 4, 4, 5, 8),
});

export const ruleSpec: fc.Arbitrary<RuleSpec> = fc.record({
  items: fc.oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.array(item, { minLength: 1, maxLength: 1, size: 'max' }) },
    { weight: 8, arbitrary: fc.array(item, { minLength: 2, maxLength: 5, size: 'max' }) },
  ),
  predicates: fc.array(
    fc.record({ on: number, form: number, field: number, other: number, operator: number, literal }), { maxLength: 3 }),
  joins: fc.array(fc.record({
    sort: fc.constantFrom(0, 0, 0, 0, 1, 1, 1, 2, 3, 4),
    fields: fc.array(fc.nat(11), { minLength: 5, maxLength: 5 }),
    of: fc.constantFrom('same' as const, 'same', 'same', 'all', 'some', 'some', 'crossed'),
    mask: fc.nat(0xfff),
  }), { maxLength: 2 }),
  guards: fc.array(fc.record({
    left: number, right: number, form: number, leftField: number, rightField: number, operator: number, literal,
  }), { maxLength: 3, size: 'max' }),
  window: fc.option(fc.constantFrom(60, 40, 30, 20, 10, 6, 3, 1)),
  select,
  columns: fc.array(fc.record({ on: number, form: number, field: number, other: number }), { maxLength: 4, size: 'max' }),
});
