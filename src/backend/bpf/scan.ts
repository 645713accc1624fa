// Compiles a search for a substring to an automaton over bytes: in goes the needle, out comes the table that the
// engine's wmk_scan() walks. Knuth, Morris and Pratt's construction, as in Cormen et al., "Introduction to
// Algorithms", section on string matching with finite automata.

export interface Scan {
  /** Distinct bytes of the needle in order; class 0 is every other byte, class i + 1 is bytes[i]. */
  readonly bytes: readonly number[];
  /** [state][class]: state s means that the last s bytes read are the first s of the needle. */
  readonly next: readonly (readonly number[])[];
}

/** `absorbing`: once found, always found (CONTAINS); else the state tells what the text ends in (ENDSWITH). */
export function compileScan(needle: Uint8Array, absorbing: boolean): Scan {
  const bytes = [...new Set(needle)].sort((a, b) => a - b);
  const next: number[][] = [];
  let fallback = 0;
  for (let state = 0; state <= needle.length; state++) {
    const found = state === needle.length;
    const back = next[fallback];
    const row = [0, ...bytes.map((byte) => {
      if (found && absorbing) {
        return state;
      }
      if (!found && byte === needle[state]) {
        return state + 1;
      }
      return state === 0 ? 0 : back![bytes.indexOf(byte) + 1]!;
    })];
    if (found && absorbing) {
      row[0] = state;
    }
    next.push(row);
    if (state > 0 && !found) {
      fallback = next[fallback]![bytes.indexOf(needle[state]!) + 1]!;
    }
  }
  return { bytes, next };
}
