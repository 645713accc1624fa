/** Takes a name and how to fill a directory, and returns the directory of that name in the cache, filled once for all processes. */

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const UNFINISHED = '.unfinished-';
/** No fill takes that long: what is older was left by one that was killed. */
const ABANDONED_MS = 60 * 60 * 1000;

export function cacheRoot(): string {
  const { WMK_CACHE, XDG_CACHE_HOME } = process.env;
  return resolve(WMK_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'wmkgen'));
}

/**
 * The directory is filled under another name, so that one of the right name is
 * whole, however an earlier run ended.
 */
export async function cachedDirectory(
  name: string,
  fill: (directory: string) => Promise<void>,
): Promise<string> {
  const directory = join(cacheRoot(), name);
  if (existsSync(directory)) return directory;

  const parent = dirname(directory);
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent);
  const unfinished = await mkdtemp(join(parent, UNFINISHED));
  try {
    await fill(unfinished);
    // Another process may have filled the same one meanwhile: either will do.
    await rename(unfinished, directory).catch((error: unknown) => {
      if (!existsSync(directory)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return directory;
}

async function removeAbandoned(parent: string): Promise<void> {
  const now = Date.now();
  for (const name of await readdir(parent)) {
    if (!name.startsWith(UNFINISHED)) continue;
    const path = join(parent, name);
    const status = await stat(path).catch(() => undefined);
    if (status !== undefined && now - status.mtimeMs > ABANDONED_MS) {
      await rm(path, { recursive: true, force: true });
    }
  }
}
