// What a monitor takes of the kernel's memory, as text: in go its plan and its ring buffer, out come lines.

import { measureTables } from '../backend/c/memory.js';
import { ways } from '../plan/limits.js';
import type { Plan } from '../plan/plan.js';

export function describeMemory(plan: Plan, ringBytes: number): string {
  const tables = measureTables(plan).map(({ table, bytesPerKey, bytes }) => {
    const key = table.components.map(({ identifier }) => identifier).join(', ');
    const name = `table ${table.identifier}${key === '' ? '' : ` (${key})`}`;
    if (bytes === null || table.nrBuckets === null) {
      return `${name}: ${bytesPerKey} B for each thread that has runs\n`;
    }
    const [keys, buckets] = [table.keys ?? 0, table.nrBuckets];
    return `${name}: ${size(bytes)} for ${keys} key${keys === 1 ? '' : 's'} of ${bytesPerKey} B, in ${buckets} bucket${
      buckets === 1 ? '' : 's'} of ${ways} ways\n`;
  });
  return `${tables.join('')}ring buffer: ${size(ringBytes)}\n`;
}

function size(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let [amount, unit] = [bytes, 0];
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit++;
  }
  return `${unit === 0 ? amount : amount.toFixed(1)} ${units[unit]}`;
}
