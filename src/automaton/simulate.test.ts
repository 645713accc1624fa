// The automaton against a simulator that knows nothing of it: the same fate and captures of each run, and slots
// that keep what selection would.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Automaton, Problem, State } from './automaton.js';
import { buildAutomaton, isOverflow } from './build.js';
import { readEvent, tableOf } from './test-engine.js';
import type { EngineRun } from './test-engine.js';
import { anyProblems, eventStrings, patternProblems } from './test-problems.js';
import { identityOf, simulate } from './test-simulator.js';
import type { Event, Fate } from './test-simulator.js';

function build(problem: Problem): Automaton {
  const automaton = buildAutomaton(problem, { states: 500, letters: 500, slots: 500 });
  fc.pre(!isOverflow(automaton));
  return automaton as Automaton; // what is an overflow has ended this case
}

/** The steps of a chain and the events that took those which capture. */
function bindings(problem: Problem, chain: number, eventOf: (step: number) => number | undefined): object {
  return problem.chains[chain]!.steps.map(({ step }) =>
    problem.steps[step]!.captures ? { step, event: eventOf(step) } : { step });
}

function stored(automaton: Automaton, run: EngineRun): (step: number) => number | undefined {
  const { chain } = automaton.states[run.state]!;
  return (step) => run.store.get(automaton.captureGroups.findIndex((group) =>
    group.step === step && group.chains.includes(chain!)));
}

/** What a run in a live state stores, as its positions tell. */
function heldGroups(
  problem: Problem, { captureGroups }: Automaton, { positions }: State,
): readonly { readonly group: number; readonly step: number }[] {
  return captureGroups.flatMap(({ step, chains }, group) => positions.some(({ chain, taken }) =>
    chains.includes(chain) && problem.chains[chain]!.steps.slice(0, taken).some((one) => one.step === step))
    ? [{ group, step }] : []);
}

const generators = [['chains at random', anyProblems], ['chains of patterns', patternProblems]] as const;

describe.each(generators)('%s', (_, problems) => {
  test('a run has the same fate and captures in the automaton as chain by chain', () => {
    const seen = { unborn: 0, alive: 0, dead: 0, accepted: 0, severalGroups: 0, droppedChains: 0 };
    fc.assert(fc.property(problems, eventStrings, fc.nat(), (problem, events, salt) => {
      const automaton = build(problem);
      const table = tableOf(automaton);
      seen.severalGroups += automaton.captureGroups.some(({ step }, group) =>
        automaton.captureGroups[group + 1]?.step === step) ? 1 : 0;
      for (const begin of events.keys()) {
        let fate: Fate = { is: 'unborn' };
        let run: EngineRun = { state: 1, store: new Map() };
        for (let now = begin; now < events.length; now++) {
          fate = simulate(problem, salt, fate, events[now]!, now);
          run = readEvent(problem, automaton, table, salt, run, events[now]!, now);
          const state = automaton.states[run.state]!;
          seen[fate.is]++;
          expect(state.role).toBe({ unborn: 'start', alive: 'live', dead: 'dead', accepted: 'accepting' }[fate.is]);
          if (fate.is === 'alive') {
            seen.droppedChains += fate.chains.length > state.positions.length ? 1 : 0;
            for (const { group, step } of heldGroups(problem, automaton, state)) {
              const bound = fate.chains.filter(({ chain }) => automaton.captureGroups[group]!.chains.includes(chain))
                .map((one) => one.bound.get(step));
              expect(bound.filter((event) => event !== undefined), `held of ${step}`).toContain(run.store.get(group));
            }
          } else if (fate.is === 'accepted') {
            const { chain, bound } = fate.by;
            expect(bindings(problem, state.chain!, stored(automaton, run)))
              .toEqual(bindings(problem, chain, (step) => bound.get(step)));
          }
          if (fate.is === 'dead' || fate.is === 'accepted') {
            break;
          }
        }
      }
    }), { numRuns: 1000 });
    expect(Math.min(...Object.values(seen)), 'of each fate enough').toBeGreaterThan(9);
  });

  test('states share a slot if their identity is the same, and with guards only if', () => {
    fc.assert(fc.property(problems, fc.array(eventStrings, { maxLength: 4 }), fc.nat(), (problem, strings, salt) => {
      const automaton = build(problem);
      fc.pre(!countsChains(problem, automaton));
      const table = tableOf(automaton);
      const slotOf = new Map<string, number>();
      for (const events of strings) {
        let fate: Fate = { is: 'unborn' };
        let run: EngineRun = { state: 1, store: new Map() };
        for (const [now, event] of events.entries()) {
          fate = simulate(problem, salt, fate, event, now);
          run = readEvent(problem, automaton, table, salt, run, event, now);
          if (fate.is === 'alive') {
            const identity = identityOf(problem, fate.chains);
            const { slot } = automaton.states[run.state]!;
            expect(slotOf.get(identity) ?? slot).toBe(slot);
            slotOf.set(identity, slot!);
          }
        }
      }
      if (problem.guards.length > 0) {
        expect(new Set(slotOf.values()).size).toBe(slotOf.size);
      }
    }), { numRuns: 500 });
  });

  test('slots keep the runs that `latest` selects', () => {
    const seen = { matches: 0, replaced: 0 };
    const strings = eventStrings.chain((events) => fc.record({
      events: fc.constant(events),
      times: fc.array(fc.nat(30), { minLength: events.length, maxLength: events.length }), // they may fall
    }));
    fc.assert(fc.property(problems, strings, fc.constantFrom(4, 12, 1000), fc.nat(), (problem, { events, times }, window, salt) => {
      const automaton = build(problem);
      fc.pre(!countsChains(problem, automaton));
      const expected = latestByChains(problem, salt, events, times, window);
      const { matches, replaced } = latestBySlots(problem, automaton, salt, events, times, window);
      expect(matches).toEqual(expected);
      seen.matches += matches.length;
      seen.replaced += replaced;
    }), { numRuns: 1000 });
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
  });
});

/** Whether identities lie on a cycle, where slots are finer, as the header of slots.ts describes. It is rare. */
function countsChains(problem: Problem, automaton: Automaton): boolean {
  if (problem.guards.length === 0) {
    return false;
  }
  const identities = automaton.states.map(({ positions }) => identityOf(problem, positions.map(({ chain, taken }) =>
    ({ chain, bound: new Map(problem.chains[chain]!.steps.slice(0, taken).map(({ step }) => [step, 0])) }))));
  const next = new Map<string, Set<string>>();
  for (const { from, to } of automaton.moves) {
    if (identities[from] !== identities[to]) {
      next.set(identities[from]!, (next.get(identities[from]!) ?? new Set()).add(identities[to]!));
    }
  }
  return identities.some((begin) => {
    const reached = new Set(next.get(begin));
    for (const identity of reached) {
      next.get(identity)?.forEach((one) => reached.add(one));
    }
    return reached.has(begin);
  });
}

interface Match {
  readonly at: number;
  readonly first: number;
  readonly bindings: object;
}

/** Whether the run that began with event `a` stays beside one of the same identity that began with `b`. */
function isLater(times: readonly number[], a: number, b: number): boolean {
  return times[a]! > times[b]! || (times[a] === times[b] && a > b);
}

/** Section 6 of the language page: expire, read, match, select. */
function latestByChains(
  problem: Problem, salt: number, events: readonly Event[], times: readonly number[], window: number,
): readonly Match[] {
  const matches: Match[] = [];
  let runs: readonly { readonly first: number; readonly fate: Fate }[] = [];
  for (const [now, event] of events.entries()) {
    const read = [...runs.filter(({ first }) => times[now]! - times[first]! <= window), { first: now, fate: unborn }]
      .map(({ first, fate }) => ({ first, fate: simulate(problem, salt, fate, event, now) }));
    const [best] = read.filter(({ fate }) => fate.is === 'accepted')
      .sort((a, b) => isLater(times, a.first, b.first) ? -1 : 1);
    if (best?.fate.is === 'accepted') {
      const { chain, bound } = best.fate.by;
      matches.push({ at: now, first: best.first, bindings: bindings(problem, chain, (step) => bound.get(step)) });
    }
    const selected = new Map<string, { readonly first: number; readonly fate: Fate }>();
    for (const run of read) {
      if (run.fate.is === 'alive') {
        const identity = identityOf(problem, run.fate.chains);
        const other = selected.get(identity);
        if (other === undefined || isLater(times, run.first, other.first)) {
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
function latestBySlots(
  problem: Problem, automaton: Automaton, salt: number, events: readonly Event[], times: readonly number[], window: number,
): { readonly matches: readonly Match[]; readonly replaced: number } {
  const table = tableOf(automaton);
  const matches: Match[] = [];
  let replaced = 0;
  const slots: (EngineRun & { readonly first: number } | null)[] = Array(automaton.nrSlots).fill(null);
  for (const [now, event] of events.entries()) {
    const completed: (EngineRun & { readonly first: number })[] = [];
    const fresh = { state: 1, store: new Map(), first: now };
    for (let slot = automaton.nrSlots; slot >= 0; slot--) {
      const run = slot === automaton.nrSlots ? null : slots[slot]!;
      if (run === null) {
        continue;
      }
      slots[slot] = null;
      if (times[now]! - times[run.first]! <= window) {
        place({ ...readEvent(problem, automaton, table, salt, run, event, now), first: run.first }, slot);
      }
    }
    place({ ...readEvent(problem, automaton, table, salt, fresh, event, now), first: now }, 0);
    const [best] = completed.sort((a, b) => isLater(times, a.first, b.first) ? -1 : 1);
    if (best !== undefined) {
      const { chain } = automaton.states[best.state]!;
      matches.push({ at: now, first: best.first, bindings: bindings(problem, chain!, stored(automaton, best)) });
    }

    function place(run: EngineRun & { readonly first: number }, from: number): void {
      const { role, slot: to } = automaton.states[run.state]!;
      if (role === 'accepting') {
        completed.push(run);
      } else if (to !== null) {
        expect(to).toBeGreaterThanOrEqual(from);
        const other = slots[to]!;
        replaced += other === null ? 0 : 1;
        slots[to] = other === null || isLater(times, run.first, other.first) ? run : other;
      }
    }
  }
  return { matches, replaced };
}
