// The reference matcher on traces whose matches a reader of the language page can tell by hand: sequences,
// alternatives, negations, windows and keys under `latest`. test/by-hand.ts says how traces are written.

import { describe, expect, it } from 'vitest';
import { matches } from './test/by-hand.js';

describe('the reference matcher', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['a chain ignores what it cannot use',
      'PATTERN { [k0:a, k1:b] } RETURN { a.A, b.A }', 'k0 1, k2 9, k1 2', ['3: 1 2']],
    ['of two runs of one identity the later first event stays',
      'PATTERN { [k0:a, k1:b] } RETURN { a.A, b.A }', 'k0 1, k0 2, k1 3, k1 4', ['3: 2 3']],
    ['runs of different identities are both there, and both end at one event: the later one is reported',
      'PATTERN { [k0:a, k0:b, k1:c] } RETURN { a.A, b.A }', 'k0 1, k0 2, k0 3, k1 4', ['4: 2 3']],
    ['one event ends one match and begins another',
      'PATTERN { [k0:a, k0:b] } RETURN { a.A, b.A }', 'k0 1, k0 2, k0 3', ['2: 1 2', '3: 2 3']],
    ['a negated event between the steps kills',
      'PATTERN { [k0:a, ~k1, k2:b] } RETURN { a.A }', 'k0 1, k1 2, k2 3, k0 4, k2 5', ['5: 4']],
    ['an event that takes the step which ends the negation does not kill',
      'PATTERN { [k0:a, ~k1, k1:b] } RETURN { a.A }', 'k0 1, k1 2', ['2: 1']],
    ['a condition on a negated event says which of them count',
      'PATTERN { [k0:a, ~k1:n, k2:b] } WHERE { n.A > a.A } RETURN { a.A }', 'k0 5, k1 5, k2 0, k0 5, k1 6, k2 0',
      ['3: 5']],
    ['the window includes its end',
      'PATTERN { [k0:a, k1:b] } WITHIN { 5 ns } RETURN { a.A }', 'k0 1 @0, k1 0 @5, k0 2 @10, k1 0 @16', ['5: 1']],
    ['a time stamp before the first one is within the window',
      'PATTERN { [k0:a, k1:b] } WITHIN { 5 ns } RETURN { a.A }', 'k0 1 @50, k1 0 @0', ['0: 1']],
    ['later means the greater time stamp, not the order of reading',
      'PATTERN { [k0:a, k1:b] } RETURN { a.A }', 'k0 1 @50, k0 2 @40, k1 0 @60', ['60: 1']],
    ['of equal time stamps the one read later stays',
      'PATTERN { [k0:a, k1:b] } RETURN { a.A }', 'k0 1 @50, k0 2 @50, k1 0 @60', ['60: 2']],
    ['where a condition over several events fails, the event does not take the step',
      'PATTERN { [k0:a, k1:b] } WHERE { a.A < b.A } RETURN { a.A, b.A }', 'k0 5, k1 4, k1 6', ['3: 5 6']],
    ['a run that is replaced is lost, even where its condition would have held',
      'PATTERN { [k0:a, k1:b] } WHERE { a.A < b.A } RETURN { a.A, b.A }', 'k0 1, k0 5, k1 3', []],
    ['names of another branch are null, and conditions on them hold',
      'PATTERN { [k0:a, (k1:b|k2:c), k3:d] } WHERE { b.A > 1, a.A < b.A } RETURN { b.A, c.A }',
      'k0 1, k2 7, k3 0, k0 1, k1 1, k1 8, k3 0', ['3: null 7', '7: 8 null']],
    ['of two chains that finish at one event, the one written first',
      'PATTERN { ([k0:a, k1:b] | [k0:c, k1:d]) } RETURN { a.A, c.A }', 'k0 1, k1 2', ['2: 1 null']],
    ['the first chain to finish ends the whole run',
      'PATTERN { [k0:a, ([k1:b, k2:c] | k1:d)] } RETURN { b.A, d.A }', 'k0 1, k1 2, k2 3', ['2: null 2']],
    ['a division by zero makes a condition false and a column null',
      'PATTERN { [k0:a, k1:b] } WHERE { b.A / a.A >= 0 } RETURN { b.A / (a.A - 1) AS x }', 'k0 0, k1 1, k0 1, k1 5',
      ['4: null']],
    ['runs of different keys never meet',
      'PATTERN { [k0:a, k1:b] } WHERE { [A] } RETURN { a.A }', 'k0 1, k0 2, k1 1, k1 2', ['3: 1', '4: 2']],
    ['a reused number of a process is another process',
      'PATTERN { [k0:a, k1:b] } WHERE { [ProcessId] } RETURN { a.A }', 'k0 1 task 0, k1 2 task 3, k1 3 task 1',
      ['3: 1']],
    ['when the process of a key ends, its runs end; k5 is the end of a task',
      'PATTERN { [k0:a, k1:b] } WHERE { [ProcessId] } RETURN { a.A }',
      'k0 1 task 0, k0 2 task 2, k5 0 task 0, k1 3 task 0, k1 4 task 2', ['5: 2']],
    ['comparisons compare values, whatever the signs',
      'PATTERN { [k0:a, k1:b] } WHERE { a.A < b.C } RETURN { a.A }', 'k0 -1, k1 0', ['2: -1']],
  ])('%s', (_, rule, trace, wanted) => {
    expect(matches('', rule, trace)).toEqual(wanted);
  });
});
