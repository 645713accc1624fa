/** Takes the directory in which a case's rule was compiled and returns its rules and their plan, for engines without a kernel. */

import { readNamedFile } from '../../src/commands/read-sources.js';
import { compile } from '../../src/compile.js';
import type { CheckedProgram } from '../../src/check/rule.js';
import type { Plan } from '../../src/plan/plan.js';
import { join } from 'node:path';

export interface CompiledCase {
  readonly program: CheckedProgram;
  readonly plan: Plan;
}

/** What build-cases.ts calls the file. */
export const RULE_FILE = 'rule.wmk';

/** Likewise of files that are one module; `problem`: why not, as the compiler says it. */
export function compileForModule(
  checkout: string, paths: readonly string[], keys: number | undefined,
): { readonly plan: Plan | null; readonly problem: readonly string[] } {
  const { plan, diagnostics } = compile(paths.map((path) => ({ name: path, text: readNamedFile(path) ?? '' })), {
    catalogueDirectory: join(checkout, 'rules'),
    readFile: readNamedFile,
    target: 'stap',
    ...(keys === undefined ? {} : { keys }),
  });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return { plan: errors.length > 0 ? null : plan, problem: errors.map(({ name, message }) => `error[${name}]: ${message}`) };
}

/** Null where the compiler refuses it, which has been said. */
export function compileCase(checkout: string, directory: string, keys: number | undefined): CompiledCase | null {
  const path = join(directory, RULE_FILE);
  const { program, plan } = compile([{ name: path, text: readNamedFile(path) ?? '' }], {
    catalogueDirectory: join(checkout, 'rules'),
    readFile: readNamedFile,
    ...(keys === undefined ? {} : { keys }),
  });
  return program === null || plan === null ? null : { program, plan };
}
