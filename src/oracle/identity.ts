// The identity of a run (section 6): the steps that it still awaits, the conditions that are pending on what it has
// bound, and the values of the classes, not in the key, that it has bound and that a later step, negation or element
// needs. Under `latest` and `earliest` no two runs of one identity coexist.

import type { CheckedRule, Guard } from '../check/rule.js';
import { classValue, elementsNeeded, takesFurther, type RunChain } from './chain.js';
import { momentOf } from './moment.js';
import type { Run } from './run.js';

/** Of what its chains await as a set. */
export function identityOf(rule: CheckedRule, run: Run): string {
  const awaited = run.chains.map((one) => JSON.stringify([
    elementsToCome(rule, one),
    restOf(one).map(({ binding, watched }) => [binding, [...watched].sort((a, b) => a - b)]),
    rule.guards.filter((guard) => isPending(rule, guard, one)).map(({ index }) => index),
    neededValues(rule, one),
  ]));
  return [...new Set(awaited)].sort().join();
}

function restOf({ chain, bound }: RunChain): RunChain['chain']['steps'] {
  return chain.steps.slice(bound.size);
}

/** Negated events that are still to be watched for. */
function toWatch(one: RunChain): readonly number[] {
  return [...restOf(one).flatMap(({ watched }) => watched), ...one.chain.trailing];
}

/**
 * Of the array that was begun last, where it takes any: its binding and how many it still needs. As the last step it needs
 * one even where it has its least count: that with which its condition holds.
 */
function elementsToCome(rule: CheckedRule, one: RunChain): readonly [number, number] | null {
  const step = one.chain.steps[one.bound.size - 1];
  const needed = elementsNeeded(rule, one);
  return step === undefined || (needed === 0 && !takesFurther(rule, one)) ? null
    : [step.binding, restOf(one).length === 0 ? Math.max(1, needed) : needed];
}

/** It reads something that is bound, and will be tested. */
function isPending(rule: CheckedRule, guard: Guard, one: RunChain): boolean {
  const moment = momentOf(rule, guard, one.chain);
  if (moment === null || !guard.names.some((name) => one.bound.has(name))) {
    return false;
  }
  switch (moment.is) {
    case 'negated': return toWatch(one).includes(moment.binding);
    case 'first': return moment.step >= one.bound.size;
    case 'each': return moment.step >= one.bound.size
      || one.chain.steps[moment.step]!.binding === elementsToCome(rule, one)?.[0];
    case 'end': return true;
  }
}

function neededValues(rule: CheckedRule, one: RunChain): readonly (readonly [number, string])[] {
  const toCome = new Set([
    ...elementsToCome(rule, one)?.slice(0, 1) ?? [],
    ...restOf(one).map(({ binding }) => binding),
    ...toWatch(one),
  ]);
  return rule.classes.flatMap((joined, index) => {
    const value = joined.isKey ? null : classValue(joined, one);
    return value === null || !joined.members.some(({ binding }) => toCome.has(binding)) ? []
      : [[index, typeof value === 'bigint' ? `${value}` : `'${Buffer.from(value).toString('latin1')}'`] as const];
  });
}
