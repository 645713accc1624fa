// Rules that random search hardly meets, on random traces: each shows a part of the engine that no other rule needs.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from './test/compare.js';
import { compileRules } from './test/compile-rules.js';
import { declarations } from './test/print-rule.js';
import { timed, writtenTraceSpec } from './test/trace-spec.js';
import { needsOrder } from './test/try-rules.js';

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
  ['standard fields that the kinds do not replace',
    'PATTERN { [k0:a, k1:b] } WHERE { [StartTime], a.GroupId == 2000 } RETURN { a.A, b.A, b.StartTime, b.GroupId, gid() }'],
  ['chains whose negations differ',
    'PATTERN { [k0:a, ([~k1, k2:b] | [~k3, k2:c] | [k1:d, k3:e]), k0:f] } RETURN { a.A, b.A, c.A, d.A, e.A, f.A }'],
  ['one step on several chains',
    'PATTERN { [k0:a, (k1:b | k2:c), k0:d, (k1:e | k3:f)] } WHERE { [A] } WITHIN { 30 ns } RETURN { a.B, b.B, c.B, e.B, f.B }'],
  ['conditions on several chains',
    'PATTERN { [k0:a, (k1:b | k1:c), k0:d] } WHERE { b.A >= a.A, c.A < a.A, d.B != b.B, d.B != c.C } RETURN { a.A, b.A, c.A }'],
  ['what begins a run completes one at once', 'PATTERN { ([k0:a, k0:b] | k0:c) } WHERE { [A] } RETURN { a.A, c.B }'],
  ['an array and all that can be read of it',
    `PATTERN { [k0:a, k1[>=2]:s, k2:b] } RETURN { count(s), min(s.B), max(s.C), sum(s.D), avg(s.B), ${
      ['first', 'last', 'prev'].flatMap((of) => ['A', 'S', 'N', 'P', 'TimeStamp'].map((field) => `${of}(s).${field}`)).join(', ')} }`],
  ['an array that is the last step and waits for its condition',
    'PATTERN { [k0:a, k1[>=1]:s] } WHERE { sum(s.A) >= 4, prev(s).A != s.A } RETURN { a.A, count(s), sum(s.A), prev(s).A }'],
  ['a closed array that is the last step', 'PATTERN { [k0:a, k1[2]:s] } WHERE { max(s.A) > a.A } RETURN { a.A, last(s).A }'],
  ['a leading array under earliest', 'PATTERN { [k0[>=2]:s, k1:b] } RETURN { count(s), sum(s.A), b.A } SELECT { earliest }'],
  ['conditions at every moment of an array',
    `PATTERN { [k0:a, k1[>=1]:s, k2[2]:t, k0:b] } WHERE { first(s).A >= a.A, s.B <= t.B, prev(t).A <= t.A, count(s) + count(t) > b.A }
     RETURN { count(s), sum(t.A), b.A }`],
  ['arrays of which several chains tell',
    'PATTERN { [k0:a, (k1[>=1]:s | k1[2]:t | [k2:c, k1[>=2]:u]), k0:b] } RETURN { count(s), sum(t.A), min(u.A), max(u.B) }'],
  ['all: runs coexist', 'PATTERN { [k0:a, k1:b, k2:c] } RETURN { a.A, b.A, c.A } SELECT { all(3) }'],
  ['any: runs make runs', 'PATTERN { [k0:a, k1:b, k2:c] } WHERE { [ProcessId], a.A <= b.A } RETURN { a.A, b.A, c.A } SELECT { any(5) }'],
  ['any: chains that fork, stay, die and match by themselves',
    `PATTERN { [k0:a, ([~k3:n, k1[>=1]:s] | k2:c), (k1:d | [k2:e, k1:f])] } WHERE { n.A > a.A }
     RETURN { a.A, sum(s.A), c.A, d.A, e.A, f.A } SELECT { any(6) }`],
  ['two locks',
    `PATTERN { [k0:a, k0:b, k1:c, k1:d] } WHERE { a.B == c.B, b.B == d.B, a.A == d.A, b.A == c.A, a.B != b.B, a.A != b.A }
     RETURN { a.A, a.B, b.A, b.B } SELECT { any(32) }`],
  ['latest(N): a class outside the key', 'PATTERN { [k0:a, k1:b, k2:c] } WHERE { a.A == c.A } RETURN { a.B, c.B } SELECT { latest(3) }'],
  ['earliest(N): strings and processes that agree outside the key',
    'PATTERN { [k0:a, k1:b, ~k0:n, k3:c] } WHERE { a.S == c.S, a.P == c.P, n.S == c.S } RETURN { a.B, b.B, c.B } SELECT { earliest(3) }'],
  ['addresses that agree outside the key', 'PATTERN { [k0:a, k2:b, k1[2]:s] } WHERE { a.N == s.N, [ThreadId] } RETURN { a.B, sum(s.B) }'],
  ['several keys of an event', 'PATTERN { [k0:a, k0:b, k1:c] } WHERE { a.A == b.B, b.B == c.A } RETURN { a.B, b.A, c.A }'],
  ['several processes of an event', 'PATTERN { [k0:a, ~k0:n, k0:b] } WHERE { a.P == b.ProcessId, n.Q == b.ProcessId } RETURN { a.A, b.A }'],
  ['what the machine holds', 'PATTERN { [k0:a, k1:b] } WHERE { a.A <= v0, v1 == 0, b.B >= v0, t0[b.A] <= a.A } RETURN { a.A, b.A, v0, t0[b.A] AS t }'],
  ['last: what an event makes ordinary again is selected among',
    'PATTERN { [(k0:a | [k0:b, k1:c]), ~k2] } WHERE { [A] } WITHIN { 20 ns } RETURN { a.B, b.B, c.B, now() } SELECT { any(1) }'],
  ['last: ordinary again, under all',
    'PATTERN { [(k0:a | [k0:b, k1:c]), ~k2] } WITHIN { 20 ns } RETURN { a.B, b.B, c.B } SELECT { all(2) }'],
  ['last: chains that are pending, and others that go on',
    'PATTERN { [k0:a, (k1:b | [k2:c, k1:d] | k3:e), ~(k0:x | k4)] } WHERE { x.A > a.A } WITHIN { 30 ns } RETURN { a.A, b.A, d.A, e.A }'],
  ['last: any makes more than may be pending',
    'PATTERN { [k0:a, k1:b, ~k3:x] } WHERE { x.A == b.A } WITHIN { 60 ns } RETURN { a.A, b.A, b.TimeStamp } SELECT { any(8) }'],
  ['last: a value outside the key, and an array',
    `PATTERN { [k0:a, k1[>=1]:s, ~k2:x] } WHERE { a.S == x.S, sum(s.A) > 2, x.A != last(s).A } WITHIN { 40 ns }
     RETURN { a.S, count(s), sum(s.A) } SELECT { latest(3) }`],
  ['last: the thread ends', 'PATTERN { [k0:a, k1:b, ~k2] } WHERE { [ThreadId] } WITHIN { 20 ns } RETURN { a.A, b.A, v0 } SELECT { all(4) }'],
  ['first: one time stamp', 'PATTERN { [~(k1 | k3:x), k0:a, k2:b] } WHERE { [A], x.B > 1 } WITHIN { 10 ns } RETURN { a.B, b.B }'],
  ['first: values of several classes, and each chain by itself',
    `PATTERN { [~(k1:x | k3:y), (k0:a | [k0:b, k2]), k4] } WHERE { x.A == a.A, x.S == b.S, y.B == b.B } WITHIN { 10 ns }
     RETURN { a.C, b.C }`],
  ['first: the current thread alone is the key', 'PATTERN { [~k2:x, k0:a] } WHERE { [ThreadId], x.A > 0 } WITHIN { 8 ns } RETURN { a.A }'],
  ['first: several keys of an event', 'PATTERN { [~k0:x, k0:a, k1:b] } WHERE { x.A == a.B, a.B == b.A } WITHIN { 20 ns } RETURN { a.C, b.C }'],
  ['first and last', 'PATTERN { [~k1:x, k0:a, ~k1:y] } WHERE { [ProcessId], x.A == a.A, y.B >= a.B } WITHIN { 8 ns } RETURN { a.A, now() }'],
  ['globs and prefixes', 'PATTERN { [k0:a, k1:b] } WHERE { a.S LIKE "a*", !(b.S LIKE "?b*"), b.N IN 10.0.0.0/8, a.N != ::1 } RETURN { a.S, b.S, b.N }'],
];

describe('generated code of one rule', () => {
  it.each(rules)('%s', (_, rule) => {
    const { program, plan } = compileRules(`${declarations}\nRULE r0 ${rule}`);
    const traces = fc.sample(writtenTraceSpec, { seed: 1, numRuns: 200 }).map((trace) => timed(trace, needsOrder(plan!)));
    const { differences, nrMatches } = compare(program!, plan!, traces, false);
    expect(differences.map(({ text }) => text).slice(0, 1)).toEqual([]);
    expect(nrMatches).toBeGreaterThan(20);
  });
});
