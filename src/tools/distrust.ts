// Whether what lies in a directory can be nobody else's: in goes its path, out comes what speaks against it, or null.

import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const writableByOthers = 0o022;
const sticky = 0o1000;

/**
 * Looks at the directory, or where it is not there yet at what of its path is, and at all above: who may write to one of them
 * can put another one in place of what is in it. In a sticky directory only owners can.
 */
export function distrust(path: string, user: number = process.getuid?.() ?? 0): string | null {
  for (let at = existing(path); ; at = dirname(at)) {
    const { uid, mode } = statSync(at);
    if (uid !== user && uid !== 0) {
      return `'${at}' belongs to user ${uid}`;
    }
    if ((mode & writableByOthers) !== 0 && (mode & sticky) === 0) {
      return `'${at}' can be written to by others`;
    }
    if (dirname(at) === at) {
      return null;
    }
  }
}

/** Links are followed first: what counts is where things lie. */
function existing(path: string): string {
  for (let at = path; ; at = dirname(at)) {
    try {
      return realpathSync(at);
    } catch (error) {
      if (dirname(at) === at) {
        throw error;
      }
    }
  }
}
