// Both sides on the same traces: in go a compiled program and what was fed, out comes what the generated code does
// otherwise than the reference matcher.

import type { CheckedProgram, CheckedRule } from '../../check/rule.js';
import type { Plan } from '../../plan/plan.js';
import type { Scalar } from '../evaluate.js';
import { matchRule, type Counts, type Match, type MatchOptions } from '../match.js';
import type { Done } from '../react.js';
import { endOfTask, eventsOf, lineOf, writesOf, type Fed } from './feed.js';
import { runNative, type NativeCounters, type NativeMatch } from './native.js';

export interface Difference {
  readonly rule: number;
  readonly trace: number;
  readonly text: string;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  readonly nrMatches: number;
  /** Pairs of a rule and a trace that are not compared, as a full table refused a key. */
  readonly nrFull: number;
}

export function compare(
  program: CheckedProgram, plan: Plan, fed: readonly (readonly Fed[])[], sanitize: boolean,
): Comparison {
  const traces = followsEnds(plan) ? fed : fed.map((trace) => trace.filter(({ kind }) => kind !== endOfTask));
  const native = runNative(plan, traces.map((trace) => trace.map(lineOf)), sanitize);
  const differences: Difference[] = [];
  let [nrMatches, nrFull] = [0, 0];
  for (const [trace, feds] of traces.entries()) {
    const events = feds.flatMap((one) => [...writesOf(one, program), ...eventsOf(one, program.catalogue.kinds)]);
    const own = native[trace];
    if (own === undefined) {
      differences.push({ rule: 0, trace, text: 'the host program printed nothing' });
      continue;
    }
    differences.push(...own.complaints.map((text) => ({ rule: 0, trace, text })));
    for (const [index, rule] of program.rules.entries()) {
      if (own.counters[index]!.refused > 0) {
        nrFull++;
        continue;
      }
      const { matches, counts } = matchRule(program, rule, events, pendingOf(plan, index));
      nrMatches += matches.length;
      const wanted = inOrder(rule, matches.flatMap(printTold));
      const got = inOrder(rule, own.matches.filter((match) => match.rule === index).map((match) => printNative(match)));
      const wrong = [
        ...(wanted.join('\n') === got.join('\n') ? [] : [`expected:\n${indent(wanted)}\ngenerated code:\n${indent(got)}`]),
        ...checkCounters(rule, own.counters[index]!, counts, matches.length),
      ];
      differences.push(...wrong.map((text) => ({ rule: index, trace, text })));
    }
  }
  return { differences, nrMatches, nrFull };
}

/** Of a key with several processes and threads only one is followed to its end, and not where that is another's. */
export function followsEnds(plan: Plan): boolean {
  return plan.tables.every(({ components, owner }) => {
    const instances = components.filter(({ type }) => type.kind === 'process' || type.kind === 'thread');
    return instances.length === 0 || (instances.length === 1 && owner !== null);
  });
}

/** How many pending runs a key may have. */
export function pendingOf({ rules }: Plan, rule: number): MatchOptions {
  const pending = rules[rule]!.pending;
  return pending === null ? {} : { pending: pending.limit };
}

/** Matches of one event under several keys have no order, nor those at one deadline. */
export function inOrder(rule: CheckedRule, lines: readonly string[]): readonly string[] {
  const fields = new Map<string, string>();
  const hasSeveralKeys = rule.classes.filter(({ isKey }) => isKey).some(({ members }, index) =>
    members.some(({ binding, field }) => {
      const kind = `${index} ${rule.bindings[binding]!.kind.name}`;
      const before = fields.get(kind) ?? field.name;
      fields.set(kind, before);
      return before !== field.name;
    }));
  return hasSeveralKeys || rule.chains[0]!.trailing.length > 0 ? [...lines].sort() : lines;
}

/**
 * Every run that began has one end, and nothing is lost where there is room. What becomes of runs that are one in the
 * automaton and two in the reference may differ, but not where runs never become one.
 */
function checkCounters(rule: CheckedRule, of: NativeCounters, counts: Counts, matches: number): readonly string[] {
  const ends = of.matches + of.killed + of.expired + of.replaced + of.evicted + of.overflowed + of.ended + of.alive;
  const { begun, forked, evicted, overflowed, forgotten } = counts;
  const wanted = { begun, forked, evicted, overflowed, forgotten, matches, lost: 0, busy: 0 };
  return [
    ...(Object.keys(wanted) as (keyof typeof wanted)[]).flatMap((name) => (of[name] === wanted[name] ? []
      : [`${rule.name}: ${name} is counted as ${of[name]}, expected ${wanted[name]}: ${JSON.stringify(of)}`])),
    ...(rule.selection.mode === 'any' || of.begun === ends ? [] : [`${rule.name}: counters do not balance: ${JSON.stringify(of)}`]),
  ];
}

export function printMatch({ time, values }: Match): string {
  return [time, ...values.map(printValue)].join(' ');
}

/** By DO, behind what it returns. */
export function printMatchAndDone(match: Match): string {
  return [printMatch(match), ...match.done.map(printDone)].join(' ');
}

function printDone(done: Done): string {
  switch (done.is) {
    case 'log': return `log ${done.text}`;
    case 'emit': return ['emit', ...done.values.map(printValue)].join(' ');
    case 'signal': return `signal ${done.signal} ${done.to}`;
    case 'deny': return `deny ${done.error}`;
    case 'override': return `override ${done.value}`;
    case 'nice': return `nice ${done.by}`;
  }
}

/** What a log writes is compared where lines are made of it: in replay. */
function printTold(match: Match): readonly string[] {
  const notes = match.done.flatMap((one) => (one.is === 'log' ? ['log'] : one.is === 'emit' ? [printDone(one)] : []));
  return [...notes, printMatch(match)];
}

function printNative({ is, time, values }: NativeMatch): string {
  return is === 'log' ? 'log' : [is === 'match' ? time : 'emit', ...values].join(' ');
}

function printValue(value: Scalar | null): string {
  return value === null ? 'null' : typeof value === 'bigint' ? String(value) : `x${Buffer.from(value).toString('hex')}`;
}

export function indent(lines: readonly string[]): string {
  return lines.length === 0 ? '  (nothing)' : lines.map((line) => `  ${line}`).join('\n');
}
