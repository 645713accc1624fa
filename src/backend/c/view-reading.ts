// Makes ready to print how a rule reads events of one kind: the letter of an event, the tests on runs, and what is written
// into them.

import { leavesOf } from '../../check/expression-parts.js';
import type { KindPlan, PlanExpression, RulePlan, RuleReading } from '../../plan/plan.js';
import { eventContext, viewCondition, type ConditionView } from './condition.js';
import { mayFork, mayPend } from './layout.js';
import type { MonitorNames } from './monitor-names.js';
import { upper } from './names.js';
import { viewUpdates, type UpdateView } from './update.js';
import { viewAbsence, type ListView } from './view-memory.js';

export type ReadingView = ReturnType<typeof viewReading>;

export interface RuleNames {
  readonly rule: string;
  /** By symbol. */
  readonly symbols: ReadonlyMap<number, string>;
  /** By update. */
  readonly updates: readonly string[];
  /** What a key remembers. */
  readonly lists: readonly ListView[];
}

export function viewReading(rule: RulePlan, reading: RuleReading, own: RuleNames, monitor: MonitorNames) {
  const kind = monitor.plan.kinds.find((one) => one.kind === reading.kind)!;
  const context = eventContext(monitor, rule.cells);
  const letterName = (letter: number): string => {
    const symbol = rule.automaton.alphabet.symbols.find(
      (one) => one.kind === reading.problemKind && one.firstLetter === letter);
    return symbol === undefined ? '0' : own.symbols.get(symbol.index)!;
  };
  const base = `${own.rule}_${reading.kind.name}`;
  const claim = (ending: string): string => monitor.names.claim(`${base}_${ending}`);
  const predicates = reading.predicates.map((predicate, bit) => ({
    bit, ...viewCondition(predicate, kind, context), asked: viewAsked(reading.asked[bit]!),
  }));
  const nrEarly = isFiltered(kind, rule) ? reading.nrEarly : 0;
  const late = predicates.slice(nrEarly);
  const nrViews = reading.views.length > 1 ? reading.views.length : 0;
  const testSets = setsOfTests(reading).map(({ letters, tests }) => ({
    letters: letters.map(letterName),
    tests: tests.map((test, bit) => ({ bit, ...viewCondition(rule.tests[test]!, kind, context), asked: '' })),
  }));
  const tests = testSets.flatMap((one) => one.tests);
  const updates = viewUpdates(rule, reading, own.updates, false);
  const finishes = viewUpdates(rule, reading, own.updates, true);
  return {
    kind: reading.kind.name,
    event: monitor.events.get(reading.kind.name)!,
    rule: own.rule,
    upper: upper(own.rule),
    ...viewAbsence(rule, reading, own.lists, letterName, claim, monitor),
    constantLetter: predicates.length + nrViews === 0 ? letterName(reading.letters[0]!) : null,
    letterFunction: claim('letter'),
    letterTable: claim('letters'),
    letterType: rule.automaton.alphabet.nrLetters > 256 ? '__u16' : '__u8',
    letters: reading.letters.map((letter, truth) => ({ truth, letter: letterName(letter) })).filter(({ letter }) => letter !== '0'),
    nrTruths: reading.letters.length,
    nrViews,
    nrPredicates: predicates.length,
    early: nrEarly === 0 ? null : viewEarly(predicates.slice(0, nrEarly), reading, claim),
    predicates: late,
    predicatesMayFail: late.some((one) => one.mayFail),
    predicatesReadEvent: predicates.some(readsEvent),
    testsFunction: claim('tests'),
    testSets,
    testsMayFail: tests.some((one) => one.mayFail),
    testsReadEvent: tests.some(readsEvent),
    updateFunction: claim('update'),
    updates,
    updatesReadEvent: updates.some(writesEvent),
    finishFunction: claim('finish'),
    finishes,
    finishesReadEvent: finishes.some(writesEvent),
    /** Every way of reading is the engine's own. */
    isPlain: testSets.length + updates.length + finishes.length === 0 &&
      !reading.begins && !reading.completes && !mayFork(rule, reading) && !mayPend(rule, reading) && !reading.remembers,
    begins: reading.begins,
    completes: reading.completes,
    forks: mayFork(rule, reading),
    pends: mayPend(rule, reading),
    reader: claim('reader'),
    /** Indices of what the kind looks up in maps. */
    gathersForLetter: gathersIn(reading.predicates),
    gathersForTests: gathersIn(reading.symbols.flatMap((symbol) => symbol.tests.map((test) => rule.tests[test]!))),
  };
}

/** Whether the early predicates are asked before the other fields are read. */
function isFiltered({ parts }: KindPlan, { index }: RulePlan): boolean {
  return parts.some(({ early, rules }) => early !== null && rules.includes(index));
}

function viewEarly(
  predicates: readonly (ConditionView & { readonly bit: number })[], { early }: RuleReading, claim: (ending: string) => string,
) {
  const name = claim('early');
  return {
    function: name,
    predicates,
    mayFail: predicates.some((one) => one.mayFail),
    readEvent: predicates.some(readsEvent),
    /** Of the event `e`. */
    isOpen: `wmk_open(${word(early!)}, ${name}(e))`,
  };
}

/** What stands before a condition that is not always asked. */
function viewAsked(open: bigint | null): string {
  return open === null ? '' : `wmk_open(${word(open)}, truth) && `;
}

function word(open: bigint): string {
  return `0x${open.toString(16)}ULL`;
}

/** Symbols on which the same tests are decided, in the same bits, with the letters that theirs begin at. */
function setsOfTests({ symbols }: RuleReading): readonly { readonly letters: readonly number[]; readonly tests: readonly number[] }[] {
  const sets = new Map<string, { letters: number[]; tests: readonly number[] }>();
  for (const { firstLetter, tests } of symbols) {
    const set = sets.get(tests.join()) ?? { letters: [], tests };
    set.letters.push(firstLetter);
    sets.set(tests.join(), set);
  }
  return [...sets.values()].filter(({ tests }) => tests.length > 0);
}

function gathersIn(conditions: readonly { readonly expression: PlanExpression }[]): readonly number[] {
  const read = conditions.flatMap(({ expression }) =>
    leavesOf(expression).flatMap((leaf) => (leaf.kind === 'gathered' ? [leaf.gather] : [])));
  return [...new Set(read)].sort((a, b) => a - b);
}

function readsEvent({ condition, valid }: ConditionView): boolean {
  return /\be->/.test(condition) || /\be->/.test(valid);
}

function writesEvent({ statements }: UpdateView): boolean {
  return statements.some((statement) => /\be->/.test(statement));
}
