// Which values of a field an event must have to concern a rule at all: in go how the rule reads the kind, out come
// numbers or texts for each field of which that can be said.

import { isLeaf } from '../check/expression-parts.js';
import { rangeOfField } from '../check/expression-types.js';
import { constant } from '../check/fold.js';
import { globFor } from '../check/glob.js';
import type { EventField } from '../events/catalogue.js';
import type { PlanExpression, RuleReading } from './plan.js';

/** Both ends included. */
export interface Interval {
  readonly least: bigint;
  readonly greatest: bigint;
}

/** All strings that begin so; `isWhole`: that one alone. */
export interface Beginning {
  readonly text: Uint8Array;
  readonly isWhole: boolean;
}

export type Values =
  | { readonly of: 'numbers'; readonly intervals: readonly Interval[] }
  | { readonly of: 'texts'; readonly beginnings: readonly Beginning[] };

/** An event that has another value is letter 0 to the rule. What a field has too many values for is left out. */
export function implyValues(reading: RuleReading): ReadonlyMap<EventField, Values> {
  const ofPredicates = reading.predicates.map(({ expression }) => valuesIn(expression));
  const fields = new Set(ofPredicates.flatMap((values) => [...values.keys()]));
  const implied = new Map<EventField, Values>();
  for (const field of fields) {
    const ofTruths = reading.letters.flatMap((letter, truth) => (letter === 0 ? []
      : [allOf(ofPredicates.flatMap((values, bit) => (truth >> bit & 1 ? values.get(field) ?? [] : [])))]));
    const values = ofTruths.reduce(oneOf, noneOf(field));
    if (values !== null) {
      implied.set(field, values);
    }
  }
  return implied;
}

function noneOf({ type }: EventField): Values {
  return type.kind === 'string' ? { of: 'texts', beginnings: [] } : { of: 'numbers', intervals: [] };
}

/** By field: what it must be for the condition to hold. */
function valuesIn(expression: PlanExpression): ReadonlyMap<EventField, Values> {
  if (isLeaf(expression)) {
    return new Map();
  }
  if (expression.kind === 'binary' && (expression.operator === '||' || expression.operator === '&&')) {
    const [left, right] = [valuesIn(expression.left), valuesIn(expression.right)];
    const either = new Set([...left.keys(), ...right.keys()]);
    return new Map([...either].flatMap((field) => {
      const [a, b] = [left.get(field) ?? null, right.get(field) ?? null];
      const both = expression.operator === '||' ? oneOf(a, b) : allOf([a, b].filter((one) => one !== null));
      return both === null ? [] : [[field, both]];
    }));
  }
  const [field, values] = valuesOf(expression) ?? [];
  return field === undefined || values === undefined ? new Map() : new Map([[field, values]]);
}

function valuesOf(expression: Exclude<PlanExpression, { kind: 'event' }>): readonly [EventField, Values] | null {
  if (expression.kind === 'in' && isField(expression.operand)) {
    const { field } = expression.operand;
    switch (expression.set.of) {
      case 'integers':
        return [field, { of: 'numbers', intervals: expression.set.members.flatMap((member) => comparedTo(field, '==', member)) }];
      case 'strings':
        return [field, { of: 'texts', beginnings: expression.set.members.map((text) => ({ text, isWhole: true })) }];
      case 'addresses':
        return null;
    }
  }
  if (expression.kind !== 'binary') {
    return null;
  }
  const { left, right } = expression;
  const [leaf, literal, operator] = isField(left) ? [left, constant(right), expression.operator]
    : isField(right) ? [right, constant(left), mirrored[expression.operator] ?? '']
      : [null, null, ''];
  if (leaf === null || literal === null) {
    return null;
  }
  if (typeof literal === 'bigint') {
    return isComparison(operator) ? [leaf.field, { of: 'numbers', intervals: comparedTo(leaf.field, operator, literal) }] : null;
  }
  const beginning = leaf.field.type.kind === 'string' ? beginningOf(operator, literal) : null;
  return beginning === null ? null : [leaf.field, { of: 'texts', beginnings: [beginning] }];
}

function isField(expression: PlanExpression): expression is PlanExpression & { readonly kind: 'event' } {
  return expression.kind === 'event';
}

const mirrored: Readonly<Record<string, string>> = { '==': '==', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

type Comparison = '==' | '<' | '<=' | '>' | '>=';

function isComparison(operator: string): operator is Comparison {
  return operator in mirrored;
}

/** Values that the field can have; none where it never compares so. */
function comparedTo(field: EventField, operator: Comparison, number: bigint): readonly Interval[] {
  const range = rangeOfField(field.type);
  if (range === null) {
    throw new Error(`a number is compared with '${field.name}'`);
  }
  const [below, above] = [{ ...range, greatest: number - 1n }, { ...range, least: number + 1n }];
  const wanted = {
    '==': { least: number, greatest: number },
    '<': below, '<=': { ...below, greatest: number },
    '>': above, '>=': { ...above, least: number },
  }[operator];
  return meet([range], [wanted]);
}

/** Null where it may begin with anything. */
function beginningOf(operator: string, literal: Uint8Array): Beginning | null {
  switch (operator) {
    case '==':
      return { text: literal, isWhole: true };
    case 'STARTSWITH':
    case 'LIKE': {
      const glob = globFor(operator, literal) ?? [];
      const end = glob.findIndex((part) => part.kind === 'run' || part.bytes?.size !== 1);
      const head = glob.slice(0, end === -1 ? glob.length : end);
      const text = Uint8Array.from(head.flatMap((part) => (part.kind === 'byte' ? [...part.bytes ?? []] : [])));
      return text.length === 0 && end !== -1 ? null : { text, isWhole: end === -1 };
    }
    default:
      return null;
  }
}

/** What all of them allow, or more; null: anything. */
function allOf(values: readonly Values[]): Values | null {
  return values.reduce<Values | null>((all, one) => (all?.of === 'numbers' && one.of === 'numbers'
    ? { of: 'numbers', intervals: meet(all.intervals, one.intervals) } : all ?? one), null);
}

function meet(some: readonly Interval[], others: readonly Interval[]): readonly Interval[] {
  return some.flatMap((a) => others.flatMap((b) => {
    const [least, greatest] = [a.least > b.least ? a.least : b.least, a.greatest < b.greatest ? a.greatest : b.greatest];
    return least > greatest ? [] : [{ least, greatest }];
  }));
}

/** What one of them allows. */
function oneOf(a: Values | null, b: Values | null): Values | null {
  if (a?.of === 'numbers' && b?.of === 'numbers') {
    return { of: 'numbers', intervals: [...a.intervals, ...b.intervals] };
  }
  return a?.of === 'texts' && b?.of === 'texts' ? { of: 'texts', beginnings: [...a.beginnings, ...b.beginnings] } : null;
}
