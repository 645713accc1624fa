// What DO does at a match (section 8): in go the statements, what the match has bound and what VARs and TABLEs hold, out come
// what they hold then and what was done, or in enforcing mode would have been.
//
// One statement after the other. Where an expression has no value, as it reads a name that the match did not bind or
// divides by zero, a let names nothing, nothing is written or deleted, and a condition does not hold.

import type { CheckedProgram, RuleExpression, Statement } from '../check/rule.js';
import { printAddress } from '../syntax/address.js';
import { worth, type Scalar } from './evaluate.js';
import { lacksPrevious, type Scene } from './leaf.js';
import { leavesOf } from './leaves.js';
import { entryOf, isFull, variableOf, withEntry, withoutEntry, withVariable, type Memory } from './memory.js';

export type Done =
  | { readonly is: 'log'; readonly text: string }
  | { readonly is: 'emit'; readonly values: readonly (Scalar | null)[] }
  | { readonly is: 'signal'; readonly to: 'process' | 'thread'; readonly signal: number }
  | { readonly is: 'deny'; readonly error: number }
  | { readonly is: 'override'; readonly value: number }
  | { readonly is: 'nice'; readonly by: number };

interface State {
  readonly memory: Memory;
  readonly locals: ReadonlyMap<number, bigint>;
  readonly done: readonly Done[];
}

export function react(
  reaction: readonly Statement[], { tables }: Pick<CheckedProgram, 'tables'>, bound: Scene['bound'],
  context: Scene['context'], memory: Memory,
): { readonly memory: Memory; readonly done: readonly Done[] } {
  return block(reaction, { memory, locals: new Map(), done: [] });

  function block(statements: readonly Statement[], before: State): State {
    return statements.reduce((state, statement) => run(statement, state), before);
  }

  function run(statement: Statement, state: State): State {
    const value = (expression: RuleExpression): Scalar | null => valueIn(expression, state);
    switch (statement.kind) {
      case 'let': {
        const named = value(statement.value);
        return named === null ? state : { ...state, locals: new Map([...state.locals, [statement.local, integer(named)]]) };
      }
      case 'set':
      case 'add':
        return write(statement, state);
      case 'delete': {
        const keys = statement.target.keys.map(value);
        return isWhole(keys) ? { ...state, memory: withoutEntry(state.memory, statement.target.table, keys) } : state;
      }
      case 'if': {
        const holds = value(statement.condition);
        return block(holds !== null && holds !== 0n ? statement.then : statement.else, state);
      }
      case 'log':
        return tell(state, { is: 'log', text: print(statement, statement.values.map(value)) });
      case 'emit':
        return tell(state, { is: 'emit', values: statement.values.map(value) });
      case 'signal':
        return tell(state, { is: 'signal', to: statement.to, signal: statement.signal });
      case 'deny':
        return tell(state, { is: 'deny', error: statement.error });
      case 'override':
        return tell(state, { is: 'override', value: statement.value });
      case 'nice':
        return tell(state, { is: 'nice', by: statement.by });
    }
  }

  function write({ kind, target, value: expression }: Statement & { kind: 'set' | 'add' }, state: State): State {
    const { memory: old } = state;
    const keys = target.kind === 'entry' ? target.keys.map((key) => valueIn(key, state)) : [];
    const value = valueIn(expression, state);
    if (value === null || !isWhole(keys)) {
      return state;
    }
    const before = kind === 'set' ? 0n : target.kind === 'variable' ? variableOf(old, target.variable) : entryOf(old, target.table, keys);
    const after = BigInt.asIntN(64, before + integer(value));
    if (target.kind === 'variable') {
      return { ...state, memory: withVariable(old, target.variable, after) };
    }
    const table = tables.find(({ index }) => index === target.table)!;
    return isFull(old, table, keys) ? state : { ...state, memory: withEntry(old, target.table, keys, after) };
  }

  function valueIn(expression: RuleExpression, { memory: now, locals }: State): Scalar | null {
    const isKnown = leavesOf(expression).every((leaf) => (leaf.kind === 'local' ? locals.has(leaf.local)
      : (leaf.kind !== 'field' && leaf.kind !== 'aggregate') || (bound.has(leaf.binding) && !lacksPrevious(leaf, bound))));
    return isKnown ? worth(expression, { bound, element: new Map(), context, memory: now, locals }) : null;
  }
}

function tell(state: State, done: Done): State {
  return { ...state, done: [...state.done, done] };
}

/** %d as it is, %u and %x its 64 bits without a sign. */
function print({ format, values: of }: Statement & { kind: 'log' }, values: readonly (Scalar | null)[]): string {
  const left = [...values.entries()];
  return format.map((part) => {
    if (typeof part !== 'string') {
      return Buffer.from(part).toString('latin1');
    }
    const [index, value] = left.shift()!;
    if (typeof value !== 'bigint') {
      return value === null ? 'null'
        : of[index]!.type.kind === 'address' ? printAddress(value, 128) : Buffer.from(value).toString('latin1');
    }
    return part === 'd' ? `${value}` : BigInt.asUintN(64, value).toString(part === 'x' ? 16 : 10);
  }).join('');
}

function integer(value: Scalar): bigint {
  if (typeof value !== 'bigint') {
    throw new Error('a string is written to a VAR or an entry');
  }
  return value;
}

function isWhole(keys: readonly (Scalar | null)[]): keys is readonly Scalar[] {
  return !keys.includes(null);
}
