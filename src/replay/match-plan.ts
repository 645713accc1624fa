// The matcher: in goes a plan, and then event after event; out come matches and what was counted. It does what the
// generated programs do, for any number of keys at once.

import type { Plan } from '../plan/plan.js';
import { layOut, type ContextValues, type EventLayout } from './event.js';
import { buildMachine, type Machine } from './machine.js';
import { readKind } from './read-kind.js';
import type { Completion } from './step.js';
import { endKeys, placeRuns, type Table } from './table.js';
import type { Integer, Value } from './value.js';

export interface Match {
  /** Index of the rule. */
  readonly rule: number;
  /** From 1, by rule. */
  readonly number: number;
  readonly time: Integer;
  /** By column. */
  readonly values: readonly (Value | null)[];
}

export interface Matcher {
  /** By kind of the plan. */
  readonly layouts: readonly EventLayout[];
  /** An event of this kind, in its layout; its matches, rules in their order, those of one rule the oldest first. */
  readonly read: (kind: number, values: readonly Value[], context: ContextValues) => readonly Match[];
  /** The end of a thread or process, and so of the runs of its keys. */
  readonly end: (what: 'thread' | 'process', number: Value, start: Value) => void;
  readonly machines: readonly Machine[];
  /** By table of the plan. */
  readonly tables: readonly Table[];
  /** Events read, by kind. */
  readonly nrRead: readonly number[];
}

export function matchPlan(plan: Plan): Matcher {
  const variables = new Map(plan.variables.map(({ index, initial }) => [index, initial]));
  const layouts = plan.kinds.map((kind) => layOut(kind, plan.tables));
  const machines = plan.rules.map((rule) => buildMachine(rule, variables));
  const tables = plan.tables.map((table) => placeRuns(table, machines));
  const readers = plan.kinds.map((kind, index) => readKind(kind, layouts[index]!, plan, machines, tables, variables));
  const nrRead = plan.kinds.map(() => 0);
  const completed: Completion[] = [];

  function report(time: Integer): readonly Match[] {
    if (completed.length > 1) {
      completed.sort((a, b) => a.machine.rule.index - b.machine.rule.index);
    }
    const matches = completed.map(({ machine, values }) =>
      ({ rule: machine.rule.index, number: ++machine.counters.matches, time, values }));
    completed.length = 0;
    return matches;
  }

  return {
    layouts,
    machines,
    tables,
    nrRead,
    read: (kind, values, context) => {
      nrRead[kind]!++;
      readers[kind]!(values, context, completed);
      return completed.length === 0 ? nothing : report(values[0] as Integer);
    },
    end: (what, number, start) => {
      tables.forEach((table) => endKeys(what, number, start, table));
    },
  };
}

const nothing: readonly Match[] = [];
