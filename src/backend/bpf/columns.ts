// Makes the record of a rule ready to print: in goes its RETURN, out come the members of the record and how each is
// filled from a match.

import type { ContextFunction, Expression } from '../../check/rule.js';
import type { FieldType } from '../../events/catalogue.js';
import type { ColumnPlan, RulePlan } from '../../plan/plan.js';
import { mayFail, printExpression, type ExpressionContext } from './expression.js';
import { copyField, declareField, storedBytes } from './fields.js';
import type { Names } from './names.js';
import { quoteC } from './quote.js';
import { captureOf, origin } from './view-rule.js';

const signed64 = { kind: 'integer', bits: 64, signed: true, cType: '__s64' } as const;
const unsigned64 = { kind: 'integer', bits: 64, signed: false, cType: '__u64' } as const;
const unsigned32 = { kind: 'integer', bits: 32, signed: false, cType: '__u32' } as const;

interface Context {
  readonly type: FieldType;
  readonly value: string;
}

/** What a context function is in eBPF; for strings, the call that fills `to`. */
const contexts: Readonly<Record<ContextFunction, Context>> = {
  pid: { type: unsigned32, value: '(bpf_get_current_pid_tgid() >> 32)' },
  tid: { type: unsigned32, value: '(__u32)bpf_get_current_pid_tgid()' },
  ppid: { type: unsigned32, value: 'bpf_get_current_task_btf()->real_parent->tgid' },
  uid: { type: unsigned32, value: '(__u32)bpf_get_current_uid_gid()' },
  gid: { type: unsigned32, value: '(bpf_get_current_uid_gid() >> 32)' },
  cpu: { type: unsigned32, value: 'bpf_get_smp_processor_id()' },
  cgroup: { type: unsigned64, value: 'bpf_get_current_cgroup_id()' },
  now: { type: unsigned64, value: 'bpf_ktime_get_ns()' },
  comm: { type: { kind: 'string', bytes: 16 }, value: 'wmk_fill_comm' },
  exe: { type: { kind: 'string', bytes: 256 }, value: 'wmk_fill_exe' },
};

export function viewColumns(
  rule: RulePlan, name: string, names: Names, scan: ExpressionContext['scan'],
  accepting: readonly { readonly name: string; readonly chain: number }[],
) {
  const context: ExpressionContext = {
    field: (expression) => fieldInMatch(rule, expression.binding, expression.field.name),
    context: (expression) => contexts[expression.function].value,
    scan,
  };
  const columns = rule.columns.map((column, index) => {
    const type = typeOf(column);
    return {
      index,
      declaration: declareField(type, `column_${index}`),
      member: `column_${index}`,
      fill: fillColumn(column, index, context),
      mayFail: mayFail(column.expression),
      label: quoteC(column.label.slice(0, 95)),
      bytes: type.kind === 'string' ? type.bytes : storedBytes(type),
      abiType: abiType(type),
      origin: origin(column.span),
    };
  });
  const unbound = accepting
    .map((state) => ({ state: state.name, mask: unboundMask(rule, state.chain) }))
    .filter((entry) => entry.mask !== 0n)
    .map((entry) => ({ state: entry.state, mask: `0x${entry.mask.toString(16)}ULL` }));
  return {
    record: names.claim(`${name}_record`),
    emit: names.claim(`${name}_emit`),
    columns,
    usesExe: rule.columns.some((column) => callsExe(column.expression)),
    columnsMayFail: columns.some((column) => column.mayFail),
    unbound,
    readsMatch: unbound.length > 0 || columns.some((column) => column.fill.includes('match->')),
  };
}

function callsExe(expression: Expression): boolean {
  switch (expression.kind) {
    case 'context':
      return expression.function === 'exe';
    case 'unary':
    case 'in':
      return callsExe(expression.operand);
    case 'binary':
      return callsExe(expression.left) || callsExe(expression.right);
    default:
      return false;
  }
}

function fieldInMatch(rule: RulePlan, binding: number, field: string): string {
  const identifier = captureOf(rule, binding, field);
  const atMatch = rule.captures.find((capture) => capture.identifier === identifier)!.atMatch;
  return atMatch ? `match->${identifier}` : `match->run.${identifier}`;
}

function typeOf(column: ColumnPlan): FieldType {
  const expression = column.expression;
  switch (expression.kind) {
    case 'field':
      return expression.field.type;
    case 'context':
      return contexts[expression.function].type;
    case 'string':
      return { kind: 'string', bytes: expression.value.length + 1 };
    default:
      return column.type.kind === 'integer' && column.type.unsigned ? unsigned64 : signed64;
  }
}

function fillColumn(column: ColumnPlan, index: number, context: ExpressionContext): string {
  const to = `record->column_${index}`;
  const expression: Expression = column.expression;
  switch (expression.kind) {
    case 'field':
      return copyField(expression.field.type, to, context.field(expression));
    case 'context':
      return contexts[expression.function].type.kind === 'string'
        ? `${contexts[expression.function].value}(${to}, sizeof(${to}))`
        : `${to} = ${contexts[expression.function].value}`;
    case 'string':
      return `__builtin_memcpy(${to}, ${quoteC(expression.value)}, ${expression.value.length + 1})`;
    default:
      return `${to} = ${printExpression(expression, context)}`;
  }
}

function unboundMask(rule: RulePlan, chain: number): bigint {
  const bound = new Set(rule.boundBy[chain]!);
  return rule.columns.reduce(
    (mask, column, index) => (column.bindings.every((binding) => bound.has(binding)) ? mask : mask | (1n << BigInt(index))),
    0n,
  );
}

function abiType(type: FieldType): string {
  switch (type.kind) {
    case 'integer':
      return type.signed ? 'WMK_COLUMN_S64' : 'WMK_COLUMN_U64';
    case 'process':
    case 'thread':
      return 'WMK_COLUMN_U64';
    case 'string':
      return 'WMK_COLUMN_STRING';
    case 'address':
      return 'WMK_COLUMN_ADDRESS';
  }
}
