// The plan: every decision about a monitor, taken. Backends and the off-line matcher read it and decide nothing more.

import type { Automaton } from '../automaton/automaton.js';
import type { CatalogueHeader, EventField, EventKind } from '../events/catalogue.js';
import type { Expression, ExpressionType } from '../check/rule.js';
import type { Span } from '../source/span.js';

export interface Plan {
  readonly headers: readonly CatalogueHeader[];
  readonly rules: readonly RulePlan[];
  /** Kinds that some rule reads, by their order in the catalogue. */
  readonly kinds: readonly KindPlan[];
  readonly tables: readonly TablePlan[];
  readonly programs: readonly ProgramPlan[];
}

// Rules

export interface RulePlan {
  readonly index: number;
  readonly name: string;
  readonly span: Span;
  readonly automaton: Automaton;
  /** Index into `tables`; null where every match is complete with its first event. */
  readonly table: number | null;
  /** The components of its table's key. */
  readonly key: readonly KeyComponent[];
  readonly windowNs: bigint | null;
  /** What a run holds beside its state and first time, in storage order. */
  readonly captures: readonly Capture[];
  readonly columns: readonly ColumnPlan[];
  readonly guards: readonly GuardPlan[];
  /** By the problem's kind: how an event of it becomes a letter. */
  readonly readings: readonly RuleReading[];
  /** By binding. */
  readonly bindingKinds: readonly EventKind[];
  readonly stepNames: readonly StepName[];
  /** By chain: the bindings that a match of it has bound. */
  readonly boundBy: readonly (readonly number[])[];
}

/** How messages and generated names call a step. */
export interface StepName {
  /** The name in the rule, else the kind's, made unique by a number. */
  readonly identifier: string;
  readonly span: Span;
  readonly negated: boolean;
}

/** A field of a step that a run keeps. */
export interface Capture {
  /** Unique in the rule, a C identifier: 'a_SyscallNr'. */
  readonly identifier: string;
  readonly binding: number;
  /** Index into the automaton's captureGroups: written by moves that take it. */
  readonly group: number;
  /** Taken only by moves that complete a match: kept in the match, not in the run. */
  readonly atMatch: boolean;
  readonly field: EventField;
}

/** How a rule reads events of one kind. */
export interface RuleReading {
  readonly kind: EventKind;
  /** Index of the kind in the automaton's problem. */
  readonly problemKind: number;
  /** The distinct predicates of the kind in this rule; bit i of the truth is predicates[i]. */
  readonly predicates: readonly PredicatePlan[];
  /** From the truth of the predicates to the first letter of the symbol; 0: the event does not concern the rule. */
  readonly letters: readonly number[];
  /** Fields that make the key, one for each component of the rule's key. */
  readonly key: readonly EventField[];
  /** Guards that an event of this kind may decide: per symbol that is, in letter bit order. */
  readonly symbols: readonly { readonly firstLetter: number; readonly guards: readonly number[] }[];
  /** Whether an event of this kind can complete a match. */
  readonly completes: boolean;
  /** Capture groups whose step is of this kind. */
  readonly groups: readonly number[];
}

/** A condition on one event; its fields are those of the event at hand. */
export interface PredicatePlan {
  readonly expression: Expression;
  readonly span: Span;
}

/** A condition on a run and an event of binding `last`. */
export interface GuardPlan {
  readonly expression: Expression;
  readonly last: number;
  readonly span: Span;
}

export interface ColumnPlan {
  readonly label: string;
  readonly expression: Expression;
  readonly type: ExpressionType;
  readonly span: Span;
  /** Bindings that the expression reads: where a match did not bind one the column is null. */
  readonly bindings: readonly number[];
}

// Events

export interface KindPlan {
  readonly index: number;
  readonly kind: EventKind;
  /** What some rule reads of it, TimeStamp first. */
  readonly fields: readonly EventField[];
  /** Those whose start time is needed too: process and thread numbers in a key. */
  readonly instances: ReadonlySet<string>;
  /** Strings in a key: what follows their end is cleared. */
  readonly padded: ReadonlySet<string>;
  readonly rules: readonly number[];
  /** One look-up each: the rules of one table that take the same fields as key. */
  readonly lookups: readonly LookupPlan[];
}

export interface LookupPlan {
  /** Null: rules without runs. */
  readonly table: number | null;
  readonly key: readonly EventField[];
  readonly rules: readonly number[];
}

// Tables

export interface TablePlan {
  readonly index: number;
  /** A C identifier: 'by_process', 'by_user_device_inode'. */
  readonly identifier: string;
  readonly storage: 'buckets' | 'task';
  readonly components: readonly KeyComponent[];
  readonly rules: readonly number[];
  /** Keys that it is made for; null: as many as there are threads. */
  readonly keys: number | null;
  readonly nrBuckets: number | null;
  /** Whose end ends a key; null where a key is no thread's or process's, or where that cannot be followed. */
  readonly owner: KeyOwner | null;
}

export interface KeyOwner {
  readonly kind: 'thread' | 'process';
  /** The component of the key that is the owner's number. */
  readonly component: string;
  /** The key has no other component, so that it is found by the owner alone. */
  readonly isWhole: boolean;
}

export interface KeyComponent {
  /** Field name of its first use, a C identifier. */
  readonly identifier: string;
  readonly type: EventField['type'];
}

// Programs

export interface ProgramPlan {
  /** A C identifier: 'wmk_tp_btf_sys_enter'. */
  readonly identifier: string;
  readonly section: string;
  /** Kinds raised here, and which attach point of theirs this is. */
  readonly raises: readonly { readonly kind: number; readonly point: number }[];
  /** Keys that end here, after the events were read. */
  readonly ends: readonly { readonly table: number; readonly how: KeyEnd }[];
}

/** thread-exit: the exiting thread's; thread-exec: the number that an exec by another thread than the leader gives up. */
export type KeyEnd = 'thread-exit' | 'thread-exec' | 'process-free';
