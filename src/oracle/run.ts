// A run as the language tells of it (section 6): the time of its first event and, for each chain that this event could
// begin, how far that chain is; and what one event makes of it.

import { advance, isKilled, type Moved, type Reading, type RunChain } from './chain.js';
import { mayBegin } from './past.js';
import { timeOf } from './trace.js';

export interface Run {
  /** Time of its first event. */
  readonly first: bigint;
  /** Where its first event stands in the trace. */
  readonly at: number;
  /** How many runs were made before it. */
  readonly made: number;
  readonly chains: readonly RunChain[];
}

/** What an event makes of a run; of one that is dead nothing at all. */
export interface Outcome {
  /** The run that matches, and the chain that it matches with. */
  readonly match: { readonly run: Run; readonly by: RunChain } | null;
  /** The run that goes on. */
  readonly stays: Run | null;
  /** Under `any`, the run of the chains that moved. */
  readonly forked: Run | null;
}

/** An event begins a run of all chains whose first step it can take; null where there is none. */
export function begin(reading: Reading, at: number, made: number): Outcome | null {
  const chains = reading.rule.chains
    .flatMap((chain) => advance(reading, { chain, bound: new Map(), isPending: false }) ?? [])
    .filter(({ chain: { chain } }) => mayBegin(reading, chain));
  const run = { first: timeOf(reading.event), at, made, chains: [] };
  if (chains.length === 0) {
    return null;
  }
  return reading.rule.selection.mode === 'any'
    ? { match: matchOf(run, chains), stays: unfinished(run, chains), forked: null }
    : settle(run, chains);
}

export function read(reading: Reading, run: Run, made: number): Outcome {
  return reading.rule.selection.mode === 'any' ? fork(reading, run, made) : step(reading, run);
}

/**
 * An event advances by one step each chain that it can, and leaves the others where they are; it kills a chain that is
 * watching for it, unless it takes the step that ends the watch.
 */
function step(reading: Reading, run: Run): Outcome {
  return settle(run, run.chains.flatMap((chain) =>
    advance(reading, chain) ?? (isKilled(reading, chain) ? [] : [{ chain, isFinished: false }])));
}

/** A run matches with the first of its chains to finish, and then the whole run ends. */
function settle(run: Run, chains: readonly Moved[]): Outcome {
  const match = matchOf(run, chains);
  return { match, stays: match === null ? unfinished(run, chains) : null, forked: null };
}

/**
 * Under `any` an event that moves chains of a run makes a new run of those chains, and the old run keeps every chain
 * that the event does not kill (a negation counts for a chain that stays); a chain that finishes ends no other.
 */
function fork(reading: Reading, run: Run, made: number): Outcome {
  const moved = run.chains.flatMap((chain) => advance(reading, chain) ?? []);
  const stay = run.chains.filter((chain) => !isKilled(reading, chain)).map((chain) => ({ chain, isFinished: false }));
  return { match: matchOf(run, moved), stays: unfinished(run, stay), forked: unfinished({ ...run, made }, moved) };
}

/** Of two chains that finish at one event, the one written first. */
function matchOf(run: Run, chains: readonly Moved[]): Outcome['match'] {
  const by = chains.find(({ isFinished }) => isFinished);
  return by === undefined ? null : { run, by: by.chain };
}

/** A run without chains is dead. */
function unfinished(run: Run, chains: readonly Moved[]): Run | null {
  const left = chains.filter(({ isFinished }) => !isFinished).map(({ chain }) => chain);
  return left.length === 0 ? null : { ...run, chains: left };
}

/** One of its chains has taken its last step and awaits only the end of the window. */
export function isPending({ chains }: Run): boolean {
  return chains.some((one) => one.isPending);
}
