// Whether a class says anything of a chain: in go the bindings that have a field in it and a chain, out comes whether
// two of its events must agree.

import type { ChainStep } from './rule.js';

type WithArray = { readonly array: { readonly least: number; readonly open: boolean } | null };

/** Several elements of an array are several events. A negated event is held against what the chain has taken before. */
export function constrains(
  owners: ReadonlySet<number>, chain: readonly ChainStep[], bindings: readonly WithArray[],
): boolean {
  const first = chain.findIndex(({ binding }) => owners.has(binding));
  const step = chain[first];
  if (step === undefined) {
    return false;
  }
  const array = bindings[step.binding]?.array ?? null;
  return (array !== null && (array.open || array.least > 1)) || chain.slice(first + 1)
    .some(({ binding, watched }) => owners.has(binding) || watched.some((one) => owners.has(one)));
}
