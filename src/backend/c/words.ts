// How C says what differs from one target to the other: in which list of the catalogue it looks, and how it asks the
// kernel for what an eBPF program has helper functions for.

import type { NumberFunction } from './contexts.js';

export interface Words {
  /** Whose attach points and field readers are taken. */
  readonly target: 'bpf' | 'stap';
  /** Of generated names. */
  readonly prefix: string;
  /** Numbers of the execution context, as expressions. */
  readonly context: Readonly<Record<NumberFunction, string>>;
  /** Time since the machine began, its sleep included: ns. */
  readonly bootClock: string;
  /** The number of the mount namespace of a task that an expression names. */
  readonly mountNamespace: (task: string) => string;
  /** Expressions that are 0 where the signal is on its way. */
  readonly signal: (number: number) => string;
  readonly signalThread: (number: number) => string;
  /** A statement. */
  readonly deleteEntry: (map: string, key: string) => string;
  /** The beginning of a call that makes room for a record; what it returns is given on by `submit`. */
  readonly reserve: string;
  readonly submit: string;
  /** Calls a function with numbers from 0 on, given how often and a context. */
  readonly loop: string;
  /** The header of the engine. */
  readonly engine: string;
}
