// Makes ready to print what becomes of a match: in go RETURN and DO of a rule, out come its record, the statements, and what
// both need in memory.

import { allStatements, targetsOf, valuesOf } from '../../check/statement-parts.js';
import type { RulePlan } from '../../plan/plan.js';
import { viewRecord } from './columns.js';
import { lookupsIn } from './lookups.js';
import { mapOf, type MonitorNames } from './monitor-names.js';
import { viewReaction } from './view-reaction.js';

export function viewTold(
  rule: RulePlan, name: string, constant: string, monitor: MonitorNames, stateName: (index: number) => string,
) {
  const record = viewRecord(rule.columns, name, { rule, monitor, stateName, lets: new Map() });
  const keys = monitor.names.claim(`${name}_keys`);
  const values = [...rule.columns, ...allStatements(rule.reaction).flatMap(valuesOf)];
  const looked = values.flatMap((value) => value.values.flatMap(({ expression }) => lookupsIn(expression)));
  const written = targetsOf(rule.reaction).flatMap((target) => (target.kind === 'entry' ? [target.table] : []));
  const used = [...new Set([...looked.map(({ map }) => map), ...written])];
  const reaction = viewReaction(rule, { rule: name, constant, keys, usesKeys: used.length > 0 }, monitor, stateName);
  return {
    ...record,
    nrStates: `NR_${constant}_STATES`,
    number: 0,
    emit: monitor.names.claim(`${name}_emit`),
    emitNumber: monitor.names.claim(`${name}_emit_number`),
    emission: monitor.names.claim(`${name}_emission`),
    keys,
    /** The maps that a match reads or writes, each once. */
    maps: used.map((map) => mapOf(monitor, map)),
    usesKeys: used.length > 0,
    reaction,
    /** It has calls that change the system. */
    reacts: reaction !== null && reaction.calls.length > 0,
    readsMatch: record.readsMatch || reaction !== null,
    usesExe: record.usesExe || (reaction?.usesExe ?? false),
  };
}
