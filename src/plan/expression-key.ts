// Equal for equal expressions: in goes an expression of the plan or one on its way there, out comes a text.

import type { Expression } from '../check/expression.js';

export function expressionKey<Leaf>(expression: Expression<Leaf>): string {
  return JSON.stringify(expression, (key, value: unknown) => {
    if (key === 'read' || key === 'doc') {
      return undefined; // of a field, which its name and type tell apart within a kind
    }
    if (value instanceof Uint8Array) {
      return Buffer.from(value).toString('latin1');
    }
    return typeof value === 'bigint' ? `${value}n` : value;
  });
}
