// Subset construction (Rabin and Scott, "Finite Automata and Their Decision Problems", 1959): in go chains and
// letters, out comes a deterministic machine whose states are what a run can hold: how far each of its chains
// is.
//
// From a live state an accepting one is always reachable: each step has a symbol that allows it, each guard may
// hold, and an event that takes a step kills no chain that it advances. So the dead state is the run without
// chains and no other.

import type { Alphabet, AutomatonOverflow, EventSymbol, Position } from './automaton.js';
import { isRedundant } from './captures.js';
import type { Captures } from './captures.js';
import type { Dominates } from './dominance.js';
import type { Nfa, Place } from './nfa.js';
import { findReactions, react } from './reactions.js';
import type { Reaction, Reactions } from './reactions.js';

export type MachineState =
  | { readonly role: 'start' | 'dead' }
  | { readonly role: 'live'; readonly positions: readonly Position[] }
  | { readonly role: 'accepting'; readonly chain: number };

export interface MachineMove {
  readonly letter: number;
  readonly symbol: number;
  readonly to: number;
  /** Capture groups, ascending. */
  readonly takes: readonly number[];
  /** The step that the first written of the advancing chains takes. */
  readonly step: number | null;
}

/** State 0 is the start; the others are in the order in which a search breadth first finds them. */
export interface Machine {
  readonly states: readonly MachineState[];
  /** Per state, by letter; a letter that changes nothing has no move. */
  readonly moves: readonly (readonly MachineMove[])[];
}

/** What an event does to a run. */
interface Effect {
  readonly state: MachineState;
  readonly takes: readonly number[];
  readonly step: number | null;
}

export function determinize(
  nfa: Nfa, captures: Captures, dominates: Dominates | null, alphabet: Alphabet, limit: number,
): Machine | AutomatonOverflow {
  const reactions = findReactions(nfa, captures, alphabet);
  const settle = (moved: readonly MovedChain[]): Effect => settleRun(nfa, captures, dominates, moved);
  const states: MachineState[] = [{ role: 'start' }];
  const indexOf = new Map<string, number>();
  const moves: (readonly MachineMove[])[] = [];
  for (const state of states) { // it grows while it is walked
    const own: MachineMove[] = [];
    for (const symbol of alphabet.symbols) {
      for (const { letter, effect } of effects(nfa, reactions, settle, state, symbol)) {
        const name = stateName(effect.state);
        const to = indexOf.get(name) ?? states.length;
        if (to === states.length) {
          indexOf.set(name, to);
          states.push(effect.state);
          if (states.length + 1 > limit) { // 'none', which a table needs, is a state too
            return { what: 'states', limit };
          }
        }
        own.push({ letter, symbol: symbol.index, to, takes: effect.takes, step: effect.step });
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
      return state.positions.map(({ chain, taken }) => `${chain}:${taken}`).join();
    case 'accepting':
      return `accepting ${state.chain}`;
  }
}

type Settle = (moved: readonly MovedChain[]) => Effect;

/** The letters of a symbol that move a state; ascending. */
function effects(
  nfa: Nfa, reactions: Reactions, settle: Settle, state: MachineState, symbol: EventSymbol,
): readonly { readonly letter: number; readonly effect: Effect }[] {
  const nrOutcomes = 2 ** symbol.guards.length;
  switch (state.role) {
    case 'start': {
      const begun = nfa.steps.flatMap((steps, chain) =>
        symbol.allowed.includes(steps[0]!) ? [{ chain, taken: 1, advanced: true }] : []);
      return begun.length === 0 ? [] : letters(symbol.firstLetter, nrOutcomes, 0, () => settle(begun));
    }
    case 'live': {
      const chains = state.positions.map((position) =>
        ({ position, reaction: reactions[position.chain]![position.taken]![symbol.index - 1]! }));
      if (chains.every(({ reaction }) => reaction === null)) {
        return [];
      }
      const mask = chains.reduce((all, { reaction }) => all | (reaction?.mask ?? 0), 0);
      return letters(symbol.firstLetter, nrOutcomes, mask, (outcomes) => readRun(chains, settle, outcomes));
    }
    case 'accepting':
    case 'dead':
      return [];
  }
}

/** Only outcomes in the mask matter, so that others need not be tried. */
function letters(
  first: number, nrOutcomes: number, mask: number, effectOf: (outcomes: number) => Effect | null,
): readonly { readonly letter: number; readonly effect: Effect }[] {
  const known = new Map<number, Effect | null>();
  const found: { readonly letter: number; readonly effect: Effect }[] = [];
  for (let outcomes = 0; outcomes < nrOutcomes; outcomes++) {
    const mattering = outcomes & mask;
    let effect = known.get(mattering);
    if (effect === undefined) {
      effect = effectOf(mattering);
      known.set(mattering, effect);
    }
    if (effect !== null) {
      found.push({ letter: first + outcomes, effect });
    }
  }
  return found;
}

/** Null where the event changes nothing. */
function readRun(
  chains: readonly { readonly position: Position; readonly reaction: Reaction | null }[],
  settle: Settle, outcomes: number,
): Effect | null {
  const moved: MovedChain[] = [];
  for (const { position: { chain, taken }, reaction } of chains) {
    const fate = react(reaction, outcomes);
    if (fate !== 'killed') {
      const advanced = fate === 'advances';
      moved.push({ chain, taken: advanced ? taken + 1 : taken, advanced });
    }
  }
  const changed = moved.length < chains.length || moved.some(({ advanced }) => advanced);
  return changed ? settle(moved) : null;
}

interface MovedChain extends Position {
  readonly advanced: boolean;
}

/** The first chain to finish ends the run, of several the one written first; redundant ones are dropped. */
function settleRun(
  nfa: Nfa, captures: Captures, dominates: Dominates | null, moved: readonly MovedChain[],
): Effect {
  const finished = moved.find(({ chain, taken }) => taken === nfa.steps[chain]!.length);
  if (finished !== undefined) {
    const chain = firstAlike(nfa, captures, finished.chain);
    return effectOf(nfa, captures, [finished], { role: 'accepting', chain });
  }
  const kept: (MovedChain & { readonly place: Place })[] = [];
  for (const one of moved) {
    const place = nfa.chains[one.chain]![one.taken]!;
    // Two chains that stay where they are were not redundant before.
    const rivals = one.advanced ? kept : kept.filter(({ advanced }) => advanced);
    if (!rivals.some((first) => isRedundant(captures, dominates, place, one.chain, first))) {
      kept.push({ ...one, place });
    }
  }
  return effectOf(nfa, captures, kept, kept.length === 0
    ? { role: 'dead' }
    : { role: 'live', positions: kept.map(({ chain, taken }) => ({ chain, taken })) });
}

/** Chains that bind the same steps in the same groups (they differ in negations) accept in one state. */
function firstAlike(nfa: Nfa, captures: Captures, chain: number): number {
  const [steps, groupOf] = [nfa.steps[chain]!, captures.groupOf[chain]!];
  return nfa.steps.findIndex((other, index) => other.length === steps.length && other.every((step, taken) =>
    step === steps[taken] && captures.groupOf[index]!.get(step) === groupOf.get(step)));
}

function effectOf(nfa: Nfa, captures: Captures, chains: readonly MovedChain[], state: MachineState): Effect {
  const advanced = chains.filter((one) => one.advanced)
    .map(({ chain, taken }) => ({ chain, step: nfa.steps[chain]![taken - 1]! }));
  const takes = new Set(advanced.flatMap(({ chain, step }) => captures.groupOf[chain]!.get(step) ?? []));
  return { state, takes: [...takes].sort((a, b) => a - b), step: advanced[0]?.step ?? null };
}
