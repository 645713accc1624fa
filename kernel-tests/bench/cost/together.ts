/**
 * What ten shipped rules cost together, and each of them alone: instructions that are added to a turn of a loop, in a virtual
 * machine of one processor, as many of these rules attach where not every machine's own kernel lets them. In goes the checkout
 * that `buildCost` built, out comes Markdown.
 */

import { join } from 'node:path';
import { ToolError } from '../../../src/tools/kernels.js';
import { bootVm } from '../../harness/boot-vm.js';
import { fetchKernel } from '../../harness/fetch-kernel.js';
import { TOGETHER } from './build.js';
import { beside } from './target.js';

const SERIES = '6.12';
const TIMEOUT_S = 1200;
const TARGET = 2;

export async function measureTogether(checkout: string): Promise<string> {
  const kernel = await fetchKernel(SERIES, (line) => console.log(line));
  const result = await bootVm({
    kernel, timeoutSeconds: TIMEOUT_S, cpus: 1, memoryMb: 2048, emulator: 'tcg-counted', kvm: false,
    command: ['sh', join(checkout, 'kernel-tests/bench/cost/in-turn.sh'), join(checkout, 'build/bench'),
      join(checkout, 'build/loader/wmkload'), ...TOGETHER, 'together'],
  });
  if (result.kind !== 'exited' || result.status !== 0) {
    throw new ToolError(`the guest ${result.kind}\n${'output' in result ? result.output : ''}`);
  }
  const turns = readTurns(result.output);
  return [
    `Ten shipped rules in one object, Linux ${kernel.release} in a virtual machine of one processor: instructions added to a turn.`,
    '', table(turns),
  ].join('\n');
}

/** Instructions of a turn, by loop and what was loaded. */
type Turns = ReadonlyMap<string, ReadonlyMap<string, number>>;

function readTurns(output: string): Turns {
  const turns = new Map<string, Map<string, number>>();
  for (const [, object, loop, count] of output.matchAll(/^(\w+) (\w+) ([\d.]+)$/gm)) {
    turns.set(loop!, (turns.get(loop!) ?? new Map<string, number>()).set(object!, Number(count)));
  }
  return turns;
}

function table(turns: Turns): string {
  const head = ['loop', 'a turn alone', 'the dearest rule', 'adds', 'all ten add', `ten / one (target ${TARGET})`, 'the ten alone, in sum'];
  const rows = [...turns].map(([loop, of]) => {
    const alone = of.get('none')!;
    const added = (object: string): number => of.get(object)! - alone;
    const dearest = [...TOGETHER].sort((a, b) => added(b) - added(a))[0]!;
    const ratio = added('together') / added(dearest);
    return [
      loop, alone.toFixed(0), dearest, added(dearest).toFixed(0), added('together').toFixed(0),
      beside(ratio.toFixed(2), ratio <= TARGET), TOGETHER.reduce((sum, rule) => sum + added(rule), 0).toFixed(0),
    ];
  });
  return [head, head.map((_, index) => (index === 0 || index === 2 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
