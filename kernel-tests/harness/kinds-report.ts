/**
 * Takes the kinds of the catalogue, the cases of kernel-tests/kinds and what came of them, and returns the table of kinds and
 * kernels: by which point each was attached, whether its event was seen, and whether the fields were right.
 */

import type { EventKind } from '../../src/events/catalogue.js';
import type { Case } from './case.js';
import { readRecordLine } from './case-records.js';
import { table } from './case-report.js';
import type { GuestCase } from './guest-results.js';
import type { Verdict } from './judge-case.js';
import type { CasesRun } from './run-cases.js';

type Kinds = ReadonlyMap<string, EventKind>;

/** Kinds that no case is called after. */
export function kindsWithoutCase(kinds: Kinds, cases: readonly Case[]): readonly string[] {
  return [...kinds.keys()].filter((name) => !cases.some(({ condition }) => condition === name));
}

export function reportKinds(kinds: Kinds, cases: readonly Case[], runs: readonly CasesRun[]): readonly string[] {
  const cell = (kind: EventKind, { verdicts, seen }: CasesRun): string => {
    const own = cases.filter(({ condition }) => condition === kind.name);
    const cells = own.map(({ id }) => describe(kind, verdicts.get(id), seen.get(id)));
    return cells.find((text) => !text.endsWith(GOOD)) ?? cells[0] ?? 'NO CASE';
  };
  const rows = [...kinds.values()].filter(({ name }) => cases.some(({ condition }) => condition === name));
  return table([
    ['kind: attached by, event, fields', ...runs.map(({ kernel }) => kernel.release)],
    ...rows.map((kind) => [kind.name, ...runs.map((run) => cell(kind, run))]),
  ]);
}

const GOOD = 'seen, right';

function describe(kind: EventKind, verdict: Verdict | undefined, seen: GuestCase | undefined): string {
  const point = pointOf(kind, seen);
  switch (verdict?.kind) {
    case 'passed':
      return `${point}, ${GOOD}`;
    case 'skipped':
      return 'not on this kernel';
    case 'refused':
      return 'not on this target';
    case 'failed': {
      if (seen?.ended?.has('trigger') !== true) return 'NOT ATTACHED';
      const isSeen = seen.records.some((line) => readRecordLine(line) !== undefined);
      return `${point}, ${isSeen ? 'seen, WRONG' : 'NOT SEEN'}`;
    }
    case 'kernel':
      return 'KERNEL COMPLAINED';
    case 'not-compiled':
      return 'NOT COMPILED';
    default:
      return 'NO RESULT';
  }
}

/** Programs are called after where they are attached, and stand in the statistics if the kernel has them. */
function pointOf(kind: EventKind, seen: GuestCase | undefined): string {
  const programs = (seen?.loader ?? []).map((line) => line.trim().split(/\s+/)[0]);
  const points = kind.attach.bpf.filter(({ section }) => programs.includes(`at_${section.replace(/\W+/g, '_')}`));
  return points.map(({ section }) => section).join(' + ') || '?';
}
