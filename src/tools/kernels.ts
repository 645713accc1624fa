/** Takes the name of a kernel series or of a package and asks Debian's own tools for the kernel: which package, its files, its module index, its ELF. */

import { readdir } from 'node:fs/promises';
import { execa, ExecaError } from 'execa';

/** Something outside this project failed; the message is one line and says what to do. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

export interface KernelPackage {
  readonly name: string;
  readonly version: string;
  /** Packages of the same version that hold a part of it: later releases have split image and modules off. */
  readonly parts: readonly string[];
}

/** Options that make apt look at another suite than the machine's own. */
export type AptOptions = readonly string[];

/**
 * Full kernels only: a cloud kernel has no 9p, an rt kernel has another
 * scheduler, and a dbg package has no kernel in it.
 */
const FULL_KERNEL = /^linux-image-(\d+\.\d+)[^-]*(-\d+)?-amd64(-unsigned)?$/;

/** The newest package that apt knows for this series ("6.12"), or of all for null. */
export async function findKernelPackage(
  series: string | null,
  apt: AptOptions,
): Promise<KernelPackage> {
  const pattern = series === null ? '[0-9]' : `${series.replace('.', '\\.')}[.]`;
  const found = await run('apt-cache', [
    ...apt,
    ...['search', '--names-only', `^linux-image-${pattern}.*-amd64(-unsigned)?$`],
  ]);
  const names = found
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '')
    .filter((name) => FULL_KERNEL.test(name) && (series ?? seriesOf(name)) === seriesOf(name));
  if (names.length === 0) {
    const wanted = series === null ? 'no kernel' : `no kernel of the series ${series}`;
    throw new ToolError(
      `apt knows ${wanted}: run "apt-get update", or add a suite that has it to apt's sources`,
    );
  }
  const shown = await run('apt-cache', [...apt, 'show', '--no-all-versions', ...names]);
  const packages = shown.split(/\n{2,}/).flatMap((stanza) => {
    const name = /^Package: (\S+)$/m.exec(stanza)?.[1];
    const version = /^Version: (\S+)$/m.exec(stanza)?.[1];
    if (name === undefined || version === undefined) return [];
    const depends = /^Depends: (.*)$/m.exec(stanza)?.[1] ?? '';
    return [{ name, version, parts: pinnedTo(version, depends) }];
  });
  const best = packages.sort(byAge).at(-1);
  if (best === undefined) throw new ToolError(`apt-cache shows nothing about ${names.join(', ')}`);
  return best;
}

/** "kmod, linux-modules-X (= 7.2.12-1)" to "linux-modules-X". */
function pinnedTo(version: string, depends: string): readonly string[] {
  return depends
    .split(', ')
    .filter((dependency) => dependency.endsWith(` (= ${version})`))
    .map((dependency) => dependency.slice(0, dependency.indexOf(' ')));
}

/** What modules for a kernel are built with: headers, of this flavour and of all, and the programs of kbuild, all of its version. */
export async function findHeaderPackage(kernelName: string, version: string, apt: AptOptions): Promise<KernelPackage> {
  const name = kernelName.replace(/^linux-image-/, 'linux-headers-').replace(/-unsigned$/, '');
  const shown = await run('apt-cache', [...apt, 'show', `${name}=${version}`]);
  const depends = /^Depends: (.*)$/m.exec(shown)?.[1] ?? '';
  const parts = depends.split(', ').map((dependency) => dependency.split(' ')[0] ?? '')
    .filter((part) => /^linux-(headers|kbuild)-/.test(part));
  return { name, version, parts };
}

function seriesOf(packageName: string): string | undefined {
  return FULL_KERNEL.exec(packageName)?.[1];
}

/** Oldest first; of one version the signed package, which is the one without a suffix, is last. */
function byAge(a: KernelPackage, b: KernelPackage): number {
  const [left, right] = [versionNumbers(a), versionNumbers(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? -1) - (right[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return b.name.length - a.name.length;
}

/** "6.12.117-1~deb12u1" to 6 12 117 1 12 1: enough to order kernels of one series. */
function versionNumbers(kernel: KernelPackage): readonly number[] {
  return (kernel.version.match(/\d+/g) ?? []).map(Number);
}

/** The mirror that the machine's own sources get Debian from. */
export async function debianMirror(): Promise<string> {
  const targets = await run('apt-get', [
    ...['indextargets', '--format', '$(REPO_URI)'],
    ...['Created-By: Packages', 'Origin: Debian', 'Label: Debian', 'Component: main'],
  ]);
  const mirror = targets.split('\n')[0];
  if (!mirror) {
    throw new ToolError('apt has no source of Debian: add one to /etc/apt/sources.list');
  }
  return mirror;
}

/** Apt fetches as user _apt, who may not write to a directory of this user's. */
const AS_THIS_USER = ['-o', 'APT::Sandbox::User=root', '-q'];

export async function updateLists(apt: AptOptions): Promise<void> {
  // Without the option, apt takes a mirror that does not answer for a success.
  await run('apt-get', [...apt, ...AS_THIS_USER, '-o', 'APT::Update::Error-Mode=any', 'update']);
}

/** Leaves the .deb of the package and of each of its parts in the directory and returns their names. */
export async function downloadPackage(
  kernel: KernelPackage,
  directory: string,
  apt: AptOptions,
): Promise<readonly string[]> {
  const names = [kernel.name, ...kernel.parts].map((name) => `${name}=${kernel.version}`);
  await run('apt-get', [...apt, ...AS_THIS_USER, 'download', ...names], {
    cwd: directory,
    hint: 'if the package is gone from the mirror, run "apt-get update"',
  });
  return (await readdir(directory)).filter((name) => name.endsWith('.deb')).sort();
}

export async function unpackPackage(deb: string, directory: string): Promise<void> {
  await run('dpkg', ['-x', deb, directory]);
}

export async function indexModules(root: string, release: string): Promise<void> {
  await run('depmod', ['-b', root, release], { path: '/usr/sbin:/sbin' });
}

const DECOMPRESSORS = {
  gzip: 'gzip',
  xz: 'xz',
  zstd: 'zstd',
  lz4: 'lz4',
} as const;

export type Compression = keyof typeof DECOMPRESSORS;

export async function decompress(format: Compression, bytes: Uint8Array): Promise<Uint8Array> {
  const program = DECOMPRESSORS[format];
  const { stdout } = await execa(program, ['-d', '-c'], {
    input: bytes,
    encoding: 'buffer',
    maxBuffer: 512 * 1024 * 1024,
  }).catch((error: unknown) => {
    throw toolError(program, error);
  });
  return stdout;
}

interface RunOptions {
  readonly cwd?: string;
  readonly hint?: string;
  /** Searched after PATH: depmod is in sbin, which a user's PATH lacks. */
  readonly path?: string;
}

async function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const path = [process.env['PATH'], options.path].filter(Boolean).join(':');
  try {
    const { stdout } = await execa(program, args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: { LC_ALL: 'C', PATH: path },
      stdin: 'ignore',
    });
    return stdout;
  } catch (error) {
    throw toolError(program, error, options.hint);
  }
}

/** The Debian package of each program that not every Debian machine has. */
const PACKAGE_OF: Readonly<Record<string, string>> = {
  'apt-cache': 'apt',
  'apt-get': 'apt',
  depmod: 'kmod',
  xz: 'xz-utils',
  zstd: 'zstd',
  lz4: 'lz4',
};

function toolError(program: string, error: unknown, hint?: string): ToolError {
  if (!(error instanceof ExecaError)) throw error;
  if (error.code === 'ENOENT') {
    const name = PACKAGE_OF[program] ?? program;
    return new ToolError(`"${program}" is not installed: run "apt-get install ${name}"`);
  }
  const stderr = typeof error.stderr === 'string' ? error.stderr : '';
  const lines = stderr.trim().split('\n');
  const said = lines.find((line) => line.startsWith('E: ')) ?? lines.at(-1) ?? '';
  const why = said === '' ? error.shortMessage : `${program}: ${said}`;
  return new ToolError(hint === undefined ? why : `${why} (${hint})`);
}
