#!/usr/bin/env node
/**
 * `wmkgen events --from-kernel` under real kernels: of each kernel on the command line the entries of a dozen places are
 * printed from its BTF, compiled with a rule of one step as they stand, and loaded into it; and what happens there makes the
 * rule match. Of all its tracepoints and hooks and of many functions the entries are at least read again.
 */

import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { printEntry } from '../../src/backend/entry/print.js';
import { viewEntry } from '../../src/backend/entry/view-entry.js';
import type { Btf } from '../../src/btf/btf.js';
import { findBtf } from '../../src/btf/find-btf.js';
import { placesIn, type Place, type Places } from '../../src/btf/places.js';
import { readBtf } from '../../src/btf/read-btf.js';
import { findPackage, templateDirectory } from '../../src/commands/package.js';
import { readNamedFile } from '../../src/commands/read-sources.js';
import { readCatalogue } from '../../src/events/read-catalogue.js';
import { ToolError } from '../../src/tools/kernels.js';
import { bootVm } from '../harness/boot-vm.js';
import { callWmkgen } from '../harness/call-wmkgen.js';
import { checkoutDirectory } from '../harness/checkout.js';
import { fetchKernel, KERNEL_SERIES, type Kernel, type KernelSeries } from '../harness/fetch-kernel.js';
import { inParallel } from '../random/in-parallel.js';

const say = (line: string): void => void process.stderr.write(`entries: ${line}\n`);

/** With the fields that a rule returns; those that nothing in the guest raises are loaded only. */
const PLACES: readonly { readonly place: string; readonly fields: readonly string[]; readonly isRaised: boolean }[] = [
  { place: 'sched:sched_switch', fields: ['PrevThread', 'NextThread', 'NextProcess', 'Preempt'], isRaised: true },
  { place: 'sched:sched_wakeup', fields: ['PThread'], isRaised: true },
  { place: 'sched:sched_process_fork', fields: ['ParentProcess', 'ChildProcess'], isRaised: true },
  { place: 'signal:signal_generate', fields: ['Sig', 'TaskProcess', 'Result'], isRaised: true },
  { place: 'cgroup:cgroup_attach_task', fields: ['DstCgrpId', 'Path', 'TaskThread'], isRaised: true },
  { place: 'skb:kfree_skb', fields: ['SkbLength', 'Reason'], isRaised: true },
  { place: 'block:block_rq_issue', fields: ['RqSector', 'RqLength'], isRaised: false },
  { place: 'vfs_unlink', fields: ['DirInode', 'DentryName', 'DentryInode'], isRaised: true },
  { place: 'fexit/vfs_read', fields: ['FileInode', 'Count', 'Result'], isRaised: true },
  { place: 'lsm:inode_rename', fields: ['OldDirInode', 'OldDentryName', 'NewDentryName'], isRaised: true },
  { place: 'lsm:bprm_check_security', fields: ['BprmFileName', 'BprmInode'], isRaised: true },
  { place: 'lsm:socket_bind', fields: ['SockFamily', 'SockProtocol', 'Addrlen'], isRaised: true },
];
/** Of functions there are tens of thousands, much like each other. */
const FUNCTION_SHARE = 50;
const TIMEOUT_SECONDS = 600;
const USAGE = 2;

await new Command('entries')
  .description('print entries of kernels, compile and load them')
  .addOption(new Option('--kernel <series...>', 'which kernels').choices(KERNEL_SERIES).default([...KERNEL_SERIES]))
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE))
  .action(async ({ kernel }: { readonly kernel: readonly KernelSeries[] }) => {
    const directory = await mkdtemp(join(checkoutDirectory(), 'build/entries-'));
    try {
      process.exitCode = await main(kernel, directory);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      say(error.message);
      process.exitCode = 1;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  })
  .parseAsync();

async function main(series: readonly KernelSeries[], directory: string): Promise<number> {
  let [passed, failed] = [0, 0];
  await inParallel(series, cpus().length, async (one) => {
    const kernel = await fetchKernel(one, say);
    const objects = join(directory, one);
    await mkdir(objects);
    const complaints = [...await readAll(kernel), ...await buildAll(kernel, objects), ...await loadAll(kernel, objects)];
    complaints.forEach((complaint) => console.log(`${one}: ${complaint}`));
    failed += complaints.length;
    passed += PLACES.length + 1 - Math.min(PLACES.length + 1, complaints.length);
    say(`${kernel.release}: ${PLACES.length} places, ${complaints.length} failures`);
  });
  process.stdout.write(`${passed} passed, ${failed} failed, 0 skipped\n`);
  return failed === 0 ? 0 : 1;
}

/** What the catalogue's reader says of the entries of everything in the kernel, and nothing where it takes them all. */
async function readAll(kernel: Kernel): Promise<readonly string[]> {
  const section = findBtf(await readFile(kernel.vmlinux));
  const btf = 'problem' in section ? section : readBtf(section);
  if ('problem' in btf) return [`${kernel.vmlinux}: ${btf.problem}`];
  const places = placesIn(btf);
  const of = (way: Place['way'], names: Iterable<string>): readonly Place[] => [...names].map((name) => ({ way, name }));
  const some = [...places.functions.keys()].filter((_, index) => index % FUNCTION_SHARE === 0);
  const all = [
    ...of('tp_btf', places.tracepoints.keys()), ...of('lsm', places.hooks.keys()), ...of('fentry', some), ...of('fexit', some),
  ];
  say(`${kernel.release}: reading ${all.length} entries`);
  return all.flatMap((place) => complaintsOf(btf, places, place)).slice(0, 1);
}

function complaintsOf(btf: Btf, places: Places, place: Place): readonly string[] {
  const home = findPackage(import.meta.url);
  const view = viewEntry(btf, places, place);
  if ('problem' in view) return [];
  const text = printEntry(view, { generator: 'entries', source: 'a kernel' }, templateDirectory(home));
  const { catalogue, diagnostics } = readCatalogue([{ path: 'entry.h', span: null }], {
    catalogueDirectory: join(home.root, 'rules'), readFile: (path) => (path === 'entry.h' ? text : readNamedFile(path)),
  });
  const isRead = diagnostics.length === 0 && catalogue.kinds.has(view.kind);
  return isRead ? [] : [`${place.way}/${place.name}: ${diagnostics[0]?.message ?? 'no kind'}`];
}

/** What is wrong with entries and rules; an object is made of each that is good. */
async function buildAll(kernel: Kernel, objects: string): Promise<readonly string[]> {
  const complaints: string[] = [];
  await writeFile(join(objects, 'unraised'), PLACES.filter(({ isRaised }) => !isRaised).map(({ place }) => `${nameOf(place)}\n`).join(''));
  for (const { place, fields } of PLACES) {
    const name = nameOf(place);
    const entry = await callWmkgen('events', '--from-kernel', place, '--btf', kernel.vmlinux);
    const kind = /^struct WMK_KIND\((\w+)\)/m.exec(entry.out)?.[1];
    if (kind === undefined) {
      complaints.push(`${place}: ${entry.err.trim()}`);
      continue;
    }
    await writeFile(join(objects, `${name}.h`), entry.out);
    const rule = join(objects, `${name}.wmk`);
    await writeFile(rule, `EVENTS "${name}.h"\nRULE of_${name}\nPATTERN { ${kind}:x }\nRETURN { ${fields.map((field) => `x.${field}`).join(', ')} }\n`);
    const built = await callWmkgen('--target', 'bpf', '-q', rule, '-o', objects);
    if (built.code !== 0) complaints.push(`${place}: ${built.err.trim()}`);
  }
  return complaints;
}

function nameOf(place: string): string {
  return place.replace(/\W/g, '_');
}

async function loadAll(kernel: Kernel, objects: string): Promise<readonly string[]> {
  const checkout = checkoutDirectory();
  await cp(join(checkout, 'kernel-tests/entries/guest.sh'), join(objects, 'guest.sh'));
  say(`${kernel.release}: booting`);
  const result = await bootVm({
    kernel, directory: objects, timeoutSeconds: TIMEOUT_SECONDS,
    command: ['sh', join(objects, 'guest.sh'), join(checkout, 'build/loader/wmkload'), objects],
  });
  const troubles = [...result.kernelComplaints, ...(result.kind === 'exited' ? [] : [`the guest: ${result.kind}`])];
  const verdicts = new Set(result.output.split('\n').filter((line) => line.startsWith('ok ')).map((line) => line.slice('ok '.length)));
  const bad = PLACES.filter(({ place }) => !verdicts.has(nameOf(place)));
  return [...troubles, ...bad.map(({ place }) => `${place}: no match, or not loaded${saidOf(nameOf(place), result.output)}`)];
}

/** The indented lines behind a verdict. */
function saidOf(name: string, output: string): string {
  const said = new RegExp(`^failed ${name}\n((?:  .*\n)*)`, 'm').exec(output)?.[1] ?? '';
  return said === '' ? '' : `\n${said.trimEnd()}`;
}
