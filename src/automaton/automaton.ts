// The types of the automaton stage: what goes in (a problem stated in numbers) and what comes out (the
// automaton). Nothing here knows of rules, fields or C: steps, predicates and guards are indices that the
// caller gives a meaning.

/** What a rule asks, reduced to numbers. */
export interface Problem {
  /** Kinds of events in this rule; a step's `kind` indexes it. */
  readonly nrKinds: number;
  /** What an event may be to a chain: a step, an element of an array, a negated event. */
  readonly steps: readonly ProblemStep[];
  readonly chains: readonly ProblemChain[];
  /** The step that the end of a run's window is, of a kind of its own; null: no chain awaits that. */
  readonly deadline: number | null;
  /** What a run stores, and for whom it must be told apart which event it is of. */
  readonly nrRegisters: number;
  /**
   * 'first': a chain moves on the first event that can take it, and the first chain to finish ends the run. 'any': the
   * chains that an event moves become a run of their own, and those of the old one stay where they are.
   */
  readonly moving: 'first' | 'any';
  /**
   * Which runs are one where two of them meet. 'awaited' and 'unordered': those that await the same steps under the same
   * pending tests. 'fate', without tests: all that finish and die by the same events, which does for `latest`; with
   * tests it is 'awaited'.
   */
  readonly identity: 'awaited' | 'unordered' | 'fate';
}

export interface ProblemStep {
  readonly kind: number;
  /** Indices into the distinct predicates of its kind, ascending. All must hold. */
  readonly predicates: readonly number[];
}

export interface ProblemChain {
  /** By where the chain stands, from before its first step. What `next` of the last one leads to is the chain's end. */
  readonly places: readonly Place[];
  /** Equal for chains whose matches bind the same names to the same events. */
  readonly binds: number;
}

/** Where a chain stands. One that is pending, as it awaits the deadline alone, stands at its last place. */
export interface Place {
  /** Leads past the places of a last array, as the element of it that is enough: tried first. */
  readonly ends: (Reading & { readonly to: number }) | null;
  /** Leads to the place that follows. */
  readonly next: Reading;
  /** An array takes an element that does not end it: tried where `next` fails. */
  readonly extend: (Reading & { readonly to: number }) | null;
  /** Tried where all these fail: any of them kills the chain. */
  readonly watched: readonly Reading[];
  /** Equal where the same steps and negations are awaited under the same pending tests, in whatever chain. */
  readonly awaits: number;
  /** Registers that hold something which a pending test reads, ascending. */
  readonly reads: readonly number[];
}

/** A step that an event may take, or a negated one that it may match, if it passes these tests. */
export interface Reading {
  readonly step: number;
  readonly tests: readonly Test[];
  readonly writes: readonly Write[];
}

/** A condition on what a run has stored and the event; its outcome is a bit of the letter. */
export interface Test {
  readonly test: number;
  /** Ascending. */
  readonly reads: readonly number[];
}

/** An update of a register; different ones of a register (a first element, a further one) differ in `write`. */
export interface Write {
  readonly write: number;
  readonly register: number;
}

/** One class of events: a kind and the steps that its true predicates allow. Symbol 0 concerns no step and is not listed. */
export interface EventSymbol {
  readonly index: number; // from 1
  readonly kind: number;
  /** Steps that an event of this symbol may take or, negated, match; ascending, never empty. */
  readonly allowed: readonly number[];
  /**
   * What an event of this symbol decides on a run, by test and then by groups. One test stands here several times where
   * it reads a register that has several groups: its outcome may then differ from chain to chain.
   */
  readonly tests: readonly GroupTest[];
  /** First of its 2^tests.length letters: letter = firstLetter + the outcomes, tests[i] in bit i. */
  readonly firstLetter: number;
}

/** A test on given groups. */
export interface GroupTest {
  readonly test: number;
  /** By the registers that the test reads, in their order. */
  readonly reads: readonly number[];
}

export interface Alphabet {
  readonly symbols: readonly EventSymbol[];
  /** Per kind: from the truth of its predicates (predicate i in bit i) to a symbol, 0 for none. */
  readonly symbolOf: readonly (readonly number[])[];
  /** Letter 0 is that of symbol 0. */
  readonly nrLetters: number;
}

/** Where a chain of a run stands. */
export interface Position {
  readonly chain: number;
  readonly place: number;
}

export type StateRole = 'none' | 'start' | 'live' | 'accepting' | 'dead';

/**
 * States are numbered canonically, breadth first from the start, letters ascending: 0 is 'none' (a table's "no move"),
 * 1 the start, then the live ones, those that are pending behind the others, then the accepting ones, last the dead one.
 */
export interface State {
  readonly index: number;
  readonly role: StateRole;
  /** Live, and some chain is pending. */
  readonly pending: boolean;
  /**
   * How far each chain is, by chain; empty unless live. A chain is left out where one written before it awaits the same
   * on the same groups; where identity is 'fate' and there are no tests, where that one will finish no later whatever
   * events come.
   */
  readonly positions: readonly Position[];
  /** A shortest sequence of symbols that leads here; empty for none, start, dead. */
  readonly shortest: readonly number[];
  /** The step taken last on that sequence, that of the chain written first of those that are here; null where there is none. */
  readonly lastStep: number | null;
  /** Accepting: the chain that finished, the first of those that bind the same and store it in the same groups. */
  readonly chain: number | null;
  /**
   * Live: the number of its identity, from 0; see `identity` of the problem, and slots.ts for the one exception. Unless
   * that is 'unordered', a move never leads to a lower one. Null where moving is 'any', which knows no identities.
   */
  readonly slot: number | null;
}

export interface Move {
  readonly from: number;
  readonly letter: number;
  /**
   * The state that the run is in afterwards. Where moving is 'any' that of the new run: live, or 'none' where there is
   * none, as no chain moved or all that did finished.
   */
  readonly to: number;
  /** What this move writes: an index into `takes`. */
  readonly takes: number;
  /**
   * Where moving is 'any', else null: what becomes of the old run, live or dead ('none' at the start, where there is no
   * old one), and the accepting state of a match, or 'none'.
   */
  readonly any: { readonly stays: number; readonly accepts: number } | null;
}

export interface Automaton {
  readonly alphabet: Alphabet;
  readonly states: readonly State[];
  readonly nrSlots: number;
  /** Only real moves: a letter that leaves a state where it is and writes nothing has none. By from, then letter. */
  readonly moves: readonly Move[];
  /** Sets of updates, by group and then by write; 0 is the empty set. */
  readonly takes: readonly (readonly GroupWrite[])[];
  /**
   * What a register is stored in. One has several groups only where two chains of one run can have written it with
   * different events. `chains` are those that use this one.
   */
  readonly groups: readonly { readonly register: number; readonly chains: readonly number[] }[];
}

export interface GroupWrite {
  readonly group: number;
  readonly write: number;
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
