// Where a C compiler finds the headers of a monitor: in go the headers and the files whose EVENTS named them, out come
// the folders to search in their order.

import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { CatalogueHeader } from '../events/catalogue.js';

export type IncludeDirectories =
  | { readonly folders: readonly string[] }
  /** Two headers that one name stands for. */
  | { readonly clash: CatalogueHeader; readonly found: string };

/** `shipped`: folders of ours, which are searched last. */
export function includeDirectories(
  headers: readonly CatalogueHeader[], files: readonly string[], shipped: readonly string[],
): IncludeDirectories {
  const candidates = [...new Set([...files.map((file) => dirname(file)), ...shipped])];
  const needed = candidates.filter((folder) => shipped.includes(folder) || headers.some((header) =>
    !isAbsolute(header.name) && join(folder, header.name) === header.path));
  for (const header of headers) {
    const found = isAbsolute(header.name) ? header.name
      : needed.map((folder) => join(folder, header.name)).find((path) => existsSync(path));
    if (found !== undefined && realpathSync(found) !== realpathSync(header.path)) {
      return { clash: header, found };
    }
  }
  return { folders: needed };
}
