/** Takes a running virtual machine and its time limits and returns the verdict; nothing but the guest's own word makes that "exited". */

import type { Readable } from 'node:stream';
import type { QemuProcess } from '../../src/tools/qemu.js';
import { kernelComplaints } from './kernel-complaints.js';

interface VmRecord {
  /** The command's standard output and error, as far as they came. */
  readonly output: string;
  readonly console: string;
  /** What is wrong with the kernel: a test with any of it has failed, whatever its verdict. */
  readonly kernelComplaints: readonly string[];
}

export type VmResult =
  | (VmRecord & { readonly kind: 'exited'; readonly status: number })
  | (VmRecord & { readonly kind: 'did-not-boot'; readonly reason: string })
  | (VmRecord & { readonly kind: 'died'; readonly reason: string })
  | (VmRecord & { readonly kind: 'timed-out'; readonly timeoutSeconds: number });

export interface WatchOptions {
  readonly bootSeconds: number;
  readonly timeoutSeconds: number;
  readonly onOutput: ((bytes: Uint8Array) => void) | undefined;
  readonly onConsole: ((text: string) => void) | undefined;
}

/** Of output and console each; what goes beyond is passed on, not kept. */
const KEPT_BYTES = 16 * 1024 * 1024;

/** A guest that has said its status needs no more than a reset. */
const RESET_SECONDS = 10;

export async function watchVm(vm: QemuProcess, options: WatchOptions): Promise<VmResult> {
  let expired: 'boot' | 'command' | 'reset' | undefined;
  const expireAfter = (seconds: number, what: NonNullable<typeof expired>): NodeJS.Timeout =>
    setTimeout(() => {
      expired = what;
      vm.kill();
    }, seconds * 1000);
  let timer = expireAfter(options.bootSeconds, 'boot');
  let phase = 0;
  const onStatus = (said: string): void => {
    const lines = said.split('\n').length - 1;
    if (lines === phase) return;
    phase = lines;
    clearTimeout(timer);
    timer =
      exitStatus(said) === undefined
        ? expireAfter(options.timeoutSeconds, 'command')
        : expireAfter(RESET_SECONDS, 'reset');
  };

  const status = keep(vm.status, (_, kept) => onStatus(kept()));
  const output = keep(vm.output, (bytes) => options.onOutput?.(bytes));
  const console = keep(vm.console, (bytes) => options.onConsole?.(bytes.toString('utf8')));
  const [said, outputText, consoleText, end] = await Promise.all([
    status,
    output,
    console,
    vm.ended,
  ]);
  clearTimeout(timer);

  const record: VmRecord = {
    output: outputText,
    console: consoleText,
    kernelComplaints: kernelComplaints(consoleText),
  };
  const exited = exitStatus(said);
  if (exited !== undefined) return { kind: 'exited', status: exited, ...record };
  const booted = said.startsWith('booted\n');
  const why = whyItEnded(consoleText, end.complaint);
  if (!booted) {
    const late = `the guest did not come up within ${options.bootSeconds} s`;
    const reason = expired === undefined ? (why ?? 'the guest ended before it came up') : late;
    return { kind: 'did-not-boot', reason, ...record };
  }
  if (expired !== undefined) {
    return { kind: 'timed-out', timeoutSeconds: options.timeoutSeconds, ...record };
  }
  return { kind: 'died', reason: why ?? 'the guest ended without a verdict', ...record };
}

function exitStatus(said: string): number | undefined {
  const digits = /^exited (\d+)\n/m.exec(said)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The kernel's panic, init's complaint or QEMU's, in this order. */
function whyItEnded(console: string, complaint: string): string | undefined {
  const lines = console.split('\n').map((line) => line.trimEnd());
  const panic = lines.find((line) => line.includes('Kernel panic - not syncing'));
  const init = lines.find((line) => line.includes('wmk-init: '));
  const word = (panic ?? init)?.replace(/^\[[^\]]*\]\s*/, '').replace('wmk-init: ', '');
  return word ?? (complaint === '' ? undefined : complaint);
}

/** Reads to the end, and keeps the first bytes. */
function keep(
  stream: Readable,
  onBytes: (bytes: Buffer, kept: () => string) => void,
): Promise<string> {
  const chunks: Buffer[] = [];
  let keptBytes = 0;
  let leftOut = 0;
  const kept = (): string => Buffer.concat(chunks).toString('utf8');
  return new Promise((resolve) => {
    stream.on('data', (bytes: Buffer) => {
      const room = KEPT_BYTES - keptBytes;
      if (room > 0) chunks.push(bytes.subarray(0, room));
      keptBytes += Math.min(room, bytes.length);
      leftOut += Math.max(0, bytes.length - room);
      onBytes(bytes, kept);
    });
    const note = (): string => (leftOut > 0 ? `\n[${leftOut} bytes more were not kept]\n` : '');
    // A QEMU that is killed resets the pipe: what came before still counts.
    stream.on('error', () => resolve(kept() + note()));
    stream.on('close', () => resolve(kept() + note()));
  });
}
