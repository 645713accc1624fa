// RETURN: in go its trees, out come columns with labels, each label once.

import { diagnostic } from '../source/diagnostic.js';
import type { ColumnAst, ExpressionAst } from '../syntax/ast.js';
import { printExpression } from '../syntax/print-expression.js';
import type { DraftBinding, RuleScope } from './draft.js';
import { fold } from './fold.js';
import { maxColumns, maxLabelBytes } from './limits.js';
import type { Report } from './report.js';
import { fieldOfContext } from './resolve-call.js';
import { resolveExpression } from './resolve-expression.js';
import type { Chain, Column, ContextFunction } from './rule.js';

export function resolveColumns(
  trees: readonly ColumnAst[], scope: RuleScope, chains: readonly Chain[] | null, report: Report,
): readonly Column[] {
  const columns: Column[] = [];
  const first = new Map<string, ColumnAst>();
  for (const tree of trees) {
    const label = tree.label?.text ?? printExpression(tree.expression);
    const bytes = Buffer.byteLength(label);
    const before = first.get(label);
    if (before !== undefined) {
      report(diagnostic('duplicate-column', `a second column '${label}'`, tree.label?.span ?? tree.span, {
        notes: [{ span: before.span, text: 'first here' }],
        hint: tree.label === null ? 'name one of them: AS name' : null,
      }));
    } else if (bytes > maxLabelBytes) {
      report(diagnostic('name-too-long',
        `the label of this column has ${bytes} bytes, at most ${maxLabelBytes} are allowed`, tree.span, {
          hint: 'name it: AS name',
        }));
    }
    first.set(label, before ?? tree);
    const expression = resolveExpression(tree.expression, scope, report);
    reportWithheld(tree.expression, scope, chains, report);
    if (expression !== null) {
      columns.push({ label, expression: fold(expression), span: tree.span });
    }
  }
  const beyond = trees[maxColumns];
  if (beyond !== undefined) {
    report(diagnostic('too-many-columns', `this RETURN has ${trees.length} columns, at most ${maxColumns} are allowed`,
      beyond.span));
  }
  return columns;
}

/** Those of the current task; an event that is nobody's has a bystander there. */
const ofTask: readonly string[] = [
  'pid', 'tid', 'ppid', 'uid', 'gid', 'comm', 'exe', 'cgroup', 'ustack',
] satisfies readonly ContextFunction[];

/** Says of calls of the execution context what the last event does not have. */
export function reportWithheld(
  tree: ExpressionAst, { bindings }: RuleScope, chains: readonly Chain[] | null, report: Report,
): void {
  const trailing = bindings[chains?.[0]?.trailing[0] ?? -1];
  if (trailing !== undefined) {
    callsOf(tree).forEach((call) => reportOfTimer(call, trailing, bindings, report));
    return;
  }
  const last = (chains ?? []).map(({ steps }) => bindings[steps[steps.length - 1]?.binding ?? -1]);
  const nobodys = last.find((binding) => binding?.kind?.subject === 'none');
  if (nobodys === undefined) {
    return;
  }
  for (const call of callsOf(tree)) {
    if (ofTask.includes(call.function.text)) {
      report(diagnostic('not-available', `'${call.function.text}()' is of the current task, but the last event may be `
        + `a '${nobodys.event}', whose subject is not the current task`, call.span, {
        notes: [{ span: nobodys.span, text: 'this step may be the last' }],
      }));
    }
  }
}

/** A match at a deadline is nobody's, and on whatever processor the timer is; only the time is known. */
function reportOfTimer(call: Call, trailing: DraftBinding, bindings: readonly DraftBinding[], report: Report): void {
  const { text } = call.function;
  const field = fieldOfContext(text);
  if (field === undefined || text === 'now') {
    return;
  }
  const step = field === null ? undefined : bindings.find(({ name, negated, kind }) =>
    name !== null && !negated && kind?.fields.has(field) === true);
  report(diagnostic('not-available', `'${text}()' is of the last event, but a match of this rule comes from a timer`,
    call.span, {
      notes: [{ span: trailing.span, text: 'that this does not come is known when WITHIN has passed' }],
      hint: step === undefined ? null
        : `a step has the same: ${step.array === null ? step.name : `last(${step.name})`}.${field}`,
    }));
}

type Call = ExpressionAst & { readonly kind: 'call' };

function callsOf(tree: ExpressionAst): readonly Call[] {
  switch (tree.kind) {
    case 'call':
      return [tree];
    case 'index':
      return tree.keys.flatMap(callsOf);
    case 'unary':
    case 'in':
      return callsOf(tree.operand);
    case 'binary':
      return [...callsOf(tree.left), ...callsOf(tree.right)];
    default:
      return [];
  }
}
