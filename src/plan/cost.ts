// What a rule makes the verifier walk when it reads a kind: in go the rule and its reading, out comes a number of
// instructions, a generous one: about twice what Linux 6.1, 6.12 and 7.2 were seen to walk for rules at their limits (64
// runs under all: 27,000 for an estimate of 47,000; arrays of 64: 57,000 for 92,000; latest(32): 53,000 for 83,000).

import { leavesOf } from '../check/expression-parts.js';
import { bytesOf } from '../events/bytes-of.js';
import type { PlanExpression, RulePlan, RuleReading } from './plan.js';

export function costOf(rule: RulePlan, reading: RuleReading): number {
  const tests = new Set(reading.symbols.flatMap((symbol) => symbol.tests));
  const conditions = [
    ...reading.predicates.map(({ expression }) => conditionCost(expression)),
    ...[...tests].map((test) => conditionCost(rule.tests[test]!.expression)),
  ];
  const bytes = rule.cells.reduce((sum, { type }) => sum + bytesOf(type), 0);
  const testing = [...tests].reduce((sum, test) => sum + conditionCost(rule.tests[test]!.expression), 0);
  const aRun = 300 + bytes / 4 + testing + 60 * rule.cells.length;
  return Math.ceil(1000 + conditions.reduce((sum, cost) => sum + cost, 0) + runsCost(rule, aRun)
    + (reading.completes ? 200 + 40 * rule.columns.length : 0)) * reading.views.length;
}

/** In slots each run is also looked at as what another one moves to; runs that may become one are compared in pairs. */
function runsCost({ storage, selection }: RulePlan, aRun: number): number {
  const { runs } = storage;
  if (storage.form === 'slots') {
    return 2 * aRun * runs;
  }
  const pairs = storage.identity === null ? 0 : 45 * runs * runs;
  return (selection === 'any' ? 3 * aRun + 300 : aRun + 300) * runs + pairs;
}

/** A search in a string is a step for each of its bytes. */
function conditionCost(expression: PlanExpression): number {
  const bytes = leavesOf(expression).reduce((sum, { type }) => sum + (type.kind === 'string' ? type.bytes : 0), 0);
  return 150 + 12 * bytes;
}
