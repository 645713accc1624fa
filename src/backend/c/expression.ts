// Prints an expression as C: in go an expression and where its leaves are, out comes C text with the language's
// meaning, not C's: comparisons compare values, arithmetic is on signed 64 bits and wraps, shift counts are taken
// modulo 64, and a division by zero clears `valid`.

import type {
  AddressPrefix, BinaryExpression, Expression, ExpressionType, InExpression, Members,
} from '../../check/expression.js';
import { isLeaf } from '../../check/expression-parts.js';
import { integer } from '../../check/expression-types.js';
import { constant } from '../../check/fold.js';
import { beginningOf, globFor } from '../../check/glob.js';
import type { FieldType } from '../../events/catalogue.js';
import { isEnclosed } from './is-enclosed.js';
import { quoteC } from './quote.js';
import type { Scan, Search } from './scan.js';

export interface ReadValue {
  /** A C value; of a string or an address an lvalue. */
  readonly text: string;
  /** What C declares it as; null: a value of 64 bits, signed or not as the type of the expression says. */
  readonly stored: FieldType | null;
}

export interface ExpressionContext<Leaf> {
  readonly read: (leaf: Leaf) => ReadValue;
  /** The tables that search for it. */
  readonly scan: (search: Search) => Scan;
}

/** What a leaf of any kind has. */
interface Typed {
  readonly kind: string;
  readonly type: ExpressionType;
}

/** A C expression of type __s64, or __u64 where the expression's type is unsigned; comparisons yield an int. */
export function printExpression<Leaf extends Typed>(expression: Expression<Leaf>, context: ExpressionContext<Leaf>): string {
  return print(expression, context);
}

/** The expression as a C condition, in parentheses, of value 0 or 1. */
export function printCondition<Leaf extends Typed>(expression: Expression<Leaf>, context: ExpressionContext<Leaf>): string {
  const text = print(expression, context);
  if (!isTruth(expression)) {
    return `!!(${text})`;
  }
  return isEnclosed(text) ? text : `(${text})`;
}

function isTruth<Leaf extends Typed>(expression: Expression<Leaf>): boolean {
  if (isLeaf(expression)) {
    return false;
  }
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

/** True where the text contains a division that may be by zero, so that `valid` must be declared. */
export function mayFail<Leaf extends Typed>(expression: Expression<Leaf>): boolean {
  if (isLeaf(expression)) {
    return false;
  }
  switch (expression.kind) {
    case 'unary':
    case 'in':
      return mayFail(expression.operand);
    case 'binary': {
      const { operator, left, right } = expression;
      return ((operator === '/' || operator === '%') && !isNonZero(right)) || mayFail(left) || mayFail(right);
    }
    default:
      return false;
  }
}

function isNonZero<Leaf extends Typed>(expression: Expression<Leaf>): boolean {
  return !isLeaf(expression) && expression.kind === 'integer' && BigInt.asIntN(64, expression.value) !== 0n;
}

function print<Leaf extends Typed>(expression: Expression<Leaf>, context: ExpressionContext<Leaf>): string {
  if (isLeaf(expression)) {
    return printLeaf(context.read(expression));
  }
  switch (expression.kind) {
    case 'integer':
      return printInteger(expression.value);
    case 'string':
      return quoteC(expression.value);
    case 'address':
      return `(wmk_address_t){ { ${[...expression.value].join(', ')} } }`;
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

/** What C's own promotion to int keeps needs no cast. */
function printLeaf({ text, stored }: ReadValue): string {
  if (stored === null || stored.kind === 'string' || stored.kind === 'address') {
    return text;
  }
  const fitsInt = stored.kind === 'integer' && (stored.bits < 32 || (stored.bits === 32 && stored.signed));
  const isLong = stored.kind === 'integer' && stored.bits === 64;
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

function printIn<Leaf extends Typed>({ operand, set }: InExpression<Leaf>, context: ExpressionContext<Leaf>): string {
  const tests = membersOf(operand, set, context);
  return tests.length === 1 ? tests[0]! : `(${tests.join(' || ')})`;
}

function membersOf<Leaf extends Typed>(
  operand: Expression<Leaf>, set: Members, context: ExpressionContext<Leaf>,
): readonly string[] {
  switch (set.of) {
    case 'integers': return set.members.map((member) => printComparison('==', operand, integer(member), context));
    case 'strings': return set.members.map((member) => printText('==', operand, member, context));
    case 'addresses': return set.members.map((prefix) => printPrefix(operand, prefix, context));
  }
}

function printPrefix<Leaf extends Typed>(
  operand: Expression<Leaf>, { address, bits }: AddressPrefix, context: ExpressionContext<Leaf>,
): string {
  const [high, low] = [address.slice(0, 8), address.slice(8)].map((part) => `0x${Buffer.from(part).toString('hex')}ULL`);
  return `wmk_in_prefix(&${print(operand, context)}, ${high!}, ${low!}, ${bits})`;
}

function printBinary<Leaf extends Typed>(expression: BinaryExpression<Leaf>, context: ExpressionContext<Leaf>): string {
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
    case 'LIKE':
      return printText(operator, left, literalOf(right), context);
    case '/':
    case '%': {
      const call = operator === '/' ? 'wmk_divide' : 'wmk_remainder';
      const operands = `${print(left, context)}, ${print(right, context)}`;
      return isNonZero(right) ? `${call}_by(${operands})` : `${call}(${operands}, &valid)`;
    }
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
function wrap<Leaf extends Typed>(expression: Expression<Leaf>, context: ExpressionContext<Leaf>): string {
  return `(${print(expression, context)})`;
}

function literalOf<Leaf extends Typed>(expression: Expression<Leaf>): Uint8Array {
  if (isLeaf(expression) || expression.kind !== 'string') {
    throw new Error('a text operator whose right side is no literal reached the backend');
  }
  return expression.value;
}

function isUnsigned({ type }: Pick<Typed, 'type'>): boolean {
  return type.kind === 'integer' && type.unsigned;
}

/** A literal that C compares alike as signed and as unsigned. */
function isNatural<Leaf extends Typed>(expression: Expression<Leaf>): boolean {
  return !isLeaf(expression) && expression.kind === 'integer' && expression.value >= 0n && expression.value < 2n ** 63n;
}

function printComparison<Leaf extends Typed>(
  operator: '==' | '!=' | '<' | '<=' | '>' | '>=', left: Expression<Leaf>, right: Expression<Leaf>, context: ExpressionContext<Leaf>,
): string {
  const [literal, other] = constant(right) !== null ? [constant(right), left] : [constant(left), right];
  if (left.type.kind === 'string') {
    if (literal instanceof Uint8Array) {
      return printText(operator, other, literal, context);
    }
    const bytes = Math.min(stringBytes(left), stringBytes(right));
    const equal = `wmk_equal_strings(${print(left, context)}, ${print(right, context)}, ${bytes})`;
    return operator === '!=' ? `!${equal}` : equal;
  }
  if (left.type.kind === 'address') {
    const equal = literal instanceof Uint8Array ? printPrefix(other, { address: literal, bits: 128 }, context)
      : `wmk_same(&${print(left, context)}, &${print(right, context)}, sizeof(wmk_address_t))`;
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

function stringBytes({ type }: Pick<Typed, 'type'>): number {
  return type.kind === 'string' ? type.bytes : 0;
}

function printText<Leaf extends Typed>(
  operator: string, operand: Expression<Leaf>, literal: Uint8Array, context: ExpressionContext<Leaf>,
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
    case 'CONTAINS':
    case 'LIKE':
      return printSearch(operator, operand, literal, context);
    default:
      throw new Error(`text operator '${operator}' reached the backend`);
  }
}

/** Beginnings and whole strings need no automaton. */
function printSearch<Leaf extends Typed>(
  operator: Search['operator'], operand: Expression<Leaf>, literal: Uint8Array, context: ExpressionContext<Leaf>,
): string {
  const beginning = beginningOf(globFor(operator, literal) ?? []);
  if (beginning !== null) {
    return printText(beginning.goesOn ? 'STARTSWITH' : '==', operand, beginning.text, context);
  }
  const { name, automaton } = context.scan({ operator, literal });
  const tables = `${name}_class, &${name}_next[0][0], ${name}_classes`;
  return `wmk_scan(${print(operand, context)}, ${stringBytes(operand)}, ${tables}, ${automaton.next.length}, ${automaton.accepting})`;
}
