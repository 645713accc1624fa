// Fields of one event in one class agree: in goes a class, out come the conditions on single events that this means.

import type { DraftBinding } from './draft.js';
import { field, signed } from './expression-types.js';
import type { FieldClass } from './close-classes.js';
import type { Test } from './resolve-conditions.js';

export function implyPredicates(one: FieldClass, bindings: readonly DraftBinding[]): readonly Test[] {
  return bindings.flatMap((binding) => {
    const [first, ...others] = one.fields.filter((member) => member.binding === binding.index);
    return others.flatMap((other): readonly Test[] => {
      if (first === undefined) {
        return [];
      }
      const [left, right] = [field(binding, first.field), field(binding, other.field)];
      return [{ expression: { kind: 'binary', operator: '==', left, right, type: signed }, span: one.span }];
    });
  });
}
