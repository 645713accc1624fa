// A random rule as text: in goes its data, out comes what a person would write, most of which the checker accepts.

import { printColumn, printGuard, printPredicate } from './print-condition.js';
import { printPattern, type Named } from './print-pattern.js';
import type { JoinSpec, RuleSpec, SelectSpec } from './rule-spec.js';

/** What the rules of one file share; print-condition.ts names them. */
export const declarations = ['VAR v0 = 1', 'VAR v1', 'TABLE t0[64]'].join('\n');

const joinFields = [
  ['A', 'B', 'D'], ['ProcessId', 'ProcessId', 'ThreadId', 'P', 'Q'], ['S'], ['N'], ['A', 'C', 'P', 'ThreadId'],
] as const;

/** With the declarations that it uses. */
export function printFile(specs: readonly RuleSpec[]): string {
  const rules = specs.map((spec, index) => printRule(`r${index}`, spec)).join('\n');
  return [...declarations.split('\n').filter((one) => rules.includes(` ${one.split(/[ [=]+/)[1]!}`)), rules].join('\n');
}

export function printRule(name: string, spec: RuleSpec): string {
  const { text, bindings } = printPattern(spec.items);
  const conditions = [
    ...spec.joins.flatMap((join) => printJoin(join, bindings)),
    ...spec.predicates.map((one) => printPredicate(one, bindings)),
    ...spec.guards.flatMap((one) => printGuard(one, bindings)),
  ];
  const columns = spec.columns.map((one, index) => `${printColumn(one, bindings)} AS c${index}`);
  const select = printSelect(spec.select, spec.joins);
  return [
    `RULE ${name}`,
    `PATTERN { ${text} }`,
    ...(conditions.length === 0 ? [] : [`WHERE   { ${conditions.join(', ')} }`]),
    ...(spec.window === null ? [] : [`WITHIN  { ${spec.window} ns }`]),
    ...(select === null ? [] : [`SELECT  { ${select} }`]),
    ...(columns.length === 0 ? [] : [`RETURN  { ${columns.join(', ')} }`]),
  ].join('\n');
}

function printJoin(join: JoinSpec, bindings: readonly Named[]): readonly string[] {
  const fields = joinFields[join.sort % joinFields.length]!;
  const field = (index: number): string => fields[index % fields.length]!;
  const of = ({ kind }: Named, index: number): string =>
    field((join.fields[kind] ?? 0) + (join.of === 'crossed' ? (join.mask >> index) & 1 : 0));
  if (join.of === 'same') {
    return [`[${field(join.fields[0] ?? 0)}]`];
  }
  const members = bindings.map((one, index) => ({ ...one, text: `${one.name}.${of(one, index)}` }))
    .filter((_, index) => join.of !== 'some' || ((join.mask >> index) & 1) === 1);
  const [first, ...others] = members.slice(members.findIndex(({ negated }) => !negated));
  return first === undefined ? [] : others.map((other) => `${first.text} == ${other.text}`);
}

/** Without N where the rule has no class that may be outside the key: there N is an error. */
function printSelect({ mode, runs }: SelectSpec, joins: readonly JoinSpec[]): string | null {
  if (mode === 'all' || mode === 'any') {
    return `${mode}(${runs ?? 8})`;
  }
  return runs !== null && joins.some((join) => join.of === 'some') ? `${mode}(${runs})` : mode === 'latest' ? null : mode;
}
