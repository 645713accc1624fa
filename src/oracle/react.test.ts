// What DO does, as a reader of the language page can tell by hand: by the reference matcher.

import { describe, expect, it } from 'vitest';
import { matching } from './test/by-hand.js';
import { printMatchAndDone } from './test/compare.js';

const declarations = 'VAR v = 1 VAR w TABLE t[2]';

describe('a DO', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['writes before RETURN reads', 'PATTERN { k0:a } RETURN { v, t[a.A] } DO { v += a.A; t[a.A] = v; }', 'k0 5, k0 1',
      ['6 6', '7 7']],
    ['writes what conditions of later events read', 'PATTERN { k0:a } WHERE { v < 3 } RETURN { v } DO { v++; }', 'k0 1, k0 1, k0 1',
      ['2', '3']],
    ['is not seen by the event that it is of', 'PATTERN { k0:a } WHERE { t[a.B] == 0 } RETURN { a.A } DO { t[a.B]--; }',
      'k0 5/1, k0 6/1, k0 7/2', ['5', '7']],
    ['names what was, with let', 'PATTERN { k0:a } RETURN { v } DO { let x = v; v = 9; v += x; }', 'k0 1', ['10']],
    ['takes entries out', 'PATTERN { k0:a } RETURN { t[1], t[2] } DO { t[1] = 3; t[2] = 4; delete t[a.A]; }', 'k0 1, k0 2, k0 3',
      ['0 4', '3 0', '3 4']],
    ['makes no entry in a full table', 'PATTERN { k0:a } RETURN { t[a.A] } DO { t[a.A] += 5; }', 'k0 1, k0 2, k0 3, k0 2',
      ['5', '5', '0', '10']],
    ['does nothing with what has no value', 'PATTERN { k0:a } RETURN { v, w, t[1] } '
      + 'DO { let x = 1 / a.A; v = x; t[x] = 7; if (x) { w = 1; } else { w = 2; } log("%d", x); emit(x, 1); }',
    'k0 0, k0 1', ['1 2 0 log null emit null 1', '1 1 7 log 1 emit 1 1']],
    ['knows which branch it is of', 'PATTERN { [k0:a, (k1:b | k2:c)] } RETURN { v } DO { v = b.A; if (c.A == c.A) { v = 0 - c.A; } }',
      'k0 1, k1 7, k0 1, k2 8', ['7', '-8']],
    ['runs at a deadline, by the clock', 'PATTERN { [k0:a, ~k1:b] } WITHIN { 5 ns } RETURN { now(), v } DO { v = v + v; log("%u", now()); }',
      'k0 1 @1, k2 1 @9, k0 1 @10, k2 1 @30', ['1006 2 log 1006', '1015 4 log 1015']],
    ['prints 64 bits', 'PATTERN { k0:a } DO { let x = 0 - a.A; log("%d %u %x 100%% %s", x, x, x, "y"); }', 'k0 1',
      ['log -1 18446744073709551615 ffffffffffffffff 100% y']],
    ['tells what would change the system, in its order', 'PATTERN { k0:a } DO { signal_thread(9); if (a.A == 1) { signal(15); } }',
      'k0 1, k0 2', ['signal 9 thread signal 15 process', 'signal 9 thread']],
    ['wraps', 'PATTERN { k0:a } RETURN { v } DO { v = 0x7fffffffffffffff; v++; }', 'k0 1', ['-9223372036854775808']],
  ])('%s', (_, rule, trace, wanted) => {
    const { matches } = matching(declarations, rule, trace);
    expect(matches.map((match) => printMatchAndDone(match).replace(/^\d+ ?/, ''))).toEqual(wanted);
  });
});
