/** Returns random rules that go to the language's limits: many runs, long arrays, many conditions, long strings. */

import fc from 'fast-check';

const DRAWN = {
  n: fc.constantFrom(2, 17, 32, 63, 64),
  few: fc.integer({ min: 1, max: 8 }),
  field: fc.constantFrom('A', 'B', 'C', 'D'),
  compare: fc.constantFrom('<', '<=', '>', '>=', '!='),
  aggregate: fc.constantFrom('min', 'max', 'sum', 'avg'),
  selection: fc.constantFrom('any', 'all'),
  bounded: fc.constantFrom('latest', 'earliest'),
  key: fc.constantFrom('[ProcessId]', '[ThreadId]', '[A]', '[Text]', '[N], [ProcessId]', '[Q], [B], [Text]'),
};

type Draw = { readonly [K in keyof typeof DRAWN]: (typeof DRAWN)[K] extends fc.Arbitrary<infer T> ? T : never };

/** Over the kinds of large.h. */
const FORMS: readonly ((draw: Draw) => readonly string[])[] = [
  // Many runs of a key, several steps, a condition over two.
  ({ n, selection, key, field, compare }) => [
    'PATTERN { [k0:a, k1:b, ~k2:x, k0:c, k3:d] }',
    `WHERE   { ${key}, a.${field} ${compare} c.${field}, x.A > b.A }`,
    `SELECT  { ${selection}(${n}) }`,
    'RETURN  { a.A, b.B, c.Text, d.N }',
  ],
  // Identities that are compared, each with each.
  ({ n, bounded, key }) => [
    'PATTERN { [k0:a, k1:b, k0:c] }',
    `WHERE   { ${key}, a.P == b.P, b.D == c.D }`,
    `SELECT  { ${bounded}(${Math.min(n, 32)}) }`,
    'RETURN  { a.A, c.C }',
  ],
  // An array that is long, open, and summed up.
  ({ n, key, field, compare, aggregate }) => [
    `PATTERN { [k0[>=${n}]:s, ~k2, k1:e] }`,
    `WHERE   { ${key}, count(s) < 1000, ${aggregate}(s.${field}) ${compare} e.B, prev(s).B <= s.B }`,
    'SELECT  { earliest }',
    `RETURN  { count(s), first(s).A, last(s).Text, sum(s.D), ${aggregate}(s.${field}) AS x }`,
  ],
  // One that is closed, behind a step, under many runs.
  ({ n, key, few, field, compare }) => [
    `PATTERN { [k1:b, k0[${n}]:s, k3:e] }`,
    `WHERE   { ${key}, s.${field} ${compare} b.B, e.C > ${few} }`,
    'RETURN  { b.A, e.A, max(s.C) }',
  ],
  // Every condition over several events that a rule may have.
  ({ key, field, compare }) => [
    'PATTERN { [k0:a, k1:b, k2:c, k3:d] }',
    `WHERE   { ${key}, a.${field} ${compare} b.B, a.B != b.A + 1, b.C < c.D, a.D > c.D, (a.A ^ b.B) != c.C,`,
    '          d.A <= c.A, d.B - a.B < 100, d.D != b.D }',
    'RETURN  { a.A, b.B, c.C, d.D }',
  ],
  // Every condition on one kind that a rule may have.
  ({ key }) => [
    'PATTERN { [k0:a, k0:b, k0:c, k0:d] }',
    `WHERE   { ${key}, a.A > 1, a.B == 2, b.C & 4, b.D < -1, c.Text STARTSWITH "ab", c.Text ENDSWITH ".so",`,
    '          d.Text CONTAINS "tmp", d.Text LIKE "/home/*/.ssh/id_?sa*" }',
    'RETURN  { a.Text, b.Text, c.Text, d.Text }',
  ],
  // Long strings: as a key, compared with each other, kept and reported.
  ({ n, selection, field }) => [
    'PATTERN { [k0:a, k1:b, (k2:c | k0:d), k1:e] }',
    'WHERE   { a.Text == b.Text, a.Text == e.Text, a.Text == c.Text, a.Text == d.Text, b.Other != e.Other }',
    `SELECT  { ${selection}(${n}) }`,
    `RETURN  { a.Text, a.Other, b.Other, e.Other, d.${field} }`,
  ],
  // Many chains.
  ({ key, bounded, few }) => [
    'PATTERN { [(k0:a | k1:b | [k2:c, k3:d] | [k3:e, k2:f]), (k0:g | k1:h | [k2:i, ~k0, k3:j]), (k0:k | k3:l)] }',
    `WHERE   { ${key}, a.A > ${few}, h.B != 3, i.C < k.C }`,
    'WITHIN  { 1 s }',
    `SELECT  { ${bounded} }`,
    'RETURN  { a.A, b.A, g.A, h.A, k.A, l.A }',
  ],
  // Many steps.
  ({ key, n, selection }) => [
    `PATTERN { [${Array.from({ length: Math.min(n, 40) }, (_, index) => `k${index % 4}:s${index}`).join(', ')}] }`,
    `WHERE   { ${key}, s0.A < 3 }`,
    `SELECT  { ${selection}(64) }`,
    'RETURN  { s0.A, s1.TimeStamp }',
  ],
  // Runs whose arrays differ, all followed.
  ({ n, few, key, selection, aggregate, compare }) => [
    `PATTERN { [k0:a, k1[>=${few}]:s, k2:e] }`,
    `WHERE   { ${key}, ${aggregate}(s.C) ${compare} a.C, s.A < e.A }`,
    `SELECT  { ${selection}(${n}) }`,
    'RETURN  { count(s), a.Text, e.Text }',
  ],
];

export function largeRules(seed: number, count: number): readonly string[] {
  return fc.sample(fc.record(DRAWN), { seed, numRuns: count }).map((draw, index) => {
    const form = FORMS[index % FORMS.length];
    return ['RULE r0', ...(form?.(draw) ?? [])].join('\n');
  });
}
