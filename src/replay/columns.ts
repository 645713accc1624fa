// What is made of a match: in go the columns of a rule's plan or what DO reads, out comes what makes their values of an
// accepting state, the cells and the execution context of the last event.

import type { ContextFunction } from '../check/expression.js';
import { allStatements, valuesOf } from '../check/statement-parts.js';
import type { RulePlan, ValuePlan } from '../plan/plan.js';
import { compileExpression, constant, type CompileLeaf, type Evaluate } from './compile-expression.js';
import type { ContextValues } from './event.js';
import { entryUnder, type Storage } from './storage.js';
import type { Integer, Value } from './value.js';

/** Null: the match has not bound what the column reads, or it divides by zero, or the trace does not say it. */
export type ColumnValues = (
  state: number, cells: readonly Value[], at: number, context: ContextValues,
) => readonly (Value | null)[];

export type MatchValue = (state: number, cells: readonly Value[], at: number, context: ContextValues) => Value | null;

/** Makes functions of what a rule's columns and statements are made of; `locals` are what `let` has named. */
export function valueCompiler(
  rule: RulePlan, placeOf: readonly number[], storage: Storage, locals: readonly (Value | null)[],
): (value: ValuePlan) => MatchValue {
  const compileLeaf: CompileLeaf = (leaf) => {
    switch (leaf.kind) {
      case 'cell': {
        const place = placeOf[leaf.cell]!;
        return { evaluate: (_, cells, at) => cells[at + place]!, isTotal: true };
      }
      case 'variable':
        return { evaluate: () => storage.variable(leaf.variable), isTotal: true };
      case 'lookup':
        return entryUnder(leaf.map, leaf.keys, compileLeaf, storage);
      case 'context': {
        const { function: name } = leaf;
        return { evaluate: (_values, _cells, _at, context) => context?.[name] ?? null, isTotal: false };
      }
      case 'local':
        return { evaluate: () => locals[leaf.local] ?? null, isTotal: false };
      case 'event':
      case 'extreme':
      case 'gathered':
        throw new Error(`a column of rule ${rule.name} reads a ${leaf.kind}`);
    }
  };
  return (value) => {
    const of = byState(value, rule.automaton.states.length, placeOf, compileLeaf);
    return (state, cells, at, context) => of[state]!(none, cells, at, context);
  };
}

/** `placeOf`: by cell of the plan its place in what a match has stored. */
export function compileColumns(rule: RulePlan, placeOf: readonly number[], storage: Storage): ColumnValues {
  const columns = rule.columns.map(valueCompiler(rule, placeOf, storage, []));
  return (state, cells, at, context) => columns.map((column) => column(state, cells, at, context));
}

const none: readonly Value[] = [];

function byState(
  value: ValuePlan, nrStates: number, placeOf: readonly number[], compileLeaf: CompileLeaf,
): readonly Evaluate[] {
  const of = new Array<Evaluate>(nrStates).fill(() => null);
  for (const { states, expression, needs } of value.values) {
    if (expression !== null) {
      const { evaluate } = compileExpression(expression, compileLeaf);
      const known: Evaluate = needs.length === 0 ? evaluate : (values, cells, at, context) =>
        (needs.every(({ cell, least }) => (cells[at + placeOf[cell]!] as Integer) >= least) ? evaluate(values, cells, at, context) : null);
      states.forEach((state) => void (of[state] = known));
    }
  }
  return of;
}

/** Which functions some column or statement calls. */
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
  const told: readonly ValuePlan[] = [...rule.columns, ...allStatements(rule.reaction).flatMap(valuesOf)];
  told.forEach(({ values }) => values.forEach(({ expression }) =>
    expression !== null && compileExpression(expression, compileLeaf)));
  return functions;
}
