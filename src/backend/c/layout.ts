// What structs of generated C take: in goes a rule's plan, out come how its runs lie and the sizes of its structs, as clang
// will lay them out.

import type { FieldType } from '../../events/catalogue.js';
import type { RulePlan, RuleReading } from '../../plan/plan.js';
import { structBytes, widestFirst } from './fields.js';

/**
 * once: no runs, as every match is complete with its first event. pool: at most so many runs, in order. any: a pool in
 * which runs fork.
 */
export type RunForm = 'once' | 'slots' | 'pool' | 'any';

export function formOf(rule: RulePlan): RunForm {
  return rule.table === null ? 'once' : rule.storage.form === 'slots' ? 'slots' : rule.selection === 'any' ? 'any' : 'pool';
}

/** Several runs may complete with one event, and all are reported; those that await a deadline are, one by one. */
export function reportsAll(rule: RulePlan): boolean {
  return rule.table !== null && rule.pending === null && (rule.selection === 'all' || rule.selection === 'any');
}

/** sizeof(struct wmk_run), of which every run begins. */
const runHead = 16;
/** sizeof(struct wmk_matches) and (struct wmk_forks), aligned. */
const listHead = 8;
/** Of a struct wmk_pool, before its order. */
const poolHead = 3;

export function runBytes(rule: RulePlan): number {
  return structBytes(typesOf(rule, false), runHead);
}

export function matchBytes(rule: RulePlan): number {
  return runBytes(rule) + structBytes(typesOf(rule, true));
}

/** In storage order. */
export function typesOf(rule: RulePlan, atMatch: boolean): readonly FieldType[] {
  return widestFirst(rule.cells.filter((cell) => cell.atMatch === atMatch)).map(({ type }) => type);
}

/** Of all runs that a key can hold. */
export function storageBytes(rule: RulePlan): number {
  const { storage } = rule;
  return storage.form === 'slots' ? storage.runs * runBytes(rule)
    : Math.ceil((poolHead + orderLength(rule)) / 8) * 8 + storage.places * runBytes(rule);
}

/** A power of two, so that a mask bounds what is an index into the order; one place is spare. */
export function orderLength(rule: RulePlan): number {
  return powerOfTwo(mostRuns(rule) + 1);
}

/** The same for lists of what one event makes of runs. */
export function listLength(rule: RulePlan): number {
  return powerOfTwo(mostRuns(rule));
}

/** That a key can hold, pending ones included. */
export function mostRuns({ storage }: RulePlan): number {
  return storage.form === 'slots' ? storage.runs : storage.places - 1;
}

function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(least));
}

/** Whether an event of a kind can move a run, which makes a fork. */
export function mayFork(rule: RulePlan, { problemKind }: RuleReading): boolean {
  const { alphabet, moves, states } = rule.automaton;
  const symbols = alphabet.symbols.filter(({ kind }) => kind === problemKind);
  return formOf(rule) === 'any' && moves.some(({ from, letter, to }) => states[from]!.role !== 'start' && to !== 0
    && symbols.some(({ firstLetter, tests }) => letter >= firstLetter && letter < firstLetter + 2 ** tests.length));
}

/** Whether an event of a kind can bring a run to where it awaits its deadline. */
export function mayPend(rule: RulePlan, { problemKind }: RuleReading): boolean {
  const { alphabet, moves } = rule.automaton;
  return moves.some(({ from, letter, to }) => !isPending(rule, from) && isPending(rule, to)
    && alphabet.symbols.some(({ kind, firstLetter, tests }) =>
      kind === problemKind && letter >= firstLetter && letter < firstLetter + 2 ** tests.length));
}

export function isPending({ pending, automaton }: RulePlan, state: number): boolean {
  return pending !== null && state >= pending.firstState && automaton.states[state]!.role === 'live';
}

/** Of what one event of a kind makes of a rule: its matches and its forks. */
export function outcomeBytes(rule: RulePlan, reading: RuleReading): number {
  const matches = reportsAll(rule) ? listHead + (1 + listLength(rule)) * matchBytes(rule) : matchBytes(rule);
  return (reading.completes ? matches : 0) + (mayFork(rule, reading) ? listHead + listLength(rule) * runBytes(rule) : 0);
}
