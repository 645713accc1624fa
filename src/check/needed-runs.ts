// How many runs of one key must be kept so that the shortest match of a chain is found: in go a rule and the number of a
// chain, out comes the least N that does. The match is shown, event by event, to all runs that its events begin. A run
// is evicted when N others are younger than it; so the run that is to match, and those that it is continued by, must
// never be further from the youngest than that. Runs that are pending stand outside this.

import { maxLookedAt, maxRuns, maxShortestMatch } from './limits.js';
import type { CheckedRule } from './rule.js';
import { shortestMatch } from './shortest-match.js';
import { sketchOf, type Place, type Sketch } from './sketch-chain.js';

/** Oldest first: by first event, then by the order of being made. */
interface Run {
  readonly first: number;
  readonly places: readonly Place[];
  /** It is the one that is to match. */
  readonly isMeant: boolean;
}

/** What looking may still cost, over the chains of a rule. */
export interface Allowance {
  left: number;
}

export function fullAllowance(): Allowance {
  return { left: maxLookedAt };
}

/**
 * 0: the chain asks for nothing, as another one matches before it, or it is too long to be looked at. Null: more than
 * maxRuns.
 */
export function neededRuns(rule: CheckedRule, chain: number, allowance = fullAllowance()): number | null {
  const meant = rule.chains[chain];
  const match = meant === undefined ? null : shortestMatch(rule, meant);
  if (match === null || match.events.length > maxShortestMatch) {
    return 0;
  }
  const sketch = sketchOf(rule, match);
  let runs: readonly Run[] = [];
  let needed = 0;
  for (const event of match.events.keys()) {
    allowance.left -= runs.reduce((sum, { places }) => sum + places.length, rule.chains.length);
    if (allowance.left < 0) {
      return 0;
    }
    const fates = [...runs, start(rule, sketch, event)].map((run) => read(rule, sketch, run, event, chain));
    if (event === match.events.length - 1) {
      return fates.some(({ isMatch }) => isMatch) ? needed : 0;
    }
    const all = inOrder(fates);
    const pending = all.filter((run) => isPending(sketch, run));
    const kept = merge(rule, sketch, all.filter((run) => !isPending(sketch, run)));
    const place = kept.findIndex(({ isMeant }) => isMeant);
    if (place < 0 && !pending.some(({ isMeant }) => isMeant)) {
      return 0;
    }
    needed = Math.max(needed, place < 0 ? 0 : kept.length - place);
    if (needed > maxRuns) {
      return null;
    }
    runs = [...pending, ...kept.slice(-maxRuns)].sort((a, b) => a.first - b.first);
  }
  return 0;
}

/** The run that an event may begin, before it has read it. */
function start(rule: CheckedRule, sketch: Sketch, event: number): Run {
  const chains = [...rule.chains.keys()].filter((chain) => sketch.mayBegin(chain, event));
  return { first: event, places: chains.map(sketch.begin), isMeant: event === 0 };
}

/** In a rule with a negation last; in others a run with a finished chain is none any more. */
function isPending(sketch: Sketch, { places }: Run): boolean {
  return places.some(sketch.isFinished);
}

interface Fate {
  /** The run as it goes on. */
  readonly stays: Run | null;
  /** What any(N) makes of the chains that the event moves. */
  readonly forked: Run | null;
  /** It is the one that is to match, and a chain of it has finished. */
  readonly isMatch: boolean;
}

function read(rule: CheckedRule, sketch: Sketch, run: Run, event: number, chain: number): Fate {
  const isNew = run.first === event; // of which only what the event takes goes on
  const moves = run.places.map((place) => ({
    moved: sketch.advance(place, event), stays: !isNew && !sketch.isKilled(place, event) ? place : null,
  }));
  const moved = moves.flatMap((one) => one.moved ?? []);
  const hasFinished = moved.some(sketch.isFinished);
  const isMatch = run.isMeant && (hasFinished || isPending(sketch, run));
  const ends = hasFinished && rule.chains[chain]?.trailing.length === 0;
  const withPlaces = (places: readonly Place[], isMeant: boolean): Run | null =>
    (places.length === 0 ? null : { first: run.first, places, isMeant });
  if (rule.selection.mode !== 'any') {
    const places = ends ? [] : moves.flatMap((one) => one.moved ?? one.stays ?? []);
    return { stays: withPlaces(places, run.isMeant), forked: null, isMatch };
  }
  const unfinished = ends ? moved.filter((place) => !sketch.isFinished(place)) : moved;
  const isMeant = run.isMeant && unfinished.some((place) => place.chain === chain && place.strayed.size === 0);
  return {
    stays: withPlaces(moves.flatMap((one) => one.stays ?? []), false),
    forked: withPlaces(unfinished, isMeant),
    isMatch,
  };
}

/** Of one first event those that it made now are the youngest, in the order of those that it made them of. */
function inOrder(fates: readonly Fate[]): readonly Run[] {
  const runs = [...fates.flatMap(({ stays }) => stays ?? []), ...fates.flatMap(({ forked }) => forked ?? [])];
  return runs.sort((a, b) => a.first - b.first);
}

/** Under latest and earliest runs of one identity are one, which goes on for both. */
function merge(rule: CheckedRule, sketch: Sketch, runs: readonly Run[]): readonly Run[] {
  const { mode } = rule.selection;
  if (mode === 'all' || mode === 'any') {
    return runs;
  }
  const kept = new Map<string, Run>();
  for (const run of runs) {
    const identity = [...new Set(run.places.map(sketch.identityOf))].sort().join();
    const before = kept.get(identity);
    const isMeant = run.isMeant || before?.isMeant === true;
    kept.delete(identity); // so that the order is that of those that stay
    kept.set(identity, { ...(mode === 'latest' ? run : before ?? run), isMeant });
  }
  return [...kept.values()].sort((a, b) => a.first - b.first);
}
