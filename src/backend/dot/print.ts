// Prints the automaton of a rule as a picture: in goes the rule's plan, out comes text for Graphviz.

import { printDot } from '../../automaton/dot.js';
import type { RulePlan } from '../../plan/plan.js';
import { printDuration } from '../../syntax/print-expression.js';
import { nameAutomaton } from '../automaton-names.js';

export interface PictureOptions {
  /** Also what ends a run without a match. */
  readonly showDead: boolean;
}

export function printPicture(rule: RulePlan, options: PictureOptions): string {
  return printDot(rule.automaton, nameAutomaton(rule), { ...options, caption: captionOf(rule) });
}

/** What a run is kept for, and how long: half of a rule's meaning is not in its automaton. */
function captionOf(rule: RulePlan): string {
  const key = rule.key.map(({ identifier }) => identifier).join(', ');
  const scope = rule.table === null ? 'each event for itself' : key === '' ? 'the whole system' : `each ${key}`;
  return rule.windowNs === null ? scope : `${scope}, within ${printDuration(rule.windowNs)}`;
}
