// The shortest match of a chain as events of which nothing is known but what the rule demands of them: in go a rule and
// one of its chains, out come those events, each no more than it must be. Two fields are equal only where the rule makes
// them so, and an event could take another step too only where the conditions on its own leave it no choice.

import { allLeavesOf, fieldsOf, type FieldExpression } from './expression-parts.js';
import { implies } from './implies.js';
import { printResolved } from './print-condition.js';
import type { Chain, CheckedRule, RuleExpression } from './rule.js';
import { onlyField } from './satisfiable.js';

export interface ShortestMatch {
  /** In the order of reading. */
  readonly events: readonly MatchEvent[];
  /** By binding of the chain the events that it takes, indices into `events`. */
  readonly elements: ReadonlyMap<number, readonly number[]>;
}

export interface MatchEvent {
  /** The binding that it is meant for. */
  readonly binding: number;
  /** Bindings, negated ones included, whose conditions on one event it meets. */
  readonly allows: ReadonlySet<number>;
  /** Of a field by its name; equal where the values must be. */
  readonly valueOf: (field: string) => string;
}

export function shortestMatch(rule: CheckedRule, chain: Chain): ShortestMatch {
  const meant = chain.steps.flatMap(({ binding }) =>
    new Array<number>(rule.bindings[binding]?.array?.least ?? 1).fill(binding));
  const values = equalities(rule, meant);
  const known = whatIsKnown(rule, meant, values);
  const state = stateConditions(rule, chain);
  const allowed = new Map(chain.steps.map(({ binding }) =>
    [binding, allowedTo(rule, binding, [...state, ...known(binding)])]));
  const elements = new Map<number, number[]>();
  meant.forEach((binding, event) => elements.set(binding, [...(elements.get(binding) ?? []), event]));
  return {
    elements,
    events: meant.map((binding, event) => ({
      binding,
      allows: allowed.get(binding) ?? new Set(),
      valueOf: (field) => values.find(nodeOf(event, field)),
    })),
  };
}

/** What depends on variables alone holds at the first event, and so at all of them. */
function stateConditions(rule: CheckedRule, chain: Chain): readonly RuleExpression[] {
  return chain.steps.flatMap(({ binding }) => predicatesOf(rule, binding))
    .filter((expression) => allLeavesOf(expression).every(({ kind }) => kind !== 'field'));
}

function allowedTo(rule: CheckedRule, binding: number, facts: readonly RuleExpression[]): ReadonlySet<number> {
  const kind = rule.bindings[binding]?.kind.name;
  return new Set(rule.bindings
    .filter((other) => other.kind.name === kind
      && other.predicates.every(({ expression }) => implies(facts, expression)))
    .map(({ index }) => index));
}

/** Its own conditions, and those on fields of other events that its fields must equal. */
function whatIsKnown(
  rule: CheckedRule, meant: readonly number[], values: Sets,
): (binding: number) => readonly RuleExpression[] {
  const ofValue = new Map<string, RuleExpression[]>();
  for (const [event, binding] of meant.entries()) {
    for (const expression of meant.indexOf(binding) === event ? predicatesOf(rule, binding) : []) {
      const field = onlyField(expression);
      if (field !== null) {
        const value = values.find(nodeOf(event, field.field.name));
        ofValue.set(value, [...(ofValue.get(value) ?? []), expression]);
      }
    }
  }
  return (binding) => {
    const event = meant.indexOf(binding); // the elements of an array are alike
    const kind = rule.bindings[binding]?.kind.name;
    const questions = rule.bindings.filter((other) => other.kind.name === kind)
      .flatMap(({ index }) => predicatesOf(rule, index));
    const equal = questions.filter((expression) => {
      const [one, other] = equated(expression).map((side) => values.find(nodeFor(event, side)));
      return one !== undefined && one === other;
    });
    const asked = new Map(questions.flatMap(fieldsOf).map((field) => [field.field.name, field]));
    const taken = [...asked.values()].flatMap((field) => {
      const conditions = ofValue.get(values.find(nodeOf(event, field.field.name))) ?? [];
      return conditions.map((expression) => onField(expression, field));
    });
    return [...predicatesOf(rule, binding), ...equal, ...taken];
  };
}

/** The same condition of another field. */
function onField(expression: RuleExpression, field: FieldExpression): RuleExpression {
  switch (expression.kind) {
    case 'field':
      return field;
    case 'unary':
    case 'in':
      return { ...expression, operand: onField(expression.operand, field) };
    case 'binary':
      return { ...expression, left: onField(expression.left, field), right: onField(expression.right, field) };
    default:
      return expression;
  }
}

function predicatesOf(rule: CheckedRule, binding: number): readonly RuleExpression[] {
  return (rule.bindings[binding]?.predicates ?? []).map(({ expression }) => expression);
}

/** Fields of one class, those that one event's conditions equate, and a field with the literal that it equals. */
function equalities(rule: CheckedRule, meant: readonly number[]): Sets {
  const sets = new Sets();
  meant.forEach((binding, event) => {
    for (const expression of predicatesOf(rule, binding)) {
      const [one, other] = equated(expression).map((side) => nodeFor(event, side));
      if (one !== undefined && other !== undefined) {
        sets.join(one, other);
      }
    }
  });
  for (const { members } of rule.classes) {
    const nodes = meant.flatMap((binding, event) =>
      members.filter((member) => member.binding === binding).map(({ field }) => nodeOf(event, field.name)));
    nodes.slice(1).forEach((node) => sets.join(nodes[0] ?? node, node));
  }
  return sets;
}

function equated(expression: RuleExpression): readonly RuleExpression[] {
  if (expression.kind !== 'binary' || expression.operator !== '==') {
    return [];
  }
  const sides = [expression.left, expression.right];
  const isKnown = ({ kind }: RuleExpression): boolean =>
    kind === 'field' || kind === 'integer' || kind === 'string' || kind === 'address';
  return sides.every(isKnown) ? sides : [];
}

function nodeFor(event: number, side: RuleExpression): string {
  return side.kind === 'field' ? nodeOf(event, side.field.name) : printResolved(side);
}

function nodeOf(event: number, field: string): string {
  return `event ${event} ${field}`;
}

/** Sets of what is equal, each called by one of its own. */
class Sets {
  readonly #above = new Map<string, string>();

  find(node: string): string {
    let root = node;
    for (let above = this.#above.get(root); above !== undefined; above = this.#above.get(root)) {
      root = above;
    }
    return root;
  }

  join(one: string, other: string): void {
    const [a, b] = [this.find(one), this.find(other)];
    if (a !== b) {
      this.#above.set(b, a); // so that what is joined to one and the same is one step from it
    }
  }
}
