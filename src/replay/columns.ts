// What a match returns: in go the columns of a rule's plan, out comes what makes their values of an accepting state,
// the cells and the execution context of the last event.

import type { ContextFunction } from '../check/expression.js';
import type { ColumnPlan, RulePlan } from '../plan/plan.js';
import { compileExpression, constant, type CompileLeaf, type Evaluate } from './compile-expression.js';
import type { ContextValues } from './event.js';
import { zeroUnder } from './leaves.js';
import { integer, type Integer, type Value } from './value.js';

/** Null: the match has not bound what the column reads, or it divides by zero, or the trace does not say it. */
export type ColumnValues = (
  state: number, cells: readonly Value[], at: number, context: ContextValues,
) => readonly (Value | null)[];

/** `placeOf`: by cell of the plan its place in what a match has stored. */
export function compileColumns(
  rule: RulePlan, placeOf: readonly number[], variables: ReadonlyMap<number, bigint>,
): ColumnValues {
  const compileLeaf: CompileLeaf = (leaf) => {
    switch (leaf.kind) {
      case 'cell': {
        const place = placeOf[leaf.cell]!;
        return { evaluate: (_, cells, at) => cells[at + place]!, isTotal: true };
      }
      case 'variable':
        return constant(integer(variables.get(leaf.variable) ?? 0n));
      case 'lookup':
        return zeroUnder(leaf.keys.map((key) => compileExpression(key, compileLeaf)));
      case 'context': {
        const { function: name } = leaf;
        return { evaluate: (_values, _cells, _at, context) => context?.[name] ?? null, isTotal: false };
      }
      case 'event':
      case 'extreme':
      case 'gathered':
        throw new Error(`a column of rule ${rule.name} reads a ${leaf.kind}`);
    }
  };
  const columns = rule.columns.map((column) => byState(column, rule.automaton.states.length, placeOf, compileLeaf));
  return (state, cells, at, context) => columns.map((column) => column[state]!(none, cells, at, context));
}

const none: readonly Value[] = [];

function byState(
  column: ColumnPlan, nrStates: number, placeOf: readonly number[], compileLeaf: CompileLeaf,
): readonly Evaluate[] {
  const of = new Array<Evaluate>(nrStates).fill(() => null);
  for (const { states, expression, needs } of column.values) {
    if (expression !== null) {
      const { evaluate } = compileExpression(expression, compileLeaf);
      const value: Evaluate = needs.length === 0 ? evaluate : (values, cells, at, context) =>
        (needs.every(({ cell, least }) => (cells[at + placeOf[cell]!] as Integer) >= least) ? evaluate(values, cells, at, context) : null);
      states.forEach((state) => void (of[state] = value));
    }
  }
  return of;
}

/** Which functions some column calls. */
export function contextOf(rule: RulePlan): ReadonlySet<ContextFunction> {
  const functions = new Set<ContextFunction>();
  const compileLeaf: CompileLeaf = (leaf) => {
    if (leaf.kind === 'context') {
      functions.add(leaf.function);
    } else if (leaf.kind === 'lookup') {
      leaf.keys.forEach((key) => compileExpression(key, compileLeaf));
    }
    return constant(0);
  };
  rule.columns.forEach(({ values }) => values.forEach(({ expression }) =>
    expression !== null && compileExpression(expression, compileLeaf)));
  return functions;
}
