// Uses of TABLEs: in goes `t[k, ...]` with its keys resolved, out comes the look-up, or null where something was reported;
// the table remembers what its keys are, which all uses agree in.

import { diagnostic } from '../source/diagnostic.js';
import type { ExpressionAst } from '../syntax/ast.js';
import { sortOfName, type RuleScope, type TableDraft } from './draft.js';
import type { ExpressionType } from './expression.js';
import { allLeavesOf, isLeaf } from './expression-parts.js';
import { signed } from './expression-types.js';
import { fold } from './fold.js';
import { maxTableKeys } from './limits.js';
import { didYouMean } from './nearest.js';
import { callType } from './phrase.js';
import type { Report } from './report.js';
import type { RuleExpression } from './rule.js';

type Index = ExpressionAst & { readonly kind: 'index' };

/** `keys` has null where a key has a mistake. */
export function resolveLookup(
  node: Index, keys: readonly (RuleExpression | null)[], scope: RuleScope, report: Report,
): RuleExpression | null {
  const table = scope.file.tables.get(node.table.text);
  if (table === undefined) {
    const other = sortOfName(node.table.text, scope.file);
    if (other !== null) {
      report(diagnostic('type-mismatch', `'${node.table.text}' is a ${other}, expected a TABLE`, node.table.span));
    } else if (!scope.file.unsupported.has(node.table.text)) {
      report(diagnostic('unknown-name', `there is no table '${node.table.text}'`, node.table.span, {
        hint: didYouMean(node.table.text, scope.file.tables.keys()),
      }));
    }
    return null;
  }
  if (keys.length > maxTableKeys) {
    report(diagnostic('bad-table', `a key of ${keys.length} parts, at most ${maxTableKeys} are allowed`, node.span));
    return null;
  }
  const folded = keys.flatMap((key) => (key === null ? [] : [fold(key)]));
  if (folded.length < keys.length) {
    return null;
  }
  const isGood = folded.map((key, index) => checkKey(key, node.keys[index] ?? node, scope, report)).every(Boolean);
  return isGood && unify(table, folded, node, report)
    ? { kind: 'lookup', table: table.index, keys: folded, type: signed } : null;
}

/** In WHERE a key is made of the event alone, before the runs are known, and always has a value. */
function checkKey(key: RuleExpression, tree: ExpressionAst, { clause }: RuleScope, report: Report): boolean {
  const leaves = allLeavesOf(key);
  const isNested = leaves.some(({ kind }) => kind === 'lookup');
  if (isNested || (clause === 'WHERE' && leaves.some(({ kind }) => kind === 'variable'))) {
    report(diagnostic('bad-table', `a key reads a ${isNested ? 'TABLE' : 'VAR'}, expected fields of events and literals`,
      tree.span));
    return false;
  }
  if (clause === 'WHERE' && mayFail(key)) {
    report(diagnostic('bad-table', 'a division in a key may be by zero, expected a number to divide by', tree.span));
    return false;
  }
  return true;
}

function mayFail(expression: RuleExpression): boolean {
  if (isLeaf(expression)) {
    return false;
  }
  switch (expression.kind) {
    case 'unary':
    case 'in':
      return mayFail(expression.operand);
    case 'binary': {
      const { operator, left, right } = expression;
      const divides = operator === '/' || operator === '%';
      return (divides && (right.kind !== 'integer' || BigInt.asIntN(64, right.value) === 0n)) || mayFail(left) || mayFail(right);
    }
    default:
      return false;
  }
}

/** All uses have as many keys, each of one sort; what the table holds is the widest. */
function unify(table: TableDraft, keys: readonly RuleExpression[], node: Index, report: Report): boolean {
  if (table.firstUse === null) {
    table.firstUse = node.span;
    table.keys = keys.map(({ type }) => type);
    return true;
  }
  const notes = [{ span: table.firstUse, text: 'as it is used here' }];
  if (keys.length !== table.keys.length) {
    report(diagnostic('bad-table', `a key of ${keys.length} ${keys.length === 1 ? 'part' : 'parts'}, expected ${table.keys.length}`, node.span, { notes }));
    return false;
  }
  const widest = keys.map(({ type }, index) => widen(type, table.keys[index] ?? type));
  const stranger = widest.findIndex((type) => type === null);
  if (stranger !== -1) {
    const [known, key] = [table.keys[stranger], keys[stranger]];
    report(diagnostic('type-mismatch',
      `part ${stranger + 1} of the key is ${known === undefined ? '' : callType({ type: known })}, but this is ${
        key === undefined ? '' : callType(key)}`, node.keys[stranger]?.span ?? node.span, { notes }));
    return false;
  }
  table.keys = widest.flatMap((type) => (type === null ? [] : [type]));
  return true;
}

/** Null where they do not go together. */
function widen(a: ExpressionType, b: ExpressionType): ExpressionType | null {
  if (a.kind === 'string' && b.kind === 'string') {
    return a.bytes >= b.bytes ? a : b;
  }
  if (a.kind === 'integer' && b.kind === 'integer') {
    return a.unsigned ? a : b;
  }
  return a.kind === b.kind ? a : null;
}
