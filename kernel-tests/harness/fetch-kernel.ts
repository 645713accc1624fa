/** Takes a kernel series and returns Debian's newest kernel of it, unpacked in the cache and never installed. */

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  decompress,
  downloadPackage,
  findKernelPackage,
  indexModules,
  ToolError,
  unpackPackage,
  type KernelPackage,
} from '../../src/tools/kernels.js';
import { bootModules, moduleName } from './boot-modules.js';
import { cpioArchive, type CpioEntry } from './cpio.js';
import { kernelPayload } from './kernel-payload.js';

export const KERNEL_SERIES = ['6.1', '6.12'] as const;
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
  readonly systemMap: string;
  /** A cpio with what init needs before it can mount the root. */
  readonly bootModules: string;
}

export type Progress = (line: string) => void;

/** Part of the cache's path: count up when what is kept of a kernel changes. */
const LAYOUT = 'v1';
const BOOT_MODULES = ['virtio_pci', 'virtio_console', '9pnet_virtio', '9p', 'overlay'];
/** No fetch takes that long: what is older was left by one that was interrupted. */
const ABANDONED_MS = 60 * 60 * 1000;
const UNFINISHED = '.unfinished-';

export async function fetchKernel(
  series: KernelSeries,
  progress: Progress = () => {},
): Promise<Kernel> {
  const found = await findKernelPackage(series, []);
  const kernels = join(cacheDirectory(), 'kernels', LAYOUT);
  const directory = join(kernels, `${found.name}_${found.version}`);
  if (!existsSync(directory)) {
    await mkdir(kernels, { recursive: true });
    await removeAbandoned(kernels);
    const unfinished = await mkdtemp(join(kernels, UNFINISHED));
    try {
      await fillDirectory(found, unfinished, progress);
      await publish(unfinished, directory);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }
  return describeKernel(series, found, directory);
}

function cacheDirectory(): string {
  const { WMK_CACHE, XDG_CACHE_HOME } = process.env;
  return WMK_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'wmkgen');
}

async function fillDirectory(
  found: KernelPackage,
  directory: string,
  progress: Progress,
): Promise<void> {
  progress(`downloading ${found.name} ${found.version}`);
  const deb = join(directory, await downloadPackage(found, directory, []));
  progress(`unpacking ${found.name}`);
  await unpackPackage(deb, directory);
  await rm(deb);
  const release = await releaseIn(directory);
  await indexModules(directory, release);
  await writeFile(join(directory, 'boot-modules.cpio'), await bootModulesArchive(directory, release));
  await writeFile(join(directory, 'vmlinux'), await extractVmlinux(directory, release));
}

async function releaseIn(directory: string): Promise<string> {
  const releases = await readdir(join(directory, 'lib/modules'));
  const release = releases[0];
  if (release === undefined || releases.length > 1) {
    throw new ToolError(`expected one lib/modules/RELEASE in the package, found ${releases.length}`);
  }
  return release;
}

async function extractVmlinux(directory: string, release: string): Promise<Uint8Array> {
  const file = join(directory, 'boot', `vmlinuz-${release}`);
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

/** Another process may have fetched the same kernel meanwhile: either copy will do. */
async function publish(unfinished: string, directory: string): Promise<void> {
  try {
    await rename(unfinished, directory);
  } catch (error) {
    if (!existsSync(directory)) throw error;
  }
}

async function removeAbandoned(kernels: string): Promise<void> {
  const now = Date.now();
  for (const name of await readdir(kernels)) {
    if (!name.startsWith(UNFINISHED)) continue;
    const path = join(kernels, name);
    const status = await stat(path).catch(() => undefined);
    if (status !== undefined && now - status.mtimeMs > ABANDONED_MS) {
      await rm(path, { recursive: true, force: true });
    }
  }
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
    config: join(directory, 'boot', `config-${release}`),
    systemMap: join(directory, 'boot', `System.map-${release}`),
    bootModules: join(directory, 'boot-modules.cpio'),
  };
}
