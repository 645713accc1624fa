// Conditions on single events: in go those of one binding, out come its predicates; complaints tell of events that
// cannot be and of conditions that say nothing.

import { diagnostic } from '../source/diagnostic.js';
import type { DraftBinding } from './draft.js';
import { rangeOfField } from './expression-types.js';
import { maxPredicatesPerKind } from './limits.js';
import { callBinding } from './phrase.js';
import { printConditionOf } from './print-condition.js';
import type { Report } from './report.js';
import type { Test } from './resolve-conditions.js';
import type { Predicate } from './rule.js';
import { canAllHold, onlyField, verdict } from './satisfiable.js';

/** All of `tests` read this binding alone. */
export function checkPredicates(tests: readonly Test[], binding: DraftBinding, report: Report): readonly Predicate[] {
  const predicates: Predicate[] = [];
  const texts = new Set<string>();
  let isPossible = true;
  for (const test of tests) {
    const text = printConditionOf(test.expression);
    const result = texts.has(text) ? 'repeated' : verdict(test.expression);
    texts.add(text);
    if (result === 'always') {
      reportAlways(test, report);
    } else if (result === 'never' && isPossible) {
      reportNever(test, binding, rangeText(test), [], report);
      isPossible = false;
    } else if (result === 'maybe') {
      // more than that are refused later, and need not be compared with each other
      const others = isPossible && predicates.length < maxPredicatesPerKind ? contradicted(test, predicates) : null;
      if (others !== null) {
        reportNever(test, binding, null, others, report);
        isPossible = false;
      }
      predicates.push(test);
    }
  }
  return predicates;
}

/** What it cannot hold with: none where it cannot hold at all, and null where it may hold with all. */
function contradicted(test: Test, before: readonly Predicate[]): readonly Predicate[] | null {
  const field = onlyField(test.expression);
  if (field === null) {
    return null;
  }
  if (!canAllHold(field, [test.expression])) {
    return [];
  }
  const related = before.filter((one) => onlyField(one.expression)?.field.name === field.field.name);
  const single = related.find((one) => !canAllHold(field, [one.expression, test.expression]));
  if (single !== undefined) {
    return [single];
  }
  return canAllHold(field, [...related, test].map(({ expression }) => expression)) ? null : related;
}

function reportAlways(test: Test, report: Report): void {
  const range = rangeText(test);
  report(diagnostic(range === null ? 'always-true' : 'constant-range', 'every event meets this condition', test.span, {
    hint: range,
  }));
}

function reportNever(
  test: Test, binding: DraftBinding, hint: string | null, others: readonly Predicate[], report: Report,
): void {
  const what = others.length === 0 ? 'no event meets this condition'
    : others.length === 1 ? 'no event meets this condition and another' : 'no event meets this condition and others';
  const so = binding.negated ? 'is' : 'takes';
  report(diagnostic(binding.negated ? 'always-false' : 'unreachable-step',
    `${what}, so nothing ${so} ${callBinding(binding)}`, test.span, {
      notes: others.map(({ span }) => ({ span, text: 'contradicted here' })), hint,
    }));
}

function rangeText(test: Test): string | null {
  const field = onlyField(test.expression);
  const range = field === null ? null : rangeOfField(field.field.type);
  return field === null || range === null ? null
    : `'${field.field.name}' is from ${range.least} to ${range.greatest}`;
}
