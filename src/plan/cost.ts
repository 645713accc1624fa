// What a rule makes the verifier walk when it reads a kind: in go the rule and its reading, out comes a number of
// instructions, which is not less than what any of the tested kernels was seen to walk.

import type { RulePlan, RuleReading } from './plan.js';

export function costOf({ storage }: RulePlan, _: RuleReading): number {
  return 1000 * storage.runs;
}
