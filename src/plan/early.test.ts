// What is asked of an event before its dear fields are read.

import { describe, expect, it } from 'vitest';
import { compileRules } from '../oracle/test/compile-rules.js';
import { leftOpen } from './early.js';

function partOf(...rules: readonly string[]) {
  const { plan, diagnostics } = compileRules([
    'VAR v', ...rules.map((rule, index) => `RULE r${index} PATTERN { k0:x } ${rule}`),
  ].join('\n'));
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  const { parts: [part] } = plan!.kinds[0]!;
  return { plan: plan!, first: part!.early?.map(({ name }) => name) ?? null };
}

describe('fields that are read first', () => {
  it('are those of cheap conditions, where a dear one is left', () => {
    expect(partOf('WHERE { x.A == 1 } RETURN { x.S, x.B }').first).toEqual(['TimeStamp', 'A']);
    expect(partOf('WHERE { x.S == "a" && x.A != 3, x.A == 1 }').first).toEqual(['TimeStamp', 'A']);
  });

  it('are those of all rules', () => {
    expect(partOf('WHERE { x.A == 1 } RETURN { x.S }', 'WHERE { x.B == 1 }').first).toEqual(['TimeStamp', 'A', 'B']);
  });

  it.each([
    ['no dear field is left', ['WHERE { x.A == 1 } RETURN { x.B }']],
    ['a rule is concerned by every event', ['WHERE { x.A == 1 } RETURN { x.S }', 'RETURN { x.B }']],
    ['a rule asks of dear fields alone', ['WHERE { x.A == 1 } RETURN { x.S }', 'WHERE { x.S == "a" }']],
    ['a condition may change meanwhile', ['WHERE { x.A == v } RETURN { x.S }']],
  ])('are all where %s', (_, rules) => {
    expect(partOf(...rules).first).toBeNull();
  });
});

describe('conditions', () => {
  it('are asked the cheap ones first, and a dear one where they leave something open', () => {
    const { plan } = partOf('WHERE { x.S == "a", x.A == 1, x.B == 2 }');
    const { nrEarly, early, asked, letters } = plan.rules[0]!.readings[0]!;
    expect(letters).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
    expect({ nrEarly, early, asked }).toEqual({ nrEarly: 2, early: 0b1000n, asked: [null, null, 0b1000n] });
  });

  it('leave open what some letter is of', () => {
    expect(leftOpen([0, 0, 0, 1], 0)).toBeNull();
    expect(leftOpen([0, 0, 0, 1], 1)).toBe(0b10n);
    expect(leftOpen([0, 1, 2, 0], 1)).toBeNull();
    expect(leftOpen(Array.from({ length: 256 }, (_, truth) => Number(truth === 255)), 8)).toBe(1n << 63n);
  });
});
