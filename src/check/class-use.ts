// Whether a class says anything of a chain: in go the bindings that have a field in it and a chain, out comes whether
// events must agree, and which.

import type { Chain, JoinClass } from './rule.js';

type WithArray = { readonly array: { readonly least: number; readonly open: boolean } | null };

/**
 * What a run has bound is held against what it reads later. Several elements of an array are several events. A negated
 * event is held against what the chain has taken before.
 */
export function constrains(
  owners: ReadonlySet<number>, { steps, trailing }: Chain, bindings: readonly WithArray[],
): boolean {
  const first = steps.findIndex(({ binding }) => owners.has(binding));
  const step = steps[first];
  if (step === undefined) {
    return false;
  }
  const array = bindings[step.binding]?.array ?? null;
  return (array !== null && (array.open || array.least > 1))
    || steps.slice(first + 1).some(({ binding, watched }) => owners.has(binding) || watched.some((one) => owners.has(one)))
    || trailing.some((one) => owners.has(one));
}

/** What was read before the chain begins is held against its first step. */
export function joinsLeading(owners: ReadonlySet<number>, { steps, leading }: Chain): boolean {
  return owners.has(steps[0]?.binding ?? -1) && leading.some((one) => owners.has(one));
}

/** It makes secondary identities: runs of one key hold different values of it. */
export function tellsRunsApart(
  { isKey, members }: JoinClass, chains: readonly Chain[], bindings: readonly WithArray[],
): boolean {
  const owners = new Set(members.map(({ binding }) => binding));
  return !isKey && chains.some((chain) => constrains(owners, chain, bindings));
}
