// The automaton against a simulator that knows nothing of it: the same fate and stored events of each run, and runs that
// fork alike.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { State } from './automaton.js';
import { bindings, bound, buildEngine, notBegun, readEvent, readFork, stored } from './test-engine.js';
import type { Engine, EngineRun } from './test-engine.js';
import { anyProblems, eventStrings, patternProblems, withIdentity } from './test-problems.js';
import { simulate, simulateFork } from './test-simulator.js';
import type { Bound, Fate, SimulatedChain } from './test-simulator.js';
import type { Sketch } from './test-sketch.js';

function expectMatch(engine: Engine, run: EngineRun, by: SimulatedChain): void {
  const { role, chain } = engine.automaton.states[run.state]!;
  expect(role).toBe('accepting');
  expect(bindings(engine.sketch, chain!, stored(engine, run)))
    .toEqual(bindings(engine.sketch, by.chain, bound(engine.sketch, by)));
}

/** What a chain has written into a register: events of the step, or the first of the step that binds the class. */
function heldIn({ steps, chains, classes = [] }: Sketch, one: SimulatedChain, register: number): readonly Bound[] | undefined {
  const members = register < steps.length ? [register] : classes[register - steps.length]!;
  const list = one.bound[chains[one.chain]!.steps.findIndex(({ step }) => members.includes(step))];
  return register < steps.length ? list : list?.slice(0, 1);
}

/** What a run in a live state stores, as its positions tell. */
function heldGroups(
  { stated: { problem }, automaton: { groups } }: Engine, { positions }: State,
): readonly { readonly group: number; readonly register: number; readonly chains: readonly number[] }[] {
  return groups.flatMap(({ register, chains }, group) => positions.some(({ chain, place }) => chains.includes(chain)
    && problem.chains[chain]!.places.slice(0, place).some(({ next }) => next.writes.some((one) => one.register === register)))
    ? [{ group, register, chains }] : []);
}

function expectAlive(engine: Engine, run: EngineRun, chains: readonly SimulatedChain[]): void {
  const state = engine.automaton.states[run.state]!;
  expect(state.role).toBe('live');
  expect(state.pending).toBe(chains.some(({ pending }) => pending));
  expect(state.positions.length).toBeLessThanOrEqual(chains.length);
  for (const { group, register, chains: users } of heldGroups(engine, state)) {
    const lists = chains.filter(({ chain }) => users.includes(chain)).map((one) => heldIn(engine.sketch, one, register));
    expect(lists.filter((list) => list !== undefined), `held of ${register}`).toContainEqual(run.store.get(group));
  }
}

const generators = [['chains at random', anyProblems], ['chains of patterns', patternProblems]] as const;

describe.each(generators)('%s', (_, sketches) => {
  const problems = withIdentity(sketches);

  test('a run has the same fate and stores the same in the automaton as chain by chain', () => {
    const seen = { unborn: 0, alive: 0, dead: 0, accepted: 0, severalGroups: 0, droppedChains: 0, extended: 0, ended: 0, pending: 0, awaited: 0 };
    fc.assert(fc.property(problems, eventStrings, fc.nat(), (sketch, events, salt) => {
      const engine = buildEngine(sketch, salt);
      const { automaton: { groups, states }, stated: { problem } } = engine;
      seen.severalGroups += groups.some(({ register }, group) => groups[group + 1]?.register === register) ? 1 : 0;
      seen.ended += problem.chains.some(({ places }) => places.some(({ ends }) => ends !== null)) ? 1 : 0;
      for (const begin of events.keys()) {
        let fate: Fate = { is: 'unborn' };
        let run = notBegun;
        for (let now = begin; now < events.length; now++) {
          const before = run;
          fate = simulate(sketch, salt, fate, events[now]!, now);
          run = readEvent(engine, run, events[now]!, now);
          seen[fate.is]++;
          seen.extended += run.state === before.state && run !== before ? 1 : 0;
          expect(states[run.state]!.role)
            .toBe({ unborn: 'start', alive: 'live', dead: 'dead', accepted: 'accepting' }[fate.is]);
          if (fate.is === 'alive') {
            seen.pending += states[run.state]!.pending ? 1 : 0;
            seen.droppedChains += fate.chains.length > states[run.state]!.positions.length ? 1 : 0;
            expectAlive(engine, run, fate.chains);
          } else if (fate.is === 'accepted') {
            seen.awaited += fate.by.pending ? 1 : 0;
            expectMatch(engine, run, fate.by);
          }
          if (fate.is === 'dead' || fate.is === 'accepted') {
            break;
          }
        }
      }
    }), { numRuns: 800 });
    expect(Math.min(...Object.values(seen)), 'of each fate enough').toBeGreaterThan(9);
  });

  test('a run that forks makes the same runs and matches as one that copies lists of chains', () => {
    const seen = { made: 0, died: 0, matched: 0, both: 0, severalGroups: 0, extended: 0, awaited: 0 };
    fc.assert(fc.property(sketches, eventStrings, fc.nat(), (plain, events, salt) => {
      const sketch: Sketch = { ...plain, moving: 'any' };
      const engine = buildEngine(sketch, salt);
      const { groups, states } = engine.automaton;
      seen.severalGroups += groups.some(({ register }, group) => groups[group + 1]?.register === register) ? 1 : 0;
      for (const begin of events.keys()) {
        let runs: readonly { readonly chains: readonly SimulatedChain[] | null; readonly run: EngineRun }[] =
          [{ chains: null, run: notBegun }];
        for (let now = begin; now < events.length; now++) {
          const kept: (typeof runs)[number][] = [];
          const made: (typeof runs)[number][] = [];
          for (const { chains, run } of runs) {
            const fork = simulateFork(sketch, salt, chains, events[now]!, now);
            const read = readFork(engine, run, events[now]!, now);
            expect([read.stays, read.made, read.matched].map((one) => one === null))
              .toEqual([fork.stays, fork.made, fork.matched].map((one) => one === null));
            if (fork.matched !== null) {
              expectMatch(engine, read.matched!, fork.matched);
            }
            if (fork.stays !== null) {
              expect(read.stays!.store).toEqual(run.store);
              expectAlive(engine, read.stays!, fork.stays);
              kept.push({ chains: fork.stays, run: read.stays! });
            }
            if (fork.made !== null) {
              expectAlive(engine, read.made!, fork.made);
              made.push({ chains: fork.made, run: read.made! });
            }
            seen.made += chains !== null && fork.made !== null ? 1 : 0;
            seen.died += chains !== null && fork.stays === null ? 1 : 0;
            seen.awaited += fork.matched?.pending === true && fork.made === null && fork.stays === null ? 1 : 0;
            seen.matched += fork.matched !== null ? 1 : 0;
            seen.both += fork.matched !== null && fork.made !== null ? 1 : 0;
            seen.extended += read.made !== null && read.made.state === run.state ? 1 : 0;
          }
          runs = [...kept, ...made].slice(0, 12); // they become many
          expect(runs.every(({ run }) => states[run.state]!.role === 'live')).toBe(true);
        }
      }
    }), { numRuns: 400 });
    expect(Math.min(...Object.values(seen)), 'of each enough').toBeGreaterThan(9);
  });

});
