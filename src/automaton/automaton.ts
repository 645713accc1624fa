// The types of the automaton stage: what goes in (a problem stated in numbers) and what comes out (the
// automaton). Nothing here knows of rules, fields or C: steps, predicates and guards are indices that the
// caller gives a meaning.

/** What a rule asks, reduced to numbers. */
export interface Problem {
  /** Kinds of events in this rule; a step's `kind` indexes it. */
  readonly nrKinds: number;
  /** Positive steps and negated ones. */
  readonly steps: readonly ProblemStep[];
  readonly chains: readonly ProblemChain[];
  /** Per guard the steps that it reads; it is tested at the last of them in a chain, and holds in a chain lacking one. */
  readonly guards: readonly { readonly steps: readonly number[] }[];
}

export interface ProblemStep {
  readonly kind: number;
  readonly negated: boolean;
  /** Predicates of this step: indices into the distinct predicates of its kind, ascending. All must hold. */
  readonly predicates: readonly number[];
  /** Whether taking it captures something that a later guard or the match reads. */
  readonly captures: boolean;
}

export interface ProblemChain {
  readonly steps: readonly { readonly step: number; readonly watched: readonly number[] }[];
}

/** One class of events: a kind and the steps that its true predicates allow. Symbol 0 concerns no step and is not listed. */
export interface EventSymbol {
  readonly index: number; // from 1
  readonly kind: number;
  /** Steps that an event of this symbol may take or, negated, match; ascending, never empty. */
  readonly allowed: readonly number[];
  /**
   * Guards whose outcome an event of this symbol decides on a run, ascending. One guard stands here several times where
   * it reads a step that has several capture groups: its outcome may then differ from chain to chain.
   */
  readonly guards: readonly number[];
  /** Per entry of `guards` the capture groups that hold the guard's other steps, ascending. */
  readonly reads: readonly (readonly number[])[];
  /** First of its 2^guards.length letters: letter = firstLetter + the outcomes, guards[i] in bit i. */
  readonly firstLetter: number;
}

export interface Alphabet {
  readonly symbols: readonly EventSymbol[];
  /** Per kind: from the truth of its predicates (predicate i in bit i) to a symbol, 0 for none. */
  readonly symbolOf: readonly (readonly number[])[];
  /** Letter 0 is that of symbol 0. */
  readonly nrLetters: number;
}

/** A chain is at `taken` when it has taken that many of its steps. */
export interface Position {
  readonly chain: number;
  readonly taken: number;
}

export type StateRole = 'none' | 'start' | 'live' | 'accepting' | 'dead';

/**
 * States are numbered canonically, breadth first from the start, letters ascending: 0 is 'none' (a table's "no move"),
 * 1 the start, then the live ones, then the accepting ones, last the dead one.
 */
export interface State {
  readonly index: number;
  readonly role: StateRole;
  /**
   * How far each chain is, by chain; empty unless live. A chain is left out where one written before it will finish no
   * later whatever events come; with guards, only where that one awaits the same on the same captures.
   */
  readonly positions: readonly Position[];
  /** A shortest sequence of symbols that leads here; empty for none, start, dead. */
  readonly shortest: readonly number[];
  /** The positive step taken last on that sequence, that of the chain written first; null where there is none. */
  readonly lastStep: number | null;
  /** Accepting: the chain that finished, the first of those that bind the same steps in the same capture groups. */
  readonly chain: number | null;
  /**
   * Live: where a key keeps the run of this identity under `latest`, from 0. States whose chains await the same steps
   * and negations under the same pending guards share a slot (slots.ts has the one exception), and so do, where there
   * are no guards, states whose runs match and die by the same events. A move never leads to a lower slot.
   */
  readonly slot: number | null;
}

export interface Move {
  readonly from: number;
  readonly letter: number;
  readonly to: number;
  /** Which captures this move makes: an index into `takes`. */
  readonly takes: number;
}

export interface Automaton {
  readonly alphabet: Alphabet;
  readonly states: readonly State[];
  readonly nrSlots: number;
  /** Only real moves: a letter that leaves a state where it is has none. By from, then letter. */
  readonly moves: readonly Move[];
  /** Sets of capture groups, ascending; 0 is the empty set. */
  readonly takes: readonly (readonly number[])[];
  /**
   * What a step's captures are stored in. A step has several groups only where two chains of one run can have taken it
   * with different events. `chains` are those whose binding of the step is this one.
   */
  readonly captureGroups: readonly { readonly step: number; readonly chains: readonly number[] }[];
}

export interface AutomatonLimits {
  readonly states: number;
  readonly letters: number;
  readonly slots: number;
}

/** Why a problem has no automaton within the limits. */
export interface AutomatonOverflow {
  readonly what: 'states' | 'letters' | 'slots';
  readonly limit: number;
}
