// What is found out of an event before its dear fields are read: in go conditions and letters, out come which conditions are
// asked first, and what they leave open.

import { leavesOf } from '../check/expression-parts.js';
import type { EventField } from '../events/catalogue.js';
import type { PlanExpression, RuleReading } from './plan.js';

/** A word has a bit for each truth of so many conditions. */
const mostBits = 6;

/** Strings and what a function fills: they are walked, or copied out of the kernel's memory. */
export function isDear({ type, read }: EventField): boolean {
  return type.kind === 'string' || (read !== 'standard' && read.bpf.how === 'fill');
}

/** Of what stands in the event, and is soon read. Not VARs, which another rule's DO may set meanwhile. */
export function isEarly(expression: PlanExpression): boolean {
  return leavesOf(expression).every((leaf) => leaf.kind === 'event' && !isDear(leaf.field));
}

/** Of which truths of the first `nr` conditions, a bit each, the letter may be something; null: of all. */
export function leftOpen(letters: RuleReading['letters'], nr: number): bigint | null {
  const nrTruths = 2 ** Math.min(nr, mostBits);
  const open = new Set(letters.flatMap((letter, truth) => (letter === 0 ? [] : [truth % nrTruths])));
  return open.size === nrTruths ? null : [...open].reduce((word, truth) => word | 1n << BigInt(truth), 0n);
}
