// The automaton against a simulator that knows nothing of it: the same fate and stored events of each run, runs that
// fork alike, and slots that are identities.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Automaton, Problem, State } from './automaton.js';
import { buildAutomaton, isOverflow } from './build.js';
import { engineOf, notBegun, readEvent, readFork } from './test-engine.js';
import type { Engine, EngineRun } from './test-engine.js';
import { anyProblems, eventStrings, patternProblems } from './test-problems.js';
import { identityOf, simulate, simulateFork } from './test-simulator.js';
import type { Bound, Event, Fate, SimulatedChain } from './test-simulator.js';
import { stateProblem } from './test-sketch.js';
import type { Sketch } from './test-sketch.js';

function build(sketch: Sketch, salt = 0): Engine {
  const stated = stateProblem(sketch);
  const automaton = buildAutomaton(stated.problem, { states: 500, letters: 500, slots: 500 });
  fc.pre(!isOverflow(automaton));
  return engineOf(sketch, stated, automaton as Automaton, salt); // what is an overflow has ended this case
}

/** The steps of a chain and the events that it took as those which capture. */
function bindings(sketch: Sketch, chain: number, eventsOf: (step: number) => readonly Bound[] | undefined): object {
  return sketch.chains[chain]!.steps.map(({ step }) =>
    sketch.steps[step]!.captures ? { step, events: eventsOf(step) } : { step });
}

function stored({ automaton }: Engine, run: EngineRun): (step: number) => readonly Bound[] | undefined {
  const { chain } = automaton.states[run.state]!;
  return (step) => run.store.get(automaton.groups.findIndex((group) =>
    group.register === step && group.chains.includes(chain!)));
}

function bound(sketch: Sketch, { chain, bound: lists }: SimulatedChain): (step: number) => readonly Bound[] | undefined {
  return (step) => lists[sketch.chains[chain]!.steps.findIndex((own) => own.step === step)];
}

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
  expect(state.positions.length).toBeLessThanOrEqual(chains.length);
  for (const { group, register, chains: users } of heldGroups(engine, state)) {
    const lists = chains.filter(({ chain }) => users.includes(chain)).map((one) => heldIn(engine.sketch, one, register));
    expect(lists.filter((list) => list !== undefined), `held of ${register}`).toContainEqual(run.store.get(group));
  }
}

const identities = ['fate', 'awaited', 'unordered'] as const;
const generators = [['chains at random', anyProblems], ['chains of patterns', patternProblems]] as const;

describe.each(generators)('%s', (_, sketches) => {
  const problems = fc.tuple(sketches, fc.constantFrom<Problem['identity']>(...identities))
    .map(([sketch, identity]): Sketch => ({ ...sketch, identity }));

  test('a run has the same fate and stores the same in the automaton as chain by chain', () => {
    const seen = { unborn: 0, alive: 0, dead: 0, accepted: 0, severalGroups: 0, droppedChains: 0, extended: 0, ended: 0 };
    fc.assert(fc.property(problems, eventStrings, fc.nat(), (sketch, events, salt) => {
      const engine = build(sketch, salt);
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
            seen.droppedChains += fate.chains.length > states[run.state]!.positions.length ? 1 : 0;
            expectAlive(engine, run, fate.chains);
          } else if (fate.is === 'accepted') {
            expectMatch(engine, run, fate.by);
          }
          if (fate.is === 'dead' || fate.is === 'accepted') {
            break;
          }
        }
      }
    }), { numRuns: 1000 });
    expect(Math.min(...Object.values(seen)), 'of each fate enough').toBeGreaterThan(9);
  });

  test('a run that forks makes the same runs and matches as one that copies lists of chains', () => {
    const seen = { made: 0, died: 0, matched: 0, both: 0, severalGroups: 0, extended: 0 };
    fc.assert(fc.property(sketches, eventStrings, fc.nat(), (plain, events, salt) => {
      const sketch: Sketch = { ...plain, moving: 'any' };
      const engine = build(sketch, salt);
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
            seen.matched += fork.matched !== null ? 1 : 0;
            seen.both += fork.matched !== null && fork.made !== null ? 1 : 0;
            seen.extended += read.made !== null && read.made.state === run.state ? 1 : 0;
          }
          runs = [...kept, ...made].slice(0, 12); // they become many
          expect(runs.every(({ run }) => states[run.state]!.role === 'live')).toBe(true);
        }
      }
    }), { numRuns: 500 });
    expect(Math.min(...Object.values(seen)), 'of each enough').toBeGreaterThan(9);
  });

  test('states share a slot if their identity is the same, and, but for fates without tests, only if', () => {
    const seen = { fate: 0, awaited: 0, unordered: 0 };
    fc.assert(fc.property(problems, fc.array(eventStrings, { maxLength: 4 }), fc.nat(), (sketch, strings, salt) => {
      const engine = build(sketch, salt);
      fc.pre(!countsChains(engine));
      const slotOf = new Map<string, number>();
      for (const events of strings) {
        let fate: Fate = { is: 'unborn' };
        let run = notBegun;
        for (const [now, event] of events.entries()) {
          fate = simulate(sketch, salt, fate, event, now);
          run = readEvent(engine, run, event, now);
          if (fate.is === 'alive') {
            const identity = identityOf(sketch, fate.chains);
            const { slot } = engine.automaton.states[run.state]!;
            expect(slotOf.get(identity) ?? slot).toBe(slot);
            slotOf.set(identity, slot!);
          }
        }
      }
      if (sketch.identity !== 'fate' || engine.stated.tests.length > 0) {
        expect(new Set(slotOf.values()).size).toBe(slotOf.size);
      }
      seen[sketch.identity!] += slotOf.size;
    }), { numRuns: 500 });
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(99);
  });

  test.each([['latest', 'fate'], ['earliest', 'awaited']] as const)('slots keep the runs that `%s` selects', (mode, identity) => {
    const seen = { matches: 0, replaced: 0 };
    const strings = eventStrings.chain((events) => fc.record({
      events: fc.constant(events),
      times: fc.array(fc.nat(30), { minLength: events.length, maxLength: events.length }), // they may fall
    }));
    fc.assert(fc.property(sketches, strings, fc.constantFrom(4, 12, 1000), fc.nat(), (plain, { events, times }, window, salt) => {
      const sketch: Sketch = { ...plain, identity };
      const engine = build(sketch, salt);
      fc.pre(!countsChains(engine));
      const expires = (first: number, now: number): boolean => times[now]! - times[first]! > window;
      /** Whether the run that began with event `a` stays beside one of the same identity that began with `b`. */
      const stays = (a: number, b: number): boolean => {
        const isLater = times[a]! > times[b]! || (times[a] === times[b] && a > b);
        return mode === 'latest' ? isLater : !isLater;
      };
      const expected = selectByChains(sketch, salt, events, expires, stays);
      const { matches, replaced } = selectBySlots(engine, events, expires, stays);
      expect(matches).toEqual(expected);
      seen.matches += matches.length;
      seen.replaced += replaced;
    }), { numRuns: 1000 });
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
  });
});

/** Whether identities lie on a cycle, where slots are finer, as the header of slots.ts describes. It is rare. */
function countsChains({ sketch, stated: { problem, tests }, automaton: { states, moves } }: Engine): boolean {
  if (tests.length === 0 || sketch.identity === 'unordered') {
    return false;
  }
  const names = states.map(({ positions }) => [...new Set(positions.map(({ chain, place }) =>
    problem.chains[chain]!.places[place]!.awaits))].sort((a, b) => a - b).join());
  const next = new Map<string, Set<string>>();
  for (const { from, to } of moves) {
    if (names[from] !== names[to]) {
      next.set(names[from]!, (next.get(names[from]!) ?? new Set()).add(names[to]!));
    }
  }
  return names.some((begin) => {
    const reached = new Set(next.get(begin));
    for (const name of reached) {
      next.get(name)?.forEach((one) => reached.add(one));
    }
    return reached.has(begin);
  });
}

interface Match {
  readonly at: number;
  readonly first: number;
  readonly bindings: object;
}

type Relation = (a: number, b: number) => boolean;

/** Section 6 of the language page: expire, read, match, select. */
function selectByChains(
  sketch: Sketch, salt: number, events: readonly Event[], expires: Relation, stays: Relation,
): readonly Match[] {
  const matches: Match[] = [];
  let runs: readonly { readonly first: number; readonly fate: Fate }[] = [];
  for (const [now, event] of events.entries()) {
    const read = [...runs.filter(({ first }) => !expires(first, now)), { first: now, fate: unborn }]
      .map(({ first, fate }) => ({ first, fate: simulate(sketch, salt, fate, event, now) }));
    const [best] = read.filter(({ fate }) => fate.is === 'accepted').sort((a, b) => stays(a.first, b.first) ? -1 : 1);
    if (best?.fate.is === 'accepted') {
      const { by } = best.fate;
      matches.push({ at: now, first: best.first, bindings: bindings(sketch, by.chain, bound(sketch, by)) });
    }
    const selected = new Map<string, { readonly first: number; readonly fate: Fate }>();
    for (const run of read) {
      if (run.fate.is === 'alive') {
        const identity = identityOf(sketch, run.fate.chains);
        const other = selected.get(identity);
        if (other === undefined || stays(run.first, other.first)) {
          selected.set(identity, run);
        }
      }
    }
    runs = [...selected.values()];
  }
  return matches;
}

const unborn: Fate = { is: 'unborn' };

/** One pass from the highest slot to the lowest, in place, as the order of slots allows. */
function selectBySlots(
  engine: Engine, events: readonly Event[], expires: Relation, stays: Relation,
): { readonly matches: readonly Match[]; readonly replaced: number } {
  const { sketch, automaton: { states, nrSlots } } = engine;
  const matches: Match[] = [];
  let replaced = 0;
  const slots: (EngineRun & { readonly first: number } | null)[] = Array(nrSlots).fill(null);
  for (const [now, event] of events.entries()) {
    const completed: (EngineRun & { readonly first: number })[] = [];
    for (let slot = nrSlots - 1; slot >= 0; slot--) {
      const run = slots[slot]!;
      slots[slot] = null;
      if (run !== null && !expires(run.first, now)) {
        place({ ...readEvent(engine, run, event, now), first: run.first }, slot);
      }
    }
    place({ ...readEvent(engine, notBegun, event, now), first: now }, 0);
    const [best] = completed.sort((a, b) => stays(a.first, b.first) ? -1 : 1);
    if (best !== undefined) {
      const { chain } = states[best.state]!;
      matches.push({ at: now, first: best.first, bindings: bindings(sketch, chain!, stored(engine, best)) });
    }

    function place(run: EngineRun & { readonly first: number }, from: number): void {
      const { role, slot: to } = states[run.state]!;
      if (role === 'accepting') {
        completed.push(run);
      } else if (to !== null) {
        expect(to).toBeGreaterThanOrEqual(from);
        const other = slots[to]!;
        replaced += other === null ? 0 : 1;
        slots[to] = other === null || stays(run.first, other.first) ? run : other;
      }
    }
  }
  return { matches, replaced };
}
