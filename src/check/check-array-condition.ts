// What a condition may ask of an array: in goes a condition over several events or over an array as a whole, out come
// complaints only. A run does not keep the elements of an array but what was made of them as they came, so that a
// condition must be tested while they come, or need no more than that.

import { diagnostic } from '../source/diagnostic.js';
import type { BinaryOperator } from '../syntax/ast.js';
import { isBefore, isInChain } from './chain-order.js';
import type { DraftBinding } from './draft.js';
import { allLeavesOf, bindingsOf } from './expression-parts.js';
import { callBinding, callLeaf } from './phrase.js';
import type { Report } from './report.js';
import type { Test } from './resolve-conditions.js';
import type { AggregateFunction, Chain, RuleExpression, RuleLeaf } from './rule.js';

type OfArray = RuleLeaf & { readonly kind: 'field' | 'aggregate' };

/** Known when all elements are; first is known with the first, prev with each. */
const ofWhole: readonly AggregateFunction[] = ['last', 'count', 'min', 'max', 'sum', 'avg'];
const orders: readonly BinaryOperator[] = ['==', '<', '<=', '>', '>='];

/** False where something was reported. */
export function checkArrayCondition(
  test: Test, bindings: readonly DraftBinding[], chains: readonly Chain[], report: Report,
): boolean {
  const names = bindingsOf(test.expression).flatMap((name) => bindings[name] ?? []);
  return names.filter((binding) => binding.array !== null).every((array) => {
    const of = allLeavesOf(test.expression).filter((leaf): leaf is OfArray =>
      (leaf.kind === 'field' || leaf.kind === 'aggregate') && leaf.binding === array.index);
    const later = names.find((other) => chains.some((chain) =>
      isBefore(array.index, other.index, chain) && names.every(({ index }) => isInChain(index, chain))));
    return checkMixture(of, array, bindings, test, report)
      && (later === undefined || checkLater(of, array, later, bindings, test, report));
  });
}

function checkMixture(
  of: readonly OfArray[], array: DraftBinding, bindings: readonly DraftBinding[], { span }: Test, report: Report,
): boolean {
  const whole = of.find((leaf) => leaf.kind === 'aggregate' && ofWhole.includes(leaf.function));
  const element = of.find(isElement);
  if (whole === undefined || element === undefined) {
    return true;
  }
  report(diagnostic('bad-array-condition', `${callLeaf(element, bindings)} is of each element of `
    + `'${array.name ?? ''}' and ${callLeaf(whole, bindings)} of all of them together, which one condition cannot be`, span, {
    hint: 'what names elements is tested at each of them, when the others are not known yet',
  }));
  return false;
}

function checkLater(
  of: readonly OfArray[], array: DraftBinding, later: DraftBinding, bindings: readonly DraftBinding[],
  { expression, span }: Test, report: Report,
): boolean {
  const previous = of.find((leaf) => leaf.kind === 'aggregate' && leaf.function === 'prev');
  const plain = of.find((leaf) => leaf.kind === 'field');
  if (previous !== undefined) {
    report(diagnostic('bad-array-condition', `${callLeaf(previous, bindings)} is of the element before each, but `
      + `${callBinding(later)} is read behind all of them`, span, {
      hint: 'first, last, count, min, max, sum and avg can be compared with later events',
    }));
    return false;
  }
  if (plain === undefined || isOrder(expression, array.index)) {
    return true;
  }
  report(diagnostic('bad-array-condition', `${callLeaf(plain, bindings)} is of each element of `
    + `'${array.name ?? ''}', but ${callBinding(later)} is read behind all of them`, span, {
    hint: plain.type.kind === 'integer'
      ? `only by == < <= > >= then, with ${callLeaf(plain, bindings)} as the whole of one side`
      : `only by an equality of two plain fields then, as it is no integer`,
  }));
  return false;
}

/** All of `s.F OPERATOR e`, with nothing of s in e: the least or the greatest value of s.F is enough to know it. */
function isOrder(expression: RuleExpression, array: number): boolean {
  if (expression.kind !== 'binary' || !orders.includes(expression.operator)) {
    return false;
  }
  const { left, right } = expression;
  const isPlain = (side: RuleExpression): boolean =>
    side.kind === 'field' && side.binding === array && side.type.kind === 'integer';
  const isFree = (side: RuleExpression): boolean => !bindingsOf(side).includes(array);
  return (isPlain(left) && isFree(right)) || (isPlain(right) && isFree(left));
}

function isElement(leaf: OfArray): boolean {
  return leaf.kind === 'field' || leaf.function === 'prev';
}
