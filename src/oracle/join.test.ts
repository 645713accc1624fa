// The reference matcher on what is equal: keys, several of one event, and classes outside the key; and on VAR and
// TABLE. What sections 4 and 6 of the language page say of them, sentence by sentence.

import { describe, expect, it } from 'vitest';
import { matches } from './test/by-hand.js';

const outer = 'PATTERN { [k0:a, k1:b, k2:c] } WHERE { a.A == c.A } RETURN { a.A, a.B }';

describe('the reference matcher', () => {
  it.each<[string, string, string, readonly string[]]>([
    // Several keys of an event
    ['an event concerns the runs of each key that a step would give it',
      'PATTERN { [k0:a, k0:b] } WHERE { a.A == b.B } RETURN { a.A, a.B, b.A, b.B }', 'k0 1/9, k0 5/1, k0 7/5',
      ['2: 1 9 5 1', '3: 5 1 7 5']],
    ['under a key it is only what has that key',
      'PATTERN { [k0:a, k0:b, k0:c] } WHERE { a.A == b.B, b.B == c.C } RETURN { a.A, b.A, c.A }',
      'k0 1/8/8, k0 1/8/8, k0 9/1/8, k0 8/8/1', ['4: 1 9 8']],
    ['equal keys are read once', 'PATTERN { [k0:a, k0:b] } WHERE { a.A == b.B } RETURN { a.A, b.A }',
      'k0 1/1, k0 1/1, k0 1/1', ['2: 1 1', '3: 1 1']],
    ['matches under two keys',
      'PATTERN { [k0:a, (k1:b | k1:c)] } WHERE { a.A == b.A, a.A == c.B } RETURN { a.A, b.A, c.A }',
      'k0 1, k0 2, k1 1/2', ['3: 1 1 null', '3: 2 null 1']],
    ['a process makes another', 'PATTERN { [k0:a, k0:b] } WHERE { a.P == b.ProcessId } RETURN { a.A, b.A }',
      'k0 1 task 0 p 2, k0 2 task 2 p 2, k0 3 task 2 p 0', ['2: 1 2', '3: 2 3']],
    ['an array in the key takes elements of the key only',
      'PATTERN { [k0:a, k1[2]:s] } WHERE { [A] } RETURN { a.A, sum(s.B) }',
      'k0 1, k0 2, k1 1/5, k1 2/6, k1 2/7, k1 1/8', ['5: 2 13', '6: 1 13']],
    ['a negated event of another key does not kill',
      'PATTERN { [k0:a, ~k1, k2:b] } WHERE { [A] } RETURN { a.A }', 'k0 1, k0 2, k1 2, k2 1, k2 2', ['4: 1']],

    // Classes outside the key
    ['a class outside the key is part of the identity: runs of different values coexist', outer,
      'k0 1, k0 2, k1 0, k2 1, k2 2', ['4: 1 1', '5: 2 1']],
    ['of those of one value the later stays', outer, 'k0 1/5, k0 1/6, k1 0, k2 1', ['4: 1 6']],
    ['under earliest the earlier', `${outer} SELECT { earliest }`, 'k0 1/5, k0 1/6, k1 0, k2 1', ['4: 1 5']],
    ['where the value is needed no more it is no part of the identity',
      'PATTERN { [k0:a, k1:b, k2:c] } WHERE { a.A == b.A } RETURN { a.A }', 'k0 1, k0 2, k1 1, k1 2, k2 0', ['5: 2']],
    ['an element needs the value', 'PATTERN { [k0:a, k1:b, k2[2]:s] } WHERE { a.A == s.A } RETURN { a.A, sum(s.B) }',
      'k0 1, k0 2, k1 0, k2 1/5, k2 2/6, k2 1/7, k2 2/8', ['6: 1 12', '7: 2 14']],
    ['the elements of an array agree among each other',
      'PATTERN { [k0:a, k1[>=1]:s, k2:b] } WHERE { s.A == b.A } RETURN { count(s), b.A }',
      'k0 0, k1 1, k1 2, k1 1, k2 2, k2 1', ['6: 2 1']],
    ['a negation needs the value',
      'PATTERN { [k0:a, k3:x, ~k1:n, k2:b] } WHERE { n.A == b.A, a.A == b.A } RETURN { a.A }',
      'k0 1, k3 0, k1 2, k2 1, k0 1, k3 0, k1 1, k2 1', ['4: 1']],
    ['the equalities are closed, even where the name linking them is not bound',
      'PATTERN { [k0:a, (k1:b | k3:c), k2:d] } WHERE { a.A == b.A, b.A == d.A } RETURN { a.A, c.A }',
      'k0 1, k3 0, k2 2, k2 1', ['4: 1 0']],
    ['they compare values, whatever the signs',
      'PATTERN { [k0:a, k3:x, k1:b] } WHERE { a.A == b.A } RETURN { a.A }', 'k0 -1, k3 0, k1 -1, k1 3', []],
    ['outside a key a process is its number',
      'PATTERN { [k0:a, k3:x, k1:b] } WHERE { a.P == b.P } RETURN { a.A }', 'k0 1 p 0, k3 0, k1 2 p 3', ['3: 1']],
    ['in a key it is that instance', 'PATTERN { [k0:a, k3:x, k1:b] } WHERE { a.P == b.P, a.P == x.P } RETURN { a.A }',
      'k0 1 p 0, k3 0 p 0, k1 2 p 3, k1 3 p 1', ['4: 1']],
    ['16 runs of a key coexist', outer, `${[...Array(17).keys()].map((i) => `k0 ${i}`).join(', ')}, k1 0, k2 0, k2 1`, ['20: 1 1']],
    ['or as many as latest(N) says; the oldest is evicted', `${outer} SELECT { latest(2) }`, 'k0 1, k0 2, k0 3, k1 0, k2 1, k2 2, k2 3',
      ['6: 2 1', '7: 3 1']],
    ['those of one identity are one before that', `${outer} SELECT { latest(2) }`, 'k0 1, k0 2/5, k0 2/6, k1 0, k2 1, k2 2',
      ['5: 1 1', '6: 2 6']],
    ['under earliest(N) the oldest is evicted, too', `${outer} SELECT { earliest(2) }`, 'k0 1, k0 2, k0 3, k1 0, k2 1, k2 2, k2 3',
      ['6: 2 1', '7: 3 1']],
    ['an event that completes runs of several values: latest reports the one with the latest first event, and all end',
      'PATTERN { [k0:a, k3:x, (k1:b | [k1:c, k2:d])] } WHERE { a.A == d.A } RETURN { a.A }',
      'k0 1, k0 2, k3 0, k1 0, k2 1', ['4: 2']],
  ])('%s', (_, rule, trace, wanted) => {
    expect([...matches('', rule, trace)].sort()).toEqual([...wanted].sort());
  });

  it.each<[string, string, string, string, readonly string[]]>([
    ['a VAR has its initial value', 'VAR limit = 3',
      'PATTERN { [k0:a, k1:b] } WHERE { b.A > limit } RETURN { b.A, limit }', 'k0 0, k1 3, k1 4', ['3: 4 3']],
    ['0 where it says none', 'VAR limit', 'PATTERN { [k0:a, k1:b] } WHERE { b.A > limit } RETURN { b.A, limit }',
      'k0 0, k1 0, k1 1', ['3: 1 0']],
    ['and any other once it is written', 'VAR limit = 3',
      'PATTERN { [k0:a, k1:b] } WHERE { b.A > limit } RETURN { b.A, limit }', 'k0 0, k1 3, limit = 1, k1 2',
      ['3: 2 1']],
    ['a condition on a VAR alone is tested at the first step', 'VAR enabled',
      'PATTERN { [k0:a, k1:b] } WHERE { enabled == 1 } RETURN { a.A }',
      'k0 1, enabled = 1, k1 0, k0 2, enabled = 0, k1 0', ['4: 2']],
    ['a TABLE is empty, and what is not in it reads as 0', 'TABLE t[8]',
      'PATTERN { [k0:a, k1:b] } WHERE { t[b.A] == 0 } RETURN { b.A, t[b.A] AS x }', 'k0 0, k1 7', ['2: 7 0']],
    ['in WHERE it is indexed by the event being read', 'TABLE t[8]',
      'PATTERN { [k0:a, k1:b] } WHERE { t[b.A] > a.A } RETURN { b.A, t[b.A] AS x }',
      't[7] = 5, k0 3, k1 6, k1 7, k0 5, k1 7, t[7] = 6, k1 7', ['3: 7 5', '6: 7 6']],
  ])('%s', (_, declarations, rule, trace, wanted) => {
    expect(matches(declarations, rule, trace)).toEqual(wanted);
  });
});
