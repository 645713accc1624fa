// Fields of one event in one class agree: in goes a class, out come the conditions on single events that this means.

import type { DraftBinding } from './draft.js';
import { field, signed } from './expression-types.js';
import type { FieldClass } from './close-classes.js';
import type { Test } from './resolve-conditions.js';

export function implyPredicates(one: FieldClass, bindings: readonly DraftBinding[]): readonly Test[] {
  return bindings.flatMap((binding) => {
    const [first, ...others] = one.fields.filter((member) => member.binding === binding.index);
    return others.flatMap((other): readonly Test[] => (first === undefined ? [] : [{
      expression: {
        kind: 'binary', operator: '==', left: field(binding, first.field), right: field(binding, other.field), type: signed,
      },
      span: one.span,
    }]));
  });
}
