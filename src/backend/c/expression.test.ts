// Expressions as C mean what the language says: random expressions are printed, compiled by the host's compiler with
// the engine's own wmk.value.h, run, and compared with the checker's evaluation.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, type Value } from '../../check/evaluate.js';
import type { Expression, ExpressionType, Members } from '../../check/expression.js';
import { address, integer, string, typeOfField } from '../../check/expression-types.js';
import type { EventField, FieldType } from '../../events/catalogue.js';
import { declareField } from './fields.js';
import { printExpression } from './expression.js';
import { makeNames } from './names.js';
import { quoteC } from './quote.js';
import { makeScans } from './scan.js';

const runtime = fileURLToPath(new URL('../../../templates/bpf/runtime', import.meta.url));
const catalogue = fileURLToPath(new URL('../../../rules', import.meta.url));

const types: readonly FieldType[] = ([8, 16, 32, 64] as const).flatMap((bits) =>
  [true, false].map((signed) => ({ kind: 'integer', bits, signed, cType: `__${signed ? 's' : 'u'}${bits}` }) as const),
);

const fieldOf = (name: string, type: FieldType): EventField => ({
  name, type, doc: '', read: { bpf: { how: 'value', expression: '0' }, stap: { how: 'value', expression: '0' } },
});
const fields = types.map((type, index) => fieldOf(`F${index}`, type));
const texts = [fieldOf('S0', { kind: 'string', bytes: 16 }), fieldOf('S1', { kind: 'string', bytes: 9 })];
const addresses = [fieldOf('A0', { kind: 'address' }), fieldOf('A1', { kind: 'address' })];
const all = [...fields, ...texts, ...addresses];

/** `isWide`: read as a value of 64 bits, as a variable is. */
interface TestLeaf {
  readonly kind: 'field';
  readonly field: EventField;
  readonly isWide: boolean;
  readonly type: ExpressionType;
}

type TestExpression = Expression<TestLeaf>;

interface Case {
  readonly expression: TestExpression;
  readonly values: readonly Value[];
}

const edge = fc.constantFrom(0n, 1n, 2n, 3n, -1n, -2n, 63n, 64n, 127n, 128n, 255n, 2n ** 31n - 1n, 2n ** 31n, -(2n ** 31n),
  2n ** 32n - 1n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 63n, 2n ** 64n - 1n);

function wrapTo(type: FieldType, value: bigint): bigint {
  return type.kind !== 'integer' ? value : type.signed ? BigInt.asIntN(type.bits, value) : BigInt.asUintN(type.bits, value);
}

const integers = types.map((type) => fc.oneof(edge, fc.bigInt({ min: -300n, max: 300n })).map((value) => wrapTo(type, value)));
const word = (most: number): fc.Arbitrary<Uint8Array> =>
  fc.string({ unit: fc.constantFrom('a', 'b', 'c', '/', '\xe9'), maxLength: most })
    .map((text) => Uint8Array.from(Buffer.from(text, 'latin1')));
const someAddress = fc.constantFrom('00000000000000000000ffff0a000001', '00000000000000000000ffff0a0000ff',
  '00000000000000000000ffff80000000', '20010db8000000000000000000000001', '20010db8000000008000000000000001',
  'ffffffffffffffffffffffffffffffff', '00000000000000000000000000000000').map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));

const values: fc.Arbitrary<readonly Value[]> = fc.tuple(...integers, word(15), word(8), someAddress, someAddress);

const signed = { kind: 'integer', unsigned: false } as const;

function read(field: EventField, isWide = false): TestExpression {
  return { kind: 'field', field, isWide, type: typeOfField(field.type) };
}

const leaf: fc.Arbitrary<TestExpression> = fc.oneof(
  fc.tuple(fc.constantFrom(...fields), fc.boolean()).map(([field, isWide]) => read(field, isWide)),
  edge.map((value) => integer(value)),
);

const operators = ['||', '&&', '|', '^', '&', '==', '!=', '<', '<=', '>', '>=', '<<', '>>', '+', '-', '*', '/', '%'] as const;

const glob = fc.array(fc.constantFrom('*', '*', '?', 'a', 'b', 'c', '[ab]', '[!a]', '[a-c/]', '\\a', '[\xe0-\xff]', '/'), { minLength: 1, maxLength: 6 })
  .map((pieces) => Uint8Array.from(Buffer.from(pieces.join(''), 'latin1')));

function inSet(operand: TestExpression, set: Members): TestExpression {
  return { kind: 'in', operand, set, type: signed };
}

function binary(operator: (TestExpression & { kind: 'binary' })['operator'], left: TestExpression, right: TestExpression): TestExpression {
  return { kind: 'binary', operator, left, right, type: signed };
}

const text = fc.constantFrom(...texts).map((field) => read(field));
const anAddress = fc.constantFrom(...addresses).map((field) => read(field));
const prefix = fc.record({ address: someAddress, bits: fc.constantFrom(0, 1, 8, 63, 64, 65, 96, 104, 120, 127, 128) });

const { expression } = fc.letrec<{ expression: TestExpression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.tuple(fc.constantFrom(...operators), tie('expression'), tie('expression'))
      .map(([operator, left, right]) => binary(operator, left, right)),
    fc.tuple(fc.constantFrom('!', '~', '-' as const), tie('expression')).map(([operator, operand]): TestExpression => ({
      kind: 'unary', operator: operator as '!' | '~' | '-', operand, type: signed,
    })),
    fc.tuple(tie('expression'), fc.uniqueArray(edge, { minLength: 1, maxLength: 3 }))
      .map(([operand, members]) => inSet(operand, { of: 'integers', members })),
    fc.tuple(fc.constantFrom('==', '!=', 'STARTSWITH', 'ENDSWITH', 'CONTAINS' as const), text, word(4))
      .map(([operator, left, right]) => binary(operator as '==', left, string(right))),
    fc.tuple(text, glob).map(([left, right]) => binary('LIKE', left, string(right))),
    fc.tuple(fc.constantFrom('==', '!=' as const), text, text)
      .map(([operator, left, right]) => binary(operator as '==', left, right)),
    fc.tuple(text, fc.array(word(3), { minLength: 1, maxLength: 3 })).map(([left, members]) => inSet(left, { of: 'strings', members })),
    fc.tuple(fc.constantFrom('==', '!=' as const), anAddress, fc.oneof(anAddress, someAddress.map((one): TestExpression => address(one))))
      .map(([operator, left, right]) => binary(operator as '==', left, right)),
    fc.tuple(anAddress, fc.array(prefix, { minLength: 1, maxLength: 3 })).map(([left, members]) => inSet(left, { of: 'addresses', members })),
  ),
}));

/** What C prints for a case: the value, or nothing where a division failed. */
function runInC(cases: readonly Case[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'wmkgen-expression-'));
  try {
    const scans = makeScans(makeNames());
    const functions = cases.map(({ expression: one, values: given }, index) => {
      const text = printExpression(one, {
        read: ({ field, isWide, type }) => (isWide
          ? { text: `(${type.kind === 'integer' && type.unsigned ? '__u64' : '__s64'})e->${field.name}`, stored: null }
          : { text: `e->${field.name}`, stored: field.type }),
        scan: scans.find,
      });
      const initial = all.map((field, at) => `.${field.name} = ${initialise(field.type, given[at]!)}`);
      return `static void case_${index}(void)
{
	struct event event = { ${initial.join(', ')} }, *e = &event;
	bool valid = true;
	__s64 value = (__s64)(${text});

	(void)e;
	if (valid)
		printf("%lld\\n", (long long)value);
	else
		puts("");
}`;
    });
    const tables = scans.views().map(({ name, nrClasses, nrStates, classes, rows }) => `
#define ${name}_classes ${nrClasses}
static const __u8 ${name}_class[256] = { ${classes} };
static const __u8 ${name}_next[${nrStates}][${nrClasses}] = { ${rows.join(', ')} };`);
    writeFileSync(join(folder, 'cases.c'), `#include <stdio.h>
#include "wmk.h"
#include "wmk.value.h"
struct event { ${all.map((field) => `${declareField(field.type, field.name)};`).join(' ')} };
${tables.join('\n')}
${functions.join('\n')}
int main(void)
{
${cases.map((_, index) => `	case_${index}();`).join('\n')}
	return 0;
}
`);
    execFileSync('cc', ['-O1', '-w', '-fwrapv', '-fno-strict-aliasing', '-I', runtime, '-I', catalogue,
      '-o', join(folder, 'cases'), join(folder, 'cases.c')]);
    return execFileSync(join(folder, 'cases'), { encoding: 'utf8' }).split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function initialise(type: FieldType, value: Value): string {
  if (type.kind === 'integer' && typeof value === 'bigint') {
    return `(${type.cType})${value < 0n ? `(__s64)${BigInt.asUintN(64, value)}ULL` : `${value}ULL`}`;
  }
  const bytes = value as Uint8Array;
  return type.kind === 'string' ? quoteC(bytes) : `{ { ${[...bytes].join(', ')} } }`;
}

describe('expressions as C', () => {
  it('mean what the language says', () => {
    const seed = Number(process.env['WMK_SEED'] ?? 20261123);
    const cases = fc.sample(fc.record({ expression, values }), { numRuns: 2000, seed });
    const printed = runInC(cases);
    cases.forEach(({ expression: one, values: given }, index) => {
      const worth = evaluate(one, (leaf) => given[all.indexOf(leaf.field)]!);
      const expected = worth === null ? '' : String(BigInt.asIntN(64, worth as bigint));
      expect(printed[index], `case ${index} of seed ${seed}`).toBe(expected);
    });
  });

  it('find what globs match', () => {
    const seed = Number(process.env['WMK_SEED'] ?? 20261123);
    const cases = fc.sample(fc.record({
      expression: fc.tuple(text, glob).map(([left, right]) => binary('LIKE', left, string(right))), values,
    }), { numRuns: 1000, seed });
    const printed = runInC(cases);
    const expected = cases.map(({ expression: one, values: given }) =>
      String(evaluate(one, (leaf) => given[all.indexOf(leaf.field)]!)));
    expect(printed.slice(0, cases.length)).toEqual(expected);
    expect(expected.filter((one) => one === '1').length).toBeGreaterThan(100);
  });
});
