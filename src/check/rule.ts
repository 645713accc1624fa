// A rule that passed every check: names resolved, alternatives distributed into chains, conditions sorted by what they
// need. The automaton, the plan and the reference matcher all start from here; nothing in it is text to resolve again.

import type { Catalogue, EventField, EventKind } from '../events/catalogue.js';
import type { Span } from '../source/span.js';
import type { ContextFunction, Expression, ExpressionType } from './expression.js';

export type { ContextFunction, ExpressionType } from './expression.js';

export interface CheckedProgram {
  readonly catalogue: Catalogue;
  /** In source order, over all files. */
  readonly rules: readonly CheckedRule[];
  /** In source order, over all files; two files may each have one of a name. */
  readonly variables: readonly Variable[];
  readonly tables: readonly Table[];
}

/** VAR: a signed 64-bit number that all rules of its file share. */
export interface Variable {
  readonly index: number;
  readonly name: string;
  readonly initial: bigint;
  readonly span: Span;
}

/** TABLE: a map to signed 64-bit numbers; what is not in it reads as 0. */
export interface Table {
  readonly index: number;
  readonly name: string;
  /** Entries at the most. */
  readonly capacity: number;
  /** Types of its key's parts, 1 to 4, none of them a stack: the widest that any use of it has; empty where none uses it. */
  readonly keys: readonly ExpressionType[];
  readonly span: Span;
}

export interface CheckedRule {
  readonly name: string;
  readonly span: Span; // of the whole rule
  readonly nameSpan: Span;
  /** Positive and negated steps, in source order; referred to by index. */
  readonly bindings: readonly Binding[];
  /** In source order of the pattern, the first branch of the first alternative first. */
  readonly chains: readonly Chain[];
  /** Conditions over several bindings that are not an equality of plain fields. */
  readonly guards: readonly Guard[];
  /** Equalities between plain fields, closed. */
  readonly classes: readonly JoinClass[];
  /** WITHIN in ns; null: none, so that no negation stands at an edge. */
  readonly windowNs: bigint | null;
  readonly selection: Selection;
  readonly columns: readonly Column[];
  /** DO; empty where the rule only tells. */
  readonly reaction: readonly Statement[];
}

/**
 * SELECT. `runs` bounds the runs of a key: given for all and any; for latest and earliest a number where the rule has a
 * secondary identity (classes outside the key), else null: there identities bound them.
 */
export interface Selection {
  readonly mode: 'latest' | 'earliest' | 'all' | 'any';
  readonly runs: number | null;
}

/** A step of the pattern, or one atom of a negation. */
export interface Binding {
  readonly index: number;
  /** Null where the rule gives none. */
  readonly name: string | null;
  readonly kind: EventKind;
  readonly negated: boolean;
  /** Null: one event. `open`: it takes further elements until the next step is taken; else exactly `least`. */
  readonly array: { readonly least: number; readonly open: boolean } | null;
  readonly span: Span;
  /** Conditions on this event alone (of an array on each element alone, no aggregate in them), all of which must hold; fields in them are of this binding. */
  readonly predicates: readonly Predicate[];
}

export interface Predicate {
  readonly expression: RuleExpression;
  readonly span: Span;
}

/** An alternative-free reading of the pattern; all chains of a rule have the same negations at their edges. */
export interface Chain {
  readonly steps: readonly ChainStep[];
  /** Negated bindings none of which may have been read in the WITHIN before the first step; empty: there is no such negation. */
  readonly leading: readonly number[];
  /** Negated bindings watched from the last step until WITHIN after the first event; empty: there is no such negation. */
  readonly trailing: readonly number[];
}

export interface ChainStep {
  /** Index of a positive binding. */
  readonly binding: number;
  /** Negated bindings watched from the step before (exclusive) to this one; empty for the first step. */
  readonly watched: readonly number[];
}

/**
 * A condition over several events, or over an array as a whole; when it is tested section 4 of the language page says.
 * It holds in a chain that lacks one of `names`.
 */
export interface Guard {
  readonly index: number;
  readonly expression: RuleExpression;
  /** Bindings that the expression reads, ascending; at most one of them negated. */
  readonly names: readonly number[];
  readonly span: Span;
}

/** All bound fields of a class agree. */
export interface JoinClass {
  /**
   * One of each binding that has a field in it (where it has several, they are equal by its predicates), in their order;
   * in a key of every binding. Two bindings of one kind may have different fields: an event then concerns several keys.
   */
  readonly members: readonly { readonly binding: number; readonly field: EventField }[];
  /** 'process', 'thread', in keys only: one instance, of which all members are the number. 'value': values as they are. */
  readonly agreeAs: 'value' | 'process' | 'thread';
  /** Has a field of every binding, so that runs of different values never meet. */
  readonly isKey: boolean;
  /** The condition that first named it. */
  readonly span: Span;
}

export interface Column {
  readonly label: string;
  readonly expression: RuleExpression;
  readonly span: Span;
}

export type RuleExpression = Expression<RuleLeaf>;

export type AggregateFunction = 'first' | 'last' | 'prev' | 'count' | 'min' | 'max' | 'sum' | 'avg';

/** What an expression of a rule reads. */
export type RuleLeaf =
  /** Of an array: of each of its elements. */
  | { readonly kind: 'field'; readonly binding: number; readonly field: EventField; readonly type: ExpressionType }
  /** Of an array. `field` is null for count. first, last and prev may be strings and addresses, the others are integers. */
  | {
      readonly kind: 'aggregate';
      readonly function: AggregateFunction;
      readonly binding: number;
      readonly field: EventField | null;
      readonly type: ExpressionType;
    }
  /** An index into the program's variables. */
  | { readonly kind: 'variable'; readonly variable: number; readonly type: ExpressionType }
  /** An index into the program's tables; 0 where the key is not in it. */
  | { readonly kind: 'lookup'; readonly table: number; readonly keys: readonly RuleExpression[]; readonly type: ExpressionType }
  | { readonly kind: 'context'; readonly function: ContextFunction; readonly type: ExpressionType }
  /** In DO only: what a `let` before has made of it, counted from 0 in the rule. */
  | { readonly kind: 'local'; readonly local: number; readonly type: ExpressionType };

// DO

/**
 * Where an expression has no value, as it reads a name that the match did not bind or divides by zero, what needs it is not
 * done: a `let` leaves none, nothing is written or deleted, a condition does not hold. log and emit say null.
 */
export type Statement<Value = RuleExpression> =
  /** Of an integer; of anything else what it is a name of was put in its place. */
  | { readonly kind: 'let'; readonly local: number; readonly name: string; readonly value: Value; readonly span: Span }
  | { readonly kind: 'set'; readonly target: Target<Value>; readonly value: Value; readonly span: Span }
  /** At once, whoever else writes; wraps. Also -= ++ --. */
  | { readonly kind: 'add'; readonly target: Target<Value>; readonly value: Value; readonly span: Span }
  | { readonly kind: 'delete'; readonly target: EntryTarget<Value>; readonly span: Span }
  | {
      readonly kind: 'if';
      readonly condition: Value;
      readonly then: readonly Statement<Value>[];
      readonly else: readonly Statement<Value>[];
      readonly span: Span;
    }
  | { readonly kind: 'log'; readonly format: readonly FormatPart[]; readonly values: readonly Value[]; readonly span: Span }
  /** A record of its own; labels as of columns. */
  | { readonly kind: 'emit'; readonly labels: readonly string[]; readonly values: readonly Value[]; readonly span: Span }
  /** To the current task. */
  | { readonly kind: 'signal'; readonly to: 'process' | 'thread'; readonly signal: number; readonly span: Span }
  /** The last event is refused with this error. */
  | { readonly kind: 'deny'; readonly error: number; readonly span: Span }
  /** The function that is about to run for the last event is not, and returns this: a negative error. */
  | { readonly kind: 'override'; readonly value: number; readonly span: Span }
  /** Added to the nice value of the current process. */
  | { readonly kind: 'nice'; readonly by: number; readonly span: Span };

export type Target<Value = RuleExpression> = { readonly kind: 'variable'; readonly variable: number } | EntryTarget<Value>;

export interface EntryTarget<Value = RuleExpression> {
  readonly kind: 'entry';
  readonly table: number;
  readonly keys: readonly Value[];
}

/** Text, or how the next of the values is printed: d signed, u unsigned, x hexadecimal, s a string or an address. */
export type FormatPart = Uint8Array | 'd' | 'u' | 'x' | 's';
