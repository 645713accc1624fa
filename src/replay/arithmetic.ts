// Operators on integers: in go their operands, out comes the result, as on signed 64-bit integers that wrap. Numbers
// take a short way where their result is exact.

import type { BinaryOperator } from '../syntax/ast.js';
import { wrap, type Integer } from './value.js';

/** Null: it divides by zero. */
export type Operation = (left: Integer, right: Integer) => Integer | null;

export type Arithmetic = '|' | '^' | '&' | '<<' | '>>' | '+' | '-' | '*' | '/' | '%';

export const arithmetic: Readonly<Record<Arithmetic & BinaryOperator, Operation>> = {
  '+': (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') {
      const sum = left + right;
      if (Number.isSafeInteger(sum)) {
        return sum;
      }
    }
    return wrap(BigInt(left) + BigInt(right));
  },
  '-': (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') {
      const difference = left - right;
      if (Number.isSafeInteger(difference)) {
        return difference;
      }
    }
    return wrap(BigInt(left) - BigInt(right));
  },
  '*': (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') {
      const product = left * right;
      if (Number.isSafeInteger(product)) {
        return product + 0; // no -0
      }
    }
    return wrap(BigInt(left) * BigInt(right));
  },
  '/': (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') {
      return right === 0 ? null : Math.trunc(left / right) + 0;
    }
    const divisor = signed(right);
    return divisor === 0n ? null : wrap(signed(left) / divisor);
  },
  '%': (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') {
      return right === 0 ? null : (left % right) + 0;
    }
    const divisor = signed(right);
    return divisor === 0n ? null : wrap(signed(left) % divisor);
  },
  '&': (left, right) => (isBits(left) && isBits(right) ? (left & right) >>> 0 : wrap(BigInt(left) & BigInt(right))),
  '|': (left, right) => (isBits(left) && isBits(right) ? (left | right) >>> 0 : wrap(BigInt(left) | BigInt(right))),
  '^': (left, right) => (isBits(left) && isBits(right) ? (left ^ right) >>> 0 : wrap(BigInt(left) ^ BigInt(right))),
  '<<': (left, right) => {
    const count = shiftCount(right);
    if (typeof left === 'number') {
      const shifted = left * 2 ** count;
      if (Number.isSafeInteger(shifted)) {
        return shifted;
      }
    }
    return wrap(BigInt(left) << BigInt(count));
  },
  '>>': (left, right) => {
    const count = shiftCount(right);
    return typeof left === 'number' ? Math.floor(left / 2 ** count) : wrap(signed(left) >> BigInt(count));
  },
};

export function complement(operand: Integer): Integer {
  return typeof operand === 'number' && operand < Number.MAX_SAFE_INTEGER ? -1 - operand : wrap(~BigInt(operand));
}

export function negate(operand: Integer): Integer {
  return typeof operand === 'number' ? 0 - operand : wrap(-operand);
}

function signed(value: Integer): bigint {
  return BigInt.asIntN(64, BigInt(value));
}

/** Of 32 bits, unsigned, which JavaScript's own operators are right for. */
function isBits(value: Integer): value is number {
  return typeof value === 'number' && value >= 0 && value < 2 ** 32;
}

/** Modulo 64. */
function shiftCount(right: Integer): number {
  return typeof right === 'number' ? ((right % 64) + 64) % 64 : Number(BigInt.asUintN(6, right));
}
