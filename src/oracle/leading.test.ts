// The reference matcher on negations that stand first: what the language page says of them, sentence by sentence. The
// window is 10 ns.

import { describe, expect, it } from 'vitest';
import { matches, matching } from './test/by-hand.js';

const one = 'PATTERN { [~k0:a, k1:b] } WITHIN { 10 ns } RETURN { b.A }';
const two = 'PATTERN { [~k0:a, k1:b, k2:c] } WITHIN { 10 ns } RETURN { b.A, c.A }';
/** As k3 has no part in it, B is not of the key. */
const joined = 'PATTERN { [~(k0:a|k3), k1:b] } WHERE { a.B == b.B } WITHIN { 10 ns } RETURN { b.A }';

describe('the reference matcher', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['matches where no such event came before', one, 'k1 1 @1', ['1: 1']],
    ['not where one came in the WITHIN before', one, 'k0 0 @1, k1 1 @5', []],
    ['the window ends with WITHIN', one, 'k0 0 @1, k1 1 @11', []],
    ['what came earlier does not count', one, 'k0 0 @1, k1 1 @12', ['12: 1']],
    ['nor does what comes later', one, 'k1 1 @1, k0 0 @2', ['1: 1']],
    ['before is in the order of reading, and the window signed', one, 'k0 0 @50, k1 1 @20', []],
    ['any of them counts', one, 'k0 0 @5, k0 0 @1, k1 1 @12', []],
    ['also when an event stamped much later has been read', one, 'k0 0 @5, k1 1 @100, k1 2 @6', ['100: 1']],
    ['an event that is both is the step first', 'PATTERN { [~k0, k0:b] } WITHIN { 10 ns } RETURN { b.A }',
      'k0 1 @1, k0 2 @5, k0 3 @16, k0 4 @26', ['1: 1', '16: 3']],
    ['the run has begun then, and is left alone', two, 'k1 1 @1, k0 0 @2, k2 3 @3', ['3: 1 3']],
    ['a step that is refused begins nothing', two, 'k0 0 @1, k1 1 @2, k2 3 @13', []],
    ['the window of the match begins with its first event', two, 'k1 1 @1, k2 3 @11, k1 4 @20, k2 5 @31', ['11: 1 3']],
    ['negations side by side are one', 'PATTERN { [~k0, ~(k2|k3), k1:b] } WITHIN { 10 ns } RETURN { b.A }',
      'k1 0 @1, k0 0 @2, k1 1 @3, k2 0 @21, k1 2 @22, k3 0 @41, k1 3 @42', ['1: 0']],
    ['conditions say which events count', one.replace('WITHIN', 'WHERE { a.A > 3 } WITHIN'),
      'k0 3 @1, k1 1 @2, k0 4 @3, k1 2 @4', ['2: 1']],
    ['a key remembers its own', one.replace('WITHIN', 'WHERE { [A] } WITHIN'), 'k0 1 @1, k1 1 @2, k1 2 @3', ['3: 2']],
    ['a value outside the key agrees', joined, 'k0 0/7 @1, k1 1/7 @2, k1 2/8 @3', ['3: 2']],
    ['likewise where it is the key', one.replace('WITHIN', 'WHERE { a.B == b.B } WITHIN'), 'k0 0/7 @1, k1 1/7 @2, k1 2/8 @3', ['3: 2']],
    ['each by its greatest time stamp', joined, 'k0 0/7 @5, k0 0/7 @1, k1 1/7 @15, k1 2/7 @16', ['16: 2']],
    ['one event may be two of them', 'PATTERN { [~(k0:x|k0:y), k1:b] } WHERE { x.B == b.B, y.C == b.C } WITHIN { 10 ns } RETURN { b.A }',
      'k0 0/7/8 @1, k1 1/7/0 @2, k1 2/0/8 @3, k1 3/0/0 @4', ['4: 3']],

    // several chains
    ['each chain asks for itself',
      'PATTERN { [~k0:a, (k1:b | [k1:c, k2:d])] } WHERE { a.B == b.B, a.C == c.C } WITHIN { 10 ns } RETURN { b.A, c.A }',
      'k0 0/7/8 @1, k1 1/7/9 @2, k2 0 @3, k0 0/7/8 @21, k1 2/9/8 @22, k0 0/7/8 @41, k1 3/7/8 @42, k2 0 @43',
      ['3: null 1', '22: 2 null']],
    ['a chain whose first step is not joined is refused by each',
      'PATTERN { [~k0:a, (k1:b | k2:c)] } WHERE { a.B == b.B } WITHIN { 10 ns } RETURN { b.A, c.A }',
      'k0 0/7 @1, k1 1/8 @2, k2 2/8 @3', ['2: 1 null']],
    ['any asks once, too', `${two} SELECT { any(4) }`, 'k1 1 @1, k0 0 @2, k2 3 @3, k2 4 @4, k1 5 @5, k2 6 @6',
      ['3: 1 3', '4: 1 4', '6: 1 6']],
    ['an array asks at its first element', 'PATTERN { [~k0, k1[2]:s] } WITHIN { 10 ns } RETURN { sum(s.A) }',
      'k1 1 @1, k0 0 @2, k1 2 @3, k1 4 @4, k1 8 @5', ['3: 3']],

    // both edges
    ['both edges have the same window', 'PATTERN { [~k0, k1:b, ~k2] } WITHIN { 10 ns } RETURN { b.A }',
      'k1 1 @1, k3 0 @12, k0 0 @21, k1 2 @22, k3 0 @40, k1 3 @41, k2 0 @45, k3 0 @60', ['11: 1']],
    ['the step itself may be either', 'PATTERN { [~k0, k0:b, ~k0] } WITHIN { 10 ns } RETURN { b.A }',
      'k0 1 @1, k0 2 @20, k0 3 @25, k0 4 @36, k3 0 @60', ['11: 1', '46: 4']],

    // the end of a task
    ['with a thread what it did is forgotten', one.replace('WITHIN', 'WHERE { [ThreadId] } WITHIN'),
      'k0 0 @1 task 1, k1 1 @2 task 1, k5 0 task 1, k1 2 @3 task 1', ['3: 2']],
  ])('%s', (_, rule, trace, expected) => {
    expect(matches('', rule, trace)).toEqual(expected);
  });

  const many = (nr: number): readonly string[] => Array.from({ length: nr }, (_, index) => `k0 0/${index} @${index + 1}`);
  const wide = joined.replace('10 ns', '1000 ns');

  it('remembers 64 events of different joined values, and is not satisfied until WITHIN after one that it forgot', () => {
    expect(values(wide, [...many(64), 'k1 1/99 @70', 'k1 2/63 @71'])).toEqual([1n]);
    expect(values(wide, [...many(65), 'k1 1/99 @70', 'k1 2/99 @1001', 'k1 3/99 @1002', 'k1 4/1 @1002'])).toEqual([3n]);
    expect(matching('', wide, many(65).join(', ')).counts).toMatchObject({ forgotten: 1, begun: 0 });
    // without values to tell them apart one is enough
    expect(values(wide.replace('WHERE { a.B == b.B } ', ''), [...many(65), 'k1 1/99 @1065', 'k1 2/99 @1066'])).toEqual([2n]);
  });

  it('forgets the one with the least time stamp, which may be the one at hand', () => {
    const trace = [...many(64).map((one) => one.replace('@', '@1')), 'k0 0/99 @5', 'k1 1/98 @1005', 'k1 2/98 @1006', 'k1 3/0 @1006'];
    expect(values(wide, trace)).toEqual([2n]);
  });

  it('is satisfied from WITHIN after the beginning on, where that is not the beginning of everything', () => {
    const found = matching('', one, 'k1 1 @5, k1 2 @14, k1 3 @15', { since: 1005n }).matches;
    expect(found.map(({ values: [first] }) => first)).toEqual([3n]);
  });
});

function values(rule: string, trace: readonly string[]): readonly unknown[] {
  return matching('', rule, trace.join(', ')).matches.map(({ values: [first] }) => first);
}
