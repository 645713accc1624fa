// Builds kernel modules with SystemTap: in go a script and the kernel that it is for, out comes NAME.ko beside it, or what
// was missing or wrong.

import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { release as runningRelease } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { execa } from 'execa';
import { readKernelMap } from './kernel-map.js';
import { stapCache, type StapCache } from './stap-cache.js';
import { stamp, stampsOfTree } from './stamp.js';
import { withLearnt } from './stap-learnt.js';
import { keep, keptModule, takeKept } from './stap-modules.js';
import { fitRuntime } from './stap-runtime.js';
import { hasMap, treeWithMap } from './stap-tree.js';

export interface StapScript {
  readonly script: string;
  /** Lower-case letters, digits and _, beginning with a letter: stap takes no others. */
  readonly module: string;
  /** Its name is that of one process, so that nobody will ask for it again. */
  readonly isOwn?: boolean;
  /** Of macros of the script's C, as in 'WMK_EVENTS_BYTES=4194304'. */
  readonly definitions?: readonly string[];
  /** A release, or the path of a build tree; the running kernel's where it is left out. */
  readonly kernel?: string;
  /** Of that kernel, as in /proc/kallsyms; that of the running one if left out. Read where a script has kprobes. */
  readonly systemMap?: string;
  readonly cancelled?: AbortSignal;
  /** Of what takes time, and of what was made once. */
  readonly say?: (line: string) => void;
}

export interface Missing {
  readonly what: string;
  /** Debian's. */
  readonly package: string;
}

export type StapBuild =
  | { readonly kind: 'done'; readonly object: string }
  | { readonly kind: 'missing'; readonly missing: readonly Missing[] }
  /** Or nothing that could be trusted. */
  | { readonly kind: 'not-permitted'; readonly reason: string }
  /** The kernel's map is not to be had. */
  | { readonly kind: 'no-map'; readonly reason: string }
  | { readonly kind: 'cancelled' }
  /** For want of disk or memory, say. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** As SystemTap, make and gcc said it; `c`: what SystemTap had made of the script, where it came so far. */
  | { readonly kind: 'complaint'; readonly text: string; readonly c: string | null };

export async function buildModule(request: StapScript): Promise<StapBuild> {
  try {
    return await build(request);
  } catch (error) {
    if (!isOfSystem(error)) throw error;
    return { kind: 'failed', reason: error.message };
  }
}

function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

async function build(request: StapScript): Promise<StapBuild> {
  const release = request.kernel ?? runningRelease();
  const headers = release.startsWith('/') ? resolve(release) : `/lib/modules/${release}/build`;
  const stap = findProgram('stap');
  const missing = missingParts(headers, release);
  if (stap === null || missing.length > 0) {
    return { kind: 'missing', missing };
  }
  const cache = stapCache();
  if ('reason' in cache) {
    return { kind: 'not-permitted', reason: cache.reason };
  }
  const say = request.say ?? (() => undefined);
  const tree = await chooseTree(request, headers, cache);
  if (typeof tree !== 'string') {
    return tree;
  }
  const runtime = await fitRuntime({ runtime: runtimeOf(stap), tree: headers, cache: cache.name, say });
  const args = [
    '-g', '-r', tree, ...(runtime === null ? [] : ['-R', runtime]),
    ...(request.definitions ?? []).flatMap((definition) => ['-D', definition]),
    '-m', request.module,
  ];
  const object = join(dirname(resolve(request.script)), `${request.module}.ko`);
  const gcc = findProgram('gcc')!;
  const parts = [runtime ?? runtimeOf(stap), join(shareOf(stap), 'tapset')];
  const kept = request.isOwn === true ? null
    : keptModule(join(cache.directory, 'modules'), { programs: [stap, gcc], args, script: request.script, tree, parts });
  if (kept !== null && takeKept(kept, object)) {
    return { kind: 'done', object };
  }
  const of = [...[stap, gcc, runtime ?? runtimeOf(stap)].map(stamp), ...stampsOfTree(tree)];
  const built = await withLearnt(
    { cache, of, tracepoints: /\bkernel\.trace\(/.test(readFileSync(request.script, 'utf8')), say },
    async (systemtap) => callStap(stap, systemtap, request, args, object));
  if (built.kind === 'done' && kept !== null) {
    keep(kept, object);
  }
  return built;
}

async function callStap(
  stap: string, systemtap: string, request: StapScript, args: readonly string[], object: string,
): Promise<StapBuild> {
  const run = runStap(stap, request, systemtap);
  const { text, failed, reason } = await run([...args, '-p4', resolve(request.script)]);
  if (request.cancelled?.aborted === true) {
    return { kind: 'cancelled' };
  }
  if (reason !== null) {
    return { kind: 'failed', reason };
  }
  if (failed || !existsSync(object)) {
    const translated = await run([...args, '-p3', resolve(request.script)]);
    return { kind: 'complaint', text, c: translated.failed ? null : translated.output };
  }
  return { kind: 'done', object };
}

interface StapRun {
  readonly failed: boolean;
  readonly text: string;
  readonly output: string;
  /** Why it came to no end of its own, or null. */
  readonly reason: string | null;
}

type Run = (args: readonly string[]) => Promise<StapRun>;

/** What gcc shows of a source: '  268 | #pragma clang loop'. */
const quoted = /^\s*\d* \|/;

/** What stap, make, gcc and ld say where the script is not to blame. */
const shortage = /No space left on device|Cannot allocate memory|[Oo]ut of memory|virtual memory exhausted|Killed signal|Disk quota exceeded|Read-only file system|Too many open files/;

/** Modules are left where it runs. What it has learnt of a kernel it finds again for the same flags and absolute paths. */
function runStap(stap: string, { script, cancelled }: StapScript, systemtap: string): Run {
  return async (args) => {
    const { stderr, stdout, failed, signal, exitCode, shortMessage } = await execa(stap, args, {
      cwd: dirname(resolve(script)), reject: false, stdin: 'ignore', maxBuffer: mostOutput,
      env: { LC_ALL: 'C', SYSTEMTAP_DIR: systemtap },
      ...(cancelled === undefined ? {} : { cancelSignal: cancelled, forceKillAfterDelay: false }),
    });
    const text = stderr ?? '';
    const short = text.split('\n').find((line) => shortage.test(line) && !quoted.test(line));
    const reason = !failed ? null
      : exitCode === undefined || signal !== undefined ? `SystemTap failed: ${shortMessage ?? 'it cannot be started'}`
        : short === undefined ? null : `SystemTap failed: ${short.trim()}`;
    return { failed, text, output: stdout ?? '', reason };
  };
}

const mostOutput = 256 * 1024 * 1024;

/** Kernels are built with the gcc that their tree names, which Debian's headers bring along. */
function missingParts(headers: string, release: string): readonly Missing[] {
  const programs = [
    { program: 'stap', what: 'SystemTap', package: 'systemtap' },
    { program: 'gcc', what: 'gcc', package: 'gcc' },
    { program: 'make', what: 'make', package: 'make' },
  ];
  const isRelease = !release.startsWith('/');
  return [
    ...programs.filter(({ program }) => findProgram(program) === null),
    ...(existsSync(join(headers, '.config')) && existsSync(join(headers, 'Makefile')) ? [] : [{
      what: isRelease ? `the headers of kernel ${release}` : `a kernel's build tree in ${release}`,
      package: `linux-headers-${isRelease ? release : 'amd64'}`,
    }]),
  ];
}

/**
 * Where the kernel's map is to be had, scripts without kprobes are built in the same tree: what SystemTap learns of a kernel, which
 * takes it the minute or two, it keeps for each tree anew.
 */
async function chooseTree(request: StapScript, headers: string, cache: StapCache): Promise<string | StapBuild> {
  const isRunning = request.kernel === undefined || request.kernel === runningRelease();
  const needsMap = /\bkprobe\.\w+\(/.test(readFileSync(request.script, 'utf8'));
  if (request.systemMap === undefined && hasMap(headers)) {
    return headers;
  }
  if (request.systemMap === undefined && !isRunning) {
    return !needsMap ? headers
      : { kind: 'no-map', reason: `'${headers}' has no System.map, which tells where functions of that kernel are` };
  }
  const map = readKernelMap(request.systemMap);
  if ('text' in map) {
    return treeWithMap({ tree: headers, map: map.text, cache: cache.name });
  }
  if (!needsMap) {
    return headers;
  }
  return map.hidden && isRunning
    ? { kind: 'not-permitted', reason: `${map.reason}: run it as root, and see that /proc/sys/kernel/kptr_restrict is not 2` }
    : { kind: 'no-map', reason: map.reason };
}

/** As SystemTap itself finds it. */
function runtimeOf(stap: string): string {
  return resolve(process.env['SYSTEMTAP_RUNTIME'] || join(shareOf(stap), 'runtime'));
}

function shareOf(stap: string): string {
  return join(dirname(dirname(realpathSync(stap))), 'share', 'systemtap');
}

function findProgram(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => resolve(folder, name)).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Names for a module of a monitor: one that is the same for the same rules and options, so that it need not be built anew, and
 * one of this process for where such a module is loaded, as no two may have the same.
 */
export function moduleNames(monitor: string, of: readonly unknown[], process: number): { readonly same: string; readonly own: string } {
  const hash = createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 8);
  return { same: withEnd(monitor, hash), own: withEnd(monitor, String(process)) };
}

/** Also a while later: one whose loader was killed is on its way out. */
export async function staysLoaded(module: string, loaded = '/sys/module'): Promise<boolean> {
  for (let waited = 0; waited < leavingMs && existsSync(join(loaded, module)); waited += pauseMs) {
    await setTimeout(pauseMs);
  }
  return existsSync(join(loaded, module));
}

const leavingMs = 3000;
const pauseMs = 100;

function withEnd(monitor: string, end: string): string {
  const name = basename(monitor).toLowerCase().replace(/[^a-z0-9_]/g, '_');
  return `${`wmk_${name}`.slice(0, longestName - end.length - 1)}_${end}`;
}

const longestName = 40;
