// How late a match at a deadline is told, from the deadline to the line that wmkload prints, and what events cost that make
// runs pending: on the machine's own kernel, with programs that only look on. Needs root; `--pending N` other numbers of runs.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const WINDOW_S = 2;
/** No process has such numbers: the kernel looks for one and finds none. */
const FIRST_NUMBER = 100_000_000;
const MEASURED = [200, 60_000];

/** kill(number, 0) makes a run pending, and nothing of the sort kills it. */
const rule = `EVENTS "wmkevents.h"
RULE late
PATTERN { [syscall:a, ~syscall:x] }
WHERE   { a.ProcessId == x.ProcessId, a.Arg0 == x.Arg0, a.SyscallNr == __NR_kill, a.Arg1 == 0, a.Arg0 >= ${FIRST_NUMBER},
          x.SyscallNr == __NR_kill, x.Arg1 == 1000 }
WITHIN  { ${WINDOW_S} s }
`;

/** What one takes, in ns, in the median. */
function ask(count: number): number {
  const times = Array.from({ length: count }, (_, index) => {
    const begin = process.hrtime.bigint();
    try {
      process.kill(FIRST_NUMBER + index, 0);
    } catch {
      // there is none
    }
    return Number(process.hrtime.bigint() - begin);
  });
  return times.sort((a, b) => a - b)[Math.floor(count / 2)]!;
}

function compileRule(folder: string, count: number): string {
  const [source, keys] = [join(folder, 'late.wmk'), Math.max(256, 2 ** Math.ceil(Math.log2(count)))];
  writeFileSync(source, rule);
  const compiled = spawnSync(join(root, 'build/wmkgen'), ['-q', '--keys', `${keys}`, '--ring-buffer', '16M', source, '-o', folder],
    { encoding: 'utf8' });
  if (compiled.status !== 0) throw new Error(compiled.stderr);
  return join(folder, 'late.bpf.o');
}

/** Resolves to what it said last if it does not become ready. */
async function ready(loader: ChildProcess): Promise<string | null> {
  let last = '';
  for await (const line of createInterface({ input: loader.stderr! })) {
    if (line.startsWith('wmkload: ready')) return null;
    last = line;
  }
  return last;
}

async function measure(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wmk-late-'));
  try {
    ask(count); // so that everything is compiled
    const alone = ask(count);
    const loader = spawn(join(root, 'build/loader/wmkload'), ['--format', 'json', '--duration', `${3 * WINDOW_S}s`, compileRule(folder, count)],
      { stdio: ['ignore', 'pipe', 'pipe'] });
    const late: number[] = [];
    createInterface({ input: loader.stdout }).on('line', (line) => {
      const { monotonic } = JSON.parse(line) as { readonly monotonic?: number };
      if (monotonic !== undefined) late.push((Number(process.hrtime.bigint()) - monotonic) / 1000);
    });
    const ended = once(loader, 'exit');
    const problem = await ready(loader);
    if (problem !== null) {
      console.log(`${count} runs that await their deadline: not measured: ${problem}`);
      return;
    }
    loader.stderr.resume();
    const watched = ask(count);
    await ended;
    late.sort((a, b) => a - b);
    const [median, most] = [late[Math.floor(late.length / 2)] ?? NaN, late.at(-1) ?? NaN];
    console.log(`${count} runs that await their deadline: ${late.length} matches told ${median.toFixed(0)} us late in the median, ${most.toFixed(0)} us at the most; `
      + `a call that makes one takes ${watched} ns in the median, and ${alone} where nobody looks on`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const option = process.argv.indexOf('--pending');
if (process.getuid?.() !== 0) {
  console.log('runs that await their deadline: not measured: only root may load programs');
} else {
  for (const count of option === -1 ? MEASURED : [Number(process.argv[option + 1])]) await measure(count);
}
