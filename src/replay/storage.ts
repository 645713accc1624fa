// What VARs and TABLEs hold while a trace is replayed: all rules read and write the same.

import type { Plan, PlanExpression } from '../plan/plan.js';
import { compileExpression, type Compiled, type CompileLeaf } from './compile-expression.js';
import { integer, wrap, type Integer, type Value } from './value.js';

export class Storage {
  private readonly variables = new Map<number, Integer>();
  private readonly tables = new Map<number, { readonly capacity: number; readonly entries: Map<string, Integer> }>();

  constructor({ variables, maps }: Pick<Plan, 'variables' | 'maps'>) {
    variables.forEach(({ index, initial }) => this.variables.set(index, integer(initial)));
    maps.forEach(({ index, capacity }) => this.tables.set(index, { capacity, entries: new Map() }));
  }

  variable(index: number): Integer {
    return this.variables.get(index)!;
  }

  setVariable(index: number, value: Integer): void {
    this.variables.set(index, wrap(BigInt(value)));
  }

  /** 0 where there is none. */
  entry(table: number, key: readonly Value[]): Integer {
    return this.tables.get(table)!.entries.get(nameOf(key)) ?? 0;
  }

  /** False where the table has no room for a new entry. */
  setEntry(table: number, key: readonly Value[], value: Integer): boolean {
    const { capacity, entries } = this.tables.get(table)!;
    const name = nameOf(key);
    if (!entries.has(name) && entries.size >= capacity) {
      return false;
    }
    entries.set(name, wrap(BigInt(value)));
    return true;
  }

  deleteEntry(table: number, key: readonly Value[]): void {
    this.tables.get(table)!.entries.delete(nameOf(key));
  }
}

/** Integers are one key where their 64 bits are. */
function nameOf(key: readonly Value[]): string {
  return JSON.stringify(key.map((part) => (typeof part === 'string' ? part : `${BigInt.asUintN(64, BigInt(part))}`)));
}

/** What a TABLE holds; null where its key has no value. */
export function entryUnder(
  table: number, keys: readonly PlanExpression[], compileLeaf: CompileLeaf, storage: Storage,
): Compiled {
  const parts = keys.map((key) => compileExpression(key, compileLeaf));
  return {
    evaluate: (...of) => {
      const key = parts.map(({ evaluate }) => evaluate(...of));
      return isWhole(key) ? storage.entry(table, key) : null;
    },
    isTotal: parts.every(({ isTotal }) => isTotal),
  };
}

export function isWhole(key: readonly (Value | null)[]): key is readonly Value[] {
  return !key.includes(null);
}
