// What generated C calls a file: in goes the file, out comes its path as it was given, or its bare name where that path
// begins at the root, so that output does not depend on whose machine it was made on.

import { basename, isAbsolute } from 'node:path';
import type { SourceFile } from '../../source/file.js';

export function sourceName(file: SourceFile): string {
  return isAbsolute(file.name) ? basename(file.name) : file.name;
}
