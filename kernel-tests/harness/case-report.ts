/**
 * Takes the verdicts of kernels and engines and returns what is printed of them: a table of cases and engines, for a kernel
 * one of construct and condition, then what is red.
 */

import type { Case, Scenario } from './case.js';
import type { Verdict } from './judge-case.js';
import type { KernelRun } from './judge-run.js';

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Not on this engine. */
  readonly refused: number;
}

const WORDS: Readonly<Record<Verdict['kind'], string>> = {
  passed: 'passed',
  skipped: 'SKIPPED',
  refused: 'NOT ON TARGET',
  failed: 'FAILED',
  kernel: 'KERNEL COMPLAINED',
  'not-compiled': 'NOT COMPILED',
  'no-result': 'NO RESULT',
};

/** The matrix: what belongs to it is a table, the rest a list. */
const CONSTRUCTS = ['sequence', 'alternative', 'negation', 'join', 'window', 'predicate'];
const CONDITIONS = [
  'one thread',
  'two threads',
  'two cpus on one key',
  'exec or fork or exit in between',
  'tid reuse',
  'exec by a thread that is not the leader',
  'full table',
];

type Any = Case | Scenario;

export function reportKernel(run: KernelRun, all: readonly Any[]): readonly string[] {
  const { kernel, verdicts } = run;
  const inMatrix = (one: Any): boolean =>
    CONSTRUCTS.includes(one.construct) && CONDITIONS.includes(one.condition);
  const share = (some: readonly Any[]): string => {
    const passed = some.filter((one) => verdicts.get(one.id)?.kind === 'passed');
    return some.length === 0 ? '-' : `${passed.length}/${some.length}`;
  };
  const rows = CONDITIONS.map((condition) => [
    condition,
    ...CONSTRUCTS.map((construct) =>
      share(all.filter((one) => one.condition === condition && one.construct === construct)),
    ),
  ]);
  const others = all.filter((one) => !inMatrix(one));
  const constructs = [...new Set(others.map((one) => one.construct))];
  const matrix = others.length < all.length ? table([[kernel.release, ...CONSTRUCTS], ...rows]) : [kernel.release];
  return [
    ...matrix,
    ...constructs.map((construct) => `${construct}: ${share(others.filter((one) => one.construct === construct))}`),
    ...reportReds(run, all),
    ...(run.again ?? []).map((line) => `RUN AGAIN ${kernel.release} ${line}`),
    ...run.troubles.map((trouble) => `NO RESULT ${kernel.series}: ${trouble}`),
  ];
}

/** What the engines made of a case, the worst of them where one ran it several times. */
export function reportEngines(runs: readonly KernelRun[], all: readonly Any[]): readonly string[] {
  const engines = [...new Set(runs.map(({ kernel }) => kernel.series))];
  const cell = (one: Any, engine: string): string => {
    const kinds = runs.flatMap(({ kernel, verdicts }) => (kernel.series === engine ? [verdicts.get(one.id)?.kind] : []));
    const found = kinds.filter((kind) => kind !== undefined);
    if (found.length === 0) return '-';
    return found.every((kind) => kind === 'passed') ? 'ok' : found.every((kind) => kind === 'skipped') ? 'skipped'
      : found.every((kind) => kind === 'refused') ? 'refused' : 'RED';
  };
  return table([['case', ...engines], ...all.map((one) => [one.id, ...engines.map((engine) => cell(one, engine))])]);
}

/** Cases that share a rule that does not load have the same to say: it is said once. */
export function reportReds(run: KernelRun, all: readonly Any[]): readonly string[] {
  const said = new Map<string, string>();
  return all.flatMap((one) => {
    const verdict = run.verdicts.get(one.id);
    if (verdict === undefined || verdict.kind === 'passed') return [];
    const { file, line } = one.place;
    const name = `${WORDS[verdict.kind]} ${run.kernel.release} ${one.id}`;
    if (verdict.kind === 'skipped' || verdict.kind === 'refused') return [`${name}: ${verdict.lines.join('; ')}`];
    const text = verdict.lines.join('\n').replaceAll(/0x[0-9a-f]+/g, '0x');
    const before = said.get(text);
    if (before !== undefined) return [`${name}: the same as ${before}`];
    said.set(text, one.id);
    return [
      name,
      `  ${file}:${line}: ${one.why.replaceAll('\n', ' ')}`,
      ...verdict.lines.map((shown) => `  | ${shown}`),
    ];
  });
}

/** A guest in trouble counts as one that failed, so that nobody takes it for success. */
export function countVerdicts(runs: readonly KernelRun[]): Count {
  const verdicts = runs.flatMap((run) => [...run.verdicts.values()]);
  const troubles = runs.filter((run) => run.troubles.length > 0).length;
  const passed = verdicts.filter(({ kind }) => kind === 'passed').length;
  const skipped = verdicts.filter(({ kind }) => kind === 'skipped').length;
  const refused = verdicts.filter(({ kind }) => kind === 'refused').length;
  return { passed, skipped, refused, failed: verdicts.length - passed - skipped - refused + troubles };
}

export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const columns = rows[0] ?? [];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  '),
  );
}
