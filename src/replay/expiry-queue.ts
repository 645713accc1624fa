// Keys by the time at which their last window passes: a heap that is told of new keys only. A key's time can but grow,
// so a key that is found first with a later time than it was put in with goes back in.

import type { Key } from './key-table.js';
import { timeBetween, type Integer } from './value.js';

interface Entry {
  readonly key: Key;
  readonly until: Integer;
}

export class ExpiryQueue {
  private entries: Entry[] = [];

  constructor(keys: readonly Key[]) {
    keys.forEach((key) => this.add(key));
  }

  /** Those that are gone included. */
  get size(): number {
    return this.entries.length;
  }

  add(key: Key): void {
    if (key.until !== Infinity) {
      this.push({ key, until: key.until });
    }
  }

  /** A key that has runs, all of whose windows have passed; it is then not in the queue. */
  take(now: Integer): Key | null {
    for (;;) {
      const first = this.entries[0];
      if (first === undefined || timeBetween(first.until, now) <= 0) {
        return null;
      }
      this.pop();
      const { key } = first;
      if (key.live > 0 && key.until !== first.until) {
        this.add(key);
      } else if (key.live > 0) {
        return key;
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
