// Compiles generated C: in go a file and the folders of its headers, out comes an eBPF object, or what was missing or
// wrong.

import { existsSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { execa } from 'execa';

export interface BpfSource {
  readonly source: string;
  readonly object: string;
  /** Searched for headers, in this order. */
  readonly folders: readonly string[];
}

/** Of files beside the source a complaint has the bare name, of others the absolute path. */
export type BpfCompilation =
  | { readonly kind: 'done' }
  /** `wanted`: what the environment asks for; null where none of the usual names is there. */
  | { readonly kind: 'no-clang'; readonly wanted: string | null }
  /** A header of the system, and the package that has it. */
  | { readonly kind: 'no-header'; readonly header: string; readonly package: string }
  | { readonly kind: 'complaint'; readonly text: string };

/**
 * A condition that always holds, or never, or mixes truths with numbers, is a person's to write, and means what the
 * language says: clang need not find it.
 */
export const warnings: readonly string[] = [
  '-Wall', '-Wextra', '-Werror', '-Wno-unknown-warning-option', '-Wno-tautological-compare', '-Wno-parentheses',
  '-Wno-logical-not-parentheses', '-Wno-bitwise-instead-of-logical', '-Wno-constant-logical-operand',
  '-Wno-int-in-bool-context', '-Wno-bool-operation',
];

/**
 * BTF has the text of each line that became code. LLVM (14, and still later ones) compares each with all before it (BTFStringTable): of a
 * thousand rules that is most of what clang does. A longer source is told by the numbers of its lines alone.
 */
const mostQuotedBytes = 2 ** 21;

const versions = ['', '-19', '-18', '-17', '-16', '-15', '-14'];

/** By Node's name of the processor: clang's and Debian's. */
const processors: Readonly<Record<string, { readonly macro: string; readonly triple: string }>> = {
  x64: { macro: 'x86', triple: 'x86_64-linux-gnu' },
  arm64: { macro: 'arm64', triple: 'aarch64-linux-gnu' },
};

export async function compileBpf(request: BpfSource): Promise<BpfCompilation> {
  const wanted = process.env['CLANG'] || null;
  const names = wanted === null ? versions.map((version) => `clang${version}`) : [wanted];
  for (const name of names) {
    const ran = await tool(name, clangArguments(request), dirname(request.source));
    if (ran === 'missing') {
      continue;
    }
    if (ran.failed) {
      return complaint(ran.text);
    }
    await strip(name, resolve(request.object));
    return { kind: 'done' };
  }
  return { kind: 'no-clang', wanted };
}

function clangArguments({ source, object, folders }: BpfSource): readonly string[] {
  const { macro, triple } = processors[process.arch] ?? processors['x64']!;
  const system = `/usr/include/${triple}`;
  return [
    ...['-g', '-O2', '-target', 'bpf', '-mcpu=v3', `-D__TARGET_ARCH_${macro}`],
    ...warnings, '-fno-color-diagnostics', '-fno-caret-diagnostics',
    // BTF names files: which folder this machine has them in does not belong in an object. Lines of one that is not found
    // have no text.
    ...['-fdebug-compilation-dir', statSync(source).size > mostQuotedBytes ? 'unquoted' : '.', ...folders.map((folder) => `-fdebug-prefix-map=${resolve(folder)}=.`)],
    ...folders.flatMap((folder) => ['-I', resolve(folder)]),
    ...(existsSync(system) ? ['-I', system] : []),
    ...['-c', `./${basename(source)}`, '-o', resolve(object)],
  ];
}

/** BTF stays, which a loader reads; DWARF goes, which nobody does. Without the tool the object is larger. */
async function strip(clang: string, object: string): Promise<void> {
  const suffix = /-\d+$/.exec(clang)?.[0] ?? '';
  for (const name of new Set([`llvm-strip${suffix}`, 'llvm-strip'])) {
    if (await tool(name, ['-g', object], '.') !== 'missing') {
      return;
    }
  }
}

async function tool(
  name: string, args: readonly string[], folder: string,
): Promise<'missing' | { readonly failed: boolean; readonly text: string }> {
  const { stderr, failed, code } = await execa(name, args, {
    cwd: folder, reject: false, stdin: 'ignore', env: { LC_ALL: 'C' },
  });
  return code === 'ENOENT' || code === 'EACCES' ? 'missing' : { failed, text: stderr };
}

function complaint(text: string): BpfCompilation {
  const header = /fatal error: '((bpf|linux|asm|asm-generic)\/[^']+)' file not found/.exec(text);
  return header === null
    ? { kind: 'complaint', text }
    : { kind: 'no-header', header: header[1]!, package: header[2] === 'bpf' ? 'libbpf-dev' : 'linux-libc-dev' };
}
