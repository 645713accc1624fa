// A rule as tables that its runs are moved by: in goes its plan, out come arrays by state and letter.

import type { RulePlan } from '../plan/plan.js';
import { compileColumns, type ColumnValues } from './columns.js';
import { noCounts, type Counters } from './counters.js';
import { compileReaction, type React } from './react.js';
import type { Storage } from './storage.js';
import { integer, timeBetween, type Integer, type Value } from './value.js';

export const startState = 1;

export interface Machine {
  readonly rule: RulePlan;
  readonly nrLetters: number;
  /** States below are start or live. */
  readonly nrLive: number;
  readonly dead: number;
  /** By state * nrLetters + letter; 0: no move. Under `any`: the state of the new run, 0: there is none. */
  readonly to: Uint16Array;
  readonly takes: Uint16Array;
  /** Under `any`: what becomes of the old run, 0: no move; and the accepting state of a match, 0: there is none. */
  readonly stays: Uint16Array;
  readonly accepts: Uint16Array;
  readonly nrSlots: number;
  /** By state: where a key keeps a run in it. */
  readonly slots: Uint8Array;
  /** By state: places of cells that are part of a run's identity; null: runs have none. */
  readonly identity: readonly (readonly number[])[] | null;
  /** Runs of a key at the most; those that are pending do not count. */
  readonly nrRuns: number;
  /** Live states from here on are pending; `nrLive` where none is. */
  readonly firstPending: number;
  /** Pending runs of a key at the most. */
  readonly nrPending: number;
  /** By pending state: the accepting state that the deadline leads to. */
  readonly atDeadline: Uint16Array;
  readonly prefersEarlier: boolean;
  readonly window: Integer | null;
  /** By cell of the plan: its place in what a run has stored, where those that only a match has come last. */
  readonly placeOf: readonly number[];
  /** What a new run has stored, by place. */
  readonly cells: readonly Value[];
  /** Cells that a run has before it completes. */
  readonly nrCells: number;
  /** Of a run that completes. */
  readonly columns: ColumnValues;
  /** DO; null: there is none. */
  readonly react: React | null;
  /** In slots: the run that the event at hand completes; its state is 0 where there is none. */
  readonly match: { state: number; first: Integer; born: number; readonly cells: Value[] };
  readonly counters: Counters;
  /** Counts what is begun. */
  order: number;
  /** Since when a leading negation knows what was read; null: the trace is complete. */
  since: Integer | null;
}

export function buildMachine(rule: RulePlan, storage: Storage): Machine {
  const { states, moves, alphabet } = rule.automaton;
  const { nrLetters } = alphabet;
  const table = (): Uint16Array => new Uint16Array(states.length * nrLetters);
  const [to, takes, stays, accepts] = [table(), table(), table(), table()];
  for (const move of moves) {
    const at = move.from * nrLetters + move.letter;
    to[at] = move.to;
    takes[at] = move.takes;
    stays[at] = move.any?.stays ?? 0;
    accepts[at] = move.any?.accepts ?? 0;
  }
  const nrLive = states.filter(({ role }) => role === 'none' || role === 'start' || role === 'live').length;
  const placeOf = placeCells(rule);
  const cells = emptyCells(rule, placeOf);
  const counters = noCounts();
  return {
    rule,
    nrLetters,
    nrLive,
    dead: states.findIndex(({ role }) => role === 'dead'),
    to, takes, stays, accepts,
    nrSlots: rule.automaton.nrSlots,
    slots: Uint8Array.from(states, ({ slot }) => slot ?? 0),
    identity: rule.storage.form !== 'pool' || rule.storage.identity === null ? null
      : rule.storage.identity.map((own) => own.map((cell) => placeOf[cell]!)),
    nrRuns: rule.storage.runs,
    firstPending: rule.pending?.firstState ?? nrLive,
    nrPending: rule.pending?.limit ?? 0,
    atDeadline: Uint16Array.from(states, (_, state) => {
      const at = state * nrLetters + (rule.pending?.deadlineLetter ?? 0);
      return rule.selection === 'any' ? accepts[at]! : to[at]!;
    }),
    prefersEarlier: rule.selection === 'earliest',
    window: rule.windowNs === null ? null : integer(rule.windowNs),
    placeOf,
    cells,
    nrCells: rule.cells.filter(({ atMatch }) => !atMatch).length,
    columns: compileColumns(rule, placeOf, storage),
    react: rule.reaction.length === 0 ? null : compileReaction(rule, placeOf, storage, counters),
    match: { state: 0, first: 0.5, born: 0, cells: cells.slice() },
    counters,
    order: 0,
    since: null,
  };
}

export function isExpired(machine: Machine, first: Integer, now: Integer): boolean {
  return machine.window !== null && timeBetween(first, now) > machine.window;
}

/** Tests may read a cell before it is written, and their outcome then does not matter. */
function emptyCells(rule: RulePlan, placeOf: readonly number[]): readonly Value[] {
  // strings first, so that JavaScript's engine keeps this, and all copies, as an array of any values
  const cells: Value[] = rule.cells.map(() => '');
  rule.cells.forEach(({ type }, cell) => {
    cells[placeOf[cell]!] = type.kind === 'string' ? '' : type.kind === 'address' ? '\0'.repeat(16) : 0;
  });
  return cells;
}

function placeCells({ cells }: RulePlan): readonly number[] {
  const order = [...cells.keys()].sort((a, b) => Number(cells[a]!.atMatch) - Number(cells[b]!.atMatch) || a - b);
  return cells.map((_, cell) => order.indexOf(cell));
}
