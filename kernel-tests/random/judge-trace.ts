/** Takes a batch, one of its traces and what a kernel did with it, and tells where that is not what the reference does. */

import type { FedMatch, FedPart } from '../feed/feeder-results.js';
import { matchRule, type Match } from '../../src/oracle/match.js';
import type { Batch, BatchTrace } from './draw-batch.js';

export interface Expected {
  readonly own: readonly string[];
  readonly alongside: readonly string[];
  readonly begun: number;
}

export interface RuleDifference {
  readonly rule: number;
  readonly text: string;
}

/** What each rule of the batch is to report. */
export function expectTrace({ program }: Pick<Batch, 'program'>, trace: BatchTrace): readonly Expected[] {
  return program.rules.map((rule) => {
    const [own, alongside] = [matchRule(rule, trace.events), matchRule(rule, trace.alongside)];
    return {
      own: own.matches.map(printMatch),
      alongside: alongside.matches.map(printMatch),
      begun: own.begun + alongside.begun,
    };
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
  for (const [rule, { own, alongside, begun }] of expected.entries()) {
    const counters = part.rules[rule];
    const count = (name: string): number => counters?.get(name) ?? -1;
    if (count('refused') > 0) {
      nrFull++;
      continue;
    }
    const of = part.matches.filter((match) => match.rule === rule);
    const isSecond = (match: FedMatch): boolean => second !== null && second.has(match.time);
    const report = (text: string): void => void differences.push({ rule, text });
    compare(own, of.filter((match) => !isSecond(match)), report);
    compare(alongside, of.filter(isSecond), report);
    const matches = own.length + alongside.length;
    if (count('matches') !== matches) report(`${count('matches')} matches are counted, expected ${matches}`);
    if (count('begun') !== begun) report(`${count('begun')} runs are counted as begun, expected ${begun}`);
    for (const name of ['lost', 'busy']) {
      if (count(name) !== 0) report(`${name}: ${count(name)}`);
    }
  }
  return { differences, nrFull };
}

function timesOf(events: BatchTrace['alongside']): ReadonlySet<bigint> {
  return new Set(events.flatMap(({ fields }) => {
    const time = fields.get('TimeStamp');
    return typeof time === 'bigint' ? [time] : [];
  }));
}

function compare(wanted: readonly string[], matches: readonly FedMatch[], report: (text: string) => void): void {
  const got = matches.map(({ time, values }) => [time, ...values].join(' '));
  if (wanted.join('\n') === got.join('\n')) return;
  report(['expected:', ...shown(wanted), 'the kernel:', ...shown(got)].join('\n'));
}

function shown(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? ['  (nothing)'] : lines.map((line) => `  ${line}`);
}

/** As feeder.c prints one. */
function printMatch({ time, values }: Match): string {
  const texts = values.map((value) =>
    value === null ? 'null' : typeof value === 'bigint' ? String(value) : `x${Buffer.from(value).toString('hex')}`,
  );
  return [time, ...texts].join(' ');
}
