// When a condition is tested (section 4): in go a condition over several events and a chain, out comes the event of the
// chain at which it is, or null where the chain lacks one of its names, so that it holds.
//
// Each name asks for a moment, and the latest of them is taken. A single event asks for the moment when it is read,
// and so does first(s). s.F and prev(s).F of an array are tested at each element. What is known only of the whole
// array (last, count, min, max, sum, avg) is tested at the step after it, or, where the array is the chain's last
// step, at each element from the least count on. A condition that names a negated event is tested when that one is
// read.

import type { Chain, CheckedRule, Guard, RuleLeaf } from '../check/rule.js';
import { leavesOf } from './leaves.js';

export type Moment =
  | { readonly is: 'negated'; readonly binding: number }
  /** `step` indexes the chain. end: only of an array that is the last step. */
  | { readonly is: 'first' | 'each' | 'end'; readonly step: number };

export function momentOf(rule: CheckedRule, guard: Guard, chain: Chain): Moment | null {
  const inChain = new Set([...chain.steps.flatMap((step) => [step.binding, ...step.watched]), ...chain.trailing]);
  if (!guard.names.every((name) => inChain.has(name))) {
    return null;
  }
  const negated = guard.names.find((name) => rule.bindings[name]!.negated);
  if (negated !== undefined) {
    return { is: 'negated', binding: negated };
  }
  return leavesOf(guard.expression)
    .flatMap((leaf) => askedBy(rule, leaf, chain) ?? [])
    .reduce((a, b) => (isBefore(a, b) ? b : a));
}

type StepMoment = Exclude<Moment, { is: 'negated' }>;

function askedBy(rule: CheckedRule, leaf: RuleLeaf, chain: Chain): StepMoment | null {
  if (leaf.kind !== 'field' && leaf.kind !== 'aggregate') {
    return null;
  }
  const step = chain.steps.findIndex(({ binding }) => binding === leaf.binding);
  if (rule.bindings[leaf.binding]!.array === null) {
    return { is: 'first', step };
  }
  if (leaf.kind === 'field' || leaf.function === 'prev') {
    return { is: 'each', step };
  }
  if (leaf.function === 'first') {
    return { is: 'first', step };
  }
  return step === chain.steps.length - 1 ? { is: 'end', step } : { is: 'first', step: step + 1 };
}

function isBefore(a: StepMoment, b: StepMoment): boolean {
  const order = ['first', 'each', 'end'];
  return a.step === b.step ? order.indexOf(a.is) < order.indexOf(b.is) : a.step < b.step;
}
