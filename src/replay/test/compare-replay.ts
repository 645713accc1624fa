// Replay on the same traces as the reference matcher: in go a compiled program and what was fed, out comes what replay
// does otherwise.

import type { CheckedProgram, CheckedRule } from '../../check/rule.js';
import { matchRule, type Counts } from '../../oracle/match.js';
import { inOrder, indent, printMatch, type Comparison, type Difference } from '../../oracle/test/compare.js';
import { eventsOf, type Fed } from '../../oracle/test/feed.js';
import { traceLines } from '../../oracle/test/trace-json.js';
import type { ColumnPlan, Plan } from '../../plan/plan.js';
import type { Counters } from '../counters.js';
import { replayTrace } from '../replay.js';
import { toBytes, type Value } from '../value.js';

export function compareReplay(program: CheckedProgram, plan: Plan, fed: readonly (readonly Fed[])[]): Comparison {
  const differences: Difference[] = [];
  let [nrMatches, nrFull] = [0, 0];
  for (const [trace, feds] of fed.entries()) {
    const events = feds.flatMap((one) => eventsOf(one, program.catalogue.kinds));
    const { replay, matches } = replayTrace(plan, traceLines(events, program.catalogue.kinds));
    for (const [index, rule] of program.rules.entries()) {
      const { counters } = replay.matcher.machines[index]!;
      if (counters.refused > 0) {
        nrFull++;
        continue;
      }
      const reference = matchRule(program, rule, events);
      nrMatches += reference.matches.length;
      const wanted = inOrder(rule, reference.matches.map((match) => printMatch(match)));
      const got = inOrder(rule, matches.filter((match) => match.rule === index).map(({ time, values }) =>
        [time, ...values.map((value, column) => printValue(value, plan.rules[index]!.columns[column]!))].join(' ')));
      const wrong = [
        ...(wanted.join('\n') === got.join('\n') ? [] : [`expected:\n${indent(wanted)}\nreplay:\n${indent(got)}`]),
        ...checkCounters(rule, counters, reference.counts, reference.matches.length),
      ];
      differences.push(...wrong.map((text) => ({ rule: index, trace, text })));
    }
  }
  return { differences, nrMatches, nrFull };
}

function printValue(value: Value | null, { type }: ColumnPlan): string {
  return type.kind === 'integer' || type.kind === 'process' || type.kind === 'thread' || value === null ? String(value)
    : `x${Buffer.from(toBytes(value as string)).toString('hex')}`;
}

/** What becomes of runs that are one in the automaton and two in the reference may differ, but not where none ever are. */
function checkCounters({ selection: { mode } }: CheckedRule, of: Counters, counts: Counts, matches: number): readonly string[] {
  const apart = mode === 'all' ? { killed: counts.killed, expired: counts.expired, ended: counts.ended } : {};
  const wanted = { begun: counts.begun, forked: counts.forked, evicted: counts.evicted, matches, ...apart };
  return (Object.keys(wanted) as (keyof typeof wanted)[]).flatMap((name) => (of[name] === wanted[name] ? []
    : [`${name} is counted as ${of[name]}, expected ${wanted[name]}: ${JSON.stringify(of)}`]));
}
