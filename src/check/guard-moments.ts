// When a chain tests its conditions over several events: in go a rule's guards and a chain, out come the guards by where
// the chain stands when it reads the event that decides.

import { isInChain } from './chain-order.js';
import { aggregatesOf, allLeavesOf, bindingsOf } from './expression-parts.js';
import type { AggregateFunction, Binding, Chain, Guard } from './rule.js';

export interface StepGuards {
  /** Tested on the event that takes the step, of an array on its first element. */
  readonly first: readonly Guard[];
  /** Tested on each element of an array. */
  readonly each: readonly Guard[];
  /** Of an array that ends the chain: tested on each element from the least count on. */
  readonly whole: readonly Guard[];
}

export interface GuardMoments {
  /** By step of the chain. */
  readonly steps: readonly StepGuards[];
  /** By negated binding. */
  readonly negated: ReadonlyMap<number, readonly Guard[]>;
}

/** Known when a later step is taken only. */
const behind: readonly AggregateFunction[] = ['last', 'count', 'min', 'max', 'sum', 'avg'];

export function guardMoments(guards: readonly Guard[], bindings: readonly Binding[], chain: Chain): GuardMoments {
  const steps = chain.steps.map(() => ({ first: [] as Guard[], each: [] as Guard[], whole: [] as Guard[] }));
  const negated = new Map<number, Guard[]>();
  for (const guard of guards.filter(({ names }) => names.every((name) => isInChain(name, chain)))) {
    const last = guard.names[guard.names.length - 1]; // chains keep the order of the source
    const place = chain.steps.findIndex(({ binding }) => binding === last);
    if (last === undefined) {
      continue;
    }
    if (place < 0) {
      negated.set(last, [...(negated.get(last) ?? []), guard]);
    } else if (bindings[last]?.array == null) {
      steps[place]?.first.push(guard);
    } else if (aggregatesOf(guard.expression).some((one) => one.binding === last && behind.includes(one.function))) {
      (steps[place + 1]?.first ?? steps[place]?.whole)?.push(guard);
    } else {
      (isOfFirst(guard, last) ? steps[place]?.first : steps[place]?.each)?.push(guard);
    }
  }
  return { steps, negated };
}

/** It reads first(s) of the array, and of no further element. */
function isOfFirst({ expression }: Guard, array: number): boolean {
  return allLeavesOf(expression)
    .filter((leaf) => leaf.kind !== 'lookup' && bindingsOf(leaf).includes(array))
    .every((leaf) => leaf.kind === 'aggregate' && leaf.function === 'first');
}
