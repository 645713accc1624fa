// Arrays that are shorter than one would think: in goes a checked rule, out come warnings only. Under latest the run
// that began last takes the place of those that have more elements, so that an open array that begins a chain is hardly
// ever longer than its least length.

import { diagnostic } from '../source/diagnostic.js';
import type { Span } from '../source/span.js';
import { aggregatesOf } from './expression-parts.js';
import { printLeaf } from './print-condition.js';
import type { Report } from './report.js';
import type { Binding, CheckedRule, RuleExpression } from './rule.js';
import { readsOf } from './statement-parts.js';

interface Place {
  readonly expression: RuleExpression;
  readonly span: Span;
}

export function warnOfArrays(rule: CheckedRule, report: Report): void {
  if (rule.selection.mode !== 'latest') {
    return;
  }
  const places: readonly Place[] = [...rule.guards, ...rule.columns, ...readsOf(rule.reaction)];
  const leading = new Set(rule.chains.flatMap(({ steps }) => steps.slice(0, 1)).map(({ binding }) => binding));
  for (const array of rule.bindings.filter((binding) => leading.has(binding.index) && binding.array?.open === true)) {
    const [first] = places.flatMap(({ expression, span }) => aggregatesOf(expression)
      .filter(({ binding }) => binding === array.index).map((aggregate) => ({ aggregate, span })));
    if (first !== undefined) {
      const aggregate = printLeaf(first.aggregate, rule.bindings);
      report(diagnostic('least-length-array', `'${aggregate}' reads an array that begins the pattern: under latest it is `
        + `usually of its least length, ${least(array)}`, first.span, {
        notes: [{ span: array.span, text: 'the array' }],
        hint: 'SELECT { earliest } keeps the run that has all of its elements',
      }));
    }
  }
}

function least({ array }: Binding): string {
  return array === null || array.least === 1 ? '1 event' : `${array.least} events`;
}
