// Expressions whose names and types are resolved. What their leaves are differs: a rule's read events by binding, a plan's
// the event at hand and what a run has stored.

import type { BinaryOperator, UnaryOperator } from '../syntax/ast.js';

/** integers are signed 64-bit unless `unsigned`; a comparison or a logical operator yields 0 or 1. */
export type ExpressionType =
  | { readonly kind: 'integer'; readonly unsigned: boolean }
  | { readonly kind: 'string'; readonly bytes: number }
  | { readonly kind: 'address' }
  /** In RETURN alone, and by itself. */
  | { readonly kind: 'stack' };

export type ContextFunction =
  | 'pid' | 'tid' | 'ppid' | 'uid' | 'gid' | 'comm' | 'exe' | 'cpu' | 'cgroup' | 'now' | 'kstack' | 'ustack';

/** Addresses whose first `bits` are those of `address`: 16 bytes; of IPv4 mapped into ::ffff:0:0/96, so that bits is 96 to 128. */
export interface AddressPrefix {
  readonly address: Uint8Array;
  readonly bits: number;
}

export type Literal =
  | { readonly kind: 'integer'; readonly value: bigint; readonly type: ExpressionType }
  | { readonly kind: 'string'; readonly value: Uint8Array; readonly type: ExpressionType }
  /** 16 bytes. */
  | { readonly kind: 'address'; readonly value: Uint8Array; readonly type: ExpressionType };

/** Distinct; integers ascending, strings by their bytes, addresses by theirs and then the shorter prefix first. */
export type Members =
  | { readonly of: 'integers'; readonly members: readonly bigint[] }
  | { readonly of: 'strings'; readonly members: readonly Uint8Array[] }
  | { readonly of: 'addresses'; readonly members: readonly AddressPrefix[] };

export type Expression<Leaf> = Leaf | Literal | UnaryExpression<Leaf> | BinaryExpression<Leaf> | InExpression<Leaf>;

export interface UnaryExpression<Leaf> {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: Expression<Leaf>;
  readonly type: ExpressionType;
}

/**
 * On strings: == != STARTSWITH ENDSWITH CONTAINS LIKE, with a literal on the right for the last four; LIKE's is a shell
 * glob (* ? [a-z] [!a-z] and \\ before any of them), which the whole string matches, '/' being no special character.
 * On addresses: == !=.
 */
export interface BinaryExpression<Leaf> {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression<Leaf>;
  readonly right: Expression<Leaf>;
  readonly type: ExpressionType;
}

export interface InExpression<Leaf> {
  readonly kind: 'in';
  readonly operand: Expression<Leaf>;
  readonly set: Members;
  readonly type: ExpressionType;
}
