// Keys by the time at which their last window passes: a heap that is told of new keys only. A key's time can but grow,
// so a key that is found first with a later time than it was put in with goes back in.

import { Heap } from './heap.js';
import { timeBetween, type Integer } from './value.js';

interface Entry {
  readonly key: number;
  readonly until: Integer;
}

export class ExpiryQueue {
  /** Those of `known`, and such as are no more. */
  private readonly entries = new Heap<Entry>((a, b) => a.until < b.until);
  private readonly known = new Map<number, Entry>();

  /** `untilOf` gives a key's time as it is now. */
  constructor(private readonly untilOf: (key: number) => Integer) {}

  add(key: number, until: Integer): void {
    if (until !== Infinity) {
      const entry = { key, until };
      this.known.set(key, entry);
      this.entries.push(entry);
    }
  }

  /** The key is free. */
  forget(key: number): void {
    this.known.delete(key);
    if (this.entries.size > 4 * this.known.size + 64) {
      this.entries.keep((entry) => this.known.get(entry.key) === entry);
    }
  }

  /** A key all of whose windows have passed, which is then not in the queue; -1: there is none. */
  take(now: Integer): number {
    for (;;) {
      const { first } = this.entries;
      if (first === undefined || timeBetween(first.until, now) <= 0) {
        return -1;
      }
      this.entries.pop();
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
}
