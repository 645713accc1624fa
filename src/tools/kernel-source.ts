// Where the headers that all flavours of a kernel share lie: in goes a build tree, out comes their folder, or null where the
// tree has them itself. Debian's trees include its Makefile.

import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function kernelSource(tree: string): string | null {
  const included = /^include (\/\S+)\/Makefile$/m.exec(readText(join(tree, 'Makefile')) ?? '')?.[1];
  const found = [included, join(tree, 'source'), join(dirname(tree), 'source')]
    .find((one) => one !== undefined && existsSync(join(one, 'include')));
  return found === undefined ? null : realpathSync(found);
}

/** Null where there is no such file, or it cannot be read. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
