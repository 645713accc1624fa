#!/usr/bin/env node
/**
 * The verifier accepts whatever the checker accepts: random rules, among them those at the language's limits, are loaded
 * into kernels, and monitors of hundreds of rules. Takes the kernels on the command line, the seed in WMK_SEED and how many
 * random rules in WMK_CASES; a rule passes in a kernel that loads it, and so does a monitor.
 */

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { buildFeeder, type Feeder } from '../feed/build-feeder.js';
import { buildFed, compileFed } from '../feed/compile-fed.js';
import { feedKernel } from '../feed/feed-kernel.js';
import { checkoutDirectory } from '../harness/checkout.js';
import { fetchKernel, KERNEL_SERIES, type Kernel, type KernelSeries } from '../harness/fetch-kernel.js';
import { drawRules, withReactions } from '../../src/oracle/test/draw.js';
import { printFile } from '../../src/oracle/test/print-rule.js';
import { ToolError } from '../../src/tools/kernels.js';
import { manyRules } from '../bench/many-rules.js';
import { inParallel } from './in-parallel.js';
import { largeRules } from './large-rules.js';

const say = (line: string): void => void process.stderr.write(`acceptance: ${line}\n`);
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(0)} s`;

/** Of random rules in one object; each of the large ones has an object of its own. */
const RULES_AN_OBJECT = 8;
const LARGE_SHARE = 0.1;
/** Drawn for one that is accepted. */
const DRAWN = 2;
/** One object of so many is compiled with budgets. */
const BUDGETED = 4;
/** Of objects in turn, the rules that are looked up together: 0 has an index for each. */
const FEW_RULES = [16, 0, 3];
const KEYS = 64;
/** Rules of monitors of which every event is to be led to a few. */
const MANY = [100, 400];
const TIMEOUT_SECONDS = 1200;
const SHOWN_LINES = 12;
const FAILED = 1;
const USAGE = 2;

interface Unit extends Group {
  readonly object: string;
  /** What clang complains of, or null. */
  readonly problem: string | null;
}

interface Place {
  readonly checkout: string;
  readonly directory: string;
  readonly feeder: Feeder;
}

await new Command('acceptance')
  .description('load random rules into kernels')
  .addOption(new Option('--kernel <series...>', 'which kernels').choices(KERNEL_SERIES).default([...KERNEL_SERIES]))
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE))
  .action(async ({ kernel }: { readonly kernel: readonly KernelSeries[] }) => {
    const checkout = checkoutDirectory();
    await mkdir(join(checkout, 'build'), { recursive: true });
    const directory = await mkdtemp(join(checkout, 'build/acceptance-'));
    try {
      process.exitCode = await main(kernel, checkout, directory);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      say(error.message);
      process.exitCode = FAILED;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  })
  .parseAsync();

async function main(series: readonly KernelSeries[], checkout: string, directory: string): Promise<number> {
  const seed = Number(process.env['WMK_SEED'] ?? 1);
  const cases = Number(process.env['WMK_CASES'] ?? 500);
  const begun = performance.now();
  const kernels: Kernel[] = [];
  for (const one of series) kernels.push(await fetchKernel(one, say));
  const place = { checkout, directory, feeder: await buildFeeder(checkout, directory) };
  const groups = [...drawGroups(checkout, seed, cases), ...MANY.map(manyTogether)];
  const nrRules = groups.flatMap(({ rules }) => rules).length;
  say(`${nrRules} rules in ${groups.length} objects from seed ${seed}: WMK_CASES and WMK_SEED choose others`);
  const units = await inParallel([...groups.entries()], cpus().length, ([index, group]) => buildUnit(place, group, `u${index}`));
  const built = units.filter(({ problem }) => problem === null);
  for (const { text, problem } of units) {
    if (problem !== null) console.log(['clang refuses', text, problem].join('\n'));
  }
  const nrUnbuilt = nrRules - built.flatMap(({ rules }) => rules).length;
  say(`compiled: ${seconds(begun)}`);
  // To verify is one processor's work.
  const refused = await inParallel(kernels, cpus().length, (kernel) => loadUnits(kernel, built, place));
  const failed = refused.reduce((sum, nr) => sum + nr, nrUnbuilt * kernels.length);
  const passed = nrRules * kernels.length - failed;
  process.stdout.write(`${passed} passed, ${failed} failed, 0 skipped\n`);
  return failed === 0 ? 0 : FAILED;
}

/** What shares an object: a file's text, and each of its rules as a file of its own. */
interface Group {
  readonly text: string;
  readonly rules: readonly string[];
  /** Whether it is compiled with budgets, and its events timed. */
  readonly budgets: boolean;
  /** Rules that are looked up together, without an index from the event to them. */
  readonly fewRules: number;
}

/** They are accepted as one or not at all. */
function manyTogether(nrRules: number): Group {
  const text = manyRules(nrRules, '../../rules/wmkevents.h');
  return { text, rules: [text], budgets: false, fewRules: FEW_RULES[0]! };
}

function drawGroups(checkout: string, seed: number, cases: number): readonly Group[] {
  const isAccepted = (text: string): boolean => compileFed(checkout, text, { keys: KEYS }).plan !== null;
  const nrLarge = Math.round(cases * LARGE_SHARE);
  const large = largeRules(seed, nrLarge * DRAWN).map((text) => `EVENTS "large.h"\n${text}`).filter(isAccepted).slice(0, nrLarge);
  if (large.length < nrLarge) say(`only ${large.length} of ${nrLarge} large rules are accepted`);
  const hasBudgets = (number: number): boolean => (seed + number) % BUDGETED === 0;
  const groups: Group[] = large.map((text, number) => ({ text, rules: [text], budgets: hasBudgets(number), fewRules: FEW_RULES[number % FEW_RULES.length]! }));
  for (let left = cases - large.length, round = 0; left > 0; round++) {
    const { rules: specs } = drawRules(
      seed + round, Math.min(left, RULES_AN_OBJECT), (spec) => isAccepted(printFile([spec])), withReactions(seed + round, 3 * RULES_AN_OBJECT));
    groups.push({ text: printFile(specs), rules: specs.map((spec) => printFile([spec])), budgets: hasBudgets(round), fewRules: FEW_RULES[round % FEW_RULES.length]! });
    left -= specs.length;
  }
  return groups;
}

async function buildUnit({ checkout, directory }: Place, group: Group, name: string): Promise<Unit> {
  const object = join(directory, `${name}.bpf.o`);
  const { plan, diagnostics } = compileFed(checkout, group.text, { keys: KEYS, fewRules: group.fewRules });
  if (plan === null) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    return { ...group, object, problem: `rules good alone are refused together: ${errors.join('; ')}` };
  }
  return { ...group, object, problem: await buildFed(checkout, plan, object, group.budgets) };
}

/** How many rules the kernel refuses; those of an object that it refuses are tried one by one. */
async function loadUnits(kernel: Kernel, units: readonly Unit[], place: Place): Promise<number> {
  const begun = performance.now();
  const refusals = await load(kernel, units, place);
  const alone = await inParallel(
    refusals.flatMap(({ unit: { rules, budgets, fewRules } }) => (rules.length === 1 ? [] : rules.map((rule) => ({ text: rule, rules: [rule], budgets, fewRules }))))
      .map((group, index) => [index, group] as const),
    cpus().length,
    ([index, group]) => buildUnit(place, group, `${kernel.series}-alone${index}`),
  );
  const refusedAlone = alone.length === 0 ? [] : await load(kernel, alone, place);
  const guilty = new Set(refusedAlone.flatMap(({ unit }) => unit.rules));
  let nrRefused = 0;
  for (const { unit, log } of [...refusals, ...refusedAlone]) {
    const isBlamed = unit.rules.length > 1 && unit.rules.some((rule) => guilty.has(rule));
    if (isBlamed) continue;
    nrRefused += 1;
    console.log([`${kernel.series} refuses${unit.rules.length > 1 ? ' these together' : ''}${unit.budgets ? ', with --budgets' : ''}:`, unit.text, ...log, ''].join('\n'));
  }
  say(`${kernel.release}: ${units.length} objects loaded, ${nrRefused} refusals: ${seconds(begun)}`);
  return nrRefused;
}

async function load(
  kernel: Kernel,
  units: readonly Unit[],
  place: Place,
): Promise<readonly { readonly unit: Unit; readonly log: readonly string[] }[]> {
  const lines = units.map(({ object }) => ({ does: 'load', object }) as const);
  const { parts, troubles } = await feedKernel(kernel, lines, { ...place, timeoutSeconds: TIMEOUT_SECONDS });
  if (troubles.length > 0) throw new ToolError(troubles.map((trouble) => `${kernel.series}: ${trouble}`).join('\n'));
  return units.flatMap((unit, index) => {
    const complaints = parts[index]?.complaints ?? ['the kernel told nothing of it'];
    return complaints.length === 0 ? [] : [{ unit, log: [...complaints.slice(0, 1), ...complaints.slice(1).slice(-SHOWN_LINES)] }];
  });
}
