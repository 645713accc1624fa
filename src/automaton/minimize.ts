// Minimization by refining a partition (Moore, "Gedanken-experiments on Sequential Machines", 1956): in goes a machine, out
// comes the least one in which only states were merged that await the same and hold the same captures. It has no cycles but
// self-loops (slots.ts says why), so that a round per step of its longest path is enough.

import type { Captures } from './captures.js';
import type { Machine, MachineMove, MachineState } from './determinize.js';
import type { Nfa } from './nfa.js';

export function minimize(nfa: Nfa, captures: Captures, machine: Machine): Machine {
  let classes = partition(machine.states.map((state, index) => distinction(nfa, captures, state, index)));
  for (;;) {
    const finer = partition(machine.states.map((_, index) => behaviour(machine, classes.of, index)));
    if (finer.firsts.length === classes.firsts.length) {
      return quotient(machine, classes);
    }
    classes = finer;
  }
}

interface Partition {
  /** Per state its class. */
  readonly of: readonly number[];
  /** Per class its first state, which stands for it. */
  readonly firsts: readonly number[];
}

/** States of one name are one class. */
function partition(names: readonly string[]): Partition {
  const classOf = new Map<string, number>();
  const firsts: number[] = [];
  const of = names.map((name, state) => {
    const known = classOf.get(name);
    if (known !== undefined) {
      return known;
    }
    classOf.set(name, firsts.length);
    firsts.push(state);
    return firsts.length - 1;
  });
  return { of, firsts };
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

function behaviour(machine: Machine, classOf: readonly number[], state: number): string {
  const own = classOf[state]!;
  const moves = machine.moves[state]!
    .filter(({ to, takes }) => classOf[to] !== own || takes.length > 0)
    .map(({ letter, to, takes }) => `${letter}>${classOf[to]!}+${takes.join('+')}`);
  return `${own}: ${moves.join()}`;
}

function quotient(machine: Machine, classes: Partition): Machine {
  return {
    states: classes.firsts.map((state) => machine.states[state]!),
    moves: classes.firsts.map((state) => machine.moves[state]!.map((move): MachineMove =>
      ({ ...move, to: classes.of[move.to]! }))),
  };
}

function ascending(a: number, b: number): number {
  return a - b;
}
