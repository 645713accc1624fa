// Memory for some keys of a table: everything that their runs have, in arrays, so that what an event reads of a key lies
// together and nothing is allocated while runs come and go.

import type { Memory } from './memory.js';
import type { Run } from './run.js';
import type { Integer, Value } from './value.js';

/** Keys of a page: a power of two. */
export const pageKeys = 256;

/** What a key of the table has. */
export interface KeyShape {
  readonly nrParts: number;
  /** Of rules that keep runs in slots: runs of a key, and what each has stored at first, run after run. */
  readonly nrRuns: number;
  readonly cells: readonly Value[];
  /** Rules that keep runs in lists. */
  readonly nrLists: number;
  /** Rules for which a key remembers events. */
  readonly nrMemories: number;
}

export class KeyPage {
  readonly hashes = new Int32Array(pageKeys);
  /** The next key of the same hash head, -1: none. */
  readonly next = new Int32Array(pageKeys);
  /** Runs of all rules, and what is remembered for them; 0: the key is free. */
  readonly live = new Int32Array(pageKeys);
  /** Time past which every run's window has passed; Infinity: never. */
  readonly until: Integer[];
  readonly parts: Value[];
  /** By run; 0: none. */
  readonly states: Uint8Array;
  /** By run: the time of its first event, then its order among those that began runs. */
  readonly ages: Integer[];
  readonly cells: Value[];
  readonly lists: (Run[] | null)[];
  readonly memories: (Memory | null)[];

  /** `first`: the number of its first key in the table. */
  constructor({ nrParts, nrRuns, cells, nrLists, nrMemories }: KeyShape, readonly first = 0) {
    // fractions and strings first, so that the engine keeps these as arrays of doubles and of any values
    this.until = new Array<Integer>(pageKeys).fill(0.5);
    this.ages = new Array<Integer>(2 * nrRuns * pageKeys).fill(0.5);
    this.parts = new Array<Value>(nrParts * pageKeys).fill('');
    this.states = new Uint8Array(nrRuns * pageKeys);
    this.cells = new Array<Value>(cells.length * pageKeys).fill('');
    for (let at = 0; at < this.cells.length; at++) {
      this.cells[at] = cells[at % cells.length]!;
    }
    this.lists = new Array<Run[] | null>(nrLists * pageKeys).fill(null);
    this.memories = new Array<Memory | null>(nrMemories * pageKeys).fill(null);
  }
}
