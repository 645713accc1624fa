// Fills the key of a TABLE: in go the expressions of its parts, out come C statements.

import { isLeaf } from '../../check/expression-parts.js';
import type { PlanExpression, PlanLeaf } from '../../plan/plan.js';
import { printExpression, type ExpressionContext } from './expression.js';
import { copyField } from './fields.js';
import { quoteC } from './quote.js';
import type { MapView } from './view-map.js';

/** `key` is a pointer to it. */
export function fillKey(
  map: MapView, keys: readonly PlanExpression[], key: string, context: ExpressionContext<PlanLeaf>,
): readonly string[] {
  return [
    `__builtin_memset(${key}, 0, sizeof(*${key}))`,
    ...keys.flatMap((expression, part) => fillPart(map, expression, part, `${key}->part_${part}`, context)),
  ];
}

/** `to` is the part of a key that is 0. */
export function fillPart(
  map: MapView, expression: PlanExpression, part: number, to: string, context: ExpressionContext<PlanLeaf>,
): readonly string[] {
  const type = map.types[part]!;
  switch (type.kind) {
    case 'string':
      return fillString(expression, to, context);
    case 'address':
      return [isLeaf(expression) ? copyField(type, to, context.read(expression).text) : `${to} = ${printExpression(expression, context)}`];
    default:
      return [`${to} = ${printExpression(expression, context)}`];
  }
}

/** What follows the end is cleared. */
function fillString(expression: PlanExpression, to: string, context: ExpressionContext<PlanLeaf>): readonly string[] {
  const pad = `wmk_pad(${to}, sizeof(${to}))`;
  if (!isLeaf(expression)) {
    if (expression.kind !== 'string') {
      throw new Error('a string that is neither read nor a literal reached the backend');
    }
    return [`__builtin_memcpy(${to}, ${quoteC(expression.value)}, ${expression.value.length + 1})`];
  }
  if (expression.kind === 'context') {
    return [`wmk_fill_${expression.function}(${to}, sizeof(${to}))`, pad];
  }
  const { text, stored } = context.read(expression);
  if (stored?.kind !== 'string') {
    throw new Error('a string that is stored as something else reached the backend');
  }
  return [`wmk_copy_string(${to}, sizeof(${to}), ${text}, sizeof(${text}))`, pad];
}
