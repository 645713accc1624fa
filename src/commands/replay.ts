// `wmkgen replay`: in go files of rules and a trace, out come the matches that the rules have in it, off line.

import { performance } from 'node:perf_hooks';
import type { Plan } from '../plan/plan.js';
import { quote } from '../replay/escape.js';
import { printMatchJson, printMatchText, quoteText } from '../replay/print-match.js';
import { printStatisticsJson, printStatisticsText } from '../replay/print-statistics.js';
import { NoWallClock, Replay, type Since } from '../replay/replay.js';
import { LineSplitter, mostLineBytes } from '../replay/split-lines.js';
import { showText } from '../source/display.js';
import { compileFiles, type Sizes } from './compile-files.js';
import { exitCodes } from './exit-code.js';
import type { Package } from './package.js';
import { Progress } from './progress.js';
import { systemReason } from './read-sources.js';
import { readTrace } from './read-trace.js';
import { report, type Format } from './report.js';
import type { Terminal } from './terminal.js';

export interface ReplayOptions {
  readonly format: Format;
  readonly sizes: Sizes;
  /** Matches after which to end. */
  readonly count: number | null;
  readonly since: Since | null;
  /** A bad line ends it. */
  readonly strict: boolean;
  readonly quiet: boolean;
}

/** Of bad lines; the rest is only counted. */
const mostShown = 10;

export async function replay(
  files: readonly string[], trace: string, options: ReplayOptions, home: Package, terminal: Terminal,
): Promise<number> {
  const { plan, diagnostics } = compileFiles(files, options.sizes, home);
  report(diagnostics, terminal);
  if (plan === null) {
    return exitCodes.diagnostics;
  }
  if (plan.rules.length === 0) {
    terminal.complain(`wmkgen: there is no rule in ${files.map((file) => `'${showText(file)}'`).join(', ')}\n`);
    return exitCodes.diagnostics;
  }
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  signals.forEach((signal) => process.on(signal, onSignal));
  try {
    return await new Session(plan, trace, options, terminal, stop).run();
  } finally {
    signals.forEach((signal) => process.off(signal, onSignal));
  }
}

/** They end the reading; what was counted until then is told. */
const signals = ['SIGINT', 'SIGTERM'] as const;

type Loss = 'refused' | 'overflowed' | 'forgotten';

/** What can be missing for want of room, in the words of the loader. */
const losses: readonly { readonly counter: Loss; readonly cause: string; readonly text: (end: string) => string }[] = [
  { counter: 'refused', cause: 'table full', text: (end) => `key${end} refused: table full` },
  {
    counter: 'overflowed', cause: 'too many runs await their deadline',
    text: (end) => `run${end} dropped: too many of a key await their deadline`,
  },
  {
    counter: 'forgotten', cause: 'key remembers no more', text: (end) => `event${end} forgotten: a key remembers no more`,
  },
];

class Session {
  private readonly replay: Replay;
  private readonly progress: Progress;
  /** Records that are not yet printed. */
  private records: string[] = [];
  /** By rule: what of its counters was told. */
  private readonly told: readonly Record<Loss, number>[];
  private code: number = exitCodes.done;

  constructor(
    private readonly plan: Plan, private readonly trace: string, private readonly options: ReplayOptions,
    private readonly terminal: Terminal, private readonly stop: AbortController,
  ) {
    this.told = plan.rules.map(() => ({ refused: 0, overflowed: 0, forgotten: 0 }));
    this.replay = new Replay(plan, {
      onMatch: (match) => {
        const rule = this.plan.rules[match.rule]!;
        this.tellLosses(match.rule);
        this.records.push(options.format === 'json' ? printMatchJson(match, rule, this.replay.boot)
          : printMatchText(match, rule, plan.rules.length > 1));
        if (this.replay.nrMatches === options.count) {
          stop.abort();
        }
      },
      onGap: (count, cause) => void this.records.push(options.format === 'json'
        ? `{"gap":{"cause":${quoteText(cause)},"count":${count}}}\n`
        : `gap { ${count} event${count === 1 ? '' : 's'} lost: ${plain(cause)} }\n`),
      onBadLine: (line, reason) => this.complainOfLine(line, reason),
    }, options.since);
    this.progress = new Progress(terminal.isInteractive === true && !options.quiet ? terminal.complain : null);
  }

  async run(): Promise<number> {
    const begun = performance.now();
    try {
      await this.readLines();
    } catch (error) {
      this.complainOfTrace(error);
    }
    this.plan.rules.forEach(({ index }) => this.tellLosses(index));
    this.flush();
    this.progress.clear();
    if (this.replay.nrBad > mostShown && !this.options.strict) {
      this.terminal.complain(
        `wmkgen: ${this.replay.nrBad} lines of '${showText(this.name)}' were skipped, the first ${mostShown} are shown\n`);
    }
    if (!this.options.quiet) {
      const seconds = (performance.now() - begun) / 1000;
      this.terminal.complain(this.options.format === 'json' ? printStatisticsJson(this.replay, this.name, seconds)
        : printStatisticsText(this.replay, seconds));
    }
    return this.code;
  }

  private get name(): string {
    return this.trace === '-' ? 'standard input' : this.trace;
  }

  private async readLines(): Promise<void> {
    const { replay, stop } = this;
    const splitter = new LineSplitter({
      onLine: (text) => {
        if (!stop.signal.aborted) {
          replay.read(text);
        }
      },
      onTooLong: () => {
        if (!stop.signal.aborted) {
          replay.readTooLong(`it is longer than ${mostLineBytes} bytes`);
        }
      },
    });
    for await (const piece of readTrace(this.trace, stop.signal)) {
      splitter.push(piece);
      this.flush();
      this.progress.show(replay);
      await this.terminal.taken?.();
    }
    splitter.end();
    if (!stop.signal.aborted) {
      replay.finish();
    }
  }

  /** In the stream of records, before the next one of the rule, as the loader does. */
  private tellLosses(rule: number): void {
    const { name } = this.plan.rules[rule]!;
    const { counters } = this.replay.matcher.machines[rule]!;
    for (const { counter, cause, text } of losses) {
      const count = counters[counter] - this.told[rule]![counter];
      if (count > 0) {
        this.told[rule]![counter] = counters[counter];
        const isNamed = this.plan.rules.length > 1;
        this.records.push(this.options.format === 'json'
          ? `{"gap":{"rule":${quoteText(name)},"cause":"${cause}","count":${count}}}\n`
          : `${isNamed ? `${name} ` : ''}gap { ${count} ${text(count === 1 ? '' : 's')} }\n`);
      }
    }
  }

  private flush(): void {
    if (this.records.length > 0) {
      this.progress.clear();
      this.terminal.print(this.records.join(''));
      this.records = [];
    }
  }

  private complainOfLine(line: number, reason: string): void {
    if (this.options.strict) {
      this.code = exitCodes.diagnostics;
      this.stop.abort();
    }
    if (this.replay.nrBad <= mostShown) {
      this.progress.clear();
      const rest = this.options.strict ? '' : ': skipped';
      this.terminal.complain(`${showText(this.name)}:${line}: ${reason}${rest}\n`);
    }
  }

  private complainOfTrace(error: unknown): void {
    this.progress.clear();
    if (error instanceof NoWallClock) {
      this.code = exitCodes.usage;
      this.terminal.complain(`wmkgen: --since: '${showText(this.name)}' does not say in a first line what time of day its clock`
        + ' counts from: give a duration, or a time stamp\n');
    } else if (error instanceof Error && 'code' in error) {
      this.code = exitCodes.diagnostics;
      const where = this.replay.nrLines === 0 ? '' : ` after line ${this.replay.nrLines}`;
      this.terminal.complain(`wmkgen: cannot read '${showText(this.name)}'${where}: ${systemReason(error)}\n`);
    } else {
      throw error;
    }
  }
}

function plain(text: string): string {
  return quote(Buffer.from(text, 'utf8').toString('latin1')).slice(1, -1);
}
