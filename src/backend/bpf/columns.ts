// Makes the record of a rule ready to print: in goes its RETURN, out come the members of the record and how each is
// filled from a match.

import type { ContextFunction } from '../../check/expression.js';
import { isLeaf, leavesOf } from '../../check/expression-parts.js';
import type { FieldType } from '../../events/catalogue.js';
import type { ColumnPlan, PlanExpression, PlanLeaf, RulePlan } from '../../plan/plan.js';
import { contextOf, type Context } from './contexts.js';
import { mayFail, printExpression, type ExpressionContext, type ReadValue } from './expression.js';
import { abiType, copyField, declareField, storedBytes } from './fields.js';
import { fillKey } from './fill-key.js';
import { mapOf, variableOf, type MonitorNames } from './monitor-names.js';
import { origin } from './origin.js';
import { quoteC } from './quote.js';
import { signed64 } from './view-map.js';

type ColumnValue = ColumnPlan['values'][number];
type PlanLookup = PlanLeaf & { readonly kind: 'lookup' };

/** WMK_STACK_DEPTH. */
const stackDepth = 32;

export function viewColumns(rule: RulePlan, name: string, monitor: MonitorNames, stateName: (index: number) => string) {
  const columns = rule.columns.map((column, index) => viewColumn(rule, column, index, monitor, stateName));
  const unbound = rule.automaton.states
    .filter(({ role }) => role === 'accepting')
    .map(({ index }) => ({ state: stateName(index), mask: unboundMask(rule, index) }))
    .filter(({ mask }) => mask !== 0n)
    .map(({ state, mask }) => ({ state, mask: `0x${mask.toString(16)}ULL` }));
  const lookups = rule.columns.flatMap(({ values }) => values.flatMap(({ expression }) => lookupsIn(expression)));
  const lines = columns.flatMap(({ values }) => values.flatMap(({ statements, needs }) => [...statements, ...needs]));
  const switches = columns.some(({ isOne }) => !isOne);
  return {
    record: monitor.names.claim(`${name}_record`),
    emit: monitor.names.claim(`${name}_emit`),
    emitNumber: monitor.names.claim(`${name}_emit_number`),
    emission: monitor.names.claim(`${name}_emission`),
    keys: monitor.names.claim(`${name}_keys`),
    columns,
    unbound,
    /** The maps that columns read, each once. */
    maps: [...new Set(lookups.map(({ map }) => map))].map((map) => mapOf(monitor, map)),
    /** Of what was looked up for one column. */
    foundNames: nameFound(rule).join(', '),
    usesExe: lines.some((line) => line.startsWith('wmk_fill_exe')),
    usesStack: columns.some(({ isStack }) => isStack),
    mayFail: columns.some((column) => column.values.some((value) => value.mayFail)),
    readsState: unbound.length > 0 || switches,
    readsMatch: unbound.length > 0 || switches || lines.some((line) => line.includes('match->')),
  };
}

function nameFound({ columns }: RulePlan): readonly string[] {
  const most = Math.max(0, ...columns.flatMap(({ values }) => values.map(({ expression }) => lookupsIn(expression).length)));
  return Array.from({ length: most }, (_, index) => `found_${index}`);
}

function viewColumn(
  rule: RulePlan, column: ColumnPlan, index: number, monitor: MonitorNames, stateName: (index: number) => string,
) {
  const values = column.values.filter((value) => value.expression !== null);
  const stack = column.type.kind === 'stack' ? stackOf(column) : null;
  return {
    index,
    member: `column_${index}`,
    declaration: column.type.kind === 'stack' ? `__u64 column_${index}[${stack!.words}]` : declareField(column.type, `column_${index}`),
    label: quoteC(column.label.slice(0, 95)),
    bytes: column.type.kind === 'stack' ? 8 * stack!.words : column.type.kind === 'string' ? column.type.bytes : storedBytes(column.type),
    abiType: column.type.kind === 'stack' ? stack!.abiType : abiType(column.type),
    isStack: stack !== null,
    origin: origin(column.span),
    /** The same wherever the column is not null. */
    isOne: values.length <= 1,
    values: values.map((value) => ({
      states: value.states.map(stateName),
      ...viewValue(rule, column, value, index, monitor),
    })),
  };
}

function viewValue(rule: RulePlan, column: ColumnPlan, value: ColumnValue, index: number, monitor: MonitorNames) {
  const expression = value.expression!;
  const to = `record->column_${index}`;
  const found: PlanLookup[] = [];
  const statements: string[] = [];
  const context = matchContext(rule, monitor, (lookup) => {
    const map = mapOf(monitor, lookup.map);
    const variable = `found_${found.push(lookup) - 1}`;
    statements.push(...fillKey(map, lookup.keys, `(&keys->${map.name})`, context), `${variable} = ${map.get}(&keys->${map.name})`);
    return variable;
  });
  const fill = fillColumn(rule, expression, column.type, to, context);
  return {
    index,
    statements: [...statements, fill],
    mayFail: failsDeep(expression),
    needs: value.needs.map(({ cell, least }) =>
      `if (${inMatch(rule, cell)} < ${least})\n\t\trecord->head.nulls |= 1ULL << ${index}`),
  };
}

function matchContext(
  rule: RulePlan, monitor: MonitorNames, lookUp: (lookup: PlanLookup) => string,
): ExpressionContext<PlanLeaf> {
  const read = (leaf: PlanLeaf): ReadValue => {
    switch (leaf.kind) {
      case 'cell':
        return { text: inMatch(rule, leaf.cell), stored: rule.cells[leaf.cell]!.type };
      case 'variable':
        return { text: variableOf(monitor, leaf.variable).value, stored: signed64 };
      case 'context': {
        const { value, type } = contextIn(rule, leaf.function);
        return { text: value, stored: type };
      }
      case 'lookup':
        return { text: lookUp(leaf), stored: signed64 };
      default:
        throw new Error(`${leaf.kind} in RETURN reached the backend`);
    }
  };
  return { scan: monitor.scans.find, read };
}

function inMatch(rule: RulePlan, index: number): string {
  const { identifier, atMatch } = rule.cells[index]!;
  return atMatch ? `match->${identifier}` : `match->run.${identifier}`;
}

function fillColumn(
  rule: RulePlan, expression: PlanExpression, type: ColumnPlan['type'], to: string, context: ExpressionContext<PlanLeaf>,
): string {
  if (isLeaf(expression) && expression.kind === 'context') {
    if (expression.function === 'kstack' || expression.function === 'ustack') {
      return `wmk_fill_${expression.function}(ctx, ${to}, sizeof(${to}))`;
    }
    const { value, type: filled } = contextIn(rule, expression.function);
    return filled.kind === 'string' ? `${value}(${to}, sizeof(${to}))` : `${to} = ${value}`;
  }
  if (isLeaf(expression) && expression.kind === 'cell') {
    const { text, stored } = context.read(expression);
    return copyField(type as FieldType, to, text, stored ?? undefined);
  }
  return !isLeaf(expression) && expression.kind === 'string'
    ? `__builtin_memcpy(${to}, ${quoteC(expression.value)}, ${expression.value.length + 1})`
    : `${to} = ${printExpression(expression, context)}`;
}

/** A match at a deadline is of the deadline's time, whenever its timer comes. */
function contextIn(rule: RulePlan, name: ContextFunction): Context {
  const context = contextOf(name);
  return name === 'now' && rule.pending !== null ? { ...context, value: 'now' } : context;
}

/** Look-ups inside keys come first. */
function lookupsIn(expression: PlanExpression | null): readonly PlanLookup[] {
  return expression === null ? [] : leavesOf(expression).flatMap((leaf) =>
    (leaf.kind === 'lookup' ? [...leaf.keys.flatMap(lookupsIn), leaf] : []));
}

function failsDeep(expression: PlanExpression): boolean {
  return mayFail(expression) || lookupsIn(expression).some(({ keys }) => keys.some(mayFail));
}

/** Frames of a process are known by its number, which stands before them. */
function stackOf({ values }: ColumnPlan): { readonly words: number; readonly abiType: string } {
  const isUser = values.some(({ expression }) =>
    expression !== null && isLeaf(expression) && expression.kind === 'context' && expression.function === 'ustack');
  return isUser ? { words: stackDepth + 1, abiType: 'WMK_COLUMN_USTACK' } : { words: stackDepth, abiType: 'WMK_COLUMN_KSTACK' };
}

function unboundMask({ columns }: RulePlan, state: number): bigint {
  return columns.reduce((mask, { values }, index) => {
    const isBound = values.some(({ states, expression }) => states.includes(state) && expression !== null);
    return isBound ? mask : mask | (1n << BigInt(index));
  }, 0n);
}
