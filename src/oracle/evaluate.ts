// What an expression is worth on the events that a match has bound: in go the expression and those events, out comes
// its value.
//
// The language (section 4): operators are C's; comparisons compare values, whatever the signedness of their operands;
// arithmetic is on signed 64-bit integers and wraps; shift counts count modulo 64; a division by zero makes a condition
// false, and a column null (section 7).

import type { RuleExpression } from '../check/rule.js';
import { isLike } from './glob.js';
import { readLeaf, type Scene } from './leaf.js';
import { isMember } from './membership.js';
import { entryOf } from './memory.js';

export type { Scene } from './leaf.js';

export type Scalar = bigint | Uint8Array;

export function holds(expression: RuleExpression, scene: Scene): boolean {
  const value = worth(expression, scene);
  return value !== null && truth(value);
}

/** Null where it divides by zero. */
export function worth(expression: RuleExpression, scene: Scene): Scalar | null {
  try {
    return valueOf(expression, scene);
  } catch (error) {
    if (error instanceof DivisionByZero) {
      return null;
    }
    throw error;
  }
}

class DivisionByZero extends Error {}

function valueOf(expression: RuleExpression, scene: Scene): Scalar {
  switch (expression.kind) {
    case 'integer':
    case 'string':
    case 'address':
      return expression.value;
    case 'field':
    case 'aggregate':
    case 'variable':
    case 'context':
    case 'local':
      return readLeaf(expression, scene);
    case 'lookup':
      return entryOf(scene.memory, expression.table, expression.keys.map((key) => valueOf(key, scene)));
    case 'unary': {
      const operand = number(valueOf(expression.operand, scene));
      switch (expression.operator) {
        case '!': return operand === 0n ? 1n : 0n;
        case '~': return signed(-operand - 1n);
        case '-': return signed(-operand);
      }
      break;
    }
    case 'in': {
      const operand = valueOf(expression.operand, scene);
      return isMember(operand, expression.set) ? 1n : 0n;
    }
    case 'binary':
      return binary(expression, scene);
  }
  throw new Error('an expression of an unknown kind');
}

/** The right side of && and || is not asked for where the left one decides, as in C. */
function binary({ operator, left, right }: RuleExpression & { kind: 'binary' }, scene: Scene): bigint {
  const a = valueOf(left, scene);
  if (operator === '&&' || operator === '||') {
    const isDecided = truth(a) === (operator === '||');
    return (isDecided ? truth(a) : truth(valueOf(right, scene))) ? 1n : 0n;
  }
  const b = valueOf(right, scene);
  const isTrue = comparison(operator, a, b);
  return isTrue === null ? arithmetic(operator, number(a), number(b)) : isTrue ? 1n : 0n;
}

type Operator = (RuleExpression & { kind: 'binary' })['operator'];

/** Null where the operator does not compare. */
function comparison(operator: Operator, a: Scalar, b: Scalar): boolean | null {
  switch (operator) {
    case '==': return same(a, b);
    case '!=': return !same(a, b);
    case '<': return number(a) < number(b);
    case '<=': return number(a) <= number(b);
    case '>': return number(a) > number(b);
    case '>=': return number(a) >= number(b);
    case 'STARTSWITH': return text(a).startsWith(text(b));
    case 'ENDSWITH': return text(a).endsWith(text(b));
    case 'CONTAINS': return text(a).includes(text(b));
    case 'LIKE': return isLike(text(b), text(a));
    default: return null;
  }
}

function arithmetic(operator: Operator, left: bigint, right: bigint): bigint {
  const [a, b] = [signed(left), signed(right)];
  switch (operator) {
    case '+': return signed(a + b);
    case '-': return signed(a - b);
    case '*': return signed(a * b);
    case '/':
    case '%':
      if (b === 0n) {
        throw new DivisionByZero();
      }
      return signed(operator === '/' ? a / b : a % b);
    case '&': return signed(a & b);
    case '|': return signed(a | b);
    case '^': return signed(a ^ b);
    case '<<': return signed(a * 2n ** (((b % 64n) + 64n) % 64n));
    case '>>': return a >> (((b % 64n) + 64n) % 64n);
    default: throw new Error(`the reference matcher does not know '${operator}'`);
  }
}

export function same(a: Scalar, b: Scalar): boolean {
  return typeof a === 'bigint' || typeof b === 'bigint' ? a === b : text(a) === text(b);
}

function truth(value: Scalar): boolean {
  return number(value) !== 0n;
}

function number(value: Scalar): bigint {
  if (typeof value !== 'bigint') {
    throw new Error('a string stands where a number is wanted');
  }
  return value;
}

/** A byte a character. */
function text(value: Scalar): string {
  if (typeof value === 'bigint') {
    throw new Error('a number stands where a string is wanted');
  }
  return Buffer.from(value).toString('latin1');
}

function signed(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}
