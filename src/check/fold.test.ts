import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventField, FieldType } from '../events/catalogue.js';
import type { BinaryOperator, UnaryOperator } from '../syntax/ast.js';
import { evaluate, type Value } from './evaluate.js';
import { address, integer, rangeOfField, signed, string, typeOfField } from './expression-types.js';
import { fieldsOf } from './expression-parts.js';
import { fold } from './fold.js';
import { printResolved } from './print-condition.js';
import type { RuleExpression } from './rule.js';
import { canAllHold, onlyField, verdict } from './satisfiable.js';

// Random expressions over a few fields and numbers at the edges: what is computed, told to be impossible or told to be
// certain must be so for every value of the fields.

const types: readonly FieldType[] = [
  { kind: 'integer', bits: 8, signed: false, cType: '__u8' },
  { kind: 'integer', bits: 8, signed: true, cType: '__s8' },
  { kind: 'integer', bits: 64, signed: false, cType: '__u64' },
  { kind: 'integer', bits: 64, signed: true, cType: '__s64' },
];
const fields = types.map((type, index): EventField => ({ name: `F${index}`, type, doc: '', read: 'standard' }));
const from: EventField = { name: 'A', type: { kind: 'address' }, doc: '', read: 'standard' };
const text: EventField = { name: 'S', type: { kind: 'string', bytes: 4 }, doc: '', read: 'standard' };

const edges = [0n, 1n, 2n, 3n, 127n, 128n, 255n, 256n, (1n << 63n) - 1n, 1n << 63n, (1n << 64n) - 1n];
const number = fc.constantFrom(...edges, ...edges.map((edge) => BigInt.asIntN(64, -edge)));
const bytes = fc.constantFrom('', 'a', 'b', 'ab', 'ba', 'aba').map((word) => new TextEncoder().encode(word));

const globs = fc.constantFrom('*', 'a*', '*b', '?', 'a?', '[!a]*', 'ab').map((word) => new TextEncoder().encode(word));
const someAddress = fc.constantFrom('00000000000000000000ffff0a000001', '00000000000000000000ffff0a000002',
  '20010db8000000000000000000000001').map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));

const arithmetic: readonly BinaryOperator[] = ['|', '^', '&', '<<', '>>', '+', '-', '*', '/', '%'];
const logical: readonly BinaryOperator[] = ['||', '&&', '==', '!=', '<', '<=', '>', '>='];
const onStrings: readonly BinaryOperator[] = ['==', '!=', 'STARTSWITH', 'ENDSWITH', 'CONTAINS'];

function read(field: EventField): RuleExpression {
  return { kind: 'field', binding: 0, field, type: typeOfField(field.type) };
}

const { expression } = fc.letrec<{ expression: RuleExpression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    number.map(integer),
    fc.constantFrom(...fields).map(read),
    fc.record({
      kind: fc.constant('binary' as const), operator: fc.constantFrom(...arithmetic, ...logical),
      left: tie('expression'), right: tie('expression'), type: fc.constant(signed),
    }),
    fc.record({
      kind: fc.constant('unary' as const), operator: fc.constantFrom<UnaryOperator>('!', '~', '-'),
      operand: tie('expression'), type: fc.constant(signed),
    }),
    fc.record({
      kind: fc.constant('in' as const), operand: tie('expression'),
      set: fc.array(number, { minLength: 1, maxLength: 3 }).map((members) => ({ of: 'integers' as const, members })), type: fc.constant(signed),
    }),
    fc.record({
      kind: fc.constant('binary' as const), operator: fc.constantFrom(...onStrings),
      left: fc.oneof(fc.constant(read(text)), bytes.map(string)), right: bytes.map(string), type: fc.constant(signed),
    }),
    fc.record({
      kind: fc.constant('binary' as const), operator: fc.constant('LIKE' as const),
      left: fc.oneof(fc.constant(read(text)), bytes.map(string)), right: globs.map(string), type: fc.constant(signed),
    }),
    fc.record({
      kind: fc.constant('binary' as const), operator: fc.constantFrom<BinaryOperator>('==', '!='),
      left: fc.oneof(fc.constant(read(from)), someAddress.map(address)), right: someAddress.map(address), type: fc.constant(signed),
    }),
    fc.record({
      kind: fc.constant('in' as const), operand: fc.oneof(fc.constant(read(from)), someAddress.map(address)),
      set: fc.array(fc.record({ address: someAddress, bits: fc.constantFrom(0, 96, 126, 127, 128) }), { minLength: 1, maxLength: 2 })
        .map((members) => ({ of: 'addresses' as const, members })),
      type: fc.constant(signed),
    }),
  ),
}));

/** Values at the edges of each field. */
const event = fc.record({
  numbers: fc.tuple(number, number, number, number), text: bytes.filter((word) => word.length < 4), from: someAddress,
}).map(({ numbers, text: word, from: bytesOf }): ReadonlyMap<string, Value> => new Map<string, Value>([
  ...fields.map((field, index): [string, Value] => [field.name, inRange(field.type, numbers[index] ?? 0n)]),
  ['S', word],
  ['A', bytesOf],
]));

function inRange(type: FieldType, value: bigint): bigint {
  const range = rangeOfField(type);
  const size = range === null ? 1n : range.greatest - range.least + 1n;
  const offset = ((value % size) + size) % size;
  return range === null ? 0n : offset > range.greatest ? offset - size : offset;
}

function worth(one: RuleExpression, values: ReadonlyMap<string, Value>): Value | null {
  return evaluate(one, (leaf) => (leaf.kind === 'field' ? values.get(leaf.field.name) ?? null : null));
}

function holds(one: RuleExpression, values: ReadonlyMap<string, Value>): boolean {
  const value = worth(one, values);
  return typeof value === 'bigint' && value !== 0n;
}

describe('constants', () => {
  it('are computed to the same worth', () => {
    fc.assert(fc.property(expression, event, (one, values) => {
      expect(worth(fold(one), values), printResolved(one)).toEqual(worth(one, values));
    }), { numRuns: 5000 });
  });
});

describe('a condition', () => {
  it('that is said to hold always or never does so', () => {
    fc.assert(fc.property(expression, event, (one, values) => {
      const folded = fold(one);
      const said = verdict(folded);
      fc.pre(said !== 'maybe' && worth(one, values) !== null);
      expect(holds(folded, values), printResolved(one)).toBe(said === 'always');
    }), { numRuns: 2000 });
  });

  it('that is said to contradict others does so', () => {
    const comparison = fc.record({
      operator: fc.constantFrom(...logical.slice(2)), field: fc.constantFrom(...fields), value: number,
      isMirrored: fc.boolean(),
    }).map(({ operator, field, value, isMirrored }): RuleExpression => {
      const [left, right] = isMirrored ? [integer(value), read(field)] : [read(field), integer(value)];
      return { kind: 'binary', operator, left, right, type: signed };
    });
    fc.assert(fc.property(fc.array(fc.oneof(comparison, expression), { minLength: 1, maxLength: 4 }), event, (all, values) => {
      const folded = all.map(fold).filter((one) => fieldsOf(one).length > 0);
      const field = folded[0] === undefined ? null : onlyField(folded[0]);
      const related = folded.filter((one) => onlyField(one)?.field.name === field?.field.name);
      fc.pre(field !== null && !canAllHold(field, related));
      expect(related.every((one) => holds(one, values)), related.map(printResolved).join(', ')).toBe(false);
    }), { numRuns: 2000 });
  });
});
