// Keys by the time at which their last window passes: a heap that is told of new keys only. A key's time can but grow,
// so a key that is found first with a later time than it was put in with goes back in.

import { timeBetween, type Integer } from './value.js';

interface Entry {
  readonly key: number;
  readonly until: Integer;
}

export class ExpiryQueue {
  /** Those of `known`, and such as are no more. */
  private entries: Entry[] = [];
  private readonly known = new Map<number, Entry>();

  /** `untilOf` gives a key's time as it is now. */
  constructor(private readonly untilOf: (key: number) => Integer) {}

  add(key: number, until: Integer): void {
    if (until !== Infinity) {
      const entry = { key, until };
      this.known.set(key, entry);
      this.push(entry);
    }
  }

  /** The key is free. */
  forget(key: number): void {
    this.known.delete(key);
    if (this.entries.length > 4 * this.known.size + 64) {
      this.entries = [];
      this.known.forEach((entry) => this.push(entry));
    }
  }

  /** A key all of whose windows have passed, which is then not in the queue; -1: there is none. */
  take(now: Integer): number {
    for (;;) {
      const first = this.entries[0];
      if (first === undefined || timeBetween(first.until, now) <= 0) {
        return -1;
      }
      this.pop();
      if (this.known.get(first.key) === first) {
        this.known.delete(first.key);
        const until = this.untilOf(first.key);
        if (until === first.until) {
          return first.key;
        }
        this.add(first.key, until);
      }
    }
  }

  private push(entry: Entry): void {
    const { entries } = this;
    let at = entries.length;
    entries.push(entry);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (entries[above]!.until <= entry.until) {
        break;
      }
      entries[at] = entries[above]!;
      at = above;
    }
    entries[at] = entry;
  }

  private pop(): void {
    const { entries } = this;
    const last = entries.pop()!;
    const size = entries.length;
    if (size === 0) {
      return;
    }
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= size) {
        break;
      }
      if (below + 1 < size && entries[below + 1]!.until < entries[below]!.until) {
        below++;
      }
      if (entries[below]!.until >= last.until) {
        break;
      }
      entries[at] = entries[below]!;
      at = below;
    }
    entries[at] = last;
  }
}
