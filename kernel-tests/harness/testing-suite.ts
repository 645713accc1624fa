/** Returns the options that make apt look at Debian's testing suite, on the mirror that the machine's own sources name, without changing those. */

import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { debianMirror, updateLists, type AptOptions } from '../../src/tools/kernels.js';
import { cachedDirectory } from '../../src/tools/cached-directory.js';
import type { Progress } from './fetch-kernel.js';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring';
const DAY_MS = 24 * 60 * 60 * 1000;

/** The lists are read once a day: testing gets a new kernel every week or two. */
export async function testingSuite(progress: Progress): Promise<AptOptions> {
  const today = listsOf(new Date());
  const directory = await cachedDirectory(`apt/${today}`, async (unfinished) => {
    progress('reading the package lists of Debian testing');
    await mkdir(join(unfinished, 'lists/partial'), { recursive: true });
    await mkdir(join(unfinished, 'cache/archives/partial'), { recursive: true });
    await writeFile(join(unfinished, 'status'), '');
    // Debian is changing the ending; without either file apt has its own default.
    const keyring = [`${KEYRING}.gpg`, `${KEYRING}.pgp`].find((path) => existsSync(path));
    const trust = keyring === undefined ? '' : `[signed-by=${keyring}] `;
    const source = `deb ${trust}${await debianMirror()} testing main\n`;
    await writeFile(join(unfinished, 'sources.list'), source);
    await updateLists(optionsFor(unfinished));
    await removeOlder(dirname(unfinished), today);
  });
  return optionsFor(directory);
}

function listsOf(day: Date): string {
  return `testing-${day.toISOString().slice(0, 10)}`;
}

/** A process that began yesterday may still be reading yesterday's. */
async function removeOlder(parent: string, today: string): Promise<void> {
  const kept = [today, listsOf(new Date(Date.now() - DAY_MS))];
  for (const name of await readdir(parent)) {
    if (!name.startsWith('testing-') || kept.includes(name)) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

function optionsFor(directory: string): AptOptions {
  const settings = {
    'Dir::State': directory,
    'Dir::State::lists': join(directory, 'lists'),
    'Dir::State::status': join(directory, 'status'),
    'Dir::Cache': join(directory, 'cache'),
    'Dir::Etc::sourcelist': join(directory, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
    'Acquire::Languages': 'none',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}
