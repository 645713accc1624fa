// What follows an option of replay: in goes its text, out comes its value, or an error that commander shows with the
// option.

import { InvalidArgumentError } from 'commander';
import type { Since } from '../replay/replay.js';
import { toTime } from '../replay/wall-time.js';
import { readNumber } from '../syntax/number.js';

export function parseSince(text: string): Since {
  const time = toTime(text);
  if (time !== null) {
    return { kind: 'wall', at: time };
  }
  const number = /^\d/.test(text) ? readNumber(text.replace(/\s+/g, '')) : null;
  switch (number?.kind) {
    case 'duration': return { kind: 'later', by: number.nanoseconds };
    case 'integer': return { kind: 'monotonic', at: number.value };
    default:
      throw new InvalidArgumentError(
        'expected a duration, as 5s, a time, as 2026-01-02T03:04:05Z, or a time stamp of the trace in ns');
  }
}

export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) {
    throw new InvalidArgumentError('expected a number of matches, 1 or more');
  }
  return Number(text);
}
