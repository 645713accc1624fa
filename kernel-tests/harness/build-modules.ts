/**
 * Takes cases and a kernel's build tree and returns the module of SystemTap's that runs each, or what the compiler said: the
 * rules of several cases are one module, as it takes seconds to build one.
 */

import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '../../src/plan/plan.js';
import { ToolError } from '../../src/tools/kernels.js';
import { buildModule } from '../../src/tools/stap.js';
import { inParallel } from '../random/in-parallel.js';
import { copyHeaders, layOutRule, unitsOf, type Built } from './build-cases.js';
import { callWmkgen } from './call-wmkgen.js';
import type { Case, Scenario } from './case.js';
import { compileForModule, RULE_FILE } from './compiled-case.js';
import type { BuildTree } from './fetch-build-tree.js';
import { withSuffix } from './own-part.js';

interface Unit {
  readonly sharers: readonly (Case | Scenario)[];
  readonly first: Case | Scenario;
  readonly directory: string;
  readonly plan: Plan;
}

interface Place {
  readonly checkout: string;
  readonly directory: string;
  readonly tree: BuildTree;
}

/** Of a module. */
const MOST_UNITS = 16;
/** Keys of a module's tables, whose memory is the kernel's from the beginning and cleared before each trace. */
const [FED_KEYS, KEYS] = [1024, 4096];
/** All its rules write records, whichever case is run. */
const RING_BYTES = 16 << 20;
export const EVENT_BYTES = 16 << 20;
/** As many as the guest has, or more. */
const CPUS = 4;

export async function buildModules(place: Place, cases: readonly (Case | Scenario)[]): Promise<ReadonlyMap<string, Built>> {
  const built = new Map<string, Built>();
  const units: Unit[] = [];
  for (const [index, sharers] of unitsOf(cases).entries()) {
    const [first] = sharers;
    if (first === undefined) continue;
    const directory = join(place.directory, `unit${index}`);
    await layOutRule(place.checkout, directory, first);
    const { plan, problem } = compileForModule(place.checkout, [join(directory, RULE_FILE)], first.limits.keys);
    if (plan === null) for (const one of sharers) built.set(one.id, { problem });
    else units.push({ sharers, first, directory, plan });
  }
  // What SystemTap has to learn of a kernel it learns with the first one, and others find it.
  const [first, ...others] = batchesOf(units);
  const made = [
    ...(first === undefined ? [] : [await buildBatch(place, first)]),
    ...await inParallel(others, cpus().length, (batch) => buildBatch(place, batch)),
  ];
  for (const [id, one] of made.flat()) built.set(id, one);
  return built;
}

/** What limits or catalogues of its own has, or is a scenario, is alone. */
function isAlone({ first }: Unit): boolean {
  return 'script' in first || first.files.length > 0 || Object.keys(first.limits).length > 0;
}

function isFed({ first }: Unit): boolean {
  return 'trace' in first && first.trace !== null;
}

/** Those of one document are together, as are those that have the same catalogues. */
function batchesOf(units: readonly Unit[]): readonly (readonly Unit[])[] {
  const groups = new Map<string, Unit[]>();
  for (const unit of units) {
    const { first } = unit;
    const catalogues = first.rule.match(/^EVENTS.*$/gm) ?? [];
    const document = first.place.file.includes('/kinds/') ? first.place.file : '';
    const key = isAlone(unit) ? unit.directory : JSON.stringify([isFed(unit), document, catalogues]);
    groups.set(key, [...(groups.get(key) ?? []), unit]);
  }
  return [...groups.values()].flatMap((group) => {
    const size = Math.ceil(group.length / Math.ceil(group.length / MOST_UNITS));
    return Array.from({ length: Math.ceil(group.length / size) }, (_, index) => group.slice(index * size, (index + 1) * size));
  });
}

type Made = readonly (readonly [string, Built])[];

/** Of several that the compiler does not take together the halves are tried; what SystemTap does not take is a fault of all. */
async function buildBatch(place: Place, units: readonly Unit[]): Promise<Made> {
  const suffixes = units.map((_, index) => (units.length === 1 ? '' : `_u${index}`));
  const files = units.map(({ first }, index) => ({ name: units.length === 1 ? RULE_FILE : `u${index}.wmk`, text: withSuffix(first.rule, suffixes[index] ?? '') }));
  const hash = createHash('sha256').update(JSON.stringify([files, units[0]?.first.files, units[0]?.first.limits])).digest('hex').slice(0, 12);
  const directory = join(place.directory, `module-${hash}`);
  const result = await compileModule(place, directory, `wmk_cases_${hash}`, files, units);
  if ('together' in result && units.length > 1) {
    const half = Math.ceil(units.length / 2);
    const [one, other] = [units.slice(0, half), units.slice(half)];
    return [...await buildBatch(place, one), ...await buildBatch(place, other)];
  }
  return units.flatMap((unit, index) => unit.sharers.map(({ id }) => [
    id,
    'object' in result
      ? {
        directory: unit.directory, object: result.object,
        ...(units.length === 1 ? {} : { part: { suffix: suffixes[index] ?? '', own: unit.plan, whole: result.whole } }),
      }
      : { problem: 'together' in result ? result.together : result.problem },
  ] as const));
}

type Module =
  | { readonly object: string; readonly whole: Plan }
  /** What the compiler says of all of it. */
  | { readonly together: readonly string[] }
  | { readonly problem: readonly string[] };

async function compileModule(
  { checkout, tree }: Place, directory: string, module: string, files: readonly { readonly name: string; readonly text: string }[],
  units: readonly Unit[],
): Promise<Module> {
  const first = units[0]!;
  await mkdir(directory, { recursive: true });
  await copyHeaders(checkout, directory, first.first.files);
  const paths = files.map(({ name }) => join(directory, name));
  for (const { name, text } of files) await writeFile(join(directory, name), text);
  const keys = first.first.limits.keys ?? (isFed(first) ? FED_KEYS : KEYS);
  const { plan, problem } = compileForModule(checkout, paths, keys);
  if (plan === null) return { together: problem };
  const options = [
    ...['--keys', String(keys)],
    ...(first.first.limits.budgets === 1 ? ['--budgets'] : []),
    ...['--ring-buffer', String(RING_BYTES), '--name', 'cases', '-o', directory],
  ];
  const { code, err } = await callWmkgen('--target', 'stap', ...options, ...paths);
  if (code !== 0) return { problem: err.trim().split('\n') };
  const made = await buildModule({
    script: join(directory, 'cases.stp'), module, kernel: tree.tree, systemMap: tree.systemMap,
    definitions: ['WMK_LOADED', `WMK_CPUS=${CPUS}`, ...(isFed(first) ? [] : [`WMK_EVENTS_BYTES=${EVENT_BYTES}`])],
  });
  switch (made.kind) {
    case 'done':
      return { object: made.object, whole: plan };
    case 'complaint':
      return { problem: ['SystemTap does not take it:', ...made.text.split('\n')] };
    case 'missing':
      throw new ToolError(`not installed: ${made.missing.map((one) => `${one.what} (${one.package})`).join(', ')}`);
    case 'cancelled':
      throw new ToolError('SystemTap was cancelled');
    default:
      throw new ToolError(made.reason);
  }
}
