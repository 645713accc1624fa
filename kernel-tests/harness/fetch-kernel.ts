/** Takes a kernel series and returns Debian's latest kernel of it, unpacked in the cache and never installed. */

import { existsSync } from 'node:fs';
import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  decompress,
  downloadPackage,
  findKernelPackage,
  indexModules,
  ToolError,
  unpackPackage,
  type AptOptions,
  type KernelPackage,
} from '../../src/tools/kernels.js';
import { bootModules, moduleName } from './boot-modules.js';
import { cachedDirectory } from '../../src/tools/cached-directory.js';
import { cpioArchive, type CpioEntry } from './cpio.js';
import { kernelPayload } from './kernel-payload.js';
import { testingSuite } from './testing-suite.js';

/** "newest" is what Debian's testing suite has. */
export const KERNEL_SERIES = ['6.1', '6.12', 'newest'] as const;
export type KernelSeries = (typeof KERNEL_SERIES)[number];

export interface Kernel {
  readonly series: KernelSeries;
  readonly packageName: string;
  readonly version: string;
  /** What uname -r says. */
  readonly release: string;
  /** The uncompressed ELF, which also holds the BTF. */
  readonly vmlinux: string;
  /** The package's lib/modules/RELEASE, indexed by depmod. */
  readonly modules: string;
  readonly config: string;
  /** A cpio with what init needs before it can mount the root. */
  readonly bootModules: string;
}

export type Progress = (line: string) => void;

/** Part of the cache's path: count up when what is kept of a kernel changes. */
const LAYOUT = 'v1';
const BOOT_MODULES = ['virtio_pci', 'virtio_console', '9pnet_virtio', '9p', 'overlay'];

export async function fetchKernel(
  series: KernelSeries,
  progress: Progress = () => {},
): Promise<Kernel> {
  const apt = series === 'newest' ? await testingSuite(progress) : [];
  const found = await findKernelPackage(series === 'newest' ? null : series, apt);
  const name = `kernels/${LAYOUT}/${found.name}_${found.version}`;
  const directory = await cachedDirectory(name, (unfinished) =>
    fillDirectory(found, apt, unfinished, progress),
  );
  return describeKernel(series, found, directory);
}

async function fillDirectory(
  found: KernelPackage,
  apt: AptOptions,
  directory: string,
  progress: Progress,
): Promise<void> {
  progress(`downloading ${found.name} ${found.version}`);
  const debs = await downloadPackage(found, directory, apt);
  progress(`unpacking ${found.name}`);
  for (const deb of debs) {
    await unpackPackage(join(directory, deb), directory);
    await rm(join(directory, deb));
  }
  // Later packages have no /lib, and depmod looks there.
  if (!existsSync(join(directory, 'lib'))) await symlink('usr/lib', join(directory, 'lib'));
  const release = await releaseIn(directory);
  await indexModules(directory, release);
  await writeFile(
    join(directory, 'boot-modules.cpio'),
    await bootModulesArchive(directory, release),
  );
  await writeFile(join(directory, 'vmlinux'), await extractVmlinux(directory, release));
}

async function releaseIn(directory: string): Promise<string> {
  const releases = await readdir(join(directory, 'lib/modules'));
  const release = releases[0];
  if (release === undefined || releases.length > 1) {
    throw new ToolError(
      `expected one lib/modules/RELEASE in the package, found ${releases.length}`,
    );
  }
  return release;
}

/** In /boot, and in later packages beside the modules. */
function packageFile(name: string, directory: string, release: string): string {
  const inBoot = join(directory, 'boot', `${name}-${release}`);
  return existsSync(inBoot) ? inBoot : join(directory, 'lib/modules', release, name);
}

async function extractVmlinux(directory: string, release: string): Promise<Uint8Array> {
  const file = packageFile('vmlinuz', directory, release);
  const payload = kernelPayload(await readFile(file));
  if (payload === undefined) {
    throw new ToolError(`${file} is not a kernel compressed with gzip, xz, zstd or lz4`);
  }
  const elf = await decompress(payload.format, payload.bytes);
  const isElf = Buffer.from(elf.subarray(0, 4)).toString('latin1') === '\x7fELF';
  if (!isElf || elf.length !== payload.elfBytes) {
    throw new ToolError(
      `${file} unpacked to ${elf.length} bytes that are not the expected ELF of ${payload.elfBytes}`,
    );
  }
  return elf;
}

async function bootModulesArchive(directory: string, release: string): Promise<Buffer> {
  const modules = join(directory, 'lib/modules', release);
  const { files, missing } = bootModules(
    await readFile(join(modules, 'modules.dep'), 'utf8'),
    await readFile(join(modules, 'modules.builtin'), 'utf8'),
    BOOT_MODULES,
  );
  if (missing.length > 0) {
    throw new ToolError(`kernel ${release} lacks what the guest needs: ${missing.join(', ')}`);
  }
  const entries: CpioEntry[] = [{ path: 'modules', data: null }];
  for (const [index, file] of files.entries()) {
    const bytes = await readFile(join(modules, file));
    // init insmods in the order of the names.
    const order = String(index).padStart(2, '0');
    entries.push({
      path: `modules/${order}-${moduleName(file)}.ko`,
      data: file.endsWith('.xz') ? await decompress('xz', bytes) : bytes,
    });
  }
  return cpioArchive(entries);
}

async function describeKernel(
  series: KernelSeries,
  found: KernelPackage,
  directory: string,
): Promise<Kernel> {
  const release = await releaseIn(directory);
  return {
    series,
    packageName: found.name,
    version: found.version,
    release,
    vmlinux: join(directory, 'vmlinux'),
    modules: join(directory, 'lib/modules', release),
    config: packageFile('config', directory, release),
    bootModules: join(directory, 'boot-modules.cpio'),
  };
}
