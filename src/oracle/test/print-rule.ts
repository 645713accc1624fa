// A random rule as text: in goes its data, out comes what a person would write, most of which the checker accepts.

import type { ColumnSpec, GuardSpec, ItemSpec, JoinSpec, PredicateSpec, RuleSpec } from './rule-spec.js';

interface Named {
  readonly name: string;
  readonly kind: number;
  readonly negated: boolean;
}

const fields = ['A', 'B', 'C', 'D'] as const;
const joinFields = [
  ['A', 'B', 'D'], ['ProcessId', 'ProcessId', 'ThreadId', 'P', 'Q'], ['S'], ['N'], ['A', 'C', 'P', 'ThreadId'],
] as const;
const comparisons = ['==', '!=', '<', '<=', '>', '>='] as const;
const operators = ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>'] as const;
const texts = ['"a"', '"ab"', '"b"', '"aba"', '""'] as const;

export function printRule(name: string, spec: RuleSpec): string {
  const bindings: Named[] = [];
  const items = trimmed(spec.items);
  const pattern = printItems(items, bindings);
  const conditions = [
    ...spec.joins.flatMap((join) => printJoin(join, bindings)),
    ...spec.predicates.map((one) => printPredicate(one, bindings)),
    ...(bindings.length < 2 ? [] : spec.guards.map((one) => printGuard(one, bindings))),
  ];
  const columns = spec.columns.map((one, index) => `${printColumn(one, bindings)} AS c${index}`);
  return [
    `RULE ${name}`,
    `PATTERN { ${pattern} }`,
    ...(conditions.length === 0 ? [] : [`WHERE   { ${conditions.join(', ')} }`]),
    ...(spec.window === null ? [] : [`WITHIN  { ${spec.window} ns }`]),
    ...(columns.length === 0 ? [] : [`RETURN  { ${columns.join(', ')} }`]),
  ].join('\n');
}

/** Negations first and last in a chain are not yet supported, and elsewhere mistakes. */
function trimmed(items: readonly ItemSpec[]): readonly ItemSpec[] {
  const left = trimEnd(trimStart(items));
  return left.length === 0 ? [{ is: 'step', kind: 0 }] : left;
}

function trimStart(items: readonly ItemSpec[]): readonly ItemSpec[] {
  const [first, ...rest] = items;
  if (first === undefined || first.is === 'step') {
    return items;
  }
  if (first.is === 'not') {
    return trimStart(rest);
  }
  const branches = first.branches.map(trimStart).filter((branch) => branch.length > 0);
  return branches.length === 0 ? trimStart(rest) : [{ is: 'either', branches }, ...rest];
}

function trimEnd(items: readonly ItemSpec[]): readonly ItemSpec[] {
  const mirror = (list: readonly ItemSpec[]): readonly ItemSpec[] => [...list].reverse().map((item) =>
    item.is === 'either' ? { ...item, branches: item.branches.map(mirror) } : item);
  return mirror(trimStart(mirror(items)));
}

function printItems(items: readonly ItemSpec[], bindings: Named[]): string {
  const texts = items.map((item) => printItem(item, bindings));
  return texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`;
}

function printItem(item: ItemSpec, bindings: Named[]): string {
  const bind = (kind: number, negated: boolean): string => {
    const name = `n${bindings.length}`;
    bindings.push({ name, kind, negated });
    return `k${kind}:${name}`;
  };
  switch (item.is) {
    case 'step':
      return bind(item.kind, false);
    case 'not': {
      const atoms = item.kinds.map((kind) => bind(kind, true));
      return atoms.length === 1 ? `~${atoms[0]!}` : `~(${atoms.join('|')})`;
    }
    case 'either':
      return `(${item.branches.map((branch) => printBranch(branch, bindings)).join(' | ')})`;
  }
}

/** A branch of negations alone is no branch; a single negation in brackets would be one. */
function printBranch(branch: readonly ItemSpec[], bindings: Named[]): string {
  const text = printItems(branch, bindings);
  return text.startsWith('~') ? `[${text}]` : text;
}

function printJoin(join: JoinSpec, bindings: readonly Named[]): readonly string[] {
  const of = (kind: number): string => pick(pick(joinFields, join.sort), join.fields[join.isSame ? 0 : kind] ?? 0);
  const [first, ...others] = bindings;
  if (first === undefined) {
    return [];
  }
  return join.isSame ? [`[${of(0)}]`]
    : others.map((other) => `${first.name}.${of(first.kind)} == ${other.name}.${of(other.kind)}`);
}

function printPredicate(spec: PredicateSpec, bindings: readonly Named[]): string {
  const { name } = pick(bindings, spec.on);
  const [field, other] = [`${name}.${pick(fields, spec.field)}`, `${name}.${pick(fields, spec.other)}`];
  const [compare, operator] = [pick(comparisons, spec.operator), pick(operators, spec.other)];
  switch (spec.form % 14) {
    case 0: return `${field} % 2 == 0`;
    case 1: return `${field} IN { 0, 1, ${spec.literal} }`;
    case 2: return `${name}.S ${pick(['==', '!=', 'STARTSWITH', 'ENDSWITH', 'CONTAINS'], spec.operator)} ${pick(texts, spec.other)}`;
    case 3: return `(${field} == 1 || ${other} > 1)`;
    case 4: return `(${field} ${operator} ${other}) ${compare} ${spec.literal}`;
    case 5: return `!(${field} ${compare} ${other})`;
    case 6: return `${field} ${compare} ${other}`;
    case 7: return `(${field} ${pick(['/', '%'], spec.on)} ${other}) ${compare} ${spec.literal}`;
    default: return `${field} ${compare} ${spec.literal}`;
  }
}

function printGuard(spec: GuardSpec, bindings: readonly Named[]): string {
  const first = spec.left % bindings.length;
  const second = (first + 1 + (spec.right % (bindings.length - 1))) % bindings.length;
  const [left, right] = [bindings[first]!.name, bindings[second]!.name];
  const [a, b] = [`${left}.${pick(fields, spec.leftField)}`, `${right}.${pick(fields, spec.rightField)}`];
  const [compare, operator] = [pick(comparisons, spec.operator), pick(operators, spec.leftField + spec.operator)];
  switch (spec.form % 9) {
    case 0: return `(${a} ${operator} ${b}) ${compare} ${spec.literal}`;
    case 1: return `${left}.S != ${right}.S`;
    case 2: return `${left}.N != ${right}.N`;
    case 3: return `(${a} + 0) == ${b}`;
    case 4: return `!(${a} == ${b}) || ${a} == ${spec.literal}`;
    case 6: return `(${a} ${pick(['/', '%'], spec.operator)} ${b}) ${compare} ${spec.literal}`;
    case 5: return `${left}.TimeStamp + 3 ${compare} ${right}.TimeStamp`;
    default: return `${a} ${compare === '==' ? '<' : compare} ${b}`;
  }
}

function printColumn(spec: ColumnSpec, bindings: readonly Named[]): string {
  const positive = bindings.filter(({ negated }) => !negated);
  const { name } = pick(positive, spec.on);
  const other = pick(positive, spec.other);
  switch (spec.form % 8) {
    case 0: return `${name}.A / ${other.name}.B`;
    case 1: return `${name}.C - ${other.name}.D`;
    case 2: return pick(['pid()', 'tid()', 'comm()', 'uid()', 'now()', 'gid()', 'cgroup()', '"text"', '18446744073709551615'], spec.field);
    default: return `${name}.${pick(['A', 'B', 'C', 'D', 'TimeStamp', 'S', 'N', 'P', 'ProcessId', 'ThreadId', 'ParentId', 'Comm'], spec.field)}`;
  }
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length]!;
}
