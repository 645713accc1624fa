// What a condition on one event reads: in go the layout of its kind and what there is beside, out comes what makes
// functions of leaves.

import type { KindPlan } from '../plan/plan.js';
import { compileExpression, constant, type Compiled, type CompileLeaf } from './compile-expression.js';
import type { EventLayout } from './event.js';
import { integer } from './value.js';

export function eventLeaves(kind: KindPlan, layout: EventLayout, variables: ReadonlyMap<number, bigint>): CompileLeaf {
  const compileLeaf: CompileLeaf = (leaf) => {
    switch (leaf.kind) {
      case 'event': {
        const from = placeOf(layout, leaf.field.name);
        return { evaluate: (values) => values[from]!, isTotal: true };
      }
      case 'gathered':
        return zeroUnder(kind.gathers[leaf.gather]!.keys.map((key) => compileExpression(key, compileLeaf)));
      case 'variable':
        return constant(integer(variables.get(leaf.variable) ?? 0n));
      default:
        throw new Error(`a condition on one event of kind ${kind.kind.name} reads a ${leaf.kind}`);
    }
  };
  return compileLeaf;
}

/** What a map holds: nothing writes one off line, and what is not in it reads as 0. Null where its key has no value. */
export function zeroUnder(keys: readonly Compiled[]): Compiled {
  return {
    evaluate: (...of) => (keys.some(({ evaluate }) => evaluate(...of) === null) ? null : 0),
    isTotal: keys.every(({ isTotal }) => isTotal),
  };
}

export function placeOf(layout: EventLayout, field: string): number {
  const at = layout.fieldAt.get(field);
  if (at === undefined) {
    throw new Error(`the plan reads '${field}', which it does not list`);
  }
  return at;
}
