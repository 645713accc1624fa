/**
 * Takes cases and scenarios with their objects and a kernel, runs the cases in one virtual machine and the scenarios in
 * another, and returns a verdict for each.
 */

import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bootVm } from './boot-vm.js';
import { type Built, type Programs } from './build-cases.js';
import type { Case, Scenario } from './case.js';
import { printTrigger } from './case-trigger.js';
import type { Kernel } from './fetch-kernel.js';
import { judgeRun, type KernelRun } from './judge-run.js';

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

export async function runCases(work: Work, kernel: Kernel): Promise<KernelRun> {
  const ofCases = work.cases.length === 0 ? [] : [await runInOne({ ...work, scenarios: [] }, kernel, false)];
  // Scenarios attach programs to a busy kernel.
  const ofScenarios = work.scenarios.length === 0 ? [] : [await runInOne({ ...work, cases: [] }, kernel, true)];
  const runs = [...ofCases, ...ofScenarios];
  return {
    kernel,
    verdicts: new Map(runs.flatMap((run) => [...run.verdicts])),
    troubles: runs.flatMap((run) => run.troubles),
  };
}

async function runInOne(work: Work, kernel: Kernel, inTurn: boolean): Promise<KernelRun> {
  const { programs, cases, scenarios } = work;
  const plan = join(work.directory, `plan-${kernel.series}-${inTurn ? 'scenarios' : 'cases'}`);
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
    inTurn,
    onOutput: lineByLine(work.onLine),
  });
  return judgeRun(work, kernel, result);
}

async function planLines({ cases, scenarios, built, directory }: Work): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const one of cases) {
    const made = built.get(one.id);
    if (made === undefined || 'problem' in made) continue;
    const script = join(directory, `${fileName(one.id)}.trigger`);
    await writeFile(script, printTrigger(one.trigger ?? []));
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

function lineByLine(onLine: (line: string) => void): (bytes: Uint8Array) => void {
  let rest = '';
  return (bytes) => {
    const lines = (rest + Buffer.from(bytes).toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
}
