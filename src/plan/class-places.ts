// Where a class outside the key is tested in a chain: in go both, out come the readings of its fields behind the first, which
// binds its value.

import type { Chain, CheckedRule, JoinClass } from '../check/rule.js';
import { isArray } from './moments.js';

/** What an event may be to an item of a chain; 'end': an element that would be the last of the match. */
export type ReadingRole = 'negated' | 'single' | 'first' | 'more' | 'end-first' | 'end-more';

/** What the event at hand is. */
export interface AtHand {
  readonly binding: number;
  /** Of an array: whether it is the first element. */
  readonly isFirst: boolean;
}

export interface TestPlace {
  readonly item: number;
  readonly role: ReadingRole;
  readonly hand: AtHand;
}

/** Where a class is bound in a chain: its first step with a field in it; -1 where nowhere. */
export function bindingItem(chain: Chain, joined: JoinClass): number {
  return chain.steps.findIndex(({ binding }) => joined.members.some((member) => member.binding === binding));
}

/** Whatever has a field in the class and is read after it was bound. */
export function placesOfClass(rule: CheckedRule, chain: Chain, joined: JoinClass): readonly TestPlace[] {
  const bound = bindingItem(chain, joined);
  const isMember = (binding: number): boolean => joined.members.some((member) => member.binding === binding);
  const negated = (item: number, watched: readonly number[]): readonly TestPlace[] =>
    watched.filter(isMember).map((one) => ({ item, role: 'negated', hand: { binding: one, isFirst: false } }));
  const places = chain.steps.flatMap(({ binding, watched }, item): readonly TestPlace[] => {
    const hand = { binding, isFirst: false };
    const negations = item <= bound ? [] : negated(item, watched);
    const steps: readonly TestPlace[] = item < bound || !isMember(binding) ? [] : [
      ...(item === bound ? [] : [{ item, role: isArray(rule, binding) ? 'first' : 'single', hand } as const]),
      ...(isArray(rule, binding) ? [{ item, role: 'more', hand } as const] : []),
    ];
    return [...negations, ...steps];
  });
  return bound === -1 ? [] : [...places, ...negated(chain.steps.length, chain.trailing)];
}

