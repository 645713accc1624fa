// The loader: in go objects and options for it, out comes how it ended. It has this process's standard streams.

import { accessSync, constants, statSync } from 'node:fs';
import { constants as system } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { execa } from 'execa';

/** What the environment names, else what was built beside the package, else what is installed; null: none of them. */
export function findWmkload(packageRoot: string): string | null {
  const wanted = process.env['WMKLOAD'];
  if (wanted) {
    return isProgram(wanted) ? wanted : null;
  }
  const installed = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const folders = [join(packageRoot, 'build', 'loader'), ...installed];
  return folders.map((folder) => join(folder, 'wmkload')).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export interface Loader {
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Its exit code, or as a shell would say it 128 and the number of the signal that ended it; or why it did not begin. */
  readonly ended: Promise<number | { readonly reason: string }>;
}

/** In `folder`, so that objects in it need no path, which messages would show. */
export function startWmkload(program: string, args: readonly string[], folder: string): Loader {
  const child = execa(resolve(program), args, { cwd: folder, stdio: 'inherit', reject: false, forceKillAfterDelay: false });
  return {
    signal: (signal) => void child.kill(signal),
    ended: child.then(({ exitCode, signal, shortMessage }) => exitCode
      ?? (signal === undefined ? { reason: shortMessage ?? `cannot execute '${program}'` } : 128 + system.signals[signal])),
  };
}

export interface CheckedObject {
  readonly programs: readonly {
    readonly program: string; readonly section: string; readonly verified_instructions: number;
  }[];
}

/** Loads an object, without attaching anything, and lets go of it again. */
export async function checkObject(
  program: string, object: string, folder: string,
): Promise<CheckedObject | { readonly reason: string }> {
  const { stdout, stderr, exitCode } = await execa(
    resolve(program), ['--check', '--format=json', '--', object], { cwd: folder, reject: false, stdin: 'ignore' });
  return exitCode === 0 ? JSON.parse(stdout) as CheckedObject : { reason: stderr };
}

/** Of an attach point or a reaction: null where that cannot be told. */
export interface Answer {
  readonly name: string;
  readonly has: boolean | null;
  /** Null where the kernel has it. */
  readonly reason: string | null;
}

export interface Probe {
  /** "6.1.0-56-amd64" */
  readonly kernel: string;
  /** False: only its BTF was read. */
  readonly tried: boolean;
  /** By section. */
  readonly points: ReadonlyMap<string, Answer>;
  readonly reactions: readonly Answer[];
}

type ProbeLine = { readonly kernel: string; readonly tried: boolean }
  | { readonly section: string; readonly has: boolean | null; readonly reason: string | null }
  | { readonly reaction: string; readonly has: boolean | null; readonly reason: string | null };

/** Asks the running kernel; where that is not one that can be asked, what the loader said of it. */
export async function probeKernel(
  program: string, sections: readonly string[],
): Promise<Probe | { readonly complaint: string; readonly code: number }> {
  const { stdout, stderr, exitCode } = await execa(
    resolve(program), ['--probe', '--format=json', '--', ...sections], { reject: false, stdin: 'ignore' });
  if (exitCode !== 0) {
    return { complaint: `${stderr}\n`, code: exitCode ?? 1 };
  }
  const lines = stdout.split('\n').map((line) => JSON.parse(line) as ProbeLine);
  const points = lines.flatMap((line) => ('section' in line ? [{ ...line, name: line.section }] : []));
  const head = lines.find((line) => 'kernel' in line)!;
  return {
    kernel: head.kernel,
    tried: head.tried,
    points: new Map(points.map(({ name, has, reason }) => [name, { name, has, reason }])),
    reactions: lines.flatMap((line) => ('reaction' in line ? [{ name: line.reaction, has: line.has, reason: line.reason }] : [])),
  };
}
