// What a leading negation asks: in goes a rule, out come the events that a key remembers, and for each chain the test of
// them that its first step has to pass.

import type { Chain, CheckedRule } from '../check/rule.js';
import { classType } from './class-type.js';
import { mostRemembered } from './limits.js';
import type { AbsenceTest, Remembered } from './plan.js';

export interface Absences {
  readonly remembered: readonly Remembered[];
  readonly tests: readonly Pick<AbsenceTest, 'of'>[];
  /** By chain: index of its test. */
  readonly testOf: readonly number[];
}

/** Null: no negation stands first. */
export function findAbsences(rule: CheckedRule): Absences | null {
  const leading = rule.chains[0]!.leading;
  if (leading.length === 0) {
    return null;
  }
  const classesOf = leading.map((binding) => joinsOf(rule, binding));
  const of = rule.chains.map((chain) => leading.map((_, remembered) => ({
    remembered,
    compares: classesOf[remembered]!.flatMap(({ members }, value) => {
      const field = members.find(({ binding }) => binding === firstOf(chain))?.field;
      return field === undefined ? [] : [{ value, field }];
    }),
  })));
  const names = of.map((one) => JSON.stringify(one.map(({ compares }) =>
    compares.map(({ value, field }) => [value, field.name]))));
  const distinct = [...new Set(names)];
  return {
    remembered: leading.map((binding, index) => ({
      binding,
      values: classesOf[index]!.map((joined) =>
        ({ field: joined.members.find((member) => member.binding === binding)!.field, type: classType(joined) })),
      limit: classesOf[index]!.length === 0 ? 1 : mostRemembered,
    })),
    tests: distinct.map((name) => ({ of: of[names.indexOf(name)]! })),
    testOf: names.map((name) => distinct.indexOf(name)),
  };
}

/** The classes outside the key that hold it against the first step of some chain. */
function joinsOf({ classes, chains }: CheckedRule, leading: number): CheckedRule['classes'] {
  const isMember = ({ members }: CheckedRule['classes'][number], binding: number): boolean =>
    members.some((member) => member.binding === binding);
  return classes.filter((joined) => !joined.isKey && isMember(joined, leading)
    && chains.some((chain) => isMember(joined, firstOf(chain))));
}

function firstOf({ steps }: Chain): number {
  return steps[0]!.binding;
}
