// Prints the automaton of a rule as a picture: in goes the rule's plan, out comes text for Graphviz.

import { printDot } from '../../automaton/dot.js';
import type { RulePlan, TablePlan } from '../../plan/plan.js';
import { printDuration } from '../../syntax/print-expression.js';
import { nameAutomaton } from '../automaton-names.js';

export interface PictureOptions {
  /** Also what ends a run without a match. */
  readonly showDead: boolean;
}

/** `table`: where the rule's runs are. */
export function printPicture(rule: RulePlan, table: TablePlan, options: PictureOptions): string {
  return printDot(rule.automaton, nameAutomaton(rule), { ...options, caption: captionOf(rule, table) });
}

/** What a run is kept for, and how long: half of a rule's meaning is not in its automaton. */
function captionOf(rule: RulePlan, table: TablePlan): string {
  const key = rule.key.map(({ identifier }) => identifier).join(', ');
  const scope = table.storage === 'none' ? 'each event for itself' : key === '' ? 'the whole system' : `each ${key}`;
  return rule.windowNs === null ? scope : `${scope}, within ${printDuration(rule.windowNs)}`;
}
