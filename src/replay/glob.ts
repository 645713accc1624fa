// LIKE: in goes a shell glob that the checker passed, out comes what tells whether a whole string matches it.
//
// The usual greedy walk: after a mismatch only the last run can have been too short, so that no glob takes longer than
// its length times the string's.

import { parseGlob } from '../check/glob.js';
import { toBytes, type Value } from './value.js';

/** By byte whether it is one of them; null is a run of any. */
type Part = readonly boolean[] | null;

export function compileGlob(text: string): (value: Value) => boolean {
  const parsed = parseGlob(toBytes(text));
  if ('problem' in parsed) {
    throw new Error('a glob with a mistake reached the matcher');
  }
  const parts = parsed.glob.map((part): Part => (part.kind === 'run' ? null
    : Array.from({ length: 256 }, (_, byte) => part.bytes?.has(byte) ?? true)));
  return (value) => matches(parts, value as string);
}

function matches(parts: readonly Part[], text: string): boolean {
  let [part, at] = [0, 0];
  let [run, from] = [-1, 0];
  while (at < text.length) {
    const bytes = parts[part];
    if (bytes === null) {
      [run, from] = [part, at];
      part++;
    } else if (bytes !== undefined && bytes[text.charCodeAt(at)]!) {
      part++;
      at++;
    } else if (run !== -1) {
      part = run + 1;
      at = ++from;
    } else {
      return false;
    }
  }
  return parts.slice(part).every((bytes) => bytes === null);
}
