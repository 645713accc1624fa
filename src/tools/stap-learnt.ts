// What SystemTap has learnt of a kernel, which takes it a minute or two: in go a build, and all that the knowledge depends on, out
// comes what the build did.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedDirectory } from './cached-directory.js';
import type { Stamp } from './stamp.js';
import type { StapCache } from './stap-cache.js';

export interface Lesson {
  readonly cache: StapCache;
  /** SystemTap has to learn anew where this differs, but for inodes. */
  readonly of: readonly Stamp[];
  readonly say: (line: string) => void;
}

/** SystemTap's own 256 MiB are soon full, and then it asks each kernel again for its tracepoints. */
const limitMiB = 2048;

/** By the directory of what comes of it. */
const learning = new Map<string, Promise<unknown>>();

/**
 * `build` is given a SYSTEMTAP_DIR: SystemTap's own cache, and no settings of the user's. Where SystemTap is ended while it
 * learns it takes what it was about to ask for what the kernel lacks, and keeps that: so only what a build that went well has
 * learnt is kept, and while one build learns others of this process wait.
 */
export async function withLearnt<T extends { readonly kind: string }>(
  { cache, of, say }: Lesson, build: (systemtap: string) => Promise<T>,
): Promise<T> {
  const name = `learnt-${createHash('sha256').update(JSON.stringify(of.map((one) => one?.slice(0, 3)))).digest('hex').slice(0, 24)}`;
  const learnt = join(cache.directory, name);
  for (let other = learning.get(learnt); other !== undefined; other = learning.get(learnt)) {
    await other.catch(() => undefined);
  }
  if (existsSync(learnt)) {
    return build(learnt);
  }
  say('building for the first time for this kernel takes a minute or two');
  const lesson = learn(`${cache.name}/${name}`, build);
  learning.set(learnt, lesson);
  try {
    return await lesson ?? await build(learnt);
  } finally {
    learning.delete(learnt);
  }
}

/** Undefined: another process was faster. */
async function learn<T extends { readonly kind: string }>(
  name: string, build: (systemtap: string) => Promise<T>,
): Promise<T | undefined> {
  let result: T | undefined;
  try {
    await cachedDirectory(name, async (unfinished) => {
      mkdirSync(join(unfinished, 'cache'));
      writeFileSync(join(unfinished, 'cache', 'cache_mb_limit'), `${limitMiB}\n`);
      result = await build(unfinished);
      if (result.kind !== 'done') throw new NothingLearnt();
    });
  } catch (error) {
    if (!(error instanceof NothingLearnt)) throw error;
  }
  return result;
}

class NothingLearnt extends Error {}
