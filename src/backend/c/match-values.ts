// What is made of a match, in C: in go values of RETURN and DO, out come the statements that put them somewhere.

import type { ContextFunction } from '../../check/expression.js';
import { isLeaf, leavesOf } from '../../check/expression-parts.js';
import type { FieldType } from '../../events/catalogue.js';
import type { PlanExpression, PlanLeaf, RulePlan, ValuePlan } from '../../plan/plan.js';
import { contextOf, type Context } from './contexts.js';
import { mayFail, printExpression, type ExpressionContext, type ReadValue } from './expression.js';
import { copyField } from './fields.js';
import { fillKey } from './fill-key.js';
import { lookupsIn, type PlanLookup } from './lookups.js';
import { mapOf, variableOf, type MonitorNames } from './monitor-names.js';
import { quoteC } from './quote.js';
import { signed64 } from './view-map.js';
import type { Words } from './words.js';

/** What `let` names: a member of the struct that `let` points to. */
export interface LetView {
  readonly member: string;
  readonly type: FieldType;
  /** The member that says whether there is a value; null: there always is. */
  readonly has: string | null;
}

/** Where values of a match are read. */
export interface MatchNames {
  readonly rule: RulePlan;
  readonly monitor: MonitorNames;
  readonly stateName: (index: number) => string;
  /** By index of the local. */
  readonly lets: ReadonlyMap<number, LetView>;
}

/** How a value is put somewhere: `fill` prints that, given what reads its leaves. */
export type Fill = (expression: PlanExpression, context: ExpressionContext<PlanLeaf>) => readonly string[];

export type MatchValueView = ReturnType<typeof viewMatchValue>;

/** `valid` is cleared where there is no value; it is asked for if `fallible`. */
export function viewMatchValue({ values: all }: ValuePlan, names: MatchNames, fill: Fill) {
  const values = all.filter(({ expression }) => expression !== null);
  const isEverywhere = values.length === 1 && all.length === 1;
  const isBound = values.length === all.length;
  const fallible = mayLack({ values: all }, names.lets);
  const views = values.map(({ states, expression, needs }) => ({
    states: states.map(names.stateName),
    lines: [
      ...lookUpAnd(expression!, names, fill),
      ...needs.map(({ cell, least }) => `if (${inMatch(names.rule, cell)} < ${least})\n\tvalid = false`),
      ...lacking(expression!, names.lets).map((has) => `if (!${has})\n\tvalid = false`),
    ],
  }));
  return {
    isEverywhere,
    isBound,
    values: views,
    fallible,
    /** The one line that it takes; null: it takes more. */
    line: isEverywhere && !fallible && views[0]!.lines.length === 1 ? views[0]!.lines[0]! : null,
  };
}

/** Whether there may be no value. */
export function mayLack({ values }: Pick<ValuePlan, 'values'>, lets: MatchNames['lets']): boolean {
  return values.some(({ expression, needs }) => expression === null || failsDeep(expression) || needs.length > 0
    || lacking(expression, lets).length > 0);
}

/** What look-ups find is put into variables first. */
export function lookUpAnd(expression: PlanExpression, names: MatchNames, fill: Fill): readonly string[] {
  const statements: string[] = [];
  let nrFound = 0;
  const context = matchContext(names, (lookup) => {
    const map = mapOf(names.monitor, lookup.map);
    const key = fillKey(map, lookup.keys, `(&keys->${map.name})`, context);
    const variable = `found_${nrFound++}`;
    statements.push(...key, `${variable} = ${map.get}(&keys->${map.name})`);
    return variable;
  });
  const last = fill(expression, context);
  return [...statements, ...last];
}

function matchContext(
  { rule, monitor, lets }: MatchNames, lookUp: (lookup: PlanLookup) => string,
): ExpressionContext<PlanLeaf> {
  const read = (leaf: PlanLeaf): ReadValue => {
    switch (leaf.kind) {
      case 'cell':
        return { text: inMatch(rule, leaf.cell), stored: rule.cells[leaf.cell]!.type };
      case 'variable':
        return { text: variableOf(monitor, leaf.variable).value, stored: signed64 };
      case 'context': {
        const { value, type } = contextIn(rule, leaf.function, monitor.words);
        return { text: value, stored: type };
      }
      case 'lookup':
        return { text: lookUp(leaf), stored: signed64 };
      case 'local': {
        const { member, type } = lets.get(leaf.local)!;
        return { text: `let->${member}`, stored: type };
      }
      default:
        throw new Error(`${leaf.kind} of a match reached the backend`);
    }
  };
  return { scan: monitor.scans.find, read };
}

export function inMatch(rule: RulePlan, index: number): string {
  const { identifier, atMatch } = rule.cells[index]!;
  return atMatch ? `match->${identifier}` : `match->run.${identifier}`;
}

/** Puts the value into a member of a record. */
export function fillMember({ rule, monitor }: Pick<MatchNames, 'rule' | 'monitor'>, type: ValuePlan['type'], to: string): Fill {
  return (expression, context) => [fillOne(rule, monitor.words, expression, type, to, context)];
}

function fillOne(
  rule: RulePlan, words: Words, expression: PlanExpression, type: ValuePlan['type'], to: string, context: ExpressionContext<PlanLeaf>,
): string {
  if (isLeaf(expression) && expression.kind === 'context') {
    if (expression.function === 'kstack' || expression.function === 'ustack') {
      return `wmk_fill_${expression.function}(ctx, ${to}, sizeof(${to}))`;
    }
    const { value, type: filled } = contextIn(rule, expression.function, words);
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
function contextIn(rule: RulePlan, name: ContextFunction, words: Words): Context {
  const context = contextOf(name, words);
  return name === 'now' && rule.pending !== null ? { ...context, value: 'now' } : context;
}

export function failsDeep(expression: PlanExpression): boolean {
  return mayFail(expression) || lookupsIn(expression).some(({ keys }) => keys.some(mayFail));
}

/** What says whether the values named by `let` that it reads are there. */
export function lacking(expression: PlanExpression, lets: MatchNames['lets']): readonly string[] {
  const leaves = [expression, ...lookupsIn(expression).flatMap(({ keys }) => keys)].flatMap((one) => leavesOf(one));
  const read = leaves.flatMap((leaf) => (leaf.kind === 'local' ? [lets.get(leaf.local)!.has] : []));
  return [...new Set(read)].flatMap((has) => (has === null ? [] : [`let->${has}`]));
}

/** The most that any of these values looks up, as names of variables. */
export function nameFound(values: readonly ValuePlan[]): readonly string[] {
  const most = Math.max(0, ...values.flatMap((one) => one.values.map(({ expression }) => lookupsIn(expression).length)));
  return Array.from({ length: most }, (_, index) => `found_${index}`);
}
