// What is counted for a rule, in the order in which the loader shows it.

export interface Counters {
  /** Runs that an event began. */
  begun: number;
  /** Runs that an event made of others: selection any. */
  forked: number;
  moved: number;
  killed: number;
  expired: number;
  /** Runs given up for another one: selection. */
  replaced: number;
  evicted: number;
  /** Pending runs beyond those that a key may have. */
  overflowed: number;
  /** No runs: events of a leading negation that a key had to forget. */
  forgotten: number;
  /** Runs ended with their thread or process. */
  ended: number;
  /** Keys refused, as their table was full. */
  refused: number;
  matches: number;
  /** Records that could not be written: none here. */
  lost: number;
  /** Events without memory to read them in: none here. */
  busy: number;
  /** Entries of a TABLE that DO would have made, as it was full. */
  unwritten: number;
}

/** Of these the others are shown apart: what came of DO. */
export const runCounters = Object.keys(noCounts()).filter((name) => name !== 'unwritten') as readonly (keyof Counters)[];

export function noCounts(): Counters {
  return {
    begun: 0, forked: 0, moved: 0, killed: 0, expired: 0, replaced: 0, evicted: 0, overflowed: 0, forgotten: 0, ended: 0,
    refused: 0, matches: 0, lost: 0, busy: 0, unwritten: 0,
  };
}
