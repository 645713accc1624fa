// What is said to the user about a file: in go a name of the table below, a message and a place, out comes a value
// that steps collect and that render.ts prints.

import type { Span } from './span.js';

export type Severity = 'error' | 'warning' | 'info';

interface NameEntry {
  readonly severity: Severity;
  /** One line for a list of all names; the message of a diagnostic says what it is about in the case at hand. */
  readonly explanation: string;
}

function error(explanation: string): NameEntry {
  return { severity: 'error', explanation };
}

function warning(explanation: string): NameEntry {
  return { severity: 'warning', explanation };
}

function info(explanation: string): NameEntry {
  return { severity: 'info', explanation };
}

/** Every name that a diagnostic can have. A name never changes its meaning; add one here and it can be used. */
export const diagnosticNames = {
  // reading and parsing
  'unreadable-file': error('a file cannot be read'),
  'file-too-large': error('a source file is larger than the compiler reads'),
  'not-utf8': error('a source file holds bytes that are not UTF-8 where they would matter'),
  'syntax': error('the text is not a sentence of the language'),
  'unexpected-character': error('a character that no token of the language begins with'),
  'unterminated-comment': error('a /* without its */'),
  'unterminated-string': error('a string or character without its closing quote'),
  'bad-escape': error('a backslash in a string or character that no escape begins with'),
  'bad-character': error('a character literal that is not one byte'),
  'bad-number': error('a word that begins like a number and is none'),
  'bad-duration': error('a duration with an unknown unit, without a unit, or out of range'),
  'bad-address': error('a word that looks like an IPv4 or IPv6 address and is none'),
  'integer-too-large': error('an integer that does not fit 64 bits, or the place where it stands'),
  'name-too-long': error('a name longer than the language allows'),
  'bad-glob': error('a glob behind LIKE that is none'),
  'string-too-long': error('a string longer than what it is compared with, or than the language allows'),
  'nested-too-deeply': error('brackets, operators or statements nested deeper than the compiler follows'),
  'too-many-errors': info('only the first errors of a file are shown'),

  // names
  'unknown-kind': error('an event kind that no catalogue of this file declares'),
  'unknown-field': error('a field that the event kind does not have'),
  'unknown-name': error('a word that is no variable, set, table or constant'),
  'unknown-function': error('a function or call that the language does not have'),
  'unbound-name': error('a name that the pattern does not bind'),
  'duplicate-name': error('a name that is declared twice'),
  'duplicate-rule': error('two rules of one name'),
  'duplicate-clause': error('a clause that a rule has twice'),
  'duplicate-column': error('two columns of a RETURN with one name'),
  'shadowed-name': error('a name that hides another of a different sort'),
  'not-on-target': error('something that the target of the compilation cannot do'),
  'not-available': error('a field or function that an event kind withholds'),

  // clauses and catalogues
  'missing-pattern': error('a rule without PATTERN'),
  'missing-events': error('a rule in a file without EVENTS'),
  'events-not-found': error('a catalogue of events that is not beside the file nor shipped'),
  'bad-catalogue': error('a catalogue of events that cannot be used'),
  'set-not-found': error('a file of set members that cannot be read'),
  'bad-set': error('a set whose members are not of one type, or a member that is no literal'),
  'profile-not-found': error('a profile that cannot be read'),
  'bad-profile': error('a file that is no profile'),
  'bad-select': error('a selection that does not exist or has a number out of its range'),
  'selection-too-small': error('a selection that keeps fewer runs than the shortest match needs'),
  'missing-within': error('a construct that needs WITHIN in a rule without it'),
  'bad-table': error('a table of a size or with a number of keys that is not allowed'),

  // pattern
  'no-positive-step': error('a pattern in which every step is negated'),
  'misplaced-negation': error('a negation where it has no two steps to stand between'),
  'edge-negation-needs-within': error('a negation first or last in the pattern of a rule without WITHIN'),
  'bad-count': error('an array whose least number of events is out of range'),
  'unreachable-step': error('a step or branch that no event can take'),
  'too-many-chains': error('alternatives that multiply to more chains than the bound'),
  'split-identity': error('branches that bind what tells runs apart with different events'),
  'too-many-states': error('an automaton with more states than the bound'),
  'too-many-symbols': error('single-event conditions that split a kind into more symbols than the bound'),
  'too-many-predicates': error('more single-event conditions than the bound'),
  'too-many-conditions': error('more conditions than the bound'),
  'too-many-guards': error('more conditions over several events than the bound'),
  'too-many-columns': error('more columns than the bound'),
  'too-many-rules': error('more rules in one compilation than the bound'),
  'too-many-captures': error('more captured fields than a run can hold'),
  'too-many-steps': error('more steps than the bound'),
  'too-large': error('a table, record or program larger than its bound'),

  // conditions, columns and statements
  'type-mismatch': error('an operator or call between types that do not go together'),
  'wrong-arguments': error('a call with the wrong number or sort of arguments'),
  'missing-join-field': error('a [Field] join that an event kind of the pattern does not have'),
  'bad-negation-condition': error('a condition on a negated event that the language does not allow'),
  'bad-array-condition': error('a condition on an array that the language does not allow'),
  'needs-array': error('an array function on a step that is no array'),
  'needs-aggregate': error('a plain field of an array where one value is needed'),
  'bad-context': error('a construct that is not allowed in this clause'),
  'bad-format': error('a format string that does not fit its arguments'),
  'not-assignable': error('an assignment to what is no variable or table entry'),
  'not-refusable': error('a deny or override where the last event cannot be refused'),
  'not-supported': error('a construct that this target or event kind cannot do'),
  'not-yet-supported': error('a construct of the language that this version does not compile yet'),
  'always-false': error('a condition that no event can meet'),

  // remarks
  'always-true': warning('a condition that every event meets'),
  'constant-range': warning('a comparison with a number outside the range of the field'),
  'keyless-rule': warning('a rule whose runs have no key, so that all events of the system share one set of runs'),
  'lost-key': warning('a negated event left out of a join, which removes a key'),
  'joined-by-number': warning('a join of processes or threads that compares numbers, which are reused'),
  'unused-name': warning('a name that is declared and not used'),
  'least-length-array': warning('an aggregate of a leading array that usually has its least length'),
  'lost-update': warning('an assignment that adds to what it has read, and loses what others add meanwhile'),
  'incomplete-selection': info('which matches the selection of a rule may leave out'),
  'memory': info('how much kernel memory a rule takes'),
} as const satisfies Record<string, NameEntry>;

export type DiagnosticName = keyof typeof diagnosticNames;

export interface Note {
  readonly span: Span | null;
  readonly text: string;
}

export interface Diagnostic {
  readonly severity: Severity;
  readonly name: DiagnosticName;
  /** Lower case, no full stop, the user's text in single quotes, what was expected, numbers with their limits. */
  readonly message: string;
  /** Null where no file is at fault. */
  readonly span: Span | null;
  readonly notes: readonly Note[];
  readonly hint: string | null;
}

export interface DiagnosticExtras {
  readonly notes?: readonly Note[];
  readonly hint?: string | null;
  /** Only where the severity of the name does not fit the case. */
  readonly severity?: Severity;
}

export function diagnostic(
  name: DiagnosticName, message: string, span: Span | null, extras: DiagnosticExtras = {},
): Diagnostic {
  return {
    severity: extras.severity ?? diagnosticNames[name].severity,
    name,
    message,
    span,
    notes: extras.notes ?? [],
    hint: extras.hint ?? null,
  };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((one) => one.severity === 'error');
}
