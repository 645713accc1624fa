// What tells runs that await the same apart: in goes a rule's plan, out comes how two runs are compared, value by value.

import type { RulePlan } from '../../plan/plan.js';

export interface IdentityView {
  /** By slot, where they differ: which of the cells count, a bit for each. */
  readonly masks: readonly { readonly slot: number; readonly mask: string }[];
  readonly cells: readonly { readonly differ: string }[];
}

/** Null where runs never become one. */
export function viewIdentity({ automaton, storage, cells }: RulePlan): IdentityView | null {
  if (storage.form !== 'pool' || storage.identity === null) {
    return null;
  }
  const bySlot = new Map<number, readonly number[]>();
  automaton.states.forEach(({ slot }, state) => {
    if (slot !== null) {
      bySlot.set(slot, storage.identity![state]!);
    }
  });
  const compared = [...new Set([...bySlot.values()].flat())].sort((a, b) => a - b);
  const maskOf = (list: readonly number[]): number =>
    compared.reduce((mask, cell, bit) => (list.includes(cell) ? mask + 2 ** bit : mask), 0);
  const isUniform = new Set([...bySlot.values()].map(maskOf)).size <= 1;
  return {
    masks: isUniform ? [] : [...bySlot].sort(([a], [b]) => a - b).filter(([, list]) => list.length > 0)
      .map(([slot, list]) => ({ slot, mask: `0x${maskOf(list).toString(16)}` })),
    cells: compared.map((cell, bit) => {
      const { identifier, type } = cells[cell]!;
      const [x, y] = [`x->${identifier}`, `y->${identifier}`];
      const differ = type.kind === 'string' ? `wmk_differ(${x}, ${y}, sizeof(${x}))`
        : type.kind === 'address' ? `wmk_differ(&${x}, &${y}, sizeof(${x}))` : `(__u64)(${x} ^ ${y})`;
      return { differ: isUniform ? differ : `${differ} * (of >> ${bit} & 1)` };
    }),
  };
}
