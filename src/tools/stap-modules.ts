// Modules that were built before: in go what one is built from, out comes where such a one is kept, or will be. A build takes
// seconds, and a monitor is started anew with each boot.

import { createHash } from 'node:crypto';
import {
  closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { stamp, stampsOfTree } from './stamp.js';

export interface Ingredients {
  /** SystemTap's program, and gcc's. */
  readonly programs: readonly string[];
  /** Its arguments, but for the script. */
  readonly args: readonly string[];
  readonly script: string;
  readonly tree: string;
  /** Directories of SystemTap's own. */
  readonly parts: readonly string[];
}

/** Of the environment, where else SystemTap looks for parts. */
const variables = ['SYSTEMTAP_TAPSET', 'SYSTEMTAP_RUNTIME', 'XDG_DATA_DIRS'];

/** Some 200 KiB each; those that nobody has asked for go first. */
const most = 1000;

export function keptModule(directory: string, { programs, args, script, tree, parts }: Ingredients): string {
  const hash = createHash('sha256').update(JSON.stringify([
    args, readFileSync(script, 'utf8'), programs.map(stamp), variables.map((name) => process.env[name] ?? null),
    stampsOfTree(tree),
    parts.map((part) => (existsSync(part) ? readdirSync(part, { recursive: true, encoding: 'utf8' }).sort().map((file) => [file, stamp(join(part, file))]) : null)),
  ]));
  return join(directory, `${hash.digest('hex').slice(0, 32)}.ko`);
}

/** false: there is none. */
export function takeKept(kept: string, object: string): boolean {
  try {
    copyFileSync(kept, object);
    const now = new Date();
    utimesSync(kept, now, now);
    return true;
  } catch {
    return false;
  }
}

/** Under another name first, so that one of the right name is whole, also after a power cut. A full disk only costs the next build. */
export function keep(kept: string, object: string): void {
  const directory = join(kept, '..');
  const unfinished = `${kept}.${process.pid}`;
  try {
    mkdirSync(directory, { recursive: true });
    copyFileSync(object, unfinished);
    const file = openSync(unfinished, 'r+');
    fsyncSync(file);
    closeSync(file);
    renameSync(unfinished, kept);
    forget(directory);
  } catch {
    rmSync(unfinished, { force: true });
  }
}

function forget(directory: string): void {
  const names = readdirSync(directory);
  if (names.length <= most) {
    return;
  }
  names
    .map((name) => ({ name, used: statSync(join(directory, name)).mtimeMs }))
    .sort((one, other) => one.used - other.used)
    .slice(0, names.length - most)
    .forEach(({ name }) => rmSync(join(directory, name), { force: true }));
}
