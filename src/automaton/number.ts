// Canonical numbering: in goes a machine, out come its states and moves numbered breadth first from the start,
// letters ascending, so that generated text changes no more than the rule did.

import type { GroupWrite, Move, State, StateRole } from './automaton.js';
import type { Machine, MachineState } from './determinize.js';
import { isPending, type Nfa } from './nfa.js';

export interface NumberedMachine {
  readonly states: readonly Omit<State, 'slot'>[];
  readonly moves: readonly Move[];
  readonly takes: readonly (readonly GroupWrite[])[];
}

const roles: readonly StateRole[] = ['start', 'live', 'accepting', 'dead'];

export function numberStates(nfa: Nfa, machine: Machine): NumberedMachine {
  const paths = shortestPaths(machine);
  const awaitsDeadline = machine.states.map((state) => state.role === 'live'
    && state.positions.some(({ chain, place }) => isPending(nfa, nfa.chains[chain]!.places[place]!)));
  const found = [...paths.keys()].sort((a, b) => Number(awaitsDeadline[a]) - Number(awaitsDeadline[b]));
  const ranked = roles.flatMap((role) => found.filter((state) => machine.states[state]!.role === role));
  const numberOf = new Map(ranked.map((state, index) => [state, index + 1]));
  const takes: (readonly GroupWrite[])[] = [[]];
  const takesNumberOf = new Map([['', 0]]);
  const moves = ranked.flatMap((state) => machine.moves[state]!.map((move): Move => {
    const name = move.takes.map(({ group, write }) => `${group}.${write}`).join();
    const numbered = (state: number | null): number => (state === null ? 0 : numberOf.get(state)!);
    if (!takesNumberOf.has(name)) {
      takesNumberOf.set(name, takes.length);
      takes.push(move.takes);
    }
    return {
      from: numberOf.get(state)!,
      letter: move.letter,
      to: numbered(move.to),
      takes: takesNumberOf.get(name)!,
      any: move.any === null ? null : { stays: numbered(move.any.stays), accepts: numbered(move.any.accepts) },
    };
  }));
  const none: Omit<State, 'slot'> =
    { index: 0, role: 'none', pending: false, positions: [], shortest: [], lastStep: null, chain: null };
  const states = ranked.map((state, index) =>
    ({ ...describe(index + 1, machine.states[state]!, paths.get(state)!), pending: awaitsDeadline[state]! }));
  return { states: [none, ...states], moves, takes };
}

interface Path {
  readonly symbols: readonly number[];
  readonly lastStep: number | null;
}

/** In the order in which they are found; of equally short paths the one of the lowest letters. */
function shortestPaths(machine: Machine): ReadonlyMap<number, Path> {
  const paths = new Map<number, Path>([[0, { symbols: [], lastStep: null }]]);
  for (const [state, path] of paths) { // it grows while it is walked
    for (const { symbol, to, any, step } of machine.moves[state]!) {
      const ways = any === null ? [[to, step]] as const : [[to, step], [any.accepts, any.step], [any.stays, null]] as const;
      for (const [next, taken] of ways) {
        if (next !== null && !paths.has(next)) {
          paths.set(next, { symbols: [...path.symbols, symbol], lastStep: taken ?? path.lastStep });
        }
      }
    }
  }
  return paths;
}

function describe(index: number, state: MachineState, path: Path): Omit<State, 'slot' | 'pending'> {
  const reached = { index, role: state.role, shortest: path.symbols, lastStep: path.lastStep };
  switch (state.role) {
    case 'start':
    case 'dead':
      return { index, role: state.role, positions: [], shortest: [], lastStep: null, chain: null };
    case 'live':
      return { ...reached, positions: state.positions, chain: null };
    case 'accepting':
      return { ...reached, positions: [], chain: state.chain };
  }
}
