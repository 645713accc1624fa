// A random rule as text: in goes its data, out comes what a person would write, most of which the checker accepts.

import { printColumn, printGuard, printPredicate } from './print-condition.js';
import { printPattern, type Named } from './print-pattern.js';
import { printReaction } from './reaction-spec.js';
import type { JoinSpec, RuleSpec, SelectSpec } from './rule-spec.js';

/** What the rules of one file share; print-condition.ts names them. */
export const declarations = ['VAR v0 = 1', 'VAR v1', 'TABLE t0[64]'].join('\n');

const joinFields = [
  ['A', 'B', 'D'], ['ProcessId', 'ProcessId', 'ThreadId', 'P', 'Q'], ['S'], ['N'], ['A', 'C', 'P', 'ThreadId'],
] as const;

/** With the declarations that it uses; rules are named r0, r1 and so on, or from another number. */
export function printFile(specs: readonly RuleSpec[], from = 0): string {
  const rules = specs.map((spec, index) => printRule(`r${from + index}`, spec)).join('\n');
  return [...declarations.split('\n').filter((one) => rules.includes(` ${one.split(/[ [=]+/)[1]!}`)), rules].join('\n');
}

export function printRule(name: string, spec: RuleSpec): string {
  const { text, bindings } = printPattern(spec.items, spec.window !== null);
  const conditions = [
    ...spec.joins.flatMap((join) => printJoin(join, bindings)),
    ...spec.predicates.map((one) => printPredicate(one, bindings)),
    ...spec.guards.flatMap((one) => printGuard(one, bindings)),
  ];
  const columns = spec.columns.map((one, index) => `${printColumn(one, bindings)} AS c${index}`);
  const select = printSelect(spec.select, spec.joins, bindings);
  // matches under several keys, and those of one deadline, have no order
  const isOrdered = !spec.joins.some(({ of }) => of === 'crossed') && spec.window === null;
  return [
    `RULE ${name}`,
    `PATTERN { ${text} }`,
    ...(conditions.length === 0 ? [] : [`WHERE   { ${conditions.join(', ')} }`]),
    ...(spec.window === null ? [] : [`WITHIN  { ${spec.window} ns }`]),
    ...(select === null ? [] : [`SELECT  { ${select} }`]),
    ...(columns.length === 0 ? [] : [`RETURN  { ${columns.join(', ')} }`]),
    ...(spec.reaction === undefined ? [] : [printReaction(spec.reaction, bindings, isOrdered)]),
  ].join('\n');
}

function printJoin(join: JoinSpec, bindings: readonly Named[]): readonly string[] {
  const fields = fieldsOf(join, bindings);
  const field = (index: number): string => fields[index % fields.length]!;
  if (join.of === 'same') {
    return [`[${field(join.fields[0] ?? 0)}]`];
  }
  const [first, ...others] = membersOf(join, bindings).map((index) => {
    const { kind, name } = bindings[index]!;
    return `${name}.${field((join.fields[kind] ?? 0) + (join.of === 'crossed' ? (join.mask >> index) & 1 : 0))}`;
  });
  return first === undefined ? [] : others.map((other) => `${first} == ${other}`);
}

/** k4 has no text and no thread. */
function fieldsOf({ sort }: JoinSpec, bindings: readonly Named[]): readonly string[] {
  const fields: readonly string[] = joinFields[sort % joinFields.length]!;
  const everywhere = bindings.every(({ kind }) => kind !== 4) ? fields
    : fields.filter((field) => !['S', 'N', 'ThreadId'].includes(field));
  return everywhere.length === 0 ? joinFields[0] : everywhere;
}

/** Indices; a negated event agrees with what came before it, and one that stands first with the step behind it. */
function membersOf({ of, mask }: JoinSpec, bindings: readonly Named[]): readonly number[] {
  const drawn = [...bindings.keys()].filter((index) => of !== 'some' || ((mask >> index) & 1) === 1);
  const firstStep = bindings.findIndex(({ negated }) => !negated);
  const members = drawn.some((index) => index < firstStep)
    ? [...bindings.keys()].filter((index) => index === firstStep || drawn.includes(index)) : drawn;
  const first = members.find((index) => !bindings[index]!.negated);
  return members.filter((index) => first !== undefined && (index >= first || index < firstStep));
}

/** Without N where the rule has no class that may be outside the key: there N is an error. */
function printSelect({ mode, runs }: SelectSpec, joins: readonly JoinSpec[], bindings: readonly Named[]): string | null {
  if (mode === 'all' || mode === 'any') {
    return `${mode}(${runs ?? 8})`;
  }
  const hasOther = joins.some((join) => {
    const { length } = membersOf(join, bindings);
    return join.of === 'some' && length > 1 && length < bindings.length;
  });
  return runs !== null && hasOther ? `${mode}(${runs})` : mode === 'latest' ? null : mode;
}
