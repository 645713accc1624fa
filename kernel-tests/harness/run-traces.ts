/**
 * Takes cases with traces, fed or recorded, and returns the verdicts of the engines that need no kernel: the reference
 * matcher and replay.
 */

import { readTrace } from '../feed/read-trace.js';
import { traceLines } from '../../src/oracle/test/trace-json.js';
import type { Built } from './build-cases.js';
import type { Case } from './case.js';
import type { Bindings } from './case-records.js';
import { compileCase, type CompiledCase } from './compiled-case.js';
import { judgeOutcome, judgeProblem, type Outcome, type Verdict } from './judge-case.js';
import type { KernelRun } from './judge-run.js';
import { referenceOutcome } from './reference-outcome.js';
import { replayOutcome } from './replay-outcome.js';

export interface Traced {
  readonly one: Case;
  readonly lines: readonly string[];
  /** Of the trigger, where the trace is recorded. */
  readonly bindings: Bindings;
}

type Engine = (compiled: CompiledCase, lines: readonly string[]) => Omit<Outcome, 'bindings'>;

const ENGINES: readonly (readonly [string, Engine])[] = [['reference', referenceOutcome], ['replay', replayOutcome]];

/** `from`: whose recordings they are; empty where they stand in the cases. */
export function runTraces(
  checkout: string,
  built: ReadonlyMap<string, Built>,
  traced: readonly Traced[],
  from: string,
): readonly KernelRun[] {
  return ENGINES.map(([name, engine]) => ({
    kernel: { series: name, release: from === '' ? name : `${name}, recorded on ${from}` },
    verdicts: new Map(traced.map((one) => [one.one.id, judge(checkout, built.get(one.one.id), one, engine)] as const)),
    troubles: [],
  }));
}

function judge(checkout: string, built: Built | undefined, { one, lines, bindings }: Traced, engine: Engine): Verdict {
  if (built === undefined) return { kind: 'no-result', lines: ['it was not compiled'] };
  if ('problem' in built) return judgeProblem(built.problem);
  const compiled = compileCase(checkout, built.directory, one.limits.keys);
  if (compiled === null) return { kind: 'not-compiled', lines: ['the compiler takes it for kernels only'] };
  const { kinds } = compiled.program.catalogue;
  try {
    // In a case a line leaves out what does not matter.
    const whole = one.trace === null ? lines : traceLines(readTrace(lines, kinds), kinds);
    return judgeOutcome(one, { ...engine(compiled, whole), bindings });
  } catch (error) {
    return { kind: 'failed', lines: [error instanceof Error ? error.stack ?? error.message : String(error)] };
  }
}
