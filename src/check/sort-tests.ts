// Conditions by what they need: in go all tests of a rule, out come those of one event, with the binding whose event it
// is, and those that need more than that; complaints tell of those that read nothing.

import { diagnostic } from '../source/diagnostic.js';
import { aggregatesOf, allLeavesOf, bindingsOf, dividesByZero } from './expression-parts.js';
import { fold } from './fold.js';
import type { Report } from './report.js';
import type { Test } from './resolve-conditions.js';
import type { Chain, RuleExpression } from './rule.js';

export interface SortedTests {
  /** Tested on every event that could be this binding, of an array on each element. */
  readonly single: readonly { readonly binding: number; readonly test: Test }[];
  /** Over several bindings, or over an array as a whole. */
  readonly several: readonly Test[];
}

export function sortTests(
  tests: readonly Test[], chains: readonly Chain[] | null, report: Report,
): SortedTests {
  const single: { readonly binding: number; readonly test: Test }[] = [];
  const several: Test[] = [];
  for (const { expression: unfolded, span } of tests) {
    const test = { expression: fold(unfolded), span };
    const { expression } = test;
    const [binding, second] = bindingsOf(expression);
    if (dividesByZero(expression)) {
      report(diagnostic('always-false', 'a division by zero makes this condition false', span));
    } else if (binding === undefined && allLeavesOf(expression).length === 0) {
      reportConstant(test, report);
    } else if (binding === undefined) {
      // variables alone: whether the pattern can begin at all
      single.push(...firstSteps(chains ?? []).map((first) => ({ binding: first, test })));
    } else if (second !== undefined || readsWhole(expression)) {
      several.push(test);
    } else {
      single.push({ binding, test });
    }
  }
  return { single, several };
}

/** An aggregate is of more than the element at hand. */
function readsWhole(expression: RuleExpression): boolean {
  return aggregatesOf(expression).length > 0;
}

function firstSteps(chains: readonly Chain[]): readonly number[] {
  return [...new Set(chains.flatMap(({ steps }) => steps.slice(0, 1)).map(({ binding }) => binding))];
}

function reportConstant({ expression, span }: Test, report: Report): void {
  const isTrue = expression.kind === 'integer' && expression.value !== 0n;
  report(diagnostic(isTrue ? 'always-true' : 'always-false',
    `this condition ${isTrue ? 'always' : 'never'} holds, whatever the events`, span));
}
