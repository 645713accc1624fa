/** Takes a kernel and what is to be loaded and fed and returns, for each, what the monitors in that kernel did. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bootVm } from '../harness/boot-vm.js';
import type { Kernel } from '../harness/fetch-kernel.js';
import { type Feeder } from './build-feeder.js';
import { readFeederResults, type FedPart } from './feeder-results.js';
import { EVENT_BYTES, MOST_EVENTS } from './write-events.js';

export type FeedLine =
  | { readonly does: 'monitor' | 'load'; readonly object: string }
  /** To the monitor before it; what is to happen on a second processor at the same time, if anything. */
  | { readonly does: 'trace'; readonly events: Buffer; readonly alongside?: Buffer }
  /**
   * Each event at its time, and then so many ns for the deadlines that come; some times, where something comes roomNs late. 0:
   * once, however late.
   */
  | { readonly does: 'timed'; readonly events: Buffer; readonly settleNs: bigint; readonly roomNs: bigint };

export interface Feeding {
  readonly feeder: Feeder;
  /** For the plan and the events; the guest sees it, too. */
  readonly directory: string;
  readonly timeoutSeconds: number;
  readonly onPart?: (done: number) => void;
}

export interface Fed {
  /** One a line, as far as the guest came. */
  readonly parts: readonly FedPart[];
  /** What is wrong with the guest as a whole. */
  readonly troubles: readonly string[];
}

export async function feedKernel(kernel: Kernel, lines: readonly FeedLine[], feeding: Feeding): Promise<Fed> {
  const { feeder, directory } = feeding;
  const [events, plan] = ['events', 'plan'].map((name) => join(directory, `${name}-${kernel.series}`)) as [string, string];
  const buffers: Buffer[] = [];
  let first = 0;
  const planned = lines.map((line) => {
    if ('object' in line) return `${line.does} ${line.object}`;
    const { does, events: own } = line;
    const alongside = does === 'trace' ? line.alongside : undefined;
    const counts = [own, ...(alongside === undefined ? [] : [alongside])].map((buffer) => {
      buffers.push(buffer);
      return buffer.length / EVENT_BYTES;
    });
    const words = [does, first, ...counts, ...(line.does === 'timed' ? [line.settleNs, line.roomNs] : [])];
    const count = counts.reduce((sum, one) => sum + one, 0);
    if (count > MOST_EVENTS) throw new Error(`a trace of ${count} events cannot be fed, at most ${MOST_EVENTS} can`);
    first += count;
    return words.join(' ');
  });
  await writeFile(events, Buffer.concat(buffers));
  await writeFile(plan, `${planned.join('\n')}\n`);
  let parts = 0;
  let output = '';
  const result = await bootVm({
    kernel,
    // Only objects need the stub.
    command: [feeder.program, lines.some((line) => 'object' in line && line.object.endsWith('.o')) ? feeder.stub : '-', events, plan],
    timeoutSeconds: feeding.timeoutSeconds,
    directory,
    onOutput: (bytes) => {
      const text = Buffer.from(bytes).toString('latin1');
      output += text;
      parts += text.split('\n.').length - 1;
      feeding.onPart?.(parts);
    },
  });
  return {
    parts: readFeederResults(output),
    troubles: [...result.kernelComplaints, ...endOf(result, output)],
  };
}

function endOf(result: Awaited<ReturnType<typeof bootVm>>, output: string): readonly string[] {
  switch (result.kind) {
    case 'exited':
      return result.status === 0 ? [] : [`the feeder ended with ${result.status}`, ...output.split('\n').slice(-3)];
    case 'timed-out':
      return [`the guest did not end within ${result.timeoutSeconds} s`];
    default:
      return [`the guest ${result.kind === 'died' ? 'died' : 'did not boot'}: ${result.reason}`];
  }
}
