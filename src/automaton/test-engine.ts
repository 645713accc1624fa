// The automaton's table as an engine runs it, for tests only: in go an automaton and events, out comes its
// state and what each group holds.

import fc from 'fast-check';
import type { Automaton, Move } from './automaton.js';
import { buildAutomaton, isOverflow } from './build.js';
import { conditionHolds, conditionOf } from './test-simulator.js';
import type { Bound, Event, SimulatedChain } from './test-simulator.js';
import { stateProblem } from './test-sketch.js';
import type { Sketch, StatedProblem } from './test-sketch.js';

export interface EngineRun {
  readonly state: number;
  readonly store: ReadonlyMap<number, readonly Bound[]>;
}

export interface Engine {
  readonly sketch: Sketch;
  readonly stated: StatedProblem;
  readonly automaton: Automaton;
  readonly moves: ReadonlyMap<string, Move>;
  /** What conditions are about to answer. */
  readonly salt: number;
}

function engineOf(sketch: Sketch, stated: StatedProblem, automaton: Automaton, salt: number): Engine {
  const moves = new Map(automaton.moves.map((move) => [`${move.from} ${move.letter}`, move]));
  return { sketch, stated, automaton, moves, salt };
}

/** What is an overflow ends this case. */
export function buildEngine(sketch: Sketch, salt: number): Engine {
  const stated = stateProblem(sketch);
  const automaton = buildAutomaton(stated.problem, { states: 500, letters: 500, slots: 500 });
  fc.pre(!isOverflow(automaton));
  return engineOf(sketch, stated, automaton as Automaton, salt);
}

/** The steps of a chain and the events that it took as those which capture. */
export function bindings(sketch: Sketch, chain: number, eventsOf: (step: number) => readonly Bound[] | undefined): object {
  return sketch.chains[chain]!.steps.map(({ step }) =>
    sketch.steps[step]!.captures ? { step, events: eventsOf(step) } : { step });
}

export function stored({ automaton }: Engine, run: EngineRun): (step: number) => readonly Bound[] | undefined {
  const { chain } = automaton.states[run.state]!;
  return (step) => run.store.get(automaton.groups.findIndex((group) =>
    group.register === step && group.chains.includes(chain!)));
}

export function bound(sketch: Sketch, { chain, bound: lists }: SimulatedChain): (step: number) => readonly Bound[] | undefined {
  return (step) => lists[sketch.chains[chain]!.steps.findIndex((own) => own.step === step)];
}

export const notBegun: EngineRun = { state: 1, store: new Map() };

function moveOf(engine: Engine, run: EngineRun, event: Event, now: number): Move | undefined {
  const { stated, automaton: { alphabet }, moves, salt } = engine;
  const truths = alphabet.symbolOf[event.kind] ?? [0]; // without trailing negations there is no deadline
  const symbol = alphabet.symbols[truths[event.truth & (truths.length - 1)]! - 1];
  if (symbol === undefined) {
    return undefined;
  }
  let letter = symbol.firstLetter;
  symbol.tests.forEach(({ test, reads }, bit) => {
    const meaning = stated.tests[test]!;
    const lists = reads.map((group) => run.store.get(group) ?? [{ event: 999, step: 0 }]); // not written: no matter
    letter += conditionHolds(salt, conditionOf(meaning), lists, now) ? 1 << bit : 0;
  });
  return moves.get(`${run.state} ${letter}`);
}

function storeAfter({ stated, automaton }: Engine, run: EngineRun, move: Move, now: number): EngineRun['store'] {
  const store = new Map(run.store);
  for (const { group, write } of automaton.takes[move.takes]!) {
    const { how, step } = stated.writeOf(write);
    const before = how === 'append' ? run.store.get(group) ?? [] : [];
    store.set(group, [...before, { event: now, step }]);
  }
  return store;
}

/** Where moving is 'first'. */
export function readEvent(engine: Engine, run: EngineRun, event: Event, now: number): EngineRun {
  const move = moveOf(engine, run, event, now);
  return move === undefined ? run : { state: move.to, store: storeAfter(engine, run, move, now) };
}

/** Where moving is 'any': null where there is none. */
export function readFork(engine: Engine, run: EngineRun, event: Event, now: number): {
  readonly stays: EngineRun | null; readonly made: EngineRun | null; readonly matched: EngineRun | null;
} {
  const move = moveOf(engine, run, event, now);
  const { states } = engine.automaton;
  if (move === undefined) {
    return { stays: run.state === 1 ? null : run, made: null, matched: null };
  }
  const { stays, accepts } = move.any!;
  const store = storeAfter(engine, run, move, now);
  return {
    stays: states[stays]!.role === 'live' ? { state: stays, store: run.store } : null,
    made: move.to === 0 ? null : { state: move.to, store },
    matched: accepts === 0 ? null : { state: accepts, store },
  };
}
