import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { render } from '../source/render.js';
import type { EventKind } from './catalogue.js';
import { readHeader } from './read-header.js';

/** Each is a header that is wrong in one way, with the place and the message of the one complaint. */
const mistakes: readonly { readonly why: string; readonly header: string; readonly says: string }[] = [
  {
    why: 'no kind at all',
    header: 'int x;',
    says: `1:1: 'x.h' declares no kind of events, expected struct WMK_KIND(name) { ... };`,
  },
  {
    why: 'no attach point',
    header: 'struct WMK_KIND(k) { WMK_DONE };',
    says: `1:17: kind 'k' has no attach point, expected WMK_BPF_AT("...", ...)`,
  },
  {
    why: 'neither attempted nor done',
    header: 'struct WMK_KIND(k) { WMK_BPF_AT("lsm/x") };',
    says: `1:17: kind 'k' does not say when it is read, expected WMK_ATTEMPTED or WMK_DONE`,
  },
  {
    why: 'both',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_ATTEMPTED WMK_BPF_AT("lsm/x") };',
    says: `1:31: kind 'k' says twice when it is read, expected one of WMK_ATTEMPTED and WMK_DONE`,
  },
  {
    why: 'two subjects',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_IN_TASK WMK_NO_TASK WMK_BPF_AT("lsm/x") };',
    says: '1:43: a kind says once whose event it is, expected at most one of WMK_IN_TASK and WMK_NO_TASK',
  },
  {
    why: 'an unknown word',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BFP_AT("lsm/x") };',
    says: `1:31: 'WMK_BFP_AT' is no word of a catalogue, expected WMK_ATTEMPTED, WMK_DONE, WMK_IN_TASK, WMK_NO_TASK, WMK_BLIND, WMK_CONSTANTS, WMK_CONSTANTS_OF, WMK_BPF_AT, WMK_BPF_ALSO_AT, WMK_BPF_WHEN, WMK_STAP_AT, WMK_STAP_ALSO_AT, WMK_STAP_WHEN, WMK_STAP_BLIND`,
  },
  {
    why: 'a word of fields among those of kinds',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") WMK_BPF(1) };',
    says: `1:51: 'WMK_BPF' stands behind the name of a field`,
  },
  {
    why: 'a word of kinds in a field',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") __u8 A WMK_BLIND("x"); };',
    says: `1:58: 'WMK_BLIND' stands before a kind's fields, not in one`,
  },
  {
    why: 'brackets where none belong',
    header: 'struct WMK_KIND(k) { WMK_DONE() WMK_BPF_AT("lsm/x") };',
    says: `1:22: 'WMK_DONE' takes no brackets`,
  },
  {
    why: 'no brackets',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT };',
    says: `1:31: 'WMK_BPF_AT' needs something in brackets`,
  },
  {
    why: 'empty brackets',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") __u8 A WMK_BPF(); };',
    says: `1:58: 'WMK_BPF' needs something in its brackets`,
  },
  {
    why: 'brackets that do not close',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x"; };',
    says: `1:31: 'WMK_BPF_AT' lacks its ')'`,
  },
  {
    why: 'a kind that does not end',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x")',
    says: `1:17: kind 'k' has no end, expected '};'`,
  },
  {
    why: 'an attach point of another sort',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("kprobe/x") };',
    says: `1:42: '"kprobe/x"' is no attach point, expected "tp_btf/NAME", "fentry/NAME", "fexit/NAME", "fmod_ret/NAME" or "lsm/NAME"`,
  },
  {
    why: 'a hook whose neutral answer is not 0',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/task_prctl", int option) };',
    says: `1:42: a program at 'lsm/task_prctl' would change what the kernel does: there 0 is an answer, expected "fentry/security_task_prctl"`,
  },
  {
    why: 'a parameter without a name',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x", int) };',
    says: `1:51: 'int' is no parameter, expected TYPE NAME`,
  },
  {
    why: 'one attach point twice',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") WMK_BPF_AT("lsm/x") };',
    says: '1:51: attach point "lsm/x" stands here twice',
  },
  {
    why: 'another place before the first',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_ALSO_AT("lsm/x") };',
    says: `1:31: 'WMK_BPF_ALSO_AT' belongs behind a WMK_BPF_AT`,
  },
  {
    why: 'a condition before any attach point',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_WHEN(1) WMK_BPF_AT("lsm/x") };',
    says: `1:31: 'WMK_BPF_WHEN' belongs behind a WMK_BPF_AT, one behind each at most`,
  },
  {
    why: 'two conditions',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") WMK_BPF_WHEN(1) WMK_BPF_WHEN(2) };',
    says: `1:67: 'WMK_BPF_WHEN' belongs behind a WMK_BPF_AT, one behind each at most`,
  },
  {
    why: 'attach points that do not all give a parameter',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x", int a) WMK_BPF_AT("lsm/y", int b) __u8 A WMK_BPF(p->b + a); };',
    says: `1:107: attach point "lsm/y" has no parameter 'a'`,
  },
  {
    why: 'a field without a reader',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") __u8 A; };',
    says: `1:56: field 'A' does not say how it is read, expected WMK_BPF(...) before its ';'`,
  },
  {
    why: 'a field with two',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") __u8 A WMK_BPF(1) WMK_BPF(2); };',
    says: `1:69: field 'A' says twice how it is read`,
  },
  {
    why: 'a filled number',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") __u8 A WMK_BPF_FILL(f); };',
    says: `1:58: field 'A' is an integer, which is read by WMK_BPF, not by WMK_BPF_FILL`,
  },
  {
    why: 'a string that is not filled',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") char A[8] WMK_BPF(f()); };',
    says: `1:61: field 'A' is a char array, which is read by WMK_BPF_FILL, not by WMK_BPF`,
  },
  {
    why: 'a process that is a number',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") wmk_process_t A WMK_BPF(1); };',
    says: `1:67: field 'A' is wmk_process_t, which is read by WMK_BPF_TASK, not by WMK_BPF`,
  },
  {
    why: 'filled by what is no function',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") char A[8] WMK_BPF_FILL(a->b); };',
    says: `1:61: 'a->b' is no function, expected WMK_BPF_FILL(function, arguments ...)`,
  },
  {
    why: 'a type of the kernel',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") unsigned long A WMK_BPF(1); };',
    says: `1:51: unknown type 'unsigned long', expected __u8 to __u64, __s8 to __s64, char NAME[n], an enum of this header, wmk_process_t, wmk_thread_t or wmk_address_t`,
  },
  {
    why: 'a pointer',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") struct file *A WMK_BPF(1); };',
    says: '1:63: a field is no pointer',
  },
  {
    why: 'a name that lines of a trace have for themselves',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") __u8 gap WMK_BPF(1); };',
    says: `1:56: a field cannot be called 'gap', which says what a line of a trace is`,
  },
  {
    why: 'an array of numbers',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") __u8 A[4] WMK_BPF(1); };',
    says: `1:51: an array of '__u8', expected one of char`,
  },
  {
    why: 'a string that is too long',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") char A[257] WMK_BPF_FILL(f); };',
    says: '1:51: a string has a constant size from 2 to 256 bytes, its NUL included',
  },
  {
    why: 'a string of unknown size',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") char A[SIZE] WMK_BPF_FILL(f); };',
    says: '1:51: a string has a constant size from 2 to 256 bytes, its NUL included',
  },
  {
    why: 'an enum of another header',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") enum e A WMK_BPF(1); };',
    says: `1:51: 'enum e' is not declared in this header`,
  },
  {
    why: 'an enum of unknown value',
    header: 'enum e { A1 = sizeof(int), A2 };\nstruct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") enum e A WMK_BPF(1); };',
    says: `2:51: wmkgen cannot tell the value of 'A1 = sizeof(int)' in 'enum e'`,
  },
  {
    why: 'a field twice',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") __u8 A WMK_BPF(1); __u8 A WMK_BPF(1); };',
    says: `1:75: field 'A' stands in this kind twice`,
  },
  {
    why: 'a standard field of another type',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") __u64 UserId WMK_BPF(1); };',
    says: `1:57: field 'UserId' replaces a standard one of another type, expected __u32`,
  },
  {
    why: 'a constant without value',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") WMK_CONSTANTS(A = 1, B) };',
    says: `1:72: 'B' is no constant, expected NAME = an integer constant of 64 bits`,
  },
  {
    why: 'a constant with two values',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") WMK_CONSTANTS(A = 1, A = 2) };',
    says: `1:72: constant 'A' has another value already, 1`,
  },
  {
    why: 'a list of constants that is not there',
    header: 'WMK_CONSTANT_LIST(a, A = 1)\nstruct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") WMK_CONSTANTS_OF(b) };',
    says: `2:68: there is no list of constants 'b', expected WMK_CONSTANT_LIST(b, ...) in this header or in one that it includes`,
  },
  {
    why: 'a constant of a list with another value',
    header: 'WMK_CONSTANT_LIST(a, A = 1)\nstruct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") WMK_CONSTANTS_OF(a) WMK_CONSTANTS(A = 2) };',
    says: `2:85: constant 'A' has another value already, 1`,
  },
  {
    why: 'text that is none',
    header: 'struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") WMK_BLIND(x) };',
    says: `1:51: 'x' is no text, expected WMK_BLIND("...")`,
  },
];

function read(text: string, included: Readonly<Record<string, string>> = {}): ReturnType<typeof readHeader> {
  return readHeader({ name: 'x.h', text }, { name: 'x.h', path: 'x.h' }, (name) => {
    const other = included[name];
    return other === undefined ? null : { name, text: other };
  });
}

function readOne(text: string): EventKind {
  const { kinds, diagnostics } = read(text);
  expect(render(diagnostics)).toBe('');
  const [kind] = kinds;
  if (kind === undefined || kinds.length !== 1) {
    throw new Error(`${kinds.length} kinds`);
  }
  return kind;
}

describe('a header with a mistake', () => {
  for (const { why, header, says } of mistakes) {
    it(why, () => {
      const { kinds, diagnostics } = read(header);
      expect(kinds).toEqual([]);
      expect(diagnostics.map((one) => one.name)).toEqual(['bad-catalogue']);
      expect(render(diagnostics).split('\n')[0]).toBe(`x.h:${says.replace(': ', ': error[bad-catalogue]: ')}`);
    });
  }

  it('shows the place', () => {
    const text = 'struct WMK_KIND(k) {\n\tWMK_DONE\n\tWMK_BPF_AT("lsm/x")\n\n\t__u8 A WMK_BPF(1);\n\t__u8 A WMK_BPF(1);\n};';
    expect(render(read(text).diagnostics)).toBe(`x.h:6:7: error[bad-catalogue]: field 'A' stands in this kind twice
  6 |     __u8 A WMK_BPF(1);
    |          ^
  note: x.h:5:7: first here
`);
  });

  it('leaves the other kinds', () => {
    const { kinds, names } = read(`struct WMK_KIND(a) { WMK_DONE };
      struct WMK_KIND(b) { WMK_DONE WMK_BPF_AT("lsm/b") };`);
    expect(kinds.map((kind) => kind.name)).toEqual(['b']);
    expect(names).toEqual(['a', 'b']);
  });
});

describe('a header', () => {
  it('may say anything else in C', () => {
    const kind = readOne(`#pragma once
#define WMK_KIND(name) \\
  struct nothing
typedef struct { int a[3]; } other;
static inline int f(struct WMK_KIND(k) *k) { return "struct WMK_KIND(no) {" == 0 || '{'; }
struct WMK_KIND(k);
struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") };
`);
    expect(kind.name).toBe('k');
  });

  it('is read without what is for the eBPF compiler alone', () => {
    const kind = readOne(`#ifdef __bpf__
struct WMK_KIND(a) { };
#if 1
struct WMK_KIND(b) { };
#endif
#else
struct WMK_KIND(c) { WMK_DONE WMK_BPF_AT("lsm/x") };
#endif
#if 0
struct WMK_KIND(d) { };
#endif
#if defined(__bpf__)
struct WMK_KIND(e) { };
#endif`);
    expect(kind.name).toBe('c');
  });

  it('says in comments what kinds and fields are', () => {
    const kind = readOne(`/* Not this one. */

/*
 * What happened, in one
 * sentence.
 */
struct WMK_KIND(k) {
	/* Nor this. */
	WMK_DONE WMK_BPF_AT("lsm/x")

	// two lines
	// of it
	__u8 A WMK_BPF(1); /* behind A, so not about B */
	__u8 B WMK_BPF(1);
	/* about C */
	__u8 C WMK_BPF(1);
	/* not about D */

	__u8 D WMK_BPF(1);
};`);
    expect(kind.doc).toBe('What happened, in one sentence.');
    expect(['A', 'B', 'C', 'D'].map((name) => kind.fields.get(name)?.doc)).toEqual(['two lines of it', '', 'about C', '']);
  });

  it('keeps expressions as C, with blanks and comments folded', () => {
    const kind = readOne(`struct WMK_KIND(k) { WMK_DONE
  WMK_BPF_AT("fentry/" "x", struct a *  first,
             unsigned long second)
  WMK_BPF_WHEN( first->b[ 2 ] /* odd */ == f(1,  2) )
  __u8 A WMK_BPF(f(first,
                   "a, b)", second));
  char B[ 1 << 3 ] WMK_BPF_FILL(fill, first->c, second + 1);
  wmk_thread_t T WMK_BPF_TASK(first->task);
};`);
    expect(kind.attach.bpf).toEqual([{
      section: 'fentry/x',
      place: 0,
      parameters: [{ type: 'struct a *', name: 'first' }, { type: 'unsigned long', name: 'second' }],
      when: 'first->b[ 2 ] == f(1, 2)',
    }]);
    expect(['A', 'B', 'T'].map((name) => kind.fields.get(name)?.read)).toMatchObject([
      { bpf: { how: 'value', expression: 'f(first, "a, b)", second)' } },
      { bpf: { how: 'fill', function: 'fill', arguments: ['first->c', 'second + 1'] } },
      { bpf: { how: 'task', expression: 'first->task' } },
    ]);
  });

  it('tells places of a kind from alternatives of a place', () => {
    const kind = readOne(`struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/a") WMK_BPF_AT("lsm/b")
  WMK_BPF_ALSO_AT("lsm/c") WMK_BPF_AT("lsm/d") WMK_BPF_ALSO_AT("lsm/e") __u8 A WMK_BPF(1); };`);
    expect(kind.attach.bpf.map(({ section, place }) => `${section} ${place}`))
      .toEqual(['lsm/a 0', 'lsm/b 0', 'lsm/c 1', 'lsm/d 1', 'lsm/e 2']);
  });

  it('gives each attach point its own condition', () => {
    const kind = readOne(`struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x", int a) WMK_BPF_WHEN(a)
      WMK_BPF_AT("lsm/y") WMK_BPF_AT("lsm/z", int b) WMK_BPF_WHEN(b > 1) };`);
    expect(kind.attach.bpf.map(({ section, when }) => `${section} ${when ?? 'always'}`))
      .toEqual(['lsm/x a', 'lsm/y always', 'lsm/z b > 1']);
  });

  it('has constants and the enumerators of the types of its fields', () => {
    const kind = readOne(`enum used { U0, U5 = 5, U6, MINUS = -(2 + 1) * 2, SHIFTED = 1 << 4 | 0x3, };
enum unused { ODD = sizeof(int), NOT_HERE = 7 };
enum { BASE = 0100 };
struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x")
  WMK_CONSTANTS(A = BASE | 1, B = A + NOT_HERE, C = 'x', D = ~0u)
  enum used E WMK_BPF(1);
};`);
    expect([...kind.constants]).toEqual([
      ['U0', 0n], ['U5', 5n], ['U6', 6n], ['MINUS', -6n], ['SHIFTED', 19n],
      ['A', 65n], ['B', 72n], ['C', 120n], ['D', -1n],
    ]);
    expect(kind.fields.get('E')?.type).toEqual({ kind: 'integer', bits: 32, signed: true, cType: 'enum used' });
  });

  it('shares lists of constants, also those of headers that it includes', () => {
    const text = `#include "numbers.h"
#ifdef __bpf__
#include "other.h"
#endif
#include <system.h>
#include "not-there.h"
WMK_CONSTANT_LIST(mine, M = BASE + 1, N = M << 1)
struct WMK_KIND(a) { WMK_DONE WMK_BPF_AT("lsm/a") WMK_CONSTANTS_OF(mine) WMK_CONSTANTS(O = M) WMK_CONSTANTS_OF(theirs) };
struct WMK_KIND(b) { WMK_DONE WMK_BPF_AT("lsm/b") enum e E WMK_BPF(1); };`;
    const { kinds, diagnostics } = read(text, {
      'numbers.h': '#include "numbers.h"\n#include "more.h"\nWMK_CONSTANT_LIST(theirs, T = 1)\nenum { BASE = 4 };',
      'more.h': 'enum e { E1 = 7 };',
      'other.h': 'WMK_CONSTANT_LIST(theirs, T = 2)',
    });
    expect(render(diagnostics)).toBe('');
    expect(kinds.map((kind) => [...kind.constants])).toEqual([[['O', 5n], ['M', 5n], ['N', 10n], ['T', 1n]], [['E1', 7n]]]);
  });

  it('has the kinds of the headers that it includes, each where it stands', () => {
    const { kinds, diagnostics } = read('#include "theirs.h"\nstruct WMK_KIND(mine) { WMK_DONE WMK_BPF_AT("lsm/a") };', {
      'theirs.h': '#include "theirs.h"\nstruct WMK_KIND(theirs) { WMK_DONE WMK_BPF_AT("lsm/b") };',
    });
    expect(render(diagnostics)).toBe('');
    expect(kinds.map(({ name, header, span }) => [name, header.name, span.file.name])).toEqual([
      ['theirs', 'x.h', 'theirs.h'], ['mine', 'x.h', 'x.h']]);
  });

  it('has the standard fields behind its own, where it does not replace or withhold them', () => {
    const own = '__u8 A WMK_BPF(1); wmk_thread_t ThreadId WMK_BPF_TASK(t);';
    const names = (markers: string): readonly string[] =>
      [...readOne(`struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") ${markers} ${own} };`).fields.keys()];
    expect(names('')).toEqual(
      ['A', 'ThreadId', 'TimeStamp', 'ProcessId', 'ParentId', 'StartTime', 'UserId', 'GroupId', 'Cpu', 'Comm', 'CgroupId',
        'PidNamespace', 'NamespaceProcessId', 'MountNamespace']);
    expect(names('WMK_IN_TASK')).toEqual(names(''));
    expect(names('WMK_NO_TASK')).toEqual(['A', 'ThreadId', 'TimeStamp', 'Cpu']);
  });

  it('says whose event a kind is', () => {
    const subject = (markers: string): string =>
      readOne(`struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x") ${markers} };`).subject;
    expect([subject(''), subject('WMK_IN_TASK'), subject('WMK_NO_TASK')]).toEqual(['current', 'current-in-task', 'none']);
  });
});

const ship = (name: string): [string, string] => [name, readFileSync(`rules/${name}`, 'utf8')];
const shipped = Object.fromEntries(
  ['wmk.h', 'wmkconstants.h', ...readdirSync('rules/events').map((name) => `events/${name}`)].map(ship));

describe('the shipped catalogue', () => {
  it('has no mistake and a word about every kind', () => {
    const { kinds, diagnostics } = read(readFileSync('rules/wmkevents.h', 'utf8'), shipped);
    expect(render(diagnostics)).toBe('');
    expect(kinds.length).toBeGreaterThan(0);
    expect(kinds.filter((kind) => kind.doc === '').map((kind) => kind.name)).toEqual([]);
  });

  it('knows system calls, errors and signals by name', () => {
    const { kinds } = read(readFileSync('rules/wmkevents.h', 'utf8'), shipped);
    const constants = (name: string): ReadonlyMap<string, bigint> =>
      kinds.find((kind) => kind.name === name)?.constants ?? new Map<string, bigint>();
    expect(constants('syscall').get('__NR_openat')).toBe(257n);
    expect(['__NR_read', 'EPERM', 'EHWPOISON'].map((name) => constants('syscallexit').get(name))).toEqual([0n, 1n, 133n]);
    expect(constants('threadtermination').get('SIGKILL')).toBe(9n);
  });

  it('numbers them as the headers of this machine do', () => {
    const { kinds } = read(readFileSync('rules/wmkevents.h', 'utf8'), shipped);
    const constants = new Map(kinds.flatMap((kind) => [...kind.constants]));
    const defined = execFileSync('cc', ['-E', '-dM', '-m64', '-D_GNU_SOURCE', '-include', 'asm/unistd_64.h',
      '-include', 'asm/errno.h', '-include', 'asm/signal.h', '-x', 'c', '/dev/null'], { encoding: 'utf8' });
    const both = [...defined.matchAll(/^#define (__NR_\w+|E[A-Z0-9]+|SIG[A-Z]+[12]?) (\d+)$/gm)]
      .filter(([, name = '']) => constants.has(name)); // newer headers have more
    expect(both.length).toBeGreaterThan(500);
    expect(both.filter(([, name = '', value = '']) => constants.get(name) !== BigInt(value)).map(([line]) => line)).toEqual([]);
  });
});
