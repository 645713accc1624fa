// The reference matcher on negations that stand last: what the language page says of them, sentence by sentence. The
// window is 10 ns; k3 and k4 are of no rule here, and move only the clock.

import { describe, expect, it } from 'vitest';
import { matches, matching } from './test/by-hand.js';

const one = 'PATTERN { [k0:a, ~k1:x] } WITHIN { 10 ns } RETURN { a.A }';
const two = 'PATTERN { [k0:a, k1:b, ~k2:x] } WITHIN { 10 ns } RETURN { a.A, b.A }';
const either = 'PATTERN { [([k0:a, k1:b] | [k0:c, k2:d]), ~k3] } WITHIN { 10 ns } RETURN { a.A, b.A, c.A, d.A }';
const later = 'PATTERN { [([k0:a, k1:b] | [k0:c, k2:d, k1:e]), ~k3] } WITHIN { 10 ns } RETURN { a.A, c.A, e.A }';

describe('the reference matcher', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['matches WITHIN after the first event, which is the time of the match', one, 'k0 5 @1, k3 0 @12', ['11: 5']],
    ['not where the event came', one, 'k0 5 @1, k1 0 @5, k3 0 @12', []],
    ['the window ends with the deadline', one, 'k0 5 @1, k1 0 @11, k3 0 @12', []],
    ['an event stamped after a deadline makes it match first', one, 'k0 5 @1, k1 0 @12', ['11: 5']],
    ['even if it is no event of the rule, so that one stamped before and read later comes too late', one,
      'k0 5 @1, k3 0 @12, k1 0 @11', ['11: 5']],
    ['an event stamped at a deadline does not', one, 'k0 5 @1, k3 0 @11, k1 0 @11', []],
    ['at the end of input deadlines at the clock match', one, 'k0 5 @1, k3 0 @11', ['11: 5']],
    ['and later ones do not', one, 'k0 5 @1, k3 0 @10', []],
    ['a recording says how late it is at its end', one, 'k0 5 @1, until @11', ['11: 5']],
    ['which may be too early', one, 'k0 5 @1, until @10', []],
    ['the clock does not fall', one, 'k0 5 @1, k3 0 @11, k3 0 @2', ['11: 5']],
    ['the window is that of the first event', two, 'k0 1 @1, k1 2 @9, k3 0 @12', ['11: 1 2']],
    ['what came before the last step does not count', two, 'k0 1 @1, k2 0 @2, k1 2 @3, k3 0 @12', ['11: 1 2']],
    ['the event that takes the last step is not behind it',
      'PATTERN { [k0:a, k1:b, ~k1] } WITHIN { 10 ns } RETURN { b.A }', 'k0 1 @1, k1 2 @2, k3 0 @12', ['11: 2']],
    ['but the next one is',
      'PATTERN { [k0:a, k1:b, ~k1] } WITHIN { 10 ns } RETURN { b.A }', 'k0 1 @1, k1 2 @2, k1 3 @3, k3 0 @12', []],
    ['an ordinary run expires', two, 'k0 1 @1, k3 0 @12, k1 2 @12, k3 0 @30', []],
    ['negations side by side are one', 'PATTERN { [k0:a, ~k1, ~(k2|k3)] } WITHIN { 10 ns } RETURN { a.A }',
      'k0 1 @1, k4 0 @12, k0 2 @21, k1 0 @22, k0 3 @41, k2 0 @42, k0 4 @61, k3 0 @62, k4 0 @80', ['11: 1']],
    ['now() is the deadline', 'PATTERN { [k0:a, ~k1] } WITHIN { 10 ns } RETURN { now() }', 'k0 5 @1, k3 0 @30', ['11: 1011']],

    // arrays
    ['an array that is the last step takes no element once it has enough',
      'PATTERN { [k0, k1[>=2]:s, ~k2] } WITHIN { 10 ns } RETURN { count(s), last(s).A }',
      'k0 0 @1, k1 1 @2, k1 2 @3, k1 3 @4, k3 0 @12', ['11: 2 2']],
    ['an open one waits for its condition, and nothing is watched for',
      'PATTERN { [k0, k1[>=1]:s, ~k2] } WHERE { sum(s.A) > 4 } WITHIN { 10 ns } RETURN { count(s), sum(s.A) }',
      'k0 0 @1, k1 1 @2, k2 0 @3, k1 2 @4, k1 3 @5, k1 9 @6, k3 0 @12', ['11: 3 6']],
    ['and is watched from there on',
      'PATTERN { [k0, k1[>=1]:s, ~k2] } WHERE { sum(s.A) > 4 } WITHIN { 10 ns } RETURN { count(s), sum(s.A) }',
      'k0 0 @1, k1 1 @2, k1 2 @4, k1 3 @5, k2 0 @6, k3 0 @12', []],
    ['a condition on the negated event knows the array',
      'PATTERN { [k0, k1[2]:s, ~k2:x] } WHERE { x.A > max(s.A) } WITHIN { 10 ns } RETURN { sum(s.A) }',
      'k0 0 @1, k1 4 @2, k1 5 @3, k2 5 @4, k3 0 @12, k0 0 @21, k1 4 @22, k1 5 @23, k2 6 @24, k3 0 @40', ['11: 9']],

    // joins
    ['a key has its own runs', `${one.replace('WITHIN', 'WHERE { [A] } WITHIN')}`,
      'k0 1 @1, k0 2 @1, k1 2 @2, k3 0 @12', ['11: 1']],
    ['a value outside the key agrees', `${two.replace('WITHIN', 'WHERE { b.B == x.B } WITHIN')}`,
      'k0 1 @1, k1 2/7 @2, k2 0/8 @3, k3 0 @12, k0 3 @21, k1 4/7 @22, k2 0/7 @23, k3 0 @40', ['11: 1 2']],
    ['a condition holds', `${two.replace('WITHIN', 'WHERE { x.A > a.A + b.A } WITHIN')}`,
      'k0 1 @1, k1 2 @2, k2 3 @3, k3 0 @12, k0 1 @21, k1 2 @22, k2 4 @23, k3 0 @40', ['11: 1 2']],

    // selection
    ['pending runs coexist', one, 'k0 1 @1, k0 2 @2, k3 0 @30', ['11: 1', '12: 2']],
    ['of one deadline the one read first comes first', one, 'k0 2 @1, k0 1 @1, k3 0 @30', ['11: 2', '11: 1']],
    ['selection is among the others', two, 'k0 1 @1, k0 2 @2, k1 3 @3, k0 4 @4, k1 5 @5, k3 0 @30', ['12: 2 3', '14: 4 5']],
    ['earliest selects among the others, too', `${two} SELECT { earliest }`,
      'k0 1 @1, k0 2 @2, k1 3 @3, k0 4 @4, k1 5 @5, k3 0 @30', ['11: 1 3', '14: 4 5']],
    ['an event makes all runs pending that it can', `${two} SELECT { all(4) }`, 'k0 1 @1, k0 2 @2, k1 3 @3, k3 0 @30',
      ['11: 1 3', '12: 2 3']],
    ['and kills all that it can', `${two} SELECT { all(4) }`, 'k0 1 @1, k0 2 @2, k1 3 @3, k2 0 @4, k3 0 @30', []],
    ['N is of the others', `${two} SELECT { all(1) }`, 'k0 1 @1, k1 2 @2, k0 3 @3, k1 4 @4, k3 0 @30', ['11: 1 2', '13: 3 4']],
    ['any: the run stays, and moves on another event again', `${two} SELECT { any(4) }`,
      'k0 1 @1, k1 2 @2, k2 0 @3, k1 4 @5, k3 0 @12', ['11: 1 4']],
    ['any: each of its ways is a match', `${two} SELECT { any(4) }`, 'k0 1 @1, k1 2 @2, k1 3 @3, k3 0 @12', ['11: 1 2', '11: 1 3']],

    // several chains
    ['of the chains that are pending at the deadline the one written first matches', either,
      'k0 1 @1, k2 3 @2, k1 2 @3, k4 0 @12', ['11: 1 2 null null']],
    ['one that is not pending does not', either, 'k0 1 @1, k2 3 @2, k4 0 @12', ['11: null null 1 3']],
    ['a chain that is killed leaves the others', later, 'k0 1 @1, k1 0 @2, k3 0 @3, k2 0 @4, k1 5 @5, k4 0 @12', ['11: null 1 5']],
    ['which go on while another one is pending', later, 'k0 1 @1, k1 0 @2, k2 0 @3, k3 0 @4, k1 5 @5, k4 0 @12', ['11: null 1 5']],
    ['as an ordinary run, which selection may drop', `${later} SELECT { all(1) }`,
      'k0 1 @1, k1 0 @2, k0 2 @3, k2 0 @3, k3 0 @4, k1 5 @5, k4 0 @20', ['13: 2 null null']],
    ['at the event that kills, though it moves nothing and begins nothing',
      'PATTERN { [(k0:a | [k0:b, k1:c]), ~k2] } WITHIN { 10 ns } RETURN { a.A, b.A, c.A } SELECT { any(1) }',
      'k0 1 @1, k0 2 @2, k2 0 @3, k1 5 @4, k3 0 @30', ['12: null 2 5']],

    // late
    ['a run that becomes pending after the clock has passed its deadline matches at once', two,
      'k0 1 @1, k3 0 @20, k1 2 @5, k2 0 @6', ['11: 1 2']],
    ['not if the clock stands at it', two, 'k0 1 @1, k3 0 @11, k1 2 @5, k2 0 @6', []],
    ['time stamps that fall: an event before the first one is within the window', one, 'k0 1 @10, k1 0 @5, k3 0 @30', []],
    ['deadlines come in their order, whatever that of reading', one, 'k0 1 @10, k0 2 @5, k3 0 @30', ['15: 2', '20: 1']],
    ['those of all keys', one.replace('WITHIN', 'WHERE { [A] } WITHIN'), 'k0 1 @3, k0 2 @1, k0 3 @2, k3 0 @30',
      ['11: 2', '12: 3', '13: 1']],

    // the end of a task
    ['pending runs stay when their thread ends', one.replace('WITHIN', 'WHERE { [ThreadId] } WITHIN'),
      'k0 1 @1 task 1, k5 0 task 1, k3 0 @12', ['11: 1']],
    ['the others end', two.replace('WITHIN', 'WHERE { [ThreadId] } WITHIN'),
      'k0 1 @1 task 1, k5 0 task 1, k1 2 @3 task 1, k3 0 @12', []],
  ])('%s', (_, rule, trace, expected) => {
    expect(matches('', rule, trace)).toEqual(expected);
  });

  it('reads VARs when the record is made', () => {
    const rule = 'PATTERN { [k0:a, ~k1] } WITHIN { 10 ns } RETURN { v }';
    expect(matches('VAR v = 1', rule, 'k0 1 @1, v = 5, k3 0 @12, v = 6')).toEqual(['11: 5']);
  });

  it('keeps 16 pending runs of a key, those with the earliest first events, and counts the others', () => {
    const wide = one.replace('10 ns', '100 ns');
    const begin = Array.from({ length: 17 }, (_, index) => `k0 ${index} @${17 - index}`);
    const { matches: found, counts } = matching('', wide, [...begin, 'k3 0 @200'].join(', '));
    expect(found.map(({ values }) => values[0])).toEqual(Array.from({ length: 16 }, (_, index) => 16n - BigInt(index)));
    expect(counts).toMatchObject({ begun: 17, overflowed: 1, evicted: 0 });
  });

  it('drops of one first event the run that was made last', () => {
    const begin = Array.from({ length: 17 }, (_, index) => `k1 ${index} @2`);
    const { matches: found, counts } = matching('', `${two} SELECT { any(4) }`, ['k0 0 @1', ...begin, 'k3 0 @12'].join(', '));
    expect(found.map(({ values }) => values[1])).toEqual(Array.from({ length: 16 }, (_, index) => BigInt(index)));
    expect(counts.overflowed).toBe(1);
  });

  it('counts what becomes of runs', () => {
    const trace = 'k0 1 @1, k1 2 @2, k0 3 @3, k2 0 @4, k0 5 @5, k1 0 @6, k3 0 @40, k1 0 @41, k0 6 @42';
    // the run of 1 is killed when pending, that of 3 is replaced by that of 5, which matches
    expect(matching('', two, trace).counts).toMatchObject({ begun: 4, killed: 1, replaced: 1, expired: 0, overflowed: 0 });
    expect(matching('', two, trace).matches).toHaveLength(1);
  });
});
