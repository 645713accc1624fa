// The matcher: in goes a plan, and then event after event; out come matches and what was counted. It does what the
// generated programs do, for any number of keys at once.

import type { Plan } from '../plan/plan.js';
import { Deadlines } from './deadlines.js';
import { layOut, type ContextValues, type EventLayout } from './event.js';
import { buildMachine, type Machine } from './machine.js';
import type { Done } from './react.js';
import { readKind } from './read-kind.js';
import type { Completion } from './step.js';
import { Storage } from './storage.js';
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
  /** By DO, in order; what changes the system would have been. */
  readonly done: readonly Done[];
}

export interface Matcher {
  /** By kind of the plan. */
  readonly layouts: readonly EventLayout[];
  /**
   * An event of this kind, in its layout; its matches, rules in their order, those of one rule the oldest first. Before them
   * those whose deadline it shows to have passed, the earliest first, and behind them those that it is too late for.
   */
  readonly read: (kind: number, values: readonly Value[], context: ContextValues) => readonly Match[];
  /** It is so late: matches whose deadline has passed. */
  readonly advance: (time: Integer) => readonly Match[];
  /** No event comes any more: matches whose deadline it is, too. */
  readonly finish: () => readonly Match[];
  /** Nothing is known from before this time. */
  readonly activate: (time: Integer) => void;
  /** The end of a thread or process, and so of the runs of its keys. */
  readonly end: (what: 'thread' | 'process', number: Value, start: Value) => void;
  /** Pending runs that are held, and some that are over. */
  readonly nrAwaited: () => number;
  readonly machines: readonly Machine[];
  /** By table of the plan. */
  readonly tables: readonly Table[];
  /** Events read, by kind. */
  readonly nrRead: readonly number[];
}

export function matchPlan(plan: Plan): Matcher {
  const storage = new Storage(plan);
  const layouts = plan.kinds.map((kind) => layOut(kind, plan.tables));
  const machines = plan.rules.map((rule) => buildMachine(rule, storage));
  const tables = plan.tables.map((table) => placeRuns(table, machines));
  const deadlines = new Deadlines();
  const readers = plan.kinds.map((kind, index) =>
    readKind(kind, layouts[index]!, plan, machines, tables, storage, deadlines));
  const nrRead = plan.kinds.map(() => 0);
  const completed: Completion[] = [];

  function report(completions: readonly Completion[]): readonly Match[] {
    return completions.map(({ machine, time, state, cells, context }) => {
      const number = ++machine.counters.matches;
      const done = machine.react === null ? nothingDone : machine.react(state, cells, context);
      return { rule: machine.rule.index, number, time, values: machine.columns(state, cells, 0, context), done };
    });
  }

  function ofEvent(): readonly Match[] {
    if (completed.length === 0) {
      return nothing;
    }
    const matches = report(completed.sort((a, b) => a.machine.rule.index - b.machine.rule.index));
    completed.length = 0;
    return matches;
  }

  function due(isEnd: boolean): readonly Match[] {
    const passed: Completion[] = [];
    for (let one = deadlines.take(isEnd); one !== null; one = deadlines.take(isEnd)) {
      const { machine, run, deadline } = one;
      passed.push({ machine, time: deadline, state: machine.atDeadline[run.state]!, cells: run.cells, context: { now: deadline } });
    }
    return passed.length === 0 ? nothing : report(passed);
  }

  function advance(time: Integer): readonly Match[] {
    deadlines.advance(time);
    return due(false);
  }

  return {
    layouts,
    machines,
    tables,
    nrRead,
    read: (kind, values, context) => {
      nrRead[kind]!++;
      const before = advance(values[0] as Integer);
      readers[kind]!(values, context, completed);
      const own = ofEvent();
      const late = due(false);
      return before.length + late.length === 0 ? own : [...before, ...own, ...late];
    },
    advance,
    finish: () => due(true),
    nrAwaited: () => deadlines.size,
    activate: (time) => machines.forEach((machine) => {
      machine.since = time;
    }),
    end: (what, number, start) => {
      tables.forEach((table) => endKeys(what, number, start, table));
    },
  };
}

const nothing: readonly Match[] = [];
const nothingDone: readonly Done[] = [];
