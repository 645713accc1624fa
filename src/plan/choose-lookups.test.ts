// The index against what it stands for: each value leads to the look-ups that it concerns, and to no others.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packTrie } from '../backend/c/pack-trie.js';
import { compileRules } from '../oracle/test/compile-rules.js';
import type { EventField } from '../events/catalogue.js';
import { chooseFields, planChoice } from './choose-lookups.js';
import type { Values } from './imply-values.js';
import type { ChoicePlan } from './plan.js';

const number: EventField = { name: 'A', type: { kind: 'integer', bits: 8, signed: true, cType: '__s8' }, doc: '', read: 'standard' };
const text: EventField = { name: 'S', type: { kind: 'string', bytes: 8 }, doc: '', read: 'standard' };

const interval = fc.tuple(fc.integer({ min: -128, max: 127 }), fc.integer({ min: 0, max: 9 }))
  .map(([least, more]) => ({ least: BigInt(least), greatest: BigInt(Math.min(least + more, 127)) }));
const letters = fc.array(fc.constantFrom(...Buffer.from('ab/')), { maxLength: 7 }).map((bytes) => Uint8Array.from(bytes));
const beginning = fc.record({ text: letters, isWhole: fc.boolean() });

describe('numbers', () => {
  it('are in the interval that says what they lead to', () => {
    fc.assert(fc.property(fc.array(fc.array(interval, { maxLength: 3 }), { minLength: 1, maxLength: 12 }), (lookups) => {
      const choice = planChoice(lookups.map((intervals) => [[number, { of: 'numbers', intervals }]]));
      for (let value = -128n; value <= 127n; value++) {
        const expected = [...lookups.keys()].filter((lookup) => lookups[lookup]!.some(({ least, greatest }) => least <= value && value <= greatest));
        expect(byNumber(choice, value)).toEqual(expected);
      }
    }), { numRuns: 100 });
  });
});

function byNumber({ fields: [field] }: ChoicePlan, value: bigint): readonly number[] {
  return field?.of === 'numbers' ? field.intervals.filter(({ least }) => least <= value).at(-1)!.lookups : [];
}

describe('texts', () => {
  it('lead through the cells to what they begin with', () => {
    fc.assert(fc.property(fc.array(fc.array(beginning, { maxLength: 3 }), { minLength: 1, maxLength: 12 }), fc.array(letters), (lookups, others) => {
      const choice = planChoice(lookups.map((beginnings) => [[text, { of: 'texts', beginnings }]]));
      const texts = [...others, ...lookups.flatMap((its) => its.map((one) => one.text))];
      for (const one of texts) {
        const expected = [...lookups.keys()].filter((lookup) => lookups[lookup]!.some(({ text: begin, isWhole }) =>
          (isWhole ? Buffer.compare(begin, one) === 0 : Buffer.compare(begin, one.subarray(0, begin.length)) === 0)));
        expect(byText(choice, one)).toEqual(expected);
      }
    }), { numRuns: 200 });
  });
});

/** As wmk_descend() does. */
function byText({ fields: [field] }: ChoicePlan, value: Uint8Array): readonly number[] {
  if (field?.of !== 'texts') {
    return [];
  }
  const cells = packTrie(field.nodes);
  let cell = 0;
  for (const byte of [...value, 0]) {
    const next = cells[cell]!.base + byte;
    if (cells[next]?.from !== cell) {
      break;
    }
    cell = next;
  }
  return field.nodes[cells[cell]!.node!]!.lookups;
}

it('a rule is chosen by the field that most rules have', () => {
  const values: Values = { of: 'texts', beginnings: [] };
  const candidates = [[number, text], [text], [number], [], [text]].map((fields) => new Map(fields.map((field) => [field, values])));
  expect(chooseFields(candidates, 2).map((field) => field?.name ?? null)).toEqual(['S', 'S', null, null, 'S']);
  expect(chooseFields(candidates, 1).map((field) => field?.name ?? null)).toEqual(['S', 'S', 'A', null, 'S']);
});

describe('many rules', () => {
  const rules = Array.from({ length: 200 }, (_, index) =>
    `RULE r${index} PATTERN { [k0:a, k1:b] } WHERE { [ProcessId], a.A == ${index}, b.S STARTSWITH "/${index}/" } RETURN { a.A }`);

  it('are looked up a few at a time, in tables of a bounded number, each under the values that it asks for', () => {
    const { plan } = compileRules(rules.join('\n'));
    expect(plan!.tables.map((table) => table.rules.length)).toEqual([64, 64, 64, 8]);
    for (const { parts } of plan!.kinds) {
      expect(parts).toHaveLength(1);
      const { lookups, choice } = parts[0]!;
      expect(lookups.map((lookup) => lookup.rules.length)).toEqual([...Array.from({ length: 12 }, () => 16), 8]);
      expect(choice!.always).toEqual([]);
      expect(choice!.fields).toHaveLength(1);
    }
  });

  it('that every event is shown to are apart, but for those with a DO, which stay in their order', () => {
    const every = (name: string, rest: string): string => `RULE ${name} PATTERN { [k0:a, k1] } WHERE { [ProcessId] } ${rest}`;
    const { plan } = compileRules(['VAR v', every('plain', ''), ...rules.slice(0, 20), every('doing', 'DO { v = 1; }'), ...rules.slice(20, 40)].join('\n'));
    const { lookups, choice } = plan!.kinds[0]!.parts[0]!;
    const names = lookups.map((lookup) => lookup.rules.map(({ rule }) => plan!.rules[rule]!.name));
    expect(names[0]).toEqual(['plain']);
    expect(names.slice(1).flat()).toEqual([...Array.from({ length: 20 }, (_, index) => `r${index}`), 'doing',
      ...Array.from({ length: 20 }, (_, index) => `r${index + 20}`)]);
    expect(choice!.always).toEqual([0, names.findIndex((its) => its.includes('doing'))]);
  });
});
