// Takes every decision: in go checked rules, out come the plan, or what makes a rule too large for the kernel.

import { allLeavesOf, lookupsOf } from '../check/expression-parts.js';
import type { CheckedProgram } from '../check/rule.js';
import { readsOf, targetsOf } from '../check/statement-parts.js';
import type { EventKind } from '../events/catalogue.js';
import { diagnostic, hasErrors, type Diagnostic } from '../source/diagnostic.js';
import { expressionKey } from './expression-key.js';
import { chooseKey } from './key.js';
import { gatherKinds } from './kinds.js';
import { fewRules, mostPending } from './limits.js';
import { lowerRule, type GatherFor } from './lower-rule.js';
import type { KindPlan, Plan, RulePlan, TablePlan } from './plan.js';
import type { Target } from './points.js';
import { choosePrograms } from './programs.js';
import { refuse } from './refuse.js';
import { refuseCostly } from './refuse-costly.js';
import { refuseOnTarget } from './refuse-on-target.js';
import { bytesOfRuns } from './run-bytes.js';
import { shareTables } from './tables.js';

export interface PlanOptions {
  /** Default: bpf. */
  readonly target?: Target;
  /** Keys that a table is made for, of rules that share a key; default 65,536, or fewer that fit into 256 MiB. */
  readonly keys?: number;
  /** Pending runs of a key, in rules with a negation at their end; at the most and by default 16. */
  readonly pending?: number;
  /** Rules of a program that are looked up together; default 16; 0: each rule has an index. */
  readonly fewRules?: number;
}

export function lower(
  program: CheckedProgram,
  options: PlanOptions = {},
): { readonly plan: Plan | null; readonly diagnostics: readonly Diagnostic[] } {
  const target = options.target ?? 'bpf';
  const diagnostics: Diagnostic[] = [...refuse(program), ...refuseOnTarget(program, target)];
  if (hasErrors(diagnostics)) {
    return { plan: null, diagnostics };
  }
  const keys = program.rules.map((rule) => chooseKey(rule, target));
  const gathers = new Map<EventKind, KindPlan['gathers'][number][]>();
  const loweredRules: Omit<RulePlan, 'table'>[] = [];
  program.rules.forEach((rule, index) => {
    const lowered = lowerRule(rule, index, keys[index]!, options.pending ?? mostPending, gatherInto(gathers));
    if ('problem' in lowered) {
      diagnostics.push(diagnostic(lowered.problem.name, lowered.problem.message, lowered.problem.span, lowered.problem.more));
    } else {
      loweredRules.push(lowered.rule);
    }
  });
  if (hasErrors(diagnostics)) {
    return { plan: null, diagnostics };
  }
  const tables = shareTables(loweredRules.map((rule, index) => ({ key: keys[index]!, bytes: bytesOfRuns(rule) })), options.keys ?? null);
  const rules = loweredRules.map((rule) => placeRule(rule, loweredRules, tables));
  const kinds = gatherKinds(program.catalogue, rules, tables, gathers, options.fewRules ?? fewRules, target);
  diagnostics.push(...(target === 'bpf' ? refuseCostly(program, rules, kinds, tables) : []));
  if (hasErrors(diagnostics)) {
    return { plan: null, diagnostics };
  }
  const expressions = program.rules.flatMap(({ bindings, guards, columns, reaction }) =>
    [...bindings.flatMap(({ predicates }) => predicates), ...guards, ...columns, ...readsOf(reaction)].map(({ expression }) => expression));
  const targets = program.rules.flatMap(({ reaction }) => targetsOf(reaction));
  const variables = new Set([
    ...expressions.flatMap(allLeavesOf).flatMap((leaf) => (leaf.kind === 'variable' ? [leaf.variable] : [])),
    ...targets.flatMap((target) => (target.kind === 'variable' ? [target.variable] : [])),
  ]);
  const maps = new Set([
    ...expressions.flatMap(lookupsOf).map(({ table }) => table),
    ...targets.flatMap((target) => (target.kind === 'entry' ? [target.table] : [])),
  ]);
  return {
    plan: {
      target,
      headers: program.catalogue.headers,
      rules,
      kinds,
      tables,
      programs: choosePrograms(kinds, tables, rules, target),
      variables: program.variables.filter(({ index }) => variables.has(index)),
      maps: program.tables.filter(({ index }) => maps.has(index)),
    },
    diagnostics,
  };
}

/** A key makes room for another when the windows of all its rules have passed: then each of them has to know a time. */
function placeRule(rule: Omit<RulePlan, 'table'>, rules: readonly Omit<RulePlan, 'table'>[], tables: readonly TablePlan[]): RulePlan {
  const table = tables.find(({ rules: its }) => its.includes(rule.index)) ?? null;
  const isTimeless = rule.isTimeless && (table === null || table.rules.every((other) => rules[other]!.windowNs === null));
  return { ...rule, table: table?.index ?? null, isTimeless };
}

/** What several rules look up of one kind is looked up once. */
function gatherInto(gathers: Map<EventKind, KindPlan['gathers'][number][]>): GatherFor {
  return (kind, map, keys) => {
    const of = gathers.get(kind) ?? [];
    gathers.set(kind, of);
    const key = keys.map(expressionKey).join();
    const known = of.findIndex((one) => one.map === map && one.keys.map(expressionKey).join() === key);
    return known === -1 ? of.push({ map, keys }) - 1 : known;
  };
}
