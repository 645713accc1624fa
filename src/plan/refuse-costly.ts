// What the kernel's verifier would not walk through, by estimate: in go rules with negations at their edges and what reads
// them, out come diagnostics. Other rules are within bounds that are small enough.

import type { CheckedProgram } from '../check/rule.js';
import { diagnostic, type Diagnostic } from '../source/diagnostic.js';
import { endCost, timersCost } from './cost.js';
import { mostVerified } from './limits.js';
import type { KindPlan, RulePlan, TablePlan } from './plan.js';

export function refuseCostly(
  { rules: checked }: CheckedProgram, rules: readonly RulePlan[], kinds: readonly Pick<KindPlan, 'kind' | 'parts'>[],
  tables: readonly TablePlan[],
): readonly Diagnostic[] {
  const refused = new Map<number, Diagnostic>();
  const refuse = (rule: number, what: string, cost: number): void => {
    refused.set(rule, refused.get(rule) ?? diagnostic('too-large',
      `for ${what} the kernel's verifier has to walk some ${cost.toLocaleString('en')} instructions, at most ${
        mostVerified.toLocaleString('en')} are possible`, checked[rule]!.nameSpan,
      { hint: 'let runs be fewer, by SELECT or --pending, or join by shorter fields' }));
  };
  const alone = kinds.flatMap(({ kind, parts }) => parts.flatMap(({ rules: [rule, ...others], load: { cost } }) =>
    (others.length === 0 ? [{ kind, rule: rule!, cost }] : []))).sort((a, b) => b.cost - a.cost);
  for (const { kind, rule, cost } of alone) {
    const { pending, absent } = rules[rule]!;
    if (cost > mostVerified && (pending !== null || absent !== null)) {
      refuse(rule, `each ${kind.name}`, cost);
    }
  }
  for (const table of tables) {
    const last = table.rules.filter((rule) => rules[rule]!.pending !== null).at(-1);
    if (last !== undefined) {
      const cost = Math.max(timersCost(table, rules), endCost(table, rules));
      if (cost > mostVerified) {
        refuse(last, 'the deadlines of this and other rules', cost);
      }
    }
  }
  return [...refused.values()];
}
