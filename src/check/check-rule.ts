// One rule: in goes its tree with what its file declares, out comes the checked rule, or null where it has an error.

import { diagnostic, type Diagnostic } from '../source/diagnostic.js';
import type { RuleAst } from '../syntax/ast.js';
import { checkSelect, checkWithin } from './check-clauses.js';
import { checkEdges } from './check-edges.js';
import { checkGuards } from './check-guards.js';
import { checkLimits } from './check-limits.js';
import { checkPredicates } from './check-predicates.js';
import { checkRuns } from './check-runs.js';
import { tellsRunsApart } from './class-use.js';
import { closeClasses } from './close-classes.js';
import { collectClauses } from './collect-clauses.js';
import { distribute } from './distribute.js';
import type { FileScope, RuleScope } from './draft.js';
import { implyPredicates } from './imply-predicates.js';
import { judgeClasses } from './judge-classes.js';
import { maxRuleNameLength } from './limits.js';
import type { Report } from './report.js';
import { resolveColumns } from './resolve-columns.js';
import { resolveConditions } from './resolve-conditions.js';
import { resolvePattern } from './resolve-pattern.js';
import { resolveReaction } from './resolve-reaction.js';
import type { Binding, CheckedRule } from './rule.js';
import { sortTests } from './sort-tests.js';
import { warnOfArrays } from './warn-of-arrays.js';

export interface CheckedRuleResult {
  readonly rule: CheckedRule | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function checkRule(rule: RuleAst, file: FileScope): CheckedRuleResult {
  const diagnostics: Diagnostic[] = [];
  let isGood = true;
  const report: Report = (one) => {
    diagnostics.push(one);
    isGood &&= one.severity !== 'error';
  };
  checkName(rule, report);
  const clauses = collectClauses(rule, report);
  const pattern = clauses.pattern === null ? null : resolvePattern(clauses.pattern.element, file.events, report);
  if (pattern === null && clauses.pattern !== null) {
    return { rule: null, diagnostics };
  }
  const bindings = pattern?.bindings ?? [];
  const chains = pattern === null ? null : distribute(pattern.root, report);
  if (pattern !== null && chains !== null) {
    checkEdges(pattern.root, chains, clauses.within !== null, report);
  }

  const scope: RuleScope = { file, clause: 'WHERE', bindings, hasPattern: pattern !== null, locals: new Map() };
  const conditions = resolveConditions(clauses.where?.conditions ?? [], scope, report);
  const closed = closeClasses(conditions.links);
  const tests = sortTests(
    [...conditions.tests, ...closed.flatMap((one) => implyPredicates(one, bindings))], chains, report);
  const predicates = bindings.map((binding) => checkPredicates(
    tests.single.flatMap((one) => (one.binding === binding.index ? [one.test] : [])), binding, report));
  const guards = chains === null ? [] : checkGuards(tests.several, bindings, chains, report);
  const canJudge = conditions.linksAreComplete && bindings.every((binding) => binding.kind !== null);
  const classes = chains === null || !canJudge ? [] : judgeClasses(closed, bindings, chains, rule.name.span, report);

  const columns = resolveColumns(clauses.returns?.columns ?? [], { ...scope, clause: 'RETURN' }, chains, report);
  const windowNs = clauses.within === null ? null : checkWithin(clauses.within, report);
  const selection = checkSelect(clauses.select,
    chains === null || !canJudge ? null : classes.some((one) => tellsRunsApart(one, chains, bindings)), report);
  const reaction = clauses.doing === null ? []
    : resolveReaction(clauses.doing, { ...scope, clause: 'DO' }, chains, report);
  if (!isGood || chains === null || selection === null) {
    return { rule: null, diagnostics };
  }
  const checked: CheckedRule = {
    name: rule.name.text,
    span: rule.span,
    nameSpan: rule.name.span,
    bindings: bindings.flatMap((binding): readonly Binding[] => {
      const { index, name, kind, negated, array, span } = binding;
      return kind === null ? [] : [{ index, name, kind, negated, array, span, predicates: predicates[index] ?? [] }];
    }),
    chains,
    guards,
    classes,
    windowNs,
    selection,
    columns,
    reaction,
  };
  checkLimits(checked, report);
  warnOfArrays(checked, report);
  checkRuns(checked, clauses.select?.count?.span ?? clauses.select?.mode.span ?? rule.name.span, report);
  return { rule: isGood ? checked : null, diagnostics };
}

function checkName({ name }: RuleAst, report: Report): void {
  if (name.text.length > maxRuleNameLength) {
    report(diagnostic('name-too-long',
      `the name of a rule has ${name.text.length} characters, at most ${maxRuleNameLength} are allowed`, name.span));
  }
}
