// What an event costs that rules read in a module that SystemTap builds, beside a script by hand for the same rule, and beside
// eBPF: in a virtual machine of one processor, whose clock counts instructions. Prints a table beside its target, and with
// "--write" puts it into README.md.

import { execFile } from 'node:child_process';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildModule } from '../../src/tools/stap.js';
import { ToolError } from '../../src/tools/kernels.js';
import { bootVm } from '../harness/boot-vm.js';
import { checkoutDirectory } from '../harness/checkout.js';
import { fetchBuildTree } from '../harness/fetch-build-tree.js';
import { fetchKernel, type Kernel } from '../harness/fetch-kernel.js';
import { buildCost } from './cost/build.js';
import { beside } from './cost/target.js';
import { printTable, writeReadme } from './write-readme.js';

const SERIES = '6.1';
const TARGET = 1.2;
const TIMEOUT_S = 600;

/** A loop's turn has so many events that the rule reads. */
const subjects = [
  { rule: 'nosyscallexit', rules: 'rules', loop: 'getppid', events: 2 },
  { rule: 'numbered', rules: 'kernel-tests/bench/cost', loop: 'numbered', events: 2 },
] as const;

/** `by hand`: SystemTap's. */
const ways = ['nothing', 'by hand', 'wmkgen stap', 'wmkgen bpf'] as const;
type Way = (typeof ways)[number];

const checkout = checkoutDirectory();
const run = promisify(execFile);

/** Names of modules end with what they are of. */
async function buildModules(folder: string): Promise<void> {
  const tree = await fetchBuildTree(SERIES, (line) => console.log(`  ${line}`));
  for (const { rule, rules } of subjects) {
    await copyFile(join(checkout, `kernel-tests/bench/cost/${rule}.hand.stp`), join(folder, `${rule}_hand.stp`));
    await run(join(checkout, 'build/wmkgen'),
      ['-q', '--target', 'stap', '--name', `${rule}_wmk`, join(checkout, rules, `${rule}.wmk`), '-o', folder]);
    for (const [module, definitions] of [[`${rule}_hand`, []], [`${rule}_wmk`, ['WMK_LOADED']]] as const) {
      const built = await buildModule({ script: join(folder, `${module}.stp`), module, definitions, kernel: tree.tree, systemMap: tree.systemMap });
      if (built.kind === 'complaint') throw new ToolError(built.text);
      if (built.kind !== 'done') throw new ToolError(`${module}: ${built.kind}`);
    }
  }
}

/** Waits until the monitor is there, has the loop run, and ends the monitor. */
function measure(way: Way, rule: string, loop: string, folder: string, bench: string): string {
  const wmkload = join(checkout, 'build/loader/wmkload');
  const turn = `printf '%s ' '${rule} ${way}:'; ${bench}/load ${loop}`;
  const whileRunning = (start: string, ready: string): string =>
    `${start} >/tmp/out 2>/tmp/err & monitor=$!\ntries=0\n`
    + `until ${ready}; do sleep 0.2; tries=$((tries + 1)); [ $tries -lt 300 ] || { cat /tmp/err; exit 1; }; done\n`
    + `${turn}\nkill $monitor; wait $monitor`;
  switch (way) {
    case 'nothing':
      return turn;
    case 'by hand':
      return whileRunning(`staprun ${folder}/${rule}_hand.ko`, `[ -d /proc/systemtap/${rule}_hand ] && sleep 1`);
    case 'wmkgen stap':
      return whileRunning(`${wmkload} ${folder}/${rule}_wmk.ko`, 'grep -q "^wmkload: ready:" /tmp/err');
    case 'wmkgen bpf':
      return whileRunning(`${wmkload} ${bench}/${rule}.bpf.o`, 'grep -q "^wmkload: ready:" /tmp/err');
  }
}

async function measureAll(kernel: Kernel, folder: string, bench: string): Promise<ReadonlyMap<string, number>> {
  const script = subjects.flatMap(({ rule, loop }) => ways.map((way) => measure(way, rule, loop, folder, bench))).join('\n');
  await writeFile(join(folder, 'measure.sh'), script);
  const result = await bootVm({
    kernel, command: ['sh', join(folder, 'measure.sh')], timeoutSeconds: TIMEOUT_S, cpus: 1, emulator: 'tcg-counted', kvm: false,
  });
  if (result.kind !== 'exited' || result.status !== 0) throw new ToolError(`the guest: ${result.kind}: ${result.output.slice(-2000)}`);
  const lines = [...result.output.matchAll(/^(.+): ([\d.]+)$/gm)].map(([, name, instructions]) => [name!, Number(instructions)] as const);
  if (lines.length !== subjects.length * ways.length) throw new ToolError(`the guest measured ${lines.length} of ${subjects.length * ways.length}:\n${result.output}`);
  return new Map(lines);
}

function table(measured: ReadonlyMap<string, number>): string {
  const rows = subjects.map(({ rule, loop, events }) => {
    const alone = measured.get(`${rule} nothing`)!;
    const added = (way: Way): number => (measured.get(`${rule} ${way}`)! - alone) / events;
    const ratio = added('wmkgen stap') / added('by hand');
    return [`${rule}, ${loop}`, alone.toFixed(0), ...ways.slice(1).map((way) => added(way).toFixed(0)), beside(ratio.toFixed(2), ratio <= TARGET)];
  });
  return printTable(
    ['rule, loop', 'a turn alone', 'SystemTap by hand', 'wmkgen, SystemTap', 'wmkgen, eBPF', `wmkgen / by hand, SystemTap (target ${TARGET})`], rows);
}

const folder = join(checkout, 'build/bench-stap');
try {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const kernel = await fetchKernel(SERIES, (line) => console.log(`  ${line}`));
  const bench = await buildCost(checkout);
  await buildModules(folder);
  const measured = await measureAll(kernel, folder, bench);
  const text = [
    `\`make bench\`, ${new Date().toISOString().slice(0, 10)}, Linux ${kernel.release} in a virtual machine of one processor: instructions `
    + 'added to an event, in the median of 15 batches.', '', table(measured),
  ].join('\n');
  console.log(text);
  if (process.argv.includes('--write')) writeReadme(checkout, 'make bench, SystemTap', text);
} catch (error) {
  if (!(error instanceof ToolError)) throw error;
  console.log(`what an event costs in a module: not measured: ${error.message}`);
  process.exitCode = 1;
}
