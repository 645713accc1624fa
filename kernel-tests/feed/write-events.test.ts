import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNamedFile } from '../../src/commands/read-sources.js';
import { readCatalogue } from '../../src/events/read-catalogue.js';
import { checkoutDirectory } from '../harness/checkout.js';
import { readTrace } from './read-trace.js';
import { EVENT_BYTES, SLOTS, writeEvents } from './write-events.js';

const feed = join(checkoutDirectory(), 'kernel-tests/feed');

describe('events that are fed', () => {
  it('stand where fed.h has them', () => {
    const asserts = Object.entries(SLOTS).map(
      ([name, { at }]) => `_Static_assert(__builtin_offsetof(struct fed_event, ${name}) == ${at}, "${name}");`,
    );
    const size = `_Static_assert(sizeof(struct fed_event) == ${EVENT_BYTES}, "size");`;
    const source = ['#include "fed.h"', ...asserts, size].join('\n');
    execFileSync('cc', ['-fsyntax-only', '-I', feed, '-x', 'c', '-'], { input: source });
  });

  it('hold what a line of a trace says', () => {
    const { catalogue, diagnostics } = readCatalogue([{ path: 'kinds.h', span: null }], {
      catalogueDirectory: feed,
      readFile: readNamedFile,
    });
    expect(diagnostics).toEqual([]);
    const { kinds } = catalogue;
    const line = '{"event":"k1","A":7,"D":-2,"ProcessId":5,"ProcessId.start":6,"P":8,"P.start":9,"S":"text","N":"10.0.0.1"}';
    const [event] = readTrace([line], kinds).flatMap((one) => ('kind' in one ? [one] : []));
    const bytes = writeEvents([event!], { catalogue, variables: [], tables: [] });
    expect(bytes.readUInt32LE(8)).toBe(1);
    expect(bytes.readBigInt64LE(SLOTS['a']!.at)).toBe(7n);
    expect(bytes.readBigInt64LE(SLOTS['d']!.at)).toBe(-2n);
    expect(bytes.readUInt32LE(SLOTS['process']!.at)).toBe(5);
    expect(bytes.readBigUInt64LE(SLOTS['process']!.at + 8)).toBe(6n);
    expect(bytes.subarray(SLOTS['s']!.at, SLOTS['s']!.at + 5).toString()).toBe('text\0');
    expect(bytes.subarray(SLOTS['n']!.at, SLOTS['n']!.at + 16).toString('hex')).toBe('00000000000000000000ffff0a000001');
  });
});
