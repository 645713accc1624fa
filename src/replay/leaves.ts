// What a condition on one event reads: in go the layout of its kind and what there is beside, out comes what makes
// functions of leaves.

import type { KindPlan } from '../plan/plan.js';
import type { CompileLeaf } from './compile-expression.js';
import type { EventLayout } from './event.js';
import { entryUnder, type Storage } from './storage.js';

export function eventLeaves(kind: KindPlan, layout: EventLayout, storage: Storage): CompileLeaf {
  const compileLeaf: CompileLeaf = (leaf) => {
    switch (leaf.kind) {
      case 'event': {
        const from = placeOf(layout, leaf.field.name);
        return { evaluate: (values) => values[from]!, isTotal: true };
      }
      case 'gathered':
        return entryUnder(kind.gathers[leaf.gather]!.map, kind.gathers[leaf.gather]!.keys, compileLeaf, storage);
      case 'variable':
        return { evaluate: () => storage.variable(leaf.variable), isTotal: true };
      default:
        throw new Error(`a condition on one event of kind ${kind.kind.name} reads a ${leaf.kind}`);
    }
  };
  return compileLeaf;
}

export function placeOf(layout: EventLayout, field: string): number {
  const at = layout.fieldAt.get(field);
  if (at === undefined) {
    throw new Error(`the plan reads '${field}', which it does not list`);
  }
  return at;
}
