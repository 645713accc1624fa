// A build tree in which SystemTap finds the kernel's functions: in go a build tree and the System.map of its kernel, out
// comes a directory in the cache that has both. A tree of Debian's has no map, and the one in /boot is a stub.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedDirectory } from './cached-directory.js';
import { kernelSource } from './kernel-source.js';

export interface TreeRequest {
  readonly tree: string;
  readonly map: string;
  /** Of the cache. */
  readonly cache: string;
}

export async function treeWithMap({ tree, map, cache }: TreeRequest): Promise<string> {
  const real = realpathSync(tree);
  const source = kernelSource(tree) ?? real;
  // SystemTap looks for tracepoints in source/include/trace.
  const entries = [
    ...readdirSync(real).filter((entry) => !['System.map', 'source'].includes(entry)).sort().map((entry) => [entry, join(real, entry)] as const),
    ['source', source] as const,
  ];
  const hash = createHash('sha256').update(JSON.stringify(entries)).update(names(map)).digest('hex').slice(0, 24);
  return cachedDirectory(`${cache}/tree-${hash}`, async (unfinished) => {
    entries.forEach(([entry, target]) => symlinkSync(target, join(unfinished, entry)));
    writeFileSync(join(unfinished, 'System.map'), map);
  });
}

/** Where a kernel lies changes with each boot (KASLR). SystemTap looks only for names, so the tree, and all it learnt of it, stays. */
function names(map: string): string {
  return map.replace(/^[0-9a-f]+ /gm, '');
}

export function hasMap(tree: string): boolean {
  try {
    return / [tT] \S+\n[0-9a-f]+ /.test(readFileSync(join(tree, 'System.map'), 'latin1'));
  } catch {
    return false;
  }
}
