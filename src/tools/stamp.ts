// What a file is known by: out comes what differs where it was changed, or is another one; null where there is none.

import { realpathSync, statSync } from 'node:fs';

export type Stamp = readonly [path: string, size: number, changed: number, inode: number] | null;

export function stamp(path: string): Stamp {
  try {
    const { size, mtimeMs, ino } = statSync(path);
    return [realpathSync(path), size, mtimeMs, ino];
  } catch {
    return null;
  }
}

/** What of a build tree changes with the kernel. */
const ofTree = ['.config', 'Module.symvers', 'System.map', 'include/generated/utsrelease.h', 'include/generated/compile.h'];

export function stampsOfTree(tree: string): readonly Stamp[] {
  return [tree, ...ofTree.map((file) => `${tree}/${file}`)].map(stamp);
}
