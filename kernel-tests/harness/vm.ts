#!/usr/bin/env node
/** Takes a kernel and a command on the command line, runs the command in a virtual machine and exits with its status. */

import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ToolError } from '../../src/tools/kernels.js';
import { bootVm } from './boot-vm.js';
import { fetchKernel, KERNEL_SERIES, type KernelSeries } from './fetch-kernel.js';
import type { VmResult } from './watch-vm.js';

interface Arguments {
  readonly kernel: KernelSeries;
  readonly cpus: number;
  readonly memory: number;
  readonly timeout: number;
  readonly append?: string;
  readonly share?: string;
  readonly console?: string;
  readonly kvm?: boolean;
}

/** As in timeout(1) and env(1); the command's own status can be the same, and then stderr has no "vm:" line. */
const USAGE = 2;
const TIMED_OUT = 124;
const DID_NOT_BOOT = 125;
const DIED = 126;

const SHOWN_CONSOLE_LINES = 20;

const say = (line: string): void => void process.stderr.write(`vm: ${line}\n`);

const program = new Command('vm')
  .description('run a command under a Debian kernel in a virtual machine')
  .addOption(new Option('--kernel <series>', 'which kernel').choices(KERNEL_SERIES).default('6.1'))
  .option('--cpus <n>', 'virtual processors', positive, 2)
  .option('--memory <MB>', 'memory of the guest', positive, 1024)
  .option('--timeout <s>', 'for the command, once the guest is up', positive, 120)
  .option('--append <arguments>', 'for the kernel, as in lsm=lockdown,yama')
  .option('--share <dir>', 'a directory that the guest may write to, under the same path')
  .option('--console <file>', "where to write the kernel's messages")
  .option('--kvm', 'try KVM before emulation, as WMK_KVM=1 does')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE))
  .argument('<command...>', 'after "--"')
  .addHelpText(
    'after',
    `\nExits with the command's status; ${TIMED_OUT}: timed out, ` +
      `${DID_NOT_BOOT}: did not boot, ${DIED}: the guest died.`,
  )
  .action(async (command: readonly string[], options: Arguments) => {
    process.exitCode = await run(command, options);
  });

// As a program that SIGPIPE ends; QEMU ends with this process.
process.stdout.on('error', () => process.exit(141));
await program.parseAsync();

async function run(command: readonly string[], options: Arguments): Promise<number> {
  try {
    const kernel = await fetchKernel(options.kernel, say);
    say(`booting ${kernel.release}`);
    const result = await bootVm({
      kernel,
      command,
      cpus: options.cpus,
      memoryMb: options.memory,
      timeoutSeconds: options.timeout,
      ...(options.kvm === true ? { kvm: true } : {}),
      ...(options.append === undefined ? {} : { kernelArguments: options.append }),
      ...(options.share === undefined ? {} : { share: options.share }),
      onOutput: (bytes) => void process.stdout.write(bytes),
      onProgress: say,
    });
    if (options.console !== undefined) writeFileSync(options.console, result.console);
    for (const complaint of result.kernelComplaints) say(`kernel: ${complaint}`);
    return exitCode(result);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    say(error.message);
    return DID_NOT_BOOT;
  }
}

function exitCode(result: VmResult): number {
  switch (result.kind) {
    case 'exited':
      return result.status;
    case 'did-not-boot':
      say(`did not boot: ${result.reason}`);
      sayLastLines(result.console);
      return DID_NOT_BOOT;
    case 'died':
      say(`died: ${result.reason}`);
      sayLastLines(result.console);
      return DIED;
    case 'timed-out':
      say(`timed out after ${result.timeoutSeconds} s`);
      return TIMED_OUT;
  }
}

function sayLastLines(console: string): void {
  const lines = console.trimEnd().split('\n').slice(-SHOWN_CONSOLE_LINES);
  for (const line of lines) say(`console: ${line.trimEnd()}`);
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('expected a whole number greater than 0');
}
