// Groups: in goes the nondeterministic view, out come the places in which a run stores its registers.
//
// To begin with, each chain has a cell of its own for each register that it writes. Two cells of one register become one
// group when no run holds different values in them at once: the chains always write it together, or are never alive
// together, or one of them is dropped as redundant when they could begin to differ. What is redundant depends on the
// groups (two chains await the same only if their pending tests read the same groups) and the groups on what is
// redundant; so groups begin as single cells, which makes the fewest chains redundant, and grow until nothing changes.
// Each round only uses what the one before has proved, so every round's groups are sound.

import type { Place } from './automaton.js';
import { findConflicts } from './conflicts.js';
import type { Dominates } from './dominance.js';
import type { Nfa } from './nfa.js';
import type { SymbolClass } from './symbols.js';

export interface Group {
  readonly register: number;
  readonly chains: readonly number[];
}

export interface Groups {
  /** By register, then by first chain. */
  readonly groups: readonly Group[];
  /** Per chain from a register that it writes to its group. */
  readonly groupOf: readonly ReadonlyMap<number, number>[];
}

/** `dominates`: null where it is not known, as with tests. */
export function groupRegisters(nfa: Nfa, symbols: readonly SymbolClass[], dominates: Dominates | null): Groups {
  let groups = indexGroups(nfa, nfa.chains.flatMap(({ held }, chain) =>
    [...held.at(-1)!].map((register) => ({ register, chains: [chain] }))));
  for (;;) {
    const inConflict = conflictsUnder(nfa, symbols, groups, dominates);
    const coarser = indexGroups(nfa, mergeGroups(groups.groups, inConflict));
    if (coarser.groups.length === groups.groups.length) {
      return groups;
    }
    groups = coarser;
  }
}

/**
 * Whether a chain is redundant beside one written before it, which wins where both finish: it cannot finish earlier,
 * and whatever kills the other kills it. Without dominance, that is known where both await the same, on the same groups.
 */
export function isRedundant(
  { groupOf }: Groups, dominates: Dominates | null, place: Place, chain: number,
  first: { readonly place: Place; readonly chain: number },
): boolean {
  if (dominates !== null) {
    return dominates(first.place, place);
  }
  return place.awaits === first.place.awaits
    && place.reads.every((register) => groupOf[chain]!.get(register) === groupOf[first.chain]!.get(register));
}

type InConflict = (register: number, a: number, b: number) => boolean;

function conflictsUnder(
  nfa: Nfa, symbols: readonly SymbolClass[], groups: Groups, dominates: Dominates | null,
): InConflict {
  const conflicts = new Map<string, ReadonlySet<number>>();
  for (const { chains } of sharedRegisters(nfa)) {
    for (const [index, first] of chains.entries()) {
      for (const second of chains.slice(index + 1)) {
        const key = `${first},${second}`;
        if (!conflicts.has(key)) {
          conflicts.set(key, findConflicts(nfa, symbols, first, second, (a, b) =>
            isRedundant(groups, dominates, b, second, { place: a, chain: first })));
        }
      }
    }
  }
  return (register, a, b) => conflicts.get(`${Math.min(a, b)},${Math.max(a, b)}`)?.has(register) ?? false;
}

/** With the chains that write them; several each. */
function sharedRegisters(nfa: Nfa): readonly Group[] {
  const registers = new Set(nfa.chains.flatMap(({ held }) => [...held.at(-1)!]));
  return [...registers]
    .map((register) => ({
      register, chains: [...nfa.chains.keys()].filter((chain) => nfa.chains[chain]!.held.at(-1)!.has(register)),
    }))
    .filter(({ chains }) => chains.length > 1);
}

/** Conflicts form a graph whose vertices are to be coloured; greedily, in the order of the chains. */
function mergeGroups(groups: readonly Group[], inConflict: InConflict): readonly Group[] {
  const merged: { readonly register: number; readonly chains: number[] }[] = [];
  for (const { register, chains } of groups) {
    const home = merged.find((group) => group.register === register
      && group.chains.every((a) => chains.every((b) => !inConflict(register, a, b))));
    if (home === undefined) {
      merged.push({ register, chains: [...chains] });
    } else {
      home.chains.push(...chains);
    }
  }
  return merged;
}

function indexGroups(nfa: Nfa, groups: readonly Group[]): Groups {
  const sorted = groups
    .map(({ register, chains }) => ({ register, chains: [...chains].sort((a, b) => a - b) }))
    .sort((a, b) => a.register - b.register || a.chains[0]! - b.chains[0]!);
  const groupOf = nfa.chains.map(() => new Map<number, number>());
  for (const [group, { register, chains }] of sorted.entries()) {
    for (const chain of chains) {
      groupOf[chain]!.set(register, group);
    }
  }
  return { groups: sorted, groupOf };
}
