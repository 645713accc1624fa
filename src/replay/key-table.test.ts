// The keys of a table against a list of them, and what happens when there is no room.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageKeys } from './key-page.js';
import { KeyTable, noKey, type TableShape } from './key-table.js';

const shape: TableShape = {
  nrParts: 3, nrRuns: 1, cells: [0], nrLists: 0, nrMemories: 0, keys: 5, isElastic: false, instances: [0], expire: () => undefined,
};

interface Known {
  readonly parts: readonly number[];
  until: number;
}

/** Of these parts, few enough to meet; the hash is a bad one. */
const step = fc.record({
  what: fc.constantFrom('use' as const, 'use' as const, 'use' as const, 'release' as const, 'end' as const),
  parts: fc.tuple(fc.nat(3), fc.nat(1), fc.nat(3)),
  later: fc.integer({ min: -2, max: 6 }),
  window: fc.constantFrom(1, 3, 10, Infinity),
});

describe('the keys of a table', () => {
  it('are those of a list, from which any that has expired makes room', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 120, size: 'max' }), fc.constantFrom(1, 2, 5, 9), (steps, capacity) => {
      const known = new Map<string, Known>();
      const expired: string[] = [];
      const partsAt = (key: number): string => table.pageOf(key).parts.slice(key % pageKeys * 3, key % pageKeys * 3 + 3).join();
      const table: KeyTable = new KeyTable({
        ...shape, keys: capacity, expire: (page, place) => void expired.push(page.parts.slice(place * 3, place * 3 + 3).join()),
      });
      let now = 100;
      for (const { what, parts, later, window } of steps) {
        now += later;
        const [name, hash] = [parts.join(), parts[2]!];
        const key = table.find(parts, hash);
        expect(key === noKey ? null : partsAt(key)).toBe(known.has(name) ? name : null);
        if (what === 'release' && key !== noKey) {
          table.release(key);
          known.delete(name);
        } else if (what === 'end') {
          const ended = table.ofInstance(0, parts[0]!, parts[1]!);
          const wanted = [...known.values()].filter((one) =>
            one.parts[0] === parts[0] && (parts[1] === 0 || one.parts[1] === parts[1] || one.parts[1] === 0));
          expect(ended.map(partsAt).sort()).toEqual(wanted.map((one) => one.parts.join()).sort());
        } else if (what === 'use') {
          let used = key;
          if (key === noKey) {
            const couldExpire = [...known].filter(([, { until }]) => now > until).map(([one]) => one);
            const isFull = known.size === capacity;
            expired.length = 0;
            used = table.make(parts, hash, now);
            expect(used === noKey).toBe(isFull && couldExpire.length === 0);
            expect(expired.length).toBe(isFull && couldExpire.length > 0 ? 1 : 0);
            expired.forEach((one) => {
              expect(couldExpire).toContain(one);
              known.delete(one);
            });
          }
          if (used !== noKey) {
            const page = table.pageOf(used);
            page.live[used % pageKeys] = 1;
            const until = Math.max(known.get(name)?.until ?? now, now + window);
            page.until[used % pageKeys] = until;
            known.set(name, { parts, until });
          }
        }
        expect(table.size).toBe(known.size);
        expect(table.keys().map(partsAt).sort()).toEqual([...known.keys()].sort());
      }
    }), { numRuns: 100 });
  });

  it('have room for more, where a table is as large as it must be', () => {
    const table = new KeyTable({ ...shape, keys: 200_000, isElastic: true });
    const make = (number: number, now: number, until: number): number => {
      const key = table.make([number, 0, 0], number, now);
      if (key !== noKey) {
        table.pageOf(key).live[key % pageKeys] = 1;
        table.pageOf(key).until[key % pageKeys] = until;
      }
      return key;
    };
    for (let number = 0; number < 300_000; number++) {
      make(number, number, number + 1000);
    }
    expect(table.most).toBe(65_536);
    for (let number = 300_000; number < 500_000; number++) {
      expect(make(number, number, Infinity) !== noKey).toBe(number < 500_000);
    }
    expect(table.most).toBe(200_000);
    expect(make(500_000, 500_000, Infinity)).toBe(noKey);
  });
});
