// DO off line: in goes a rule's plan, out comes what runs its statements on a match. VARs and TABLEs change; what would
// change the system is only told.

import type { Statement, Target } from '../check/rule.js';
import type { RulePlan, ValuePlan } from '../plan/plan.js';
import { printAddress } from './address.js';
import { arithmetic } from './arithmetic.js';
import { valueCompiler, type MatchValue } from './columns.js';
import type { Counters } from './counters.js';
import type { ContextValues } from './event.js';
import { isWhole, type Storage } from './storage.js';
import { fromBytes, type Integer, type Value } from './value.js';

/** What a reaction has done, or in enforcing mode would have. */
export type Done =
  /** A byte a character. */
  | { readonly is: 'log'; readonly text: string }
  | { readonly is: 'emit'; readonly labels: readonly string[]; readonly types: readonly ValuePlan['type'][]; readonly values: readonly (Value | null)[] }
  | { readonly is: 'signal'; readonly to: 'process' | 'thread'; readonly signal: number }
  | { readonly is: 'deny'; readonly error: number }
  | { readonly is: 'override'; readonly value: number }
  | { readonly is: 'nice'; readonly by: number };

export type React = (state: number, cells: readonly Value[], context: ContextValues) => readonly Done[];

type Run = (state: number, cells: readonly Value[], context: ContextValues, done: Done[]) => void;

export function compileReaction(
  rule: RulePlan, placeOf: readonly number[], storage: Storage, counters: Counters,
): React {
  const locals: (Value | null)[] = [];
  const compile = valueCompiler(rule, placeOf, storage, locals);
  const run = compileBlock(rule.reaction);
  return (state, cells, context) => {
    const done: Done[] = [];
    run(state, cells, context, done);
    return done;
  };

  function compileBlock(statements: readonly Statement<ValuePlan>[]): Run {
    const runs = statements.map(compileStatement);
    return (...match) => runs.forEach((one) => one(...match));
  }

  function compileStatement(statement: Statement<ValuePlan>): Run {
    switch (statement.kind) {
      case 'let': {
        const value = compile(statement.value);
        return (state, cells, context) => void (locals[statement.local] = value(state, cells, 0, context));
      }
      case 'set':
        return compileWrite(statement.target, statement.value, (_, value) => value);
      case 'add':
        return compileWrite(statement.target, statement.value, (old, value) => arithmetic['+'](old, value)!);
      case 'delete': {
        const { table } = statement.target;
        const keys = statement.target.keys.map(compile);
        return (state, cells, context) => {
          const key = keys.map((part) => part(state, cells, 0, context));
          if (isWhole(key)) {
            storage.deleteEntry(table, key);
          }
        };
      }
      case 'if': {
        const condition = compile(statement.condition);
        const [then, otherwise] = [compileBlock(statement.then), compileBlock(statement.else)];
        return (state, cells, context, done) => {
          const value = condition(state, cells, 0, context);
          (value === null || value === 0 ? otherwise : then)(state, cells, context, done);
        };
      }
      case 'log': {
        const print = compileText(statement.format, statement.values);
        return (state, cells, context, done) => void done.push({ is: 'log', text: print(state, cells, context) });
      }
      case 'emit': {
        const values = statement.values.map(compile);
        const types = statement.values.map(({ type }) => type);
        return (state, cells, context, done) => void done.push({
          is: 'emit', labels: statement.labels, types, values: values.map((value) => value(state, cells, 0, context)),
        });
      }
      case 'signal':
        return (_state, _cells, _context, done) => void done.push({ is: 'signal', to: statement.to, signal: statement.signal });
      case 'deny':
        return (_state, _cells, _context, done) => void done.push({ is: 'deny', error: statement.error });
      case 'override':
        return (_state, _cells, _context, done) => void done.push({ is: 'override', value: statement.value });
      case 'nice':
        return (_state, _cells, _context, done) => void done.push({ is: 'nice', by: statement.by });
    }
  }

  function compileWrite(
    target: Target<ValuePlan>, from: ValuePlan, apply: (old: Integer, value: Integer) => Integer,
  ): Run {
    const value = compile(from);
    if (target.kind === 'variable') {
      return (state, cells, context) => {
        const to = value(state, cells, 0, context);
        if (to !== null) {
          storage.setVariable(target.variable, apply(storage.variable(target.variable), to as Integer));
        }
      };
    }
    const keys = target.keys.map(compile);
    return (state, cells, context) => {
      const key = keys.map((part) => part(state, cells, 0, context));
      const to = value(state, cells, 0, context);
      if (to !== null && isWhole(key)
        && !storage.setEntry(target.table, key, apply(storage.entry(target.table, key), to as Integer))) {
        counters.unwritten++;
      }
    };
  }

  function compileText(
    format: (Statement & { readonly kind: 'log' })['format'], of: readonly ValuePlan[],
  ): (state: number, cells: readonly Value[], context: ContextValues) => string {
    const values = of.map(compile);
    let next = 0;
    const parts = format.map((part): MatchValue => {
      if (typeof part !== 'string') {
        const text = fromBytes(part);
        return () => text;
      }
      const { type } = of[next]!;
      const value = values[next++]!;
      return (...match) => printArgument(value(...match), part, type);
    });
    return (state, cells, context) => parts.map((part) => part(state, cells, 0, context)).join('');
  }
}

function printArgument(value: Value | null, conversion: 'd' | 'u' | 'x' | 's', type: ValuePlan['type']): string {
  if (value === null) {
    return 'null';
  }
  if (typeof value === 'string') {
    return type.kind === 'address' ? printAddress(value) : value;
  }
  return conversion === 'd' ? String(value) : BigInt.asUintN(64, BigInt(value)).toString(conversion === 'x' ? 16 : 10);
}
