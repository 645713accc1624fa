// Calls of DO: in goes a call, out comes the statement that it is, or null where it has a mistake or the last event of a
// match cannot serve it, which is reported.

import type { EventKind } from '../events/catalogue.js';
import { callFacts, whyNot, whyNotRefusable, type ReactionCall } from '../events/reactions.js';
import { diagnostic } from '../source/diagnostic.js';
import type { ExpressionAst, StatementAst } from '../syntax/ast.js';
import { printExpression } from '../syntax/print-expression.js';
import type { DraftBinding, RuleScope } from './draft.js';
import { maxColumns, maxFormatBytes } from './limits.js';
import { didYouMean } from './nearest.js';
import { callType, list, listSome } from './phrase.js';
import type { Report } from './report.js';
import { isFunction } from './resolve-call.js';
import { readFormat } from './read-format.js';
import type { Chain, RuleExpression, Statement } from './rule.js';

type CallTree = StatementAst & { readonly kind: 'call' };

export function resolveReactionCall(
  tree: CallTree, scope: RuleScope, chains: readonly Chain[] | null,
  resolve: (tree: ExpressionAst) => RuleExpression | null, report: Report,
): Statement | null {
  const { span } = tree;
  const name = nameOf(tree, report);
  if (name === null) {
    return null;
  }
  const serves = canServe(tree, name, scope, chains, report);
  switch (name) {
    case 'signal':
    case 'signal_thread': {
      const signal = numberOf(tree, name, 'a signal', { least: 1n, greatest: 64n, example: 'SIGKILL' }, resolve, report);
      return signal === null || !serves ? null
        : { kind: 'signal', to: name === 'signal' ? 'process' : 'thread', signal, span };
    }
    case 'deny': {
      const error = numberOf(tree, name, 'an error', { least: 1n, greatest: 4095n, example: 'EPERM' }, resolve, report);
      return error === null || !serves ? null : { kind: 'deny', error, span };
    }
    case 'override': {
      const value = numberOf(tree, name, 'a negative error', { least: -4095n, greatest: -1n, example: '-EPERM' }, resolve, report);
      return value === null || !serves ? null : { kind: 'override', value, span };
    }
    case 'nice': {
      const by = numberOf(tree, name, 'what is added', { least: -20n, greatest: 19n, example: '10' }, resolve, report);
      return by === null || !serves ? null : { kind: 'nice', by, span };
    }
    case 'log':
      return resolveLog(tree, resolve, report);
    case 'emit':
      return resolveEmit(tree, scope, resolve, report);
  }
}

function nameOf(tree: CallTree, report: Report): ReactionCall | null {
  const { text, span } = tree.function;
  const names = Object.keys(callFacts) as readonly ReactionCall[];
  const name = names.find((one) => one === text);
  if (name === undefined) {
    report(isFunction(text)
      ? diagnostic('bad-context', `'${text}' gives a value and does nothing`, span, { hint: `emit(${printExpression({ ...tree, kind: 'call' })});` })
      : diagnostic('unknown-function', `there is no call '${text}'`, span, {
        hint: didYouMean(text, names) ?? `the calls are ${list(names)}`,
      }));
  }
  return name ?? null;
}

/** Of every kind that the last event of a match may be of. */
function canServe(
  tree: CallTree, name: ReactionCall, { bindings, file }: RuleScope, chains: readonly Chain[] | null, report: Report,
): boolean {
  if (name === 'log' || name === 'emit' || chains === null) {
    return true;
  }
  const actsOnEvent = name === 'deny' || name === 'override';
  const what = actsOnEvent ? 'not-refusable' : 'not-available';
  const trailing = bindings[chains[0]?.trailing[0] ?? -1];
  if (trailing !== undefined) {
    report(diagnostic(what, `'${name}' acts ${actsOnEvent ? 'on the last event' : 'on the current task'}, but a `
      + 'match of this rule comes from a timer', tree.function.span, {
      notes: [{ span: trailing.span, text: 'that this does not come is known when WITHIN has passed' }],
      hint: 'log and emit are done there too',
    }));
    return false;
  }
  const last = chains.flatMap(({ steps }) => bindings[steps[steps.length - 1]?.binding ?? -1] ?? []);
  const stranger = last.flatMap((binding) => {
    const reason = binding.kind === null ? null : whyNot(name, binding.kind);
    return reason === null ? [] : [{ binding, reason }];
  })[0];
  if (stranger === undefined) {
    return true;
  }
  const { binding, reason } = stranger;
  report(diagnostic(what, `'${name}' cannot be done: the last event may be a '${binding.event}', ${reason}`, tree.function.span, {
    notes: [{ span: binding.span, text: 'this step may be the last' }],
    hint: wayOut(name, binding, [...file.events.kinds.values()]),
  }));
  return false;
}

function wayOut(name: ReactionCall, { kind }: DraftBinding, kinds: readonly EventKind[]): string | null {
  const able = kinds.filter((one) => whyNot(name, one) === null).map((one) => one.name);
  if (name === 'override' && kind !== null && whyNotRefusable(kind) === null) {
    return 'deny(ERROR) refuses it';
  }
  if (name === 'deny' && kind !== null && whyNot('override', kind) === null) {
    return 'override(-ERROR) says what the function returns';
  }
  if (name === 'deny' || name === 'override') {
    const killed = kind !== null && whyNot('signal', kind) === null ? '; signal(SIGKILL) ends the process' : '';
    return able.length === 0 ? null : `what can be ${name === 'deny' ? 'refused' : 'overridden'} is ${listSome(able)}${killed}`;
  }
  if (kind !== null && whyNotRefusable(kind) === null) {
    return 'deny(ERROR) refuses it whoever is current';
  }
  if (kind !== null && whyNot('nice', kind) === null) {
    return 'log and emit are done there, and nice, to the other threads of the process';
  }
  const mayBeTask = kind !== null && kind.subject === 'current';
  return `log and emit are done whoever is current${mayBeTask ? '; a kind of your own that no interrupt raises says WMK_IN_TASK' : ''}`;
}

/** A constant, so that it can be seen to be one. */
function numberOf(
  tree: CallTree, name: ReactionCall, what: string,
  { least, greatest, example }: { readonly least: bigint; readonly greatest: bigint; readonly example: string },
  resolve: (tree: ExpressionAst) => RuleExpression | null, report: Report,
): number | null {
  const [argument, second] = tree.arguments;
  const hint = `${name}(${example});`;
  if (argument === undefined || second !== undefined) {
    report(diagnostic('wrong-arguments', `'${name}' takes the number of ${what}`, tree.span, { hint }));
    return null;
  }
  const value = resolve(argument);
  if (value === null) {
    return null;
  }
  if (value.kind !== 'integer' || value.value < least || value.value > greatest) {
    const given = value.kind === 'integer' ? String(value.value) : value.type.kind === 'integer' ? 'no constant' : callType(value);
    report(diagnostic('wrong-arguments', `'${name}' takes a constant, the number of ${what}, from ${least} to ${greatest}, but this is ${given}`,
      argument.span, { hint }));
    return null;
  }
  return Number(value.value);
}

function resolveLog(
  tree: CallTree, resolve: (tree: ExpressionAst) => RuleExpression | null, report: Report,
): Statement | null {
  const [first, ...others] = tree.arguments;
  if (first === undefined || first.kind !== 'string') {
    report(diagnostic('wrong-arguments', "'log' takes a string literal, and then what it says with % in their order",
      first?.span ?? tree.span, { hint: 'log("%s wrote %d bytes", comm(), w.Count);' }));
    return null;
  }
  if (first.value.length > maxFormatBytes) {
    report(diagnostic('string-too-long', `a text of ${first.value.length} bytes, at most ${maxFormatBytes} are allowed`, first.span));
    return null;
  }
  const format = readFormat(first.value, first.span, report);
  const values = others.map(resolve);
  if (format === null || !isComplete(values)) {
    return null;
  }
  const conversions = format.filter((part) => typeof part === 'string');
  if (conversions.length !== values.length) {
    report(diagnostic('bad-format', `this text asks for ${count(conversions.length)}, but there ${values.length === 1 ? 'is' : 'are'} ${
      values.length}`, first.span));
    return null;
  }
  if (values.length > maxColumns) {
    report(diagnostic('too-many-columns', `${values.length} values, at most ${maxColumns} are allowed`, tree.span));
    return null;
  }
  const wrong = conversions.findIndex((one, index) => (values[index]?.type.kind === 'integer') === (one === 's'));
  const value = values[wrong];
  if (value !== undefined) {
    report(diagnostic('bad-format', `'%${conversions[wrong] ?? ''}' prints ${conversions[wrong] === 's' ? 'a string or an address' : 'an integer'}, but `
      + `this is ${callType(value)}`, others[wrong]?.span ?? tree.span, { hint: value.type.kind === 'integer' ? '%d' : '%s' }));
    return null;
  }
  return { kind: 'log', format, values, span: tree.span };
}

function count(values: number): string {
  return values === 1 ? '1 value' : `${values} values`;
}

function resolveEmit(
  tree: CallTree, { file, locals }: RuleScope, resolve: (tree: ExpressionAst) => RuleExpression | null, report: Report,
): Statement | null {
  const [first] = tree.arguments;
  const isValue = (name: string): boolean => locals.has(name) || file.variables.has(name);
  if (first?.kind === 'word' && file.events.kinds.has(first.word.text) && !isValue(first.word.text)) {
    report(diagnostic('wrong-arguments', `'emit' tells values of the match, but '${first.word.text}' is a kind of event`, first.span, {
      hint: 'emit(x.TimeStamp, pid()); with x a step of the pattern',
    }));
    return null;
  }
  const values = tree.arguments.map(resolve);
  if (values.length === 0 || values.length > maxColumns) {
    report(diagnostic(values.length === 0 ? 'wrong-arguments' : 'too-many-columns',
      `'emit' of ${values.length} values, expected 1 to ${maxColumns}`, tree.span));
    return null;
  }
  const labels = tree.arguments.map(printExpression);
  const again = labels.findIndex((label, index) => labels.indexOf(label) < index);
  if (again !== -1) {
    report(diagnostic('duplicate-column', `a second value '${labels[again] ?? ''}'`, tree.arguments[again]?.span ?? tree.span));
    return null;
  }
  return isComplete(values) ? { kind: 'emit', labels, values, span: tree.span } : null;
}

function isComplete(values: readonly (RuleExpression | null)[]): values is readonly RuleExpression[] {
  return values.every((one) => one !== null);
}
