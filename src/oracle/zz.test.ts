import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { compileRules, generate } from './test/compile-rules.js';
it('x', () => {
  const { plan } = compileRules(process.env['RULE']!);
  writeFileSync('/tmp/gen.c', generate(plan!));
});
