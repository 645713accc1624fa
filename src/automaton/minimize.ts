// Minimization: in goes a machine, out comes the least one in which only states were merged that await the same
// and hold the same captures.

import type { Captures } from './captures.js';
import type { Machine, MachineMove, MachineState } from './determinize.js';
import type { Nfa } from './nfa.js';
import { refine } from './partition.js';

export function minimize(nfa: Nfa, captures: Captures, machine: Machine): Machine {
  const names = machine.states.map((state, index) => distinction(nfa, captures, state, index));
  const classes = refine(names, (state, classOf) => behaviour(machine, state, classOf));
  return {
    states: classes.firsts.map((state) => machine.states[state]!),
    moves: classes.firsts.map((state) => machine.moves[state]!.map((move): MachineMove =>
      ({ ...move, to: classes.of[move.to]! }))),
  };
}

/** What keeps two states apart though they behave the same. */
function distinction(nfa: Nfa, captures: Captures, state: MachineState, index: number): string {
  if (state.role !== 'live') {
    return `${state.role} ${index}`;
  }
  const awaits = state.positions.map(({ chain, taken }) => nfa.chains[chain]![taken]!.awaits);
  const held = state.positions.flatMap(({ chain, taken }) =>
    nfa.steps[chain]!.slice(0, taken).flatMap((step) => captures.groupOf[chain]!.get(step) ?? []));
  return `awaits ${awaits.sort(ascending).join()} holds ${[...new Set(held)].sort(ascending).join()}`;
}

/** No move leads back to its state's class: of what the chains of a class await, each move leaves less. */
function behaviour(machine: Machine, state: number, classOf: readonly number[]): string {
  return machine.moves[state]!
    .map(({ letter, to, takes }) => `${letter}>${classOf[to]!}+${takes.join('+')}`).join();
}

function ascending(a: number, b: number): number {
  return a - b;
}
