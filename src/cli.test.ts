// The command line as it is called: argv in, standard output, standard error and an exit code out.

import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeKernel } from './btf/test/made-kernel.js';
import { main } from './cli.js';
import { mayLoad, mayLoadModules } from './commands/privilege.js';
import { home } from './test/compile-text.js';

const rule = `EVENTS "wmkevents.h"
RULE nosyscallexit
PATTERN { [syscall:a, ~(syscallexit|threadtermination), syscall] }
WHERE { [ProcessId], [ThreadId], a.SyscallNr < 300 }
RETURN { a.SyscallNr, a.TimeStamp }
`;

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wmkgen-cli-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function call(...argv: readonly string[]) {
  return callWith(home, ...argv);
}

async function callWith(of: typeof home, ...argv: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await main(argv, of, {
    print: (text) => void out.push(text), complain: (text) => void err.push(text), colour: false,
  });
  return { code, out: out.join(''), err: err.join('').replaceAll(folder, 'DIR') };
}

describe('wmkgen FILE', () => {
  it('writes C and an object, and says so', async () => {
    const { code, out, err } = await call('--target', 'bpf', write('x.wmk', rule), '-o', join(folder, 'a/b'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.replaceAll(folder, 'DIR')).toBe(`wrote DIR/a/b/x.bpf.c and DIR/a/b/x.bpf.o
table by_thread (ThreadId): 48 B for each thread that has runs
ring buffer: 1.0 MiB
`);
    expect(readFileSync(join(folder, 'a/b/x.bpf.o')).subarray(1, 4).toString()).toBe('ELF');
  });

  it('gives the same bytes wherever it writes', async () => {
    const file = write('x.wmk', rule);
    for (const place of ['a', 'b/c']) {
      await call(file, '-o', join(folder, place), '-q');
    }
    for (const name of ['x.bpf.c', 'x.bpf.o']) {
      expect(readFileSync(join(folder, 'a', name)).equals(readFileSync(join(folder, 'b/c', name)))).toBe(true);
    }
    expect(readFileSync(join(folder, 'a/x.bpf.o')).includes(folder)).toBe(false);
    expect(readFileSync(join(folder, 'a/x.bpf.o')).includes(home.root)).toBe(false);
  });

  it('makes one monitor of several files, each read once', async () => {
    const [one, two] = [write('one.wmk', rule), write('two.wmk', rule.replace('RULE nosyscallexit', 'RULE other'))];
    const { code, out } = await call(one, two, join(folder, '.', 'one.wmk'), '-o', folder, '--name', 'both', '--no-object', '-q');
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(readFileSync(join(folder, 'both.bpf.c'), 'utf8')).toContain('NOSYSCALLEXIT_RULE,\n\tOTHER_RULE,\n\tNR_RULES');
    expect(existsSync(join(folder, 'both.bpf.o'))).toBe(false);
  });

  it('refuses what the verifier would not walk through, and says what makes it less', async () => {
    const file = write('x.wmk', `EVENTS "wmkevents.h"
RULE paths
PATTERN { [exec:a, syscall:b, exec:c, ~syscall] }
WHERE   { [ProcessId], a.FileName == c.FileName }
WITHIN  { 1 s }
SELECT  { latest(32) }
`);
    const { code, err } = await call(file, '-o', folder, '--no-object');
    expect(code).toBe(1);
    expect(err).toMatch(/error\[too-large\]: for each exec the kernel's verifier has to walk some 1,\d{3},\d{3} instructions, at most 1,000,000/);
    expect(err).toContain('hint: let runs be fewer, by SELECT or --pending, or join by shorter fields');
    expect(await call(file, '-o', folder, '--no-object', '-q', '--pending', '4')).toEqual({ code: 0, out: '', err: '' });
  });

  it('takes sizes', async () => {
    const file = write('x.wmk', rule.replace('[ThreadId], ', ''));
    const { out } = await call(file, '-o', folder, '--keys', '8', '--ring-buffer', '256K', '--no-object');
    expect(out).toMatch(/^table by_process \(ProcessId\): .* for 8 keys of \d+ B, in 2 buckets of 8 ways$/m);
    expect(readFileSync(join(folder, 'x.bpf.c'), 'utf8')).toContain('__uint(max_entries, 262144);');
  });

  it('writes nothing where a file has errors, and says all of them', async () => {
    const bad = write('bad.wmk', `EVENTS "wmkevents.h" RULE r PATTERN { [nope:a] } WHERE { b.X == 1 }`);
    const { code, out, err } = await call(bad, join(folder, 'none.wmk'), folder, '-o', folder);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('error[unknown-kind]');
    expect(err).toContain("error[unreadable-file]: cannot read 'DIR/none.wmk': there is no such file\n");
    expect(err).toContain("error[unreadable-file]: 'DIR' is a directory, expected a file of rules\n");
    expect(existsSync(join(folder, 'bad.bpf.c'))).toBe(false);
  });

  it('wants a rule', async () => {
    expect(await call(write('x.wmk', 'EVENTS "wmkevents.h"'), '-o', folder))
      .toEqual({ code: 1, out: '', err: "wmkgen: there is no rule in 'DIR/x.wmk'\n" });
  });

  it('writes the C where there is no clang, and no object of before stays', async () => {
    vi.stubEnv('PATH', '/nowhere');
    vi.stubEnv('CLANG', '');
    const object = write('x.bpf.o', 'old');
    const file = write('x.wmk', rule);
    expect(await call(file, '-o', folder)).toEqual({
      code: 69, out: '', err: 'wmkgen: clang is not installed: apt-get install clang; the C is in DIR/x.bpf.c\n',
    });
    expect(existsSync(join(folder, 'x.bpf.c'))).toBe(true);
    expect(existsSync(object)).toBe(false);
    vi.stubEnv('CLANG', '/no/clang');
    expect((await call(file, '-o', folder)).err)
      .toBe("wmkgen: cannot run '/no/clang', which CLANG names; the C is in DIR/x.bpf.c\n");
  });

  it('shows what clang says with the line of the rule, as a bug of ours', async () => {
    const clang = write('clang', `#!/bin/sh
echo "./x.bpf.c:$(grep -n SyscallNr.*300.*0 x.bpf.c | tail -1 | cut -d: -f1):5: error: this is wrong" >&2; exit 1\n`);
    chmodSync(clang, 0o755);
    vi.stubEnv('CLANG', clang);
    const { code, err } = await call(write('x.wmk', rule), '-o', folder);
    expect(err).toMatch(/^DIR\/x.bpf.c:\d+:5: error: this is wrong\n {2}note: this comes from x.wmk:4\n/);
    expect(err).toContain('a bug of wmkgen');
    expect(code).toBe(70);
  });

  it('says which header of Debian is missing', async () => {
    const clang = write('clang', `#!/bin/sh
echo "wmk.bpf.h:3:10: fatal error: 'bpf/bpf_helpers.h' file not found" >&2; exit 1\n`);
    chmodSync(clang, 0o755);
    vi.stubEnv('CLANG', clang);
    expect(await call(write('x.wmk', rule), '-o', folder)).toEqual({ code: 69, out: '', err:
      'wmkgen: the C header <bpf/bpf_helpers.h> is not installed: apt-get install libbpf-dev; the C is in DIR/x.bpf.c\n' });
  });

  it('writes a script of SystemTap\'s, and says how to run it', async () => {
    const file = write('x.wmk', rule);
    const { code, out, err } = await call('--target', 'stap', file, '-o', join(folder, 'out'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.replaceAll(folder, 'DIR')).toBe('wrote DIR/out/x.stp\n'
      + 'to run it, as root: wmkgen run --target stap DIR/x.wmk, or stap -g DIR/out/x.stp\n');
    expect(readdirSync(join(folder, 'out'))).toEqual(['x.stp']);
    expect(readFileSync(join(folder, 'out/x.stp'), 'utf8')).toContain('probe ');
  });

  it('makes C of DO', async () => {
    const { code, out } = await call('show', '--form', 'c', write('x.wmk', 'EVENTS "wmkevents.h"\nRULE acting PATTERN { exec:x } DO { signal(SIGTERM); }\n'));
    expect({ code, sends: /bpf_send_signal\(\d+\)/.exec(out)?.[0] }).toEqual({ code: 0, sends: 'bpf_send_signal(15)' });
  });

  it('says where it cannot write', async () => {
    const file = write('x.wmk', rule);
    expect((await call(file, '-o', file)).err).toBe("wmkgen: cannot write 'DIR/x.wmk/x.bpf.c': a file is in the way\n");
    expect(await call(file, '-o', '/proc/wmkgen')).toMatchObject({ code: 74 });
  });
});

describe("a user's catalogue", () => {
  const kind = (name: string, expression: string): string => `#include "wmk.h"
/* A thread is about to get a new name. */
struct WMK_KIND(${name}) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/task_rename", struct task_struct *task, const char *comm)
	__s32 Renamed	WMK_BPF(${expression});
};
`;
  const renamed = (header: string, name: string): string =>
    `EVENTS "${header}" RULE r_${name} PATTERN { [${name}:a, ${name}] } WHERE { [ProcessId], a.Renamed > 1 }`;

  it('is found beside the rules', async () => {
    mkdirSync(join(folder, 'sub'));
    mkdirSync(join(folder, 'rules'));
    write('sub/mine.h', kind('renamed', 'task->pid'));
    const file = write('rules/x.wmk', renamed('../sub/mine.h', 'renamed'));
    expect(await call(file, '-o', join(folder, 'out'), '-q')).toEqual({ code: 0, out: '', err: '' });
  });

  it.each(['task->nothing', 'nothing_there(task)'])('is told its own mistakes: %s', async (expression) => {
    write('mine.h', kind('renamed', expression));
    const { code, err } = await call(write('x.wmk', renamed('mine.h', 'renamed')), '-o', folder);
    expect(err).toContain("  note: this comes from kind 'renamed' in DIR/mine.h\n");
    expect(err).toContain("wmkgen: the catalogue 'DIR/mine.h' does not compile\n");
    expect(code).toBe(1);
  });

  it('is not mistaken for another of its name', async () => {
    for (const name of ['a', 'b']) {
      mkdirSync(join(folder, name));
      write(`${name}/mine.h`, kind(`renamed_${name}`, 'task->pid'));
    }
    write('a/other.h', kind('other', 'task->pid'));
    const files = [write('a/x.wmk', renamed('other.h', 'other')), write('b/x.wmk', renamed('mine.h', 'renamed_b'))];
    expect(await call(...files, '-o', folder)).toEqual({ code: 1, out: '', err:
      "wmkgen: two headers are called 'mine.h': 'DIR/b/mine.h' and 'DIR/a/mine.h'; rename one of them\n" });
  });
});

describe('wmkgen check', () => {
  it('is quiet where all is well', async () => {
    expect(await call('check', write('x.wmk', rule))).toEqual({ code: 0, out: '', err: '' });
  });

  it('prints JSON for programs', async () => {
    const file = write('x.wmk', rule.replace('RULE nosyscallexit', 'RULE'));
    const { code, out } = await call('check', '--format', 'json', file);
    expect(code).toBe(1);
    const said = out.trim().split('\n').map((line) => JSON.parse(line) as object);
    expect(said[0]).toMatchObject({ severity: 'error', name: 'syntax', place: { file, line: 3 } });
  });
});

describe('wmkgen dot', () => {
  it('prints text for Graphviz', async () => {
    const { code, out } = await call('dot', write('x.wmk', rule));
    expect(code).toBe(0);
    expect(out).toContain('digraph "nosyscallexit" {\n  graph [label="nosyscallexit\\leach ThreadId\\l",');
    expect(out).toContain('s1 -> s2 [label="syscall where SyscallNr < 300"];');
    expect(out).toContain('s2 -> s4 [label="syscallexit,\\nthreadtermination"');
    expect((await call('dot', '--no-dead', write('x.wmk', rule))).out).not.toContain('s4');
  });

  it('paints a picture of each rule', async () => {
    const file = write('x.wmk', `${rule}RULE two PATTERN { exec:e } WHERE { e.UserId == 0 }`);
    expect(await call('dot', '--svg', file, '-o', join(folder, 'pictures'))).toMatchObject({ code: 0, err: '' });
    for (const name of ['nosyscallexit', 'two']) {
      expect(readFileSync(join(folder, 'pictures', `${name}.svg`), 'utf8')).toMatch(/<svg[^]*match[^]*<\/svg>/);
    }
    expect(await call('dot', '--svg', '--rule', 'two', file, '-o', join(folder, 'one.svg'))).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'one.svg'), 'utf8')).toContain('exec where UserId == 0');
  });

  it('knows its rules', async () => {
    expect(await call('dot', '--rule', 'x', write('x.wmk', rule)))
      .toEqual({ code: 2, out: '', err: "wmkgen: there is no rule 'x', but: nosyscallexit\n" });
  });
});

describe('wmkgen show', () => {
  it.each([
    ['ast', 'PATTERN { [syscall:a, ~(syscallexit | threadtermination), syscall] }\n'],
    ['rule', 'chain $0, ~($1 | $2) $3\n'],
    ['automaton', '  a     -- syscall --> match\n'],
    ['plan', 'table by_thread\n  in task storage\n'],
    ['c', '\n#include "wmk.slots.h"\n'],
  ])('prints a rule as %s', async (form, line) => {
    const { code, out, err } = await call('show', '--form', form, write('x.wmk', rule));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(line);
  });
});

describe('wmkgen explain', () => {
  it('says of every call where it runs, when, and what it needs', async () => {
    const acting = 'EVENTS "wmkevents.h"\nRULE acting PATTERN { [exec, fileopen:o] } WHERE { [ProcessId] } DO { if (o.Inode == 1) { deny(EPERM); } log("%s", o.Path); }\n';
    const { code, out } = await call('explain', '--no-verify', write('x.wmk', acting));
    expect(code).toBe(0);
    expect(out).toContain(`  reactions (those that change the system are done with wmkload --enforce, otherwise only told)
    deny(EPERM); (${folder}/x.wmk:2)
      in the kernel, at the match, before the kernel does what was asked for; needs bpf in lsm=,
        the kernel's security modules
    log("%s", o.Path); (${folder}/x.wmk:2)
      in the kernel, at the match
`);
    expect(out).toContain('o.Path, 256 B, in the match only: for DO');
  });

  const arrays = `EVENTS "wmkevents.h"
RULE opens
PATTERN { [exec:x, fileopen[>=3]:o, ~exec, connect:c] }
WHERE   { [ProcessId], o.Flags > 0, count(o) < c.Port, x.Inode == o.Inode }
WITHIN  { 5 s }
RETURN  { last(o).Flags, c.Port }
`;

  it('says what a rule means, where conditions are tested, what is kept and why, and what it costs', async () => {
    const { code, out } = await call('explain', '--no-verify', '--keys', '64', write('x.wmk', arrays));
    expect(code).toBe(0);
    const lines = out.split('\n').map((line) => line.trim());
    expect(lines).toEqual(expect.arrayContaining([
      'first exec as x',
      'then at least 3 times fileopen as o',
      'then connect as c, with no exec since the step before',
      'all within 5s of the first event',
      'a set of runs for each ProcessId (one process: its number and start time); they end with the',
      'runs of one key are told apart by x.Inode = o.Inode, too',
      '- \'count(o) < c.Port\' is more than an equality of plain fields',
      'on each fileopen alone, before any look-up: whether it can be an element of o',
      'on the run and the event, under the key: when c is read',
      'o.count, 4 B: for \'count(o) < c.Port\'',
      'o.last_Flags, 4 B: for column \'last(o).Flags\'',
      'c.Port, 2 B, in the match only: for column \'c.Port\'',
      'not measured: not asked for',
    ]));
  });

  const absent = `EVENTS "wmkevents.h"
RULE absent
PATTERN { [~fileopen:o, exec:x, (connect:c|dup:d), ~processtermination:e] }
WHERE   { [ProcessId], o.Inode == x.Inode }
WITHIN  { 5 s }
`;

  it('says what must not come before, or until the end of the window', async () => {
    const { code, out } = await call('explain', '--no-verify', '--pending', '4', write('x.wmk', absent));
    expect(code).toBe(0);
    const text = out.replace(/\s+/g, ' ');
    expect([
      'first, with no o in the 5s before, exec as x',
      'and in each branch then no e until 5s after the first event, when it matches',
      'they end with the process, but for those that await the end of their window',
      'a key remembers o by Inode: at most 64 of different values',
      'at most 3 runs a key; beside them at most 4 that await the end of their window',
      'exec if no o with its Inode before -> x',
      'c pending: after exec, then connect; awaits the deadline, the end of its window',
      'on what the key remembers and the event, where a run is to begin',
    ].filter((line) => !text.includes(line))).toEqual([]);
    const picture = (await call('dot', write('x.wmk', absent))).out;
    expect(picture).toMatch(/label="c pending", style="filled,rounded,dotted"/);
    expect(picture).toMatch(/label="deadline"/);
    expect((await call('show', '--form', 'plan', write('x.wmk', absent))).out)
      .toContain('  pending from state 5: up to 16 runs more, until letter 7\n  remembers o: up to 64 of different Inode\n');
  });

  it('says the same as JSON', async () => {
    const { code, out } = await call('explain', '--json', '--no-verify', '--keys', '64', write('x.wmk', arrays));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      rules: [{
        rule: 'opens', window: 5_000_000_000, selection: { mode: 'latest', runs: 16 }, completeness: { claim: 'none' },
        key: { fields: ['ProcessId'] },
        chains: [[{ name: 'x', array: null }, { name: 'o', array: { least: 3, open: true } }, { name: 'c', without: ['exec'] }]],
      }],
      tables: [{ table: 'by_process', storage: 'buckets', keys: 64, places: 128, keyBytes: 16 }],
      verified: { reason: 'not asked for' },
    });
  });

  it('says what is wrong with a rule instead', async () => {
    const { code, err } = await call('explain', write('x.wmk', 'RULE x'));
    expect({ code, first: err.split('\n')[0] }).toMatchObject({ code: 1 });
  });
});

describe('wmkgen events --from-kernel', () => {
  function kernel(): string {
    const object = join(folder, 'kernel.o');
    makeKernel(object);
    return object;
  }

  it('prints an entry that events reads again', async () => {
    const { code, out, err } = await call('events', '--from-kernel', 'any:my_switch', '--btf', kernel());
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^\/\*\n \* my_switch\.h - made by wmkgen \S+ of the BTF in \S+kernel\.o\n/);
    const listed = await call('events', '--catalogue', write('my_switch.h', out), 'my_switch');
    expect(listed.out).toContain('my_switch: The kernel passes its tracepoint my_switch.\n');
    expect(listed.out).toContain('  tp_btf/my_switch(__u8 preempt, struct task_struct *next, const char *name, __u32 zone)\n');
  });

  it('lists what matches', async () => {
    const btf = kernel();
    const list = async (text: string): Promise<string> => (await call('events', '--from-kernel', text, '--btf', btf)).out;
    expect(await list('my_*')).toBe([
      'tp_btf/my_switch', 'tp_btf/my_unnamed', 'fentry/my_function', 'fentry/my_mknod', 'fentry/my_open', 'fentry/my_values', '',
    ].join('\n'));
    expect(await list('lsm:*')).toBe('lsm/file_open\nlsm/task_prctl\n');
    expect(await list('fexit/my_?pen')).toBe('fexit/my_open\n');
  });

  it.each([
    ['my_swich', "there is no tracepoint, function or LSM hook 'my_swich': did you mean 'my_switch'?"],
    ['lsm:file_opn', "there is no LSM hook 'file_opn': did you mean 'file_open'?"],
    ['sched:my_function', "there is no tracepoint 'my_function'"],
    ['fexit/nothing_like_it', "there is no function 'nothing_like_it'; a function may be inlined wherever it is called"],
    ['syscalls:sys_enter_openat', "tracepoints of single system calls have no types; there are the kinds 'syscall' and 'syscallexit'"],
    ['sched:my_*', "BTF does not know the category 'sched' of tracepoints, expected tp_btf/my_*"],
    ['nothing*', "nothing matches 'nothing*'"],
    ['a b', "it is no name, expected such as 'sched:sched_switch', 'do_unlinkat', 'fexit/do_unlinkat' or 'lsm:file_open'"],
  ])('says why there is none: %s', async (text, problem) => {
    expect(await call('events', '--from-kernel', text, '--btf', kernel()))
      .toEqual({ code: 1, out: '', err: `wmkgen: '${text}': ${problem}\n` });
  });

  it('refuses what it cannot read, and options that do not go with it', async () => {
    expect((await call('events', '--from-kernel', 'x', '--btf', join(folder, 'none'))).err).toBe('wmkgen: DIR/none: cannot be read: ENOENT\n');
    expect((await call('events', '--from-kernel', 'x', '--btf', write('x.txt', 'text'))).err)
      .toMatch(/^wmkgen: DIR\/x\.txt: it is neither BTF nor an ELF file, /);
    expect(await call('events', '--from-kernel', 'lsm:task_prctl', '--btf', kernel())).toMatchObject({ code: 1, out: '' });
    for (const more of [['exec'], ['--format', 'json'], ['--catalogue', 'x.h']]) {
      expect(await call('events', '--from-kernel', 'x', ...more)).toMatchObject({
        code: 2, out: '', err: expect.stringContaining('do not go with it'),
      });
    }
    expect(await call('events', '--btf', 'x')).toMatchObject({ code: 2, err: expect.stringContaining('--btf goes with --from-kernel PLACE') });
  });
});

describe('wmkgen events', () => {
  it('lists the kinds, and one', async () => {
    expect((await call('events')).out).toMatch(/^ {2}syscall +A thread enters a system call\.$/m);
    expect((await call('events', 'syscall')).out).toContain('SyscallNr');
    const json = (await call('events', '--format', 'json', 'syscall')).out;
    expect(JSON.parse(json)).toMatchObject({ name: 'syscall', header: 'wmkevents.h' });
  });

  it('reads a header that it is given', async () => {
    const header = write('mine.h', `#include "wmk.h"
/* Nothing yet. */
struct WMK_KIND(mine) {
	WMK_ATTEMPTED
	WMK_BPF_AT("tp_btf/task_rename", struct task_struct *task, const char *comm)
};
`);
    expect(await call('events', '--catalogue', header)).toEqual({ code: 0, out: 'mine  Nothing yet.\n', err: '' });
  });

  it('says which kind was meant', async () => {
    expect(await call('events', 'sycall')).toEqual({
      code: 1, out: '', err: "wmkgen: there is no kind 'sycall' in wmkevents.h: did you mean 'syscall'?\n",
    });
  });
});

describe('wmkgen run', () => {
  it('wants a loader', async () => {
    vi.stubEnv('WMKLOAD', '/no/wmkload');
    const { code, err } = await call('run', write('x.wmk', rule));
    expect([[69, "wmkgen: cannot run '/no/wmkload', which WMKLOAD names\n"],
      [77, 'wmkgen: not permitted to load eBPF programs: run it as root, as in sudo wmkgen run\n']]).toContainEqual([code, err]);
  });

  it.runIf(mayLoad())('hands limits on to the loader', async () => {
    const given = write('given', '');
    const path = write('wmkload', `#!/bin/sh\nprintf '%s\\n' "$@" >'${given}'\n`);
    chmodSync(path, 0o755);
    vi.stubEnv('WMKLOAD', path);
    const { code } = await call('run', '--max-memory', '1G', '--run-time', '--sample', '4', '--budget', '5%', '--budget', 'x=1ms',
      '--resume-after', 'never', write('x.wmk', rule));
    expect(code).toBe(0);
    expect(readFileSync(given, 'utf8')).toBe(['--format=text', '--max-memory=1G', '--run-time', '--sample=4', '--budget=5%',
      '--budget=x=1ms', '--resume-after=never', '--', 'x.bpf.o', ''].join('\n'));
  }, 60_000);

  it.runIf(mayLoad())('hands on what is enforced, and upon whom', async () => {
    const given = write('given', '');
    const path = write('wmkload', `#!/bin/sh\nprintf '%s\\n' "$@" >'${given}'\n`);
    chmodSync(path, 0o755);
    vi.stubEnv('WMKLOAD', path);
    const file = write('x.wmk', rule);
    const ask = async (...options: readonly string[]): Promise<string> => {
      expect((await call('run', ...options, file)).code).toBe(0);
      return readFileSync(given, 'utf8');
    };
    expect(await ask('--reaction-rate', '5/s', '--reaction-rate', 'x=none', '--spare', 'user=nobody', '--react-to', 'x=init', '--lease',
      '5s', '--enforce')).toBe(['--format=text', '--enforce', '--lease=5s', '--reaction-rate=5/s', '--reaction-rate=x=none',
      '--spare=user=nobody', '--react-to=x=init', '--', 'x.bpf.o', ''].join('\n'));
    expect(await ask('--enforce=x,y', '--no-lease')).toBe('--format=text\n--enforce=x,y\n--no-lease\n--\nx.bpf.o\n');
  }, 60_000);
});

describe('wmkgen run --target stap', () => {
  /** Programs of these names in place of the system's, which do this. */
  function programs(scripts: Readonly<Record<string, string>>): void {
    for (const [name, script] of Object.entries(scripts)) {
      mkdirSync(join(folder, 'bin'), { recursive: true });
      chmodSync(write(`bin/${name}`, `#!/bin/sh\n${script}\n`), 0o755);
    }
    vi.stubEnv('PATH', `${join(folder, 'bin')}:/usr/bin:/bin`);
    vi.stubEnv('WMK_CACHE', join(folder, 'cache'));
    vi.stubEnv('WMKLOAD', join(folder, 'bin/wmkload'));
  }

  const wmkload = `printf '%s\\n' "$@"`;

  it('wants a system that it may load modules into, and SystemTap', async () => {
    programs({ wmkload });
    vi.stubEnv('PATH', '/nowhere');
    expect(await call('run', '--target', 'stap', write('x.wmk', rule))).toEqual(mayLoadModules()
      ? { code: 69, out: '', err: expect.stringMatching(
        /^wmkgen: SystemTap, gcc, make(, the headers of kernel \S+)? are not installed: apt-get install systemtap gcc make/) as unknown }
      : { code: 77, out: '', err: 'wmkgen: not permitted to load kernel modules: run it as root, as in sudo wmkgen run\n' });
  });
});

describe('wmkgen probe', () => {
  const catalogue = `#include "wmk.h"
/* It opened. */
struct WMK_KIND(opened) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/file_open", struct file *file)
	WMK_BPF_AT("fentry/security_file_open", struct file *file)
};
/* It came. */
struct WMK_KIND(came) {
	WMK_DONE
	WMK_NO_TASK
	WMK_BPF_AT("tp_btf/nowhere", int a)
};
/* It went. */
struct WMK_KIND(went) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("lsm/file_open", struct file *file)
};
`;
  /** Answers with these lines, whatever it is asked. */
  const loader = (code: number, ...lines: readonly string[]): void => {
    const path = write('wmkload', `#!/bin/sh\ncat <<'END'\n${lines.join('\n')}\nEND\necho complained >&2\nexit ${code}\n`);
    chmodSync(path, 0o755);
    vi.stubEnv('WMKLOAD', path);
  };
  const answers = [
    '{"kernel":"6.1.0","tried":false}',
    '{"section":"lsm/file_open","has":null,"reason":"no list"}',
    '{"section":"fentry/security_file_open","has":true,"reason":null}',
    '{"section":"tp_btf/nowhere","has":false,"reason":"no tracepoint nowhere"}',
    '{"reaction":"signal","has":true,"reason":null}',
    '{"reaction":"deny","has":false,"reason":"not active"}',
  ];

  it('says for each kind where it is read, and what was passed over', async () => {
    loader(0, ...answers);
    expect(await call('probe', '--catalogue', write('c.h', catalogue))).toEqual({ code: 0, err: '', out: `\
Linux 6.1.0: only its BTF was read, as loading eBPF programs is not permitted (run it as root)

kinds, and where they are read:
  opened  fentry/security_file_open (not lsm/file_open: no list)
  came    none: tp_btf/nowhere: no tracepoint nowhere
  went    cannot tell: lsm/file_open: no list

reactions:
  signal  yes
  deny    no: not active
` });
  });

  it('says so in JSON', async () => {
    loader(0, ...answers);
    const { out } = await call('probe', '--format', 'json', '--catalogue', write('c.h', catalogue));
    expect(out).toBe(`{"kernel":"6.1.0","tried":false}
{"kind":"opened","has":true,"points":["fentry/security_file_open"],"passed":[{"section":"lsm/file_open","reason":"no list"}]}
{"kind":"came","has":false,"points":[],"passed":[{"section":"tp_btf/nowhere","reason":"no tracepoint nowhere"}]}
{"kind":"went","has":null,"points":[],"passed":[{"section":"lsm/file_open","reason":"no list"}]}
{"reaction":"signal","has":true,"reason":null}
{"reaction":"deny","has":false,"reason":"not active"}
`);
  });

  it('ends as the loader does, with what it said', async () => {
    loader(69);
    expect(await call('probe')).toEqual({ code: 69, out: '', err: 'complained\n' });
    vi.stubEnv('WMKLOAD', '/no/wmkload');
    expect((await call('probe')).code).toBe(69);
  });
});

describe('what is no command', () => {
  it.each([
    [[], 'no rule file given: expected wmkgen --target bpf FILE... -o DIRECTORY'],
    [['--nope'], "unknown option '--nope': did you mean '--name'?"],
    [['--xyzzy'], "unknown option '--xyzzy'"],
    [['chek', 'x.wmk'], "there is no command and no file 'chek': did you mean 'check'?"],
    [['check'], "missing required argument 'FILE'"],
    [['--keys', '0', 'x.wmk'], "--keys '0': expected a number of keys from 1 to 16777216"],
    [['--keys', '16777217', 'x.wmk'], "--keys '16777217': expected a number of keys from 1 to 16777216"],
    [['--pending', '17', 'x.wmk'], "--pending '17': expected a number of runs from 1 to 16"],
    [['--ring-buffer', '5000', 'x.wmk'], "--ring-buffer '5000': expected a power of two of bytes, from 4096 to 2048M, as in 256K"],
    [['--name', '../x', 'x.wmk'], "--name '../x': expected letters, digits, _ . and -, at most 100"],
    [['--target', 'jvm', 'x.wmk'], "--target 'jvm': expected one of bpf, stap"],
  ])('%j', async (argv, message) => {
    expect(await call(...argv)).toEqual({ code: 2, out: '', err: `wmkgen: ${message}\nwmkgen: see wmkgen --help\n` });
  });

  it('prints its version and help', async () => {
    expect(await call('--version')).toEqual({ code: 0, out: `wmkgen ${home.version}\n`, err: '' });
    const { code, out } = await call('--help');
    expect(code).toBe(0);
    for (const word of ['--ring-buffer', 'check', 'dot', 'events', 'run', 'show']) {
      expect(out).toContain(word);
    }
  });
});

describe('a bug of ours', () => {
  it('is one line, whatever it is', async () => {
    symlinkSync(join(home.root, 'rules'), join(folder, 'rules'));
    const broken = { root: folder, version: '0' };
    const { code, err } = await callWith(broken, write('x.wmk', rule), '-o', folder);
    expect(code).toBe(70);
    expect(err).toMatch(/^wmkgen: internal error: [^\n]*: please report it, with the files\n$/);
    vi.stubEnv('WMK_DEBUG', '1');
    expect((await callWith(broken, write('x.wmk', rule), '-o', folder)).err).toMatch(/\n {4}at /);
  });
});
