// The nondeterministic view: in goes a problem, out come its chains with what each holds where it stands.

import type { Place, Problem, Reading } from './automaton.js';

export interface Nfa {
  readonly moving: Problem['moving'];
  readonly deadline: Problem['deadline'];
  readonly chains: readonly NfaChain[];
}

export interface NfaChain {
  readonly places: readonly Place[];
  /** By place, and last where it has finished: the registers that it has written. */
  readonly held: readonly ReadonlySet<number>[];
  readonly binds: number;
}

export function buildNfa(problem: Problem): Nfa {
  return {
    moving: problem.moving,
    deadline: problem.deadline,
    chains: problem.chains.map(({ places, binds }) => {
      if (places[0]!.watched.length > 0 || places[0]!.extend !== null) {
        throw new Error('something is awaited before the first step beside it');
      }
      const held = heldBy(places);
      for (const [at, place] of places.entries()) {
        checkWrites(place, held[at]!, held);
      }
      return { places, held, binds };
    }),
  };
}

/** Whether a chain that stands here awaits the end of its window alone. */
export function isPending({ deadline }: Nfa, { next }: Place): boolean {
  return next.step === deadline;
}

/** All that an event may do to a chain at a place. */
export function readingsOf({ ends, next, extend, watched }: Place): readonly Reading[] {
  return [ends, next, extend].filter((reading) => reading !== null).concat(watched);
}

/** Whatever way leads to a place, the same is held there: what the places before it write. */
function heldBy(places: readonly Place[]): readonly ReadonlySet<number>[] {
  const held: ReadonlySet<number>[] = [new Set()];
  for (const { next } of places) {
    held.push(new Set([...held.at(-1)!, ...next.writes.map(({ register }) => register)]));
  }
  return held;
}

function checkWrites(
  { ends, extend }: Place, before: ReadonlySet<number>, held: readonly ReadonlySet<number>[],
): void {
  for (const reading of [ends, extend]) {
    const holds = new Set([...before, ...reading?.writes.map(({ register }) => register) ?? []]);
    const after = reading === null ? undefined : held[reading.to];
    if (reading !== null && (after?.size !== holds.size || [...after].some((register) => !holds.has(register)))) {
      throw new Error('what a chain holds at a place depends on the way there');
    }
  }
}
