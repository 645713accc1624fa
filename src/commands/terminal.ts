// What a command may do to the world beside writing files: print. Tests give it a terminal of their own.

export interface Terminal {
  /** To standard output. */
  readonly print: (text: string) => void;
  /** To standard error. */
  readonly complain: (text: string) => void;
  /** Whether diagnostics are coloured. */
  readonly colour: boolean;
  /** Whether somebody looks at standard error, so that lines can be written over there. */
  readonly isInteractive?: boolean;
  /** Waits until what was printed is taken, for what may print more than there is room for. */
  readonly taken?: () => Promise<void>;
}
