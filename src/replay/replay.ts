// A replay: in goes a plan, and then line after line of a trace; out come matches, gaps and what is wrong with lines, and
// in the end what was counted.

import type { Plan } from '../plan/plan.js';
import { matchPlan, type Match, type Matcher } from './match-plan.js';
import { traceLineReader, type TraceLine } from './read-trace-line.js';
import { integer, timeBetween, type Integer } from './value.js';

export interface ReplaySink {
  readonly onMatch: (match: Match, replay: Replay) => void;
  /** Events that the recorder lost here. */
  readonly onGap: (count: Integer, cause: string) => void;
  /** The line is skipped. */
  readonly onBadLine: (line: number, reason: string) => void;
}

/** When the monitor is activated: it knows nothing from before. ns. */
export type Since =
  | { readonly kind: 'monotonic'; readonly at: bigint }
  /** Since the first event. */
  | { readonly kind: 'later'; readonly by: bigint }
  /** Since 1970. */
  | { readonly kind: 'wall'; readonly at: bigint };

export class Replay {
  readonly matcher: Matcher;
  nrLines = 0;
  nrEvents = 0;
  /** Of kinds that no rule reads. */
  nrUnread = 0;
  /** From before the monitor is activated. */
  nrBefore = 0;
  nrEnds = 0;
  nrMatches = 0;
  nrBad = 0;
  /** Events that the recorder lost. */
  nrLost: Integer = 0;
  /** When the trace's clock was zero, in ns since 1970; null: it does not say. */
  boot: bigint | null = null;
  private readonly readLine: (text: string) => TraceLine;
  private activation: Integer | null = null;

  constructor(readonly plan: Plan, private readonly sink: ReplaySink, private readonly since: Since | null = null) {
    this.matcher = matchPlan(plan);
    this.readLine = traceLineReader(plan, this.matcher.layouts);
  }

  /** A line without its end. */
  read(text: string): void {
    this.nrLines++;
    if (text === '' || text === '\r') {
      return;
    }
    const line = this.readLine(text);
    switch (line.is) {
      case 'event':
        this.readEvent(line);
        break;
      case 'end':
        this.nrEnds++;
        this.matcher.end(line.of, line.number, line.start);
        break;
      case 'unread':
        this.nrUnread++;
        if (line.time !== null) {
          this.tell(this.matcher.advance(line.time));
        }
        break;
      case 'gap':
        this.nrLost = integer(BigInt(this.nrLost) + BigInt(line.count));
        this.sink.onGap(line.count, line.cause);
        break;
      case 'until':
        this.tell(this.matcher.advance(line.time));
        break;
      case 'header':
        this.boot = line.boot;
        break;
      case 'bad':
        this.skip(line.reason);
    }
  }

  /** There are no more lines. */
  finish(): void {
    this.tell(this.matcher.finish());
  }

  /** A line that is too long to be read at all. */
  readTooLong(reason: string): void {
    this.nrLines++;
    this.skip(reason);
  }

  private skip(reason: string): void {
    this.nrBad++;
    this.sink.onBadLine(this.nrLines, reason);
  }

  private readEvent({ kind, values, context }: TraceLine & { is: 'event' }): void {
    this.nrEvents++;
    if (this.since !== null) {
      const time = values[0] as Integer;
      if (this.activation === null) {
        this.activation = this.activationOf(this.since, time);
        this.matcher.activate(this.activation);
      }
      if (timeBetween(this.activation, time) < 0) {
        this.nrBefore++;
        return;
      }
    }
    this.tell(this.matcher.read(kind, values, context));
  }

  private tell(matches: readonly Match[]): void {
    for (let i = 0; i < matches.length; i++) {
      this.nrMatches++;
      this.sink.onMatch(matches[i]!, this);
    }
  }

  private activationOf(since: Since, first: Integer): Integer {
    switch (since.kind) {
      case 'monotonic': return integer(since.at);
      case 'later': return integer(BigInt(first) + since.by);
      case 'wall':
        if (this.boot === null) {
          throw new NoWallClock();
        }
        return integer(since.at - this.boot);
    }
  }
}

/** A time of day is asked for, of a trace that does not say when its clock was zero. */
export class NoWallClock extends Error {}

/** All of a trace at once, for tests. */
export function replayTrace(
  plan: Plan, lines: Iterable<string>, since: Since | null = null,
): { readonly replay: Replay; readonly matches: readonly Match[] } {
  const matches: Match[] = [];
  const replay = new Replay(plan, {
    onMatch: (match) => void matches.push(match),
    onGap: () => undefined,
    onBadLine: (line, reason) => {
      throw new Error(`line ${line} of a trace: ${reason}`);
    },
  }, since);
  for (const line of lines) {
    replay.read(line);
  }
  replay.finish();
  return { replay, matches };
}
