// Calls in expressions: in goes a call, out comes the function of the execution context or the aggregate that it means,
// or null where it is none, which is reported.

import { diagnostic } from '../source/diagnostic.js';
import type { ExpressionAst, Name } from '../syntax/ast.js';
import { callFacts } from '../events/reactions.js';
import type { RuleScope } from './draft.js';
import { signed, typeOfContext, typeOfField } from './expression-types.js';
import { didYouMean } from './nearest.js';
import { callBinding, callFieldType, list } from './phrase.js';
import type { Report } from './report.js';
import { resolveField, resolveOwner } from './resolve-name.js';
import type { AggregateFunction, ContextFunction, RuleExpression } from './rule.js';

type Call = ExpressionAst & { readonly kind: 'call' };
type FieldOf = ExpressionAst & { readonly kind: 'fieldOf' };

/** With the field that an event has for the same. */
const context: ReadonlyMap<string, { readonly name: ContextFunction; readonly field: string | null }> = new Map([
  ['pid', { name: 'pid', field: 'ProcessId' }], ['tid', { name: 'tid', field: 'ThreadId' }],
  ['ppid', { name: 'ppid', field: 'ParentId' }], ['uid', { name: 'uid', field: 'UserId' }],
  ['gid', { name: 'gid', field: 'GroupId' }], ['comm', { name: 'comm', field: 'Comm' }],
  ['exe', { name: 'exe', field: null }], ['cpu', { name: 'cpu', field: 'Cpu' }],
  ['cgroup', { name: 'cgroup', field: 'CgroupId' }], ['now', { name: 'now', field: 'TimeStamp' }],
  ['kstack', { name: 'kstack', field: null }], ['ustack', { name: 'ustack', field: null }],
]);
const ofElement = ['first', 'last', 'prev'] as const satisfies readonly AggregateFunction[];
const ofArray = ['count', 'min', 'max', 'sum', 'avg'] as const satisfies readonly AggregateFunction[];

/** The field that an event has for what the function gives; null: there is none; undefined: it is not of the context. */
export function fieldOfContext(name: string): string | null | undefined {
  const known = context.get(name);
  return known === undefined ? undefined : known.field;
}

/** `isWhole`: it is no part of a larger expression. */
export function resolveCall(call: Call, scope: RuleScope, isWhole: boolean, report: Report): RuleExpression | null {
  const name = call.function.text;
  const known = context.get(name);
  if (known !== undefined) {
    return resolveContext(call, known, scope, isWhole, report);
  }
  if (isOfArray(name) || isOfElement(name)) {
    return resolveAggregate(call, scope, report);
  }
  if (name in callFacts) {
    report(diagnostic('bad-context', `'${name}' is a statement of DO, expected a value`, call.function.span));
  } else {
    reportUnknown(call.function, report);
  }
  return null;
}

function resolveContext(
  call: Call, { name, field }: { readonly name: ContextFunction; readonly field: string | null }, scope: RuleScope,
  isWhole: boolean, report: Report,
): RuleExpression | null {
  const [argument] = call.arguments;
  const type = typeOfContext(name);
  if (scope.clause === 'WHERE') {
    report(diagnostic('bad-context', `'${name}()' stands in RETURN and DO only`, call.span, {
      hint: field === null ? null : `a condition reads the field of an event: NAME.${field}`,
    }));
  } else if (argument !== undefined) {
    report(diagnostic('wrong-arguments', `'${name}' takes no arguments`, argument.span));
  } else if (scope.clause === 'DO' && type.kind === 'stack') {
    report(diagnostic('bad-context', `'${name}()' stands in RETURN only`, call.span, { hint: `RETURN { ${name}() }` }));
  } else if (!isWhole && type.kind === 'stack') {
    report(diagnostic('bad-context', `'${name}()' is a column by itself, not a part of one`, call.span));
  } else if (!isWhole && type.kind === 'string') {
    report(diagnostic('not-yet-supported', `'${name}()' in a larger expression is not yet supported`, call.span, {
      hint: field === null ? 'it is a column by itself' : `an event has the same: NAME.${field}`,
    }));
  } else {
    return { kind: 'context', function: name, type };
  }
  return null;
}

function resolveAggregate(call: Call, scope: RuleScope, report: Report): RuleExpression | null {
  const name = call.function.text;
  const [argument, second] = call.arguments;
  const wanted = name === 'count' ? 'word' : 'field';
  if (!isOfArray(name) || argument === undefined || second !== undefined || argument.kind !== wanted) {
    const form = name === 'count' ? 'count(s)' : isOfElement(name) ? `${name}(s).Field` : `${name}(s.Field)`;
    report(diagnostic('wrong-arguments', `expected ${form}, s being an array of events`, call.span));
    return null;
  }
  return resolveArray(argument.kind === 'field' ? argument.owner : argument.word,
    argument.kind === 'field' ? argument.field : null, name, scope, report);
}

export function resolveFieldOf(node: FieldOf, scope: RuleScope, report: Report): RuleExpression | null {
  const name = node.function.text;
  if (isOfElement(name)) {
    return resolveArray(node.owner, node.field, name, scope, report);
  }
  if (isOfArray(name)) {
    const field = name === 'count' ? '' : `.${node.field.text}`;
    report(diagnostic('wrong-arguments', `'${name}' takes what is behind it in its brackets`, node.span, {
      hint: `${name}(${node.owner.text}${field})`,
    }));
  } else {
    reportUnknown(node.function, report);
  }
  return null;
}

function resolveArray(
  owner: Name, field: Name | null, name: AggregateFunction, scope: RuleScope, report: Report,
): RuleExpression | null {
  const binding = resolveOwner(owner, scope, report);
  if (binding === null) {
    return null;
  }
  if (binding.array === null) {
    report(diagnostic('needs-array', `${callBinding(binding)} is one event, '${name}' needs an array`, owner.span, {
      hint: field === null ? null : `its field is ${owner.text}.${field.text}`,
    }));
    return null;
  }
  if (field === null) {
    return { kind: 'aggregate', function: name, binding: binding.index, field: null, type: signed };
  }
  const found = resolveField(binding, field, report);
  if (found === null) {
    return null;
  }
  if (!isOfElement(name) && found.type.kind !== 'integer') {
    report(diagnostic('type-mismatch', `'${name}' takes integers, but '${owner.text}.${field.text}' is ${
      callFieldType(found.type)}`, field.span));
    return null;
  }
  const type = name === 'sum' || name === 'avg' ? signed : typeOfField(found.type);
  return { kind: 'aggregate', function: name, binding: binding.index, field: found, type };
}

const functionNames = [...context.keys(), ...ofElement, ...ofArray];

/** It gives a value. */
export function isFunction(name: string): boolean {
  return functionNames.includes(name);
}

function reportUnknown(name: Name, report: Report): void {
  const known = functionNames;
  report(diagnostic('unknown-function', `there is no function '${name.text}'`, name.span, {
    hint: didYouMean(name.text, known) ?? `the functions are ${list(known)}`,
  }));
}

function isOfElement(name: string): name is (typeof ofElement)[number] {
  return ofElement.some((one) => one === name);
}

function isOfArray(name: string): name is (typeof ofArray)[number] {
  return ofArray.some((one) => one === name);
}
