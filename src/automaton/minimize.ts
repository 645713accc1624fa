// Minimization: in goes a machine, out comes the least one in which only states were merged that await the same
// and hold the same.

import type { Machine, MachineMove, MachineState } from './determinize.js';
import type { Groups } from './groups.js';
import type { Nfa } from './nfa.js';
import { refine } from './partition.js';

export function minimize(nfa: Nfa, groups: Groups, machine: Machine): Machine {
  const names = machine.states.map((state, index) => distinction(nfa, groups, state, index));
  const classes = refine(names, (state, classOf) => behaviour(machine, state, classOf));
  return {
    states: classes.firsts.map((state) => machine.states[state]!),
    moves: classes.firsts.map((state) => machine.moves[state]!.map((move) => renamed(move, classes.of))),
  };
}

/** What keeps two states apart though they behave the same. */
function distinction(nfa: Nfa, { groupOf }: Groups, state: MachineState, index: number): string {
  if (state.role !== 'live') {
    return `${state.role} ${index}`;
  }
  const awaits = state.positions.map(({ chain, place }) => nfa.chains[chain]!.places[place]!.awaits);
  const held = state.positions.flatMap(({ chain, place }) =>
    [...nfa.chains[chain]!.held[place]!].flatMap((register) => groupOf[chain]!.get(register) ?? []));
  return `awaits ${awaits.sort(ascending).join()} holds ${[...new Set(held)].sort(ascending).join()}`;
}

function behaviour(machine: Machine, state: number, classOf: readonly number[]): string {
  return machine.moves[state]!.map((move) => {
    const { letter, to, any, takes } = renamed(move, classOf);
    const forks = any === null ? '' : ` stays ${any.stays} accepts ${any.accepts}`;
    return `${letter}>${to}${forks}${takes.map(({ group, write }) => `+${group}.${write}`).join('')}`;
  }).join();
}

function renamed(move: MachineMove, classOf: readonly number[]): MachineMove {
  const { to, any } = move;
  return {
    ...move,
    to: to === null ? null : classOf[to]!,
    any: any === null ? null : {
      stays: any.stays === null ? null : classOf[any.stays]!,
      accepts: any.accepts === null ? null : classOf[any.accepts]!,
      step: any.step,
    },
  };
}

function ascending(a: number, b: number): number {
  return a - b;
}
