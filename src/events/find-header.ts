// From the name in EVENTS to a file: in go the name and the directory of the rule file, out comes the first file of
// that name there or in the shipped catalogue directory, or what was tried.

import { isAbsolute, join, normalize } from 'node:path';
import type { SourceFile } from '../source/file.js';

/** The text of a file; null where it cannot be read. */
export type ReadFile = (path: string) => string | null;

export type Finding =
  | { readonly file: SourceFile }
  | { readonly tried: readonly string[] };

export function findHeader(name: string, beside: string, catalogueDirectory: string, readFile: ReadFile): Finding {
  const tried: string[] = [];
  for (const path of candidates(name, beside, catalogueDirectory)) {
    const text = readFile(path);
    if (text !== null) {
      return { file: { name: path, text } };
    }
    tried.push(path);
  }
  return { tried };
}

function candidates(name: string, beside: string, catalogueDirectory: string): readonly string[] {
  if (name === '') {
    return [];
  }
  if (isAbsolute(name)) {
    return [normalize(name)];
  }
  const paths = [join(beside, name), join(catalogueDirectory, name)];
  return [...new Set(paths)];
}
