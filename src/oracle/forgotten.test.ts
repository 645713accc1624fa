// What a key remembers of a negation that stands first, and what it had to forget, against the reference matcher: random
// traces with more values than a key has room for, and time stamps that are all different, as of equal ones any may go.

import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareReplay } from '../replay/test/compare-replay.js';
import { compare } from './test/compare.js';
import { compileRules } from './test/compile-rules.js';
import type { Fed } from './test/feed.js';

const rules: readonly [string, string][] = [
  ['one value', 'PATTERN { [~(k0:x | k3), k1:b] } WHERE { x.B == b.B } WITHIN { 50 us } RETURN { b.A, b.B }'],
  ['a number and a text, under a key, and a negation last',
    'PATTERN { [~k0:x, k1:b, ~k2] } WHERE { [A], x.S == b.S, x.B == b.B } WITHIN { 50 us } RETURN { b.A, b.B } SELECT { any(3) }'],
  ['several negated kinds, and branches with values of their own',
    'PATTERN { [~(k0:x | k1:y), (k1:b | k2:c)] } WHERE { x.B == b.B, x.C == c.C } WITHIN { 40 us } RETURN { b.A, c.B }'],
];

const event = fc.record({
  kind: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2), later: fc.constantFrom(0n, 1n, 1n, 1n, 2n, 3n, 60n, -2n, -30n),
  a: fc.constantFrom(0n, 0n, 0n, 1n), b: fc.bigInt(0n, 80n), c: fc.bigInt(0n, 70n), s: fc.constantFrom('', 'a'),
});

const trace = fc.array(event, { minLength: 200, maxLength: 300, size: 'max' }).map((events): readonly Fed[] => {
  let time = 1_000n;
  return events.map(({ later, ...rest }, index) => {
    time += later;
    return { ...rest, time: 1000n * time + BigInt(index), task: 0, d: 0n, p: 0, q: 0, address: 0 };
  });
});

describe('what a key remembers', () => {
  it.each(rules)('of %s', async (_, rule) => {
    const { program, plan } = compileRules(`RULE r0 ${rule}`);
    const traces = fc.sample(trace, { seed: 1, numRuns: 60 });
    for (const engine of [compare, compareReplay]) {
      await setImmediate(); // see unit-setup.ts
      const { differences, nrMatches } = engine(program!, plan!, traces, false);
      expect(differences.map(({ text }) => text).slice(0, 1)).toEqual([]);
      expect(nrMatches).toBeGreaterThan(100);
    }
  });
});
