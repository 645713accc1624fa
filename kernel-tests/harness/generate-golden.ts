#!/usr/bin/env node
/**
 * Takes a directory and generates from each shipped rule for each target, into DIRECTORY/TARGET. Where a target cannot have
 * a rule there stands what wmkgen says of it: NAME.refused.txt.
 */

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { exitCodes } from '../../src/commands/exit-code.js';
import { callWmkgen } from './call-wmkgen.js';
import { checkoutDirectory } from './checkout.js';

const [named] = process.argv.slice(2);
if (named === undefined || process.argv.length !== 3) {
  process.stderr.write('generate-golden: expected a directory\n');
  process.exit(2);
}
const to = resolve(named);
process.chdir(checkoutDirectory());
const rules = (await readdir('rules')).filter((name) => name.endsWith('.wmk')).sort().map((name) => join('rules', name));

for (const [target, ...options] of [['bpf'], ['stap', '--no-runtime']] as const) {
  const directory = join(to, target);
  await mkdir(directory, { recursive: true });
  for (const rule of rules) {
    const { code, err } = await callWmkgen('--quiet', '--no-object', '--target', target, ...options, rule, '-o', directory);
    if (code === exitCodes.done) continue;
    if (target === 'bpf' || code !== exitCodes.diagnostics) {
      process.stderr.write(err);
      process.exit(1);
    }
    await writeFile(join(directory, `${basename(rule, '.wmk')}.refused.txt`), err);
  }
}
