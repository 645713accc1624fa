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

/** Null where it has more states than `most`. The empty glob, and the run alone, begin in a state of a match: they have none. */
export function globAutomaton(glob: Glob, most = maxGlobStates): GlobAutomaton | null {
  const { classes, samples } = classify(glob);
  const start = prune(glob, close(glob, [0]));
  const numbers = new Map([[start.join(), 0]]);
  const states = [start];
  const rows: number[][] = [];
  for (let at = 0; at < states.length; at++) {
    rows.push(samples.map((byte) => {
      const next = prune(glob, close(glob, step(glob, states[at] ?? [], byte)));
      const key = next.join();
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
  const isMatch = states.map((places) => places.includes(glob.length));
  const order = [...states.keys()].sort((a, b) => Number(isMatch[a]) - Number(isMatch[b]) || a - b);
  const newNumbers = new Map(order.map((state, index) => [state, index]));
  return {
    classes, nrClasses: samples.length,
    next: order.map((state) => (rows[state] ?? []).map((next) => newNumbers.get(next) ?? 0)),
    accepting: isMatch.filter((is) => !is).length,
  };
}

/** How many states it has; null where they are more than `most`. */
export function countStates(glob: Glob, most: number): number | null {
  return globAutomaton(glob, most)?.next.length ?? null;
}

function close(glob: Glob, places: readonly number[]): readonly number[] {
  return [...new Set(places.flatMap((place) => (glob[place]?.kind === 'run' ? [place, place + 1] : [place])))]
    .sort((a, b) => a - b);
}

function prune(glob: Glob, places: readonly number[]): readonly number[] {
  const last = Math.max(-1, ...places.filter((place) => glob[place]?.kind === 'run'));
  return places.filter((place) => place >= last);
}

function step(glob: Glob, places: readonly number[], byte: number): readonly number[] {
  return places.flatMap((place) => {
    const part = glob[place];
    return part === undefined ? [] : part.kind === 'run' ? [place] : part.bytes?.has(byte) === false ? [] : [place + 1];
  });
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
