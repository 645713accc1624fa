// Problems as people think of them, for tests only: in go steps, chains and guards over steps, out comes the problem,
// with what its tests and writes stand for.

import type { Place, Problem, ProblemChain, Reading, Test, Write } from './automaton.js';

export interface Sketch {
  readonly nrKinds: number;
  readonly steps: readonly SketchStep[];
  readonly chains: readonly SketchChain[];
  readonly guards: readonly SketchGuard[];
  /** Steps whose values agree, in each chain with that of the first positive one of them. */
  readonly classes?: readonly (readonly number[])[];
  readonly moving?: Problem['moving'];
  readonly identity?: Problem['identity'];
}

export interface SketchStep {
  readonly kind: number;
  readonly negated: boolean;
  readonly predicates: readonly number[];
  /** Whether a run keeps which event, or events, it is. */
  readonly captures: boolean;
  /** `open`: it takes further elements until the next step is taken. */
  readonly array?: { readonly least: number; readonly open: boolean } | null;
}

export interface SketchChain {
  readonly steps: readonly { readonly step: number; readonly watched: readonly number[] }[];
  /** Negated steps until the deadline; all chains of a sketch have some, or none has. */
  readonly trailing?: readonly number[];
}

/** It is tested at the last of its steps in a chain, and holds in a chain that lacks one. */
export interface SketchGuard {
  readonly steps: readonly number[];
  /**
   * Where that is an array. 'each', if nothing is said: at each element, which it reads alone; 'prev': at each but the
   * first, and it reads those before; 'whole': all elements at once, at the step after the array, and where there is none
   * at each element from the least number on.
   */
  readonly of?: 'each' | 'prev' | 'whole';
}

export interface StatedProblem {
  readonly problem: Problem;
  /** By test: of a guard or of a class. */
  readonly tests: readonly TestMeaning[];
  readonly writeOf: (write: number) => WriteMeaning;
}

export interface TestMeaning {
  readonly of: 'guard' | 'class';
  readonly index: number;
}

/** A register holds a list of events, each with the step that it is; 'append' lengthens it. */
export interface WriteMeaning {
  readonly how: 'set' | 'append';
  readonly step: number;
}

/** The deadline is an event of this kind, which no step has. */
export function deadlineKind(sketch: Sketch): number {
  return sketch.nrKinds;
}

export function isTrailed(sketch: Sketch): boolean {
  return sketch.chains.some(({ trailing = [] }) => trailing.length > 0);
}

/** Registers are numbered as the steps; then come those of classes. Tests as the guards; then come others. */
export function stateProblem(sketch: Sketch): StatedProblem {
  const tests: TestMeaning[] = sketch.guards.map((_, index) => ({ of: 'guard', index }));
  const numberOf = new Map<string, number>();
  const own: OwnNumbers = {
    test: (text, meaning) => {
      const index = numberOf.get(text) ?? tests.length;
      if (index === tests.length) {
        numberOf.set(text, index);
        tests.push(meaning);
      }
      return index;
    },
    awaits: interning(),
    binds: interning(),
  };
  const nrSteps = sketch.steps.length;
  const deadline = { kind: deadlineKind(sketch), predicates: [] };
  const problem: Problem = {
    nrKinds: sketch.nrKinds + (isTrailed(sketch) ? 1 : 0),
    steps: [...sketch.steps.map(({ kind, predicates }) => ({ kind, predicates })), ...(isTrailed(sketch) ? [deadline] : [])],
    chains: sketch.chains.map((chain) => chainOf(sketch, chain, own)),
    deadline: isTrailed(sketch) ? nrSteps : null,
    nrRegisters: nrSteps + (sketch.classes?.length ?? 0),
    moving: sketch.moving ?? 'first',
    identity: sketch.identity ?? 'fate',
  };
  const writeOf = (write: number): WriteMeaning =>
    ({ how: write < 2 * nrSteps && write % 2 === 1 ? 'append' : 'set', step: Math.floor(write / 2) % nrSteps });
  return { problem, tests, writeOf };
}

interface OwnNumbers {
  readonly test: (text: string, meaning: TestMeaning) => number;
  readonly awaits: (text: string) => number;
  readonly binds: (text: string) => number;
}

type Draft = Omit<Place, 'awaits' | 'reads'>;

function chainOf(sketch: Sketch, chain: SketchChain, own: OwnNumbers): ProblemChain {
  if (chain.steps[0]!.watched.length > 0) {
    throw new Error('a negation stands before the first step');
  }
  const places = draftPlaces(sketch, chain, own);
  const heldAt = places.map((_, at) =>
    new Set(places.slice(0, at).flatMap(({ next }) => next.writes.map(({ register }) => register))));
  return {
    places: places.map((place, at) => {
      const pending = places.slice(at)
        .flatMap((one) => [one.ends, one.next, one.extend, ...one.watched])
        .flatMap((reading) => reading?.tests ?? [])
        .filter(({ reads }) => reads.some((register) => heldAt[at]!.has(register)));
      const rest = places.slice(at).map(({ ends, next, extend, watched }) =>
        [ends?.step ?? null, next.step, extend?.step ?? null, ascending(watched.map(({ step }) => step))]);
      return {
        ...place,
        awaits: own.awaits(JSON.stringify([rest, ascending(new Set(pending.map(({ test }) => test)))])),
        reads: ascending(new Set(pending.flatMap(({ reads }) => reads.filter((register) => heldAt[at]!.has(register))))),
      };
    }),
    binds: own.binds(chain.steps.map(({ step }) => step).join()),
  };
}

/** A place for each step, and for each element that an array must have. */
function draftPlaces(sketch: Sketch, chain: SketchChain, own: OwnNumbers): readonly Draft[] {
  const read = (item: number, role: Role, step = chain.steps[item]!.step): Reading => ({
    step,
    tests: testsOf(sketch, chain, own, item, role, step),
    writes: role === 'negated' ? [] : writesOf(sketch, chain, item, role),
  });
  const places: Draft[] = [];
  for (const [item, { step, watched }] of chain.steps.entries()) {
    const { least, open } = sketch.steps[step]!.array ?? { least: 1, open: false };
    const ends = item === chain.steps.length - 1
      && sketch.guards.some((guard) => guard.of === 'whole' && testedAt(chain, guard)?.at === step);
    const before = item === 0 ? null : chain.steps[item - 1]!.step;
    const extendsBefore = before !== null && sketch.steps[before]!.array?.open === true;
    for (let element = 1; element <= least; element++) {
      const isEnding = ends && element === least;
      const role = element === 1 ? 'first' : 'more';
      const isKept = isEnding && open && element === 1; // if it does not end the chain, another place follows
      places.push({
        ends: isKept ? { ...read(item, 'end-first'), to: places.length + 2 } : null,
        next: read(item, isEnding && !isKept ? `end-${role}` : role),
        extend: element > 1 ? (isEnding && open ? { ...read(item, 'more'), to: places.length } : null)
          : extendsBefore ? { ...read(item - 1, 'more'), to: places.length } : null,
        watched: element === 1 ? watched.map((one) => read(item, 'negated', one)) : [],
      });
      if (isKept) {
        places.push({
          ends: null, next: read(item, 'end-more'), extend: { ...read(item, 'more'), to: places.length }, watched: [],
        });
      }
    }
  }
  const { trailing = [] } = chain;
  if (trailing.length > 0) {
    places.push({
      ends: null, next: { step: sketch.steps.length, tests: [], writes: [] }, extend: null,
      watched: trailing.map((one) => read(chain.steps.length, 'negated', one)),
    });
  }
  return places;
}

type Role = 'negated' | 'first' | 'more' | 'end-first' | 'end-more';

function testsOf(
  sketch: Sketch, chain: SketchChain, own: OwnNumbers, item: number, role: Role, step: number,
): readonly Test[] {
  const isFirst = role === 'first' || role === 'end-first';
  const found: Test[] = [];
  for (const [guard, { steps, of = 'each' }] of sketch.guards.entries()) {
    const tested = testedAt(chain, sketch.guards[guard]!);
    if (tested === null) {
      continue;
    }
    for (const read of tested.others) {
      if (sketch.steps[read]!.negated || !sketch.steps[read]!.captures) {
        throw new Error(`guard ${guard} reads step ${read}, which is not captured before step ${tested.at}`);
      }
    }
    const isArray = (sketch.steps[tested.at]!.array ?? null) !== null;
    if (of === 'whole' && isArray && role !== 'negated') {
      const isAfter = isFirst && chain.steps[item - 1]?.step === tested.at;
      const isEnd = role.startsWith('end') && step === tested.at;
      if (isAfter || (isEnd && role === 'end-more')) {
        found.push({ test: guard, reads: ascending(steps) });
      } else if (isEnd) {
        found.push({ test: own.test(`first of ${guard}`, { of: 'guard', index: guard }), reads: ascending(tested.others) });
      }
    } else if (step === tested.at && !(of === 'prev' && isArray && isFirst)) {
      found.push({ test: guard, reads: ascending(of === 'prev' && isArray ? steps : tested.others) });
    }
  }
  for (const [index, members] of (sketch.classes ?? []).entries()) {
    if (testsClass(chain, members, item, role, step)) {
      const test = own.test(`class ${index} at ${step}`, { of: 'class', index });
      found.push({ test, reads: [sketch.steps.length + index] });
    }
  }
  return found.sort((a, b) => a.test - b.test);
}

/** Whether a member is tested against the first one of the chain. */
function testsClass(chain: SketchChain, members: readonly number[], item: number, role: Role, step: number): boolean {
  const binder = chain.steps.findIndex((one) => members.includes(one.step));
  return members.includes(step) && binder !== -1
    && (role === 'negated' ? binder < item : binder < item || (binder === item && (role === 'more' || role === 'end-more')));
}

function writesOf(sketch: Sketch, chain: SketchChain, item: number, role: Role): readonly Write[] {
  const { step } = chain.steps[item]!;
  const isFirst = role === 'first' || role === 'end-first';
  const nrSteps = sketch.steps.length;
  const ofClasses = (sketch.classes ?? []).flatMap((members, index) =>
    isFirst && chain.steps.findIndex((one) => members.includes(one.step)) === item
      ? [{ register: nrSteps + index, write: 2 * nrSteps * (index + 1) + 2 * step }] : []);
  return sketch.steps[step]!.captures
    ? [{ register: step, write: 2 * step + (isFirst ? 0 : 1) }, ...ofClasses] : ofClasses;
}

export function orderOf({ steps, trailing = [] }: SketchChain): readonly number[] {
  return [...steps.flatMap(({ step, watched }) => [...watched, step]), ...trailing];
}

/** The last of a guard's steps in a chain, and the others; null where it lacks one. */
export function testedAt(
  chain: SketchChain, { steps }: SketchGuard,
): { readonly at: number; readonly others: readonly number[] } | null {
  const order = orderOf(chain).filter((step) => steps.includes(step));
  return order.length < steps.length ? null : { at: order.at(-1)!, others: order.slice(0, -1) };
}

function interning(): (text: string) => number {
  const numberOf = new Map<string, number>();
  return (text) => {
    const number = numberOf.get(text) ?? numberOf.size;
    numberOf.set(text, number);
    return number;
  };
}

function ascending(numbers: Iterable<number>): readonly number[] {
  return [...numbers].sort((a, b) => a - b);
}
