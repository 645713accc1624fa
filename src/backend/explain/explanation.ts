// What is said of a monitor: plain data, which print.ts makes text of and `--json` prints as it is.

export interface Explanation {
  readonly rules: readonly RuleExplanation[];
  readonly kinds: readonly KindExplanation[];
  readonly tables: readonly TableExplanation[];
  readonly ringBufferBytes: number;
  /** In all, what is taken when the monitor is loaded; without task storage, which grows with the threads that have runs. */
  readonly bytes: number;
  /** Null: not measured, and why. */
  readonly verified: readonly VerifiedProgram[] | { readonly reason: string };
}

export interface RuleExplanation {
  readonly rule: string;
  /** 'rules/x.wmk:12' */
  readonly source: string;
  readonly chains: readonly (readonly StepExplanation[])[];
  /** What must not be in the window before the first step, and what not behind the last one until the window ends. */
  readonly absent: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** WITHIN in ns. */
  readonly window: number | null;
  readonly selection: { readonly mode: string; readonly runs: number; readonly text: string };
  readonly key: { readonly fields: readonly string[]; readonly text: string };
  /** What a key remembers for the negation that stands first, a sentence each. */
  readonly remembered: readonly string[];
  /** Fields outside the key whose values tell runs apart. */
  readonly identity: readonly string[];
  readonly states: readonly StateExplanation[];
  readonly captured: readonly CaptureExplanation[];
  readonly conditions: readonly ConditionExplanation[];
  /** Calls of DO, in their order. */
  readonly reactions: readonly ReactionExplanation[];
  readonly completeness: { readonly claim: string; readonly text: string; readonly reasons: readonly string[] };
}

export interface ReactionExplanation {
  readonly call: string;
  readonly source: string;
  readonly runs: 'kernel' | 'loader';
  readonly when: string;
  /** Null: nothing. */
  readonly needs: string | null;
}

export interface StepExplanation {
  readonly name: string;
  readonly kind: string;
  /** Null: one event. */
  readonly array: { readonly least: number; readonly open: boolean } | null;
  /** What must not be between this step and the one before. */
  readonly without: readonly string[];
}

export interface StateExplanation {
  readonly state: string;
  /** It awaits the end of its window. */
  readonly pending: boolean;
  readonly role: 'start' | 'live' | 'accepting' | 'dead';
  /** A shortest sequence of events that leads here. */
  readonly shortest: readonly string[];
  /** 'connect where Port > 1024 -> match' */
  readonly moves: readonly string[];
}

export interface CaptureExplanation {
  readonly what: string;
  readonly bytes: number;
  /** In the run from the step on, or only in the match. */
  readonly kept: 'run' | 'match';
  readonly why: readonly string[];
}

export interface ConditionExplanation {
  readonly condition: string;
  readonly source: string;
  readonly tested: string;
}

export interface KindExplanation {
  readonly kind: string;
  readonly phase: 'attempted' | 'done';
  /** For each place the points in order of preference. */
  readonly attach: readonly (readonly string[])[];
  readonly reads: readonly string[];
  readonly blind: readonly string[];
}

export interface TableExplanation {
  readonly table: string;
  readonly storage: 'buckets' | 'task';
  readonly keys: number | null;
  /** Where they can be: more than there are keys, so that few buckets fill up. Null: in each thread. */
  readonly places: number | null;
  readonly rules: readonly string[];
  /** Of a place: what the key is, what is kept for it, and what the bucket's lock or the kernel adds. */
  readonly keyBytes: number;
  readonly runBytes: number;
  readonly overheadBytes: number;
  /** Null: for each thread that has runs. */
  readonly bytes: number | null;
}

export interface VerifiedProgram {
  readonly program: string;
  readonly section: string;
  /** Instructions that the verifier walked. */
  readonly instructions: number;
}
