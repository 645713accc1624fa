// What all parts of a monitor share while it is made ready to print: names, searches, where VARs and TABLEs
// are, and whether rules have budgets.

import { allStatements, valuesOf } from '../../check/statement-parts.js';
import type { Plan } from '../../plan/plan.js';
import { lookupsIn } from './lookups.js';
import { makeNames, type Names } from './names.js';
import { makeScans, type Scans } from './scan.js';
import type { Words } from './words.js';
import { viewMap, viewVariable, type MapUse, type MapView, type VariableView } from './view-map.js';

export interface MonitorNames {
  readonly plan: Plan;
  readonly words: Words;
  readonly hasBudgets: boolean;
  readonly names: Names;
  /** The structs of events, by kind. */
  readonly events: ReadonlyMap<string, string>;
  readonly scans: Scans;
  readonly variables: readonly VariableView[];
  readonly maps: readonly MapView[];
}

export function nameMonitor(plan: Plan, words: Words, hasBudgets: boolean): MonitorNames {
  const names = makeNames(words.prefix);
  // Kinds first: a rule may have the name of a kind, and then is the one to get another.
  for (const { kind } of plan.kinds) {
    names.claim(kind.name, ['_kind']);
    [...kind.constants.keys()].forEach((constant) => names.claim(constant));
  }
  return {
    plan,
    words,
    hasBudgets,
    names,
    events: new Map(plan.kinds.map(({ kind: { name } }) => [name, names.claim(`${name}_event`)])),
    scans: makeScans(names),
    variables: plan.variables.map((variable) => viewVariable(variable, names)),
    maps: plan.maps.map((map) => viewMap(map, useOf(map.index, plan), names)),
  };
}

function useOf(map: number, { kinds, rules }: Plan): MapUse {
  const statements = rules.flatMap(({ reaction }) => allStatements(reaction));
  const values = rules.flatMap(({ columns, reaction }) => [...columns, ...allStatements(reaction).flatMap(valuesOf)]);
  const writes = (kind: 'set' | 'add'): boolean => statements.some((one) =>
    one.kind === kind && one.target.kind === 'entry' && one.target.table === map);
  return {
    isRead: kinds.some(({ gathers }) => gathers.some((gather) => gather.map === map))
      || values.some((value) => value.values.some(({ expression }) => lookupsIn(expression).some((lookup) => lookup.map === map))),
    isSet: writes('set'),
    isAdded: writes('add'),
  };
}

/** By the index that leaves refer to them by. */
export function variableOf({ variables }: MonitorNames, index: number): VariableView {
  return found(variables.find((variable) => variable.index === index), `VAR ${index}`);
}

export function mapOf({ maps }: MonitorNames, index: number): MapView {
  return found(maps.find((map) => map.index === index), `TABLE ${index}`);
}

function found<T>(one: T | undefined, what: string): T {
  if (one === undefined) {
    throw new Error(`${what} is read but not planned`);
  }
  return one;
}
