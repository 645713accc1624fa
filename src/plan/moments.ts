// When a condition is tested: in go a chain and a guard, out comes the moment, or null where the chain lacks one of its
// names. It is the latest of the moments that its names ask for (the language page, section 4).

import { aggregatesOf, fieldsOf } from '../check/expression-parts.js';
import type { Chain, CheckedRule, Guard } from '../check/rule.js';

export type Moment =
  /** A negated event that is watched for before this item, or behind the last one. */
  | { readonly at: 'negation'; readonly item: number; readonly binding: number }
  /** The event that takes an item: a step, or the first element of an array. */
  | { readonly at: 'step'; readonly item: number }
  /** Each element of an array; prev(s) holds on the first. */
  | { readonly at: 'element'; readonly item: number; readonly holdsOnFirst: boolean }
  /** An element that could be the last one of an array which ends its chain. */
  | { readonly at: 'end'; readonly item: number };

export function momentOf(rule: CheckedRule, chain: Chain, guard: Guard): Moment | null {
  const itemOf = (binding: number): number => chain.steps.findIndex((step) => step.binding === binding);
  const negated = guard.names.find((name) => rule.bindings[name]!.negated);
  if (guard.names.some((name) => name !== negated && itemOf(name) === -1)) {
    return null;
  }
  if (negated !== undefined) {
    const item = chain.trailing.includes(negated) ? chain.steps.length
      : chain.steps.findIndex(({ watched }) => watched.includes(negated));
    return item === -1 ? null : { at: 'negation', item, binding: negated };
  }
  const aggregates = aggregatesOf(guard.expression);
  const moments = [
    ...fieldsOf(guard.expression).map(({ binding }): Moment => isArray(rule, binding)
      ? { at: 'element', item: itemOf(binding), holdsOnFirst: false } : { at: 'step', item: itemOf(binding) }),
    ...aggregates.map(({ function: name, binding }): Moment => {
      const item = itemOf(binding);
      switch (name) {
        case 'first': return { at: 'step', item };
        case 'prev': return { at: 'element', item, holdsOnFirst: true };
        default: return item === chain.steps.length - 1 ? { at: 'end', item } : { at: 'step', item: item + 1 };
      }
    }),
  ];
  const latest = moments.reduce((a, b) => (rank(b) > rank(a) ? b : a));
  const holdsOnFirst = latest.at === 'element' && aggregates.some(({ function: name, binding }) =>
    name === 'prev' && itemOf(binding) === latest.item);
  return latest.at === 'element' ? { ...latest, holdsOnFirst } : latest;
}

export function isArray(rule: CheckedRule, binding: number): boolean {
  return rule.bindings[binding]!.array !== null;
}

function rank({ at, item }: Moment): number {
  return item * 4 + { negation: 0, step: 1, element: 2, end: 3 }[at];
}
