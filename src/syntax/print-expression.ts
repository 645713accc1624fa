// Expressions and literals as source: in goes a tree, out comes its canonical text, with no more parentheses than its
// precedences need.

import type { BinaryOperator, ExpressionAst, LiteralAst } from './ast.js';

/** As in grammar.ne: a higher number binds tighter. */
const precedence: Readonly<Record<BinaryOperator, number>> = {
  '||': 1, '&&': 2, '|': 3, '^': 4, '&': 5, '==': 6, '!=': 6,
  '<': 7, '<=': 7, '>': 7, '>=': 7, STARTSWITH: 7, ENDSWITH: 7, CONTAINS: 7, LIKE: 7,
  '<<': 8, '>>': 8, '+': 9, '-': 9, '*': 10, '/': 10, '%': 10,
};
const relational = 7; // of IN
const prefix = 11;
const primary = 12;

export function printExpression(expression: ExpressionAst): string {
  switch (expression.kind) {
    case 'word':
      return expression.word.text;
    case 'field':
      return `${expression.owner.text}.${expression.field.text}`;
    case 'fieldOf':
      return `${expression.function.text}(${expression.owner.text}).${expression.field.text}`;
    case 'index':
      return `${expression.table.text}[${printExpressions(expression.keys)}]`;
    case 'call':
      return `${expression.function.text}(${printExpressions(expression.arguments)})`;
    case 'unary': {
      const operand = inside(expression.operand, prefix);
      // `--` would be another operator
      const apart = expression.operator === '-' && operand.startsWith('-') ? ' ' : '';
      return `${expression.operator}${apart}${operand}`;
    }
    case 'binary': {
      const level = precedence[expression.operator];
      return `${inside(expression.left, level)} ${expression.operator} ${inside(expression.right, level + 1)}`;
    }
    case 'in': {
      const set = 'text' in expression.set ? expression.set.text : `{ ${printLiterals(expression.set)} }`;
      return `${inside(expression.operand, relational)} IN ${set}`;
    }
    default:
      return printLiteral(expression);
  }
}

export function printExpressions(expressions: readonly ExpressionAst[]): string {
  return expressions.map(printExpression).join(', ');
}

export function printLiterals(literals: readonly LiteralAst[]): string {
  return literals.map(printLiteral).join(', ');
}

export function printLiteral(literal: LiteralAst): string {
  switch (literal.kind) {
    case 'integer':
      return String(literal.value);
    case 'duration':
      return printDuration(literal.value);
    case 'string':
      return printString(literal.value);
    case 'address':
      return literal.text;
    case 'constant':
      return literal.name.text;
  }
}

const units: readonly (readonly [string, bigint])[] = [
  ['h', 3_600_000_000_000n], ['min', 60_000_000_000n], ['s', 1_000_000_000n], ['ms', 1_000_000n], ['us', 1_000n],
];

/** In the largest unit that leaves a whole number. */
export function printDuration(nanoseconds: bigint): string {
  for (const [unit, scale] of units) {
    if (nanoseconds !== 0n && nanoseconds % scale === 0n) {
      return `${nanoseconds / scale}${unit}`;
    }
  }
  return nanoseconds === 0n ? '0s' : `${nanoseconds}ns`;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'], ['\t', '\\t'], ['\r', '\\r'], ['"', '\\"'], ['\\', '\\\\'],
]);

/** Text where the bytes are UTF-8, escapes for the rest. */
export function printString(bytes: Uint8Array): string {
  const text = utf8(bytes);
  const pieces = text === null
    ? Array.from(bytes, (byte) => (byte < 0x80 ? printCharacter(String.fromCharCode(byte)) : octal(byte)))
    : Array.from(text, printCharacter);
  return `"${pieces.join('')}"`;
}

function printCharacter(character: string): string {
  const code = character.charCodeAt(0);
  // U+FFFD in a file stands for what was no UTF-8
  return escapes.get(character) ?? (code < 0x20 || code === 0x7f ? octal(code)
    : code === 0xfffd ? '\\xef\\xbf\\xbd' : character);
}

/** Three digits: a hex escape would swallow a digit behind it. */
function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`;
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function inside(expression: ExpressionAst, level: number): string {
  const text = printExpression(expression);
  return levelOf(expression) < level ? `(${text})` : text;
}

function levelOf(expression: ExpressionAst): number {
  switch (expression.kind) {
    case 'binary':
      return precedence[expression.operator];
    case 'in':
      return relational;
    case 'unary':
      return prefix;
    case 'integer':
      return expression.value < 0n ? prefix : primary;
    default:
      return primary;
  }
}
