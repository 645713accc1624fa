// What conditions imply for the fields of an event that concerns a rule.

import { expect, it } from 'vitest';
import { compileRules } from '../oracle/test/compile-rules.js';
import { implyValues, type Values } from './imply-values.js';

/** Of the first kind that the rule reads: 'A: 1 3..5; S: "/a"* "/b"'. */
function impliedBy(rule: string): string {
  const { plan, diagnostics } = compileRules(`RULE r ${rule}`);
  if (plan === null) {
    throw new Error(diagnostics.map(({ message }) => message).join('; '));
  }
  return [...implyValues(plan.rules[0]!.readings[0]!)].map(([field, values]) => `${field.name}: ${print(values)}`).join('; ');
}

function print(values: Values): string {
  return values.of === 'numbers'
    ? values.intervals.map(({ least, greatest }) => (least === greatest ? `${least}` : `${least}..${greatest}`)).join(' ')
    : values.beginnings.map(({ text, isWhole }) => `"${Buffer.from(text).toString()}"${isWhole ? '' : '*'}`).join(' ');
}

it.each([
  ['k0:a.A == 7', 'A: 7'],
  ['k0:a.A IN { 1, 3 }, a.B < 2', 'A: 1 3; B: 0..1'],
  ['k0:a.A == 1 || a.A > 2147483640', 'A: 1 2147483641..2147483647'],
  ['k0:a.A == 1 || a.B == 1', ''],
  ['k0:a.A != 1', ''],
  ['k0:5 >= a.B', 'B: 0..5'],
  ['k0:a.A + 1 == 2', ''],
  ['k0:a.S == "abc"', 'S: "abc"'],
  ['k0:a.S STARTSWITH "/a" || a.S LIKE "/b/*.c"', 'S: "/a"* "/b/"*'],
  ['k0:a.S LIKE "*.c"', ''],
  ['k0:a.S ENDSWITH "c"', ''],
  ['k0:a.S LIKE "abc"', 'S: "abc"'],
])('%s: %s', (condition, implied) => {
  expect(impliedBy(`PATTERN { [k0:a, k1] } WHERE { ${condition.replace('k0:', '')} }`)).toBe(implied);
});

it('holds for every step that an event can be', () => {
  expect(impliedBy('PATTERN { [k0:a, k0:b] } WHERE { a.A == 1, b.A == 2 }')).toBe('A: 1 2');
  expect(impliedBy('PATTERN { [k0:a, ~k0:n, k1] } WHERE { a.A == 1 }')).toBe('');
  expect(impliedBy('PATTERN { [k0:a, k0:b] } WHERE { a.A == 1, b.B == 2 }')).toBe('');
});
