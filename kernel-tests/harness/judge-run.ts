/** Takes cases and how the guest that was to run them ended, and returns a verdict for each, and one on the guest. */

import type { Built } from './build-cases.js';
import type { Case, Scenario } from './case.js';
import { readGuestResults, type GuestCase, type GuestResults } from './guest-results.js';
import { judgeCase, judgeProblem, judgeScenario, type Verdict } from './judge-case.js';
import { kernelComplaints } from './kernel-complaints.js';
import { ownLinesOf } from './own-part.js';
import type { VmResult } from './watch-vm.js';

/** Or of an engine that needs no kernel. */
export interface KernelName {
  readonly series: string;
  readonly release: string;
}

export interface KernelRun {
  readonly kernel: KernelName;
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** What is wrong with the guest as a whole, whatever its cases say. */
  readonly troubles: readonly string[];
  /** Of cases that were red while the guest stood still, and run again: what is said of it. */
  readonly again?: readonly string[];
}

export interface Planned {
  readonly cases: readonly Case[];
  readonly scenarios: readonly Scenario[];
  readonly built: ReadonlyMap<string, Built>;
}

/** What guest/cases.c writes to the kernel's log before each case. */
const CASE_MARK = /^.*wmk-case: (.*)$/;

export function judgeRun({ cases, scenarios, built }: Planned, kernel: KernelName, result: VmResult): KernelRun {
  const results = readGuestResults(result.output);
  const complaints = complaintsByCase(result.console);
  const judge = (id: string, judgeSeen: (seen: GuestCase) => Verdict): Verdict => {
    const made = built.get(id);
    if (made !== undefined && 'problem' in made) return judgeProblem(made.problem);
    const seen = results.cases.get(id);
    if (seen === undefined) return { kind: 'no-result', lines: ['the guest did not begin it'] };
    const complained = complaints.get(id) ?? [];
    if (complained.length > 0) return { kind: 'kernel', lines: complained };
    return judgeSeen(made?.part === undefined ? seen : ownLinesOf(seen, made.part));
  };
  const verdicts = new Map([
    ...cases.map((one) => [one.id, judge(one.id, (seen) => judgeCase(one, seen, kernel.series))] as const),
    ...scenarios.map((one) => [one.id, judge(one.id, judgeScenario)] as const),
  ]);
  const early = (complaints.get('') ?? []).map((line) => `the kernel complained before the first case: ${line}`);
  return { kernel, verdicts, troubles: [...troublesOf(result, results), ...early] };
}

/** A guest that stood still for 60 ms is late for a look at its clock by so much, at the least. */
const STALL_MS = 20;

/**
 * Of what is red, by case, for how many ms the guest stood still meanwhile: that says nothing of the rule, and is to be run
 * again. What is red without that, or again and again, stays red.
 */
export function findStalled(verdicts: KernelRun['verdicts'], seen: ReadonlyMap<string, GuestCase>): ReadonlyMap<string, number> {
  return new Map([...seen].flatMap(([id, { ended }]): readonly (readonly [string, number])[] => {
    const kind = verdicts.get(id)?.kind;
    const ms = Number(ended?.get('stalled') ?? 0);
    return (kind === 'failed' || kind === 'no-result') && ms >= STALL_MS ? [[id, ms]] : [];
  }));
}

/** What the kernel said before the first case is under the empty name. */
function complaintsByCase(console: string): ReadonlyMap<string, readonly string[]> {
  const said = new Map<string, string[]>([['', []]]);
  let id = '';
  for (const line of console.split('\n')) {
    const mark = CASE_MARK.exec(line.trimEnd());
    if (mark !== null) id = mark[1] ?? '';
    const lines = said.get(id) ?? [];
    lines.push(line);
    said.set(id, lines);
  }
  return new Map([...said].map(([name, lines]) => [name, kernelComplaints(lines.join('\n'))]));
}

function troublesOf(result: VmResult, results: GuestResults): readonly string[] {
  switch (result.kind) {
    case 'did-not-boot':
      return [`the guest did not boot: ${result.reason}`];
    case 'died':
      return [`the guest died: ${result.reason}`];
    case 'timed-out':
      return [`the guest did not end within ${result.timeoutSeconds} s`];
    case 'exited':
      return [
        ...(result.status === 0 ? [] : [`the runner in the guest ended with ${result.status}`]),
        ...(results.done ? [] : ['the runner in the guest did not say that it was done']),
      ];
  }
}
