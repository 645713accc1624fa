/** Takes a kernel and a command and returns what became of the command in a virtual machine of its own. */

import { mkdtemp, open, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ToolError } from '../../src/tools/kernels.js';
import { startQemu, type Accelerator } from '../../src/tools/qemu.js';
import { checkoutDirectory } from './checkout.js';
import type { Kernel, Progress } from './fetch-kernel.js';
import { guestInitrd } from './guest-initrd.js';
import { watchVm, type VmResult } from './watch-vm.js';

export interface VmOptions {
  readonly kernel: Kernel;
  /** The program and its arguments; no shell reads them. */
  readonly command: readonly string[];
  /** For the command; the boot has its own limit. */
  readonly timeoutSeconds: number;
  readonly cpus?: number;
  readonly memoryMb?: number;
  /** Behind those that every guest has: of two that say the same the kernel takes the last. */
  readonly kernelArguments?: string;
  /** A directory of the host that the guest may write to, under the same path. */
  readonly share?: string;
  /** Default: the caller's own. */
  readonly directory?: string;
  /** Added to PATH and HOME, which are the caller's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Try KVM first, and emulate where the guest does not come up on it. Default: whether WMK_KVM is 1. */
  readonly kvm?: boolean;
  /** How, where it is not on KVM. Default: 'tcg'. */
  readonly emulator?: Exclude<Accelerator, 'kvm'>;
  readonly onOutput?: (bytes: Uint8Array) => void;
  readonly onConsole?: (text: string) => void;
  readonly onProgress?: Progress;
}

const DEFAULT_CPUS = 2;
const DEFAULT_MEMORY_MB = 1024;

/** Under emulation a boot takes 4 s, on a machine that is busy with other ones several times that. */
const BOOT_SECONDS = 60;
/** On KVM it takes about one. */
const KVM_BOOT_SECONDS = 10;

/**
 * Warnings go to the console, for the complaints; panics end QEMU. The stall
 * limit is raised because an emulated processor waits for a host's time slice.
 */
const KERNEL_ARGUMENTS = [
  ['console=ttyS0', 'loglevel=5', 'panic=-1', 'oops=panic', 'printk.devkmsg=on'],
  ['nokaslr', 'mitigations=off', 'audit=0', 'random.trust_cpu=on'],
  ['no_timer_check', 'tsc=reliable', 'cryptomgr.notests', 'rcupdate.rcu_cpu_stall_timeout=60'],
]
  .flat()
  .join(' ');

export async function bootVm(options: VmOptions): Promise<VmResult> {
  if (options.kvm ?? process.env['WMK_KVM'] === '1') {
    // The command has not begun in a guest that did not boot, so the boot is its
    // own proof of KVM and nothing is run twice.
    const result = await bootOnce(options, 'kvm', KVM_BOOT_SECONDS);
    if (result.kind !== 'did-not-boot') return result;
    options.onProgress?.(`no boot on KVM (${result.reason}): emulating instead`);
  }
  const emulator = options.emulator ?? 'tcg';
  const result = await bootOnce(options, emulator, BOOT_SECONDS);
  if (result.kind !== 'did-not-boot') return result;
  // Seldom, an emulated processor trips over the code that another one patches while the kernel comes up.
  options.onProgress?.(`did not boot (${result.reason}): trying once more`);
  return bootOnce(options, emulator, BOOT_SECONDS);
}

async function bootOnce(
  options: VmOptions,
  accelerator: Accelerator,
  bootSeconds: number,
): Promise<VmResult> {
  const share = options.share === undefined ? '' : await existing(options.share);
  const checkout = checkoutDirectory();
  const initrd = await openUnnamed(
    await guestInitrd(
      options.kernel,
      {
        argv: options.command,
        directory: options.directory ?? process.cwd(),
        environment: {
          PATH: process.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin',
          HOME: process.env['HOME'] ?? '/root',
          ...options.environment,
        },
      },
      { checkout, share },
    ),
  );
  try {
    const vm = startQemu({
      vmlinux: options.kernel.vmlinux,
      // QEMU reads it under the same user, while this process holds it open.
      initrd: `/proc/${process.pid}/fd/${initrd.fd}`,
      kernelArguments: [KERNEL_ARGUMENTS, options.kernelArguments ?? ''].join(' ').trim(),
      cpus: options.cpus ?? DEFAULT_CPUS,
      memoryMb: options.memoryMb ?? DEFAULT_MEMORY_MB,
      accelerator,
      folders: [
        { tag: 'wmk.root', path: '/', writable: false },
        ...(share === '' ? [] : [{ tag: 'wmk.share', path: share, writable: true }]),
      ],
    });
    return await watchVm(vm, {
      bootSeconds,
      timeoutSeconds: options.timeoutSeconds,
      onOutput: options.onOutput,
      onConsole: options.onConsole,
    });
  } finally {
    await initrd.close();
  }
}

async function existing(directory: string): Promise<string> {
  return realpath(directory).catch(() => {
    throw new ToolError(`"${directory}" does not exist: create it before it is shared`);
  });
}

/** A file that is gone when the last process that has it open is, however that one ends. */
async function openUnnamed(bytes: Uint8Array): Promise<Awaited<ReturnType<typeof open>>> {
  const directory = await mkdtemp(join(tmpdir(), 'wmk-vm-'));
  try {
    const path = join(directory, 'initrd');
    await writeFile(path, bytes);
    return await open(path, 'r');
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
