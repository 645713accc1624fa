// Conditions in C: in go a predicate or a test of the plan, out comes its text, its place in the rule, and whether it may
// fail.

import type { Cell, KindPlan, PlanExpression, PlanLeaf } from '../../plan/plan.js';
import { leavesOf } from '../../check/expression-parts.js';
import type { Span } from '../../source/span.js';
import { isEnclosed } from './is-enclosed.js';
import { mayFail, printCondition, type ExpressionContext, type ReadValue } from './expression.js';
import { variableOf, type MonitorNames } from './monitor-names.js';
import { origin, sourceText } from './origin.js';
import { signed64 } from './view-map.js';

export type ConditionView = ReturnType<typeof viewCondition>;

/** What an event `e`, and a run `r` with these cells, have. */
export function eventContext(monitor: MonitorNames, cells: readonly Cell[]): ExpressionContext<PlanLeaf> {
  return { scan: monitor.scans.find, read: (leaf) => readLeaf(monitor, cells, leaf) };
}

function readLeaf(monitor: MonitorNames, cells: readonly Cell[], leaf: PlanLeaf): ReadValue {
  switch (leaf.kind) {
    case 'event':
      return { text: `e->${leaf.field.name}`, stored: leaf.field.type };
    case 'cell': {
      const cell = cells[leaf.cell]!;
      return { text: `r->${cell.identifier}`, stored: cell.type };
    }
    case 'extreme': {
      const cell = cells[leaf.cell]!;
      const [kept, read] = [`r->${cell.identifier}`, `e->${leaf.field.name}`];
      return { text: `(${read} ${leaf.which === 'least' ? '<' : '>'} ${kept} ? ${read} : ${kept})`, stored: cell.type };
    }
    case 'gathered':
      return { text: `e->gathered_${leaf.gather}`, stored: signed64 };
    case 'variable':
      return { text: variableOf(monitor, leaf.variable).value, stored: signed64 };
    case 'lookup':
    case 'context':
    case 'local':
      throw new Error(`${leaf.kind} in WHERE reached the backend`);
  }
}

export function viewCondition(
  condition: { readonly expression: PlanExpression; readonly span: Span }, kind: KindPlan, context: ExpressionContext<PlanLeaf>,
) {
  const failing = failingGathers(condition.expression, kind);
  return {
    condition: withoutParentheses(printCondition(condition.expression, context)),
    mayFail: mayFail(condition.expression) || failing.length > 0,
    /** What `valid` is before the condition is looked at. */
    valid: failing.length === 0 ? 'true' : failing.map((gather) => `!e->gathered_${gather}_failed`).join(' && '),
    origin: origin(condition.span),
    text: sourceText(condition.span),
  };
}

/** As an argument. */
function withoutParentheses(text: string): string {
  return isEnclosed(text) ? text.slice(1, -1) : text;
}

/** What is looked up by a key with a division in it: where that fails the condition does. */
function failingGathers(expression: PlanExpression, { gathers }: KindPlan): readonly number[] {
  const read = leavesOf(expression).flatMap((leaf) => (leaf.kind === 'gathered' ? [leaf.gather] : []));
  return [...new Set(read)].filter((gather) => gathers[gather]!.keys.some(mayFail));
}
