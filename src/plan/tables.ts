// Shares tables: in go the rules' keys and what a key keeps for each, out come the tables and which rule uses which. Where
// rules of one key are many, or keep much, there are several tables of it.

import type { RuleKey } from './key.js';
import { defaultKeys, maxKeyBytes, maxTableRules, mostTableBytes, spareFactor, ways } from './limits.js';
import type { TablePlan } from './plan.js';

/** `keysPerTable`: null where nobody says how many. */
export function shareTables(
  placed: readonly { readonly key: RuleKey; readonly bytes: number }[], keysPerTable: number | null,
): readonly TablePlan[] {
  const bySignature = new Map<string, { key: RuleKey; storage: TablePlan['storage']; rules: number[]; bytes: number }[]>();
  placed.forEach(({ key, bytes }, rule) => {
    if (key.storage === 'none') {
      return;
    }
    const signature = JSON.stringify([key.storage, key.components, key.owner]);
    const entries = bySignature.get(signature) ?? [];
    const last = entries.at(-1);
    bySignature.set(signature, entries);
    if (last === undefined || last.rules.length === maxTableRules || last.bytes + bytes > maxKeyBytes) {
      entries.push({ key, storage: key.storage, rules: [rule], bytes });
    } else {
      last.rules.push(rule);
      last.bytes += bytes;
    }
  });
  const names = new Map<string, number>();
  return [...bySignature.values()].flat().map(({ key, storage, rules, bytes }, index) => {
    const base = tableName(key);
    const times = (names.get(base) ?? 0) + 1;
    names.set(base, times);
    const nrKeys = storage !== 'buckets' ? null : key.components.length === 0 ? 1 : keysPerTable ?? keysFor(bytes);
    return {
      index,
      identifier: times === 1 ? base : `${base}_${times}`,
      storage,
      components: key.components,
      rules,
      keys: nrKeys,
      nrBuckets: nrKeys === null ? null : nrKeys === 1 ? 1 : powerOfTwo(Math.ceil((nrKeys * spareFactor) / ways)),
      owner: key.owner,
    };
  });
}

/** The default, halved as often as it takes for all of them to fit. */
function keysFor(bytes: number): number {
  const fit = mostTableBytes / (spareFactor * bytes);
  return Math.min(defaultKeys, 2 ** Math.floor(Math.log2(fit)));
}

function tableName(key: RuleKey): string {
  if (key.components.length === 0) {
    return 'keyless';
  }
  const words = key.components.map((component) =>
    component.identifier
      .replace(/Id(?=$|_)/, '')
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .toLowerCase(),
  );
  return `by_${words.join('_')}`;
}

function powerOfTwo(least: number): number {
  let n = 1;
  while (n < least) {
    n *= 2;
  }
  return n;
}
