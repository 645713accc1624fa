// The automaton stage as one function: in goes a problem stated in numbers, out comes its least deterministic
// automaton, or which limit that would exceed.

import { buildAlphabet } from './alphabet.js';
import type { Automaton, AutomatonLimits, AutomatonOverflow, Problem } from './automaton.js';
import { determinize } from './determinize.js';
import { findDominance } from './dominance.js';
import { groupRegisters } from './groups.js';
import { minimize } from './minimize.js';
import { buildNfa, readingsOf, type Nfa } from './nfa.js';
import { numberStates } from './number.js';
import { orderSlots, type SlotOrder } from './slots.js';
import { splitSymbols } from './symbols.js';

/** The limit on states counts them before they are merged: it bounds the work as well as the result. */
export function buildAutomaton(problem: Problem, limits: AutomatonLimits): Automaton | AutomatonOverflow {
  const nfa = buildNfa(problem);
  const split = splitSymbols(problem);
  // Where the first chain to finish ends the run, what finishes later is of no use; but it is part of what is awaited.
  const isByFate = problem.moving === 'first' && problem.identity === 'fate' && !hasTests(nfa);
  const dominates = isByFate ? findDominance(nfa, split.classes) : null;
  const groups = groupRegisters(nfa, split.classes, dominates);
  const alphabet = buildAlphabet(split, nfa, groups, limits.letters);
  if (isOverflow(alphabet)) {
    return alphabet;
  }
  const machine = determinize(nfa, groups, dominates, alphabet, limits.states);
  if (isOverflow(machine)) {
    return machine;
  }
  const { states, moves, takes } = numberStates(nfa, minimize(nfa, groups, machine));
  const slots: SlotOrder | AutomatonOverflow = problem.moving === 'any'
    ? { slotOf: states.map(() => null), nrSlots: 0 }
    : orderSlots(nfa, states, moves, problem.identity === 'fate' && !isByFate ? 'awaited' : problem.identity, limits.slots);
  if (isOverflow(slots)) {
    return slots;
  }
  return {
    alphabet,
    states: states.map((state) => ({ ...state, slot: slots.slotOf[state.index]! })),
    nrSlots: slots.nrSlots,
    moves,
    takes,
    groups: groups.groups,
  };
}

function hasTests({ chains }: Nfa): boolean {
  return chains.some(({ places }) => places.some((place) => readingsOf(place).some(({ tests }) => tests.length > 0)));
}

export function isOverflow(result: object): result is AutomatonOverflow {
  return 'what' in result;
}
