/** Takes a compiled case and the lines of a trace and returns what `wmkgen replay` makes of them. */

import { printMatchText } from '../../src/replay/print-match.js';
import { printStatisticsText } from '../../src/replay/print-statistics.js';
import { Replay } from '../../src/replay/replay.js';
import type { CompiledCase } from './compiled-case.js';
import type { Outcome } from './judge-case.js';
import { readLoaderStatistics } from './loader-statistics.js';

export function replayOutcome({ plan }: CompiledCase, trace: readonly string[]): Omit<Outcome, 'bindings'> {
  const lines: string[] = [];
  const notes: string[] = [];
  const replay = new Replay(plan, {
    onMatch: (match) => {
      const rule = plan.rules[match.rule];
      if (rule !== undefined) lines.push(printMatchText(match, rule, plan.rules.length > 1).trimEnd());
    },
    onGap: (count, cause) => void notes.push(`the recorder lost ${count} events: ${cause}`),
    onBadLine: (line, reason) => void lines.push(`line ${line} of the trace is skipped: ${reason}`),
  });
  for (const line of trace) replay.read(line);
  replay.finish();
  const statistics = printStatisticsText(replay, 0).split('\n');
  // There is no kernel that skips a program.
  const counted = new Map([['misses', 0], ...(readLoaderStatistics(statistics) ?? [])]);
  return { lines, statistics: counted, notes: [...notes, ...statistics] };
}
