// Expressions as C mean what the language says: random expressions are printed, compiled by the host's compiler with
// the engine's own wmk.value.h, run, and compared with the checker's evaluation.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../check/evaluate.js';
import type { Expression } from '../../check/rule.js';
import type { EventField, FieldType } from '../../events/catalogue.js';
import { printExpression } from './expression.js';

const runtime = fileURLToPath(new URL('../../../templates/bpf/runtime', import.meta.url));

const types: readonly FieldType[] = ([8, 16, 32, 64] as const).flatMap((bits) =>
  [true, false].map((signed) => ({ kind: 'integer', bits, signed, cType: `__${signed ? 's' : 'u'}${bits}` }) as const),
);

const fields: readonly EventField[] = types.map((type, index) => ({
  name: `F${index}`, type, doc: '', read: { bpf: { how: 'value', expression: '0' } },
}));

interface Case {
  readonly expression: Expression;
  readonly values: readonly bigint[];
}

const edge = fc.constantFrom(0n, 1n, 2n, 3n, -1n, -2n, 63n, 64n, 127n, 128n, 255n, 2n ** 31n - 1n, 2n ** 31n, -(2n ** 31n),
  2n ** 32n - 1n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 63n, 2n ** 64n - 1n);

function wrapTo(type: FieldType, value: bigint): bigint {
  return type.kind !== 'integer' ? value : type.signed ? BigInt.asIntN(type.bits, value) : BigInt.asUintN(type.bits, value);
}

const values = fc.tuple(...types.map((type) => fc.oneof(edge, fc.bigInt({ min: -300n, max: 300n })).map((value) => wrapTo(type, value))));

const signed = { kind: 'integer', unsigned: false } as const;

const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc.nat(fields.length - 1).map((index): Expression => ({
    kind: 'field', binding: 0, field: fields[index]!,
    type: { kind: 'integer', unsigned: index === fields.length - 1 },
  })),
  edge.map((value): Expression => ({ kind: 'integer', value, type: { kind: 'integer', unsigned: value > 2n ** 63n - 1n } })),
);

const operators = ['||', '&&', '|', '^', '&', '==', '!=', '<', '<=', '>', '>=', '<<', '>>', '+', '-', '*', '/', '%'] as const;

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.tuple(fc.constantFrom(...operators), tie('expression'), tie('expression')).map(([operator, left, right]): Expression => ({
      kind: 'binary', operator, left, right, type: signed,
    })),
    fc.tuple(fc.constantFrom('!', '~', '-' as const), tie('expression')).map(([operator, operand]): Expression => ({
      kind: 'unary', operator: operator as '!' | '~' | '-', operand, type: signed,
    })),
  ),
}));

/** What C prints for a case: the value, or nothing where a division failed. */
function runInC(cases: readonly Case[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'wmkgen-expression-'));
  try {
    const functions = cases.map(({ expression: one, values: given }, index) => {
      const text = printExpression(one, {
        field: (field) => `e->${field.field.name}`,
        context: () => '0',
        scan: () => '',
      });
      const initial = fields.map((field, at) => `.${field.name} = (${field.type.kind === 'integer' ? field.type.cType : ''})${given[at]! < 0n ? `(__s64)${BigInt.asUintN(64, given[at]!)}ULL` : `${given[at]!}ULL`}`);
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
    writeFileSync(join(folder, 'cases.c'), `#include <stdio.h>
#include "wmk.value.h"
struct event { ${fields.map((field) => `${field.type.kind === 'integer' ? field.type.cType : ''} ${field.name};`).join(' ')} };
${functions.join('\n')}
int main(void)
{
${cases.map((_, index) => `	case_${index}();`).join('\n')}
	return 0;
}
`);
    execFileSync('cc', ['-O1', '-w', '-fwrapv', '-I', runtime, '-o', join(folder, 'cases'), join(folder, 'cases.c')]);
    return execFileSync(join(folder, 'cases'), { encoding: 'utf8' }).split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('expressions as C', () => {
  it('mean what the language says', { timeout: 120_000 }, () => {
    const seed = Number(process.env['WMK_SEED'] ?? 20261123);
    const cases = fc.sample(fc.record({ expression, values }), { numRuns: 2000, seed });
    const printed = runInC(cases);
    cases.forEach(({ expression: one, values: given }, index) => {
      const worth = evaluate(one, (leaf) => (leaf.kind === 'field' ? given[fields.indexOf(leaf.field)]! : null));
      const expected = worth === null ? '' : String(BigInt.asIntN(64, worth as bigint));
      expect(printed[index], `case ${index} of seed ${seed}`).toBe(expected);
    });
  });
});
