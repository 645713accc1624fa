// What SystemTap has learnt of a kernel, which takes it a minute or two: in go a build, and all that the knowledge depends on, out
// comes what the build did.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedDirectory } from './cached-directory.js';
import type { Stamp } from './stamp.js';
import type { StapBuild } from './stap.js';
import type { StapCache } from './stap-cache.js';

export interface Lesson {
  readonly cache: StapCache;
  /** SystemTap has to learn anew where this differs, but for inodes. */
  readonly of: readonly Stamp[];
  /** Only for scripts that name tracepoints it learns of them. */
  readonly tracepoints: boolean;
  readonly say: (line: string) => void;
}

const prefix = 'learnt-';

/** SystemTap's own 256 MiB are soon full, and then it asks each kernel again for its tracepoints. */
const limitMiB = 2048;

/** Of kernels, compilers and SystemTaps that were seen: those that nobody has asked for go first. */
const most = 8;

/** By the directory of what comes of it. */
const learning = new Map<string, Promise<unknown>>();

/**
 * `build` is given a SYSTEMTAP_DIR: SystemTap's own cache, and no settings of the user's. Where SystemTap is ended while it
 * learns it takes what it was about to ask for what the kernel lacks, and keeps that: so only what a build has learnt that found
 * its probes is kept, and while one build learns others of this process wait.
 */
export async function withLearnt(
  { cache, of, tracepoints, say }: Lesson, build: (systemtap: string) => Promise<StapBuild>,
): Promise<StapBuild> {
  const name = `${prefix}${createHash('sha256').update(JSON.stringify([of.map((one) => one?.slice(0, 3)), tracepoints])).digest('hex').slice(0, 24)}`;
  const learnt = join(cache.directory, name);
  for (let other = learning.get(learnt); other !== undefined; other = learning.get(learnt)) {
    await other.catch(() => undefined);
  }
  if (!existsSync(learnt)) {
    if (tracepoints) {
      say('building for the first time for this kernel takes a minute or two');
    }
    const lesson = learn(`${cache.name}/${name}`, build);
    learning.set(learnt, lesson);
    const result = await lesson.finally(() => learning.delete(learnt));
    forget(cache.directory);
    if (result !== undefined) {
      return result;
    }
  }
  const now = new Date();
  utimesSync(learnt, now, now);
  return build(learnt);
}

function forget(directory: string): void {
  readdirSync(directory)
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ path: join(directory, name), used: statSync(join(directory, name)).mtimeMs }))
    .sort((one, other) => other.used - one.used)
    .slice(most)
    .forEach(({ path }) => rmSync(path, { recursive: true, force: true }));
}

/** A complaint about C comes when all probes were found. */
function hasLearnt(result: StapBuild): boolean {
  return result.kind === 'done' || (result.kind === 'complaint' && result.c !== null);
}

/** Undefined: another process was faster. */
async function learn(
  name: string, build: (systemtap: string) => Promise<StapBuild>,
): Promise<StapBuild | undefined> {
  let result: StapBuild | undefined;
  try {
    await cachedDirectory(name, async (unfinished) => {
      mkdirSync(join(unfinished, 'cache'));
      writeFileSync(join(unfinished, 'cache', 'cache_mb_limit'), `${limitMiB}\n`);
      result = await build(unfinished);
      if (!hasLearnt(result)) throw new NothingLearnt();
    });
  } catch (error) {
    if (!(error instanceof NothingLearnt)) throw error;
  }
  return result;
}

class NothingLearnt extends Error {}
