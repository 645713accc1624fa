// Whether a condition over several events holds (section 4): in go the condition and what a chain has bound, the
// event at hand being the last of its binding; out comes the answer.

import type { CheckedRule, Guard } from '../check/rule.js';
import { holds, type Scene } from './evaluate.js';
import { lacksPrevious } from './leaf.js';
import { leavesOf } from './leaves.js';
import type { Memory } from './memory.js';
import type { TraceEvent } from './trace.js';

export interface AtHand {
  readonly binding: number;
  readonly event: TraceEvent;
}

/** s.F of an array holds for every element of it; while the array is being read, the element at hand is the one. */
export function guardHolds(
  rule: CheckedRule, { expression }: Guard, bound: Scene['bound'], atHand: AtHand, memory: Memory,
): boolean {
  const leaves = leavesOf(expression);
  if (leaves.some((leaf) => lacksPrevious(leaf, bound))) {
    return true; // prev(s) holds on the first element
  }
  const arrays = new Set(leaves.flatMap((leaf) =>
    (leaf.kind === 'field' && rule.bindings[leaf.binding]!.array !== null ? [leaf.binding] : [])));
  let choices: readonly ReadonlyMap<number, TraceEvent>[] = [new Map()];
  for (const array of arrays) {
    const elements = array === atHand.binding ? [atHand.event] : bound.get(array)!;
    choices = choices.flatMap((choice) => elements.map((element) => new Map([...choice, [array, element]])));
  }
  return choices.every((element) => holds(expression, { bound, element, context: atHand.event.context, memory }));
}
