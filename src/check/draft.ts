// A rule while it is checked: what resolving the pattern gives and everything later asks.

import type { EventField, EventKind } from '../events/catalogue.js';
import type { VisibleKinds } from '../events/read-catalogue.js';
import type { Span } from '../source/span.js';
import type { ExpressionType, Members } from './expression.js';
import type { RuleExpression, Table, Variable } from './rule.js';

export interface DraftBinding {
  readonly index: number;
  readonly name: string | null;
  /** As written, whether or not it exists. */
  readonly event: string;
  /** Null where it does not exist, which was reported: whatever needs it stays silent. */
  readonly kind: EventKind | null;
  readonly negated: boolean;
  /** Null: one event. `open`: it takes further elements until the next step is taken; else exactly `least`. */
  readonly array: { readonly least: number; readonly open: boolean } | null;
  readonly span: Span;
}

/** The pattern with its kinds and names resolved. */
export type PatternNode =
  | { readonly kind: 'step'; readonly binding: number; readonly span: Span }
  | { readonly kind: 'negation'; readonly bindings: readonly number[]; readonly span: Span }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[]; readonly span: Span }
  | { readonly kind: 'alternative'; readonly branches: readonly PatternNode[]; readonly span: Span };

export interface FieldRef {
  readonly binding: number;
  readonly field: EventField;
}

/** What a file declares beside its rules. */
export interface FileScope {
  readonly events: VisibleKinds;
  readonly sets: ReadonlyMap<string, Members | 'broken'>;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly tables: ReadonlyMap<string, TableDraft>;
  /** PROFILEs: reported where they stand, so that their use is not reported again. */
  readonly unsupported: ReadonlySet<string>;
}

/** What a file declares by this name; null: nothing. */
export function sortOfName(name: string, { sets, variables, tables }: FileScope): 'SET' | 'VAR' | 'TABLE' | null {
  return sets.has(name) ? 'SET' : variables.has(name) ? 'VAR' : tables.has(name) ? 'TABLE' : null;
}

/** A TABLE whose uses are still being read. */
export interface TableDraft extends Omit<Table, 'keys'> {
  /** The widest of the uses so far. */
  keys: readonly ExpressionType[];
  firstUse: Span | null;
}

/** What an expression may name. */
export interface RuleScope {
  readonly file: FileScope;
  readonly clause: 'WHERE' | 'RETURN' | 'DO';
  readonly bindings: readonly DraftBinding[];
  /** There is a pattern, so that a name it does not bind is a mistake. */
  readonly hasPattern: boolean;
  /** What `let` has named so far. */
  readonly locals: ReadonlyMap<string, Local>;
}

export interface Local {
  /** Null: it has a mistake, which was reported. */
  readonly value: RuleExpression | null;
  readonly span: Span;
}
