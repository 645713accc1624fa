// Types of operators: in go an operator and its typed operands, out comes the typed expression, or null where they do
// not go together, which is reported.

import { diagnostic } from '../source/diagnostic.js';
import type { BinaryOperator, ExpressionAst } from '../syntax/ast.js';
import { printExpression } from '../syntax/print-expression.js';
import { checkGlob } from './check-glob.js';
import { checkString } from './check-string.js';
import { signed } from './expression-types.js';
import { callType } from './phrase.js';
import type { Report } from './report.js';
import type { RuleExpression } from './rule.js';

type Unary = ExpressionAst & { readonly kind: 'unary' };
type Binary = ExpressionAst & { readonly kind: 'binary' };

export function typeUnary(node: Unary, operand: RuleExpression, report: Report): RuleExpression | null {
  if (operand.type.kind !== 'integer') {
    report(diagnostic('type-mismatch', `'${node.operator}' takes an integer, but this is ${callType(operand)}`,
      node.operand.span));
    return null;
  }
  return { kind: 'unary', operator: node.operator, operand, type: signed };
}

export function typeBinary(node: Binary, left: RuleExpression, right: RuleExpression, report: Report): RuleExpression | null {
  const isGood = isEquality(node.operator) ? checkEquality(node, left, right, report)
    : isOnStrings(node.operator) ? checkPart(node, left, right, report)
    : checkIntegers(node, left, right, report);
  return isGood ? { kind: 'binary', operator: node.operator, left, right, type: signed } : null;
}

function isEquality(operator: BinaryOperator): boolean {
  return operator === '==' || operator === '!=';
}

function isOnStrings(operator: BinaryOperator): boolean {
  return operator === 'STARTSWITH' || operator === 'ENDSWITH' || operator === 'CONTAINS' || operator === 'LIKE';
}

function checkEquality(node: Binary, left: RuleExpression, right: RuleExpression, report: Report): boolean {
  if (left.type.kind !== right.type.kind) {
    report(diagnostic('type-mismatch',
      `'${node.operator}' compares ${callType(left)} with ${callType(right)}`, node.operatorSpan));
    return false;
  }
  return checkLiteral(right, left, node.right, node.left, report)
    && checkLiteral(left, right, node.left, node.right, report);
}

function checkPart(node: Binary, left: RuleExpression, right: RuleExpression, report: Report): boolean {
  if (left.type.kind !== 'string') {
    report(diagnostic('type-mismatch', `'${node.operator}' takes a string, but this is ${callType(left)}`,
      node.left.span));
    return false;
  }
  if (right.kind !== 'string') {
    report(diagnostic('type-mismatch', `expected a string literal behind '${node.operator}'`, node.right.span));
    return false;
  }
  return node.operator === 'LIKE' ? checkGlob(right.value, left, node, report)
    : checkLiteral(right, left, node.right, node.left, report);
}

/** A literal that is compared with something of a known length. */
function checkLiteral(
  literal: RuleExpression, other: RuleExpression, literalTree: ExpressionAst, otherTree: ExpressionAst, report: Report,
): boolean {
  return literal.kind !== 'string' || other.kind === 'string' || other.type.kind !== 'string'
    || checkString(literal.value, other.type.bytes, `'${printExpression(otherTree)}'`, literalTree.span, report);
}

function checkIntegers(node: Binary, left: RuleExpression, right: RuleExpression, report: Report): boolean {
  const wrong = [{ operand: left, tree: node.left }, { operand: right, tree: node.right }]
    .find(({ operand }) => operand.type.kind !== 'integer');
  if (wrong === undefined) {
    return true;
  }
  const isString = wrong.operand.type.kind === 'string';
  report(diagnostic('type-mismatch',
    `'${node.operator}' takes integers, but this is ${callType(wrong.operand)}`, wrong.tree.span, {
      hint: isString
        ? 'on strings there are ==, !=, STARTSWITH, ENDSWITH, CONTAINS, LIKE and IN'
        : 'on addresses there are ==, != and IN',
    }));
  return false;
}
