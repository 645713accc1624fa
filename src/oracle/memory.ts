// What VARs and TABLEs hold at some moment of a trace. Nothing of the language writes them yet; a trace may.

import type { Variable } from '../check/rule.js';
import type { TraceWrite } from './trace.js';

export interface Memory {
  /** By index of the program. */
  readonly variables: ReadonlyMap<number, bigint>;
  /** By table and key. */
  readonly entries: ReadonlyMap<string, bigint>;
}

/** VARs start with their initial value, TABLEs empty. */
export function initialMemory(variables: readonly Variable[]): Memory {
  return { variables: new Map(variables.map(({ index, initial }) => [index, initial])), entries: new Map() };
}

export function written(memory: Memory, write: TraceWrite): Memory {
  return write.writes === 'variable'
    ? { ...memory, variables: new Map([...memory.variables, [write.index, write.value]]) }
    : { ...memory, entries: new Map([...memory.entries, [entryName(write.index, write.keys), write.value]]) };
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
  return memory.entries.get(entryName(table, keys)) ?? 0n;
}

/** Numbers are one key where their 64 bits are. */
function entryName(table: number, keys: readonly (bigint | Uint8Array)[]): string {
  return JSON.stringify([table, ...keys.map((key) =>
    (typeof key === 'bigint' ? `${BigInt.asUintN(64, key)}` : `x${Buffer.from(key).toString('hex')}`))]);
}
