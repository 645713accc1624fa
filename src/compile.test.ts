// The whole compiler, from text to C, and from C to an object where clang has something to say about it.

import { describe, expect, it } from 'vitest';
import { printAscii } from './automaton/ascii.js';
import { nameAutomaton } from './backend/automaton-names.js';
import { measureTables } from './backend/c/memory.js';
import { compileC, planOf, printC } from './test/compile-text.js';

const clangTime = 300_000;

const short = `EVENTS "wmkevents.h"

RULE nosyscallexit
PATTERN { [syscall:a, ~(syscallexit|threadtermination), syscall] }
WHERE   { [ProcessId], [ThreadId], a.SyscallNr < 300 }
RETURN  { a.SyscallNr, a.TimeStamp }
`;

const long = `EVENTS "wmkevents.h"

RULE nosyscallexit
PATTERN { [syscall:a, ~(syscallexit:b|threadtermination:c), syscall:d] }
WHERE   { a.ProcessId == b.ProcessId, a.ProcessId == c.ProcessId, a.ProcessId == d.ProcessId,
          a.ThreadId == b.ThreadId, a.ThreadId == c.ThreadId, a.ThreadId == d.ThreadId, a.SyscallNr < 300 }
RETURN  { a.SyscallNr, a.TimeStamp }
`;

describe('the short and the long form of a rule', () => {
  const [one, other] = [short, long].map((text) => planOf({ 'x.wmk': text }));

  it('give the same automaton', () => {
    expect(other!.rules[0]!.automaton).toEqual(one!.rules[0]!.automaton);
    const [rule] = one!.rules;
    expect(printAscii(rule!.automaton, nameAutomaton(rule!))).toEqual([
      'start -- syscall where SyscallNr < 300 --> a',
      'a     -- syscall --> match',
      '      -- syscallexit, threadtermination --> dead',
    ]);
  });

  it('give the same C but for comments and places in the source', () => {
    const [mine, theirs] = [one!, other!].map((plan) => withoutComments(printC(plan)));
    expect(theirs).toBe(mine);
  });
});

function withoutComments(c: string): string {
  return c.replace(/\/\*[^]*?\*\//g, '').replace(/[ \t]+$/gm, '').replace(/\n{2,}/g, '\n');
}

describe('what is generated', () => {
  it('is the same every time', () => {
    expect(printC(planOf({ 'x.wmk': short }))).toBe(printC(planOf({ 'x.wmk': short })));
  });

  it('has a VAR that only the key of a column reads', async () => {
    const plan = planOf({ 'x.wmk': `EVENTS "wmkevents.h"
VAR offset = 1
TABLE t[4]
RULE r PATTERN { exec:x } RETURN { t[offset + x.ProcessId] }
` });
    expect(plan.variables.map(({ name }) => name)).toEqual(['offset']);
    expect(await compileC(printC(plan))).toEqual({ kind: 'done' });
  }, clangTime);

  it('does not say where on a machine the rules are', () => {
    const c = printC(planOf({ '/home/somebody/x.wmk': short }));
    expect(c).not.toContain('somebody');
    expect(c).toContain('/* x.wmk:5: a.SyscallNr < 300 */');
    expect(c).toBe(printC(planOf({ 'x.wmk': short })));
  });

  it('shows a small automaton in its banner', () => {
    const banner = printC(planOf({ 'x.wmk': short })).split('*/')[0];
    expect(banner).toContain(`
 *    6  RETURN  { a.SyscallNr, a.TimeStamp }
 *
 *     start -- syscall where SyscallNr < 300 --> a
 *     a     -- syscall --> match
 *           -- syscallexit, threadtermination --> dead
 *
`);
  });

  it('shows no large one', () => {
    const steps = Array.from({ length: 14 }, (_, index) => `exec:step${index}`).join(', ');
    const c = printC(planOf({ 'x.wmk': `EVENTS "wmkevents.h" RULE large PATTERN { [${steps}] } WHERE { [ProcessId] }` }));
    expect(c.split('*/')[0]).not.toContain('-->');
  });

  it('is laid out as the memory that is told', async () => {
    const plan = planOf({ 'x.wmk': `EVENTS "wmkevents.h"
      RULE one PATTERN { [fileopen:a, connect:b, exec:c] }
        WHERE { [ProcessId], b.Port > 3, c.UserId > a.UserId } WITHIN { 1 s } RETURN { a.Path, a.UserId, b.Port, c.FileName }
      RULE two PATTERN { [exec:a, exec:b] } WHERE { [UserId], [Comm] } RETURN { a.ProcessId }
      RULE three PATTERN { [exec:a, exec:b] } RETURN { a.Comm, b.Comm }
      RULE four PATTERN { [syscall:a, syscallexit] } WHERE { [ThreadId] } RETURN { a.SyscallNr }
      RULE five PATTERN { exec:a } RETURN { a.UserId }
      RULE six PATTERN { [fileopen[>2]:a, connect:b] } WHERE { [ProcessId], max(a.Inode) > 3 } SELECT { all(64) } RETURN { last(a).Path, b.Address }
      RULE seven PATTERN { [exec:a, connect:b, exec:c] } WHERE { [ThreadId] } SELECT { any(3) } RETURN { a.UserId, b.Port }
      RULE eight PATTERN { [fileopen:a, connect:b, fileopen:c] } WHERE { [UserId], [Comm], a.Path == c.Path } SELECT { latest(7) }
      RULE nine PATTERN { [fileopen:a, connect:b] } SELECT { all(1) } RETURN { a.Path }` });
    const memory = measureTables(plan);
    expect(memory.map(({ table }) => table.identifier).sort()).toEqual(['by_process', 'by_thread', 'by_comm_user', 'keyless'].sort());
    const assertions = memory.map(({ table, bytesPerKey, bytes }) => bytes === null
      ? `_Static_assert(sizeof(struct ${table.identifier}_runs) == ${bytesPerKey}, "");`
      : `_Static_assert(sizeof(struct ${table.identifier}_bucket) * ${table.nrBuckets}ULL == ${bytes}ULL, "");`);
    expect(await compileC(`${printC(plan)}\n${assertions.join('\n')}\n`)).toEqual({ kind: 'done' });
  }, clangTime);
});

describe('memory of a key', () => {
  it('is 64 bytes at the most for a rule of two steps that keeps two values', () => {
    const [memory] = measureTables(planOf({ 'x.wmk': `EVENTS "wmkevents.h"
      RULE two PATTERN { [fileopen:a, exec:b] } WHERE { [ProcessId], a.Inode != b.Inode } WITHIN { 1 s } RETURN { a.TimeStamp, b.Inode }` }));
    expect([memory!.keyBytes, memory!.runBytes, memory!.overheadBytes]).toEqual([16, 48, 1]);
  });
});

describe('text of a user that would be C', () => {
  it.each([
    ['a comment that ends the banner', '// */ int x; /*\n// ??/\n// \\\n/* \\ */'],
    ['characters beyond ASCII', '// \u202e \u00fc \u{1f600} \u2028'],
  ])('stays in its comment: %s', async (_, comment) => {
    const text = `EVENTS "wmkevents.h"\nRULE r\n${comment}\nPATTERN { [exec:a, exec] } WHERE { [ProcessId]\n${comment}\n, a.UserId == 0 }`;
    expect(await compileC(printC(planOf({ 'x.wmk': text })))).toEqual({ kind: 'done' });
  }, clangTime);

  const strings = ['*/ int x; /*', '/* ', '//', 'a\\"b', '\\\\', '\\n\\t\\001\\r', '??/', '??\\?/', '%s', '\u00fc\u{1f600}', '\\xff\\xfe', '\\"*/'];

  it('stays in its string, label and comment', async () => {
    const conditions = strings.map((one, index) =>
      `a.Path == "${one}${index}" || b.Path CONTAINS "${one}" || b.Path ENDSWITH "${one}" || b.Path STARTSWITH "${one}"`);
    const columns = [...strings.map((one) => `"${one}"`), ...strings.map((one) => `a.Path == "${one}"`)];
    const c = printC(planOf({ 'x.wmk': `EVENTS "wmkevents.h" RULE r PATTERN { [fileopen:a, fileopen:b] }
      WHERE { [ProcessId], ${conditions.join(' ||\n')} } RETURN { ${columns.join(',\n')} }
      RULE r2 PATTERN { [fileopen:b, exec] } WHERE { [ProcessId], ${conditions.join(' ||\n').replaceAll('a.Path', 'b.Path')} }` }));
    expect(c).toMatch(/^[\t\n\x20-\x7e]*$/);
    expect(c).not.toContain('??');
    expect(await compileC(c)).toEqual({ kind: 'done' });
  }, clangTime);

  it.each(['a*/b/*.wmk', 'q"u\\o\nte.wmk', '??/\u00fc\u202e.wmk', 'x */ int y; .wmk', '\\.wmk', '\t%s.wmk'])(
    'stays in its comment as the name of a file: %j', async (name) => {
      expect(await compileC(printC(planOf({ [name]: short })))).toEqual({ kind: 'done' });
    }, clangTime);
});

describe('the name of a rule', () => {
  /** Each in a rule of its own, with a condition, a guard and a string; half of the rules in one monitor. */
  const names = `int while wmk wmk_x wmk_rule wmk_step bpf_x bpf_map_lookup_elem exec fileopen by_process e r to from frame
    stats runs key now match record event truth way bucket x x_moves x_slots x_run x_match x_record x_emit x_letter
    A A_AFTER_START a_b A_B_START main LICENSE SEC NULL stats_here u64 __u64 task_struct offsetof memcpy begins ctx id NR
    kinds rules tables syscall_event exec_frame scan_0 scan_0_next bool size_t barrier linux O_CREAT AF_INET at_tp_btf_sys_enter
    exec_by_process on_stack __builtin_memcpy asm _ __ ends valid`.split(/\s+/);

  it.each([0, 1, 2, 3])('may be any, beside any other (part %i)', async (part) => {
    const rules = names.filter((_, index) => index % 4 === part).map((name, index) => `
      RULE ${name} PATTERN { [exec:start, ~processtermination, fileopen:RULE_, exec:b__2, exec:b] }
      WHERE { [ProcessId], start.UserId == ${index}, b.UserId > start.UserId, RULE_.Path CONTAINS "x${index}" }
      RETURN { start.UserId, comm() }`);
    expect(await compileC(printC(planOf({ 'x.wmk': `EVENTS "wmkevents.h"${rules.join('')}` })))).toEqual({ kind: 'done' });
  }, clangTime);

  it('may be one that another rule derives a name from', async () => {
    const rules = ['x_moves', 'x', 'x_slots', 'a', 'a_after', 'A_AFTER_START', 'r', 'stats', 'exec', 'exec_2', 'by_user', 'NULL']
      .map((name) => `RULE ${name} PATTERN { [exec:start, fileopen:b] } WHERE { [UserId] } RETURN { start.UserId }\n`);
    for (const order of [rules, [...rules].reverse()]) {
      expect(await compileC(printC(planOf({ 'x.wmk': `EVENTS "wmkevents.h"\n${order.join('')}` })))).toEqual({ kind: 'done' });
    }
  }, clangTime);
});

describe('a catalogue of a user', () => {
  const header = `#ifndef MINE_H
#define MINE_H
#include "wmk.h"

/* A thread is about to get a new name. */
struct WMK_KIND(task_renamed) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/task_rename", struct task_struct *task, const char *comm)

	/* The thread that gets it. */
	__s32 Renamed	WMK_BPF(task->pid);
};
#endif
`;

  it('adds a kind of events without a change of the compiler', async () => {
    const texts = {
      'rules/mine.h': header,
      'rules/x.wmk': `EVENTS "mine.h" EVENTS "wmkevents.h" RULE renamed PATTERN { [task_renamed:a, exec:b] }
        WHERE { [ProcessId], a.Renamed > 1 } RETURN { a.Renamed }`,
    };
    const c = printC(planOf(texts));
    expect(c).toContain('#include "mine.h"\n#include "wmkevents.h"');
    expect(await compileC(c, { 'mine.h': header })).toEqual({ kind: 'done' });
  }, clangTime);
});

describe('rules that an index is made for', () => {
  it.each([
    ['by the path', (index: number) => `PATTERN { fileopen:a } WHERE { a.Path == "/etc/${index}" }`, 17],
    ['by a number, beside a path', (index: number) => `PATTERN { [fileopen:f, syscall:a] } WHERE { [ProcessId], a.SyscallNr == ${index} } RETURN { f.Path }`, 17],
  ] as const)('compile: %s', async (_, clauses, count) => {
    const rules = Array.from({ length: count }, (__, index) => `RULE r${index} ${clauses(index)}\n`);
    const c = printC(planOf({ 'x.wmk': `EVENTS "wmkevents.h"\n${rules.join('')}` }));
    expect(c).toContain('wmk.choice.h');
    expect(await compileC(c)).toEqual({ kind: 'done' });
  }, clangTime);
});

describe('rules that are too many for one program', () => {
  const fileOf = (count: number, rule: (index: number) => string): string =>
    `EVENTS "wmkevents.h"\nVAR seen = 0\n${Array.from({ length: count }, (_, index) => `RULE r${index} ${rule(index)}\n`).join('')}`;

  it('are shared out by tables, where keys end as well', async () => {
    const joins = (index: number): string =>
      [0, 1, 2, 3, 4, 5].flatMap((bit) => (index >> bit & 1 ? [`, [Arg${bit}]`] : [])).join('');
    const plan = planOf({ 'x.wmk': fileOf(30, (index) => `PATTERN { [syscall:a, syscall] } WHERE { [ProcessId]${joins(index)} }`) });
    expect(plan.programs.map(({ section, number }) => `${section} ${number}`)).toEqual([
      'tp_btf/sys_enter 1', 'tp_btf/sys_enter 2', 'tp_btf/sched_process_exit 1', 'tp_btf/sched_process_exit 2',
      'tp_btf/sched_process_free 1', 'tp_btf/sched_process_free 2',
    ]);
    expect(await compileC(printC(plan))).toEqual({ kind: 'done' });
  }, clangTime);

  it.each([
    ['*secret*', [1, 2]], ['/etc/secret*', [1]],
  ] as const)('are shared out by strings that are searched: %s', (glob, numbers) => {
    const plan = planOf({ 'x.wmk': fileOf(16, (index) => `PATTERN { fileopen:a } WHERE { a.Path LIKE "${glob}", a.Flags == ${index} }`) });
    expect(plan.programs.filter(({ section }) => section === 'lsm/file_open').map(({ number }) => number)).toEqual(numbers);
  });

  it('are shared out by functions', () => {
    const plan = planOf({ 'x.wmk': fileOf(140, (index) =>
      `PATTERN { syscall:a } WHERE { a.SyscallNr == ${index} } DO { seen++; if (seen > 9) { signal(SIGKILL); } }`) });
    expect(plan.programs.map(({ number }) => number)).toEqual([1, 2, 3]);
  });
});

describe('64 rules of one key', () => {
  const rule = (index: number): string => `RULE r${index}
    PATTERN { [syscall:a, ~(syscallexit|threadtermination), syscall] }
    WHERE { [ProcessId], [ThreadId], a.SyscallNr < ${300 + index} } RETURN { a.SyscallNr, a.TimeStamp }\n`;
  const rules = (count: number): string =>
    `EVENTS "wmkevents.h"\n${Array.from({ length: count }, (_, index) => rule(index)).join('')}`;

  it('compile', async () => {
    expect(await compileC(printC(planOf({ 'x.wmk': rules(64) })))).toEqual({ kind: 'done' });
  }, clangTime);
});
