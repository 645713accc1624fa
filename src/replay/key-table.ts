// The keys of one table that have something: found by the values of an event, made, freed and, where there is no room,
// reclaimed from those whose runs have all passed their window. A key is a number: its page and its place there.

import { ExpiryQueue } from './expiry-queue.js';
import { hashOf } from './hash.js';
import { KeyPage, pageKeys, type KeyShape } from './key-page.js';
import type { Integer, Value } from './value.js';

export interface TableShape extends KeyShape {
  /** At the most. */
  readonly keys: number;
  /** There may be so many, but what has expired is reclaimed before the table grows. */
  readonly isElastic: boolean;
  /** Which parts are the number of a process or thread; its start time is the part behind. */
  readonly instances: readonly number[];
  /** Ends the runs of a key that is reclaimed. */
  readonly expire: (page: KeyPage, place: number) => void;
}

/** Of a process or thread whose start time a trace does not say. */
const unknownStart = 0;

const softCapacity = 65_536;

export const noKey = -1;

function noOwners({ instances }: TableShape): ReadonlyMap<number, Map<Value, Set<number>>> {
  return new Map(instances.map((part) => [part, new Map<Value, Set<number>>()]));
}

export class KeyTable {
  size = 0;
  /** The most there were at once. */
  most = 0;
  private readonly pages: KeyPage[] = [];
  private readonly free: number[] = [];
  private heads = new Int32Array(64).fill(noKey);
  private capacity: number;
  private queue: ExpiryQueue | null = null;
  /** By part that is the number of a process or thread: its keys. Not where the number and its start are all of a key. */
  private owned: ReadonlyMap<number, Map<Value, Set<number>>>;

  constructor(private readonly shape: TableShape) {
    this.capacity = shape.isElastic ? Math.min(shape.keys, softCapacity) : shape.keys;
    this.owned = shape.nrParts === 2 ? new Map() : noOwners(shape);
  }

  pageOf(key: number): KeyPage {
    return this.pages[key / pageKeys | 0]!;
  }

  find(parts: readonly Value[], hash: number): number {
    let key = this.heads[hash & (this.heads.length - 1)]!;
    while (key !== noKey) {
      const page = this.pageOf(key);
      const place = key % pageKeys;
      if (page.hashes[place] === hash && this.hasParts(page, place, parts)) {
        return key;
      }
      key = page.next[place]!;
    }
    return noKey;
  }

  /** Of parts that are not there; noKey where there is no room. */
  make(parts: readonly Value[], hash: number, now: Integer): number {
    if (this.size >= this.capacity && !this.reclaim(now) && !this.stretch()) {
      return noKey;
    }
    if (this.size >= this.heads.length) {
      this.spread();
    }
    const key = this.take();
    const page = this.pageOf(key);
    const place = key % pageKeys;
    const { nrParts } = this.shape;
    for (let i = 0; i < nrParts; i++) {
      page.parts[place * nrParts + i] = parts[i]!;
    }
    page.hashes[place] = hash;
    page.live[place] = 0;
    page.until[place] = now;
    this.link(key);
    this.size++;
    this.most = Math.max(this.most, this.size);
    this.queue?.add(key, now);
    this.own(key);
    return key;
  }

  /** It has nothing any more. */
  release(key: number): void {
    const page = this.pageOf(key);
    const place = key % pageKeys;
    this.unlink(key, page, place);
    this.size--;
    this.free.push(key);
    this.queue?.forget(key);
    for (const [part, byNumber] of this.owned) {
      const number = page.parts[place * this.shape.nrParts + part]!;
      const known = byNumber.get(number)!;
      known.delete(key);
      if (known.size === 0) {
        byNumber.delete(number);
      }
    }
    if (this.size < this.capacity / 2) {
      this.queue = null;
    }
  }

  /**
   * Those of which a part is this process or thread. Of one whose start is not known any of its number, and the number
   * where it is not known when a key's started.
   */
  ofInstance(part: number, number: Value, start: Value): readonly number[] {
    if (this.owned.size === 0 && start !== unknownStart) {
      return [start, unknownStart].map((one) => this.find([number, one], hashOf([number, one]))).filter((key) => key !== noKey);
    }
    if (this.owned.size === 0) {
      this.owned = noOwners(this.shape);
      this.keys().forEach((key) => this.own(key));
    }
    return [...this.owned.get(part)!.get(number) ?? []].filter((key) => {
      const its = this.pageOf(key).parts[key % pageKeys * this.shape.nrParts + part + 1]!;
      return start === unknownStart || its === start || its === unknownStart;
    });
  }

  private own(key: number): void {
    for (const [part, byNumber] of this.owned) {
      const number = this.pageOf(key).parts[key % pageKeys * this.shape.nrParts + part]!;
      const known = byNumber.get(number);
      if (known === undefined) {
        byNumber.set(number, new Set([key]));
      } else {
        known.add(key);
      }
    }
  }

  /** In no order. */
  keys(): readonly number[] {
    const keys: number[] = [];
    for (const head of this.heads) {
      for (let key = head; key !== noKey; key = this.pageOf(key).next[key % pageKeys]!) {
        keys.push(key);
      }
    }
    return keys;
  }

  private hasParts({ parts }: KeyPage, place: number, wanted: readonly Value[]): boolean {
    const { nrParts } = this.shape;
    const at = place * nrParts;
    for (let i = 0; i < nrParts; i++) {
      if (parts[at + i] !== wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** A key that is free, and memory for it. */
  private take(): number {
    if (this.free.length === 0) {
      const first = this.pages.length * pageKeys;
      this.pages.push(new KeyPage(this.shape, first));
      for (let key = first + pageKeys - 1; key >= first; key--) {
        this.free.push(key);
      }
    }
    return this.free.pop()!;
  }

  private link(key: number): void {
    const page = this.pageOf(key);
    const place = key % pageKeys;
    const head = page.hashes[place]! & (this.heads.length - 1);
    page.next[place] = this.heads[head]!;
    this.heads[head] = key;
  }

  private unlink(key: number, page: KeyPage, place: number): void {
    const head = page.hashes[place]! & (this.heads.length - 1);
    let before = this.heads[head]!;
    if (before === key) {
      this.heads[head] = page.next[place]!;
      return;
    }
    for (;;) {
      const of = this.pageOf(before);
      const next = of.next[before % pageKeys]!;
      if (next === key) {
        of.next[before % pageKeys] = page.next[place]!;
        return;
      }
      before = next;
    }
  }

  /** Twice as many heads. */
  private spread(): void {
    const keys = this.keys();
    this.heads = new Int32Array(this.heads.length * 2).fill(noKey);
    keys.forEach((key) => this.link(key));
  }

  /** Whether there is room now. */
  private reclaim(now: Integer): boolean {
    if (this.queue === null) {
      const queue = new ExpiryQueue((key) => this.untilOf(key));
      this.keys().forEach((key) => queue.add(key, this.untilOf(key)));
      this.queue = queue;
    }
    const key = this.queue.take(now);
    if (key === noKey) {
      return false;
    }
    this.shape.expire(this.pageOf(key), key % pageKeys);
    this.release(key);
    return true;
  }

  private untilOf(key: number): Integer {
    return this.pageOf(key).until[key % pageKeys]!;
  }

  private stretch(): boolean {
    if (!this.shape.isElastic || this.capacity >= this.shape.keys) {
      return false;
    }
    this.capacity = Math.min(2 * this.capacity, this.shape.keys);
    return true;
  }
}
