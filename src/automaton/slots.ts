// Slots: in go states and moves, out comes a number for the identity of the run of each live state. Where a key keeps
// the run of each identity at its number, a run's number must never fall.
//
// Under `latest` and `earliest` two runs of one identity never coexist. The identity is what the chains of a state
// await, as a set: steps, negations and pending tests. Without tests, what happens to a run does not depend on what it
// has read; under `latest`, runs that finish and die by the same events, whichever chain it is, may share a slot as
// well: the later one matches, or has not yet expired, wherever the earlier one would, and is the one reported where
// both would. So there the identity is the class of the state in the coarsest partition that tells live, accepting and
// dead apart.
//
// Why slots can be put in order: a move leaves each chain where it is, shortens what it awaits, or drops it. So
// the steps that a state's chains await, counted per chain, become fewer by each move, and no move leads back
// to a state. Nor does it to a set of what is awaited, as long as chains that await the same behave the same:
// take the longest that changes; nothing longer changes, so nothing becomes it again. But where a pending test
// reads a step that two chains took with different events, one of them may go on and die, and the other then
// restore what was awaited before: [a, (p|q|r), x, d, e, ~n, f] with a test of x and d. Identities that lie on
// such a cycle count how many chains await the same, which orders them again; then runs that await the same may
// coexist, and nothing is lost. Where order is of no use, as runs are not kept by their number, that is not done.

import type { AutomatonOverflow, Move, Problem, State } from './automaton.js';
import type { Nfa } from './nfa.js';
import { refine } from './partition.js';

export interface SlotOrder {
  /** Per state; null where it is not live. */
  readonly slotOf: readonly (number | null)[];
  readonly nrSlots: number;
}

type MoveEnds = Pick<Move, 'from' | 'letter' | 'to'>;

export function orderSlots(
  nfa: Nfa, states: readonly Pick<State, 'role' | 'positions'>[], moves: readonly MoveEnds[],
  identity: Problem['identity'], limit: number,
): SlotOrder | AutomatonOverflow {
  const awaited = states.map(({ positions }) =>
    positions.map(({ chain, place }) => nfa.chains[chain]!.places[place]!.awaits).sort((a, b) => a - b));
  const identities = identity === 'fate' ? classNames(states, moves) : awaited.map((list) => [...new Set(list)].join());
  const names = states.map(({ role }, state) => role === 'live' ? identities[state]! : null);
  if (identity === 'unordered') {
    const distinct = [...new Set(names.filter((name) => name !== null))];
    return { slotOf: names.map((name) => name === null ? null : distinct.indexOf(name)), nrSlots: distinct.length };
  }
  const cyclic = onCycle(successors(names, moves));
  const counted = names.map((name, state) =>
    name !== null && cyclic.has(name) ? `counted ${awaited[state]!.join()}` : name);
  const next = successors(counted, moves);
  if (next.size > limit) {
    return { what: 'slots', limit };
  }
  const order = sortTopologically(next);
  return { slotOf: counted.map((name) => name === null ? null : order.get(name)!), nrSlots: order.size };
}

/** Per state the name of its class among those that finish and die by the same events. */
function classNames(states: readonly Pick<State, 'role'>[], moves: readonly MoveEnds[]): readonly string[] {
  const movesOf = states.map((): MoveEnds[] => []);
  for (const move of moves) {
    movesOf[move.from]!.push(move);
  }
  const classes = refine(states.map(({ role }) => role), (state, classOf) => movesOf[state]!
    .filter(({ to }) => classOf[to] !== classOf[state])
    .map(({ letter, to }) => `${letter}>${classOf[to]!}`).join());
  return classes.of.map((own) => `class ${own}`);
}

/** Per name of a live state, in the order of states, the other names that a move leads to. */
type Successors = ReadonlyMap<string, ReadonlySet<string>>;

function successors(names: readonly (string | null)[], moves: readonly MoveEnds[]): Successors {
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

/** Kahn, "Topological Sorting of Large Networks" (1962); of what may come next, what has the lowest state. */
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
