/** Takes a kernel and a command and returns the initrd in which guest/init.sh finds both. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolError } from '../../src/tools/kernels.js';
import { cpioArchive } from './cpio.js';
import type { Kernel } from './fetch-kernel.js';

export interface GuestCommand {
  /** The program and its arguments; no shell reads them. */
  readonly argv: readonly string[];
  /** The same path is this directory in the guest. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Everywhere the same path in the guest as on the host. */
export interface GuestPaths {
  readonly checkout: string;
  /** Empty for none. */
  readonly share: string;
}

const BUSYBOX = ['/bin/busybox', '/usr/bin/busybox'];

export async function guestInitrd(
  kernel: Kernel,
  command: GuestCommand,
  paths: GuestPaths,
): Promise<Buffer> {
  const guest = join(paths.checkout, 'kernel-tests/guest');
  const archive = cpioArchive([
    { path: 'bin', data: null },
    { path: 'bin/busybox', data: await readBusybox(), executable: true },
    { path: 'init', data: await readFile(join(guest, 'init.sh')), executable: true },
    { path: 'wmk', data: null },
    { path: 'wmk/run.sh', data: await readFile(join(guest, 'run.sh')) },
    { path: 'wmk/settings', data: Buffer.from(settings(kernel, command, paths)) },
    { path: 'wmk/command', data: Buffer.from(commandScript(command)) },
  ]);
  return Buffer.concat([await readFile(kernel.bootModules), archive]);
}

function settings(kernel: Kernel, command: GuestCommand, paths: GuestPaths): string {
  const values = {
    RELEASE: kernel.release,
    CONFIG: kernel.config,
    MODULES: kernel.modules,
    CHECKOUT: paths.checkout,
    DIRECTORY: command.directory,
    SHARE: paths.share,
  };
  return lines(Object.entries(values).map(([name, value]) => `${name}=${quote(value)}`));
}

function commandScript(command: GuestCommand): string {
  const variables = Object.entries(command.environment).map(
    ([name, value]) => `export ${name}=${quote(value)}`,
  );
  return lines([
    ...variables,
    `cd ${quote(command.directory)} || exit 126`,
    `exec ${command.argv.map(quote).join(' ')}`,
  ]);
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

async function readBusybox(): Promise<Buffer> {
  const install = 'run "apt-get install busybox-static"';
  const file = BUSYBOX.find((path) => existsSync(path));
  if (file === undefined) throw new ToolError(`busybox is not installed: ${install}`);
  const bytes = await readFile(file);
  if (needsInterpreter(bytes)) {
    throw new ToolError(`${file} is not statically linked: ${install}`);
  }
  return bytes;
}

/** Whether a 64-bit ELF has a PT_INTERP: then it cannot run where there are no libraries. */
function needsInterpreter(elf: Buffer): boolean {
  const PT_INTERP = 3;
  const tableOffset = Number(elf.readBigUInt64LE(0x20));
  const entryBytes = elf.readUInt16LE(0x36);
  const entries = elf.readUInt16LE(0x38);
  return Array.from({ length: entries }, (_, index) =>
    elf.readUInt32LE(tableOffset + index * entryBytes),
  ).includes(PT_INTERP);
}
