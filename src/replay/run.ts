// A run: a state, the time of its first event, and what it has stored.

import { timeBetween, type Integer, type Value } from './value.js';

export class Run {
  /** Something waits for its deadline. */
  isAwaited = false;

  constructor(
    public state: number,
    /** Time of its first event. */
    readonly first: Integer,
    /** Order of its first event among those that began runs. */
    readonly born: number,
    public cells: Value[],
  ) {}
}

/** Negative: `a` is older, by the time of the first event, then by the order of reading; 0: they have one first event. */
export function compareAge(a: Run, b: Run): number {
  if (a.first !== b.first) {
    return timeBetween(b.first, a.first) > 0 ? 1 : -1;
  }
  return a.born - b.born;
}
