// A heap (Williams, "Algorithm 232: Heapsort", 1964): what is put in comes out in order.

export class Heap<Entry> {
  private entries: Entry[] = [];

  constructor(private readonly isBefore: (a: Entry, b: Entry) => boolean) {}

  get size(): number {
    return this.entries.length;
  }

  get first(): Entry | undefined {
    return this.entries[0];
  }

  push(entry: Entry): void {
    const { entries, isBefore } = this;
    let at = entries.length;
    entries.push(entry);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isBefore(entry, entries[above]!)) {
        break;
      }
      entries[at] = entries[above]!;
      at = above;
    }
    entries[at] = entry;
  }

  /** Takes out the first one. */
  pop(): void {
    const { entries, isBefore } = this;
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
      if (below + 1 < size && isBefore(entries[below + 1]!, entries[below]!)) {
        below++;
      }
      if (!isBefore(entries[below]!, last)) {
        break;
      }
      entries[at] = entries[below]!;
      at = below;
    }
    entries[at] = last;
  }

  /** Leaves only these. */
  keep(those: (entry: Entry) => boolean): void {
    const kept = this.entries.filter(those);
    this.entries = [];
    kept.forEach((entry) => this.push(entry));
  }
}
