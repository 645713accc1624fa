// How the program ends: the numbers that scripts and `make` read, those above 2 from sysexits.h.

export const exitCodes = {
  done: 0,
  /** Something is wrong with the user's files, and was said. */
  diagnostics: 1,
  usage: 2,
  /** A tool that this needs is not installed. */
  unavailable: 69,
  /** A bug of ours. */
  bug: 70,
  /** The system failed: a full disk, or no memory. */
  system: 71,
  /** The output cannot be written. */
  output: 74,
  notPermitted: 77,
} as const;
