// Can a condition on one event hold at all: in go conditions, out come verdicts. It knows literals, ranges of fields
// and comparisons of one field; of everything else it says 'maybe'.

import type { BinaryOperator } from '../syntax/ast.js';
import { areEqual, evaluate, type Value } from './evaluate.js';
import type { Literal, Members } from './expression.js';
import { allLeavesOf, type FieldExpression } from './expression-parts.js';
import { rangeOfField } from './expression-types.js';
import { constant } from './fold.js';
import type { RuleExpression } from './rule.js';

export type Verdict = 'always' | 'never' | 'maybe';

interface Comparison {
  readonly field: FieldExpression;
  readonly operator: BinaryOperator;
  readonly value: Value;
}

export function verdict(expression: RuleExpression): Verdict {
  if (expression.kind === 'integer') {
    return expression.value === 0n ? 'never' : 'always';
  }
  if (expression.kind === 'unary' && expression.operator === '!') {
    const inner = verdict(expression.operand);
    return inner === 'maybe' ? 'maybe' : inner === 'always' ? 'never' : 'always';
  }
  if (expression.kind === 'binary' && (expression.operator === '&&' || expression.operator === '||')) {
    const both = [verdict(expression.left), verdict(expression.right)];
    const [one, all]: readonly Verdict[] = expression.operator === '||' ? ['always', 'never'] : ['never', 'always'];
    return both.find((side) => side === one) ?? (both.every((side) => side === all) ? all ?? 'maybe' : 'maybe');
  }
  if (expression.kind === 'in') {
    const { operand, set } = expression;
    return operand.kind === 'field' && set.of === 'integers' && !set.members.some(isInRange(operand)) ? 'never'
      : isOfAll(set) ? 'always' : 'maybe';
  }
  const comparison = comparisonOf(expression);
  return comparison === null ? 'maybe' : againstRange(comparison);
}

function againstRange({ field, operator, value }: Comparison): Verdict {
  const range = rangeOfField(field.field.type);
  if (range === null || typeof value !== 'bigint') {
    return 'maybe';
  }
  const { least, greatest } = range;
  const [isBelow, isAbove] = [value < least, value > greatest];
  switch (operator) {
    case '==': return isBelow || isAbove ? 'never' : 'maybe';
    case '!=': return isBelow || isAbove ? 'always' : 'maybe';
    case '<': return value <= least ? 'never' : isAbove ? 'always' : 'maybe';
    case '<=': return isBelow ? 'never' : value >= greatest ? 'always' : 'maybe';
    case '>': return value >= greatest ? 'never' : isBelow ? 'always' : 'maybe';
    case '>=': return isAbove ? 'never' : value <= least ? 'always' : 'maybe';
    default: return 'maybe';
  }
}

const mirrored: ReadonlyMap<BinaryOperator, BinaryOperator> = new Map([
  ['==', '=='], ['!=', '!='], ['<', '>'], ['<=', '>='], ['>', '<'], ['>=', '<='],
]);

function comparisonOf(expression: RuleExpression): Comparison | null {
  if (expression.kind !== 'binary') {
    return null;
  }
  const { left, right, operator } = expression;
  if (left.kind === 'field' && isLiteral(right)) {
    return { field: left, operator, value: right.value };
  }
  const other = mirrored.get(operator);
  return right.kind === 'field' && isLiteral(left) && other !== undefined
    ? { field: right, operator: other, value: left.value }
    : null;
}

function isLiteral(expression: RuleExpression): expression is Literal {
  return constant(expression) !== null;
}

function isInRange(field: FieldExpression): (value: Value) => boolean {
  const range = rangeOfField(field.field.type);
  return (value) => typeof value !== 'bigint' || range === null || (value >= range.least && value <= range.greatest);
}

/** So few values are tried one by one. */
const few = 256n;

/** All of them read this one field: is there a value of it with which they hold? */
export function canAllHold(field: FieldExpression, expressions: readonly RuleExpression[]): boolean {
  const candidates = candidatesFor(field, expressions);
  if (candidates !== null) {
    return candidates.filter(isInRange(field)).some((value) => expressions.every((expression) => {
      const result = evaluate(expression, () => value);
      return typeof result === 'bigint' && result !== 0n;
    }));
  }
  return !haveContradictoryEnds(expressions);
}

/** The only values that can do; null where they are too many to try. */
function candidatesFor(field: FieldExpression, expressions: readonly RuleExpression[]): readonly Value[] | null {
  for (const expression of expressions) {
    if (expression.kind === 'in' && expression.operand.kind === 'field') {
      const values = valuesOf(expression.set);
      if (values !== null) {
        return values;
      }
      continue;
    }
    const comparison = comparisonOf(expression);
    if (comparison?.operator === '==') {
      return [comparison.value];
    }
  }
  const range = rangeOfField(field.field.type);
  if (range === null) {
    return null;
  }
  let { least, greatest } = range;
  for (const expression of expressions) {
    const { operator, value } = comparisonOf(expression) ?? { operator: null, value: 0n };
    if (typeof value === 'bigint') {
      least = operator === '>' && value >= least ? value + 1n : operator === '>=' && value > least ? value : least;
      greatest = operator === '<' && value <= greatest ? value - 1n
        : operator === '<=' && value < greatest ? value : greatest;
    }
  }
  return greatest - least >= few ? null
    : Array.from({ length: Math.max(0, Number(greatest - least) + 1) }, (_, index) => least + BigInt(index));
}

/** Null where it has more than one address each. */
function valuesOf(set: Members): readonly Value[] | null {
  return set.of !== 'addresses' ? set.members
    : set.members.every(({ bits }) => bits === 128) ? set.members.map(({ address }) => address) : null;
}

function isOfAll(set: Members): boolean {
  return set.of === 'addresses' && set.members.some(({ bits }) => bits === 0);
}

/** Two beginnings of which neither begins the other, or two such endings. */
function haveContradictoryEnds(expressions: readonly RuleExpression[]): boolean {
  return (['STARTSWITH', 'ENDSWITH'] as const).some((operator) => {
    const ends = expressions.flatMap((expression) => {
      const comparison = comparisonOf(expression);
      return comparison?.operator === operator && typeof comparison.value !== 'bigint' ? [comparison.value] : [];
    });
    return ends.some((a) => ends.some((b) => {
      const length = Math.min(a.length, b.length);
      const cut = (text: Uint8Array): Uint8Array =>
        (operator === 'STARTSWITH' ? text.slice(0, length) : text.slice(text.length - length));
      return !areEqual(cut(a), cut(b));
    }));
  });
}

/** The one thing that it reads, a plain field; null where it reads another too. */
export function onlyField(expression: RuleExpression): FieldExpression | null {
  const leaves = allLeavesOf(expression);
  const [first] = leaves;
  return first?.kind === 'field' && leaves.every((leaf) => leaf.kind === 'field' && leaf.field.name === first.field.name)
    ? first : null;
}
