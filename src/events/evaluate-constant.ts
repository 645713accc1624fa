// Constant expressions of C: in go tokens and the values of names, out comes the value, or null where it is none.

import type { HeaderToken } from './tokenize-header.js';
import { accept, next, peek, type Cursor } from './cursor.js';

/** Tightest last; those of one row associate to the left. */
const levels: readonly (readonly string[])[] = [['|'], ['^'], ['&'], ['<<', '>>'], ['+', '-'], ['*', '/', '%']];

export function evaluateConstant(
  tokens: readonly HeaderToken[], names: ReadonlyMap<string, bigint>,
): bigint | null {
  const cursor: Cursor = { tokens, at: 0 };
  const value = binary(cursor, names, 0);
  return cursor.at === tokens.length ? value : null;
}

function binary(cursor: Cursor, names: ReadonlyMap<string, bigint>, level: number): bigint | null {
  const operators = levels[level];
  if (operators === undefined) {
    return unary(cursor, names);
  }
  let value = binary(cursor, names, level + 1);
  for (let token = peek(cursor); token !== null && operators.includes(token.text); token = peek(cursor)) {
    next(cursor);
    const right = binary(cursor, names, level + 1);
    value = value === null || right === null ? null : apply(token.text, value, right);
  }
  return value;
}

function apply(operator: string, left: bigint, right: bigint): bigint | null {
  switch (operator) {
    case '|': return left | right;
    case '^': return left ^ right;
    case '&': return left & right;
    case '<<': return right >= 0n && right < 64n ? left << right : null;
    case '>>': return right >= 0n && right < 64n ? left >> right : null;
    case '+': return left + right;
    case '-': return left - right;
    case '*': return left * right;
    case '/': return right === 0n ? null : left / right;
    case '%': return right === 0n ? null : left % right;
    default: return null;
  }
}

function unary(cursor: Cursor, names: ReadonlyMap<string, bigint>): bigint | null {
  const token = next(cursor);
  if (token === null) {
    return null;
  }
  if (token.text === '-' || token.text === '~' || token.text === '+') {
    const operand = unary(cursor, names);
    return operand === null ? null : token.text === '-' ? -operand : token.text === '~' ? ~operand : operand;
  }
  if (token.text === '(') {
    const value = binary(cursor, names, 0);
    return accept(cursor, ')') === null ? null : value;
  }
  if (token.type === 'name') {
    return names.get(token.text) ?? null;
  }
  return token.type === 'number' ? integer(token.text) : null;
}

function integer(text: string): bigint | null {
  const [, character] = /^'([^\\])'$/.exec(text) ?? [];
  if (character !== undefined) {
    return BigInt(character.charCodeAt(0));
  }
  const [, digits] = /^(0[xX][0-9a-fA-F]+|[0-9]+)(?:[uU]?[lL]{0,2}|[lL]{1,2}[uU]?)$/.exec(text) ?? [];
  if (digits === undefined) {
    return null;
  }
  if (/^0[0-9]/.test(digits)) {
    return /^[0-7]+$/.test(digits) ? BigInt(`0o${digits}`) : null;
  }
  return BigInt(digits);
}
