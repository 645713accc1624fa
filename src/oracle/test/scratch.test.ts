import { it } from 'vitest';
import fc from 'fast-check';
import { compileRules } from './compile-rules.js';
import { ruleSpec } from './rule-spec.js';
import { printRule } from './print-rule.js';
it('x', () => {
  const why = new Map<string, number>(); let good = 0; const shown: string[] = [];
  const steps = new Map<number, number>();
  for (const spec of fc.sample(ruleSpec, { seed: 5, numRuns: 400 })) {
    const text = printRule('r', spec);
    const c = compileRules(text);
    if (c.plan) { good++; const n = Math.max(...c.program!.rules[0]!.chains.map((x) => x.steps.length)); steps.set(n, (steps.get(n) ?? 0) + 1); if (shown.length < 12) shown.push(text); continue; }
    const first = c.diagnostics.find((d) => d.severity === 'error')!;
    const k = `${first.name ?? ''} ${first.message.replace(/'[^']*'/g, 'X').slice(0, 90)}`;
    why.set(k, (why.get(k) ?? 0) + 1);
  }
  console.log(good, [...steps], [...why].sort((a, b) => b[1] - a[1]).slice(0, 25), '\n' + shown.join('\n\n'));
});
