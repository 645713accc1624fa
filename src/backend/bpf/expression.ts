// Prints an expression as C: in go an expression and where its fields are, out comes C text with the language's
// meaning, not C's: comparisons compare values, arithmetic is on signed 64 bits and wraps, shift counts are taken
// modulo 64, and a division by zero clears `valid`.

import type { Expression } from '../../check/rule.js';
import { quoteC } from './quote.js';

export interface ExpressionContext {
  /** The C lvalue of a field. */
  readonly field: (expression: Extract<Expression, { kind: 'field' }>) => string;
  /** The C value of a context function. */
  readonly context: (expression: Extract<Expression, { kind: 'context' }>) => string;
  /** The names of the tables that search for `needle`. */
  readonly scan: (needle: Uint8Array, absorbing: boolean) => string;
}

type Binary = Extract<Expression, { kind: 'binary' }>;

/** A C expression of type __s64, or __u64 where the expression's type is unsigned; comparisons yield an int. */
export function printExpression(expression: Expression, context: ExpressionContext): string {
  return print(expression, context);
}

/** The expression as a C condition, in parentheses, of value 0 or 1. */
export function printCondition(expression: Expression, context: ExpressionContext): string {
  const text = print(expression, context);
  if (!isTruth(expression)) {
    return `!!(${text})`;
  }
  return isEnclosed(text) ? text : `(${text})`;
}

function isTruth(expression: Expression): boolean {
  switch (expression.kind) {
    case 'in':
      return true;
    case 'unary':
      return expression.operator === '!';
    case 'binary':
      return /^(\|\||&&|[=!<>]=|[<>]|[A-Z]+)$/.test(expression.operator);
    default:
      return false;
  }
}

/** The first parenthesis is closed by the last character. */
function isEnclosed(text: string): boolean {
  if (!text.startsWith('(')) {
    return false;
  }
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (quoted && character === '\\') {
      at++;
    } else if (character === '"') {
      quoted = !quoted;
    } else if (!quoted && (character === '(' || character === ')')) {
      depth += character === '(' ? 1 : -1;
      if (depth === 0) {
        return at === text.length - 1;
      }
    }
  }
  return false;
}

/** True where the text contains a division, so that `valid` must be declared. */
export function mayFail(expression: Expression): boolean {
  switch (expression.kind) {
    case 'unary':
    case 'in':
      return mayFail(expression.operand);
    case 'binary':
      return expression.operator === '/' || expression.operator === '%' || mayFail(expression.left) || mayFail(expression.right);
    default:
      return false;
  }
}

function print(expression: Expression, context: ExpressionContext): string {
  switch (expression.kind) {
    case 'integer':
      return printInteger(expression.value);
    case 'string':
      return quoteC(expression.value);
    case 'field':
      return printField(expression, context);
    case 'context':
      return context.context(expression);
    case 'unary':
      return printUnary(expression.operator, print(expression.operand, context));
    case 'in':
      return printIn(expression, context);
    case 'binary':
      return printBinary(expression, context);
  }
}

export function printInteger(value: bigint): string {
  if (value === -(2n ** 63n)) {
    return '(-9223372036854775807LL - 1)';
  }
  if (value > 2n ** 63n - 1n) {
    return `${value}ULL`;
  }
  const suffix = value >= -(2n ** 31n) && value < 2n ** 31n ? '' : 'LL';
  return value < 0n ? `(${value}${suffix})` : `${value}${suffix}`;
}

/** Fields that C's own promotion to int keeps need no cast. */
function printField(expression: Extract<Expression, { kind: 'field' }>, context: ExpressionContext): string {
  const text = context.field(expression);
  const type = expression.field.type;
  if (type.kind === 'string' || type.kind === 'address') {
    return text;
  }
  const fitsInt = type.kind === 'integer' && (type.bits < 32 || (type.bits === 32 && type.signed));
  const isLong = type.kind === 'integer' && type.bits === 64;
  return fitsInt || isLong ? text : `(__s64)${text}`;
}

function printUnary(operator: '!' | '~' | '-', operand: string): string {
  switch (operator) {
    case '!':
      return isEnclosed(operand.replace(/^\w+/, '')) ? `!${operand}` : `!(${operand})`;
    case '~':
      return `~(__s64)(${operand})`;
    case '-':
      return `(__s64)-(__u64)(__s64)(${operand})`;
  }
}

function printIn(expression: Extract<Expression, { kind: 'in' }>, context: ExpressionContext): string {
  const operand = expression.operand;
  const tests = expression.members.map((member) =>
    typeof member === 'bigint'
      ? printComparison('==', operand, { kind: 'integer', value: member, type: { kind: 'integer', unsigned: member > 2n ** 63n - 1n } }, context)
      : printText('==', operand, member, context),
  );
  return tests.length === 1 ? tests[0]! : `(${tests.join(' || ')})`;
}

function printBinary(expression: Binary, context: ExpressionContext): string {
  const { operator, left, right } = expression;
  switch (operator) {
    case '||':
    case '&&':
      return `(${print(left, context)} ${operator} ${print(right, context)})`;
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return printComparison(operator, left, right, context);
    case 'STARTSWITH':
    case 'ENDSWITH':
    case 'CONTAINS':
      return printText(operator, left, literalOf(right), context);
    case 'LIKE':
      throw new Error('LIKE reached the backend');
    case '/':
      return `wmk_divide(${print(left, context)}, ${print(right, context)}, &valid)`;
    case '%':
      return `wmk_remainder(${print(left, context)}, ${print(right, context)}, &valid)`;
    case '<<':
      return `(__s64)((__u64)${wrap(left, context)} << (${print(right, context)} & 63))`;
    case '>>':
      return `((__s64)${wrap(left, context)} >> (${print(right, context)} & 63))`;
    case '&':
    case '|':
    case '^': {
      const text = `(${print(left, context)} ${operator} ${print(right, context)})`;
      return isUnsigned(left) || isUnsigned(right) ? `(__s64)${text}` : text;
    }
    case '+':
    case '-':
    case '*':
      return `(__s64)((__u64)${wrap(left, context)} ${operator} (__u64)${wrap(right, context)})`;
  }
}

/** With parentheses, so that a cast applies to all of it. */
function wrap(expression: Expression, context: ExpressionContext): string {
  return `(${print(expression, context)})`;
}

function literalOf(expression: Expression): Uint8Array {
  if (expression.kind !== 'string') {
    throw new Error('a text operator whose right side is no literal reached the backend');
  }
  return expression.value;
}

function isUnsigned(expression: Expression): boolean {
  return expression.type.kind === 'integer' && expression.type.unsigned;
}

/** A literal that C compares alike as signed and as unsigned. */
function isNatural(expression: Expression): boolean {
  return expression.kind === 'integer' && expression.value >= 0n && expression.value < 2n ** 63n;
}

function printComparison(
  operator: '==' | '!=' | '<' | '<=' | '>' | '>=', left: Expression, right: Expression, context: ExpressionContext,
): string {
  if (left.type.kind === 'string' || right.type.kind === 'string') {
    if (right.kind === 'string' || left.kind === 'string') {
      const [text, literal] = right.kind === 'string' ? [left, right] : [right, left];
      return printText(operator, text, literalOf(literal), context);
    }
    const bytes = Math.min(stringBytes(left), stringBytes(right));
    const equal = `wmk_equal_strings(${print(left, context)}, ${print(right, context)}, ${bytes})`;
    return operator === '!=' ? `!${equal}` : equal;
  }
  if (left.type.kind === 'address' || right.type.kind === 'address') {
    const equal = `wmk_same(&${print(left, context)}, &${print(right, context)}, sizeof(wmk_address_t))`;
    return operator === '!=' ? `!${equal}` : equal;
  }
  const mixed = isUnsigned(left) !== isUnsigned(right) && !isNatural(left) && !isNatural(right);
  if (!mixed) {
    return `(${print(left, context)} ${operator} ${print(right, context)})`;
  }
  return isUnsigned(right)
    ? `(wmk_compare(${print(left, context)}, ${print(right, context)}) ${operator} 0)`
    : `(0 ${operator} wmk_compare(${print(right, context)}, ${print(left, context)}))`;
}

function stringBytes(expression: Expression): number {
  return expression.type.kind === 'string' ? expression.type.bytes : 0;
}

function printText(
  operator: string, operand: Expression, literal: Uint8Array, context: ExpressionContext,
): string {
  const text = print(operand, context);
  switch (operator) {
    case '==':
      return `wmk_is(${text}, ${quoteC(literal)}, ${literal.length + 1})`;
    case '!=':
      return `!wmk_is(${text}, ${quoteC(literal)}, ${literal.length + 1})`;
    case 'STARTSWITH':
      return literal.length === 0 ? '1' : `wmk_is(${text}, ${quoteC(literal)}, ${literal.length})`;
    case 'ENDSWITH':
    case 'CONTAINS': {
      if (literal.length === 0) {
        return '1';
      }
      const table = context.scan(literal, operator === 'CONTAINS');
      return `wmk_scan(${text}, ${stringBytes(operand)}, ${table}_class, &${table}_next[0][0], ${table}_classes, ${literal.length})`;
    }
    default:
      throw new Error(`text operator '${operator}' reached the backend`);
  }
}
