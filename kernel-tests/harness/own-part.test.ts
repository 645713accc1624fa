import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/plan/plan.js';
import { readLoaderStatistics } from './loader-statistics.js';
import { ownEventsOf, ownLinesOf, ownPartOf, withSuffix } from './own-part.js';

const planOf = (rules: readonly string[], kinds: readonly string[]): Plan =>
  ({ rules: rules.map((name) => ({ name })), kinds: kinds.map((name) => ({ kind: { name } })) }) as unknown as Plan;
const whole = planOf(['r_u0', 'r_u1', 's_u1', 'r_u10'], ['a', 'b', 'c']);
const single = { suffix: '_u0', own: planOf(['r'], ['a']), whole };
const pair = { suffix: '_u1', own: planOf(['r', 's'], ['c', 'a']), whole };

describe('rules of a case among others', () => {
  it('have names of their own', () => {
    const text = 'VAR n = 1 // n\nRULE r\nPATTERN { a:x }\nWHERE { x.n == n, x.S == "n" }\nRULE n_more\n';
    expect(withSuffix(text, '_u3')).toBe(
      'VAR n_u3 = 1 // n\nRULE r_u3\nPATTERN { a:x }\nWHERE { x.n == n_u3, x.S == "n" }\nRULE n_more_u3\n',
    );
  });

  const seen = {
    records: ['r_u0 #1 { 1 }', 'r_u1 #1 { 2 }', 's_u1 gap { 1 key refused: table full }', 'r_u10 #1 { 3 }', 'r_u0 #2 log "s_u1 #1"',
      'gap { 2 events lost: the kernel skipped program probes }'],
    loader: ['wmkload: statistics after 1.000 s', 'kinds  events read', '  a  4', '  b  5', 'rules  matches  refused', '  r_u0   1  0',
      '  r_u1   2  1', '  s_u1   0  2', '  r_u10  7  7', 'programs  misses', '  probes  2'],
    trigger: [], recorded: { run: 1, from: 0 }, ended: undefined,
  };

  it('are told as if they were alone', () => {
    expect(ownLinesOf(seen, single).records).toEqual(
      ['match #1 { 1 }', 'match #2 log "s_u1 #1"', 'gap { 2 events lost: the kernel skipped program probes }'],
    );
    expect(ownLinesOf(seen, pair).records).toEqual(
      ['r #1 { 2 }', 's gap { 1 key refused: table full }', 'gap { 2 events lost: the kernel skipped program probes }'],
    );
  });

  it('are counted as if they were alone', () => {
    const statistics = readLoaderStatistics(ownLinesOf(seen, pair).loader);
    expect([...statistics ?? []]).toEqual([
      ['a.read', 4], ['matches', 2], ['r.matches', 2], ['refused', 3], ['r.refused', 1], ['s.matches', 0], ['s.refused', 2], ['misses', 2],
    ]);
  });

  it('are fed as if they were alone', () => {
    const counters = [1, 2, 3, 4].map((matches) => new Map([['matches', matches]]));
    const part = {
      complaints: [], timing: null, kinds: [4, 5, 6], rules: counters,
      matches: [0, 2, 3, 1].map((rule) => ({ is: 'match' as const, rule, time: 1n, values: [] })),
    };
    const own = ownPartOf(part, pair);
    expect(own.matches.map(({ rule }) => rule)).toEqual([1, 0]);
    expect(own.rules).toEqual([counters[1], counters[2]]);
    expect(own.kinds).toEqual([6, 4]);
  });

  it('are asked again only about events that they read', () => {
    const lines = ['{"event":"a","Value":1}', '{"event":"b"}', '{"end":"thread","ThreadId":1}'];
    expect(ownEventsOf(lines, single)).toEqual([lines[0], lines[2]]);
  });
});
