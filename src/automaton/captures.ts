// Capture groups: in goes the nondeterministic view, out come the places in which a run stores what its steps
// capture.
//
// To begin with, each chain has a cell of its own for each capturing step on it. Two cells of one step become
// one group when no run holds different events in them at once: the chains always take the step together, or
// are never alive together, or one of them is dropped as redundant when they could begin to differ. What is
// redundant depends on the groups (two chains await the same only if their pending guards read the same
// captures) and the groups on what is redundant; so groups begin as single cells, which makes the fewest chains
// redundant, and grow until nothing changes. Each round only uses what the one before has proved, so every
// round's groups are sound.

import { findConflicts } from './conflicts.js';
import type { Dominates } from './dominance.js';
import type { Nfa, Place } from './nfa.js';
import type { SymbolClass } from './symbols.js';

export interface CaptureGroup {
  readonly step: number;
  readonly chains: readonly number[];
}

export interface Captures {
  /** By step, then by first chain. */
  readonly groups: readonly CaptureGroup[];
  /** Per chain from a capturing step to its group. */
  readonly groupOf: readonly ReadonlyMap<number, number>[];
}

/** `dominates`: null where the problem has guards. */
export function groupCaptures(nfa: Nfa, symbols: readonly SymbolClass[], dominates: Dominates | null): Captures {
  let captures = indexGroups(nfa, nfa.steps.flatMap((steps, chain) =>
    steps.filter((step) => nfa.captures[step]!).map((step) => ({ step, chains: [chain] }))));
  for (;;) {
    const inConflict = conflictsUnder(nfa, symbols, captures, dominates);
    const coarser = indexGroups(nfa, mergeGroups(captures.groups, inConflict));
    if (coarser.groups.length === captures.groups.length) {
      return captures;
    }
    captures = coarser;
  }
}

/**
 * Whether a chain is redundant beside one written before it, which wins where both finish: it cannot finish earlier,
 * and whatever kills the other kills it. With guards, that is known where both await the same, on the same captures.
 */
export function isRedundant(
  captures: Captures, dominates: Dominates | null, place: Place, chain: number,
  first: { readonly place: Place; readonly chain: number },
): boolean {
  if (dominates !== null) {
    return dominates(first.place, place);
  }
  return place.awaits === first.place.awaits && place.reads.every((step) =>
    captures.groupOf[chain]!.get(step) === captures.groupOf[first.chain]!.get(step));
}

type InConflict = (step: number, a: number, b: number) => boolean;

function conflictsUnder(
  nfa: Nfa, symbols: readonly SymbolClass[], captures: Captures, dominates: Dominates | null,
): InConflict {
  const conflicts = new Map<string, ReadonlySet<number>>();
  for (const { chains } of sharedSteps(nfa)) {
    for (const [index, first] of chains.entries()) {
      for (const second of chains.slice(index + 1)) {
        const key = `${first},${second}`;
        if (!conflicts.has(key)) {
          conflicts.set(key, findConflicts(nfa, symbols, first, second, (a, b) =>
            isRedundant(captures, dominates, b, second, { place: a, chain: first })));
        }
      }
    }
  }
  return (step, a, b) => conflicts.get(`${Math.min(a, b)},${Math.max(a, b)}`)?.has(step) ?? false;
}

/** Capturing steps that stand on several chains, with these. */
function sharedSteps(nfa: Nfa): readonly CaptureGroup[] {
  const all = nfa.captures.map((_, step) => ({
    step, chains: [...nfa.steps.keys()].filter((chain) => nfa.steps[chain]!.includes(step)),
  }));
  return all.filter(({ step, chains }) => nfa.captures[step]! && chains.length > 1);
}

/** Conflicts form a graph whose vertices are to be coloured; greedily, in the order of the chains. */
function mergeGroups(groups: readonly CaptureGroup[], inConflict: InConflict): readonly CaptureGroup[] {
  const merged: { readonly step: number; readonly chains: number[] }[] = [];
  for (const { step, chains } of groups) {
    const home = merged.find((group) => group.step === step
      && group.chains.every((a) => chains.every((b) => !inConflict(step, a, b))));
    if (home === undefined) {
      merged.push({ step, chains: [...chains] });
    } else {
      home.chains.push(...chains);
    }
  }
  return merged;
}

function indexGroups(nfa: Nfa, groups: readonly CaptureGroup[]): Captures {
  const sorted = groups
    .map(({ step, chains }) => ({ step, chains: [...chains].sort((a, b) => a - b) }))
    .sort((a, b) => a.step - b.step || a.chains[0]! - b.chains[0]!);
  const groupOf = nfa.steps.map(() => new Map<number, number>());
  for (const [group, { step, chains }] of sorted.entries()) {
    for (const chain of chains) {
      groupOf[chain]!.set(step, group);
    }
  }
  return { groups: sorted, groupOf };
}
