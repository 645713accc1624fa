// Shares tables: in go the rules' keys, out come the tables and which rule uses which. Where many rules have one key there
// are several tables of it.

import type { RuleKey } from './key.js';
import { maxTableRules, spareFactor, ways } from './limits.js';
import type { TablePlan } from './plan.js';

export function shareTables(keys: readonly RuleKey[], keysPerTable: number): readonly TablePlan[] {
  const bySignature = new Map<string, { key: RuleKey; storage: TablePlan['storage']; rules: number[] }[]>();
  keys.forEach((key, rule) => {
    if (key.storage === 'none') {
      return;
    }
    const signature = JSON.stringify([key.storage, key.components, key.owner]);
    const entries = bySignature.get(signature) ?? [];
    const last = entries.at(-1);
    bySignature.set(signature, entries);
    if (last === undefined || last.rules.length === maxTableRules) {
      entries.push({ key, storage: key.storage, rules: [rule] });
    } else {
      last.rules.push(rule);
    }
  });
  const names = new Map<string, number>();
  return [...bySignature.values()].flat().map(({ key, storage, rules }, index) => {
    const base = tableName(key);
    const times = (names.get(base) ?? 0) + 1;
    names.set(base, times);
    const nrKeys = storage !== 'buckets' ? null : key.components.length === 0 ? 1 : keysPerTable;
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
