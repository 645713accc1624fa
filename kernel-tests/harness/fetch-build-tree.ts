/** Takes a kernel series and returns what modules for Debian's latest kernel of it are built with, in the cache and never installed. */

import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedDirectory, cacheRoot } from '../../src/tools/cached-directory.js';
import { downloadPackage, findHeaderPackage, ToolError, unpackPackage, type AptOptions, type KernelPackage } from '../../src/tools/kernels.js';
import { bootVm } from './boot-vm.js';
import { fetchKernel, type Kernel, type KernelSeries, type Progress } from './fetch-kernel.js';
import { testingSuite } from './testing-suite.js';

export interface BuildTree {
  readonly kernel: Kernel;
  /** For stap -r, and make -C. */
  readonly tree: string;
  /** What the kernel itself says in /proc/kallsyms; Debian packages none. */
  readonly systemMap: string;
}

/** Part of the cache's path: count up when what is kept of a kernel's headers changes. */
const LAYOUT = 'v1';

export async function fetchBuildTree(series: KernelSeries, progress: Progress = () => {}): Promise<BuildTree> {
  const kernel = await fetchKernel(series, progress);
  const apt = series === 'newest' ? await testingSuite(progress) : [];
  const headers = await findHeaderPackage(kernel.packageName, kernel.version, apt);
  const name = `headers/${LAYOUT}/${headers.name}_${headers.version}`;
  const directory = await cachedDirectory(name, (unfinished) => unpack(headers, apt, unfinished, join(cacheRoot(), name), progress));
  const maps = await cachedDirectory(`headers/${LAYOUT}/map-${kernel.packageName}_${kernel.version}`, async (unfinished) => {
    progress(`asking ${kernel.release} for its symbols`);
    await writeFile(join(unfinished, 'System.map'), await symbolsOf(kernel));
  });
  return { kernel, tree: join(directory, 'usr/src', headers.name), systemMap: join(maps, 'System.map') };
}

/** `final`: where the directory will be. */
async function unpack(headers: KernelPackage, apt: AptOptions, directory: string, final: string, progress: Progress): Promise<void> {
  progress(`downloading ${headers.name} ${headers.version}`);
  const debs = await downloadPackage(headers, directory, apt);
  for (const deb of debs) {
    await unpackPackage(join(directory, deb), directory);
    await rm(join(directory, deb));
  }
  const tree = join(directory, 'usr/src', headers.name);
  const makefile = join(tree, 'Makefile');
  const text = await readFile(makefile, 'utf8');
  const common = /^include \/(usr\/src\/[^/\s]+)\/Makefile$/m.exec(text)?.[1];
  if (common === undefined) throw new ToolError(`${headers.name} has another Makefile than expected`);
  await writeFile(makefile, text.replace(`/${common}/`, `${final}/${common}/`));
  if (!(await readdir(tree)).includes('source')) await symlink(join(final, common), join(tree, 'source'));
}

async function symbolsOf(kernel: Kernel): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const result = await bootVm({
    kernel, command: ['cat', '/proc/kallsyms'], timeoutSeconds: 120, onOutput: (bytes) => void chunks.push(bytes),
  });
  if (result.kind !== 'exited' || result.status !== 0) {
    throw new ToolError(`${kernel.release} did not tell its symbols: ${result.kind}`);
  }
  return Buffer.concat(chunks);
}
