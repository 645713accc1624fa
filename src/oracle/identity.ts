// The identity of a run (section 6): the steps that it still awaits and the conditions that are pending on what it has
// bound. Under `latest` no two runs of one identity coexist.

import type { CheckedRule, Guard } from '../check/rule.js';
import type { Run, RunChain } from './run.js';

export function identityOf(rule: CheckedRule, run: Run): string {
  const awaited = run.chains.map((one) => JSON.stringify([
    restOf(one).map(({ binding, watched }) => [binding, [...watched].sort((a, b) => a - b)]),
    rule.guards.filter((guard) => isPending(guard, one)).map(({ index }) => index),
  ]));
  return [...new Set(awaited)].sort().join();
}

function restOf({ chain, bound }: RunChain): RunChain['chain']['steps'] {
  return chain.steps.slice(bound.size);
}

/** It reads something that is bound, and something that is still to come. */
function isPending({ names }: Guard, one: RunChain): boolean {
  const toCome = new Set(restOf(one).flatMap(({ binding, watched }) => [binding, ...watched]));
  return names.some((name) => one.bound.has(name)) && names.some((name) => toCome.has(name))
    && names.every((name) => one.bound.has(name) || toCome.has(name));
}
