/** Returns the directory of the checkout that this file, or what it was compiled to, is in. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export function checkoutDirectory(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json'))) {
    const parent = dirname(directory);
    if (parent === directory) throw new Error('the harness is not in a checkout: no package.json');
    directory = parent;
  }
  return directory;
}
