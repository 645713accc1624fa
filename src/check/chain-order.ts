// Which events of a chain are read before which: in goes a chain, out come its events in the order of reading.

import type { Chain } from './rule.js';

/** Where two bindings stand to each other: a negated event is read between the step before it and the next. */
export function isBefore(a: number, b: number, chain: Chain): boolean {
  const [first, second] = [placeOf(a, chain), placeOf(b, chain)];
  return first !== null && second !== null && first < second;
}

export function isInChain(binding: number, chain: Chain): boolean {
  return placeOf(binding, chain) !== null;
}

/** Steps at whole numbers, what is watched for between, before and behind them at halves. */
function placeOf(binding: number, { steps, leading, trailing }: Chain): number | null {
  if (leading.includes(binding)) {
    return -0.5;
  }
  if (trailing.includes(binding)) {
    return steps.length - 0.5;
  }
  for (const [index, step] of steps.entries()) {
    if (step.binding === binding) {
      return index;
    }
    if (step.watched.includes(binding)) {
      return index - 0.5;
    }
  }
  return null;
}
