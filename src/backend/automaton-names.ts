// What pictures and comments call the parts of an automaton: in goes a rule's plan, out come names from the rule: states
// after the step read last, and whether they await the deadline; symbols after their kind and the conditions that make
// them.

import { coverOutcomes } from '../automaton/cover.js';
import type { AutomatonNames } from '../automaton/transitions.js';
import type { AbsenceTest, RulePlan, RuleReading } from '../plan/plan.js';
import { guardText, oppositeText, predicateText } from './condition-text.js';

export function nameAutomaton(rule: RulePlan): AutomatonNames {
  const { symbols } = rule.automaton.alphabet;
  return {
    rule: rule.name,
    states: nameStates(rule),
    symbols: ['', ...symbols.map(({ index }) => nameTogether(rule, [index])[0]!)],
    tests: nameTests(rule),
    together: (group) => nameTogether(rule, group),
  };
}

/** By the problem's test; of one that reads several groups any will do. */
function nameTests(rule: RulePlan): readonly string[] {
  const names: string[] = [];
  for (const test of rule.tests) {
    names[test.problemTest] = guardText(test, rule);
  }
  for (const test of rule.absent?.tests ?? []) {
    names[test.problemTest] = absenceText(test, rule);
  }
  return names;
}

/** 'no a with its Path before': what is compared is of the event at hand. */
function absenceText({ of }: AbsenceTest, { absent, stepNames }: RulePlan): string {
  const names = of.map(({ remembered, compares }) => {
    const name = stepNames[absent!.remembered[remembered]!.binding]!.identifier;
    return compares.length === 0 ? name : `${name} with its ${compares.map(({ field }) => field.name).join(' and ')}`;
  });
  return `no ${names.join(' or ')} before`;
}

function nameStates(rule: RulePlan): readonly string[] {
  const taken = new Map<string, number>();
  return rule.automaton.states.map(({ role, lastStep, pending }) => {
    const base = {
      none: 'none',
      start: 'start',
      live: `${lastStep === null ? 'event' : rule.steps[lastStep]!.name}${pending ? ' pending' : ''}`,
      accepting: 'match',
      dead: 'dead',
    }[role];
    const times = (taken.get(base) ?? 0) + 1;
    taken.set(base, times);
    return times === 1 ? base : `${base} (${times})`;
  });
}

/** One name for each kind of event that these symbols are of; the deadline is of none. */
function nameTogether(rule: RulePlan, symbols: readonly number[]): readonly string[] {
  const hasDeadline = rule.automaton.alphabet.symbols.some(({ index, firstLetter }) =>
    symbols.includes(index) && firstLetter === rule.pending?.deadlineLetter);
  return [...nameKinds(rule, symbols), ...(hasDeadline ? ['deadline'] : [])];
}

function nameKinds(rule: RulePlan, symbols: readonly number[]): readonly string[] {
  return rule.readings.flatMap((reading) => {
    const letters = new Set(rule.automaton.alphabet.symbols
      .filter(({ index, kind }) => kind === reading.problemKind && symbols.includes(index))
      .map(({ firstLetter }) => firstLetter));
    return letters.size === 0 ? [] : [nameReading(reading, letters)];
  });
}

function nameReading(reading: RuleReading, letters: ReadonlySet<number>): string {
  const cubes = coverOutcomes(reading.letters.map((letter) => letters.has(letter)));
  if (cubes.some((cube) => cube.length === 0)) {
    return reading.kind.name;
  }
  const texts = [...reading.predicates.map(predicateText), ...reading.views.map(viewText)];
  const alternatives = cubes.map((cube) => [...cube]
    .sort((a, b) => a.bit - b.bit)
    .map(({ bit, holds }) => (holds ? texts[bit]! : bit < reading.predicates.length ? oppositeText(texts[bit]!) : `not ${texts[bit]!}`))
    .map((text) => (cube.length > 1 && text.includes('||') ? `(${text})` : text))
    .join(' and '));
  return `${reading.kind.name} where ${alternatives.join(' or ')}`;
}

/** That the event is read under the key that these of its fields give. */
function viewText({ key }: RuleReading['views'][number]): string {
  return `keyed by ${key.map(({ name }) => name).join(' and ')}`;
}
