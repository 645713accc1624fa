// A rule that passed every check: names resolved, alternatives distributed into chains, conditions sorted by what they
// need. The automaton, the plan and the reference matcher all start from here; nothing in it is text to resolve again.

import type { Catalogue, EventField, EventKind } from '../events/catalogue.js';
import type { Span } from '../source/span.js';
import type { BinaryOperator, UnaryOperator } from '../syntax/ast.js';

export interface CheckedProgram {
  readonly catalogue: Catalogue;
  /** In source order, over all files. */
  readonly rules: readonly CheckedRule[];
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
  /** WITHIN in ns; null: none. */
  readonly windowNs: bigint | null;
  readonly columns: readonly Column[];
}

/** A step of the pattern, or one atom of a negation. */
export interface Binding {
  readonly index: number;
  /** Null where the rule gives none. */
  readonly name: string | null;
  readonly kind: EventKind;
  readonly negated: boolean;
  readonly span: Span;
  /** Conditions on this event alone, all of which must hold; fields in them are of this binding. */
  readonly predicates: readonly Predicate[];
}

export interface Predicate {
  readonly expression: Expression;
  readonly span: Span;
}

/** An alternative-free reading of the pattern. */
export interface Chain {
  readonly steps: readonly ChainStep[];
}

export interface ChainStep {
  /** Index of a positive binding. */
  readonly binding: number;
  /** Negated bindings watched from the step before (exclusive) to this one; empty for the first step. */
  readonly watched: readonly number[];
}

/** It is tested when the last of `names` in a chain is read; it holds in a chain that lacks one of them. */
export interface Guard {
  readonly index: number;
  readonly expression: Expression;
  /** Bindings that the expression reads, ascending; at most one of them negated. */
  readonly names: readonly number[];
  readonly span: Span;
}

/** All bound fields of a class agree. */
export interface JoinClass {
  /** In a key exactly one of each binding, in their order, and the same field for all bindings of one kind. */
  readonly members: readonly { readonly binding: number; readonly field: EventField }[];
  /** 'process', 'thread': one instance, of which all members are the number. 'value': numbers and text as they are. */
  readonly agreeAs: 'value' | 'process' | 'thread';
  /** Has a field of every binding, so that runs of different values never meet. */
  readonly isKey: boolean;
  /** The condition that first named it. */
  readonly span: Span;
}

export interface Column {
  readonly label: string;
  readonly expression: Expression;
  readonly span: Span;
}

/** integers are signed 64-bit unless `unsigned`; a comparison or a logical operator yields 0 or 1. */
export type ExpressionType =
  | { readonly kind: 'integer'; readonly unsigned: boolean }
  | { readonly kind: 'string'; readonly bytes: number }
  | { readonly kind: 'address' };

export type ContextFunction =
  | 'pid' | 'tid' | 'ppid' | 'uid' | 'gid' | 'comm' | 'exe' | 'cpu' | 'cgroup' | 'now';

export type Expression =
  | { readonly kind: 'integer'; readonly value: bigint; readonly type: ExpressionType }
  | { readonly kind: 'string'; readonly value: Uint8Array; readonly type: ExpressionType }
  | { readonly kind: 'field'; readonly binding: number; readonly field: EventField; readonly type: ExpressionType }
  | { readonly kind: 'context'; readonly function: ContextFunction; readonly type: ExpressionType }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression; readonly type: ExpressionType }
  /** LIKE is not among them yet; on strings: == != STARTSWITH ENDSWITH CONTAINS, with a literal on the right for the last three. */
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly type: ExpressionType;
    }
  /** Members are distinct, integers ascending, strings by their bytes. */
  | { readonly kind: 'in'; readonly operand: Expression; readonly members: readonly bigint[] | readonly Uint8Array[]; readonly type: ExpressionType };
