// What a rule makes the verifier walk when it reads a kind: in go the rule and its reading, out comes a number of
// instructions, a generous one: up to twice what Linux 6.1, 6.12 and 7.2 were seen to walk for rules at their limits (64
// runs under all: 23,000, under any: 50,000, with two paths of 256 bytes in each run 234,000; arrays of 64 with two paths:
// 104,000; latest(32): 55,000, where a path tells runs apart 207,000). With 16 pending runs beside them 6.18 was seen to walk
// under all(64) 76,000, under any(64) 427,000, under latest(32), with the path and 8 pending runs, 780,000; of 64 remembered
// paths 226,000. Rules in slots are what a program has hundreds of, so theirs is nearer: a rule of two steps was seen to walk
// 490, and is taken for 640.

import { leavesOf } from '../check/expression-parts.js';
import { beginningOf, globFor } from '../check/glob.js';
import { bytesOf } from '../events/bytes-of.js';
import { ways } from './limits.js';
import type { PlanExpression, Remembered, RulePlan, RuleReading, TablePlan } from './plan.js';

export function costOf(rule: RulePlan, reading: RuleReading): number {
  const tests = new Set(reading.symbols.flatMap((symbol) => symbol.tests));
  const conditions = [
    ...reading.predicates.map(({ expression }) => conditionCost(expression)),
    ...[...tests].map((test) => conditionCost(rule.tests[test]!.expression)),
  ];
  const bytes = rule.cells.reduce((sum, { type }) => sum + bytesOf(type), 0);
  const testing = [...tests].reduce((sum, test) => sum + conditionCost(rule.tests[test]!.expression), 0);
  const aRun = 300 + 2 * bytes + testing + 60 * rule.cells.length;
  const asked = new Set(reading.symbols.flatMap(({ absences }) => absences));
  const lookedThrough = [
    ...new Set(reading.symbols.flatMap(({ remembers }) => remembers)),
    ...[...asked].flatMap((test) => rule.absent!.tests[test]!.of.map((one) => one.remembered)),
  ];
  const share = rule.storage.form === 'slots' ? 0.18 : 1;
  return Math.ceil(share * (1000 + conditions.reduce((sum, cost) => sum + cost, 0) + runsCost(rule, aRun))
    + lookedThrough.reduce((sum, one) => sum + memoryCost(rule.absent!.remembered[one]!), 0)
    + (reading.completes ? 200 + 40 * rule.columns.length : 0)) * reading.views.length;
}

/** In slots each run is also looked at as what another one moves to; runs that may become one are compared in pairs. */
function runsCost({ storage, selection, cells, pending }: RulePlan, aRun: number): number {
  if (storage.form === 'slots') {
    return 2 * aRun * storage.runs;
  }
  const runs = storage.places - 1; // those that are pending read the event, too
  // Which are selected among, and which are too many, is found out run by run.
  const [trimming, choosing] = pending === null ? [0, 1] : [selection === 'any' ? 2500 : 500, 2.4];
  const compared = [...new Set(storage.identity?.flat())].reduce((sum, cell) => sum + bytesOf(cells[cell]!.type), 0);
  const pairs = storage.identity === null ? 0 : (45 + 0.6 * compared) * choosing * runs * runs;
  return ((selection === 'any' ? 3 * aRun : aRun) + 300 + trimming) * runs + pairs;
}

/** Each event that is remembered is compared with all that are, and so is one that is to begin a run. */
function memoryCost({ values, limit }: Remembered): number {
  return limit * (110 + 7 * values.reduce((sum, { type }) => sum + bytesOf(type), 0));
}

/** What a table's timers walk, who take the runs that are due: 16 runs of rules with 16 pending ones 20,000. */
export function timersCost(table: TablePlan, rules: readonly RulePlan[]): number {
  return 800 * placesOf(table, rules);
}

/**
 * What the end of a key walks: pending runs are looked for in all places, where the key is not the owner alone in those of
 * each way of a bucket.
 */
export function endCost(table: TablePlan, rules: readonly RulePlan[]): number {
  return table.owner === null ? 0 : placesOf(table, rules) * (table.owner.isWhole ? 150 : 200 * ways);
}

/** Of rules with pending runs. */
function placesOf({ rules: own }: TablePlan, rules: readonly RulePlan[]): number {
  return own.reduce((sum, rule) => {
    const { pending, storage } = rules[rule]!;
    return sum + (pending === null || storage.form === 'slots' ? 0 : storage.places);
  }, 0);
}

/** A search in a string is a step for each of its bytes; two strings are compared in words. */
function conditionCost(expression: PlanExpression): number {
  const strings = leavesOf(expression).flatMap(({ type }) => (type.kind === 'string' ? [type.bytes] : []));
  const isComparison = expression.kind === 'binary' && /^[=!]=$/.test(expression.operator) && strings.length === 2;
  return 150 + (isComparison ? 3 : 12) * strings.reduce((sum, bytes) => sum + bytes, 0);
}

/** Of strings that are searched, and not only compared with what they are or begin with. */
export function bytesSearched(expression: PlanExpression): number {
  if (expression.kind === 'unary') {
    return bytesSearched(expression.operand);
  }
  if (expression.kind !== 'binary') {
    return 0;
  }
  const { operator, left, right } = expression;
  if (operator !== 'ENDSWITH' && operator !== 'CONTAINS' && operator !== 'LIKE') {
    return bytesSearched(left) + bytesSearched(right);
  }
  const glob = right.kind === 'string' ? globFor(operator, right.value) : null;
  return glob !== null && beginningOf(glob) !== null ? 0
    : leavesOf(left).reduce((sum, { type }) => sum + (type.kind === 'string' ? type.bytes : 0), 0);
}
