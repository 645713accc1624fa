// The automaton's table as an engine runs it, for tests only: in go an automaton and events, out comes its
// state and which event each capture group holds.

import type { Automaton, Move, Problem } from './automaton.js';
import { guardHolds } from './test-simulator.js';
import type { Event } from './test-simulator.js';

export interface EngineRun {
  readonly state: number;
  readonly store: ReadonlyMap<number, number>;
}

export type Table = ReadonlyMap<string, Move>;

export function tableOf(automaton: Automaton): Table {
  return new Map(automaton.moves.map((move) => [`${move.from} ${move.letter}`, move]));
}

export function readEvent(
  problem: Problem, automaton: Automaton, table: Table, salt: number, run: EngineRun, event: Event, now: number,
): EngineRun {
  const truths = automaton.alphabet.symbolOf[event.kind]!;
  const symbol = automaton.alphabet.symbols[truths[event.truth & (truths.length - 1)]! - 1];
  if (symbol === undefined) {
    return run;
  }
  let letter = symbol.firstLetter;
  symbol.guards.forEach((guard, bit) => {
    const stored = new Map(symbol.reads[bit]!.map((group) =>
      [automaton.captureGroups[group]!.step, run.store.get(group) ?? 999])); // not taken yet: its outcome must not matter
    const events = problem.guards[guard]!.steps.map((one) => stored.get(one) ?? now);
    letter += guardHolds(salt, guard, events) ? 1 << bit : 0;
  });
  const move = table.get(`${run.state} ${letter}`);
  return move === undefined ? run : {
    state: move.to,
    store: new Map([...run.store, ...automaton.takes[move.takes]!.map((group) => [group, now] as const)]),
  };
}
