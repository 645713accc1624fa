// What one event does to a run: in go its chains with what the event can do to each, and the outcomes of the tests, out
// comes the state that it is in then and what is written.

import type { GroupWrite, Place, Position, Reading } from './automaton.js';
import type { MachineState, ReadChain } from './determinize.js';
import type { Dominates } from './dominance.js';
import { isRedundant, type Groups } from './groups.js';
import type { Nfa } from './nfa.js';
import { isKilled, react } from './reactions.js';

export interface Reader {
  readonly nfa: Nfa;
  readonly groups: Groups;
  readonly dominates: Dominates | null;
}

export interface Effect {
  /** Null: none, where moving is 'any'. */
  readonly to: MachineState | null;
  readonly any: {
    /** Null: there was no run. */
    readonly stays: MachineState | null;
    readonly accepts: MachineState | null;
    /** The step that finishes. */
    readonly step: number | null;
  } | null;
  readonly takes: readonly GroupWrite[];
  /** The step that the first written of the chains in `to` takes. */
  readonly step: number | null;
}

interface MovedChain extends Position {
  /** What the event was to it; null: nothing. */
  readonly reading: Reading | null;
}

/** Null where the event changes nothing. A run that has not begun keeps only the chains that the event begins. */
export function readAsFirst(
  reader: Reader, chains: readonly ReadChain[], outcomes: number, isStart: boolean,
): Effect | null {
  const moved = chains.flatMap((one): readonly MovedChain[] => {
    const { reading, to } = moveOf(reader, one, outcomes);
    if (reading !== null) {
      return [{ chain: one.position.chain, place: to, reading }];
    }
    return isStart || isKilled(one.reaction, outcomes) ? [] : [{ ...one.position, reading: null }];
  });
  const isChanged = moved.length < chains.length || moved.some(({ chain, place, reading }) =>
    reading !== null && (reading.writes.length > 0 || chains.some(({ position }) =>
      position.chain === chain && position.place !== place)));
  if (!isChanged || (isStart && moved.length === 0)) {
    return null;
  }
  const finished = moved.find((one) => isFinished(reader, one));
  if (finished !== undefined) {
    return {
      to: accepting(reader, finished.chain), any: null,
      takes: written(reader, [finished]), step: stepOf([finished]),
    };
  }
  const kept = withoutRedundant(reader, moved);
  return { to: live(kept), any: null, takes: written(reader, kept), step: stepOf(kept) };
}

/**
 * The chains that it moves become a run of their own; the others, and these as they were, go on as the old one. Whose
 * window ends is over, whatever it awaits.
 */
export function readAsAny(
  reader: Reader, chains: readonly ReadChain[], outcomes: number, isStart: boolean,
): Effect | null {
  const moved = chains.flatMap((one): readonly MovedChain[] => {
    const { reading, to } = moveOf(reader, one, outcomes);
    return reading === null ? [] : [{ chain: one.position.chain, place: to, reading }];
  });
  const finished = moved.find((one) => isFinished(reader, one));
  const isOver = isStart || (finished !== undefined && finished.reading?.step === reader.nfa.deadline);
  const staying = isOver ? [] : chains.filter(({ reaction }) => !isKilled(reaction, outcomes));
  if (moved.length === 0 && (isStart || staying.length === chains.length)) {
    return null;
  }
  const going = withoutRedundant(reader, moved.filter((one) => !isFinished(reader, one)));
  const accepts = finished === undefined ? null : accepting(reader, finished.chain);
  return {
    to: going.length === 0 ? null : live(going),
    any: {
      stays: isStart ? null : live(staying.map(({ position }) => position)),
      accepts, step: finished?.reading?.step ?? null,
    },
    takes: written(reader, finished === undefined ? going : [finished, ...going]),
    step: stepOf(going),
  };
}

function moveOf(
  { nfa }: Reader, { position, reaction }: ReadChain, outcomes: number,
): { readonly reading: Reading | null; readonly to: number } {
  const { places } = nfa.chains[position.chain]!;
  const place = places[position.place]!;
  switch (react(reaction, outcomes)) {
    case 'ends':
      return { reading: place.ends, to: place.ends!.to };
    case 'next':
      return { reading: place.next, to: position.place + 1 };
    case 'extend':
      return { reading: place.extend, to: place.extend!.to };
    case 'killed':
    case 'stays':
      return { reading: null, to: position.place };
  }
}

function isFinished({ nfa }: Reader, { chain, place }: Position): boolean {
  return place === nfa.chains[chain]!.places.length;
}

/** Two chains that stay where they are were not redundant before. */
function withoutRedundant({ nfa, groups, dominates }: Reader, moved: readonly MovedChain[]): readonly MovedChain[] {
  const kept: (MovedChain & { readonly at: Place })[] = [];
  for (const one of moved) {
    const at = nfa.chains[one.chain]!.places[one.place]!;
    const rivals = one.reading !== null ? kept : kept.filter(({ reading }) => reading !== null);
    if (!rivals.some((first) => isRedundant(groups, dominates, at, one.chain, { place: first.at, chain: first.chain }))) {
      kept.push({ ...one, at });
    }
  }
  return kept;
}

function live(positions: readonly Position[]): MachineState {
  return positions.length === 0 ? { role: 'dead' }
    : { role: 'live', positions: positions.map(({ chain, place }) => ({ chain, place })) };
}

/** Chains that bind the same, stored in the same groups (they differ in negations), accept in one state. */
function accepting({ nfa, groups: { groupOf } }: Reader, chain: number): MachineState {
  const { binds, held } = nfa.chains[chain]!;
  const registers = [...held.at(-1)!];
  return {
    role: 'accepting',
    chain: nfa.chains.findIndex((other, index) => other.binds === binds && registers.every((register) =>
      groupOf[index]!.get(register) === groupOf[chain]!.get(register))),
  };
}

function written({ groups: { groupOf } }: Reader, chains: readonly MovedChain[]): readonly GroupWrite[] {
  const takes = new Map(chains.flatMap(({ chain, reading }) => (reading?.writes ?? []).map(({ register, write }) => {
    const group = groupOf[chain]!.get(register)!;
    return [`${group},${write}`, { group, write }] as const;
  })));
  return [...takes.values()].sort((a, b) => a.group - b.group || a.write - b.write);
}

function stepOf(chains: readonly MovedChain[]): number | null {
  return chains.find(({ reading }) => reading !== null)?.reading?.step ?? null;
}
