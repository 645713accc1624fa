// What a key remembers for a leading negation, ready to print: in goes a rule's plan, out come the lists of a memory, and by
// kind how an event is compared with what is in them and put there.

import { typeOfField } from '../../check/expression-types.js';
import type { ExpressionType } from '../../check/expression.js';
import type { EventField, FieldType } from '../../events/catalogue.js';
import type { Remembered, RulePlan, RuleReading } from '../../plan/plan.js';
import { printCondition } from './expression.js';
import { copyField, declareField, structBytes, widestFirst } from './fields.js';
import type { MonitorNames } from './monitor-names.js';
import { origin, sourceText } from './origin.js';
import { quoteComment } from './quote.js';

export interface ListView {
  readonly index: number;
  readonly entry: string;
  readonly member: string;
  readonly list: string;
}

/** Null: nothing is remembered. */
export function viewMemory(rule: RulePlan, name: string, monitor: MonitorNames) {
  if (rule.absent === null) {
    return null;
  }
  const lists = rule.absent.remembered.map(({ binding, values, limit }, index) => {
    const { identifier, span } = rule.stepNames[binding]!;
    return {
      index,
      entry: monitor.names.claim(`${name}_past_${identifier}`),
      member: `past_${index}`,
      list: monitor.names.claim(`${name}_pasts_${identifier}`),
      limit,
      values: widestFirst(values.map(({ type }, value) => ({ type, name: valueName(value) })))
        .map((value) => ({ declaration: declareField(value.type, value.name) })),
      origin: origin(span),
      text: quoteComment(sourceText(span)),
    };
  });
  return { lists, nrLists: lists.length };
}

/** struct NAME_memory: its head, a number for each list, the lists. */
export function memoryBytes({ absent }: RulePlan): number {
  if (absent === null) {
    return 0;
  }
  const [head, time] = [10, 8];
  return Math.ceil((head + absent.remembered.length) / 8) * 8 + absent.remembered.reduce((sum, { values, limit }) =>
    sum + limit * structBytes(widestFirst(values).map(({ type }) => type), time), 0);
}

type Names = (ending: string) => string;

/** What a kind's events are to a memory. */
export function viewAbsence(
  rule: RulePlan, reading: RuleReading, lists: readonly ListView[], letterName: (letter: number) => string,
  claim: Names, { scans }: MonitorNames,
) {
  const pasts: { readonly function: string; readonly entry: string; readonly conditions: readonly string[] }[] = [];
  const compare = (of: number, fields: readonly { readonly value: number; readonly field: EventField }[]): string => {
    const { values } = rule.absent!.remembered[of]!;
    const conditions = fields.map(({ value, field }) => printCondition<Leaf>({
      kind: 'binary', operator: '==', left: leaf(`p->${valueName(value)}`, values[value]!.type),
      right: leaf(`e->${field.name}`, field.type), type: typeOfField(field.type),
    }, { scan: scans.find, read: ({ text, stored }) => ({ text, stored }) }));
    const { entry } = lists[of]!;
    const known = pasts.find((past) => past.entry === entry && past.conditions.join() === conditions.join());
    if (known !== undefined) {
      return known.function;
    }
    const name = claim(`same_${pasts.length}`);
    pasts.push({ function: name, entry, conditions });
    return name;
  };
  const absenceSets = reading.symbols.filter(({ absences }) => absences.length > 0).map(({ firstLetter, tests, absences }) => ({
    letters: [letterName(firstLetter)],
    tests: absences.map((test, index) => ({
      bit: tests.length + index,
      condition: rule.absent!.tests[test]!.of.map(({ remembered, compares }) =>
        `!wmk_recalls(&of, &${lists[remembered]!.list}, ${compare(remembered, compares)})`).join(' & '),
    })),
  }));
  const fills = new Map<number, { readonly function: string; readonly entry: string; readonly statements: readonly string[] }>();
  const fill = (of: number): string => {
    const known = fills.get(of) ?? {
      function: claim(`fill_${of}`), entry: lists[of]!.entry, statements: fillStatements(rule.absent!.remembered[of]!),
    };
    fills.set(of, known);
    return known.function;
  };
  const rememberSets = reading.symbols.filter(({ remembers }) => remembers.length > 0).map(({ firstLetter, remembers }) => ({
    letters: [letterName(firstLetter)],
    lists: remembers.map((of) => ({
      list: lists[of]!.list,
      same: compare(of, rule.absent!.remembered[of]!.values.map(({ field }, value) => ({ value, field }))),
      fill: fill(of),
    })),
  }));
  return {
    pasts,
    fills: [...fills.values()],
    absenceSets,
    absencesFunction: claim('absences'),
    rememberSets,
    rememberFunction: claim('remember'),
    keyed: rule.absent === null ? [] : keyedLetters(rule, reading).map(({ letter, why }) => ({ letter: letterName(letter), why })),
    keyedTable: claim('keyed'),
  };
}

/** Events that a key is made for: 1 as they may begin a run, whatever is remembered, 2 as they are remembered. */
function keyedLetters({ automaton }: RulePlan, { symbols }: RuleReading): readonly { readonly letter: number; readonly why: number }[] {
  return symbols.map(({ firstLetter, tests, absences, remembers }) => {
    const last = firstLetter + 2 ** (tests.length + absences.length);
    const begins = automaton.moves.some(({ from, letter }) =>
      automaton.states[from]!.role === 'start' && letter >= firstLetter && letter < last);
    return { letter: firstLetter, why: (begins ? 1 : 0) + (remembers.length > 0 ? 2 : 0) };
  }).filter(({ why }) => why !== 0);
}

function fillStatements({ values }: Remembered): readonly string[] {
  return values.map(({ field, type }, value) => copyField(type, `to->${valueName(value)}`, `e->${field.name}`, field.type));
}

function valueName(value: number): string {
  return `value_${value}`;
}

interface Leaf {
  readonly kind: 'value';
  readonly text: string;
  readonly stored: FieldType;
  readonly type: ExpressionType;
}

function leaf(text: string, stored: FieldType): Leaf {
  return { kind: 'value', text, stored, type: typeOfField(stored) };
}
