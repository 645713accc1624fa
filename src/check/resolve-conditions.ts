// The conditions of WHERE by what they are: in go their trees, out come links between fields, which form classes, and
// tests of everything else.

import { diagnostic } from '../source/diagnostic.js';
import type { EventKind, FieldType } from '../events/catalogue.js';
import type { Span } from '../source/span.js';
import type { ConditionAst, ExpressionAst, Name } from '../syntax/ast.js';
import type { DraftBinding, FieldRef, RuleScope } from './draft.js';
import { maxConditions } from './limits.js';
import { callField, callFieldType, callType, list } from './phrase.js';
import { resolveExpression } from './resolve-expression.js';
import { isWithheld, resolveField, resolveOwner, withheldReason } from './resolve-name.js';
import type { Report } from './report.js';
import type { RuleExpression } from './rule.js';

export interface Conditions {
  /** Fields that agree, as one condition says it; none where it says nothing. */
  readonly links: readonly Link[];
  readonly tests: readonly Test[];
  /** False where a link was wrong: then what the links form says nothing. */
  readonly linksAreComplete: boolean;
}

export interface Link {
  readonly fields: readonly FieldRef[];
  /** [Field], of all events of the pattern and of all elements of an array. */
  readonly isJoin: boolean;
  readonly span: Span;
}

export interface Test {
  readonly expression: RuleExpression;
  readonly span: Span;
}

export function resolveConditions(conditions: readonly ConditionAst[], scope: RuleScope, report: Report): Conditions {
  const parted = conditions.flatMap(partCondition);
  const beyond = parted[maxConditions];
  if (beyond !== undefined) {
    report(diagnostic('too-many-conditions',
      `this WHERE has ${parted.length} conditions, at most ${maxConditions} are allowed`, beyond.span));
    return { links: [], tests: [], linksAreComplete: false };
  }
  const links: Link[] = [];
  const tests: Test[] = [];
  let linksAreComplete = true;
  for (const condition of parted) {
    const link = resolveLink(condition, scope, report);
    if (link !== 'none') {
      linksAreComplete &&= link !== null;
      links.push(...(link === null ? [] : [link]));
    } else if (condition.kind === 'expression') {
      const { span } = condition;
      const expression = resolveExpression(condition.expression, scope, report);
      if (expression !== null && expression.type.kind !== 'integer') {
        report(diagnostic('type-mismatch', `a condition is an integer, but this is ${callType(expression)}`, span));
      } else if (expression !== null) {
        tests.push({ expression, span });
      }
    }
  }
  return { links, tests, linksAreComplete };
}

/** 'none': the condition is a test. Null: it is wrong. */
function resolveLink(condition: ConditionAst, scope: RuleScope, report: Report): Link | null | 'none' {
  if (condition.kind === 'join') {
    return resolveJoin(condition.field, condition.span, scope.bindings, report);
  }
  return isPlainEquality(condition.expression) ? resolveEquality(condition.expression, scope, report) : 'none';
}

type PlainEquality = ExpressionAst & {
  readonly kind: 'binary';
  readonly left: ExpressionAst & { readonly kind: 'field' };
  readonly right: ExpressionAst & { readonly kind: 'field' };
};

function isPlainEquality(tree: ExpressionAst): tree is PlainEquality {
  return tree.kind === 'binary' && tree.operator === '==' && tree.left.kind === 'field' && tree.right.kind === 'field';
}

/** A condition joined by && counts as its parts. */
function partCondition(condition: ConditionAst): readonly ConditionAst[] {
  return condition.kind === 'join' ? [condition]
    : parts(condition.expression).map((expression) => ({ kind: 'expression', expression, span: expression.span }));
}

function parts(tree: ExpressionAst): readonly ExpressionAst[] {
  return tree.kind === 'binary' && tree.operator === '&&' ? [...parts(tree.left), ...parts(tree.right)] : [tree];
}

/** Null where it is wrong, or where a kind is not known. */
function resolveJoin(name: Name, span: Span, bindings: readonly DraftBinding[], report: Report): Link | null {
  const fields: FieldRef[] = [];
  const lacking = new Map<string, { readonly binding: DraftBinding; readonly kind: EventKind }>();
  for (const binding of bindings) {
    const field = binding.kind?.fields.get(name.text);
    if (field !== undefined) {
      fields.push({ binding: binding.index, field });
    } else if (binding.kind !== null && !lacking.has(binding.kind.name)) {
      lacking.set(binding.kind.name, { binding, kind: binding.kind });
    }
  }
  if (lacking.size > 0) {
    const kinds = [...lacking.values()];
    const withheld = kinds.find(({ kind }) => isWithheld(kind, name.text));
    report(diagnostic('missing-join-field',
      `[${name.text}] joins all events of the pattern, but ${lacking.size === 1 ? 'kind' : 'kinds'} `
      + `${list(kinds.map(({ kind }) => `'${kind.name}'`))} ${lacking.size === 1 ? 'has' : 'have'} no '${name.text}'`,
      span, {
        notes: kinds.map(({ binding }) => ({ span: binding.span, text: `'${binding.event}' stands here` })),
        hint: withheld === undefined ? null : `'${withheld.kind.name}' withholds it: ${withheldReason}`,
      }));
    return null;
  }
  const [first] = fields;
  const stranger = first === undefined ? undefined
    : fields.find((one) => sort(one.field.type) !== sort(first.field.type));
  if (first !== undefined && stranger !== undefined) {
    reportTypes(first, stranger, bindings, span, report);
    return null;
  }
  return fields.length === bindings.length ? { fields, isJoin: true, span } : null;
}

function resolveEquality(tree: PlainEquality, scope: RuleScope, report: Report): Link | null {
  const [left, right] = [tree.left, tree.right].map((side): FieldRef | null => {
    const binding = resolveOwner(side.owner, scope, report);
    const field = binding === null ? null : resolveField(binding, side.field, report);
    return binding === null || field === null ? null : { binding: binding.index, field };
  });
  if (left == null || right == null) {
    return null;
  }
  if (sort(left.field.type) !== sort(right.field.type)) {
    reportTypes(left, right, scope.bindings, tree.span, report);
    return null;
  }
  if (left.binding === right.binding && left.field === right.field) {
    report(diagnostic('always-true', 'a field is always equal to itself', tree.span));
    return { fields: [], isJoin: false, span: tree.span };
  }
  return { fields: [left, right], isJoin: false, span: tree.span };
}

function reportTypes(a: FieldRef, b: FieldRef, bindings: readonly DraftBinding[], span: Span, report: Report): void {
  const call = (one: FieldRef): string => {
    const binding = bindings[one.binding];
    return `${binding === undefined ? '' : callField(binding, one.field.name)} is ${callFieldType(one.field.type)}`;
  };
  report(diagnostic('type-mismatch', `these cannot agree: ${call(a)}, and ${call(b)}`, span));
}

/** Numbers of processes and threads are integers where they meet one. */
function sort(type: FieldType): 'integer' | 'string' | 'address' {
  return type.kind === 'string' || type.kind === 'address' ? type.kind : 'integer';
}
