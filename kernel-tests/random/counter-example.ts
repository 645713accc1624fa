/**
 * Takes a rule and a trace that a kernel does not agree with the reference on and returns a smaller trace with which it
 * is so, if the rule alone shows it; and prints both as what can be pasted into a case.
 */

import { join } from 'node:path';
import { buildFed, compileFed } from '../feed/compile-fed.js';
import { feedKernel, type FeedLine } from '../feed/feed-kernel.js';
import { writeEvents, type Happening } from '../feed/write-events.js';
import type { Feeder } from '../feed/build-feeder.js';
import type { Kernel } from '../harness/fetch-kernel.js';
import { traceLines } from '../../src/oracle/test/trace-json.js';
import type { Batch, BatchTrace } from './draw-batch.js';
import { expectTrace, judgeTrace } from './judge-trace.js';

export interface CounterExample {
  readonly trace: BatchTrace;
  readonly text: string;
  /** Whether the rule shows it without the others of its batch. */
  readonly isAlone: boolean;
}

interface Place {
  readonly checkout: string;
  readonly directory: string;
  readonly feeder: Feeder;
  readonly budgets: boolean;
  readonly fewRules: number;
}

/** A boot each: one tries every way of leaving out a piece. */
const MOST_ROUNDS = 8;
const TIMEOUT_SECONDS = 300;

export async function smallerTrace(
  kernel: Kernel,
  rule: string,
  trace: BatchTrace,
  place: Place,
): Promise<CounterExample | null> {
  const { program, plan } = compileFed(place.checkout, rule, { fewRules: place.fewRules });
  if (program === null || plan === null) return null;
  const object = join(place.directory, 'smaller.bpf.o');
  if ((await buildFed(place.checkout, plan, object, place.budgets)) !== null) return null;
  const wrongOnes = async (candidates: readonly BatchTrace[]): Promise<readonly CounterExample[]> => {
    const lines: readonly FeedLine[] = [
      { does: 'monitor', object },
      ...candidates.map(({ events, alongside }): FeedLine => ({
        does: 'trace',
        events: writeEvents(events, program),
        ...(alongside.length === 0 ? {} : { alongside: writeEvents(alongside, program) }),
      })),
    ];
    const { parts } = await feedKernel(kernel, lines, { ...place, timeoutSeconds: TIMEOUT_SECONDS });
    return candidates.flatMap((candidate, index) => {
      const [first] = judgeTrace(candidate, expectTrace({ program }, candidate), parts[index + 1]).differences;
      return first === undefined ? [] : [{ trace: candidate, text: first.text, isAlone: true }];
    });
  };
  let best = (await wrongOnes([trace]))[0] ?? null;
  for (let round = 0; best !== null && round < MOST_ROUNDS; round++) {
    const found = await wrongOnes(withoutPieces(best.trace));
    const smallest = [...found].sort((a, b) => size(a.trace) - size(b.trace))[0];
    if (smallest === undefined) break;
    best = smallest;
  }
  return best;
}

function size({ events, alongside }: BatchTrace): number {
  return events.length + alongside.length;
}

function withoutPieces({ events, alongside }: BatchTrace): readonly BatchTrace[] {
  return [
    ...shorter(events).map((left) => ({ events: left, alongside })),
    ...shorter(alongside).map((left) => ({ events, alongside: left })),
  ];
}

/** Halves, quarters and so on, down to single events, are left out. */
function shorter(events: readonly Happening[]): readonly (readonly Happening[])[] {
  const lists: (readonly Happening[])[] = [];
  for (let piece = Math.ceil(events.length / 2); piece >= 1; piece = piece === 1 ? 0 : Math.ceil(piece / 2)) {
    for (let at = 0; at < events.length; at += piece) {
      lists.push([...events.slice(0, at), ...events.slice(at + piece)]);
    }
  }
  return lists;
}

export function printCounterExample(series: string, batch: Batch, rule: string, found: CounterExample): string {
  const { kinds } = batch.program.catalogue;
  // No line of a trace says what is written.
  const lines = (happens: readonly Happening[]): readonly string[] => happens.flatMap((one) =>
    'writes' in one ? [`# ${one.writes} ${one.index} is written: ${one.value}`] : traceLines([one], kinds));
  const block = (name: string, lines: readonly string[]): readonly string[] => [`\`\`\`${name}`, ...lines, '```', ''];
  return [
    `${series}: seed ${batch.seed}, ${batch.shape}${batch.budgets ? ', --budgets' : ''}: ${found.isAlone ? 'rule and trace' : 'only together with the rules of its batch:'}`,
    '',
    ...block('wmk', ['EVENTS "kinds.h"', ...(found.isAlone ? [rule] : [batch.text])]),
    ...block('trace', lines(found.trace.events)),
    ...(found.trace.alongside.length === 0 ? []
      : ['On a second processor:', '', ...block('trace', lines(found.trace.alongside))]),
    found.text,
    '',
  ].join('\n');
}
