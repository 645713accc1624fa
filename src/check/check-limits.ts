// What a rule must not exceed once everything in it is known: in goes a checked rule, out come complaints only.

import { diagnostic } from '../source/diagnostic.js';
import type { FieldType } from '../events/catalogue.js';
import { fieldsOf, type FieldExpression } from './expression-parts.js';
import { maxCapturedBytes, maxPredicatesPerKind } from './limits.js';
import { printConditionOf } from './print-condition.js';
import type { Report } from './report.js';
import type { CheckedRule } from './rule.js';

export function checkLimits(rule: CheckedRule, report: Report): void {
  checkPredicateCount(rule, report);
  const captured = capturedFields(rule);
  const bytes = captured.reduce((sum, { field }) => sum + sizeOf(field.type), 0);
  if (bytes > maxCapturedBytes) {
    report(diagnostic('too-many-captures',
      `a run of this rule keeps ${bytes} bytes of fields for later, at most ${maxCapturedBytes} are allowed`,
      rule.nameSpan, { hint: 'what conditions over several events and RETURN read of earlier events is kept' }));
  }
}

/** Equal conditions on one kind count once, wherever they stand. */
function checkPredicateCount(rule: CheckedRule, report: Report): void {
  const ofKind = new Map<string, Set<string>>();
  for (const binding of rule.bindings) {
    const texts = ofKind.get(binding.kind.name) ?? new Set();
    ofKind.set(binding.kind.name, texts);
    for (const { expression, span } of binding.predicates) {
      const isOver = texts.size > maxPredicatesPerKind;
      texts.add(printConditionOf(expression));
      if (!isOver && texts.size > maxPredicatesPerKind) {
        report(diagnostic('too-many-predicates', `more than ${maxPredicatesPerKind} different conditions on events of `
          + `kind '${binding.kind.name}' in this rule, at most ${maxPredicatesPerKind} are allowed`, span, {
          hint: 'conditions joined by || count as one',
        }));
      }
    }
  }
}

/** What a run must remember: fields of steps behind which a condition or the end of the match still comes. */
function capturedFields(rule: CheckedRule): readonly FieldExpression[] {
  const captured = new Map<string, FieldExpression>();
  const capture = (field: FieldExpression): void => {
    captured.set(`${field.binding}.${field.field.name}`, field);
  };
  for (const { steps } of rule.chains) {
    const earlier = steps.slice(0, -1).map((step) => step.binding);
    rule.columns.flatMap((column) => fieldsOf(column.expression))
      .filter((field) => earlier.includes(field.binding)).forEach(capture);
  }
  for (const guard of rule.guards) {
    const last = guard.names[guard.names.length - 1]; // chains keep the order of the source
    fieldsOf(guard.expression).filter((field) => field.binding !== last).forEach(capture);
  }
  return [...captured.values()];
}

function sizeOf(type: FieldType): number {
  switch (type.kind) {
    case 'integer': return type.bits / 8;
    case 'string': return type.bytes;
    case 'address': return 16;
    case 'process':
    case 'thread': return 4;
  }
}
