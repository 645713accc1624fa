// Where what SystemTap needs of ours is kept: out comes a directory that nobody else can read or write, or why there is none.

import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheRoot } from './cached-directory.js';
import { distrust } from './distrust.js';

export interface StapCache {
  readonly directory: string;
  /** In cachedDirectory's terms. */
  readonly name: string;
}

const name = 'stap';

/** What is in it becomes code of the kernel. */
export function stapCache(user?: number): StapCache | { readonly reason: string } {
  const root = cacheRoot();
  const directory = join(root, name);
  try {
    const before = distrust(directory, user);
    if (before === null) {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
    }
    // Somebody else may have made it first.
    const reason = before ?? distrust(directory, user);
    if (reason !== null) {
      return { reason: `${reason}, so that what is kept in '${root}' cannot be trusted: let WMK_CACHE name a directory that only you can write to` };
    }
    if ((statSync(directory).mode & 0o077) !== 0) {
      chmodSync(directory, 0o700);
    }
    return { directory, name };
  } catch (error) {
    return { reason: `cannot keep anything in '${root}': ${error instanceof Error ? error.message : String(error)}` };
  }
}
