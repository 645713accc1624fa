// The tree of a rule file as written: what the parser produces and the checker reads. Nothing is resolved here.

import type { Span } from '../source/span.js';

/** A word of the source with its place. */
export interface Name {
  readonly text: string;
  readonly span: Span;
}

export interface FileAst {
  readonly items: readonly ItemAst[];
}

export type ItemAst = EventsAst | ProfileAst | SetAst | VarAst | TableAst | RuleAst;

export interface EventsAst {
  readonly kind: 'events';
  readonly path: string;
  readonly span: Span; // of the string
}

export interface ProfileAst {
  readonly kind: 'profile';
  readonly name: Name;
  readonly path: string;
  readonly span: Span;
}

export interface SetAst {
  readonly kind: 'set';
  readonly name: Name;
  readonly source: { readonly from: 'literals'; readonly members: readonly LiteralAst[] } | { readonly from: 'file'; readonly path: string; readonly span: Span };
  readonly span: Span;
}

export interface VarAst {
  readonly kind: 'var';
  readonly name: Name;
  readonly initial: bigint | null;
  readonly span: Span;
}

export interface TableAst {
  readonly kind: 'table';
  readonly name: Name;
  readonly capacity: bigint;
  readonly span: Span;
}

export interface RuleAst {
  readonly kind: 'rule';
  readonly name: Name;
  /** In source order. A clause may come twice here: that is the checker's to report. */
  readonly clauses: readonly ClauseAst[];
  readonly span: Span;
}

export type ClauseAst =
  | { readonly kind: 'pattern'; readonly element: ElementAst; readonly keyword: Span; readonly span: Span }
  | { readonly kind: 'where'; readonly conditions: readonly ConditionAst[]; readonly keyword: Span; readonly span: Span }
  | { readonly kind: 'within'; readonly duration: DurationAst; readonly keyword: Span; readonly span: Span }
  | { readonly kind: 'select'; readonly mode: Name; readonly count: { readonly value: bigint; readonly span: Span } | null; readonly keyword: Span; readonly span: Span }
  | { readonly kind: 'return'; readonly columns: readonly ColumnAst[]; readonly keyword: Span; readonly span: Span }
  | { readonly kind: 'do'; readonly body: readonly StatementAst[]; readonly keyword: Span; readonly span: Span };

/** Nanoseconds, as written with a unit. */
export interface DurationAst {
  readonly nanoseconds: bigint;
  readonly span: Span;
}

// PATTERN

export type ElementAst = StepAst | SequenceAst | AlternativeAst;

export interface StepAst {
  readonly kind: 'step';
  readonly event: Name;
  readonly count: { readonly open: boolean; readonly least: bigint; readonly span: Span } | null; // [>4] is open with least 5; [n] is closed with least n
  readonly name: Name | null;
  readonly span: Span;
}

export interface SequenceAst {
  readonly kind: 'sequence';
  readonly items: readonly ItemOfSequenceAst[];
  readonly span: Span;
}

export type ItemOfSequenceAst = ElementAst | NegationAst;

export interface NegationAst {
  readonly kind: 'negation';
  readonly atoms: readonly StepAst[]; // count is always null
  readonly span: Span;
}

export interface AlternativeAst {
  readonly kind: 'alternative';
  readonly branches: readonly ElementAst[];
  readonly span: Span;
}

// WHERE, RETURN, DO

export type ConditionAst =
  | { readonly kind: 'join'; readonly field: Name; readonly span: Span } // [Field]
  | { readonly kind: 'expression'; readonly expression: ExpressionAst; readonly span: Span };

export interface ColumnAst {
  readonly expression: ExpressionAst;
  readonly label: Name | null; // AS
  readonly span: Span;
}

export type BinaryOperator =
  | '||' | '&&' | '|' | '^' | '&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '<<' | '>>' | '+' | '-' | '*' | '/' | '%'
  | 'STARTSWITH' | 'ENDSWITH' | 'CONTAINS' | 'LIKE';

export type UnaryOperator = '!' | '~' | '-';

export type ExpressionAst =
  | LiteralAst
  | { readonly kind: 'word'; readonly word: Name; readonly span: Span } // VAR, SET, constant, LET
  | { readonly kind: 'field'; readonly owner: Name; readonly field: Name; readonly span: Span } // a.Field
  | { readonly kind: 'fieldOf'; readonly function: Name; readonly owner: Name; readonly field: Name; readonly span: Span } // first(s).Field
  | { readonly kind: 'index'; readonly table: Name; readonly keys: readonly ExpressionAst[]; readonly span: Span } // t[k, k]
  | { readonly kind: 'call'; readonly function: Name; readonly arguments: readonly ExpressionAst[]; readonly span: Span } // count(s), comm()
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: ExpressionAst; readonly span: Span }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: ExpressionAst; readonly right: ExpressionAst; readonly operatorSpan: Span; readonly span: Span }
  | { readonly kind: 'in'; readonly operand: ExpressionAst; readonly set: Name | readonly LiteralAst[]; readonly span: Span };

/** A negative number in a list of literals is one literal. */
export type LiteralAst =
  | { readonly kind: 'integer'; readonly value: bigint; readonly span: Span } // also a character
  | { readonly kind: 'duration'; readonly value: bigint; readonly span: Span } // ns
  | { readonly kind: 'string'; readonly value: Uint8Array; readonly span: Span } // bytes: \xNN is one byte, other text is UTF-8
  | { readonly kind: 'address'; readonly text: string; readonly span: Span } // 10.0.0.0/8, 192.0.2.1, 2001:db8::/32
  | { readonly kind: 'constant'; readonly name: Name; readonly span: Span }; // a named constant in a list

export type StatementAst =
  | { readonly kind: 'let'; readonly name: Name; readonly value: ExpressionAst; readonly span: Span }
  | { readonly kind: 'assign'; readonly target: TargetAst; readonly operator: '=' | '+=' | '-='; readonly value: ExpressionAst; readonly span: Span }
  | { readonly kind: 'step'; readonly target: TargetAst; readonly operator: '++' | '--'; readonly span: Span }
  | { readonly kind: 'delete'; readonly target: TargetAst; readonly span: Span }
  | { readonly kind: 'if'; readonly condition: ExpressionAst; readonly then: readonly StatementAst[]; readonly else: readonly StatementAst[] | null; readonly span: Span }
  | { readonly kind: 'call'; readonly function: Name; readonly arguments: readonly ExpressionAst[]; readonly span: Span };

export interface TargetAst {
  readonly name: Name;
  readonly keys: readonly ExpressionAst[] | null; // null: a VAR
  readonly span: Span;
}
