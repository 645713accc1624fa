// The conditions of one chain by the reading at which each is tested: in go a rule and a chain, out come tests of what the
// run has stored, and conditions on the event alone, which are further predicates of that reading.

import { leavesOf } from '../check/expression-parts.js';
import { signed, typeOfField } from '../check/expression-types.js';
import type { Chain, CheckedRule, JoinClass } from '../check/rule.js';
import type { Span } from '../source/span.js';
import { classType } from './class-type.js';
import { expressionKey } from './expression-key.js';
import { placesOfClass, type AtHand, type ReadingRole, type TestPlace } from './class-places.js';
import { isArray, momentOf } from './moments.js';
import type { PlanExpression } from './plan.js';
import { storeExpression, type Store, type StoreExpression } from './store.js';

export interface StoreTest {
  readonly index: number;
  readonly expression: StoreExpression;
  /** Registers, ascending. */
  readonly reads: readonly number[];
  /** It compares a field with what a class outside the key agrees in. */
  readonly isOfClass: boolean;
  readonly span: Span;
}

export interface Condition {
  readonly expression: PlanExpression;
  readonly span: Span;
}

export interface ReadingTests {
  readonly tests: readonly StoreTest[];
  readonly conditions: readonly Condition[];
}

export interface TestBook {
  readonly tests: readonly StoreTest[];
  intern(kind: string, expression: StoreExpression, isOfClass: boolean, span: Span, store: Store): StoreTest;
}

export function makeTestBook(): TestBook {
  const tests: StoreTest[] = [];
  const known = new Map<string, StoreTest>();
  return {
    tests,
    intern: (kind, expression, isOfClass, span, { registers }) => {
      const key = `${kind} ${isOfClass} ${expressionKey(expression)}`;
      const values = leavesOf(expression).flatMap((leaf) =>
        leaf.kind === 'value' || leaf.kind === 'extremeValue' ? [registers.values[leaf.value]!.register] : []);
      const test = known.get(key)
        ?? { index: tests.length, expression, reads: [...new Set(values)].sort((a, b) => a - b), isOfClass, span };
      if (!known.has(key)) {
        known.set(key, test);
        tests.push(test);
      }
      return test;
    },
  };
}

/** By `readingName`. */
export type ChainTests = ReadonlyMap<string, ReadingTests>;

export function readingName(item: number, role: ReadingRole, binding: number): string {
  return `${item} ${role} ${binding}`;
}

export function testChain(store: Store, book: TestBook, chain: Chain): ChainTests {
  const { rule } = store;
  const found = new Map<string, { tests: StoreTest[]; conditions: Condition[] }>();
  const add = (
    item: number, role: ReadingRole, hand: AtHand, expression: StoreExpression, isOfClass: boolean, span: Span,
  ): void => {
    const name = readingName(item, role, hand.binding);
    const at = found.get(name) ?? { tests: [], conditions: [] };
    found.set(name, at);
    const test = book.intern(rule.bindings[hand.binding]!.kind.name, expression, isOfClass, span, store);
    if (test.reads.length > 0) {
      at.tests.push(test);
    } else {
      at.conditions.push({ expression: expression as PlanExpression, span });
    }
  };
  for (const guard of rule.guards) {
    for (const { item, role, hand } of placesOfGuard(rule, chain, guard)) {
      add(item, role, hand, storeExpression(store, guard.expression, hand), false, guard.span);
    }
  }
  rule.classes.forEach((joined, index) => {
    for (const { item, role, hand } of joined.isKey ? [] : placesOfClass(rule, chain, joined)) {
      add(item, role, hand, agreement(store, joined, index, hand.binding), true, joined.span);
    }
  });
  return found;
}

function placesOfGuard(rule: CheckedRule, chain: Chain, guard: CheckedRule['guards'][number]): readonly TestPlace[] {
  const moment = momentOf(rule, chain, guard);
  if (moment === null) {
    return [];
  }
  const { item } = moment;
  if (moment.at === 'negation') {
    return [{ item, role: 'negated', hand: { binding: moment.binding, isFirst: false } }];
  }
  const { binding } = chain.steps[item]!;
  const first = { binding, isFirst: true };
  const more = { binding, isFirst: false };
  switch (moment.at) {
    case 'step':
      return [isArray(rule, binding) ? { item, role: 'first', hand: first } : { item, role: 'single', hand: more }];
    case 'element':
      return [
        ...(moment.holdsOnFirst ? [] : [{ item, role: 'first', hand: first } as const]),
        { item, role: 'more', hand: more },
      ];
    case 'end':
      return [{ item, role: 'end-first', hand: first }, { item, role: 'end-more', hand: more }];
  }
}

function agreement(store: Store, joined: JoinClass, index: number, binding: number): StoreExpression {
  const { field } = joined.members.find((member) => member.binding === binding)!;
  return {
    kind: 'binary',
    operator: '==',
    left: {
      kind: 'value',
      value: store.registers.value({ of: 'class', joined: index }, { is: 'class' }),
      type: typeOfField(classType(joined)),
    },
    right: { kind: 'event', field, type: typeOfField(field.type) },
    type: signed,
  };
}
