// Many rules, told apart by a number or a text, of which an index chooses those that an event can concern: generated code
// against the reference matcher, on random traces.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from './test/compare.js';
import { compileRules } from './test/compile-rules.js';
import { timed, writtenTraceSpec } from './test/trace-spec.js';
import { needsOrder } from './test/try-rules.js';

const few = ['', 'a', 'b', 'ab', 'ba', 'abc', 'aba', '/a'];
const conditions: readonly (readonly [string, (index: number) => string])[] = [
  ['a text', (index) => `a.S == "${few[index % few.length]!}"`],
  ['the beginning of a text', (index) => `a.S STARTSWITH "${few[1 + index % (few.length - 1)]!}", b.S LIKE "${few[index % 4]!}*"`],
  ['a signed number', (index) => `a.A == ${index % 5 - 2}`],
  ['an unsigned number of 64 bits', (index) => `a.C IN { ${index % 4}, 18446744073709551615 }`],
  ['ranges and texts', (index) => (index % 2 === 0 ? `a.B >= ${index % 4}, a.B < ${index % 4 + 2}` : `a.S == "${few[index % few.length]!}"`)],
];

describe('an index', () => {
  it.each(conditions)('by %s', (_, condition) => {
    const rules = Array.from({ length: 24 }, (_, index) =>
      `RULE r${index} PATTERN { [k0:a, k1:b] } WHERE { [${index % 3 === 0 ? 'ProcessId' : 'ThreadId'}], ${condition(index)} } RETURN { a.C, b.C }`);
    const { program, plan } = compileRules(rules.join('\n'), { fewRules: 3 });
    expect(plan!.kinds[0]!.parts[0]!.choice).not.toBeNull();
    const traces = fc.sample(writtenTraceSpec, { seed: 1, numRuns: 100 }).map((trace) => timed(trace, needsOrder(plan!)));
    const { differences, nrMatches } = compare(program!, plan!, traces, false);
    expect(differences.map(({ text }) => text).slice(0, 1)).toEqual([]);
    expect(nrMatches).toBeGreaterThan(20);
  });
});
