// A replay: activation, gaps, bad lines, full tables, and what is printed of it all.

import { describe, expect, it } from 'vitest';
import { compileRules } from '../oracle/test/compile-rules.js';
import type { Plan } from '../plan/plan.js';
import { noCounts } from './counters.js';
import { printMatchJson, printMatchText } from './print-match.js';
import { printStatisticsJson, printStatisticsText } from './print-statistics.js';
import { NoWallClock, Replay, type Since } from './replay.js';
import { toTime } from './wall-time.js';

function planOf(rules: string, keys?: number): Plan {
  const { plan, diagnostics } = compileRules(rules, keys === undefined ? {} : { keys });
  if (plan === null) {
    throw new Error(diagnostics.map(({ message }) => message).join('; '));
  }
  return plan;
}

interface Told {
  readonly replay: Replay;
  readonly lines: readonly string[];
}

function run(
  plan: Plan, lines: readonly string[], { since = null, json = false }: { since?: Since | null; json?: boolean } = {},
): Told {
  const told: string[] = [];
  const replay: Replay = new Replay(plan, {
    onMatch: (match) => void told.push((json ? printMatchJson(match, plan.rules[match.rule]!, replay.boot)
      : printMatchText(match, plan.rules[match.rule]!, plan.rules.length > 1)).trim()),
    onGap: (count, cause) => void told.push(`gap ${count} ${cause}`),
    onBadLine: (line, reason) => void told.push(`${line}: ${reason}`),
  }, since);
  lines.forEach((line) => replay.read(line));
  replay.finish();
  return { replay, lines: told };
}

/** Of kind k0, with a process of that number. */
function event(kind: string, time: number, process: number, a = 0, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ event: kind, TimeStamp: time, ProcessId: process, 'ProcessId.start': 1, A: a, ...more });
}

const pair = planOf('RULE pair PATTERN { [k0:a, k1:b] } WHERE { [ProcessId] } WITHIN { 100 ns } RETURN { a.A, b.A }');

describe('a replay', () => {
  it('reads lines, empty ones and such as end in CR included', () => {
    const { replay, lines } = run(pair, ['', `${event('k0', 1, 7, 5)}\r`, '\r', event('k2', 2, 7), event('k1', 3, 7, 6)]);
    expect(lines).toEqual(['match #1 { 5 6 }']);
    expect(replay).toMatchObject({ nrLines: 5, nrEvents: 2, nrUnread: 1, nrBad: 0, nrMatches: 1 });
  });

  it('tells of gaps and of bad lines where they are, and goes on', () => {
    const { replay, lines } = run(pair, [
      event('k0', 1, 7, 5), '{"gap":12,"cause":"ring buffer full"}', 'what?', '{"event":"k1"}', event('k1', 3, 7, 6), '{"gap":1}',
    ]);
    expect(lines).toEqual([
      'gap 12 ring buffer full', '3: it is not JSON', "4: 'TimeStamp' is missing, expected an integer", 'match #1 { 5 6 }',
      'gap 1 unknown cause',
    ]);
    expect(replay).toMatchObject({ nrLost: 13, nrBad: 2, nrEvents: 2 });
  });

  const acting = planOf(`VAR v = 1 TABLE t[1] RULE acting PATTERN { k0:a } WHERE { v < 4 } RETURN { v, t[a.A] AS entry }
    DO { v++; t[a.A] += 2; log("%d\\n%x", a.A, -v); emit(a.A, a.A == v); signal(9); signal_thread(10); }`);

  it('does what a DO says, and tells what would change the system', () => {
    const events = [event('k0', 1, 7, 5), event('k0', 2, 7, 6), event('k0', 3, 7, 5), event('k0', 4, 7, 5)];
    const { replay, lines } = run(acting, events);
    expect(lines.flatMap((line) => line.split('\n'))).toEqual([
      'match #1 log "5\\nfffffffffffffffe"', 'match #1 emit { 5 0 }', 'match #1 { 2 2 } would signal(9), signal_thread(10)',
      'match #2 log "6\\nfffffffffffffffd"', 'match #2 emit { 6 0 }', 'match #2 { 3 0 } would signal(9), signal_thread(10)',
      'match #3 log "5\\nfffffffffffffffc"', 'match #3 emit { 5 0 }', 'match #3 { 4 4 } would signal(9), signal_thread(10)',
    ]);
    expect(replay.matcher.machines[0]!.counters).toMatchObject({ matches: 3, refused: 0, unwritten: 1 });
    expect(printStatisticsText(replay, 1)).toContain('\nreactions  unwritten\n  acting           1\n');
    expect(printStatisticsJson(replay, 'x.jsonl', 1)).toContain('"refused":0,"matches":3,"lost":0,"busy":0,"unwritten":1}');
  });

  it('ends the keys of processes and threads that end, in all tables', () => {
    const plan = planOf(`RULE one PATTERN { [k0:a, k1:b] } WHERE { [ProcessId] } RETURN { b.A }
      RULE two PATTERN { [k0:a, k1:b] } WHERE { [ProcessId], [A] } RETURN { b.A }`);
    const { replay, lines } = run(plan, [
      event('k0', 1, 7, 5), event('k0', 2, 8, 5), '{"end":"process","ProcessId":7,"ProcessId.start":2}',
      '{"end":"thread","ThreadId":7,"ThreadId.start":1}', '{"end":"process","ProcessId":7,"ProcessId.start":1}',
      event('k1', 3, 7, 5), event('k1', 4, 8, 5),
    ]);
    expect(lines).toEqual(['one #1 { 5 }', 'two #1 { 5 }']);
    expect(replay.matcher.machines.map(({ counters }) => counters.ended)).toEqual([1, 1]);
    expect(replay.nrEnds).toBe(3);
  });

  it.each<[string, unknown, string, readonly string[]]>([
    ['nothing says when the process of the key started', undefined, '"ProcessId":7,"ProcessId.start":55', []],
    ['nothing says when the process that ends started', 1, '"ProcessId":7', []],
    ['nothing says either', undefined, '"ProcessId":7', []],
    ['another process of its number ends', 1, '"ProcessId":7,"ProcessId.start":55', ['match #1 { 5 6 }']],
    ['a process of another number ends', 1, '"ProcessId":8', ['match #1 { 5 6 }']],
  ])('ends keys where %s', (_, start, end, wanted) => {
    expect(run(pair, [
      event('k0', 1, 9), '{"end":"process","ProcessId":10}', event('k0', 1, 7, 5, { 'ProcessId.start': start }),
      `{"end":"process",${end}}`, event('k1', 2, 7, 6, { 'ProcessId.start': start }),
    ]).lines).toEqual(wanted);
  });

  const trace = [event('k0', 1000, 7, 1), event('k0', 1010, 8, 2), event('k1', 1020, 7, 3), event('k1', 1030, 8, 4)];
  const boot = '{"trace":1,"clock":"monotonic","boot":"2026-01-02T03:04:05.000000000Z"}';

  it.each<[string, Since, readonly string[]]>([
    ['a time stamp', { kind: 'monotonic', at: 1010n }, ['match #1 { 2 4 }']],
    ['a time after the first event', { kind: 'later', by: 10n }, ['match #1 { 2 4 }']],
    ['the first event', { kind: 'later', by: 0n }, ['match #1 { 1 3 }', 'match #2 { 2 4 }']],
    ['a time of day', { kind: 'wall', at: toTime('2026-01-02T03:04:05.000001010Z')! }, ['match #1 { 2 4 }']],
    ['a time after the last event', { kind: 'later', by: 1000n }, []],
  ])('knows nothing from before it is activated: %s', (_, since, wanted) => {
    expect(run(pair, [boot, ...trace], { since }).lines).toEqual(wanted);
  });

  it('knows no time of day where the trace has none', () => {
    expect(() => run(pair, trace, { since: { kind: 'wall', at: 0n } })).toThrow(NoWallClock);
  });

  it('does not grow: keys whose windows have passed make room for others', () => {
    const plan = planOf('RULE pair PATTERN { [k0:a, k1:b] } WHERE { [ProcessId] } WITHIN { 100 ns } RETURN { a.A, b.A }', 200);
    const { replay } = run(plan, Array.from({ length: 50_000 }, (_, index) => event('k0', 1000 + index, index)));
    expect(replay.matcher.tables[0]!.keys).toMatchObject({ most: 200, size: 200 });
    expect(replay.matcher.machines[0]!.counters).toMatchObject({ begun: 50_000, expired: 49_800, refused: 0 });
  });

  it('does not grow: keys beyond those that a table is made for are refused', () => {
    const plan = planOf('RULE pair PATTERN { [k0:a, k1:b] } WHERE { [ProcessId] } RETURN { a.A, b.A }', 200);
    const { replay, lines } = run(plan, [
      ...Array.from({ length: 1000 }, (_, index) => event('k0', 1000 + index, index)),
      event('k1', 3000, 199), event('k1', 3000, 200), event('k0', 4000, 1), event('k0', 4000, 3000), event('k1', 5000, 3000, 9),
    ]);
    expect(lines).toEqual(['match #1 { 0 0 }', 'match #2 { 0 9 }']);
    expect(replay.matcher.tables[0]!.keys).toMatchObject({ most: 200, size: 199 });
    expect(replay.matcher.machines[0]!.counters).toMatchObject({ begun: 202, refused: 800, replaced: 1 });
  });

  it('reads an event under each of its keys once, also where a rule has no runs', () => {
    const plan = planOf('RULE either PATTERN { (k2:n | k2:m) } WHERE { n.B == m.A } RETURN { n.A, m.A }');
    expect(run(plan, [event('k2', 1, 7, 0, { B: 1 }), event('k2', 2, 7, 1, { B: 1 })]).lines)
      .toEqual(['match #1 { 0 null }', 'match #2 { null 0 }', 'match #3 { 1 null }']);
  });

  it('sums on 64 bits, signed', () => {
    const plan = planOf('RULE sums PATTERN { [k0[2]:s, k1:b] } RETURN { sum(s.C), sum(s.D), max(s.C), min(s.D) }\n'
      + 'RULE one PATTERN { [k0[1]:s, k1:b] } RETURN { sum(s.C) }');
    const [most, least] = ['18446744073709551615', '-9223372036854775808'];
    const element = event('k0', 1, 7, 0, { C: '@', D: '#' }).replace('"@"', most).replace('"#"', least);
    expect(run(plan, [element, element, event('k1', 2, 7)]).lines).toEqual([`sums #1 { -2 0 ${most} ${least} }`, 'one #1 { -1 }']);
  });

  it('tells runs of one key apart by what their classes agree in', () => {
    const plan = planOf('RULE apart PATTERN { [k0:a, k0:b, k1:c] } WHERE { a.A == c.A } SELECT { latest(4) } RETURN { a.A, b.A }');
    const lines = [event('k0', 1, 7, 1), event('k0', 2, 7, 2), event('k0', 3, 7, 3), event('k1', 4, 7, 1)];
    expect(run(plan, lines).lines).toEqual(['match #1 { 1 2 }']);
  });

  it('keeps no more runs of a key than its rule allows', () => {
    const plan = planOf('RULE many PATTERN { [k0:a, k1:b] } WHERE { [ProcessId] } SELECT { all(3) } RETURN { a.A }');
    const { replay, lines } = run(plan, [...[1, 2, 3, 4, 5].map((a) => event('k0', a, 7, a)), event('k1', 9, 7)]);
    expect(lines).toEqual(['match #1 { 3 }', 'match #2 { 4 }', 'match #3 { 5 }']);
    expect(replay.matcher.machines[0]!.counters).toMatchObject({ begun: 5, evicted: 2, matches: 3 });
  });
});

describe('a negation that stands last', () => {
  const lost = planOf('RULE lost PATTERN { [k0:a, ~k1] } WHERE { [ProcessId] } WITHIN { 100 ns } RETURN { a.A, now() }');

  it('matches when the clock has passed the end of the window, by whatever event, the earliest deadline first', () => {
    const { replay, lines } = run(lost, [
      event('k0', 1010, 8, 2), event('k0', 1000, 7, 1), event('k2', 1110, 1), event('k2', 1111, 1), event('k0', 2000, 7, 3),
    ]);
    expect(lines).toEqual(['match #1 { 1 1100 }', 'match #2 { 2 1110 }']);
    expect(replay.matcher.tables[0]!.keys.size).toBe(1);
  });

  it('matches at the end of the trace what has come to its deadline by then', () => {
    expect(run(lost, [event('k0', 1000, 7, 1), event('k2', 1099, 1)]).lines).toEqual([]);
    expect(run(lost, [event('k0', 1000, 7, 1), event('k2', 1100, 1)]).lines).toEqual(['match #1 { 1 1100 }']);
  });

  it('matches what has come to its deadline before a recording ends', () => {
    expect(run(lost, [event('k0', 1000, 7, 1), '{"until":1099}']).lines).toEqual([]);
    expect(run(lost, [event('k0', 1000, 7, 1), '{"until":1100}']).lines).toEqual(['match #1 { 1 1100 }']);
  });

  it('is kept from it by an event until then, but not by one that is read when it is over', () => {
    expect(run(lost, [event('k0', 1000, 7, 1), event('k1', 1100, 7), event('k2', 2000, 1)]).lines).toEqual([]);
    expect(run(lost, [event('k0', 1000, 7, 1), event('k1', 1101, 7)]).lines).toEqual(['match #1 { 1 1100 }']);
    expect(run(lost, [event('k0', 1000, 7, 1), event('k2', 1101, 1), event('k1', 1100, 7)]).lines).toEqual(['match #1 { 1 1100 }']);
  });

  it('matches at once what comes too late', () => {
    const { replay, lines } = run(lost, [event('k2', 1200, 1), event('k0', 1000, 7, 1), event('k1', 1001, 7)]);
    expect(lines).toEqual(['match #1 { 1 1100 }']);
    expect(replay.matcher.tables[0]!.keys.size).toBe(0);
  });

  it('awaits the end of its window although the process ends, which other runs do not', () => {
    const plan = planOf('RULE lost PATTERN { [k0:a, (k2|[k2, k3]), ~k1] } WHERE { [ProcessId] } WITHIN { 100 ns } RETURN { a.A }');
    const { replay, lines } = run(plan, [
      event('k0', 1000, 7, 1), event('k2', 1001, 7), event('k0', 1002, 7, 2), '{"end":"process","ProcessId":7,"ProcessId.start":1}',
      event('k2', 1003, 7), event('k0', 1003, 7, 3), event('k2', 1200, 9),
    ]);
    expect(lines).toEqual(['match #1 { 1 }']);
    expect(replay.matcher.machines[0]!.counters).toMatchObject({ begun: 3, ended: 1, matches: 1 });
    expect(replay.matcher.tables[0]!.keys.size).toBe(1);
  });

  it('keeps a number of runs of a key, of which the latest goes, beside those that are not pending', () => {
    const plan = planOf('RULE lost PATTERN { [k0:a, ~k1] } WHERE { [ProcessId] } WITHIN { 100 ns } SELECT { all(3) } RETURN { a.A }');
    const { replay, lines } = run(plan, [...Array(20).keys()].map((a) => event('k0', 1000 - a % 2, 7, a)).concat(event('k2', 1200, 1)));
    const kept = [...Array(20).keys()].sort((a, b) => b % 2 - a % 2 || a - b).slice(0, 16);
    expect(new Set(lines.map((line) => line.replace(/#[0-9]+/, '#')))).toEqual(new Set(kept.map((a) => `match # { ${a} }`)));
    expect(replay.matcher.machines[0]!.counters).toMatchObject({ begun: 20, evicted: 0, overflowed: 4, matches: 16 });
  });

  it('does not grow: runs that were killed leave nothing', () => {
    const { replay } = run(planOf('RULE lost PATTERN { [k0:a, ~k1] } WHERE { [ProcessId] } WITHIN { 1 h } RETURN { a.A }'),
      [...Array(5000).keys()].flatMap((time) => [event('k0', time, 7), event('k1', time, 7)]));
    expect(replay.matcher.nrAwaited()).toBeLessThan(300);
    expect(replay.matcher.machines[0]!.counters).toMatchObject({ begun: 5000, killed: 5000, matches: 0 });
  });
});

describe('a negation that stands first', () => {
  const first = 'RULE first PATTERN { [~k0:a, k1:b] } WHERE { [ProcessId] } WITHIN { 100 ns } RETURN { b.A }';
  /** Outside the key: the third step is not joined. */
  const joined = planOf('RULE first PATTERN { [~k0:a, k1:b, k2] } WHERE { [ProcessId], a.A == b.A } WITHIN { 100 ns } RETURN { b.A }');
  const third = (time: number): string => event('k2', time, 7);

  it('lets begin what no such event was read before, within the window', () => {
    expect(run(planOf(first), [
      event('k1', 900, 7, 1), event('k0', 1000, 7), event('k1', 1100, 7, 2), event('k1', 1101, 7, 3), event('k1', 1000, 8, 4),
      event('k1', 1050, 7, 5),
    ]).lines).toEqual(['match #1 { 1 }', 'match #2 { 3 }', 'match #3 { 4 }']);
  });

  it('compares what is joined, and remembers of each value the latest event', () => {
    expect(run(joined, [
      event('k0', 1010, 7, 1), event('k0', 1000, 7, 1), event('k0', 1000, 7, 2), event('k1', 1050, 7, 3), third(1050),
      event('k1', 1105, 7, 1), third(1105), event('k1', 1105, 7, 2), third(1105),
    ]).lines).toEqual(['match #1 { 3 }', 'match #2 { 2 }']);
  });

  it('does not stand in its own way where one event is both', () => {
    const plan = planOf('RULE once PATTERN { [~k0, k0:b] } WHERE { [ProcessId] } WITHIN { 100 ns } RETURN { b.A }');
    expect(run(plan, [event('k0', 1000, 7, 1), event('k0', 1100, 7, 2), event('k0', 1201, 7, 3)]).lines)
      .toEqual(['match #1 { 1 }', 'match #2 { 3 }']);
  });

  it('knows nothing for a window from the time on at which it is activated', () => {
    expect(run(planOf(first), [event('k0', 1000, 7), event('k1', 1149, 8, 1), event('k1', 1150, 8, 2)],
      { since: { kind: 'monotonic', at: 1050n } }).lines).toEqual(['match #1 { 2 }']);
  });

  it('does not hold within a window from what a key had to forget, which is counted where that matters', () => {
    const many = (from: number, time: number): readonly string[] => [...Array(64).keys()].map((a) => event('k0', time + a, 7, from + a));
    const { replay, lines } = run(joined, [
      ...many(0, 1000), event('k1', 1100, 7, 97), third(1100), event('k0', 1100, 7, 64), event('k1', 1100, 7, 98), third(1100),
      event('k1', 1101, 7, 99), third(1101), ...many(100, 5000),
    ]);
    expect(lines).toEqual(['match #1 { 97 }', 'match #2 { 99 }']);
    expect(replay.matcher.machines[0]!.counters).toMatchObject({ forgotten: 1 });
  });

  it('forgets with the process, and for a window all that there was no room for', () => {
    const plan = planOf(first, 200);
    const fill = [...Array(200).keys()].map((process) => event('k0', 1000, process));
    const { replay, lines } = run(plan, [
      ...fill, event('k0', 1050, 300), event('k1', 1050, 301, 1), '{"end":"process","ProcessId":7,"ProcessId.start":1}',
      event('k1', 1060, 301, 2), event('k1', 1060, 7, 3), event('k1', 1151, 301, 4), event('k1', 1151, 7, 5),
    ]);
    expect(lines).toEqual(['match #1 { 4 }', 'match #2 { 5 }']);
    expect(replay.matcher.machines[0]!.counters).toMatchObject({ refused: 3, matches: 2 });
  });
});

describe('what is printed', () => {
  const plan = planOf(`VAR level = 3
    RULE first PATTERN { [k0:a, k1:b] } WHERE { [ProcessId] }
    RETURN { a.S, a.N, a.C, b.B, a.C / b.B AS ratio, comm(), level + 1 AS next, kstack() }
    RULE second PATTERN { (k1:x | k0:y) } RETURN { x.A, y.A }`);
  const lines = [
    '{"trace":1,"clock":"monotonic","boot":"2026-01-02T03:04:05.000000005Z"}',
    event('k0', 10, 7, 1, { S: 'a"\u001b\u00fc\ufffd', hex: { S: '61221bc3bcff' }, N: '2001:db8::1', C: '@' })
      .replace('"@"', '18446744073709551615'),
    event('k1', 20, 7, 2, { B: 0, context: { comm: 'sh' } }),
  ];

  it('is text', () => {
    expect(run(plan, lines).lines).toEqual([
      'second #1 { null 1 }',
      'first #1 { "a\\"\\x1bü\\xff" 2001:db8::1 18446744073709551615 0 null "sh" 4 null }',
      'second #2 { 2 null }',
    ]);
    expect(run(planOf('RULE alone PATTERN { k0 }'), [event('k0', 1, 1)]).lines).toEqual(['match #1 { }']);
  });

  it('is JSON', () => {
    expect(run(plan, lines, { json: true }).lines).toEqual([
      '{"rule":"second","number":1,"time":"2026-01-02T03:04:05.000000015Z","monotonic":10,"values":{"x.A":null,"y.A":1}}',
      '{"rule":"first","number":1,"time":"2026-01-02T03:04:05.000000025Z","monotonic":20,"values":{"a.S":"a\\"\\u001bü\\ufffd",'
      + '"a.N":"2001:db8::1","a.C":18446744073709551615,"b.B":0,"ratio":null,"comm()":"sh","next":4,"kstack()":null},'
      + '"hex":{"a.S":"61221bc3bcff"}}',
      '{"rule":"second","number":2,"time":"2026-01-02T03:04:05.000000025Z","monotonic":20,"values":{"x.A":2,"y.A":null}}',
    ]);
    expect(run(plan, lines.slice(1), { json: true }).lines[0]).toContain('"time":null,"monotonic":10,');
  });

  it('is what was counted', () => {
    const { replay } = run(plan, [...lines, 'bad', '{"event":"k3"}', '{"gap":5}', '{"end":"process","ProcessId":1}']);
    expect(printStatisticsText(replay, 1.5)).toBe(`wmkgen: statistics after 1.500 s
trace    lines  events  unread  before  ends  lost  skipped
  lines      7       2       1       0     1     5        1
kinds  events read
  k0             1
  k1             1
rules     begun  forked  moved  killed  expired  replaced  evicted  overflowed  forgotten  ended  refused  matches  lost  busy
  first       1       0      0       0        0         0        0           0          0      0        0        1     0     0
  second      2       0      0       0        0         0        0           0          0      0        0        2     0     0
tables        keys  at once
  by_process   256        1
`);
    expect(JSON.parse(printStatisticsJson(replay, 'x.jsonl', 1.5))).toEqual({
      statistics: {
        seconds: 1.5,
        objects: [{
          object: 'x.jsonl', lines: 7, events: 2, unread: 1, before: 0, ends: 1, lost: 5, skipped: 1,
          kinds: [{ kind: 'k0', read: 1 }, { kind: 'k1', read: 1 }],
          rules: [
            { rule: 'first', ...noCounts(), begun: 1, matches: 1 },
            { rule: 'second', ...noCounts(), begun: 2, matches: 2 },
          ],
          programs: [],
          tables: [{ table: 'by_process', storage: 'buckets', keys: 256, most: 1 }],
          malformed: 1,
        }],
      },
    });
  });
});
