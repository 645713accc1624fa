// A glob as an automaton that reads a string once, byte by byte: in goes the glob, out comes its table. The subset
// construction over places in the glob; of them those before the last run that was reached say nothing more, because
// that run takes whatever they could.

import type { Glob } from './glob.js';
import { maxGlobStates } from './limits.js';

export interface GlobAutomaton {
  /** By byte; bytes of one class are never told apart. Class 0 is the one with the most bytes. */
  readonly classes: readonly number[];
  readonly nrClasses: number;
  /** [state][class]; it begins in state 0. */
  readonly next: readonly (readonly number[])[];
  /** This state and those behind it are those of a match. */
  readonly accepting: number;
}

/**
 * Null where it has more states than `most`. The empty glob and the run alone begin in a state of a match, which a table
 * cannot say: they need none.
 */
export function globAutomaton(glob: Glob, most = maxGlobStates): GlobAutomaton | null {
  const { classes, samples } = classify(glob);
  const places = placesOf(glob, samples);
  const start = settle(1n, places);
  const numbers = new Map([[start.toString(16), 0]]);
  const states = [start];
  const rows: number[][] = [];
  for (let at = 0; at < states.length; at++) {
    rows.push(places.taking.map((taking) => {
      const here = states[at] ?? 0n;
      const next = settle(((here & taking) << 1n) | (here & places.runs), places);
      const key = next.toString(16);
      const known = numbers.get(key);
      if (known !== undefined) {
        return known;
      }
      numbers.set(key, states.length);
      states.push(next);
      return states.length - 1;
    }));
    if (states.length > most) {
      return null;
    }
  }
  const end = 1n << BigInt(glob.length);
  const isMatch = states.map((state) => (state & end) !== 0n);
  const order = [...states.keys()].sort((a, b) => Number(isMatch[a]) - Number(isMatch[b]) || a - b);
  const newNumbers = new Map(order.map((state, index) => [state, index]));
  return {
    classes, nrClasses: samples.length,
    next: order.map((state) => (rows[state] ?? []).map((next) => newNumbers.get(next) ?? 0)),
    accepting: isMatch.filter((is) => !is).length,
  };
}

/** Sets of places, a bit each; the last place is the end of the glob. */
interface Places {
  readonly runs: bigint;
  /** By class of bytes: where a byte of it takes the part that stands there. */
  readonly taking: readonly bigint[];
}

function placesOf(glob: Glob, samples: readonly number[]): Places {
  const where = (isThere: (part: Glob[number]) => boolean): bigint =>
    glob.reduce((set, part, place) => (isThere(part) ? set | (1n << BigInt(place)) : set), 0n);
  return {
    runs: where((part) => part.kind === 'run'),
    taking: samples.map((byte) => where((part) => part.kind === 'byte' && part.bytes?.has(byte) !== false)),
  };
}

/** A run may take nothing; and no place before the last run says anything. */
function settle(state: bigint, { runs }: Places): bigint {
  const whole = state | ((state & runs) << 1n);
  const reached = whole & runs;
  const before = reached === 0n ? 0n : (1n << BigInt(reached.toString(2).length - 1)) - 1n;
  return whole & ~before;
}

/** Bytes that the glob tells from each other, and one of each class. */
function classify(glob: Glob): { readonly classes: readonly number[]; readonly samples: readonly number[] } {
  const sets = glob.flatMap((part) => (part.kind === 'byte' && part.bytes !== null ? [part.bytes] : []));
  const members = new Map<string, number[]>();
  for (let byte = 1; byte < 256; byte++) {
    const signature = sets.map((set) => (set.has(byte) ? '1' : '0')).join('');
    members.set(signature, [...(members.get(signature) ?? []), byte]);
  }
  const sorted = [...members.values()].sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
  const classes = new Array<number>(256).fill(0);
  sorted.forEach((bytes, index) => bytes.forEach((byte) => {
    classes[byte] = index;
  }));
  return { classes, samples: sorted.map(([first = 0]) => first) };
}
