// What a run stores: registers, each written at once by the moves of a chain, and the values in them. Both are numbered as
// they are first asked for, so that only what something reads is stored.

import type { ExpressionType } from '../check/expression.js';
import type { EventField } from '../events/catalogue.js';

/** What a register is of. */
export type RegisterOf =
  | { readonly of: 'step'; readonly binding: number }
  /** The first element of an array. */
  | { readonly of: 'first'; readonly binding: number }
  /** What changes with each element of an array. */
  | { readonly of: 'rest'; readonly binding: number }
  /** What the fields of a class outside the key agree in. */
  | { readonly of: 'class'; readonly joined: number };

export type Stored =
  | { readonly is: 'field'; readonly field: EventField }
  | { readonly is: 'last' | 'prev' | 'min' | 'max' | 'sum'; readonly field: EventField }
  | { readonly is: 'count' }
  | { readonly is: 'class' };

export interface Value {
  readonly index: number;
  readonly register: number;
  readonly stored: Stored;
}

/** As PlanLeaf, with values in place of the cells that they will be in. */
export type ValueLeaf =
  | { readonly kind: 'value'; readonly value: number; readonly type: ExpressionType }
  | {
      readonly kind: 'extremeValue';
      readonly which: 'least' | 'greatest';
      readonly value: number;
      readonly field: EventField;
      readonly type: ExpressionType;
    };

export interface Registers {
  readonly registers: readonly RegisterOf[];
  readonly values: readonly Value[];
  register(of: RegisterOf): number;
  value(of: RegisterOf, stored: Stored): number;
  /** Null where nothing is stored of it. */
  find(of: RegisterOf): number | null;
}

export function makeRegisters(): Registers {
  const registers: RegisterOf[] = [];
  const values: Value[] = [];
  const registerOf = new Map<string, number>();
  const valueOf = new Map<string, number>();
  const register = (of: RegisterOf): number => {
    const key = JSON.stringify(of);
    const index = registerOf.get(key) ?? registers.length;
    if (index === registers.length) {
      registerOf.set(key, index);
      registers.push(of);
    }
    return index;
  };
  return {
    registers,
    values,
    register,
    value: (of, stored) => {
      const key = `${register(of)} ${stored.is} ${'field' in stored ? stored.field.name : ''}`;
      const index = valueOf.get(key) ?? values.length;
      if (index === values.length) {
        valueOf.set(key, index);
        values.push({ index, register: register(of), stored });
      }
      return index;
    },
    find: (of) => registerOf.get(JSON.stringify(of)) ?? null,
  };
}
