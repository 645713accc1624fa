// Where what SystemTap needs of ours is kept: out comes a directory that nobody else can read or write, or why there is none.

import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheRoot } from './cached-directory.js';
import { distrust } from './distrust.js';

export interface StapCache {
  /** SYSTEMTAP_DIR: SystemTap's own cache, and no settings of the user's. */
  readonly systemtap: string;
  /** In cachedDirectory's terms. */
  readonly name: string;
}

const name = 'stap';

/** SystemTap's own 256 MiB are soon full, and then it asks each kernel again for its tracepoints. */
const limitMiB = 2048;

/** What is in it becomes code of the kernel. */
export function stapCache(user?: number): StapCache | { readonly reason: string } {
  const root = cacheRoot();
  const directory = join(root, name);
  try {
    const reason = distrust(directory, user);
    if (reason !== null) {
      return { reason: `${reason}, so that what is kept in '${root}' cannot be trusted: let WMK_CACHE name a directory that only you can write to` };
    }
    const systemtap = join(directory, 'systemtap');
    mkdirSync(join(systemtap, 'cache'), { recursive: true, mode: 0o700 });
    if ((statSync(directory).mode & 0o077) !== 0) {
      chmodSync(directory, 0o700);
    }
    const limit = join(systemtap, 'cache', 'cache_mb_limit');
    if (!existsSync(limit)) {
      writeFileSync(limit, `${limitMiB}\n`);
    }
    return { systemtap, name };
  } catch (error) {
    return { reason: `cannot keep anything in '${root}': ${error instanceof Error ? error.message : String(error)}` };
  }
}
