// The keys of one table that have runs: found by the values of an event, made, ended and, where there is no room,
// reclaimed from those whose runs have all passed their window.

import { ExpiryQueue } from './expiry-queue.js';
import type { Run } from './run.js';
import type { Integer, Value } from './value.js';

export class Key {
  next: Key | null = null;
  /** Runs of all rules. */
  live = 0;
  /** Time past which every run's window has passed; Infinity: never. */
  until: Integer;
  /** By rule of the table. */
  readonly runs: ((Run | null)[] | null)[];

  constructor(readonly hash: number, readonly parts: readonly Value[], nrRules: number, now: Integer) {
    this.until = now;
    this.runs = new Array<(Run | null)[] | null>(nrRules).fill(null);
  }
}

export interface TableShape {
  readonly nrRules: number;
  /** At the most. */
  readonly keys: number;
  /** There may be so many, but what has expired is reclaimed before the table grows. */
  readonly isElastic: boolean;
  readonly nrParts: number;
  /** Which parts are the number of a process or thread; its start time is the part behind. */
  readonly instances: readonly number[];
  /** Ends the runs of a key that is reclaimed. */
  readonly expire: (key: Key) => void;
}

/** Of a process or thread whose start time a trace does not say. */
const unknownStart = 0;

const softCapacity = 65_536;

export class KeyTable {
  size = 0;
  /** The most there were at once. */
  most = 0;
  private heads: (Key | null)[] = new Array<Key | null>(64).fill(null);
  private queue: ExpiryQueue | null = null;
  /** By place in the parts of the number of a process or thread: its keys, where these have other parts too. */
  private readonly owned: ReadonlyMap<number, Map<Value, Set<Key>>>;

  private capacity: number;

  constructor(private readonly shape: TableShape) {
    this.capacity = shape.isElastic ? Math.min(shape.keys, softCapacity) : shape.keys;
    const isWhole = shape.nrParts === 2 && shape.instances.length === 1;
    this.owned = new Map(isWhole ? [] : shape.instances.map((part) => [part, new Map<Value, Set<Key>>()]));
  }

  find(parts: readonly Value[], hash: number): Key | null {
    let key: Key | null = this.heads[hash & (this.heads.length - 1)]!;
    while (key !== null && (key.hash !== hash || !areSame(key.parts, parts))) {
      key = key.next;
    }
    return key;
  }

  /** Of parts that are not there; null where there is no room. */
  make(parts: readonly Value[], hash: number, now: Integer): Key | null {
    if (this.size >= this.capacity && !this.reclaim(now) && !this.stretch()) {
      return null;
    }
    if (this.size >= this.heads.length) {
      this.grow();
    }
    const key = new Key(hash, parts.slice(), this.shape.nrRules, now);
    this.insert(key);
    this.size++;
    this.most = Math.max(this.most, this.size);
    this.queue?.add(key);
    if (this.queue !== null && this.queue.size > 4 * this.size) {
      this.queue = new ExpiryQueue(this.keys()); // it still has keys that are gone
    }
    for (const [part, byNumber] of this.owned) {
      const number = parts[part]!;
      const known = byNumber.get(number);
      if (known === undefined) {
        byNumber.set(number, new Set([key]));
      } else {
        known.add(key);
      }
    }
    return key;
  }

  /** It has no run any more. */
  free(key: Key): void {
    const index = key.hash & (this.heads.length - 1);
    let before = this.heads[index]!;
    if (before === key) {
      this.heads[index] = key.next;
    } else {
      while (before.next !== key) {
        before = before.next!;
      }
      before.next = key.next;
    }
    key.next = null;
    this.size--;
    for (const [part, byNumber] of this.owned) {
      const number = key.parts[part]!;
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

  /** Those of which a part is this process or thread, or one of its number of which it is not known when it started. */
  ofInstance(part: number, number: Value, start: Value): readonly Key[] {
    const starts = start === unknownStart ? [start] : [start, unknownStart];
    const byNumber = this.owned.get(part);
    if (byNumber === undefined) {
      return starts.flatMap((one) => this.find([number, one], hashOf([number, one])) ?? []);
    }
    return [...byNumber.get(number) ?? []].filter((key) => starts.includes(key.parts[part + 1]!));
  }

  /** Whether there is room now. */
  private reclaim(now: Integer): boolean {
    this.queue ??= new ExpiryQueue(this.keys());
    const key = this.queue.take(now);
    if (key === null) {
      return false;
    }
    this.shape.expire(key);
    this.free(key);
    return true;
  }

  private stretch(): boolean {
    if (!this.shape.isElastic || this.capacity >= this.shape.keys) {
      return false;
    }
    this.capacity = Math.min(2 * this.capacity, this.shape.keys);
    return true;
  }

  private keys(): readonly Key[] {
    const keys: Key[] = [];
    for (const head of this.heads) {
      for (let key = head; key !== null; key = key.next) {
        keys.push(key);
      }
    }
    return keys;
  }

  private insert(key: Key): void {
    const index = key.hash & (this.heads.length - 1);
    key.next = this.heads[index]!;
    this.heads[index] = key;
  }

  private grow(): void {
    const keys = this.keys();
    this.heads = new Array<Key | null>(this.heads.length * 2).fill(null);
    keys.forEach((key) => this.insert(key));
  }
}

function areSame(left: readonly Value[], right: readonly Value[]): boolean {
  for (let i = 0; i < left.length; i++) {
    if (left[i] !== right[i]) {
      return false;
    }
  }
  return true;
}

/** Mixes as MurmurHash3 does. */
export function hashOf(parts: readonly Value[]): number {
  let hash = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (typeof part === 'number') {
      hash = mix(mix(hash, part), part / 2 ** 32);
    } else if (typeof part === 'string') {
      for (let at = 0; at < part.length; at++) {
        hash = Math.imul(hash ^ part.charCodeAt(at), 0x01000193);
      }
      hash = mix(hash, part.length);
    } else {
      hash = mix(mix(hash, Number(BigInt.asIntN(32, part))), Number(BigInt.asIntN(32, part >> 32n)));
    }
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function mix(hash: number, part: number): number {
  const word = Math.imul(part | 0, 0xcc9e2d51);
  return Math.imul(hash ^ (word << 15 | word >>> 17), 0x1b873593) + 0xe6546b64 | 0;
}
