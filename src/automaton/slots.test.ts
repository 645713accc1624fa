// Slots against a simulator that knows nothing of them: they are identities, and keep the runs that selection would.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindings, bound, buildEngine, notBegun, readEvent, stored } from './test-engine.js';
import type { Engine, EngineRun } from './test-engine.js';
import { anyProblems, eventStrings, patternProblems, withIdentity } from './test-problems.js';
import { identityOf, simulate } from './test-simulator.js';
import type { Event, Fate } from './test-simulator.js';
import type { Sketch } from './test-sketch.js';

const generators = [['chains at random', anyProblems], ['chains of patterns', patternProblems]] as const;

describe.each(generators)('%s', (_, sketches) => {
  test('states share a slot if their identity is the same, and, but for fates without tests, only if', () => {
    const seen = { fate: 0, awaited: 0, unordered: 0 };
    fc.assert(fc.property(withIdentity(sketches), fc.array(eventStrings, { maxLength: 4 }), fc.nat(), (sketch, strings, salt) => {
      const engine = buildEngine(sketch, salt);
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
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(29);
  });

  test.each([['latest', 'fate'], ['earliest', 'awaited']] as const)('slots keep the runs that `%s` selects', (mode, identity) => {
    const seen = { matches: 0, replaced: 0 };
    const strings = eventStrings.chain((events) => fc.record({
      events: fc.constant(events),
      times: fc.array(fc.nat(30), { minLength: events.length, maxLength: events.length }), // they may fall
    }));
    fc.assert(fc.property(sketches, strings, fc.constantFrom(4, 12, 1000), fc.nat(), (plain, { events, times }, window, salt) => {
      const sketch: Sketch = { ...plain, identity };
      const engine = buildEngine(sketch, salt);
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
    }), { numRuns: 600 });
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
