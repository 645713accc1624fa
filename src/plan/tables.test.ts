/** Rules of one key share a table until it has too many of them, or keeps too much for a key. */

import { expect, it } from 'vitest';
import type { RuleKey } from './key.js';
import { defaultKeys, maxKeyBytes, maxTableRules, mostTableBytes, spareFactor } from './limits.js';
import { shareTables } from './tables.js';

const key: RuleKey = {
  components: [{ identifier: 'UserId', type: { kind: 'integer', bits: 32, signed: false, cType: '__u32' } }],
  fields: [], storage: 'buckets', owner: null,
};

function share(bytes: readonly number[], keys: number | null = null) {
  return shareTables(bytes.map((one) => ({ key, bytes: one })), keys);
}

it('a table has so many rules at the most', () => {
  expect(share(Array.from({ length: maxTableRules + 1 }, () => 8)).map(({ rules }) => rules.length)).toEqual([maxTableRules, 1]);
});

it('and keeps so many bytes for a key, or has one rule', () => {
  const half = maxKeyBytes / 2;
  expect(share([half, half, 1, 2 * maxKeyBytes, half]).map(({ rules }) => rules)).toEqual([[0, 1], [2], [3], [4]]);
});

it('has as many keys by default as fit into what a table may take', () => {
  const most = mostTableBytes / spareFactor / defaultKeys;
  expect(share([most])[0]!.keys).toBe(defaultKeys);
  expect(share([most + 1])[0]!.keys).toBe(defaultKeys / 2);
  expect(share([maxKeyBytes])[0]!.keys).toBe(mostTableBytes / spareFactor / maxKeyBytes);
});

it('has as many as somebody says, whatever they take', () => {
  expect(share([maxKeyBytes], defaultKeys)[0]!.keys).toBe(defaultKeys);
});
