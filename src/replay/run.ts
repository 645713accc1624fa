// A run: a state, the time of its first event, and what it has stored.

import { timeBetween, type Integer, type Value } from './value.js';

export class Run {
  constructor(
    public state: number,
    /** Time of its first event. */
    readonly first: Integer,
    /** Order of its first event among those that began runs. */
    readonly born: number,
    /** Order of being made; `any` makes runs of others, which keep their first event. */
    readonly made: number,
    public cells: Value[],
  ) {}
}

/** Negative: `a` is older, by the time of the first event, then by the order of reading, then by that of being made. */
export function compareAge(a: Run, b: Run): number {
  if (a.first !== b.first) {
    return timeBetween(b.first, a.first) > 0 ? 1 : -1;
  }
  return a.born - b.born || a.made - b.made;
}
