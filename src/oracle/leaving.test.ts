// A process that runs no more, and whose end nobody tells: its keys give way, but only where others lack room.

import { describe, expect, it } from 'vitest';
import { compileRules } from './test/compile-rules.js';
import { lineOf, type Fed } from './test/feed.js';
import { runNative } from './test/native.js';

const ways = 8;
const exitOf = (task: number): string => `X 0 ${task}`;

function event(kind: number, task: number, a: number, time: number): string {
  const fed: Fed = { kind, time: BigInt(time), task, a: BigInt(a), b: 0n, c: 0n, d: 0n, p: 0, q: 0, address: 0, s: '' };
  return lineOf(fed);
}

/** Of a table of one bucket. */
function countersOf(rule: string, lines: readonly string[]) {
  const { plan } = compileRules(`RULE r0 ${rule}`, { keys: 1 });
  const [trace] = runNative(plan!, [lines], false);
  const { begun, ended, expired, refused } = trace!.counters[0]!;
  return { begun, ended, expired, refused, matches: trace!.matches.length };
}

const filled = Array.from({ length: ways }, (_, a) => event(0, 0, a, 10 + a));
const another = [event(0, 2, 1, 30), event(1, 2, 1, 31)];

describe('a key of a process that runs no more', () => {
  const rule = 'PATTERN { [k0:a, k1:b] } WHERE { [ProcessId], [A] } RETURN { a.A }';

  it('gives way to another one', () => {
    expect(countersOf(rule, [...filled, exitOf(0), ...another])).toEqual({ begun: ways + 1, ended: 1, expired: 0, refused: 0, matches: 1 });
  });

  it('does so after what its process does on its way out, too', () => {
    expect(countersOf(rule, [...filled.slice(1), exitOf(0), filled[0]!, filled[1]!, ...another]))
      .toMatchObject({ refused: 0, matches: 1 });
  });

  it('stays as long as there is room', () => {
    expect(countersOf(rule, [...filled, exitOf(0), event(1, 0, 3, 30)])).toMatchObject({ ended: 0, refused: 0, matches: 1 });
  });

  it('is none of a process of which a thread runs on', () => {
    expect(countersOf(rule, [...filled, exitOf(1), ...another])).toMatchObject({ ended: 0, refused: 1, matches: 0 });
  });

  it('waits for its window where it has one', () => {
    const windowed = 'PATTERN { [k0:a, k1:b] } WHERE { [ProcessId], [A] } WITHIN { 1 s } RETURN { a.A }';
    expect(countersOf(windowed, [...filled, exitOf(0), ...another])).toMatchObject({ ended: 0, refused: 1, matches: 0 });
  });
});
