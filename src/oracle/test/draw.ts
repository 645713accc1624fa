// Random rules and traces by number: in goes a seed and how many, out come rules that are accepted, and traces. One
// seed always gives the same. For whoever compares two engines.

import fc from 'fast-check';
import { checkRules } from './compile-rules.js';
import { printFile } from './print-rule.js';
import { reactionSpec } from './reaction-spec.js';
import { ruleSpec, type RuleSpec } from './rule-spec.js';
import { traceSpec, type EventSpec } from './trace-spec.js';

export interface DrawnRules {
  /** printFile() makes text of them, alone or together. */
  readonly rules: readonly RuleSpec[];
  /** How many were drawn to get them, those that are refused included. */
  readonly nrDrawn: number;
}

/** Fewer than `n` where by chance more than two thirds are refused. */
export function drawRules(
  seed: number, n: number,
  isAccepted: (spec: RuleSpec) => boolean = isRule,
  change: (spec: RuleSpec) => RuleSpec = (spec) => spec,
): DrawnRules {
  const rules: RuleSpec[] = [];
  let nrDrawn = 0;
  for (const spec of fc.sample(ruleSpec, { seed, numRuns: 3 * n }).map(change)) {
    if (rules.length === n) {
      break;
    }
    nrDrawn++;
    rules.push(...(isAccepted(spec) ? [spec] : []));
  }
  return { rules, nrDrawn };
}

/** Of those rules that it is given one in so many gets a DO. */
export function withReactions(seed: number, n: number, oneIn = 2): (spec: RuleSpec) => RuleSpec {
  const reactions = fc.sample(reactionSpec, { seed, numRuns: n });
  let nr = 0;
  return (spec) => (++nr % oneIn === 0 ? { ...spec, reaction: reactions[nr / oneIn % n]! } : spec);
}

/** timed() makes events of them. */
export function drawTraces(seed: number, n: number, spec = traceSpec): readonly (readonly EventSpec[])[] {
  return fc.sample(spec, { seed, numRuns: n });
}

/** The checker takes it. */
export function isRule(spec: RuleSpec): boolean {
  return checkRules(printFile([spec])).program !== null;
}
