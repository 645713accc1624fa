// What follows an option: in goes its text, out comes its value, or an error that commander shows with the option.

import { InvalidArgumentError } from 'commander';
import { leastKeys, mostKeys, mostPending } from '../plan/limits.js';

export function parseKeys(text: string): number {
  const keys = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (keys < leastKeys || keys > mostKeys) {
    throw new InvalidArgumentError(`expected a number of keys from ${leastKeys} to ${mostKeys}`);
  }
  return keys;
}

export function parsePending(text: string): number {
  const runs = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (runs < 1 || runs > mostPending) {
    throw new InvalidArgumentError(`expected a number of runs from 1 to ${mostPending}`);
  }
  return runs;
}

const leastRingBuffer = 4096; // a page
const mostRingBuffer = 2 ** 31;

export function parseRingBuffer(text: string): number {
  const [, digits, unit] = /^(\d{1,10})([KM]?)$/.exec(text) ?? [];
  const bytes = Number(digits ?? -1) * (unit === 'K' ? 1024 : unit === 'M' ? 1024 * 1024 : 1);
  if (bytes < leastRingBuffer || bytes > mostRingBuffer || !Number.isInteger(Math.log2(bytes))) {
    throw new InvalidArgumentError('expected a power of two of bytes, from 4096 to 2048M, as in 256K');
  }
  return bytes;
}

export function parseMonitorName(text: string): string {
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/.test(text)) {
    throw new InvalidArgumentError('expected letters, digits, _ . and -, at most 100');
  }
  return text;
}
