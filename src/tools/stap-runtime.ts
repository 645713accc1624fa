// A runtime of SystemTap that fits a kernel: in go the installed one and the kernel's build tree, out comes a corrected copy
// of it in the cache, or null where it fits as it is.

import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cachedDirectory } from './cached-directory.js';
import { kernelSource, readText } from './kernel-source.js';
import { runtimeFaults, type ReadText } from './stap-runtime-faults.js';

export interface RuntimeRequest {
  /** With stp_task_work.c in it. */
  readonly runtime: string;
  readonly tree: string;
  /** Of the cache. */
  readonly cache: string;
  readonly say: (line: string) => void;
}

export async function fitRuntime({ runtime, tree, cache, say }: RuntimeRequest): Promise<string | null> {
  const headers = headersOf(tree);
  const corrected = runtimeFaults.flatMap((fault) => {
    const text = readText(join(runtime, fault.file));
    return text !== null && fault.detect(headers, text) ? [{ ...fault, text: fault.correct(text) }] : [];
  });
  if (corrected.length === 0) {
    return null;
  }
  const hash = createHash('sha256').update(JSON.stringify(corrected.map(({ file, text }) => [file, text])));
  for (const path of filesOf(runtime)) {
    hash.update(`\0${path}\0`).update(readFileSync(join(runtime, path)));
  }
  return cachedDirectory(`${cache}/runtime-${hash.digest('hex').slice(0, 24)}`, async (unfinished) => {
    say(`SystemTap's runtime in ${runtime} does not fit this kernel (${corrected.map(({ what }) => what).join(', ')}): making a corrected copy`);
    cpSync(runtime, unfinished, { recursive: true, dereference: true });
    corrected.forEach(({ file, text }) => writeFileSync(join(unfinished, file), text));
  });
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
}

function headersOf(tree: string): ReadText {
  const folders = [tree, kernelSource(tree) ?? tree];
  return (path) => folders.map((folder) => readText(join(folder, path))).find((text) => text !== null) ?? null;
}
