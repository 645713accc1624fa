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
  /** Its exit code, or as a shell would say it 128 and the number of the signal that ended it. */
  readonly ended: Promise<number>;
}

/** In `folder`, so that objects in it need no path, which messages would show. */
export function startWmkload(program: string, args: readonly string[], folder: string): Loader {
  const child = execa(resolve(program), args, { cwd: folder, stdio: 'inherit', reject: false, forceKillAfterDelay: false });
  return {
    signal: (signal) => void child.kill(signal),
    ended: child.then(({ exitCode, signal }) => exitCode ?? 128 + (signal === undefined ? 0 : system.signals[signal])),
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
