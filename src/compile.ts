// The pipeline: SourceFile -> RuleAst -> CheckedRule -> Automaton -> Plan -> text. Each step changes the type and
// collects what there is to say; a step with errors is the last.

import { check } from './check/check.js';
import type { CheckedProgram } from './check/rule.js';
import type { CatalogueOptions } from './events/read-catalogue.js';
import { lower, type PlanOptions } from './plan/lower.js';
import type { Plan } from './plan/plan.js';
import { hasErrors, type Diagnostic } from './source/diagnostic.js';
import type { SourceFile } from './source/file.js';
import { parse } from './syntax/parse.js';

export interface Compiled {
  /** Null where there are errors. */
  readonly program: CheckedProgram | null;
  readonly plan: Plan | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function compile(files: readonly SourceFile[], options: CatalogueOptions & PlanOptions): Compiled {
  const parsed = files.map((file) => ({ file, ...parse(file) }));
  const trees = parsed.flatMap(({ file, ast }) => (ast === null ? [] : [{ file, ast }]));
  const checked = check(trees, options);
  const diagnostics = [...parsed.flatMap((one) => one.diagnostics), ...checked.diagnostics];
  if (checked.program === null || hasErrors(diagnostics)) {
    return { program: null, plan: null, diagnostics };
  }
  const lowered = lower(checked.program, options);
  return { program: checked.program, plan: lowered.plan, diagnostics: [...diagnostics, ...lowered.diagnostics] };
}
