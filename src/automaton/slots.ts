// Slots: in go states and moves, out comes where a key keeps the run of each live state, such that a run's slot never falls.
//
// States of one identity share a slot: those whose chains await the same set of steps and negations under the same pending
// guards. Why slots can be put in order: a move leaves each chain where it is, shortens what it awaits, or drops it. So the
// multiset of what a state's chains await strictly decreases (the steps awaited by all its chains become fewer), and no move
// leads back. The identity is that multiset as a set. Where chains that await the same behave the same, this is no less
// in order: of what is awaited take the longest that changes; nothing longer remains to become it again. Chains that await
// the same behave differently only where a pending guard reads a step that they took with different events. Then one of
// them may go on and the other later restore what was awaited before: identities can lie on a cycle, as in
// [a, (p|q|r), x, d, e, ~n, f] with a guard on x and d. Such identities do count how many chains await the same, each
// number having a slot of its own; nothing merged in error, no order lost, at the cost that such runs coexist.

import type { AutomatonOverflow, Move, State } from './automaton.js';
import type { Nfa } from './nfa.js';

export interface SlotOrder {
  /** Per state; null where it is not live. */
  readonly slotOf: readonly (number | null)[];
  readonly nrSlots: number;
}

export function orderSlots(
  nfa: Nfa, states: readonly Pick<State, 'role' | 'positions'>[], moves: readonly Pick<Move, 'from' | 'to'>[], limit: number,
): SlotOrder | AutomatonOverflow {
  const awaited = states.map(({ positions }) =>
    positions.map(({ chain, taken }) => nfa.chains[chain]![taken]!.awaits).sort((a, b) => a - b));
  const live = states.map(({ role }) => role === 'live');
  const bySet = awaited.map((list, state) => live[state]! ? [...new Set(list)].join() : null);
  const cyclic = onCycle(successors(bySet, moves));
  const identity = bySet.map((name, state) =>
    name !== null && cyclic.has(name) ? `counted ${awaited[state]!.join()}` : name);
  const next = successors(identity, moves);
  if (next.size > limit) {
    return { what: 'slots', limit };
  }
  const order = sortTopologically(next);
  return { slotOf: identity.map((name) => name === null ? null : order.get(name)!), nrSlots: order.size };
}

/** Per name of a live state, in the order of states, the other names that a move leads to. */
type Successors = ReadonlyMap<string, ReadonlySet<string>>;

function successors(names: readonly (string | null)[], moves: readonly Pick<Move, 'from' | 'to'>[]): Successors {
  const next = new Map(names.flatMap((name) => name === null ? [] : [[name, new Set<string>()] as const]));
  for (const { from, to } of moves) {
    const [source, target] = [names[from] ?? null, names[to] ?? null];
    if (source !== null && target !== null && source !== target) {
      next.get(source)!.add(target);
    }
  }
  return next;
}

function onCycle(next: Successors): ReadonlySet<string> {
  const rest = new Set(next.keys());
  for (let size = -1; size !== rest.size;) { // what leads nowhere is on no cycle, nor is then what led only there
    size = rest.size;
    for (const name of rest) {
      if (![...next.get(name)!].some((target) => rest.has(target))) {
        rest.delete(name);
      }
    }
  }
  return new Set([...rest].filter((name) => reaches(next, name, name)));
}

function reaches(next: Successors, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const target of next.get(at)!) {
      if (target === to) {
        return true;
      }
      if (!seen.has(target)) {
        seen.add(target);
        open.push(target);
      }
    }
  }
  return false;
}

/** Kahn, "Topological Sorting of Large Networks" (1962); of those that may come next, the one of the lowest state. */
function sortTopologically(next: Successors): ReadonlyMap<string, number> {
  const nrBefore = new Map([...next.keys()].map((name) => [name, 0]));
  for (const target of [...next.values()].flatMap((targets) => [...targets])) {
    nrBefore.set(target, nrBefore.get(target)! + 1);
  }
  const order = new Map<string, number>();
  while (nrBefore.size > 0) {
    const ready = [...nrBefore].find(([, before]) => before === 0)?.[0];
    if (ready === undefined) {
      throw new Error('slots lie on a cycle');
    }
    order.set(ready, order.size);
    nrBefore.delete(ready);
    for (const target of next.get(ready)!) {
      nrBefore.set(target, nrBefore.get(target)! - 1);
    }
  }
  return order;
}
