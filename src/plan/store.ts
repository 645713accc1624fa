// Where an expression finds what it reads: in goes an expression of a rule and what the event at hand is to it, out comes
// the same over the event and what the run has stored.

import type { Expression, ExpressionType } from '../check/expression.js';
import { signed, typeOfField } from '../check/expression-types.js';
import { mapLeaves } from './map-leaves.js';
import type { CheckedRule, RuleExpression, RuleLeaf } from '../check/rule.js';
import type { EventField, EventKind } from '../events/catalogue.js';
import { bindingItem, placesOfClass, type AtHand } from './class-places.js';
import { classType } from './class-type.js';
import { isArray } from './moments.js';
import type { PlanExpression, PlanLeaf } from './plan.js';
import type { Registers, RegisterOf, Stored, ValueLeaf } from './values.js';

export type StoreLeaf = ValueLeaf | Exclude<PlanLeaf, { readonly kind: 'cell' | 'extreme' }>;
export type StoreExpression = Expression<StoreLeaf>;

export interface Store {
  readonly rule: CheckedRule;
  readonly registers: Registers;
  /** Interns what is looked up in a map with a key made of the event at hand. */
  gather(kind: EventKind, map: number, keys: readonly PlanExpression[]): number;
}

/** `hand`: null where a match is over, and there is no event at hand. */
export function storeExpression(store: Store, expression: RuleExpression, hand: AtHand | null): StoreExpression {
  return mapLeaves(overElements(store.rule, expression, hand), (leaf) => leafOf(store, leaf, hand));
}

function leafOf(store: Store, leaf: RuleLeaf, hand: AtHand | null): StoreExpression {
  switch (leaf.kind) {
    case 'field':
      return leaf.binding === hand?.binding ? event(leaf.field, leaf.type)
        : agreed(store, leaf.binding, leaf.field)
          ?? value(store, { of: 'step', binding: leaf.binding }, { is: 'field', field: leaf.field }, leaf.type);
    case 'aggregate':
      return leaf.binding === hand?.binding
        ? (hand.isFirst ? ofFirst(leaf) : withElement(store, leaf)) : ofArray(store, leaf);
    case 'lookup': {
      const keys = leaf.keys.map((key) => storeExpression(store, key, hand));
      return hand === null
        ? { kind: 'lookup', map: leaf.table, keys: keys as readonly PlanExpression[], type: leaf.type }
        : { kind: 'gathered', gather: store.gather(kindOf(store, hand), leaf.table, keys as readonly PlanExpression[]), type: leaf.type };
    }
    case 'variable':
    case 'context':
    case 'local':
      return leaf;
  }
}

/** What is stored for a class need not be stored for its fields. Null: the field is in none that is. */
function agreed(store: Store, binding: number, field: EventField): StoreExpression | null {
  const { rule } = store;
  const joined = rule.classes.findIndex(({ isKey, members }) =>
    !isKey && members.some((member) => member.binding === binding && member.field === field));
  return joined === -1 || !isTestedIn(rule, joined) ? null
    : value(store, { of: 'class', joined }, { is: 'class' }, typeOfField(classType(rule.classes[joined]!)));
}

/** Whether each chain that binds the class tests it, so that its value is stored. */
function isTestedIn(rule: CheckedRule, joined: number): boolean {
  const of = rule.classes[joined]!;
  return rule.chains.every((chain) => bindingItem(chain, of) === -1 || placesOfClass(rule, chain, of).length > 0);
}

function kindOf({ rule }: Store, { binding }: AtHand): EventKind {
  return rule.bindings[binding]!.kind;
}

type Aggregate = RuleLeaf & { readonly kind: 'aggregate' };

/** An array that stands before the event at hand. */
function ofArray(store: Store, leaf: Aggregate): StoreExpression {
  const { binding, type } = leaf;
  const field = leaf.field!;
  const rest = (stored: Stored, of: ExpressionType = type): StoreExpression => value(store, { of: 'rest', binding }, stored, of);
  switch (leaf.function) {
    case 'first': return value(store, { of: 'first', binding }, { is: 'field', field }, type);
    case 'count': return rest({ is: 'count' });
    case 'avg': return binary('/', rest({ is: 'sum', field }, signed), rest({ is: 'count' }, signed));
    case 'prev': // which the last one becomes, and which the count tells whether there is
      store.registers.value({ of: 'rest', binding }, { is: 'last', field });
      store.registers.value({ of: 'rest', binding }, { is: 'count' });
      return rest({ is: 'prev', field });
    case 'last':
    case 'min':
    case 'max':
    case 'sum': return rest({ is: leaf.function, field });
  }
}

/** An array of one element, which is the event at hand. */
function ofFirst(leaf: Aggregate): StoreExpression {
  switch (leaf.function) {
    case 'count': return { kind: 'integer', value: 1n, type: signed };
    case 'sum':
    case 'avg': return binary('+', event(leaf.field!, typeOfField(leaf.field!.type)), { kind: 'integer', value: 0n, type: signed });
    case 'prev': throw new Error('there is no element before the first');
    default: return event(leaf.field!, leaf.type);
  }
}

/** An array to which the event at hand is added. */
function withElement(store: Store, leaf: Aggregate): StoreExpression {
  const { binding, type } = leaf;
  const field = leaf.field!;
  const rest = (stored: Stored, of: ExpressionType = type): StoreExpression => value(store, { of: 'rest', binding }, stored, of);
  const count = (): StoreExpression =>
    binary('+', rest({ is: 'count' }, signed), { kind: 'integer', value: 1n, type: signed });
  const sum = (): StoreExpression =>
    binary('+', rest({ is: 'sum', field }, signed), event(field, typeOfField(field.type)));
  const extreme = (which: 'least' | 'greatest', is: 'min' | 'max'): StoreExpression => ({
    kind: 'extremeValue', which, value: store.registers.value({ of: 'rest', binding }, { is, field }), field, type,
  });
  switch (leaf.function) {
    case 'first': return value(store, { of: 'first', binding }, { is: 'field', field }, type);
    case 'prev': return rest({ is: 'last', field });
    case 'last': return event(field, type);
    case 'count': return count();
    case 'sum': return sum();
    case 'avg': return binary('/', sum(), count());
    case 'min': return extreme('least', 'min');
    case 'max': return extreme('greatest', 'max');
  }
}

/** A comparison with each element of an array before the event at hand is one with its least or greatest value. */
function overElements(rule: CheckedRule, expression: RuleExpression, hand: AtHand | null): RuleExpression {
  if (expression.kind !== 'binary' || hand === null) {
    return expression;
  }
  const { operator, left, right } = expression;
  const isElements = (side: RuleExpression): side is RuleLeaf & { readonly kind: 'field' } =>
    side.kind === 'field' && side.binding !== hand.binding && isArray(rule, side.binding);
  if (!isElements(left) && !isElements(right)) {
    return expression;
  }
  const compare = (ofLeft: 'min' | 'max', ofRight: 'min' | 'max'): RuleExpression => ({
    ...expression,
    left: isElements(left) ? extremeOf(left, ofLeft) : left,
    right: isElements(right) ? extremeOf(right, ofRight) : right,
  });
  switch (operator) {
    case '<':
    case '<=': return compare('max', 'min');
    case '>':
    case '>=': return compare('min', 'max');
    case '==': {
      const [one, other] = [compare('min', 'max'), compare('max', 'min')];
      return { kind: 'binary', operator: '&&', left: one, right: other, type: signed };
    }
    default: throw new Error(`'${operator}' of each element of an array`);
  }
}

function extremeOf(leaf: RuleLeaf & { readonly kind: 'field' }, name: 'min' | 'max'): RuleExpression {
  return { kind: 'aggregate', function: name, binding: leaf.binding, field: leaf.field, type: leaf.type };
}

function event(field: EventField, type: ExpressionType): StoreExpression {
  return { kind: 'event', field, type };
}

function value({ registers }: Store, of: RegisterOf, stored: Stored, type: ExpressionType): StoreExpression {
  return { kind: 'value', value: registers.value(of, stored), type };
}

function binary(operator: '+' | '/', left: StoreExpression, right: StoreExpression): StoreExpression {
  return { kind: 'binary', operator, left, right, type: signed };
}
