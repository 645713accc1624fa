// Modules by SystemTap, with programs in its place that say and do what it would.

import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildModule, moduleNames, staysLoaded, type StapScript } from './stap.js';

/** Notes how it was called, and makes what -p4 makes. */
const builds = `
echo "$SYSTEMTAP_DIR $*" >>FOLDER/calls
while [ $# != 0 ]; do [ "$1" = -m ] && name=$2; shift; done
: >"$name.ko"`;

const task = 'struct callback_head *task_work_cancel_func(struct task_struct *, task_work_func_t);\n';
const runtime = 'typedef typeof(&task_work_cancel) task_work_cancel_fn;\nfind("task_work_cancel");\n';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wmkgen-stap-'));
  vi.stubEnv('WMK_CACHE', join(folder, 'cache'));
  vi.stubEnv('PATH', `${join(folder, 'bin')}:/usr/bin:/bin`);
  vi.stubEnv('SYSTEMTAP_RUNTIME', '');
  for (const name of ['gcc', 'make']) {
    program(name, '');
  }
  program('stap', builds);
  for (const file of ['tree/.config', 'tree/Makefile', 'share/systemtap/runtime/linux/io.c']) {
    write(file, '');
  }
  write('share/systemtap/runtime/stp_task_work.c', runtime);
  write('x/x.stp', 'probe kernel.trace("sched_switch") { }\n');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function program(name: string, script: string): void {
  chmodSync(write(`bin/${name}`, `#!/bin/sh\n${script.replaceAll('FOLDER', folder)}\n`), 0o755);
}

async function build(request: Partial<StapScript> = {}) {
  const said: string[] = [];
  const result = await buildModule({
    script: join(folder, 'x/x.stp'), module: 'wmk_x_1', kernel: join(folder, 'tree'), say: (line) => said.push(line), ...request,
  });
  return { result, said: said.join('\n').replaceAll(folder, 'DIR') };
}

function calls(): readonly string[] {
  return readFileSync(join(folder, 'calls'), 'utf8').trimEnd().replaceAll(folder, 'DIR').split('\n');
}

const cached = (prefix: string): readonly string[] =>
  readdirSync(join(folder, 'cache/stap')).filter((name) => name.startsWith(prefix)).map((name) => join(folder, 'cache/stap', name));

describe('a module', () => {
  it('is built by one call, always of the same form', async () => {
    const { result } = await build({ definitions: ['A=1', 'B=2'] });
    expect(result).toEqual({ kind: 'done', object: join(folder, 'x/wmk_x_1.ko') });
    expect(calls()).toEqual([expect.stringMatching(/^DIR\/cache\/stap\/\.unfinished-\w+ -g -r DIR\/tree -D A=1 -D B=2 -m wmk_x_1 -p4 DIR\/x\/x\.stp$/)]);
    expect(readFileSync(join(cached('learnt-')[0]!, 'cache/cache_mb_limit'), 'utf8')).toMatch(/^\d{4}\n$/);
  });

  it('takes long the first time for a kernel, and that is said then', async () => {
    expect((await build()).said).toBe('building for the first time for this kernel takes a minute or two');
    expect((await build()).said).toBe('');
    write('cache/other/.config', '');
    write('cache/other/Makefile', '');
    expect((await build({ kernel: join(folder, 'cache/other') })).said).toContain('first time');
  });

  it('is learnt for once, while others wait', async () => {
    program('stap', `sleep 0.3\n${builds}`);
    const said = await Promise.all([build(), build({ definitions: ['A=1'] }), build({ definitions: ['A=2'] })]);
    expect(said.map((one) => one.said).filter((line) => line !== '')).toHaveLength(1);
    expect(calls().filter((call) => call.includes('.unfinished-'))).toHaveLength(1);
    expect(cached('learnt-')).toHaveLength(1);
  });

  it('leaves nothing of what stap learnt when it was ended', async () => {
    program('stap', `: >"$SYSTEMTAP_DIR/cache/half"\nkill -KILL $$`);
    expect((await build()).result.kind).toBe('failed');
    program('stap', builds);
    expect((await build()).said).toContain('first time');
    expect(readdirSync(join(cached('learnt-')[0]!, 'cache'))).toEqual(['cache_mb_limit']);
    expect(cached('.unfinished-')).toEqual([]);
  });

  it('does not take long where no tracepoint is named, and leaves that for others to learn', async () => {
    expect((await build({ script: write('y/y.stp', 'probe begin { }\n') })).said).toBe('');
    expect((await build()).said).toContain('first time');
    expect(cached('learnt-')).toHaveLength(2);
  });

  it('keeps what was learnt where only its C is wrong', async () => {
    program('stap', 'case " $* " in *" -p3 "*) echo "int c;";; *) echo "x_src.c:1:1: error: no" >&2; exit 1;; esac');
    expect((await build()).said).toContain('first time');
    expect((await build()).said).toBe('');
  });

  it('has a name that stap takes, the same for the same rules and options', () => {
    const sameOf = (monitor: string, of: string): string => moduleNames(monitor, [of], 17).same;
    expect(sameOf('rules/Reverse-Shell.v2', 'x')).toMatch(/^wmk_reverse_shell_v2_[0-9a-f]{8}$/);
    expect(sameOf('x'.repeat(100), 'x')).toMatch(new RegExp(`^wmk_${'x'.repeat(27)}_[0-9a-f]{8}$`));
    expect(sameOf('x', 'x')).toBe(moduleNames('x', ['x'], 18).same);
    expect(sameOf('x', 'x')).not.toBe(sameOf('x', 'y'));
  });

  it('has another name in each process where one of that name is loaded', async () => {
    expect(moduleNames('x', ['x'], 17).own).toBe('wmk_x_17');
    write('loaded/wmk_x/refcnt', '0');
    expect(await staysLoaded('wmk_y', join(folder, 'loaded'))).toBe(false);
    expect(await staysLoaded('wmk_x', join(folder, 'loaded'))).toBe(true);
  });

  it('is waited for while it leaves', async () => {
    write('loaded/wmk_x/refcnt', '0');
    setTimeout(() => rmSync(join(folder, 'loaded/wmk_x'), { recursive: true }), 150);
    expect(await staysLoaded('wmk_x', join(folder, 'loaded'))).toBe(false);
  });

  it('is not waited for by whoever cancels it', async () => {
    program('stap', 'exec sleep 60');
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 200);
    expect((await build({ cancelled: cancel.signal })).result).toEqual({ kind: 'cancelled' });
  });
});

describe('a module that was built before', () => {
  const again = async (request: Partial<StapScript> = {}): Promise<number> => {
    rmSync(join(folder, 'x/wmk_x_1.ko'), { force: true });
    const { result } = await build(request);
    expect(result.kind === 'done' && readFileSync(result.object, 'utf8')).toBe('');
    return calls().length;
  };

  it('is not built again, whichever directory its script is in', async () => {
    expect(await again()).toBe(1);
    expect(await again()).toBe(1);
    write('y/y.stp', readFileSync(join(folder, 'x/x.stp'), 'utf8'));
    expect(await again({ script: join(folder, 'y/y.stp') })).toBe(1);
    expect(existsSync(join(folder, 'y/wmk_x_1.ko'))).toBe(true);
  });

  it.each<[string, () => Partial<StapScript>]>([
    ['another script', () => ({ script: write('y/y.stp', 'probe end { }\n') })],
    ['another definition', () => ({ definitions: ['A=1'] })],
    ['another name', () => ({ module: 'wmk_x_2' })],
    ['another kernel', () => (write('tree/.config', 'CONFIG_X=y\n'), {})],
    ['another SystemTap', () => (program('stap', `${builds}\n`), {})],
    ['another runtime', () => (write('share/systemtap/runtime/linux/io.c', 'int x;'), {})],
    ['another variable', () => (vi.stubEnv('SYSTEMTAP_TAPSET', join(folder, 'mine')), {})],
    ['another tapset', () => (write('share/systemtap/tapset/x.stp', 'probe x = y { }'), {})],
  ])('is built anew for %s', async (_, change) => {
    expect(await again()).toBe(1);
    expect(await again(change())).toBe(2);
  });

  it('is not kept where its name is of one process', async () => {
    expect(await again({ isOwn: true })).toBe(1);
    expect(await again({ isOwn: true })).toBe(2);
    expect(existsSync(modules())).toBe(false);
  });

  it('is nothing that failed', async () => {
    program('stap', 'exit 1');
    expect((await build()).result.kind).toBe('complaint');
    program('stap', builds);
    expect(await again()).toBe(1);
  });

  it('goes when there are more than a thousand that were used later', async () => {
    expect(await again()).toBe(1);
    const [first = ''] = readdirSync(modules());
    utimesSync(join(modules(), first), 1, 1);
    for (let index = 0; index < 1000; index++) writeFileSync(join(modules(), `${index}.ko`), '');
    expect(await again({ definitions: ['A=1'] })).toBe(2);
    expect(readdirSync(modules())).toHaveLength(1000);
    expect(existsSync(join(modules(), first))).toBe(false);
  });
});

const modules = (): string => join(folder, 'cache/stap/modules');

describe('what is missing', () => {
  it('is told with its packages, all at once', async () => {
    vi.stubEnv('PATH', join(folder, 'nothing'));
    expect((await build({ kernel: '1.2.3-none' })).result).toEqual({ kind: 'missing', missing: [
      { what: 'SystemTap', package: 'systemtap' }, { what: 'gcc', package: 'gcc' }, { what: 'make', package: 'make' },
      { what: 'the headers of kernel 1.2.3-none', package: 'linux-headers-1.2.3-none' },
    ].map((one) => expect.objectContaining(one) as unknown) });
  });

  it('is nothing else, where there are only no headers', async () => {
    rmSync(join(folder, 'tree/.config'));
    const { result } = await build();
    expect(result.kind === 'missing' && result.missing.map((one) => one.package)).toEqual(['linux-headers-amd64']);
    expect(existsSync(join(folder, 'calls'))).toBe(false);
  });
});

describe('what stap complains about', () => {
  it('is kept as it was, with the C that it speaks of', async () => {
    program('stap', 'case " $* " in *" -p3 "*) echo "int c;";; *) echo "x_src.c:1:1: error: no" >&2; exit 1;; esac');
    expect((await build()).result).toEqual({ kind: 'complaint', text: 'x_src.c:1:1: error: no', c: 'int c;' });
  });

  it.each([
    ['echo "gcc: fatal error: cannot write: No space left on device" >&2; exit 1', 'SystemTap failed: gcc: fatal error: cannot write: No space left on device'],
    ['kill -KILL $$', /^SystemTap failed: .*SIGKILL/],
  ])('is not the script where the system failed: %s', async (script, reason) => {
    program('stap', script);
    expect((await build()).result).toEqual({ kind: 'failed', reason: expect.stringMatching(reason) as unknown });
  });

  it('may come before there is any', async () => {
    program('stap', 'echo "parse error: no" >&2; exit 1');
    expect((await build()).result).toEqual({ kind: 'complaint', text: 'parse error: no', c: null });
    expect((await build()).said).toContain('first time');
  });
});

describe('a runtime', () => {
  it('that fits the kernel stays', async () => {
    write('tree/include/linux/task_work.h', 'struct callback_head *task_work_cancel(struct task_struct *, task_work_func_t);\n');
    await build();
    write('tree/include/linux/task_work.h', task);
    write('share/systemtap/runtime/stp_task_work.c', runtime.replaceAll('task_work_cancel', 'task_work_cancel_func'));
    await build();
    expect(cached('runtime-')).toEqual([]);
    expect(calls().filter((call) => call.includes(' -R '))).toEqual([]);
  });

  it('that does not is corrected in a copy, which is made once and said once', async () => {
    write('tree/include/linux/task_work.h', task);
    const { said } = await build();
    expect(said).toMatch(/^SystemTap's runtime in DIR\/share\/systemtap\/runtime does not fit this kernel \(.*\): making a corrected copy\n/);
    const [copy = ''] = cached('runtime-');
    expect(readFileSync(join(copy, 'stp_task_work.c'), 'utf8'))
      .toBe('typedef typeof(&task_work_cancel_func) task_work_cancel_fn;\nfind("task_work_cancel_func");\n');
    expect(existsSync(join(copy, 'linux/io.c'))).toBe(true);
    expect(readFileSync(join(folder, 'share/systemtap/runtime/stp_task_work.c'), 'utf8')).toBe(runtime);
    expect((await build({ module: 'wmk_x_2' })).said).toBe('');
    expect(cached('runtime-')).toHaveLength(1);
    expect(calls()[1]).toContain(` -R ${copy.replace(folder, 'DIR')} `);
  });

  it('is copied anew when another one is installed', async () => {
    write('tree/include/linux/task_work.h', task);
    await build();
    write('share/systemtap/runtime/linux/io.c', 'changed');
    await build();
    expect(cached('runtime-')).toHaveLength(2);
  });

  it('is held against the headers that the tree shares with others', async () => {
    write('common/include/linux/task_work.h', task);
    write('tree/Makefile', `include ${folder}/common/Makefile\n`);
    await build();
    expect(cached('runtime-')).toHaveLength(1);
  });

  it('is copied by two at once', async () => {
    write('tree/include/linux/task_work.h', task);
    const both = await Promise.all([build({ module: 'wmk_x_1' }), build({ module: 'wmk_x_2' })]);
    expect(both.map(({ result }) => result.kind)).toEqual(['done', 'done']);
    expect(cached('').map((path) => basename(path).replace(/-.*/, '')).sort()).toEqual(['learnt', 'modules', 'runtime']);
  });
});

describe('the cache', () => {
  it('is nobody else\'s to look into', async () => {
    await build();
    expect(statSync(join(folder, 'cache/stap')).mode & 0o777).toBe(0o700);
  });

  it.each(['cache', 'cache/stap'])('is not used where others can write to %s', async (name) => {
    mkdirSync(join(folder, 'cache/stap'), { recursive: true });
    chmodSync(join(folder, name), 0o777);
    const { result } = await build();
    expect(result).toEqual({ kind: 'not-permitted', reason: expect.stringMatching(
      `^'${join(folder, name)}' can be written to by others, so that .*: let WMK_CACHE name`) as unknown });
    expect(existsSync(join(folder, 'calls'))).toBe(false);
  });
});

describe('the map of a kernel', () => {
  const map = '0000000000000000 A percpu\nffffffff81000000 T _stext\nffffffff81000010 T security_file_open\n';
  const probing = 'probe kprobe.function("security_file_open") { }\n';

  it('comes into a tree of its own, which has all else of the tree', async () => {
    write('x/x.stp', probing);
    write('tree/Module.symvers', 'those');
    const systemMap = write('map', `${map}ffffffffc0000000 t other\t[module]\n`);
    await build({ systemMap });
    const [tree = ''] = cached('tree-');
    expect(readFileSync(join(tree, 'System.map'), 'utf8')).toBe(map);
    expect(readFileSync(join(tree, 'Module.symvers'), 'utf8')).toBe('those');
    expect(readdirSync(tree).sort()).toEqual(['.config', 'Makefile', 'Module.symvers', 'System.map', 'source']);
    expect(calls()).toEqual([expect.stringContaining(` -r ${tree.replace(folder, 'DIR')} `)]);
  });

  it('is the same wherever the kernel lies', async () => {
    write('x/x.stp', probing);
    await build({ systemMap: write('map', map) });
    await build({ systemMap: write('map', map.replaceAll('ffffffff81', 'ffffffff9d')) });
    expect(cached('tree-')).toHaveLength(1);
    await build({ systemMap: write('map', `${map}ffffffff81000020 T another\n`) });
    expect(cached('tree-')).toHaveLength(2);
  });

  it('is not needed where the tree has one, or without kprobes', async () => {
    expect((await build()).result.kind).toBe('done');
    write('x/x.stp', probing);
    write('tree/System.map', map);
    expect((await build()).result.kind).toBe('done');
    expect(cached('tree-')).toEqual([]);
  });

  it.each([
    ['is hidden', map.replace(/^f+[0-9a-f]*/gm, '0000000000000000'), /^the kernel hides its addresses from '.*map'$/],
    ['is none', 'The real System.map is elsewhere\n', /^'.*map' has no functions in it, expected lines as in \/proc\/kallsyms$/],
  ])('is refused where it %s', async (_, text, reason) => {
    write('x/x.stp', probing);
    expect((await build({ systemMap: write('map', text) })).result)
      .toEqual({ kind: 'no-map', reason: expect.stringMatching(reason) as unknown });
  });

  it('has to be given for another kernel', async () => {
    write('x/x.stp', probing);
    expect((await build()).result).toEqual({ kind: 'no-map', reason: expect.stringContaining('has no System.map') as unknown });
  });
});
