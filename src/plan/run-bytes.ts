// What a key keeps for a rule: in goes its plan, out comes a number of bytes, by estimate: C aligns some of it.

import { bytesOf } from '../events/bytes-of.js';
import type { RulePlan } from './plan.js';

/** sizeof(struct wmk_run); the time of what is remembered. */
const [runHead, pastHead] = [16, 8];

export function bytesOfRuns({ storage, cells, absent }: Pick<RulePlan, 'storage' | 'cells' | 'absent'>): number {
  const places = storage.form === 'slots' ? storage.runs : storage.places;
  const kept = cells.filter(({ atMatch }) => !atMatch);
  const remembered = absent?.remembered.map(({ values, limit }) => limit * (pastHead + sumOf(values))) ?? [];
  return places * (runHead + sumOf(kept)) + remembered.reduce((sum, bytes) => sum + bytes, 0);
}

function sumOf(values: readonly { readonly type: Parameters<typeof bytesOf>[0] }[]): number {
  return values.reduce((sum, { type }) => sum + bytesOf(type), 0);
}
