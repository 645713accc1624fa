// What VARs and TABLEs hold at some moment of a trace, which DO writes; a trace may write them, too.

import type { Table, Variable } from '../check/rule.js';
import type { TraceWrite } from './trace.js';

export interface Memory {
  /** By index of the program. */
  readonly variables: ReadonlyMap<number, bigint>;
  /** By table, and then by key. */
  readonly tables: ReadonlyMap<number, ReadonlyMap<string, bigint>>;
}

/** VARs start with their initial value, TABLEs empty. */
export function initialMemory(variables: readonly Variable[]): Memory {
  return { variables: new Map(variables.map(({ index, initial }) => [index, initial])), tables: new Map() };
}

export function written(memory: Memory, write: TraceWrite): Memory {
  return write.writes === 'variable' ? withVariable(memory, write.index, write.value)
    : withEntry(memory, write.index, write.keys, write.value);
}

export function withVariable(memory: Memory, index: number, value: bigint): Memory {
  return { ...memory, variables: new Map([...memory.variables, [index, value]]) };
}

export function withEntry(
  memory: Memory, table: number, keys: readonly (bigint | Uint8Array)[], value: bigint,
): Memory {
  return withEntries(memory, table, new Map([...entriesOf(memory, table), [entryName(keys), value]]));
}

export function withoutEntry(memory: Memory, table: number, keys: readonly (bigint | Uint8Array)[]): Memory {
  const gone = entryName(keys);
  return withEntries(memory, table, new Map([...entriesOf(memory, table)].filter(([name]) => name !== gone)));
}

/** Whether an entry of this key would be one more than the table may have. */
export function isFull(memory: Memory, { index, capacity }: Table, keys: readonly (bigint | Uint8Array)[]): boolean {
  const entries = entriesOf(memory, index);
  return entries.size >= capacity && !entries.has(entryName(keys));
}

export function variableOf(memory: Memory, index: number): bigint {
  const value = memory.variables.get(index);
  if (value === undefined) {
    throw new Error(`there is no variable ${index}`);
  }
  return value;
}

/** A missing key reads as 0. */
export function entryOf(memory: Memory, table: number, keys: readonly (bigint | Uint8Array)[]): bigint {
  return entriesOf(memory, table).get(entryName(keys)) ?? 0n;
}

function entriesOf({ tables }: Memory, table: number): ReadonlyMap<string, bigint> {
  return tables.get(table) ?? new Map();
}

function withEntries(memory: Memory, table: number, entries: ReadonlyMap<string, bigint>): Memory {
  return { ...memory, tables: new Map([...memory.tables, [table, entries]]) };
}

/** Numbers are one key where their 64 bits are. */
function entryName(keys: readonly (bigint | Uint8Array)[]): string {
  return JSON.stringify(keys.map((key) =>
    (typeof key === 'bigint' ? `${BigInt.asUintN(64, key)}` : `x${Buffer.from(key).toString('hex')}`)));
}
