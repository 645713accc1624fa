// Conditions on single events: in go such tests, out come the predicates of each binding; complaints tell of events that
// cannot be and of conditions that say nothing.

import { diagnostic } from '../source/diagnostic.js';
import type { DraftBinding } from './draft.js';
import { rangeOfField } from './expression-types.js';
import { maxPredicatesPerKind } from './limits.js';
import { callBinding } from './phrase.js';
import type { Report } from './report.js';
import type { Test } from './resolve-conditions.js';
import type { Predicate } from './rule.js';
import { canAllHold, onlyField, verdict } from './satisfiable.js';

/** All of `tests` read this binding alone. */
export function checkPredicates(tests: readonly Test[], binding: DraftBinding, report: Report): readonly Predicate[] {
  const predicates: Predicate[] = [];
  let isPossible = true;
  for (const test of tests) {
    switch (verdict(test.expression)) {
      case 'always':
        reportAlways(test, report);
        break;
      case 'never':
        if (isPossible) {
          reportNever(test, binding, null, report);
        }
        isPossible = false;
        break;
      case 'maybe': {
        // more than that are refused later, and need not be compared with each other
        const contradicted = isPossible && predicates.length < maxPredicatesPerKind ? contradiction(test, predicates) : null;
        if (contradicted !== null) {
          reportNever(test, binding, contradicted === test ? null : contradicted, report);
          isPossible = false;
        }
        predicates.push(test);
      }
    }
  }
  return predicates;
}

/** What it cannot hold with: itself, or one before it. */
function contradiction(test: Test, before: readonly Predicate[]): Predicate | null {
  const field = onlyField(test.expression);
  if (field === null) {
    return null;
  }
  if (!canAllHold(field, [test.expression])) {
    return test;
  }
  const related = before.filter((one) => onlyField(one.expression)?.field.name === field.field.name);
  const single = related.find((one) => !canAllHold(field, [one.expression, test.expression]));
  if (single !== undefined) {
    return single;
  }
  const all = [...related, test].map(({ expression }) => expression);
  return canAllHold(field, all) ? null : related[related.length - 1] ?? null;
}

function reportAlways(test: Test, report: Report): void {
  const range = rangeText(test);
  report(diagnostic(range === null ? 'always-true' : 'constant-range', 'every event meets this condition', test.span, {
    hint: range,
  }));
}

function reportNever(test: Test, binding: DraftBinding, contradicted: Predicate | null, report: Report): void {
  const what = contradicted === null ? 'no event meets this condition'
    : 'no event meets this condition and the one before';
  report(diagnostic(binding.negated ? 'always-false' : 'unreachable-step',
    binding.negated ? `${what}, so nothing is ${callBinding(binding)}` : `${what}, so nothing takes ${callBinding(binding)}`,
    test.span, {
      notes: contradicted === null ? [] : [{ span: contradicted.span, text: 'the condition before' }],
      hint: contradicted === null ? rangeText(test) : null,
    }));
}

function rangeText(test: Test): string | null {
  const field = onlyField(test.expression);
  const range = field === null ? null : rangeOfField(field.field.type);
  return field === null || range === null ? null
    : `'${field.field.name}' is from ${range.least} to ${range.greatest}`;
}
