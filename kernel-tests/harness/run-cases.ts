/** Takes cases with their objects and a kernel, runs them all in one virtual machine, and returns a verdict for each. */

import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bootVm } from './boot-vm.js';
import { type Built, type Programs } from './build-cases.js';
import type { Case, Scenario } from './case.js';
import { printTrigger } from './case-trigger.js';
import type { Kernel } from './fetch-kernel.js';
import { readGuestResults, type GuestCase, type GuestResults } from './guest-results.js';
import { judgeCase, judgeProblem, judgeScenario, type Verdict } from './judge-case.js';
import { kernelComplaints } from './kernel-complaints.js';
import type { VmResult } from './watch-vm.js';

export interface KernelRun {
  readonly kernel: Kernel;
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** What is wrong with the guest as a whole, whatever its cases say. */
  readonly troubles: readonly string[];
}

export interface Work {
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
const BOOT_SECONDS = 120;
const CASE_SECONDS = 10;
const SCENARIO_SECONDS = 60;

/** What guest/cases.c writes to the kernel's log before each case. */
const CASE_MARK = /^.*wmk-case: (.*)$/;

export async function runCases(work: Work, kernel: Kernel): Promise<KernelRun> {
  const { programs, cases, scenarios } = work;
  const plan = join(work.directory, `plan-${kernel.series}`);
  await writeFile(plan, (await planLines(work)).map((line) => `${line}\n`).join(''));
  const result = await bootVm({
    kernel,
    command: [programs.runner, programs.wmkload, programs.wmktrigger, plan],
    timeoutSeconds: BOOT_SECONDS + cases.length * CASE_SECONDS + scenarios.length * SCENARIO_SECONDS,
    environment: {
      WMKLOAD: programs.wmkload,
      WMKTRIGGER: programs.wmktrigger,
      PRELUDE: join(work.checkout, 'kernel-tests/guest/cases-prelude.sh'),
    },
    onOutput: lineByLine(work.onLine),
  });
  const results = readGuestResults(result.output);
  const complaints = complaintsByCase(result.console);
  const judge = (id: string, judgeSeen: (seen: GuestCase) => Verdict): Verdict => {
    const made = work.built.get(id);
    if (made !== undefined && 'problem' in made) return judgeProblem(made.problem);
    const seen = results.cases.get(id);
    if (seen === undefined) return { kind: 'no-result', lines: ['the guest did not begin it'] };
    const complained = complaints.get(id) ?? [];
    return complained.length > 0 ? { kind: 'kernel', lines: complained } : judgeSeen(seen);
  };
  const verdicts = new Map([
    ...cases.map((one) => [one.id, judge(one.id, (seen) => judgeCase(one, seen))] as const),
    ...scenarios.map((one) => [one.id, judge(one.id, judgeScenario)] as const),
  ]);
  return { kernel, verdicts, troubles: troublesOf(result, results, complaints.get('') ?? []) };
}

async function planLines({ cases, scenarios, built, directory }: Work): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const one of cases) {
    const made = built.get(one.id);
    if (made === undefined || 'problem' in made) continue;
    const script = join(directory, `${fileName(one.id)}.trigger`);
    await writeFile(script, printTrigger(one.trigger));
    const bytes = one.limits['ring-buffer'];
    const options = bytes === undefined ? [] : [`--ring-buffer=${bytes}`];
    lines.push(['case', one.id, made.object, script, ...options].join('\t'));
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

/** What the kernel said before the first case is under the empty name. */
function complaintsByCase(console: string): ReadonlyMap<string, readonly string[]> {
  const said = new Map<string, string[]>([['', []]]);
  let id = '';
  for (const line of console.split('\n')) {
    const mark = CASE_MARK.exec(line.trimEnd());
    if (mark !== null) id = mark[1] ?? '';
    said.set(id, [...(said.get(id) ?? []), line]);
  }
  return new Map([...said].map(([name, lines]) => [name, kernelComplaints(lines.join('\n'))]));
}

function troublesOf(
  result: VmResult,
  results: GuestResults,
  complaints: readonly string[],
): readonly string[] {
  const before = complaints.map((line) => `the kernel complained before the first case: ${line}`);
  switch (result.kind) {
    case 'did-not-boot':
      return [`the guest did not boot: ${result.reason}`, ...before];
    case 'died':
      return [`the guest died: ${result.reason}`, ...before];
    case 'timed-out':
      return [`the guest did not end within ${result.timeoutSeconds} s`, ...before];
    case 'exited': {
      const ended = result.status === 0 ? [] : [`the runner in the guest ended with ${result.status}`];
      const told = results.done ? [] : ['the runner in the guest did not say that it was done'];
      return [...ended, ...told, ...before];
    }
  }
}

function lineByLine(onLine: (line: string) => void): (bytes: Uint8Array) => void {
  let rest = '';
  return (bytes) => {
    const lines = (rest + Buffer.from(bytes).toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
}
