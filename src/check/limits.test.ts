import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { maxRules } from './limits.js';
import { checkText } from './test/check-text.js';

// too long for a document of cases
it('counts the rules of a compilation', () => {
  const text = (rules: number): string => ['EVENTS "t.h"',
    ...Array.from({ length: rules }, (_, index) => `RULE r${index}\nPATTERN { open }`)].join('\n');
  const header = { 't.h': readFileSync('src/check/test/cases/t.h', 'utf8') };
  expect(checkText(text(maxRules), header).diagnostics).toEqual([]);
  const { program, diagnostics } = checkText(text(maxRules + 1), header);
  expect(program).toBeNull();
  expect(diagnostics.map(({ name, message }) => `${name}: ${message}`)).toEqual([
    `too-many-rules: ${maxRules + 1} rules in one compilation, at most ${maxRules} are allowed`,
  ]);
});
