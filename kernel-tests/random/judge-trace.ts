/** Takes a batch, one of its traces and what a kernel did with it, and tells where that is not what the reference does. */

import type { FedMatch, FedPart } from '../feed/feeder-results.js';
import type { CheckedRule } from '../../src/check/rule.js';
import { matchRule, type Match } from '../../src/oracle/match.js';
import type { Batch, BatchTrace } from './draw-batch.js';

export interface Expected {
  readonly own: readonly string[];
  readonly alongside: readonly string[];
  /** Of both. */
  readonly counts: ReadonlyMap<string, number>;
  /** Matches of one event under several keys have no order, nor those at one deadline. */
  readonly isOrdered: boolean;
}

export interface RuleDifference {
  readonly rule: number;
  readonly text: string;
}

const COUNTED = ['begun', 'forked', 'evicted', 'overflowed', 'forgotten'] as const;

/** What each rule of the batch is to report, until the clock has come to a time if the trace goes on behind its events. */
export function expectTrace(
  { program }: Pick<Batch, 'program'>, trace: BatchTrace, until: bigint | null = null,
): readonly Expected[] {
  const events = until === null ? trace.events : [...trace.events, { until }];
  return program.rules.map((rule) => {
    const [own, alongside] = [matchRule(program, rule, events), matchRule(program, rule, trace.alongside)];
    const sum = (name: (typeof COUNTED)[number]): number => own.counts[name] + alongside.counts[name];
    return {
      own: own.matches.flatMap(printTold),
      alongside: alongside.matches.flatMap(printTold),
      counts: new Map([
        ...COUNTED.map((name) => [name, sum(name)] as const),
        ['matches', own.matches.length + alongside.matches.length],
        ['lost', 0],
        ['busy', 0],
        ['unnoted', 0],
      ]),
      isOrdered: !hasSeveralKeys(rule) && rule.chains[0]!.trailing.length === 0,
    };
  });
}

/** Whether two events of one kind may give the key by different fields. */
function hasSeveralKeys({ classes, bindings }: CheckedRule): boolean {
  return classes.filter(({ isKey }) => isKey).some(({ members }) => {
    const fields = new Map<string, string>();
    return members.some(({ binding, field }) => {
      const kind = bindings[binding]?.kind.name ?? '';
      const before = fields.get(kind) ?? field.name;
      fields.set(kind, before);
      return before !== field.name;
    });
  });
}

export interface Judgement {
  readonly differences: readonly RuleDifference[];
  /** Rules of which a full bucket refused a key, so that there is nothing to compare. */
  readonly nrFull: number;
}

export function judgeTrace(trace: BatchTrace, expected: readonly Expected[], part: FedPart | undefined): Judgement {
  if (part === undefined) return { differences: [{ rule: 0, text: 'the kernel told nothing of it' }], nrFull: 0 };
  const differences = part.complaints.map((text) => ({ rule: 0, text }));
  let nrFull = 0;
  const [from] = trace.alongside;
  const second = from === undefined ? null : timesOf(trace.alongside);
  for (const [rule, { own, alongside, counts, isOrdered }] of expected.entries()) {
    const counters = part.rules[rule];
    const count = (name: string): number => counters?.get(name) ?? -1;
    if (count('refused') > 0) {
      nrFull++;
      continue;
    }
    const of = part.matches.filter((match) => match.rule === rule);
    const isSecond = (match: FedMatch): boolean => second !== null && second.has(match.time);
    const report = (text: string): void => void differences.push({ rule, text });
    compare(own, of.filter((match) => !isSecond(match)), isOrdered, report);
    compare(alongside, of.filter(isSecond), isOrdered, report);
    for (const [name, wanted] of counts) {
      if (count(name) !== wanted) report(`${name} is counted as ${count(name)}, expected ${wanted}`);
    }
  }
  return { differences, nrFull };
}

function timesOf(events: BatchTrace['alongside']): ReadonlySet<bigint> {
  return new Set(events.flatMap((event) => {
    const time = 'writes' in event ? undefined : event.fields.get('TimeStamp');
    return typeof time === 'bigint' ? [time] : [];
  }));
}

function compare(
  expected: readonly string[],
  matches: readonly FedMatch[],
  isOrdered: boolean,
  report: (text: string) => void,
): void {
  const ordered = (lines: readonly string[]): readonly string[] => (isOrdered ? lines : [...lines].sort());
  const [wanted, got] = [ordered(expected), ordered(matches.map(printFed))];
  if (wanted.join('\n') === got.join('\n')) return;
  report(['expected:', ...shown(wanted), 'the kernel:', ...shown(got)].join('\n'));
}

function shown(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? ['  (nothing)'] : lines.map((line) => `  ${line}`);
}

/** Of a log that it came: the loader makes its text. */
function printFed({ is, time, values }: FedMatch): string {
  return [is, time, ...(is === 'log' ? [] : values)].join(' ');
}

/** A match likewise, behind what its DO tells. */
function printTold({ time, values, done }: Match): readonly string[] {
  const told = done.flatMap((one) => (one.is === 'log' ? [`log ${time}`] : one.is === 'emit' ? [printValues('emit', time, one.values)] : []));
  return [...told, printValues('match', time, values)];
}

function printValues(is: string, time: bigint, values: Match['values']): string {
  const texts = values.map((value) =>
    value === null ? 'null' : typeof value === 'bigint' ? String(value) : `x${Buffer.from(value).toString('hex')}`,
  );
  return [is, time, ...texts].join(' ');
}
