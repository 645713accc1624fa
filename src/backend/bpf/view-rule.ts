// Makes a rule ready to print: in goes its plan, out come names and expressions, and nothing to decide.

import type { State } from '../../automaton/automaton.js';
import type { Expression } from '../../check/rule.js';
import type { RulePlan, RuleReading } from '../../plan/plan.js';
import type { Span } from '../../source/span.js';
import { lineAndColumn } from '../../source/file.js';
import { viewColumns } from './columns.js';
import { mayFail, printCondition, type ExpressionContext } from './expression.js';
import { copyField, declareField, widestFirst } from './fields.js';
import { upper, type Names } from './names.js';
import { quoteC, quoteComment } from './quote.js';
import { sourceName } from './source-name.js';

/** "secrets.wmk:7": where a line of the generated C comes from. */
export function origin(span: Span): string {
  return quoteComment(`${sourceName(span.file)}:${lineAndColumn(span.file, span.start).line}`);
}

/** The rule's own text at a span, on one line. */
export function sourceText(span: Span): string {
  return quoteComment(span.file.text.slice(span.start, span.end).replace(/\s+/g, ' '));
}

export type RuleView = ReturnType<typeof viewRule>;

/** `scan` gives the name of the tables that search for a needle. */
export function viewRule(rule: RulePlan, names: Names, scan: ExpressionContext['scan']) {
  const name = names.claim(rule.name, ['_rule', '_run', '_match', '_moves', '_slots', '_unbound', '_letter']);
  const constant = upper(name);
  const stateNames = nameStates(rule, constant, names);
  const symbolNames = nameSymbols(rule, constant, names);
  const letterNames = nameLetters(rule, symbolNames);
  const groupNames = rule.automaton.captureGroups.map(
    (group) => names.claim(`${constant}_TAKES_${upper(rule.stepNames[group.step]!.identifier)}`),
  );
  const stateName = (index: number): string => stateNames.get(index)!;
  const accepting = rule.automaton.states.filter((state) => state.role === 'accepting');
  const firstAccepting = accepting[0]!;
  const dead = rule.automaton.states.find((state) => state.role === 'dead');
  return {
    index: rule.index,
    name,
    constant: `${constant}_RULE`,
    upper: constant,
    // At the start of its name: a rule's span begins at the keyword.
    origin: origin(rule.span),
    quotedName: quoteC(rule.name),
    quotedSource: quoteC(`${sourceName(rule.span.file)}:${lineAndColumn(rule.span.file, rule.span.start).line}`.slice(-127)),
    states: rule.automaton.states
      .filter((state) => state.role !== 'none')
      .map((state) => ({ name: stateName(state.index), index: state.index, comment: describeState(state, symbolNames) })),
    deadName: dead === undefined ? `NR_${constant}_STATES` : stateName(dead.index),
    firstAccepting: stateName(firstAccepting.index),
    letters: rule.automaton.alphabet.symbols.map((symbol) => ({
      name: symbolNames.get(symbol.index)!,
      index: symbol.firstLetter,
      comment: quoteComment(
        `${rule.readings.find((reading) => reading.problemKind === symbol.kind)!.kind.name} as ` +
          symbol.allowed.map((step) => describeStep(rule, step)).join(' or ') +
          (symbol.guards.length === 0 ? '' : `, and ${2 ** symbol.guards.length - 1} more by its guards`),
      ),
    })),
    nrLetters: rule.automaton.alphabet.nrLetters,
    takes: groupNames.map((takesName, bit) => ({ name: takesName, bit })),
    moves: rule.automaton.moves.map((move) => ({
      from: stateName(move.from),
      letter: letterNames.get(move.letter)!,
      to: stateName(move.to),
      takes: rule.automaton.takes[move.takes]!.map((group) => groupNames[group]!).join(' | ') || '0',
    })),
    slots: rule.automaton.states
      .filter((state) => state.slot !== null)
      .map((state) => ({ state: stateName(state.index), slot: state.slot! })),
    nrSlots: rule.automaton.nrSlots,
    window: rule.windowNs === null ? null : `${rule.windowNs}ULL`,
    kept: viewCaptures(rule, false),
    final: viewCaptures(rule, true),
    readings: rule.readings.map((reading) => viewReading(rule, reading, name, names, symbolNames, groupNames, scan)),
    ...viewColumns(rule, name, names, scan, accepting.map((state) => ({ name: stateName(state.index), chain: state.chain! }))),
  };
}

function viewCaptures(rule: RulePlan, atMatch: boolean) {
  return widestFirst(
    rule.captures
      .filter((capture) => capture.atMatch === atMatch)
      .map((capture) => ({
        type: capture.field.type,
        declaration: declareField(capture.field.type, capture.identifier),
        origin: origin(rule.stepNames[capture.binding]!.span),
      })),
  );
}

function viewReading(
  rule: RulePlan, reading: RuleReading, name: string, names: Names, symbolNames: ReadonlyMap<number, string>,
  groupNames: readonly string[], scan: ExpressionContext['scan'],
) {
  const symbols = rule.automaton.alphabet.symbols.filter((symbol) => symbol.kind === reading.problemKind);
  const letterName = (letter: number): string => {
    const symbol = symbols.find((candidate) => candidate.firstLetter === letter);
    return symbol === undefined ? '0' : symbolNames.get(symbol.index)!;
  };
  const base = `${name}_${reading.kind.name}`;
  const atEvent: ExpressionContext = {
    field: (expression) => `e->${expression.field.name}`,
    context: () => {
      throw new Error('a context function in WHERE reached the backend');
    },
    scan,
  };
  const withRun = (last: number): ExpressionContext => ({
    ...atEvent,
    field: (expression) =>
      expression.binding === last
        ? `e->${expression.field.name}`
        : `r->${captureOf(rule, expression.binding, expression.field.name)}`,
  });
  const guarded = reading.symbols.filter((symbol) => symbol.guards.length > 0);
  const captures = (atMatch: boolean) =>
    reading.groups.flatMap((group) => {
      const taken = rule.captures.filter((capture) => capture.group === group && capture.atMatch === atMatch);
      return taken.length === 0
        ? []
        : [
            {
              takes: groupNames[group]!,
              copies: taken.map((capture) =>
                copyField(capture.field.type, `to->${capture.identifier}`, `e->${capture.field.name}`),
              ),
            },
          ];
    });
  return {
    kind: reading.kind.name,
    rule: name,
    constantLetter: reading.predicates.length === 0 ? letterName(reading.letters[0]!) : null,
    letterFunction: names.claim(`${base}_letter`),
    letterTable: names.claim(`${base}_letters`),
    letters: reading.letters
      .map((letter, truth) => ({ truth, letter: letterName(letter) }))
      .filter((entry) => entry.letter !== '0'),
    nrTruths: reading.letters.length,
    predicates: reading.predicates.map((predicate, bit) => ({
      bit,
      ...viewCondition(predicate.expression, atEvent),
      origin: origin(predicate.span),
      text: sourceText(predicate.span),
    })),
    predicatesMayFail: reading.predicates.some((predicate) => mayFail(predicate.expression)),
    hasGuards: guarded.length > 0,
    guardsFunction: names.claim(`${base}_guards`),
    guarded: guarded.map((symbol) => ({
      letter: letterName(symbol.firstLetter),
      guards: symbol.guards.map((index, bit) => {
        const guard = rule.guards[index]!;
        return {
          bit,
          ...viewCondition(guard.expression, withRun(guard.last)),
          origin: origin(guard.span),
          text: sourceText(guard.span),
        };
      }),
    })),
    guardsMayFail: guarded.some((symbol) => symbol.guards.some((index) => mayFail(rule.guards[index]!.expression))),
    captureFunction: names.claim(`${base}_capture`),
    captures: captures(false),
    finishFunction: names.claim(`${base}_finish`),
    finishes: captures(true),
    isPlain: guarded.length === 0 && captures(false).length === 0 && captures(true).length === 0,
    completes: reading.completes,
    reader: names.claim(`${base}_reader`),
  };
}

function viewCondition(expression: Expression, context: ExpressionContext) {
  return { condition: printCondition(expression, context), mayFail: mayFail(expression) };
}

export function captureOf(rule: RulePlan, binding: number, field: string): string {
  const capture = rule.captures.find((candidate) => candidate.binding === binding && candidate.field.name === field);
  if (capture === undefined) {
    throw new Error(`field ${field} of step ${binding} of rule ${rule.name} is read but not captured`);
  }
  return capture.identifier;
}

function describeStep(rule: RulePlan, step: number): string {
  const name = rule.stepNames[step]!;
  return name.negated ? `~${name.identifier}` : name.identifier;
}

function nameStates(rule: RulePlan, prefix: string, names: Names): ReadonlyMap<number, string> {
  const stateNames = new Map<number, string>();
  const used = new Map<string, number>();
  for (const state of rule.automaton.states) {
    const step = state.lastStep === null ? null : upper(rule.stepNames[state.lastStep]!.identifier);
    const base = {
      none: 'NONE',
      start: 'START',
      live: `AFTER_${step ?? 'EVENT'}`,
      accepting: 'ACCEPT',
      dead: 'DEAD',
    }[state.role];
    const times = (used.get(base) ?? 0) + 1;
    used.set(base, times);
    stateNames.set(state.index, names.claim(times === 1 ? `${prefix}_${base}` : `${prefix}_${base}__${times}`));
  }
  return stateNames;
}

function nameSymbols(rule: RulePlan, prefix: string, names: Names): ReadonlyMap<number, string> {
  const used = new Map<string, number>();
  return new Map(
    rule.automaton.alphabet.symbols.map((symbol) => {
      const kind = rule.readings.find((reading) => reading.problemKind === symbol.kind)!.kind.name;
      const base = `${prefix}_ON_${upper(kind)}`;
      const times = (used.get(base) ?? 0) + 1;
      used.set(base, times);
      return [symbol.index, names.claim(times === 1 ? base : `${base}__${times}`)] as const;
    }),
  );
}

function nameLetters(rule: RulePlan, symbolNames: ReadonlyMap<number, string>): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const symbol of rule.automaton.alphabet.symbols) {
    for (let bits = 0; bits < 2 ** symbol.guards.length; bits++) {
      const base = symbolNames.get(symbol.index)!;
      names.set(symbol.firstLetter + bits, bits === 0 ? base : `${base} + ${bits}`);
    }
  }
  return names;
}

function describeState(state: State, symbolNames: ReadonlyMap<number, string>): string {
  switch (state.role) {
    case 'none':
    case 'start':
      return '';
    case 'dead':
      return 'a negation matched';
    case 'accepting':
    case 'live':
      return quoteComment(state.shortest.map((symbol) => symbolNames.get(symbol)!.split('_ON_').at(-1)!.toLowerCase()).join(', '));
  }
}
