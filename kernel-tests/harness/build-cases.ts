/** Takes cases and returns an object for each, or what the compiler said, and the programs that run them in the guest. */

import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { buildFeeder, type Feeder } from '../feed/build-feeder.js';
import { ToolError } from '../../src/tools/kernels.js';
import { callWmkgen } from './call-wmkgen.js';
import type { Case, Scenario } from './case.js';
import { RULE_FILE } from './compiled-case.js';
import type { OwnPart } from './own-part.js';

/** Where the rule and its catalogues are, and what became of them. */
export type Built =
  | {
    readonly directory: string;
    readonly object: string;
    /** Where the object is not of its rules alone. */
    readonly part?: OwnPart;
  }
  | { readonly problem: readonly string[] };

export interface Programs {
  readonly wmkload: string;
  readonly wmktrigger: string;
  readonly runner: string;
  readonly feeder: Feeder;
  /** A directory of small programs for scripts, for what no program of the host's does. */
  readonly helpers: string;
}

const run = promisify(execFile);

const TRIGGER_FLAGS = ['-O1', '-Wall', '-Wextra', '-Werror', '-static', '-D_GNU_SOURCE'];

/** Cases that have one rule share an object. */
export async function buildCases(
  checkout: string,
  directory: string,
  cases: readonly (Case | Scenario)[],
): Promise<ReadonlyMap<string, Built>> {
  const built = new Map<string, Built>();
  const waiting = unitsOf(cases).entries();
  const work = async (): Promise<void> => {
    // The workers draw from one iterator.
    for (const [index, sharers] of waiting) {
      const [first] = sharers;
      if (first === undefined) continue;
      const result = await compileRule(checkout, join(directory, `rule${index}`), first);
      for (const one of sharers) built.set(one.id, result);
    }
  };
  await Promise.all(cpus().map(work));
  return built;
}

/** Those that are compiled as one. */
export function unitsOf(cases: readonly (Case | Scenario)[]): readonly (readonly (Case | Scenario)[])[] {
  const units = new Map<string, (Case | Scenario)[]>();
  for (const one of cases) {
    const key = JSON.stringify([one.rule, one.files, one.limits.keys, one.limits.budgets]);
    units.set(key, [...(units.get(key) ?? []), one]);
  }
  return [...units.values()];
}

/** Writes the rule to a new directory, with what stands beside it. */
export async function layOutRule(checkout: string, directory: string, one: Case | Scenario): Promise<string> {
  const rule = join(directory, RULE_FILE);
  await mkdir(directory);
  await copyHeaders(checkout, directory, one.files);
  await writeFile(rule, one.rule);
  return rule;
}

export async function copyHeaders(checkout: string, directory: string, files: Case['files']): Promise<void> {
  for (const header of await headers(checkout)) await copyFile(header, join(directory, basename(header)));
  for (const { name, text } of files) await writeFile(join(directory, name), text);
}

async function compileRule(checkout: string, directory: string, one: Case | Scenario): Promise<Built> {
  const rule = await layOutRule(checkout, directory, one);
  const keys = one.limits.keys === undefined ? [] : ['--keys', String(one.limits.keys)];
  const budgets = one.limits.budgets === 1 ? ['--budgets'] : [];
  const { code, err } = await callWmkgen('--target', 'bpf', ...keys, ...budgets, rule, '-o', directory);
  if (code !== 0) return { problem: err.trim().split('\n') };
  const object = (await readdir(directory)).find((name) => name.endsWith('.o'));
  return object === undefined
    ? { problem: ['the compiler succeeded and left no object'] }
    : { directory, object: join(directory, object) };
}

/** What stands beside every rule: catalogues, and what those of fed events are read from. */
async function headers(checkout: string): Promise<readonly string[]> {
  const cases = join(checkout, 'kernel-tests/cases');
  const names = (await readdir(cases)).filter((name) => name.endsWith('.h'));
  return [...names.map((name) => join(cases, name)), join(checkout, 'kernel-tests/feed/fed.h')];
}

export async function buildPrograms(checkout: string, directory: string): Promise<Programs> {
  const triggers = join(checkout, 'kernel-tests/triggers');
  const sources = (await readdir(triggers)).filter((name) => name.endsWith('.c'));
  const wmktrigger = join(directory, 'wmktrigger');
  const runner = join(directory, 'cases');
  await Promise.all([
    build('cc', [...TRIGGER_FLAGS, '-o', wmktrigger, ...sources.map((name) => join(triggers, name))]),
    build('cc', [...TRIGGER_FLAGS, '-I', join(checkout, 'templates/bpf/runtime'), '-o', runner, join(checkout, 'kernel-tests/guest/cases.c')]),
    build('make', ['--silent', '-C', join(checkout, 'src/loader')]),
  ]);
  const feeder = await buildFeeder(checkout, directory);
  const helpers = await buildHelpers(checkout, directory);
  return { wmkload: join(checkout, 'build/loader/wmkload'), wmktrigger, runner, feeder, helpers };
}

/** Each source is a program. */
async function buildHelpers(checkout: string, directory: string): Promise<string> {
  const sources = join(checkout, 'kernel-tests/helpers');
  const helpers = join(directory, 'helpers');
  await mkdir(helpers);
  const names = (await readdir(sources)).filter((name) => name.endsWith('.c'));
  await Promise.all(
    names.map((name) => build('cc', [...TRIGGER_FLAGS, '-pthread', '-o', join(helpers, basename(name, '.c')), join(sources, name)])),
  );
  return helpers;
}

async function build(program: string, args: readonly string[]): Promise<void> {
  await run(program, [...args]).catch((error: unknown) => {
    throw new ToolError([`${program} ${args.join(' ')}`, ...saidBy(error)].join('\n'));
  });
}

export function saidBy(error: unknown): readonly string[] {
  if (!(error instanceof Error)) throw error;
  const said = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : '';
  return (said || error.message).split('\n');
}
