// Rules that random search hardly meets, on random traces: each shows a part of the engine that no other rule needs.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from './test/compare.js';
import { compileRules } from './test/compile-rules.js';
import { timed, traceSpec } from './test/trace-spec.js';

const rules: readonly [string, string][] = [
  ['a run that stays in its slot captures',
    'PATTERN { ([k0:a, k1:b, k2:c] | [k0:d, k2:e]) } RETURN { a.A, b.A, c.A, d.A, e.A, b.TimeStamp }'],
  ['a condition divides by zero',
    'PATTERN { [k0:a, k1:b, k2:c] } WHERE { a.A / b.A >= 0, c.A % a.A == 0 || c.B == 1 } RETURN { a.A, b.A / c.A AS x }'],
  ['a key of a process and a number ends with the process',
    'PATTERN { [k0:a, k1:b, k2:c] } WHERE { [ProcessId], [A] } RETURN { a.B, b.B }'],
  ['a key of a thread and a number ends with the thread',
    'PATTERN { [k0:a, k1:b] } WHERE { [ThreadId], [A] } RETURN { a.B, b.B }'],
  ['the current thread alone is the key',
    'PATTERN { [k0:a, ~k2:n, k1:b] } WHERE { [ThreadId], n.A > a.A } WITHIN { 20 ns } RETURN { a.B, b.B }'],
  ['one process makes another',
    'PATTERN { [k0:a, k1:b] } WHERE { a.P == b.ProcessId } RETURN { a.A, b.ProcessId }'],
  ['all fields of all steps',
    `PATTERN { [k0:a, k1:b, k3:c] } RETURN { ${['a', 'b', 'c'].flatMap((step) =>
      ['A', 'B', 'C', 'D', 'S', 'N', 'P', 'TimeStamp'].map((field) => `${step}.${field}`)).join(', ')} }`],
  ['chains whose negations differ',
    'PATTERN { [k0:a, ([~k1, k2:b] | [~k3, k2:c] | [k1:d, k3:e]), k0:f] } RETURN { a.A, b.A, c.A, d.A, e.A, f.A }'],
  ['one step on several chains',
    'PATTERN { [k0:a, (k1:b | k2:c), k0:d, (k1:e | k3:f)] } WHERE { [A] } WITHIN { 30 ns } RETURN { a.B, b.B, c.B, e.B, f.B }'],
  ['conditions on several chains',
    'PATTERN { [k0:a, (k1:b | k1:c), k0:d] } WHERE { b.A >= a.A, c.A < a.A, d.B != b.B, d.B != c.C } RETURN { a.A, b.A, c.A }'],
];

describe('generated code of one rule', () => {
  it.each(rules)('%s', (_, rule) => {
    const { program, plan } = compileRules(`RULE r0 ${rule}`);
    const traces = fc.sample(traceSpec, { seed: 1, numRuns: 200 }).map(timed);
    const { differences, nrMatches } = compare(program!, plan!, traces, false);
    expect(differences.map(({ text }) => text).slice(0, 1)).toEqual([]);
    expect(nrMatches).toBeGreaterThan(20);
  });
});
