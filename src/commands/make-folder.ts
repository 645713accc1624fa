// Makes a folder and those above it: in goes a path, and what the system says is thrown. Node's own recursive mkdir does
// not end where the system has no such place, as under /proc.

import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export function makeFolder(path: string): void {
  const above = dirname(path);
  if (above !== path && statSync(above, { throwIfNoEntry: false }) === undefined) {
    makeFolder(above);
  }
  if (!(statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)) {
    mkdirSync(path);
  }
}
