// Makes a record ready to print: in go the values of a RETURN, a log or an emit, out come the members of the record and how
// each is filled from a match.

import { isLeaf } from '../../check/expression-parts.js';
import type { ValuePlan } from '../../plan/plan.js';
import { abiType, declareField, storedBytes } from './fields.js';
import {
  failsDeep, fillMember, inMatch, lacking, lookUpAnd, nameFound, type MatchNames,
} from './match-values.js';
import { quoteC } from './quote.js';

/** What a record tells. */
export interface Told extends ValuePlan {
  readonly label: string;
}

export type RecordView = ReturnType<typeof viewRecord>;

/** WMK_STACK_DEPTH. */
const stackDepth = 32;

/** `name` is that of its struct, without its ending. */
export function viewRecord(told: readonly Told[], name: string, names: MatchNames) {
  const { rule, monitor, stateName } = names;
  const columns = told.map((column, index) => viewColumn(column, index, names));
  const unbound = rule.automaton.states
    .filter(({ role }) => role === 'accepting')
    .map(({ index }) => ({ state: stateName(index), mask: unboundMask(told, index) }))
    .filter(({ mask }) => mask !== 0n)
    .map(({ state, mask }) => ({ state, mask: `0x${mask.toString(16)}ULL` }));
  const lines = columns.flatMap(({ values }) => values.flatMap(({ statements, needs }) => [...statements, ...needs]));
  const switches = columns.some(({ isOne }) => !isOne);
  return {
    record: monitor.names.claim(`${name}_record`),
    unboundTable: monitor.names.claim(`${name}_unbound`),
    columns,
    unbound,
    /** Of what was looked up for one column. */
    foundNames: nameFound(told).join(', '),
    looksUp: nameFound(told).length > 0,
    usesExe: lines.some((line) => line.startsWith('wmk_fill_exe')),
    usesStack: columns.some(({ isStack }) => isStack),
    mayFail: columns.some((column) => column.values.some((value) => value.mayFail)),
    readsState: unbound.length > 0 || switches,
    readsMatch: unbound.length > 0 || switches || lines.some((line) => line.includes('match->')),
    readsLet: lines.some((line) => line.includes('let->')),
  };
}

function viewColumn(column: Told, index: number, names: MatchNames) {
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
    /** The same wherever the column is not null. */
    isOne: values.length <= 1,
    values: values.map(({ states, expression, needs }) => ({
      states: states.map(names.stateName),
      index,
      statements: lookUpAnd(expression!, names, fillMember(names, column.type, `record->column_${index}`)),
      mayFail: failsDeep(expression!),
      needs: [
        ...needs.map(({ cell, least }) => `${inMatch(names.rule, cell)} < ${least}`),
        ...lacking(expression!, names.lets).map((has) => `!${has}`),
      ].map((lacks) => `if (${lacks})\n\t\trecord->head.nulls |= 1ULL << ${index}`),
    })),
  };
}

/** Frames of a process are known by its number, which stands before them. */
function stackOf({ values }: ValuePlan): { readonly words: number; readonly abiType: string } {
  const isUser = values.some(({ expression }) =>
    expression !== null && isLeaf(expression) && expression.kind === 'context' && expression.function === 'ustack');
  return isUser ? { words: stackDepth + 1, abiType: 'WMK_COLUMN_USTACK' } : { words: stackDepth, abiType: 'WMK_COLUMN_KSTACK' };
}

function unboundMask(told: readonly ValuePlan[], state: number): bigint {
  return told.reduce((mask, { values }, index) => {
    const isBound = values.some(({ states, expression }) => states.includes(state) && expression !== null);
    return isBound ? mask : mask | (1n << BigInt(index));
  }, 0n);
}

