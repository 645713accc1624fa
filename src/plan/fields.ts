// Which fields an expression reads: in goes an expression, out come its bindings, its fields, and a text that is equal
// for expressions that say the same of whatever event they are asked about.

import type { Expression } from '../check/rule.js';
import type { EventField } from '../events/catalogue.js';

export interface FieldUse {
  readonly binding: number;
  readonly field: EventField;
}

export function fieldsOf(expression: Expression): readonly FieldUse[] {
  switch (expression.kind) {
    case 'field':
      return [{ binding: expression.binding, field: expression.field }];
    case 'unary':
    case 'in':
      return fieldsOf(expression.operand);
    case 'binary':
      return [...fieldsOf(expression.left), ...fieldsOf(expression.right)];
    case 'integer':
    case 'string':
    case 'context':
      return [];
  }
}

export function bindingsOf(expression: Expression): readonly number[] {
  return [...new Set(fieldsOf(expression).map((use) => use.binding))].sort((a, b) => a - b);
}

/** The expression without its bindings: predicates of two steps of a kind are one predicate if these are equal. */
export function shapeOf(expression: Expression): string {
  switch (expression.kind) {
    case 'field':
      return `.${expression.field.name}`;
    case 'integer':
      return String(expression.value);
    case 'string':
      return JSON.stringify([...expression.value]);
    case 'context':
      return `${expression.function}()`;
    case 'unary':
      return `(${expression.operator} ${shapeOf(expression.operand)})`;
    case 'binary':
      return `(${shapeOf(expression.left)} ${expression.operator} ${shapeOf(expression.right)})`;
    case 'in':
      return `(${shapeOf(expression.operand)} IN ${expression.members
        .map((member) => (typeof member === 'bigint' ? String(member) : JSON.stringify([...member])))
        .join(' ')})`;
  }
}
