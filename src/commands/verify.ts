// What the verifier says: in go files of rules, out comes for each program how many instructions it walked on this kernel,
// or why that is not known.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Explanation } from '../backend/explain/explanation.js';
import { checkObject, findWmkload } from '../tools/wmkload.js';
import type { Sizes } from './compile-files.js';
import { exitCodes } from './exit-code.js';
import { defaultRingBuffer, generate } from './generate.js';
import type { Package } from './package.js';
import { mayLoad } from './privilege.js';
import type { Terminal } from './terminal.js';

export async function verify(
  files: readonly string[], sizes: Sizes, home: Package,
): Promise<Explanation['verified']> {
  const loader = findWmkload(home.root);
  if (!mayLoad()) {
    return { reason: 'not permitted to load eBPF programs (run it as root)' };
  }
  if (loader === null) {
    return { reason: 'wmkload is not built' };
  }
  const folder = mkdtempSync(join(tmpdir(), 'wmkgen-'));
  const said: string[] = [];
  const quiet: Terminal = { print: () => undefined, complain: (text) => said.push(text), colour: false };
  try {
    const code = await generate(files, {
      target: 'bpf', output: folder, name: 'monitor', sizes: { keys: leastKeys, ...sizes }, ringBuffer: defaultRingBuffer, object: true,
      quiet: true, kept: false, budgets: false,
    }, home, quiet);
    if (code !== exitCodes.done) {
      return { reason: firstLine(said.join('')) };
    }
    const checked = await checkObject(loader, 'monitor.bpf.o', folder);
    return 'reason' in checked ? { reason: firstLine(checked.reason) } : checked.programs.map((program) => ({
      program: program.program, section: program.section, instructions: program.verified_instructions,
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the verifier walks does not depend on how many keys there is room for, and memory is taken for them. */
const leastKeys = 1024;

function firstLine(text: string): string {
  return text.split('\n')[0]!.replace(/^wmk(gen|load): /, '');
}
