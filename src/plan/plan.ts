// The plan: every decision about a monitor, taken. Backends and the off-line matcher read it and decide nothing more.

import type { Automaton } from '../automaton/automaton.js';
import type { CatalogueHeader, EventField, EventKind, FieldType } from '../events/catalogue.js';
import type { ContextFunction, Expression, ExpressionType } from '../check/expression.js';
import type { Selection, Statement, Table, Variable } from '../check/rule.js';
import type { Span } from '../source/span.js';
import type { Target } from './points.js';

export interface Plan {
  readonly target: Target;
  readonly headers: readonly CatalogueHeader[];
  readonly rules: readonly RulePlan[];
  /** Kinds that some rule reads, by their order in the catalogue. */
  readonly kinds: readonly KindPlan[];
  /** Where runs are. */
  readonly tables: readonly TablePlan[];
  readonly programs: readonly ProgramPlan[];
  /** VARs and TABLEs that some rule reads or writes; referred to by their `index`, which counts those of no use too. */
  readonly variables: readonly Variable[];
  readonly maps: readonly Table[];
}

// Expressions

export type PlanExpression = Expression<PlanLeaf>;

/** What an expression reads, now that it is known where that is. Bindings are no more. */
export type PlanLeaf =
  /** Of the event at hand. Not in columns. */
  | { readonly kind: 'event'; readonly field: EventField; readonly type: ExpressionType }
  /** What the run, or in a column the match, has stored: an index into the rule's cells. */
  | { readonly kind: 'cell'; readonly cell: number; readonly type: ExpressionType }
  /** The lesser or greater of an integer cell and a field of the event at hand, by their values. Not in columns. */
  | {
      readonly kind: 'extreme';
      readonly which: 'least' | 'greatest';
      readonly cell: number;
      readonly field: EventField;
      readonly type: ExpressionType;
    }
  /** What a map holds for a key made of the event at hand: an index into its kind's `gathers`. Not in columns. */
  | { readonly kind: 'gathered'; readonly gather: number; readonly type: ExpressionType }
  /** What a map holds, read after the match: an index of Plan.maps. In columns and DO only. */
  | { readonly kind: 'lookup'; readonly map: number; readonly keys: readonly PlanExpression[]; readonly type: ExpressionType }
  | { readonly kind: 'variable'; readonly variable: number; readonly type: ExpressionType }
  /** In columns and DO only. */
  | { readonly kind: 'context'; readonly function: ContextFunction; readonly type: ExpressionType }
  /** In DO only: what a `let` before has made of it. */
  | { readonly kind: 'local'; readonly local: number; readonly type: ExpressionType };

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
  readonly selection: Selection['mode'];
  readonly storage: RunStorage;
  /** Nothing asks when a run began: of the two runs that can meet it is known which one began later. */
  readonly isTimeless: boolean;
  /** A trailing negation: runs that await the end of their window; null: there is none. */
  readonly pending: PendingPlan | null;
  /** A leading negation: what a key remembers; null: there is none. */
  readonly absent: AbsentPlan | null;
  /** What a run holds beside its state and first time, in storage order. */
  readonly cells: readonly Cell[];
  /** What moves write into cells: bit i of a move's mask is updates[i]. */
  readonly updates: readonly Update[];
  /** By index into the automaton's `takes`: a mask of `updates`. */
  readonly takes: readonly number[];
  readonly columns: readonly ColumnPlan[];
  /** DO, done before the columns are read; empty: nothing is. */
  readonly reaction: readonly Statement<ValuePlan>[];
  readonly tests: readonly TestPlan[];
  /** By the problem's kind: how an event of it becomes a letter. */
  readonly readings: readonly RuleReading[];
  /** By step of the automaton's problem: what it is of the rule. Of no binding: the deadline of pending runs. */
  readonly steps: readonly { readonly binding: number | null; readonly name: string }[];
  /** By binding. */
  readonly bindingKinds: readonly EventKind[];
  readonly stepNames: readonly StepName[];
}

/**
 * slots: a place for each identity, by State.slot (latest and earliest without a secondary identity, where no run is
 * ever pending). pool: up to `runs` of them, oldest first (by time of the first event, then by the order of reading, then
 * by the order of being made); what is beyond is evicted from the oldest on. Pending runs lie among them and do not count.
 */
export type RunStorage =
  | { readonly form: 'slots'; readonly runs: number }
  | {
      readonly form: 'pool';
      readonly runs: number;
      /** For the runs, for those that may be pending beside them, and for one more that an event begins. */
      readonly places: number;
      /**
       * latest and earliest: per state the cells whose values are part of a run's identity beside State.slot; two runs
       * of one slot have the same list. Null for all and any, where runs never become one.
       */
      readonly identity: readonly (readonly number[])[] | null;
    };

/** A run is pending while one of its chains awaits only the end of its window, its first event's time + windowNs. */
export interface PendingPlan {
  /** Of a key at the most; of those beyond the ones with the latest first event are not kept, nor the ones made last. */
  readonly limit: number;
  /** Live states from here on are those of pending runs. */
  readonly firstState: number;
  /** What a pending run reads at its deadline, which leads to an accepting state. */
  readonly deadlineLetter: number;
}

export interface AbsentPlan {
  /** Events that a key remembers, by negated binding. */
  readonly remembered: readonly Remembered[];
  /** Conditions on an event that is to begin a run, decided before this event itself is remembered. */
  readonly tests: readonly AbsenceTest[];
}

export interface Remembered {
  readonly binding: number;
  /** What they are told apart by, as the next step is compared with it: each with the greatest time stamp. */
  readonly values: readonly { readonly field: EventField; readonly type: FieldType }[];
  /** Different values that a key remembers; beyond, the ones with the least time stamp are forgotten. 1 without values. */
  readonly limit: number;
}

/** That none of these is remembered from within the window, with values that are equal to the event's own. */
export interface AbsenceTest {
  /** Index of the test in the automaton's problem. */
  readonly problemTest: number;
  readonly of: readonly {
    /** Index into `remembered`. */
    readonly remembered: number;
    /** Which of its values is compared with which field. */
    readonly compares: readonly { readonly value: number; readonly field: EventField }[];
  }[];
}

/** How messages and generated names call a step. */
export interface StepName {
  /** The name in the rule, else the kind's, made unique by a number. */
  readonly identifier: string;
  readonly span: Span;
  readonly negated: boolean;
}

/** A value that a run keeps. */
export interface Cell {
  /** Unique in the rule, a C identifier: 'a_SyscallNr', 's_max_Count', 'common_UserId'. */
  readonly identifier: string;
  readonly type: FieldType;
  /** Index into the automaton's groups, where it stands under which updates it is written. */
  readonly group: number;
  /** Written only by moves that complete a match, and read by no test: kept in the match, not in the run. */
  readonly atMatch: boolean;
  /** Of the step or the condition that it is kept for. */
  readonly span: Span;
}

/** What one bit of a move's mask does; its event is of `kind`. */
export interface Update {
  readonly kind: EventKind;
  readonly group: number;
  /** In this order: a copy of a cell stands before the cell is set anew. */
  readonly assigns: readonly Assign[];
}

export type Assign =
  | { readonly how: 'set'; readonly cell: number; readonly field: EventField }
  /** Integer cells: the lesser or greater value, the sum (which wraps). */
  | { readonly how: 'least' | 'greatest' | 'add'; readonly cell: number; readonly field: EventField }
  | { readonly how: 'one' | 'increment'; readonly cell: number }
  | { readonly how: 'copy'; readonly cell: number; readonly from: number };

/** How a rule reads events of one kind. */
export interface RuleReading {
  readonly kind: EventKind;
  /** Index of the kind in the automaton's problem. */
  readonly problemKind: number;
  /** The distinct predicates of the kind in this rule, the early ones first; bit i of the truth is predicates[i]. */
  readonly predicates: readonly PredicatePlan[];
  /** How many of them read nothing but fields of the event, and none that is dear. */
  readonly nrEarly: number;
  /**
   * Whether these leave open that the event is something to the rule: a bit for each truth that they may have; of more
   * than 6 the first 6 say it. Null: they always do.
   */
  readonly early: bigint | null;
  /** By predicate: the same of those before it, where it is not early; null: it is asked of every event. */
  readonly asked: readonly (bigint | null)[];
  /**
   * By which keys an event of this kind may concern the rule; one, but where several fields give the key, as in
   * a.Child == b.ProcessId. The event is read once under each distinct key, in this order. Where there are several, bit
   * predicates.length + v of the truth says whether the key of views[v] is the one that it is being read under.
   */
  readonly views: readonly { readonly key: readonly EventField[] }[];
  /** From that truth to the first letter of the symbol; 0: the event does not concern the runs of this key. */
  readonly letters: readonly number[];
  /** What an event of this kind may be. */
  readonly symbols: readonly ReadingSymbol[];
  /** Whether an event of this kind can begin a run. */
  readonly begins: boolean;
  /** Whether one is remembered, for a leading negation. */
  readonly remembers: boolean;
  /** Whether an event of this kind can complete a match. */
  readonly completes: boolean;
  /** Indices of the updates that are of this kind. */
  readonly updates: readonly number[];
}

export interface ReadingSymbol {
  readonly firstLetter: number;
  /** Decided on a run: indices into the rule's tests, in letter bit order. */
  readonly tests: readonly number[];
  /** Decided where a run begins: indices into the tests of `absent`, in the bits behind, which matter nowhere else. */
  readonly absences: readonly number[];
  /** As which of `absent.remembered` it is remembered, when all runs have read it. */
  readonly remembers: readonly number[];
}

/** A condition on one event. */
export interface PredicatePlan {
  readonly expression: PlanExpression;
  /** What it says in the words of the rule, with an empty name for the event's owner where it is a field of it. */
  readonly span: Span;
}

/** A condition on a run and the event at hand. */
export interface TestPlan {
  /** Index of the test in the automaton's problem; several of one differ in the groups that they read. */
  readonly problemTest: number;
  readonly expression: PlanExpression;
  readonly span: Span;
}

export interface ColumnPlan extends ValuePlan {
  readonly label: string;
  readonly span: Span;
}

/** Something that is made of a match. */
export interface ValuePlan {
  /** Of the value; what integers of expressions are stored in is 64 bits. */
  readonly type: FieldType | { readonly kind: 'stack' };
  /** By accepting state. */
  readonly values: readonly {
    readonly states: readonly number[];
    /** Null: the value is, as it reads a name that is not bound there. */
    readonly expression: PlanExpression | null;
    /** The value is null unless these integer cells are at least so much. */
    readonly needs: readonly { readonly cell: number; readonly least: number }[];
  }[];
}

// Events

export interface KindPlan {
  readonly index: number;
  readonly kind: EventKind;
  /**
   * When the clock is asked for its TimeStamp, where nobody records: asking is dear. At first: a condition, a key or the
   * kind itself needs it. Later: it is asked in look-ups, when the event is something to a rule.
   */
  readonly clock: 'first' | 'later' | 'never';
  /** What some rule reads of it, TimeStamp first. */
  readonly fields: readonly EventField[];
  /** Those whose start time is needed too: process and thread numbers in a key. */
  readonly instances: ReadonlySet<string>;
  /** Strings in a key: what follows their end is cleared. */
  readonly padded: ReadonlySet<string>;
  /** What is looked up in maps before the runs are; keys read the event only. */
  readonly gathers: readonly { readonly map: number; readonly keys: readonly PlanExpression[] }[];
  readonly rules: readonly number[];
  /**
   * Programs that read the kind, one after the other at each attach point: more than one where the verifier would not
   * walk through all rules in one program.
   */
  readonly parts: readonly KindPart[];
}

export interface KindPart {
  readonly rules: readonly number[];
  /** A match of one of them may refuse the event. Behind such a part the kernel may call no other, so they are last. */
  readonly denies: boolean;
  readonly load: Load;
  /** One for each table that an event of the kind is shown to; of many rules several, each of a few. */
  readonly lookups: readonly LookupPlan[];
  /**
   * The fields that are read first: where the early predicates of all of its rules leave nothing open, an event goes no
   * further. Null: all are read at once, as no dear one is left, or some rule's predicates do not say, or the rules are many.
   */
  readonly early: readonly EventField[] | null;
  /** Which of the look-ups an event can concern; null: all are made. */
  readonly choice: ChoicePlan | null;
}

/** Of what a program has only so much. */
export interface Load {
  /** Instructions that the verifier is expected to walk, at the most. */
  readonly cost: number;
  readonly nrRules: number;
  readonly tables: ReadonlySet<number>;
  /** Functions of C that are not inlined, beside those that rules share. */
  readonly nrFunctions: number;
  /** Bytes of strings that are searched, each of which is a branch or two. */
  readonly searched: number;
}

/** What is found out before any rule is asked. An event is letter 0 to all rules of a look-up that is not chosen. */
export interface ChoicePlan {
  /** Look-ups, by index, that are made for every event. */
  readonly always: readonly number[];
  /** Each adds those that its value leads to. */
  readonly fields: readonly FieldChoice[];
}

export type FieldChoice =
  | {
      readonly of: 'numbers';
      readonly field: EventField;
      /** Ascending, the first from the least value of the type on; each ends where the next one begins. */
      readonly intervals: readonly { readonly least: bigint; readonly lookups: readonly number[] }[];
    }
  | {
      readonly of: 'texts';
      readonly field: EventField;
      /** A text is walked, its NUL included, from the first node on as far as there are edges; the last node says it. */
      readonly nodes: readonly TextNode[];
    };

export interface TextNode {
  /** By byte: the node that it leads to. */
  readonly edges: ReadonlyMap<number, number>;
  readonly lookups: readonly number[];
}

export interface LookupPlan {
  /** Null: rules without runs. */
  readonly table: number | null;
  /** Distinct lists of fields that give a key. */
  readonly keys: readonly (readonly EventField[])[];
  readonly rules: readonly LookupRule[];
}

export interface LookupRule {
  readonly rule: number;
  /** For each of its views the index into `keys`. */
  readonly views: readonly number[];
  /**
   * Which events' times it asks for: of all that are something to it, of those alone that begin a run or complete one, or of
   * those that complete one.
   */
  readonly asksTime: 'of all' | 'of ends' | 'of matches';
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
  /** A C identifier: 'wmk_tp_btf_sys_enter'; a second program of a section has a number behind it. */
  readonly identifier: string;
  /** Of libbpf's, or a probe of SystemTap's. */
  readonly section: string;
  /** Among those of its section, from 1. */
  readonly number: number;
  /** Parts of kinds raised here, and which attach point of the kind this is. */
  readonly raises: readonly { readonly kind: number; readonly part: number; readonly point: number }[];
  /** Keys that end here, after the events were read: in the last program of the section. */
  readonly ends: readonly { readonly table: number; readonly how: KeyEnd }[];
  /** To a recording: one of a section does. */
  readonly tellsEnds: boolean;
}

/**
 * thread-exit: the exiting thread's; thread-exec: the number that an exec by another thread than the leader gives up;
 * thread-free: nothing of the thread is left, which may have had events behind its exit; process-exit: the process runs no
 * more, so that its keys give way to others where these lack room.
 */
export type KeyEnd = 'thread-exit' | 'thread-exec' | 'thread-free' | 'process-exit' | 'process-free';
