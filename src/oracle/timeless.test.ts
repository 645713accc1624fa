// Rules of which nothing asks when a run began, so that their programs do not either: which of two runs stays, against the
// reference matcher, where a key has begun more runs since than its counter of them can tell apart.

import { describe, expect, it } from 'vitest';
import { compare } from './test/compare.js';
import { compileRules } from './test/compile-rules.js';
import type { Fed } from './test/feed.js';

const nrBetween = 33_000;
/** Rules that share the runs' keys: each reads what has its number. */
const begin = (rule: number): string => `RULE r${rule} PATTERN { [k0:a, k1:b] } WHERE { [C], a.B == ${rule}, b.B == ${rule} }`;

function trace(): readonly Fed[] {
  const events = [[0, 0n], ...Array.from({ length: nrBetween }, () => [0, 1n] as const), [0, 0n], [1, 0n]] as const;
  return events.map(([kind, b], index) => ({
    kind, time: 1000n + BigInt(index), a: BigInt(index), b, c: 0n, d: 0n, task: 0, p: 0, q: 0, address: 0, s: '',
  }));
}

describe('a run that does not know when it began', () => {
  it.each(['latest', 'earliest'])('stays as SELECT says: %s', (mode) => {
    const { program, plan } = compileRules([
      `${begin(0)} RETURN { a.A, b.A } SELECT { ${mode} }`, `${begin(1)} RETURN { a.A } SELECT { ${mode} }`,
    ].join('\n'));
    expect(plan!.rules.map(({ isTimeless, table }) => ({ isTimeless, table }))).toEqual([
      { isTimeless: true, table: 0 }, { isTimeless: true, table: 0 },
    ]);
    const { differences, nrMatches } = compare(program!, plan!, [trace()], false);
    expect(differences.map(({ text }) => text)).toEqual([]);
    expect(nrMatches).toBe(1);
  });

  it.each([
    ['has a window', `${begin(0)} WITHIN { 1 ms } RETURN { a.A }`],
    ['lies beside one that has', `${begin(0)} RETURN { a.A } ${begin(1)} WITHIN { 1 ms } RETURN { a.A }`],
    ['is asked for its time', `${begin(0)} RETURN { a.TimeStamp }`],
    ['is one of several', `${begin(0)} RETURN { a.A } SELECT { all(3) }`],
  ])('is none that %s', (_, rules) => {
    const { plan } = compileRules(rules);
    expect(plan!.rules[0]!.isTimeless).toBe(false);
  });
});
