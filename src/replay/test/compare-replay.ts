// Replay on the same traces as the reference matcher: in go a compiled program and what was fed, out comes what replay
// does otherwise.

import type { CheckedProgram, CheckedRule } from '../../check/rule.js';
import { matchRule, type Counts } from '../../oracle/match.js';
import { inOrder, indent, pendingOf, printMatchAndDone, type Comparison, type Difference } from '../../oracle/test/compare.js';
import { eventsOf, type Fed } from '../../oracle/test/feed.js';
import { timeOf, type Trace } from '../../oracle/trace.js';
import { traceLines } from '../../oracle/test/trace-json.js';
import type { ColumnPlan, Plan } from '../../plan/plan.js';
import type { Matcher } from '../match-plan.js';
import type { Done } from '../react.js';
import { replayTrace } from '../replay.js';
import { nrRunsOf } from '../table.js';
import { toBytes, type Value } from '../value.js';

export function compareReplay(program: CheckedProgram, plan: Plan, fed: readonly (readonly Fed[])[]): Comparison {
  const differences: Difference[] = [];
  let [nrMatches, nrFull] = [0, 0];
  for (const [trace, feds] of fed.entries()) {
    const all = feds.flatMap((one) => eventsOf(one, program.catalogue.kinds));
    const since = trace % 3 === 2 ? middleOf(all) : null;
    const events = since === null ? all : all.filter((event) => !('kind' in event) || timeOf(event) >= since);
    const { replay, matches } = replayTrace(
      plan, traceLines(all, program.catalogue.kinds), since === null ? null : { kind: 'monotonic', at: since });
    for (const [index, rule] of program.rules.entries()) {
      const { counters } = replay.matcher.machines[index]!;
      if (counters.refused > 0) {
        nrFull++;
        continue;
      }
      const reference = matchRule(program, rule, events, { ...pendingOf(plan, index), since });
      nrMatches += reference.matches.length;
      const wanted = inOrder(rule, reference.matches.map(printMatchAndDone));
      const got = inOrder(rule, matches.filter((match) => match.rule === index).map(({ time, values, done }) =>
        [time, ...values.map((value, column) => printValue(value, plan.rules[index]!.columns[column]!)), ...done.map(printDone)].join(' ')));
      const wrong = [
        ...(wanted.join('\n') === got.join('\n') ? [] : [`expected:\n${indent(wanted)}\nreplay:\n${indent(got)}`]),
        ...checkCounters(rule, replay.matcher, reference.counts, reference.matches.length),
      ];
      differences.push(...wrong.map((text) => ({ rule: index, trace, text })));
    }
  }
  return { differences, nrMatches, nrFull };
}

/** The time at which a replay begins that knows nothing of what came before. */
function middleOf(trace: Trace): bigint | null {
  const events = trace.filter((event) => 'kind' in event);
  const middle = events[events.length >> 1];
  return middle === undefined ? null : timeOf(middle);
}

function printDone(done: Done): string {
  switch (done.is) {
    case 'log': return `log ${done.text}`;
    case 'emit': return ['emit', ...done.values.map((value, index) => printValue(value, { type: done.types[index]! }))].join(' ');
    case 'signal': return `signal ${done.signal} ${done.to}`;
    case 'deny': return `deny ${done.error}`;
    case 'override': return `override ${done.value}`;
    case 'nice': return `nice ${done.by}`;
  }
}

function printValue(value: Value | null, { type }: Pick<ColumnPlan, 'type'>): string {
  return type.kind === 'integer' || type.kind === 'process' || type.kind === 'thread' || value === null ? String(value)
    : `x${Buffer.from(toBytes(value as string)).toString('hex')}`;
}

/** Every run that began has one end. */
function checkCounters(
  { name, selection: { mode } }: CheckedRule, matcher: Matcher, counts: Counts, matches: number,
): readonly string[] {
  const machine = matcher.machines.find(({ rule }) => rule.name === name)!;
  const of = machine.counters;
  const alive = matcher.tables.reduce((sum, table) => sum + nrRunsOf(machine, table), 0);
  const ends = of.matches + of.killed + of.expired + of.replaced + of.evicted + of.overflowed + of.ended + alive;
  const { begun, forked, evicted, overflowed, forgotten } = counts;
  const wanted = { begun, forked, evicted, overflowed, forgotten, matches };
  return [
    ...(Object.keys(wanted) as (keyof typeof wanted)[]).flatMap((counter) => (of[counter] === wanted[counter] ? []
      : [`${counter} is counted as ${of[counter]}, expected ${wanted[counter]}: ${JSON.stringify(of)}`])),
    ...(mode === 'any' || of.begun === ends ? [] : [`counters do not balance: ${JSON.stringify({ ...of, alive })}`]),
  ];
}
