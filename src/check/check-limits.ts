// What a rule must not exceed once everything in it is known: in goes a checked rule, out come complaints only.

import { diagnostic } from '../source/diagnostic.js';
import type { FieldType } from '../events/catalogue.js';
import { tellsRunsApart } from './class-use.js';
import { aggregatesOf, fieldsOf, type AggregateExpression, type FieldExpression } from './expression-parts.js';
import { maxCapturedBytes, maxPredicatesPerKind } from './limits.js';
import { printConditionOf } from './print-condition.js';
import type { Report } from './report.js';
import type { CheckedRule } from './rule.js';
import { readsOf } from './statement-parts.js';

export function checkLimits(rule: CheckedRule, report: Report): void {
  checkPredicateCount(rule, report);
  const bytes = [...keptBytes(rule).values()].reduce((sum, one) => sum + one, 0);
  if (bytes > maxCapturedBytes) {
    report(diagnostic('too-many-captures',
      `a run of this rule keeps ${bytes} bytes of fields for later, at most ${maxCapturedBytes} are allowed`,
      rule.nameSpan, { hint: 'what conditions over several events, RETURN and DO read of earlier events is kept' }));
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

/** What a run must remember: by what it is called, its bytes. */
function keptBytes(rule: CheckedRule): ReadonlyMap<string, number> {
  const kept = new Map<string, number>();
  const told = [...rule.columns, ...readsOf(rule.reaction)];
  const keepField = ({ binding, field }: FieldExpression): unknown =>
    kept.set(`${binding}.${field.name}`, sizeOf(field.type));
  for (const { steps, trailing } of rule.chains) {
    const earlier = steps.slice(0, trailing.length === 0 ? -1 : undefined).map((step) => step.binding);
    told.flatMap(({ expression }) => fieldsOf(expression))
      .filter((field) => earlier.includes(field.binding)).forEach(keepField);
  }
  for (const guard of rule.guards) {
    const last = guard.names[guard.names.length - 1]; // chains keep the order of the source
    fieldsOf(guard.expression).filter((field) => field.binding !== last).forEach(keepField);
  }
  [...told, ...rule.guards].flatMap(({ expression }) => aggregatesOf(expression))
    .forEach((aggregate) => keepAggregate(aggregate, kept));
  for (const [index, joined] of rule.classes.entries()) {
    if (tellsRunsApart(joined, rule.chains, rule.bindings)) {
      kept.set(`class ${index}`, Math.max(...joined.members.map(({ field }) => sizeOf(field.type))));
    }
  }
  return kept;
}

function keepAggregate(aggregate: AggregateExpression, kept: Map<string, number>): void {
  const { binding, field, function: name } = aggregate;
  const keep = (what: string, bytes: number): unknown => kept.set(`${what} ${binding}.${field?.name ?? ''}`, bytes);
  switch (name) {
    case 'count':
      kept.set(`count ${binding}`, 8);
      return;
    case 'sum':
      keep('sum', 8);
      return;
    case 'avg':
      keep('sum', 8);
      kept.set(`count ${binding}`, 8);
      return;
    case 'first':
    case 'last':
    case 'prev':
    case 'min':
    case 'max':
      keep(name, field === null ? 0 : sizeOf(field.type));
  }
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
