// What an expression reads: in goes an expression, out come its fields and bindings.

import type { Expression } from './rule.js';

export type FieldExpression = Expression & { readonly kind: 'field' };

/** In source order, with repeats. */
export function fieldsOf(expression: Expression): readonly FieldExpression[] {
  switch (expression.kind) {
    case 'field':
      return [expression];
    case 'integer':
    case 'string':
    case 'context':
      return [];
    case 'unary':
    case 'in':
      return fieldsOf(expression.operand);
    case 'binary':
      return [...fieldsOf(expression.left), ...fieldsOf(expression.right)];
  }
}

/** Ascending, each once. */
export function bindingsOf(expression: Expression): readonly number[] {
  return [...new Set(fieldsOf(expression).map((one) => one.binding))].sort((a, b) => a - b);
}

/** Where a constant zero divides. */
export function dividesByZero(expression: Expression): boolean {
  switch (expression.kind) {
    case 'integer':
    case 'string':
    case 'field':
    case 'context':
      return false;
    case 'unary':
    case 'in':
      return dividesByZero(expression.operand);
    case 'binary': {
      const { operator, left, right } = expression;
      const isByZero = (operator === '/' || operator === '%') && right.kind === 'integer' && right.value === 0n;
      return isByZero || dividesByZero(left) || dividesByZero(right);
    }
  }
}
