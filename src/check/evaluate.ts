// What an expression is worth: in go its parts' values, out comes its own as the language defines it, null where a
// division by zero leaves none.

import type { BinaryOperator, UnaryOperator } from '../syntax/ast.js';
import type { AddressPrefix, Expression, Members } from './expression.js';
import { globFor, matches } from './glob.js';
import { isLeaf, type AnyLeaf } from './expression-parts.js';

/** Of an address its 16 bytes. */
export type Value = bigint | Uint8Array;

/** `valueOf` gives null where it does not know; then the whole is not known either. */
export function evaluate<Leaf extends AnyLeaf>(
  expression: Expression<Leaf>, valueOf: (leaf: Leaf) => Value | null,
): Value | null {
  if (isLeaf(expression)) {
    return valueOf(expression);
  }
  switch (expression.kind) {
    case 'integer':
    case 'string':
    case 'address':
      return expression.value;
    case 'unary': {
      const operand = evaluate(expression.operand, valueOf);
      return typeof operand === 'bigint' ? applyUnary(expression.operator, operand) : null;
    }
    case 'in': {
      const operand = evaluate(expression.operand, valueOf);
      return operand === null ? null : truth(isMember(operand, expression.set));
    }
    case 'binary': {
      const left = evaluate(expression.left, valueOf);
      if (left === null || (expression.operator === '&&' && left === 0n)) {
        return left;
      }
      if (expression.operator === '||' && left !== 0n) {
        return 1n;
      }
      const right = evaluate(expression.right, valueOf);
      return right === null ? null : applyBinary(expression.operator, left, right);
    }
  }
}

export function isMember(value: Value, set: Members): boolean {
  switch (set.of) {
    case 'integers':
    case 'strings':
      return set.members.some((member: Value) => areEqual(value, member));
    case 'addresses':
      return typeof value !== 'bigint' && set.members.some((prefix) => hasPrefix(value, prefix));
  }
}

function hasPrefix(address: Uint8Array, prefix: AddressPrefix): boolean {
  const whole = Math.floor(prefix.bits / 8);
  return prefix.address.every((byte, index) => {
    const mask = index < whole ? 0xff : index === whole ? 0xff & ~(0xff >> (prefix.bits % 8)) : 0;
    return (((address[index] ?? 0) ^ byte) & mask) === 0;
  });
}

export function applyUnary(operator: UnaryOperator, operand: bigint): bigint {
  switch (operator) {
    case '!': return truth(operand === 0n);
    case '~': return wrap(~operand);
    case '-': return wrap(-operand);
  }
}

export function applyBinary(operator: BinaryOperator, left: Value, right: Value): bigint | null {
  if (typeof left === 'bigint' && typeof right === 'bigint') {
    return onIntegers(operator, left, right);
  }
  return typeof left === 'bigint' || typeof right === 'bigint' ? null : onStrings(operator, left, right);
}

/** Comparisons take values as they are; everything else is on signed 64-bit integers and wraps. */
function onIntegers(operator: BinaryOperator, left: bigint, right: bigint): bigint | null {
  switch (operator) {
    case '||': return truth(left !== 0n || right !== 0n);
    case '&&': return truth(left !== 0n && right !== 0n);
    case '==': return truth(left === right);
    case '!=': return truth(left !== right);
    case '<': return truth(left < right);
    case '<=': return truth(left <= right);
    case '>': return truth(left > right);
    case '>=': return truth(left >= right);
    case '|': return wrap(left | right);
    case '^': return wrap(left ^ right);
    case '&': return wrap(left & right);
    case '<<': return wrap(left << BigInt.asUintN(6, right));
    case '>>': return wrap(left) >> BigInt.asUintN(6, right);
    case '+': return wrap(left + right);
    case '-': return wrap(left - right);
    case '*': return wrap(left * right);
    case '/': return wrap(right) === 0n ? null : wrap(wrap(left) / wrap(right));
    case '%': return wrap(right) === 0n ? null : wrap(wrap(left) % wrap(right));
    case 'STARTSWITH':
    case 'ENDSWITH':
    case 'CONTAINS':
    case 'LIKE': return null;
  }
}

function onStrings(operator: BinaryOperator, left: Uint8Array, right: Uint8Array): bigint | null {
  switch (operator) {
    case '==': return truth(areEqual(left, right));
    case '!=': return truth(!areEqual(left, right));
    case 'STARTSWITH': return truth(isAt(left, right, 0));
    case 'ENDSWITH': return truth(isAt(left, right, left.length - right.length));
    case 'CONTAINS': return truth(left.some((_, index) => isAt(left, right, index)) || right.length === 0);
    case 'LIKE': return truth(matches(globFor('LIKE', right) ?? [], left));
    default: return null;
  }
}

export function areEqual(left: Value, right: Value): boolean {
  return typeof left === 'bigint' || typeof right === 'bigint'
    ? left === right
    : left.length === right.length && isAt(left, right, 0);
}

function isAt(text: Uint8Array, part: Uint8Array, offset: number): boolean {
  return offset >= 0 && part.every((byte, index) => text[offset + index] === byte);
}

function truth(value: boolean): bigint {
  return value ? 1n : 0n;
}

function wrap(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}
