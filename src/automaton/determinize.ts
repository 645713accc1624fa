// Subset construction (Rabin and Scott, "Finite Automata and Their Decision Problems", 1959): in go chains and letters, out
// comes a deterministic machine whose states are what a run can hold: how far each of its chains is.
//
// From a live state an accepting one is always reachable: each step has a symbol that allows it, each guard may hold, and
// an event that takes a step kills no chain that it advances. So the dead state is the run without chains and no other.

import { guardTest, testName } from './alphabet.js';
import type { Alphabet, AutomatonOverflow, EventSymbol, Position } from './automaton.js';
import { isRedundant } from './captures.js';
import type { Captures } from './captures.js';
import { readChain } from './nfa.js';
import type { Nfa, Place } from './nfa.js';

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
  nfa: Nfa, captures: Captures, alphabet: Alphabet, limit: number,
): Machine | AutomatonOverflow {
  const states: MachineState[] = [{ role: 'start' }];
  const indexOf = new Map<string, number>();
  const moves: (readonly MachineMove[])[] = [];
  for (const state of states) { // it grows while it is walked
    const own: MachineMove[] = [];
    for (const symbol of alphabet.symbols) {
      for (const { letter, effect } of effects(nfa, captures, state, symbol)) {
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

interface LetterEffect {
  readonly letter: number;
  readonly effect: Effect;
}

/** The letters of a symbol that move a state; ascending. */
function effects(nfa: Nfa, captures: Captures, state: MachineState, symbol: EventSymbol): readonly LetterEffect[] {
  const nrLetters = 2 ** symbol.guards.length;
  if (state.role === 'start') {
    const effect = begin(nfa, captures, new Set(symbol.allowed));
    return effect === null ? [] : Array.from({ length: nrLetters }, (_, outcomes) =>
      ({ letter: symbol.firstLetter + outcomes, effect }));
  }
  if (state.role !== 'live') {
    return [];
  }
  const run = liveRun(nfa, captures, symbol, state.positions);
  const known = new Map<number, Effect | null>(); // by the outcomes that matter in this state
  const found: LetterEffect[] = [];
  for (let outcomes = 0; outcomes < nrLetters; outcomes++) {
    const mattering = outcomes & run.mask;
    let effect = known.get(mattering);
    if (effect === undefined) {
      effect = run.read(mattering);
      known.set(mattering, effect);
    }
    if (effect !== null) {
      found.push({ letter: symbol.firstLetter + outcomes, effect });
    }
  }
  return found;
}

function begin(nfa: Nfa, captures: Captures, allowed: ReadonlySet<number>): Effect | null {
  const moved = [...nfa.steps.keys()].filter((chain) => allowed.has(nfa.steps[chain]![0]!))
    .map((chain) => ({ chain, taken: 1, advanced: true }));
  return moved.length === 0 ? null : settle(nfa, captures, moved);
}

/** A run in a live state and an event of a symbol: which outcomes matter, and what it does under given ones. */
function liveRun(
  nfa: Nfa, captures: Captures, symbol: EventSymbol, positions: readonly Position[],
): { readonly mask: number; readonly read: (outcomes: number) => Effect | null } {
  const allowed = new Set(symbol.allowed);
  const bitOf = new Map(symbol.guards.map((guard, bit) => [testName({ guard, reads: symbol.reads[bit]! }), 1 << bit]));
  const chains = positions.map(({ chain, taken }) => {
    const place = nfa.chains[chain]![taken]!;
    const bits = new Map([place.next, ...place.watched].filter(({ step }) => allowed.has(step))
      .flatMap(({ conditions }) => conditions)
      .map((condition) => [condition, bitOf.get(testName(guardTest(captures, chain, condition)))!]));
    return { chain, taken, place, bits };
  });
  const mask = chains.flatMap(({ bits }) => [...bits.values()]).reduce((all, bit) => all | bit, 0);
  const read = (outcomes: number): Effect | null => {
    const moved: MovedChain[] = [];
    for (const { chain, taken, place, bits } of chains) {
      const fate = readChain(place, allowed, (condition) => (outcomes & bits.get(condition)!) !== 0);
      if (fate !== 'killed') {
        const advanced = fate === 'advances';
        moved.push({ chain, taken: advanced ? taken + 1 : taken, advanced });
      }
    }
    const changed = moved.length < chains.length || moved.some(({ advanced }) => advanced);
    return changed ? settle(nfa, captures, moved) : null;
  };
  return { mask, read };
}

interface MovedChain extends Position {
  readonly advanced: boolean;
}

/** What a run has become: the first chain to finish ends it, the first written of several; redundant ones are dropped. */
function settle(nfa: Nfa, captures: Captures, moved: readonly MovedChain[]): Effect {
  const finished = moved.find(({ chain, taken }) => taken === nfa.steps[chain]!.length);
  if (finished !== undefined) {
    return effectOf(nfa, captures, [finished], { role: 'accepting', chain: firstAlike(nfa, captures, finished.chain) });
  }
  const kept: (MovedChain & { readonly place: Place })[] = [];
  for (const one of moved) {
    const place = nfa.chains[one.chain]![one.taken]!;
    if (!kept.some((first) => isRedundant(captures, place, one.chain, first))) {
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
