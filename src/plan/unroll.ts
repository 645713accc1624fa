// Chains as the automaton takes them: in go a rule's chains and their tests, out come places, an array as one for each
// element that it must have, and what each reading writes.

import type { Place, ProblemChain, Reading } from '../automaton/automaton.js';
import type { Chain, CheckedRule } from '../check/rule.js';
import { isArray } from './moments.js';
import { bindingItem, type ReadingRole } from './class-places.js';
import { readingName, type ChainTests, type Condition, type StoreTest } from './tests.js';
import type { Registers } from './values.js';

/** What an event may be: interned, so that equal ones of several chains are one step of the problem. */
export interface StepBook {
  step(binding: number, conditions: readonly Condition[]): number;
  /** The end of a pending run's window. */
  readonly deadline: number;
}

/** How a reading writes a register. */
export type WriteHow =
  | { readonly how: 'step' | 'first' | 'rest-first' | 'rest-more'; readonly binding: number }
  | { readonly how: 'class'; readonly joined: number; readonly binding: number };

export interface WriteBook {
  write(register: number, how: WriteHow): number;
}

export interface Unrolling {
  readonly rule: CheckedRule;
  readonly registers: Registers;
  readonly steps: StepBook;
  readonly writes: WriteBook;
  /** Numbers texts. */
  awaits(text: string): number;
}

type DraftPlace = Omit<Place, 'awaits' | 'reads'>;

/** `absence`: the test that the first step has to pass beside its own; null: none. */
export function unrollChain(
  unrolling: Unrolling, chain: Chain, tests: ChainTests, absence: number | null,
): ProblemChain {
  const places = beginIfAbsent(draftPlaces(unrolling, chain, tests), absence);
  const held = heldAt(places);
  return {
    places: places.map((place, at) => {
      const rest = places.slice(at);
      const pending = [...new Map(rest.flatMap((one) => testsOf(one)).map((test) => [test.test, test])).values()]
        .filter(({ reads }) => reads.some((register) => held[at]!.has(register)))
        .sort((a, b) => a.test - b.test);
      const reads = new Set(pending.flatMap((test) => test.reads.filter((register) => held[at]!.has(register))));
      return {
        ...place,
        awaits: unrolling.awaits(JSON.stringify([rest.map(stepsOf), pending.map(({ test }) => test)])),
        reads: [...reads].sort((a, b) => a - b),
      };
    }),
    binds: unrolling.awaits(`binds ${chain.steps.map(({ binding }) => binding).join()}`),
  };
}

/** What is remembered is of the key and not of a run, so that the test reads no register. */
function beginIfAbsent([first, ...others]: readonly DraftPlace[], absence: number | null): readonly DraftPlace[] {
  const asking = <Of extends Reading>(reading: Of): Of =>
    (absence === null ? reading : { ...reading, tests: [...reading.tests, { test: absence, reads: [] }] });
  return [{ ...first!, ends: first!.ends === null ? null : asking(first!.ends), next: asking(first!.next) }, ...others];
}

function draftPlaces(unrolling: Unrolling, chain: Chain, tests: ChainTests): readonly DraftPlace[] {
  const { rule } = unrolling;
  const places: DraftPlace[] = [];
  const reading = (item: number, role: ReadingRole): Reading => readingOf(unrolling, chain, tests, item, role);
  /** An open array that ends where its condition holds, and else keeps the element and waits for more. */
  const endless = (item: number, isFirst: boolean, before: Pick<DraftPlace, 'extend' | 'watched'>): readonly DraftPlace[] => [
    ...(isFirst ? [{
      ends: { ...reading(item, 'end-first'), to: places.length + 2 }, next: reading(item, 'first'), ...before,
    }] : []),
    {
      ends: null, next: reading(item, 'end-more'), watched: [],
      extend: { ...reading(item, 'more'), to: places.length + (isFirst ? 1 : 0) },
    },
  ];
  /** The array before took all that it must have. */
  let extending: ((at: number) => Place['extend']) = () => null;
  for (const [item, { binding, watched }] of chain.steps.entries()) {
    const negations = watched.map((one) => readingOf(unrolling, chain, tests, item, 'negated', one));
    const { array } = rule.bindings[binding]!;
    if (array === null) {
      places.push({
        ends: null, next: reading(item, 'single'), extend: extending(places.length), watched: negations,
      });
      extending = () => null;
      continue;
    }
    const canEnd = item === chain.steps.length - 1 && hasEnd(tests, item, binding);
    for (let element = 1; element <= array.least; element++) {
      const before = element === 1 ? { extend: extending(places.length), watched: negations } : { extend: null, watched: [] };
      const role = element === 1 ? 'first' : 'more';
      if (!canEnd || element < array.least) {
        places.push({ ends: null, next: reading(item, role), ...before });
      } else if (!array.open) {
        places.push({ ends: null, next: reading(item, `end-${role}`), ...before });
      } else {
        places.push(...endless(item, element === 1, before));
      }
    }
    extending = array.open ? (at) => ({ ...reading(item, 'more'), to: at }) : () => null;
  }
  if (chain.trailing.length > 0) {
    places.push({
      ends: null, next: { step: unrolling.steps.deadline, tests: [], writes: [] }, extend: null,
      watched: chain.trailing.map((one) => readingOf(unrolling, chain, tests, chain.steps.length, 'negated', one)),
    });
  }
  return places;
}

function hasEnd(tests: ChainTests, item: number, binding: number): boolean {
  return tests.has(readingName(item, 'end-first', binding)) || tests.has(readingName(item, 'end-more', binding));
}

function readingOf(
  unrolling: Unrolling, chain: Chain, tests: ChainTests, item: number, role: ReadingRole,
  binding = chain.steps[item]!.binding,
): Reading {
  // What would be the last element is an element, too.
  const roles: readonly ReadingRole[] = role === 'end-first' ? ['first', role] : role === 'end-more' ? ['more', role] : [role];
  const found = roles.flatMap((one) => tests.get(readingName(item, one, binding)) ?? []);
  const own = [...new Set(found.flatMap((one) => one.tests))].sort((a, b) => a.index - b.index);
  return {
    step: unrolling.steps.step(binding, found.flatMap(({ conditions }) => conditions)),
    tests: own.map(({ index, reads }: StoreTest) => ({ test: index, reads })),
    writes: role === 'negated' ? [] : writesOf(unrolling, chain, item, roles[0]!, tests),
  };
}

function writesOf(
  { rule, registers, writes }: Unrolling, chain: Chain, item: number, role: ReadingRole, tests: ChainTests,
): Reading['writes'] {
  const { binding } = chain.steps[item]!;
  const write = (register: number | null, how: WriteHow): Reading['writes'] =>
    register === null ? [] : [{ register, write: writes.write(register, how) }];
  const ofClasses = role === 'more' ? [] : rule.classes.flatMap((joined, index) => {
    const register = joined.isKey ? null : registers.find({ of: 'class', joined: index });
    return register !== null && bindingItem(chain, joined) === item && isRead(tests, register)
      ? write(register, { how: 'class', joined: index, binding }) : [];
  });
  if (!isArray(rule, binding)) {
    return [...write(registers.find({ of: 'step', binding }), { how: 'step', binding }), ...ofClasses];
  }
  const rest = registers.find({ of: 'rest', binding });
  return role === 'more' ? write(rest, { how: 'rest-more', binding }) : [
    ...write(registers.find({ of: 'first', binding }), { how: 'first', binding }),
    ...write(rest, { how: 'rest-first', binding }),
    ...ofClasses,
  ];
}

/** A chain that tests nothing against what a class agrees in need not keep it. */
function isRead(tests: ChainTests, register: number): boolean {
  return [...tests.values()].some((one) => one.tests.some(({ reads }) => reads.includes(register)));
}

function heldAt(places: readonly DraftPlace[]): readonly ReadonlySet<number>[] {
  const held: ReadonlySet<number>[] = [new Set()];
  for (const { next } of places) {
    held.push(new Set([...held.at(-1)!, ...next.writes.map(({ register }) => register)]));
  }
  return held;
}

function testsOf({ ends, next, extend, watched }: DraftPlace): Reading['tests'] {
  return [ends, next, extend, ...watched].flatMap((reading) => reading?.tests ?? []);
}

function stepsOf({ ends, next, extend, watched }: DraftPlace): unknown {
  return [ends?.step ?? null, next.step, extend?.step ?? null, watched.map(({ step }) => step).sort((a, b) => a - b)];
}
