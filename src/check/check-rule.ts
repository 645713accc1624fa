// One rule: in goes its tree with what its file declares, out comes the checked rule, or null where it has an error.

import { diagnostic, type Diagnostic } from '../source/diagnostic.js';
import type { RuleAst } from '../syntax/ast.js';
import { checkDo, checkSelect, checkWithin } from './check-clauses.js';
import { checkGuards } from './check-guards.js';
import { checkLimits } from './check-limits.js';
import { checkPredicates } from './check-predicates.js';
import { closeClasses } from './close-classes.js';
import { collectClauses } from './collect-clauses.js';
import { distribute } from './distribute.js';
import type { FileScope, RuleScope } from './draft.js';
import { bindingsOf, dividesByZero } from './expression-parts.js';
import { fold } from './fold.js';
import { implyPredicates } from './imply-predicates.js';
import { judgeClasses } from './judge-classes.js';
import { maxRuleNameLength } from './limits.js';
import type { Report } from './report.js';
import { resolveColumns } from './resolve-columns.js';
import { resolveConditions, type Conditions, type Test } from './resolve-conditions.js';
import { resolvePattern } from './resolve-pattern.js';
import type { Binding, CheckedRule } from './rule.js';

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

  const scope: RuleScope = { file, clause: 'WHERE', bindings, hasPattern: pattern !== null };
  const conditions = resolveConditions(clauses.where?.conditions ?? [], scope, report);
  const classes = closeClasses(conditions.links);
  const tests = sortTests([...conditions.tests, ...classes.flatMap((one) => implyPredicates(one, bindings))], report);
  const predicates = bindings.map((binding) => checkPredicates(
    tests.single.filter(({ expression }) => bindingsOf(expression)[0] === binding.index), binding, report));
  const guards = chains === null ? [] : checkGuards(tests.several, bindings, chains, report);
  const canJudge = conditions.linksAreComplete && bindings.every((binding) => binding.kind !== null);
  const key = chains === null || !canJudge ? [] : judgeClasses(classes, bindings, chains, rule.name.span, report);

  const columns = resolveColumns(clauses.returns?.columns ?? [], { ...scope, clause: 'RETURN' }, chains, report);
  const windowNs = clauses.within === null ? null : checkWithin(clauses.within, report);
  if (clauses.select !== null) {
    checkSelect(clauses.select, report);
  }
  if (clauses.doing !== null) {
    checkDo(clauses.doing, report);
  }
  if (!isGood || chains === null) {
    return { rule: null, diagnostics };
  }
  const checked: CheckedRule = {
    name: rule.name.text,
    span: rule.span,
    nameSpan: rule.name.span,
    bindings: bindings.flatMap((binding): readonly Binding[] => {
      const { index, name, kind, negated, span } = binding;
      return kind === null ? [] : [{ index, name, kind, negated, array: null, span, predicates: predicates[index] ?? [] }];
    }),
    chains: chains.map((steps) => ({ steps })),
    guards,
    classes: key,
    windowNs,
    selection: { mode: 'latest', runs: null },
    columns,
  };
  checkLimits(checked, report);
  return { rule: isGood ? checked : null, diagnostics };
}

function checkName({ name }: RuleAst, report: Report): void {
  if (name.text.length > maxRuleNameLength) {
    report(diagnostic('name-too-long',
      `the name of a rule has ${name.text.length} characters, at most ${maxRuleNameLength} are allowed`, name.span));
  }
}

/** By how many events they read; where that is none, a test is a mistake. */
function sortTests(
  tests: Conditions['tests'], report: Report,
): { readonly single: readonly Test[]; readonly several: readonly Test[] } {
  const single: Test[] = [];
  const several: Test[] = [];
  for (const { expression: unfolded, span } of tests) {
    const expression = fold(unfolded);
    const count = bindingsOf(expression).length;
    if (dividesByZero(expression)) {
      report(diagnostic('always-false', 'a division by zero makes this condition false', span));
    } else if (count === 0) {
      const isTrue = expression.kind === 'integer' && expression.value !== 0n;
      report(diagnostic(isTrue ? 'always-true' : 'always-false',
        `this condition ${isTrue ? 'always' : 'never'} holds, whatever the events`, span));
    } else if (count > 1) {
      several.push({ expression, span });
    } else {
      single.push({ expression, span });
    }
  }
  return { single, several };
}
