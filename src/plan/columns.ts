// What RETURN and DO make of a match: in go a rule's columns and statements over what is stored, out comes for each accepting
// state where they find that.

import type { Automaton } from '../automaton/automaton.js';
import type { ContextFunction } from '../check/expression.js';
import { aggregatesOf, bindingsOf } from '../check/expression-parts.js';
import type { CheckedRule, RuleExpression } from '../check/rule.js';
import { mapValues } from '../check/statement-parts.js';
import type { FieldType } from '../events/catalogue.js';
import { typeOfValue, type Cells } from './cells.js';
import { expressionKey } from './expression-key.js';
import { mapLeaves } from './map-leaves.js';
import type { ColumnPlan, PlanExpression, RulePlan, ValuePlan } from './plan.js';
import type { RuleProblem } from './problem.js';
import type { StoreExpression } from './store.js';
import type { Registers } from './values.js';

const integer = (bits: 32 | 64, signed: boolean): FieldType =>
  ({ kind: 'integer', bits, signed, cType: `__${signed ? 's' : 'u'}${bits}` });

const contexts: Readonly<Record<ContextFunction, ColumnPlan['type']>> = {
  pid: integer(32, false), tid: integer(32, false), ppid: integer(32, false), uid: integer(32, false),
  gid: integer(32, false), cpu: integer(32, false), cgroup: integer(64, false), now: integer(64, false),
  comm: { kind: 'string', bytes: 16 }, exe: { kind: 'string', bytes: 256 },
  kstack: { kind: 'stack' }, ustack: { kind: 'stack' },
};

export interface Told {
  readonly columns: readonly ColumnPlan[];
  readonly reaction: RulePlan['reaction'];
}

export function planTold(
  rule: CheckedRule, registers: Registers, stated: RuleProblem, automaton: Automaton, cells: Cells,
): Told {
  const accepting = automaton.states.filter(({ role }) => role === 'accepting');
  let index = 0;
  const plan = (expression: RuleExpression): ValuePlan => {
    const stored = stated.told[index++]!;
    const read = bindingsOf(expression);
    const lastButOnes = aggregatesOf(expression).filter(({ function: name }) => name === 'prev');
    const values = new Map<string, { states: number[]; expression: PlanExpression | null; needs: ValuePlan['values'][number]['needs'] }>();
    for (const { index: state, chain } of accepting) {
      const bound = rule.chains[chain!]!.steps.map(({ binding }) => binding);
      const isBound = read.every((binding) => bound.includes(binding));
      const cellOf = (value: number): number => cells.cellOf(
        automaton.groups.findIndex((group) =>
          group.register === registers.values[value]!.register && group.chains.includes(chain!)), value);
      const placed = isBound ? place(stored, cellOf) : null;
      const needs = isBound ? lastButOnes.map(({ binding }) =>
        ({ cell: cellOf(registers.value({ of: 'rest', binding }, { is: 'count' })), least: 2 })) : [];
      const key = placed === null ? '' : `${expressionKey(placed)} ${JSON.stringify(needs)}`;
      const entry = values.get(key) ?? { states: [], expression: placed, needs };
      entry.states.push(state);
      values.set(key, entry);
    }
    return { type: typeOfColumn(rule, registers, stored), values: [...values.values()] };
  };
  const columns = rule.columns.map(({ label, expression, span }) => ({ label, span, ...plan(expression) }));
  return { columns, reaction: mapValues(rule.reaction, plan) };
}

/** What values are read from where a match has them. */
function place(expression: StoreExpression, cellOf: (value: number) => number): PlanExpression {
  return mapLeaves(expression, (leaf): PlanExpression => {
    switch (leaf.kind) {
      case 'value': return { kind: 'cell', cell: cellOf(leaf.value), type: leaf.type };
      case 'lookup': return { ...leaf, keys: leaf.keys.map((key) => place(key as StoreExpression, cellOf)) };
      case 'extremeValue': throw new Error('a column of an event that is over');
      default: return leaf;
    }
  });
}

function typeOfColumn(rule: CheckedRule, registers: Registers, expression: StoreExpression): ColumnPlan['type'] {
  switch (expression.kind) {
    case 'value': {
      const value = registers.values[expression.value]!;
      return typeOfValue(rule, registers.registers[value.register]!, value);
    }
    case 'context':
      return contexts[expression.function];
    case 'string':
      return { kind: 'string', bytes: expression.value.length + 1 };
    case 'address':
      return { kind: 'address' };
    default:
      return integer(64, !(expression.type.kind === 'integer' && expression.type.unsigned));
  }
}
