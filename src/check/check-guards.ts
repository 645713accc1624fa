// Conditions over several events or over an array as a whole: in go such tests, out come the guards that a chain can
// test; complaints tell of those that name a negated event or an array where the language does not allow it.

import { diagnostic } from '../source/diagnostic.js';
import { isBefore, isInChain } from './chain-order.js';
import { checkArrayCondition } from './check-array-condition.js';
import { checkLookups } from './check-lookups.js';
import type { DraftBinding } from './draft.js';
import { bindingsOf } from './expression-parts.js';
import { maxGuards } from './limits.js';
import { callBinding } from './phrase.js';
import { printResolved } from './print-condition.js';
import type { Report } from './report.js';
import type { Test } from './resolve-conditions.js';
import type { Chain, Guard } from './rule.js';

export function checkGuards(
  tests: readonly Test[], bindings: readonly DraftBinding[], chains: readonly Chain[], report: Report,
): readonly Guard[] {
  const guards: Guard[] = [];
  const texts = new Set<string>();
  for (const { expression, span } of tests) {
    const text = printResolved(expression);
    if (texts.has(text)) {
      continue; // said twice
    }
    texts.add(text);
    const names = bindingsOf(expression);
    const [negated, second] = names.flatMap((name) => bindings.filter((one) => one.index === name && one.negated));
    const together = chains.filter((chain) => names.every((name) => isInChain(name, chain)));
    if (second !== undefined) {
      report(diagnostic('bad-negation-condition',
        `this names two negated events, '${negated?.name ?? ''}' and '${second.name ?? ''}', expected one at most`,
        span));
      continue;
    }
    if (negated !== undefined && names.length > 1 && chains.some(({ leading }) => leading.includes(negated.index))) {
      report(diagnostic('bad-negation-condition', `${callBinding(negated)} stands first in the pattern, so that it can be `
        + 'compared by an equality of two plain fields only', span, {
        hint: 'NAME.Field == NAME.Field, the other name being that of the next step',
      }));
      continue;
    }
    const early = negated === undefined ? undefined
      : bindings.find((one) => names.includes(one.index) && one !== negated
        && together.some((chain) => isBefore(negated.index, one.index, chain)));
    if (early !== undefined) {
      report(diagnostic('bad-negation-condition',
        `${callBinding(early)} is not known yet when the negated event is read`, span, {
          hint: 'a condition on a negated event names steps before it',
        }));
    } else if (together.length === 0) {
      report(diagnostic('always-true', 'no match has all of these events, so this never constrains one', span));
    } else if (checkArrayCondition({ expression, span }, bindings, chains, report)
      && checkLookups({ expression, span }, bindings, report)) {
      guards.push({ index: guards.length, expression, names, span });
    }
  }
  const beyond = guards[maxGuards];
  if (beyond !== undefined) {
    report(diagnostic('too-many-guards',
      `this rule has ${guards.length} conditions over several events, at most ${maxGuards} are allowed`, beyond.span));
  }
  return guards;
}
