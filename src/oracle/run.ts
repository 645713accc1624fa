// A run as the language tells of it (section 6): the time of its first event and, for each chain that this event could
// begin, which events its steps have taken; and what one event does to it.

import type { Chain, CheckedRule } from '../check/rule.js';
import { holds } from './evaluate.js';
import { timeOf, type TraceEvent } from './trace.js';

export interface Run {
  readonly first: bigint;
  /** How many runs of the rule began before it: which of two was read later where their times are equal. */
  readonly born: number;
  readonly chains: readonly RunChain[];
}

export interface RunChain {
  readonly chain: Chain;
  /** Which event took which step. */
  readonly bound: ReadonlyMap<number, TraceEvent>;
}

export type Fate =
  | { readonly is: 'dead' }
  | { readonly is: 'alive'; readonly run: Run }
  /** It matched with this chain, and all of it ends. */
  | { readonly is: 'complete'; readonly run: Run; readonly by: RunChain };

/** Null where the event takes no chain's first step. */
export function begin(rule: CheckedRule, event: TraceEvent, born: number): Fate | null {
  const chains = rule.chains.flatMap((chain) => {
    const moved = advance(rule, { chain, bound: new Map() }, event);
    return moved === null ? [] : [moved];
  });
  return chains.length === 0 ? null : settle({ first: timeOf(event), born, chains });
}

/**
 * An event advances by one step each chain that it can, and leaves the others where they are; it kills a chain that is
 * watching for it, unless it takes the step that ends the watch.
 */
export function read(rule: CheckedRule, run: Run, event: TraceEvent): Fate {
  return settle({
    ...run,
    chains: run.chains.flatMap((one) => {
      const moved = advance(rule, one, event);
      return moved !== null ? [moved] : isKilled(rule, one, event) ? [] : [one];
    }),
  });
}

/** A run without chains is dead; it matches with the first of its chains to finish, of two the one written first. */
function settle(run: Run): Fate {
  if (run.chains.length === 0) {
    return { is: 'dead' };
  }
  const by = run.chains.find(({ chain, bound }) => bound.size === chain.steps.length);
  return by === undefined ? { is: 'alive', run } : { is: 'complete', run, by };
}

/** Null where the event does not take the chain's next step. */
function advance(rule: CheckedRule, one: RunChain, event: TraceEvent): RunChain | null {
  const next = one.chain.steps[one.bound.size];
  return next === undefined || !canBe(rule, next.binding, one, event)
    ? null
    : { chain: one.chain, bound: new Map([...one.bound, [next.binding, event]]) };
}

function isKilled(rule: CheckedRule, one: RunChain, event: TraceEvent): boolean {
  const watched = one.chain.steps[one.bound.size]?.watched ?? [];
  return watched.some((binding) => canBe(rule, binding, one, event));
}

/** Kind and predicates are right, and so are the conditions of which this event is the last that is read. */
function canBe(rule: CheckedRule, binding: number, one: RunChain, event: TraceEvent): boolean {
  const bound = new Map([...one.bound, [binding, event]]);
  const inChain = new Set(one.chain.steps.flatMap((step) => [step.binding, ...step.watched]));
  return allows(rule, binding, event) && rule.guards
    .filter(({ names }) => names.includes(binding) && names.every((name) => inChain.has(name)))
    .filter(({ names }) => names.every((name) => bound.has(name)))
    .every(({ expression }) => holds(expression, { bound, now: event }));
}

/** Whether an event is of a binding's kind and meets the conditions on it alone. */
export function allows(rule: CheckedRule, index: number, event: TraceEvent): boolean {
  const binding = rule.bindings[index]!;
  const scene = { bound: new Map([[index, event]]), now: event };
  return binding.kind.name === event.kind && binding.predicates.every(({ expression }) => holds(expression, scene));
}
