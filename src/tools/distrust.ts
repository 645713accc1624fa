// Whether what lies in a directory can be nobody else's: in goes its path, out comes what speaks against it, or null.

import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';

const writableByOthers = 0o022;
const sticky = 0o1000;
/** As the kernel follows. */
const mostLinks = 40;

/**
 * Goes from the root to the directory, as far as there is something yet, and to where links lead: who may write to one of the
 * directories on the way can put another one, or another link, in place of what is in it. In a sticky directory only owners can.
 */
export function distrust(path: string, user: number = process.getuid?.() ?? 0): string | null {
  let at = '/';
  let rest = partsOf(resolve(path));
  for (let links = 0; ;) {
    const status = lstatSync(at, { throwIfNoEntry: false });
    const reason = status === undefined ? null : distrustOne(at, status, user);
    if (status === undefined || reason !== null) {
      return reason;
    }
    if (status.isSymbolicLink()) {
      const target = readlinkSync(at);
      if (++links > mostLinks) {
        return `'${path}' leads through too many links`;
      }
      rest = [...partsOf(target), ...rest];
      at = isAbsolute(target) ? '/' : dirname(at);
      continue;
    }
    const [next, ...others] = rest;
    if (next === undefined) {
      return null;
    }
    rest = others;
    at = join(at, next);
  }
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}

/** A link's mode means nothing. */
function distrustOne(path: string, status: Stats, user: number): string | null {
  if (status.uid !== user && status.uid !== 0) {
    return `'${path}' belongs to user ${status.uid}`;
  }
  return !status.isSymbolicLink() && (status.mode & writableByOthers) !== 0 && (status.mode & sticky) === 0
    ? `'${path}' can be written to by others` : null;
}
