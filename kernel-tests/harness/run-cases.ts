/**
 * Takes cases and scenarios with their objects and a kernel, runs the cases in which something happens in one virtual
 * machine, those with traces and the scenarios in others, and returns a verdict for each, and what was recorded of the events.
 */

import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bootVm } from './boot-vm.js';
import { type Built, type Programs } from './build-cases.js';
import { EVENT_BYTES } from './build-modules.js';
import type { Case, Scenario } from './case.js';
import { printTrigger } from './case-trigger.js';
import type { Kernel } from './fetch-kernel.js';
import { readGuestResults, type GuestCase, type GuestResults, type Recorded } from './guest-results.js';
import { readBindings, withRecords } from './judge-case.js';
import { findStalled, judgeRun, type KernelName, type KernelRun } from './judge-run.js';
import { ownEventsOf, ownLinesOf, type OwnPart } from './own-part.js';
import { runFed } from './run-fed.js';
import type { Traced } from './run-traces.js';

/** Room for what a busy machine has not read yet. */
const RECORD_BYTES = 1 << 26;

/** What runs the rules in a kernel: eBPF, or a module that SystemTap has built. */
export type KernelEngine = 'bpf' | 'stap';

export interface Work {
  readonly engine: KernelEngine;
  readonly checkout: string;
  /** For what is made on the way; the guest sees it, too. */
  readonly directory: string;
  readonly programs: Programs;
  readonly cases: readonly Case[];
  readonly scenarios: readonly Scenario[];
  readonly built: ReadonlyMap<string, Built>;
  readonly onLine: (line: string) => void;
}

/** A guest that hangs in one case runs into that case's own limit first. */
const BOOT_SECONDS = 300;
const CASE_SECONDS = { bpf: 10, stap: 30 };
const SCENARIO_SECONDS = 60;

/** Of a case that was red while its guest stood still, and of so many at once: where more are, it is not that. */
const TRIES = 4;
const MOST_STALLED = 20;

export interface CasesRun extends KernelRun {
  /** Traces of the cases in which something happened. */
  readonly recorded: readonly Traced[];
  /** What the guest said of each of these. */
  readonly seen: ReadonlyMap<string, GuestCase>;
}

/** What is printed of them, and asked of a case that says where it cannot be run. */
export function nameOf({ engine }: Pick<Work, 'engine'>, { series, release }: Kernel): KernelName {
  return engine === 'bpf' ? { series, release } : { series: engine, release: `${engine} on ${release}` };
}

export async function runCases(work: Work, kernel: Kernel): Promise<CasesRun> {
  const triggered = work.cases.filter(({ trace }) => trace === null);
  const fed = work.cases.filter(({ trace }) => trace !== null);
  const ofTriggers = triggered.length === 0 ? [] : [await runInOne({ ...work, cases: triggered, scenarios: [] }, kernel, null)];
  const ofTraces = fed.length === 0 ? [] : [await runFed({ ...work, cases: fed }, kernel)];
  // Scenarios attach programs to a busy kernel.
  const ofScenarios: CasesRun[] = [];
  for (const boot of new Set(work.scenarios.map((one) => one.boot))) {
    const scenarios = work.scenarios.filter((one) => one.boot === boot);
    ofScenarios.push(await runInOne({ ...work, cases: [], scenarios }, kernel, boot));
  }
  const runs = [...ofTriggers, ...ofTraces, ...ofScenarios];
  return {
    kernel: nameOf(work, kernel),
    verdicts: new Map(runs.flatMap((run) => [...run.verdicts])),
    troubles: runs.flatMap((run) => run.troubles),
    recorded: ofTriggers.flatMap((run) => run.recorded),
    seen: new Map(ofTriggers.flatMap((run) => [...run.seen])),
    again: runs.flatMap((run) => run.again ?? []),
  };
}

/** `boot`: arguments for the kernel of scenarios; null where it is cases that are run. */
async function runInOne(work: Work, kernel: Kernel, boot: string | null, tries = TRIES): Promise<CasesRun> {
  const run = await runOnce(work, kernel, boot);
  const stalled = findStalled(run.verdicts, run.seen);
  if (stalled.size === 0 || stalled.size > MOST_STALLED || tries === 1 || run.troubles.length > 0) return run;
  const said = [...stalled].map(([id, ms]) => `${id}: red while the guest stood still for ${ms} ms`);
  [...stalled.keys()].forEach((id, at) => {
    const verdict = run.verdicts.get(id);
    const lines = verdict !== undefined && 'lines' in verdict ? verdict.lines : [];
    process.stderr.write(`cases: ${kernel.series}: run again: ${[said[at], ...lines.map((line) => `  | ${line}`)].join('\ncases:   ')}\n`);
  });
  const isStalled = (id: string): boolean => stalled.has(id);
  const again = await runInOne(onlyWith(work, isStalled), kernel, boot, tries - 1);
  return {
    ...run,
    verdicts: new Map([...run.verdicts, ...[...again.verdicts].filter(([id]) => isStalled(id))]),
    troubles: again.troubles,
    again: [...said, ...(again.again ?? [])],
    recorded: [...run.recorded.filter(({ one }) => !isStalled(one.id)), ...again.recorded.filter(({ one }) => isStalled(one.id))],
    seen: new Map([...run.seen, ...[...again.seen].filter(([id]) => isStalled(id))]),
  };
}

/** With all that share a module with one of them: what is not forgotten between two cases is not again either. */
function onlyWith(work: Work, isWanted: (id: string) => boolean): Work {
  const monitors = monitorsOf(work).filter(({ cases }) => cases.some(({ id }) => isWanted(id)));
  return { ...work, cases: monitors.flatMap(({ cases }) => cases), scenarios: work.scenarios.filter(({ id }) => isWanted(id)) };
}

async function runOnce(work: Work, kernel: Kernel, boot: string | null): Promise<CasesRun> {
  const { programs, cases, scenarios } = work;
  const recordings = join(work.directory, `recorded-${kernel.series}`);
  await mkdir(recordings, { recursive: true });
  const plan = join(work.directory, `plan-${kernel.series}-${boot === null ? 'cases' : fileName(`scenarios ${boot}`)}`);
  await writeFile(plan, (await planLines(work, recordings)).map((line) => `${line}\n`).join(''));
  const result = await bootVm({
    kernel,
    command: [programs.runner, programs.wmkload, programs.wmktrigger, plan],
    timeoutSeconds: BOOT_SECONDS + cases.length * CASE_SECONDS[work.engine] + scenarios.length * SCENARIO_SECONDS,
    environment: {
      WMKLOAD: programs.wmkload,
      WMKTRIGGER: programs.wmktrigger,
      PRELUDE: join(work.checkout, 'kernel-tests/guest/cases-prelude.sh'),
      RUN_PRELUDE: join(work.checkout, 'kernel-tests/guest/run-prelude.sh'),
      HELPERS: programs.helpers,
    },
    // Each module patches the code of a busy kernel anew.
    emulator: boot === null && work.engine === 'bpf' ? 'tcg' : 'tcg-in-turn',
    ...(boot === null ? {} : { kernelArguments: boot }),
    share: recordings,
    onOutput: lineByLine(work.onLine),
  });
  const judged = judgeRun(work, nameOf(work, kernel), result);
  const results = readGuestResults(result.output);
  return { ...judged, recorded: await readRecordings(work, recordings, results), seen: ownResults(work, results) };
}

/** Of a table that is made too small an engine without a kernel has another one. */
function isForAll({ limits, statistics }: Case): boolean {
  return limits.keys === undefined && limits['ring-buffer'] === undefined && !statistics.some(({ sum }) => sum.includes('misses'));
}

function ownResults({ built }: Work, { cases }: GuestResults): ReadonlyMap<string, GuestCase> {
  return new Map([...cases].map(([id, seen]) => {
    const part = partOf(built.get(id));
    return [id, part === undefined ? seen : ownLinesOf(seen, part)];
  }));
}

function partOf(made: Built | undefined): OwnPart | undefined {
  return made !== undefined && 'part' in made ? made.part : undefined;
}

async function readRecordings(work: Work, recordings: string, results: GuestResults): Promise<readonly Traced[]> {
  const traced = monitorsOf(work).flatMap(({ cases }) => cases.filter(isForAll).map(async (one): Promise<readonly Traced[]> => {
    const seen = results.cases.get(one.id);
    if (seen?.ended === undefined) return [];
    const all = await readFile(`${recordingOf(recordings, cases)}.${seen.recorded.run}`).catch(() => null);
    return all === null ? [] : recordingsOf(work, one, recordedLines(all, seen.recorded), seen);
  }));
  return (await Promise.all(traced)).flat();
}

function recordingsOf({ built }: Work, one: Case, all: readonly string[], seen: GuestCase): readonly Traced[] {
  const part = partOf(built.get(one.id));
  const lines = part === undefined ? all : ownEventsOf(all, part);
  if (lines.some((line) => line.startsWith('{"gap"'))) {
    process.stderr.write(`cases: ${one.id}: the recording lacks events, so that no other engine can be asked about it\n`);
    return [];
  }
  return [{ one: withRecords(one, seen), lines, bindings: readBindings(seen.trigger) }];
}

/** As in a file of its own, where the first line says what it is, and the last one until when there would have been events. */
function recordedLines(all: Buffer, { from, end }: Recorded): readonly string[] {
  const head = from === 0 ? '' : all.subarray(0, all.indexOf('\n')).toString('utf8');
  const lines = all.subarray(from, end?.to).toString('utf8').split('\n');
  return [head, ...lines, end === undefined ? '' : `{"until":${end.until}}`].filter((line) => line !== '');
}

interface Monitor {
  readonly object: string;
  readonly cases: readonly Case[];
}

/** A module is loaded once for its cases, as that takes seconds. */
function monitorsOf({ engine, cases, built }: Work): readonly Monitor[] {
  const monitors = new Map<string, { readonly object: string; readonly cases: Case[] }>();
  for (const one of cases) {
    const made = built.get(one.id);
    if (made === undefined || 'problem' in made) continue;
    const key = engine === 'stap' && one.limits['ring-buffer'] === undefined ? made.object : one.id;
    const monitor = monitors.get(key) ?? { object: made.object, cases: [] };
    monitor.cases.push(one);
    monitors.set(key, monitor);
  }
  return [...monitors.values()];
}

function recordingOf(recordings: string, [first]: readonly Case[]): string {
  return join(recordings, `${fileName(first?.id ?? '')}.jsonl`);
}

async function planLines(work: Work, recordings: string): Promise<readonly string[]> {
  const { engine, scenarios, built, directory } = work;
  const lines: string[] = [];
  for (const { object, cases } of monitorsOf(work)) {
    const bytes = cases[0]?.limits['ring-buffer'];
    const options = bytes === undefined
      ? [`--record=${recordingOf(recordings, cases)}`, `--record-buffer=${engine === 'stap' ? EVENT_BYTES : RECORD_BYTES}`] : [`--ring-buffer=${bytes}`];
    lines.push(['monitor', object, ...options].join('\t'));
    for (const one of cases) {
      const script = join(directory, `${fileName(one.id)}.trigger`);
      await writeFile(script, one.run === null ? printTrigger(one.trigger ?? []) : `. "$RUN_PRELUDE"\n${one.run}`);
      lines.push([one.run === null ? 'case' : 'run', one.id, script].join('\t'));
    }
  }
  for (const one of scenarios) {
    const made = built.get(one.id);
    if (made === undefined || 'problem' in made) continue;
    const script = join(directory, `${fileName(one.id)}.sh`);
    await writeFile(script, one.script);
    await chmod(script, 0o755);
    lines.push(['scenario', one.id, '/bin/sh', '-c', `. "$PRELUDE"; . "$0"`, script, made.object].join('\t'));
  }
  return lines;
}

function fileName(id: string): string {
  return id.replace(/[^a-z0-9]+/g, '-');
}

function lineByLine(onLine: (line: string) => void): (bytes: Uint8Array) => void {
  let rest = '';
  return (bytes) => {
    const lines = (rest + Buffer.from(bytes).toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
}
