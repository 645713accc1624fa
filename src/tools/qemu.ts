/** Takes what a virtual machine consists of and starts QEMU on it: three streams that come out of the guest, and how QEMU ended. */

import type { Readable } from 'node:stream';
import { execa } from 'execa';

/**
 * Under 'tcg' several guest processors are several host threads, so that races between them can happen. QEMU before 8.1
 * then has one of its own: a processor may run an instruction that another one has patched and patched back, and the
 * kernel ends with "Oops: int3". Under 'tcg-in-turn' the processors take turns in one thread. Under 'tcg-counted' they do,
 * too, and the guest's clock is what they have executed, an instruction each ns, so that it measures the same on any host;
 * while all of them wait, it jumps to what they wait for.
 */
export type Accelerator = 'tcg' | 'tcg-in-turn' | 'tcg-counted' | 'kvm';

export interface QemuMachine {
  /** The kernel as an ELF: QEMU enters it directly, which saves seconds of decompressing. */
  readonly vmlinux: string;
  readonly initrd: string;
  readonly kernelArguments: string;
  readonly cpus: number;
  readonly memoryMb: number;
  readonly accelerator: Accelerator;
  readonly folders: readonly QemuFolder[];
}

/** A directory of the host that the guest can mount over 9p by its tag. */
export interface QemuFolder {
  readonly tag: string;
  readonly path: string;
  readonly writable: boolean;
}

export interface QemuProcess {
  readonly console: Readable;
  /** The virtio-serial ports "wmk.output" and "wmk.status". */
  readonly output: Readable;
  readonly status: Readable;
  readonly ended: Promise<QemuEnd>;
  readonly kill: () => void;
}

export interface QemuEnd {
  /** What QEMU itself complained about; empty when the guest ended it. */
  readonly complaint: string;
}

/** Where the child finds what it is handed: pipes that only these two processes know cannot collide. */
const OUTPUT_FD = 3;
const STATUS_FD = 4;
const CONSOLE_FD = 5;

const QEMU = 'qemu-system-x86_64';

export function startQemu(machine: QemuMachine): QemuProcess {
  // Node kills its children when a signal ends it, but not when it is killed by
  // SIGKILL: then the kernel must.
  const command = ['--pdeathsig', 'KILL', '--', QEMU, ...qemuArguments(machine)];
  const child = execa('setpriv', command, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    buffer: { stdout: false, stderr: true, fd3: false, fd4: false, fd5: false },
    reject: false,
  });
  const ended = child.then((result): QemuEnd => {
    const stderr = typeof result.stderr === 'string' ? result.stderr.trim() : '';
    return { complaint: result.failed ? complaintOf(stderr, result.shortMessage) : '' };
  });
  // The types of execa end at the fifth of them.
  const pipes: readonly unknown[] = child.stdio;
  return {
    output: streamOf(pipes[OUTPUT_FD]),
    status: streamOf(pipes[STATUS_FD]),
    console: streamOf(pipes[CONSOLE_FD]),
    ended,
    // There is no state to save.
    kill: () => void child.kill('SIGKILL'),
  };
}

function complaintOf(stderr: string, shortMessage: string | undefined): string {
  if (stderr.includes('failed to execute')) {
    return `"${QEMU}" is not installed: run "apt-get install qemu-system-x86"`;
  }
  return stderr.split('\n').at(-1) || shortMessage || 'QEMU failed and did not say why';
}

function streamOf(stream: unknown): Readable {
  if (stream !== null && typeof stream === 'object' && 'setEncoding' in stream) {
    return stream as Readable;
  }
  throw new Error('a pipe to QEMU is missing');
}

function qemuArguments(machine: QemuMachine): string[] {
  return [
    ['-no-user-config', '-nodefaults', '-display', 'none', '-nic', 'none', '-no-reboot'],
    ['-machine', 'q35', '-accel', acceleratorOption(machine.accelerator)],
    machine.accelerator === 'tcg-counted' ? ['-icount', 'shift=0,sleep=off'] : [],
    ['-cpu', machine.accelerator === 'kvm' ? 'host' : 'max'],
    ['-smp', String(machine.cpus), '-m', String(machine.memoryMb)],
    ['-kernel', machine.vmlinux, '-initrd', machine.initrd],
    ['-append', machine.kernelArguments],
    ['-chardev', `socket,id=console,fd=${CONSOLE_FD}`, '-serial', 'chardev:console'],
    ['-device', 'virtio-serial-pci'],
    ['-chardev', `socket,id=output,fd=${OUTPUT_FD}`],
    ['-device', 'virtserialport,chardev=output,name=wmk.output'],
    ['-chardev', `socket,id=status,fd=${STATUS_FD}`],
    ['-device', 'virtserialport,chardev=status,name=wmk.status'],
    ...machine.folders.map(folderOptions),
  ].flat();
}

function acceleratorOption(accelerator: Accelerator): string {
  switch (accelerator) {
    case 'kvm':
      return 'kvm';
    case 'tcg':
      return 'tcg,thread=multi';
    case 'tcg-in-turn':
    case 'tcg-counted':
      return 'tcg,thread=single';
  }
}

function folderOptions(folder: QemuFolder, index: number): string[] {
  const id = `folder${index}`;
  const path = folder.path.replaceAll(',', ',,');
  const access = folder.writable ? '' : ',readonly=on';
  return [
    '-fsdev',
    // The root contains other file systems: inode numbers are remapped to stay unique.
    `local,id=${id},path=${path},security_model=none,multidevs=remap${access}`,
    '-device',
    `virtio-9p-pci,fsdev=${id},mount_tag=${folder.tag}`,
  ];
}
