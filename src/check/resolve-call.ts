// Calls in expressions: in goes a call, out comes the function of the execution context that it means, or null where
// it is none, which is reported.

import { diagnostic } from '../source/diagnostic.js';
import type { ExpressionAst, Name } from '../syntax/ast.js';
import type { RuleScope } from './draft.js';
import { typeOfContext } from './expression-types.js';
import { didYouMean } from './nearest.js';
import { callBinding, list } from './phrase.js';
import type { Report } from './report.js';
import { resolveField, resolveOwner } from './resolve-name.js';
import type { ContextFunction, RuleExpression } from './rule.js';

type Call = ExpressionAst & { readonly kind: 'call' };
type FieldOf = ExpressionAst & { readonly kind: 'fieldOf' };

/** With the field that an event has for the same. */
const context: ReadonlyMap<string, { readonly name: ContextFunction; readonly field: string | null }> = new Map([
  ['pid', { name: 'pid', field: 'ProcessId' }], ['tid', { name: 'tid', field: 'ThreadId' }],
  ['ppid', { name: 'ppid', field: 'ParentId' }], ['uid', { name: 'uid', field: 'UserId' }],
  ['gid', { name: 'gid', field: null }], ['comm', { name: 'comm', field: 'Comm' }],
  ['exe', { name: 'exe', field: null }], ['cpu', { name: 'cpu', field: 'Cpu' }],
  ['cgroup', { name: 'cgroup', field: 'CgroupId' }], ['now', { name: 'now', field: 'TimeStamp' }],
]);
const stacks: readonly string[] = ['kstack', 'ustack'];
const ofElement: readonly string[] = ['first', 'last', 'prev'];
const ofArray: readonly string[] = ['count', 'min', 'max', 'sum', 'avg'];
const ofDo: readonly string[] = ['signal', 'signal_thread', 'deny', 'override', 'log', 'emit', 'nice'];

export function resolveCall(call: Call, scope: RuleScope, report: Report): RuleExpression | null {
  const name = call.function.text;
  const known = context.get(name);
  if (known !== undefined || stacks.includes(name)) {
    return resolveContext(call, known ?? null, scope, report);
  }
  if (ofArray.includes(name) || ofElement.includes(name)) {
    resolveAggregate(call, scope, report);
  } else if (ofDo.includes(name)) {
    report(diagnostic('bad-context', `'${name}' is a statement of DO, expected a value`, call.function.span));
  } else {
    reportUnknown(call.function, report);
  }
  return null;
}

function resolveContext(
  call: Call, known: { readonly name: ContextFunction; readonly field: string | null } | null, scope: RuleScope,
  report: Report,
): RuleExpression | null {
  const name = call.function.text;
  const [argument] = call.arguments;
  if (scope.clause === 'WHERE') {
    report(diagnostic('bad-context', `'${name}()' stands in RETURN and DO only`, call.span, {
      hint: known?.field == null ? null : `a condition reads the field of an event: NAME.${known.field}`,
    }));
  } else if (argument !== undefined) {
    report(diagnostic('wrong-arguments', `'${name}' takes no arguments`, argument.span));
  } else if (known === null) {
    report(diagnostic('not-yet-supported', `'${name}()' is not yet supported`, call.span));
  } else {
    return { kind: 'context', function: known.name, type: typeOfContext(known.name) };
  }
  return null;
}

/** Only arrays have aggregates, and there are none yet. */
function resolveAggregate(call: Call, scope: RuleScope, report: Report): void {
  const name = call.function.text;
  const [argument, second] = call.arguments;
  const wanted = name === 'count' ? 'word' : 'field';
  if (ofElement.includes(name) || argument === undefined || second !== undefined || argument.kind !== wanted) {
    const form = name === 'count' ? 'count(s)' : ofElement.includes(name) ? `${name}(s).Field` : `${name}(s.Field)`;
    report(diagnostic('wrong-arguments', `expected ${form}, s being an array of events`, call.span));
    return;
  }
  resolveArray(argument.kind === 'field' ? argument.owner : argument.word,
    argument.kind === 'field' ? argument.field : null, name, scope, report);
}

export function resolveFieldOf(node: FieldOf, scope: RuleScope, report: Report): void {
  if (ofElement.includes(node.function.text)) {
    resolveArray(node.owner, node.field, node.function.text, scope, report);
  } else {
    reportUnknown(node.function, report);
  }
}

function resolveArray(owner: Name, field: Name | null, name: string, scope: RuleScope, report: Report): void {
  const binding = resolveOwner(owner, scope, report);
  if (binding === null) {
    return;
  }
  if (!binding.isArray) {
    report(diagnostic('needs-array', `${callBinding(binding)} is one event, '${name}' needs an array`, owner.span, {
      hint: field === null ? null : `its field is ${owner.text}.${field.text}`,
    }));
  } else if (field !== null) {
    resolveField(binding, field, report);
  }
}

function reportUnknown(name: Name, report: Report): void {
  const known = [...context.keys(), ...stacks, ...ofElement, ...ofArray];
  report(diagnostic('unknown-function', `there is no function '${name.text}'`, name.span, {
    hint: didYouMean(name.text, known) ?? `the functions are ${list(known)}`,
  }));
}
