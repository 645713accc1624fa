// The reference matcher on SELECT: what sections 5 and 6 of the language page say of it, sentence by sentence.

import { describe, expect, it } from 'vitest';
import { matches, matching } from './test/by-hand.js';

const two = 'PATTERN { [k0:a, k1:b] } RETURN { a.A, b.A }';
const three = 'PATTERN { [k0:a, k1:b, k2:c] } RETURN { a.A, b.A, c.A }';

describe('the reference matcher', () => {
  it.each<[string, string, string, readonly string[]]>([
    // earliest
    ['earliest: of two runs of one identity the one with the earlier first event stays',
      `${two} SELECT { earliest }`, 'k0 1, k0 2, k1 3, k1 4', ['3: 1 3']],
    ['earliest: a run that has come further is not replaced by one that catches up',
      'PATTERN { [k0:a, k0:b, k1:c] } RETURN { a.A, b.A } SELECT { earliest }', 'k0 1, k0 2, k0 3, k1 0, k0 4, k1 0',
      ['4: 1 2', '6: 3 4']],
    ['earliest: of the runs that an event completes it reports the one with the earliest first event, and all end',
      'PATTERN { ([k0:a, k0:b, k1:c] | [k0:d, k1:e]) } RETURN { a.A, d.A } SELECT { earliest }',
      'k0 1, k0 2, k1 0, k1 0', ['3: 1 null']],
    ['latest: the one with the latest first event, and all end',
      'PATTERN { ([k0:a, k0:b, k1:c] | [k0:d, k1:e]) } RETURN { a.A, d.A }', 'k0 1, k0 2, k1 0, k1 0', ['3: null 2']],
    ['earliest: earlier is the lesser time stamp', `${two} SELECT { earliest }`, 'k0 1 @50, k0 2 @40, k1 0 @60', ['60: 2 0']],
    ['earliest: on equal ones the one read earlier stays', `${two} SELECT { earliest }`, 'k0 1 @50, k0 2 @50, k1 0 @60',
      ['60: 1 0']],
    ['earliest: a leading array takes what it can',
      'PATTERN { [k0[>=2]:s, k1:b] } RETURN { count(s), first(s).A } SELECT { earliest }', 'k0 1, k0 2, k0 3, k1 0',
      ['4: 3 1']],
    ['latest: how many elements an array still needs is part of what a run awaits',
      'PATTERN { [k0:a, k1[2]:s] } RETURN { a.A, sum(s.A) }', 'k0 1, k1 5, k0 2, k1 6, k1 7', ['4: 1 11', '5: 2 13']],

    // all
    ['all: runs coexist, and each is reported, oldest first', `${two} SELECT { all(4) }`, 'k0 1, k0 2, k1 3, k1 4',
      ['3: 1 3', '3: 2 3']],
    ['all: beyond N the run with the oldest first event is evicted', `${two} SELECT { all(2) }`, 'k0 1, k0 2, k0 3, k1 0',
      ['4: 2 0', '4: 3 0']],
    ['all: oldest is the least time stamp', `${two} SELECT { all(2) }`, 'k0 1 @50, k0 2 @40, k0 3 @60, k1 0 @70',
      ['70: 1 0', '70: 3 0']],
    ['all: matches of one event come oldest first', `${two} SELECT { all(4) }`, 'k0 1 @50, k0 2 @40, k1 0 @70',
      ['70: 2 0', '70: 1 0']],
    ['all: the run that an event begins may itself be the oldest', `${two} SELECT { all(2) }`,
      'k0 1 @50, k0 2 @60, k0 3 @40, k1 0 @70', ['70: 1 0', '70: 2 0']],
    ['all: of equal time stamps the one read first is the oldest', `${two} SELECT { all(2) }`,
      'k0 1 @50, k0 2 @50, k0 3 @50, k1 0 @70', ['70: 2 0', '70: 3 0']],
    ['all: a chain moves on the first event that can take it', `${three} SELECT { all(4) }`, 'k0 1, k1 2, k1 3, k2 4', ['4: 1 2 4']],
    ['all: selection applies to the survivors, so that a run which the event completes is not evicted for the one that it begins',
      'PATTERN { [k0:a, k0:b] } RETURN { a.A, b.A } SELECT { all(1) }', 'k0 1, k0 2, k0 3', ['2: 1 2', '3: 2 3']],
    ['all: mends what merging loses',
      'PATTERN { [k0:a, k1:b] } WHERE { a.A < b.A } RETURN { a.A, b.A } SELECT { all(8) }', 'k0 1, k0 5, k1 3',
      ['3: 1 3']],
    ['all: overlapping arrays', 'PATTERN { k0[3]:s } RETURN { sum(s.A) } SELECT { all(4) }', 'k0 1, k0 2, k0 3, k0 4',
      ['3: 6', '4: 9']],

    // any
    ['any: an event that moves chains of a run makes a new run of them, and the old run keeps them',
      `${three} SELECT { any(8) }`, 'k0 1, k1 2, k1 3, k2 4', ['4: 1 2 4', '4: 1 3 4']],
    ['any: a chain that finishes ends no other, not even where it stood',
      `${three} SELECT { any(8) }`, 'k0 1, k1 2, k2 3, k2 4, k1 5, k2 6', ['3: 1 2 3', '4: 1 2 4', '6: 1 2 6', '6: 1 5 6']],
    ['any: matches of one event come oldest first', `${three} SELECT { any(8) }`, 'k0 1, k0 2, k1 3, k2 4',
      ['4: 1 3 4', '4: 2 3 4']],
    ['any: among runs of one first event the one made first is evicted first',
      `${three} SELECT { any(2) }`, 'k0 1, k1 2, k1 3, k1 4, k2 5', ['5: 1 2 5', '5: 1 3 5']],
    ['any: beyond N the oldest first event goes first',
      `${three} SELECT { any(2) }`, 'k0 1, k0 2, k1 3, k2 4', ['4: 2 3 4']],
    ['any: a negation counts for a chain that stays',
      'PATTERN { [k0:a, ~k1, k1:b, k2:c] } RETURN { a.A, b.A } SELECT { any(8) }', 'k0 1, k1 2, k1 3, k2 0',
      ['4: 1 2']],
    ['any: a negation counts for the chains that moved from then on',
      'PATTERN { [k0:a, k1:b, ~k3, k2:c] } RETURN { a.A, b.A } SELECT { any(8) }', 'k0 1, k1 2, k3 0, k1 3, k2 0',
      ['5: 1 3']],
    ['any: of chains of one run that finish at one event the one written first matches, and the others end with it',
      'PATTERN { [k0:a, (k1:b | k1:c)] } RETURN { a.A, b.A, c.A } SELECT { any(4) }', 'k0 1, k1 2, k1 3',
      ['2: 1 2 null', '3: 1 3 null']],
    ['any: chains that move and do not finish go on where another finishes',
      'PATTERN { [k0:a, ([k1:b, k2:c] | k1:d)] } RETURN { b.A, c.A, d.A } SELECT { any(4) }', 'k0 1, k1 2, k2 3',
      ['2: null null 2', '3: 2 3 null']],
    ['any: a chain that finishes with the first event leaves the others',
      'PATTERN { (k0:a | [k0:b, k1:c]) } RETURN { a.A, b.A, c.A } SELECT { any(4) }', 'k0 1, k1 2',
      ['1: 1 null null', '2: null 1 2']],
    ['any: an array takes any of the elements',
      'PATTERN { [k0:a, k1[>=1]:s, k2:b] } RETURN { sum(s.A) } SELECT { any(16) }', 'k0 0, k1 1, k1 2, k2 0',
      ['4: 1', '4: 2', '4: 3']],
    ['any: an element of an array kills the chain that stays and watches for it',
      'PATTERN { [k0:a, k1[>=1]:s, ~k1, k2:b] } RETURN { sum(s.A) } SELECT { any(16) }', 'k0 0, k1 1, k1 2, k2 0',
      ['4: 2', '4: 3']],
    ['any: a match with an array that is the last step, and the run that waits for more',
      'PATTERN { [k0:a, k1[>=1]:s] } WHERE { sum(s.A) >= 3 } RETURN { sum(s.A) } SELECT { any(16) }',
      'k0 0, k1 3, k1 1, k1 2', ['2: 3', '4: 3']],
    ['any: the window holds for all runs of one first event',
      `${three} WITHIN { 10 ns } SELECT { any(8) }`, 'k0 1 @0, k1 2 @5, k2 3 @10, k2 4 @11', ['10: 1 2 3']],
    ['any: what moving on the first event loses',
      'PATTERN { [k0:a, k1:b, k2:c] } WHERE { b.A < c.A } RETURN { b.A, c.A } SELECT { any(8) }',
      'k0 0, k1 5, k1 2, k2 3', ['4: 2 3']],

    // The two locks: k0 takes lock A in thread B, k1 wants it.
    ['any: a deadlock of two locks, with the locks of a third thread in between',
      `PATTERN { [k0:a, k0:b, k1:c, k1:d] }
       WHERE { a.B == c.B, b.B == d.B, a.A == d.A, b.A == c.A, a.B != b.B, a.A != b.A }
       RETURN { a.A, a.B, b.A, b.B } SELECT { any(32) }`,
      'k0 1/1, k0 3/3, k0 4/3, k0 2/2, k1 5/3, k1 2/1, k1 3/3, k1 1/2', ['8: 1 1 2 2']],
    ['latest: the third thread hides the deadlock',
      `PATTERN { [k0:a, k0:b, k1:c, k1:d] }
       WHERE { a.B == c.B, b.B == d.B, a.A == d.A, b.A == c.A, a.B != b.B, a.A != b.A }
       RETURN { a.A, a.B, b.A, b.B }`,
      'k0 1/1, k0 3/3, k0 4/3, k0 2/2, k1 5/3, k1 2/1, k1 3/3, k1 1/2', []],
    ['any: locks taken in one order are no deadlock',
      `PATTERN { [k0:a, k0:b, k1:c, k1:d] }
       WHERE { a.B == c.B, b.B == d.B, a.A == d.A, b.A == c.A, a.B != b.B, a.A != b.A }
       RETURN { a.A, a.B, b.A, b.B } SELECT { any(32) }`,
      'k0 1/1, k0 3/3, k0 4/3, k0 2/2, k1 5/3, k1 2/1, k1 3/3, k1 2/2', []],
  ])('%s', (_, rule, trace, wanted) => {
    expect(matches('', rule, trace)).toEqual(wanted);
  });

  it.each<[string, string, string, Record<string, number>]>([
    ['latest', two, 'k0 1, k0 2, k1 3', { begun: 2, replaced: 1, forked: 0, evicted: 0 }],
    ['latest: completed runs that are not reported', 'PATTERN { [k0:a, k0:b, k1:c] }', 'k0 1, k0 2, k1 3',
      { begun: 2, replaced: 0 }],
    ['latest: completed runs that are not reported', 'PATTERN { ([k0:a, k0:b, k1:c] | [k0:d, k1:e]) }',
      'k0 1, k0 2, k1 3', { begun: 2, replaced: 1 }],
    ['all', `${two} SELECT { all(2) }`, 'k0 1, k0 2, k0 3, k1 3', { begun: 3, replaced: 0, evicted: 1 }],
    ['any', `${three} SELECT { any(8) }`, 'k0 1, k1 2, k1 3, k2 4', { begun: 1, forked: 2, evicted: 0 }],
    ['a negation', 'PATTERN { [k0:a, ~k1, k2:b] }', 'k0 1, k1 2, k2 3', { begun: 1, killed: 1 }],
    ['a window', `${two} WITHIN { 5 ns }`, 'k0 1 @0, k1 2 @6', { begun: 1, expired: 1 }],
    ['a key that ends', `${two} WHERE { [ThreadId] }`, 'k0 1, k5 0', { begun: 1, ended: 1 }],
  ])('counts what becomes of runs: %s', (_, rule, trace, wanted) => {
    expect(matching('', rule, trace).counts).toMatchObject(wanted);
  });
});
