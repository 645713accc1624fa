// Conditions and columns of a random rule as text: in go their data and what the pattern names, out comes what a person
// would write.

import type { Named } from './print-pattern.js';
import type { ColumnSpec, GuardSpec, PredicateSpec } from './rule-spec.js';

const fields = ['A', 'B', 'C', 'D'] as const;
const comparisons = ['==', '!=', '<', '<=', '>', '>='] as const;
const operators = ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>'] as const;
const texts = ['"a"', '"ab"', '"b"', '"aba"', '""'] as const;
const globs = ['"a*"', '"*b"', '"?b"', '"a[ab]*"', '"*"', '"[!a]*"', '"*a*b"', '"[a-b]"', '""', '"b?"'] as const;
const addresses = [
  '== 10.0.0.2', '!= ::1', 'IN 10.0.0.0/8', 'IN { ::1, 10.0.0.3 }', 'IN ::/0', 'IN { 10.0.0.2/31 }', 'IN 0.0.0.0/0', '== ::',
] as const;

export function printPredicate(spec: PredicateSpec, bindings: readonly Named[]): string {
  const on = pick(bindings, spec.on);
  const { name } = on;
  const [field, other] = [`${name}.${pick(fields, spec.field)}`, `${name}.${pick(fields, spec.other)}`];
  const [compare, operator] = [pick(comparisons, spec.operator), pick(operators, spec.other)];
  if (hasText(on)) {
    switch (spec.form % 20) {
      case 7: return `${name}.S ${pick(['==', '!=', 'STARTSWITH', 'ENDSWITH', 'CONTAINS'], spec.operator)} ${pick(texts, spec.other)}`;
      case 8: return `${name}.S LIKE ${pick(globs, spec.other)}`;
      case 9: return `${name}.N ${pick(addresses, spec.other)}`;
    }
  }
  switch (spec.form % 20) {
    case 0: return `${field} % 2 == 0`;
    case 1: return `${field} IN { 0, 1, ${spec.literal} }`;
    case 2: return `(${field} == 1 || ${other} > 1)`;
    case 3: return `(${field} ${operator} ${other}) ${compare} ${spec.literal}`;
    case 4: return `!(${field} ${compare} ${other})`;
    case 5: return `${field} ${compare} ${other}`;
    case 6: return `(${field} ${pick(['/', '%'], spec.on)} ${other}) ${compare} ${spec.literal}`;
    case 10: return `${field} <= v0`;
    case 11: return `v1 ${pick(['==', '<=', '>='], spec.operator)} 0`;
    case 12: return `t0[${field}] == 0`;
    default: return `${field} ${compare} ${spec.literal}`;
  }
}

/** None where there are not two events that a condition may name together. */
export function printGuard(spec: GuardSpec, bindings: readonly Named[]): readonly string[] {
  const index = spec.left % bindings.length;
  const first = bindings[index]!;
  if (first.isArray && spec.form % 2 === 0) {
    return [printArrayGuard(spec, first.name)];
  }
  const partners = partnersOf(index, bindings);
  if (partners.length === 0) {
    return first.isArray ? [printArrayGuard(spec, first.name)] : [];
  }
  const other = pick(partners, spec.right);
  const [left, right] = other < index ? [bindings[other]!, first] : [first, bindings[other]!];
  return [printPair(spec, left, right)];
}

/** A negated event goes with steps before it, one that stands first with none. */
function partnersOf(index: number, bindings: readonly Named[]): readonly number[] {
  return [...bindings.keys()].filter((other) => other !== index && (other < index
    ? !bindings[other]!.negated
    : !bindings[index]!.negated));
}

/** `left` stands before `right` in the pattern. */
function printPair(spec: GuardSpec, left: Named, right: Named): string {
  const [compare, operator] = [pick(comparisons, spec.operator), pick(operators, spec.leftField + spec.operator)];
  const b = fieldOf(right, pick(fields, spec.rightField), spec.rightField >> 2, true);
  if (spec.form % 10 > 5) { // plain
    return `${fieldOf(left, pick(fields, spec.leftField), spec.leftField >> 2, true)} ${compare === '==' ? '<' : compare} ${b}`;
  }
  const a = fieldOf(left, pick(fields, spec.leftField), spec.leftField >> 2, false);
  switch (spec.form % 10) {
    case 0: return `(${a} ${operator} ${b}) ${compare} ${spec.literal}`;
    case 1: return hasText(left) && hasText(right) ? `${edgeOf(left, 'S', spec.operator)} != ${edgeOf(right, 'S', spec.operator)}`
      : `(${a} + 0) == ${b}`;
    case 2: return hasText(left) && hasText(right) ? `${edgeOf(left, 'N', spec.operator)} != ${edgeOf(right, 'N', spec.operator)}`
      : `${a} <= ${b} + v0`;
    case 3: return `!(${a} == ${b}) || ${a} == ${spec.literal}`;
    case 4: return `(${a} ${pick(['/', '%'], spec.operator)} ${b}) ${compare} ${spec.literal}`;
    default: return `${fieldOf(left, 'TimeStamp', 1, false)} + 3 ${compare} ${fieldOf(right, 'TimeStamp', spec.rightField, false)}`;
  }
}

/** Of an array either each element, where the condition allows that, or all of them together. */
function fieldOf({ name, isArray }: Named, field: string, choice: number, isPlainAllowed: boolean): string {
  return !isArray || (isPlainAllowed && choice % 2 === 0) ? `${name}.${field}`
    : aggregateOf(name, field, choice >> 1);
}

function aggregateOf(name: string, field: string, choice: number): string {
  const of = pick(['first', 'last', 'count', 'min', 'max', 'sum', 'avg'] as const, choice);
  return of === 'count' ? `count(${name})` : of === 'first' || of === 'last' ? `${of}(${name}).${field}` : `${of}(${name}.${field})`;
}

/** Strings and addresses have no least nor sum. */
function edgeOf({ name, isArray }: Named, field: string, choice: number): string {
  return isArray ? `${pick(['first', 'last'], choice)}(${name}).${field}` : `${name}.${field}`;
}

function printArrayGuard(spec: GuardSpec, name: string): string {
  const [field, other] = [pick(fields, spec.leftField), pick(fields, spec.rightField)];
  const compare = pick(comparisons, spec.operator);
  switch ((spec.form >> 1) % 9) {
    case 0: return `count(${name}) ${pick(['>', '>=', '!=', '<'], spec.operator)} ${1n + (spec.literal & 3n)}`;
    case 1: return `prev(${name}).${field} ${compare} ${name}.${other}`;
    case 2: return `sum(${name}.${field}) ${compare} ${spec.literal}`;
    case 3: return `first(${name}).${field} ${compare} ${spec.literal}`;
    case 4: return `${name}.${field} ${pick(['<=', '>=', '!='], spec.operator)} first(${name}).${field}`;
    case 5: return `max(${name}.${field}) - min(${name}.${field}) ${compare} ${spec.literal}`;
    case 6: return `last(${name}).${field} ${compare} first(${name}).${other}`;
    case 7: return `avg(${name}.${field}) ${compare} count(${name})`;
    default: return `prev(${name}).TimeStamp + 2 >= ${name}.TimeStamp`;
  }
}

export function printColumn(spec: ColumnSpec, bindings: readonly Named[]): string {
  const positive = bindings.filter(({ negated }) => !negated);
  const on = pick(positive, spec.on);
  const other = pick(positive, spec.other);
  switch (spec.form % 9) {
    case 0: return `${fieldOf(on, 'A', spec.field, false)} / ${fieldOf(other, 'B', spec.field >> 2, false)}`;
    case 1: return `${fieldOf(on, 'C', spec.field, false)} - ${fieldOf(other, 'D', spec.field >> 2, false)}`;
    case 2: return pick([...(hasTask(bindings) ? ['pid()', 'tid()', 'comm()', 'uid()', 'gid()', 'cgroup()'] : []), 'now()',
      '"text"', '18446744073709551615', 'v0', 't0[now()]'], spec.field);
    default: return on.isArray ? printAggregate(on, spec) : `${on.name}.${columnField(on, spec.field)}`;
  }
}

function printAggregate(on: Named, spec: ColumnSpec): string {
  return spec.form % 2 === 0 ? aggregateOf(on.name, pick(fields, spec.field), spec.other)
    : `${pick(['first', 'last', 'prev'], spec.other)}(${on.name}).${columnField(on, spec.field)}`;
}

function columnField(on: Named, choice: number): string {
  return pick([
    'A', 'B', 'C', 'D', 'TimeStamp', ...(hasText(on) ? ['S', 'N', 'ParentId', 'Comm', 'ThreadId'] : []), 'P', 'ProcessId',
  ], choice);
}

/** The last event is somebody's, and the match is made when it comes. */
function hasTask(bindings: readonly Named[]): boolean {
  return bindings.every(hasText) && bindings.every(({ edge }) => edge !== 'last');
}

/** k4 happens to nobody, and has no text. */
function hasText({ kind }: Named): boolean {
  return kind !== 4;
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length]!;
}
