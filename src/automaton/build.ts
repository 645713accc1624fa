// The automaton stage as one function: in goes a problem stated in numbers, out comes its least deterministic
// automaton, or which limit that would exceed.

import { buildAlphabet } from './alphabet.js';
import type { Automaton, AutomatonLimits, AutomatonOverflow, Problem } from './automaton.js';
import { groupCaptures } from './captures.js';
import { determinize } from './determinize.js';
import { findDominance } from './dominance.js';
import { minimize } from './minimize.js';
import { buildNfa } from './nfa.js';
import { numberStates } from './number.js';
import { orderSlots } from './slots.js';
import { splitSymbols } from './symbols.js';

/** The limit on states counts them before they are merged: it bounds the work as well as the result. */
export function buildAutomaton(problem: Problem, limits: AutomatonLimits): Automaton | AutomatonOverflow {
  const nfa = buildNfa(problem);
  const split = splitSymbols(problem);
  const dominates = problem.guards.length === 0 ? findDominance(nfa, split.classes) : null;
  const captures = groupCaptures(nfa, split.classes, dominates);
  const alphabet = buildAlphabet(split, nfa, captures, limits.letters);
  if (isOverflow(alphabet)) {
    return alphabet;
  }
  const machine = determinize(nfa, captures, dominates, alphabet, limits.states);
  if (isOverflow(machine)) {
    return machine;
  }
  const { states, moves, takes } = numberStates(minimize(nfa, captures, machine));
  const slots = orderSlots(nfa, states, moves, problem.guards.length > 0, limits.slots);
  if (isOverflow(slots)) {
    return slots;
  }
  return {
    alphabet,
    states: states.map((state) => ({ ...state, slot: slots.slotOf[state.index]! })),
    nrSlots: slots.nrSlots,
    moves,
    takes,
    captureGroups: captures.groups,
  };
}

export function isOverflow(result: object): result is AutomatonOverflow {
  return 'what' in result;
}
