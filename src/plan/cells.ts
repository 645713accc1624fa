// Where values are kept: in go what a rule stores and the groups of its automaton, out come cells, the updates that write
// them, and the mask of updates that each move makes.

import type { Automaton } from '../automaton/automaton.js';
import type { CheckedRule } from '../check/rule.js';
import type { EventField, FieldType } from '../events/catalogue.js';
import { classType } from './class-type.js';
import type { Assign, Cell, StepName, Update } from './plan.js';
import type { RuleProblem } from './problem.js';
import type { Registers, RegisterOf, Value } from './values.js';
import type { WriteHow } from './unroll.js';

export interface Cells {
  readonly cells: readonly Cell[];
  readonly updates: readonly Update[];
  /** By index into the automaton's takes. */
  readonly takes: readonly number[];
  /** Of a value in a group. */
  cellOf(group: number, value: number): number;
  /** Whether the group is one of the value's register. */
  holds(group: number, value: number): boolean;
}

const count: FieldType = { kind: 'integer', bits: 32, signed: false, cType: '__u32' };
const sum: FieldType = { kind: 'integer', bits: 64, signed: true, cType: '__s64' };

export function placeCells(
  rule: CheckedRule, names: readonly StepName[], registers: Registers, stated: RuleProblem, automaton: Automaton,
): Cells {
  const placed = automaton.groups.flatMap(({ register }, group) =>
    registers.values.filter((value) => value.register === register).map((value) => ({ group, value })));
  const indexOf = new Map(placed.map(({ group, value }, cell) => [`${group} ${value.index}`, cell]));
  const cellOf = (group: number, value: number): number => {
    const cell = indexOf.get(`${group} ${value}`);
    if (cell === undefined) {
      throw new Error(`rule ${rule.name} reads value ${value} in group ${group}, where it is not stored`);
    }
    return cell;
  };
  const tested = new Set(stated.tests.flatMap(({ reads }) => reads));
  const taken = new Set<string>();
  const cells = placed.map(({ group, value }): Cell => {
    const of = registers.registers[value.register]!;
    return {
      identifier: claim(taken, nameValue(rule, names, of, value)),
      type: typeOfValue(rule, of, value),
      group,
      atMatch: !tested.has(value.register) && isOnlyOfMatches(automaton, group),
      span: of.of === 'class' ? rule.classes[of.joined]!.span : rule.bindings[of.binding]!.span,
    };
  });
  const pairs = [...new Map(automaton.takes.flat().map((one) => [`${one.group} ${one.write}`, one])).values()]
    .sort((a, b) => a.group - b.group || a.write - b.write);
  const updates = pairs.map(({ group, write }): Update => {
    const { how } = stated.writes[write]!;
    const values = placed.filter((one) => one.group === group).map(({ value }) => value);
    return {
      kind: rule.bindings[how.binding]!.kind,
      group,
      assigns: values.flatMap((value) => assignsOf(rule, how, value, values, (of) => cellOf(group, of.index)))
        .sort((a, b) => Number(b.how === 'copy') - Number(a.how === 'copy')),
    };
  });
  const takes = automaton.takes.map((take) => take.reduce((mask, { group, write }) =>
    mask + 2 ** pairs.findIndex((pair) => pair.group === group && pair.write === write), 0));
  return { cells, updates, takes, cellOf, holds: (group, value) => indexOf.has(`${group} ${value}`) };
}

/** A run that such a move leaves behind has matched and is over. */
function isOnlyOfMatches({ moves, takes, states }: Automaton, group: number): boolean {
  return moves.filter((move) => takes[move.takes]!.some((one) => one.group === group)).every(({ to, any }) =>
    (any === null ? states[to]!.role === 'accepting' : states[to]!.role === 'none'));
}

function assignsOf(
  rule: CheckedRule, how: WriteHow, value: Value, others: readonly Value[], cellOf: (value: Value) => number,
): readonly Assign[] {
  const cell = cellOf(value);
  const { stored } = value;
  if (how.how === 'class') {
    const member = rule.classes[how.joined]!.members.find(({ binding }) => binding === how.binding)!;
    return [{ how: 'set', cell, field: member.field }];
  }
  switch (stored.is) {
    case 'class':
      throw new Error('what a class agrees in is written by a step');
    case 'count':
      return [{ how: how.how === 'rest-more' ? 'increment' : 'one', cell }];
    case 'field':
    case 'last':
      return [{ how: 'set', cell, field: stored.field }];
    case 'prev': {
      const last = others.find((other) => other.stored.is === 'last' && other.stored.field === stored.field)!;
      return how.how === 'rest-more' ? [{ how: 'copy', cell, from: cellOf(last) }] : [];
    }
    case 'min':
    case 'max':
    case 'sum': {
      const further = { min: 'least', max: 'greatest', sum: 'add' } as const;
      return [{ how: how.how === 'rest-more' ? further[stored.is] : 'set', cell, field: stored.field }];
    }
  }
}

export function typeOfValue(rule: CheckedRule, of: RegisterOf, { stored }: Value): FieldType {
  switch (stored.is) {
    case 'count': return count;
    case 'sum': return sum;
    case 'class': return classType(rule.classes[of.of === 'class' ? of.joined : -1]!);
    default: return stored.field.type;
  }
}

function nameValue(rule: CheckedRule, names: readonly StepName[], of: RegisterOf, { stored }: Value): string {
  if (of.of === 'class') {
    return `common_${rule.classes[of.joined]!.members[0]!.field.name}`;
  }
  const step = names[of.binding]!.identifier;
  const which = of.of === 'first' ? 'first_' : stored.is === 'field' || stored.is === 'count' ? '' : `${stored.is}_`;
  return `${step}_${which}${'field' in stored ? (stored.field satisfies EventField).name : stored.is}`;
}

function claim(taken: Set<string>, wanted: string): string {
  let identifier = wanted;
  for (let n = 2; taken.has(identifier); n++) {
    identifier = `${wanted}_${n}`;
  }
  taken.add(identifier);
  return identifier;
}

