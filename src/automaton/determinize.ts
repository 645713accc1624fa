// Subset construction (Rabin and Scott, "Finite Automata and Their Decision Problems", 1959): in go chains and
// letters, out comes a deterministic machine whose states are what a run can hold: where each of its chains stands.
//
// The dead state is the run without chains and no other.

import type { Alphabet, AutomatonOverflow, EventSymbol, GroupWrite, Position } from './automaton.js';
import type { Dominates } from './dominance.js';
import type { Groups } from './groups.js';
import type { Nfa } from './nfa.js';
import { findReactions, type Reaction, type Reactions } from './reactions.js';
import { readAsAny, readAsFirst, type Effect, type Reader } from './read-run.js';

export type MachineState =
  | { readonly role: 'start' | 'dead' }
  | { readonly role: 'live'; readonly positions: readonly Position[] }
  | { readonly role: 'accepting'; readonly chain: number };

export interface MachineMove {
  readonly letter: number;
  readonly symbol: number;
  /** Null: none (only where moving is 'any'). */
  readonly to: number | null;
  readonly any: {
    /** Null at the start. */
    readonly stays: number | null;
    readonly accepts: number | null;
    /** The step that finishes. */
    readonly step: number | null;
  } | null;
  /** By group, then by write. */
  readonly takes: readonly GroupWrite[];
  /** The step that the first written of the moving chains in `to` takes. */
  readonly step: number | null;
}

/** State 0 is the start; the others are in the order in which a search breadth first finds them. */
export interface Machine {
  readonly states: readonly MachineState[];
  /** Per state, by letter; a letter that changes nothing has no move. */
  readonly moves: readonly (readonly MachineMove[])[];
}

export function determinize(
  nfa: Nfa, groups: Groups, dominates: Dominates | null, alphabet: Alphabet, limit: number,
): Machine | AutomatonOverflow {
  const reactions = findReactions(nfa, groups, alphabet);
  const reader: Reader = { nfa, groups, dominates };
  const read = nfa.moving === 'any' ? readAsAny : readAsFirst;
  const states: MachineState[] = [{ role: 'start' }];
  const indexOf = new Map<string, number>();
  const indexed = (state: MachineState): number => {
    const name = stateName(state);
    const index = indexOf.get(name) ?? states.length;
    if (index === states.length) {
      indexOf.set(name, index);
      states.push(state);
    }
    return index;
  };
  const moves: (readonly MachineMove[])[] = [];
  for (const state of states) { // it grows while it is walked
    const own: MachineMove[] = [];
    for (const symbol of alphabet.symbols) {
      const chains = chainsOf(nfa, reactions, state, symbol);
      const mask = chains.reduce((all, { reaction }) => all | (reaction?.mask ?? 0), 0);
      for (const { letter, effect } of letters(symbol, mask, (outcomes) =>
        chains.every(({ reaction }) => reaction === null) ? null : read(reader, chains, outcomes, state.role === 'start'))) {
        own.push({
          letter, symbol: symbol.index, takes: effect.takes, step: effect.step,
          to: effect.to === null ? null : indexed(effect.to),
          any: effect.any === null ? null : {
            stays: effect.any.stays === null ? null : indexed(effect.any.stays),
            accepts: effect.any.accepts === null ? null : indexed(effect.any.accepts),
            step: effect.any.step,
          },
        });
        if (states.length + 1 > limit) { // 'none', which a table needs, is a state too
          return { what: 'states', limit };
        }
      }
    }
    moves.push(own);
  }
  return { states, moves };
}

function stateName(state: MachineState): string {
  switch (state.role) {
    case 'start':
    case 'dead':
      return state.role;
    case 'live':
      return state.positions.map(({ chain, place }) => `${chain}:${place}`).join();
    case 'accepting':
      return `accepting ${state.chain}`;
  }
}

export interface ReadChain {
  readonly position: Position;
  readonly reaction: Reaction | null;
}

/** A run that has not begun has all chains before their first steps. */
function chainsOf(
  nfa: Nfa, reactions: Reactions, state: MachineState, symbol: EventSymbol,
): readonly ReadChain[] {
  const positions = state.role === 'live' ? state.positions
    : state.role === 'start' ? nfa.chains.map((_, chain) => ({ chain, place: 0 })) : [];
  return positions.map((position) =>
    ({ position, reaction: reactions[position.chain]![position.place]![symbol.index - 1]! }));
}

/** Only outcomes in the mask matter, so that others need not be tried. */
function letters(
  symbol: EventSymbol, mask: number, effectOf: (outcomes: number) => Effect | null,
): readonly { readonly letter: number; readonly effect: Effect }[] {
  const known = new Map<number, Effect | null>();
  const found: { readonly letter: number; readonly effect: Effect }[] = [];
  for (let outcomes = 0; outcomes < 2 ** symbol.tests.length; outcomes++) {
    const mattering = outcomes & mask;
    let effect = known.get(mattering);
    if (effect === undefined) {
      effect = effectOf(mattering);
      known.set(mattering, effect);
    }
    if (effect !== null) {
      found.push({ letter: symbol.firstLetter + outcomes, effect });
    }
  }
  return found;
}
