// Entries of a small kernel that is made here: what they say, that the catalogue's reader takes them, and that clang does.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Btf, BtfType } from '../../btf/btf.js';
import { placesIn, type Place, type Places } from '../../btf/places.js';
import { btfOf, makeKernel } from '../../btf/test/made-kernel.js';
import { generate } from '../../commands/generate.js';
import { home } from '../../test/compile-text.js';
import { printEntry } from './print.js';
import { viewEntry } from './view-entry.js';

let folder = '';
let btf: Btf;
let places: Places;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wmkgen-entry-'));
  makeKernel(join(folder, 'kernel.o'));
  btf = btfOf(readFileSync(join(folder, 'kernel.o')));
  places = placesIn(btf);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function print(place: Place): string {
  const view = viewEntry(btf, places, place);
  return 'problem' in view ? view.problem : printEntry(view, { generator: 'wmkgen', source: 'a kernel' }, join(home.root, 'templates'));
}

/** What stands inside the struct, without the lines about the task. */
function kindOf(place: Place): string {
  return /^struct WMK_KIND[^]*?^};\n/m.exec(print(place))![0].replace(/\t\/\*\n(\t \*.*\n)*?\t \*\/\n/, '');
}

describe('an entry', () => {
  it('is a whole header', () => {
    expect(print({ way: 'lsm', name: 'file_open' })).toBe(`/*
 * file_open.h - made by wmkgen of a kernel
 */
#ifndef FILE_OPEN_H
#define FILE_OPEN_H

#include "wmk.h"

#ifdef __bpf__
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include "wmk.kernel.h"

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct file___file_open {
	struct inode___file_open *f_inode;
	__u32 f_flags;
};

struct inode___file_open {
	__u64 i_ino;
	struct super_block___file_open *i_sb;
	__u16 i_mode;
};

struct super_block___file_open {
	__u32 s_dev;
};

#pragma clang attribute pop
#endif

/* The kernel asks its security modules: file_open. */
struct WMK_KIND(file_open) {
	WMK_ATTEMPTED
	/*
	 * WMK_IN_TASK if it happens in the current task's own context only, never in
	 * an interrupt and never under a lock of the scheduler; WMK_NO_TASK if the
	 * current task has nothing to do with it.
	 */
	WMK_BPF_AT("lsm/file_open", struct file___file_open *file)
	WMK_BPF_AT("fentry/security_file_open", struct file___file_open *file)

	__u64 FileInode		WMK_BPF(BPF_CORE_READ(file, f_inode, i_ino));
	/* As the kernel numbers devices: major << 20 | minor. */
	__u32 FileDevice	WMK_BPF(BPF_CORE_READ(file, f_inode, i_sb, s_dev));
	/* S_IFREG | 0644 ... */
	__u16 FileMode		WMK_BPF(BPF_CORE_READ(file, f_inode, i_mode));
	/* O_RDONLY, O_CREAT ... */
	__u32 FileFlags		WMK_BPF(BPF_CORE_READ(file, f_flags));
};

#endif /* FILE_OPEN_H */
`);
  });

  it('of a tracepoint has tasks, texts and the words of an enum', () => {
    expect(kindOf({ way: 'tp_btf', name: 'my_switch' })).toBe(`struct WMK_KIND(my_switch) {
	/* WMK_DONE if the kernel has done by then what the tracepoint is about. */
	WMK_ATTEMPTED
	WMK_BPF_AT("tp_btf/my_switch", __u8 preempt, struct task_struct *next,
		   const char *name, __u32 zone)
	WMK_CONSTANTS(ZONE_LOW = 0, ZONE_HIGH = 7)

	/* 0 or 1. */
	__u8 Preempt			WMK_BPF(preempt);
	wmk_thread_t NextThread		WMK_BPF_TASK(next);
	wmk_process_t NextProcess	WMK_BPF_TASK(next);
	/* The kernel's text; of a pointer into a program's memory it is empty. */
	char Name[256]			WMK_BPF_FILL(bpf_probe_read_kernel_str, name);
	/* enum zone */
	__u32 Zone			WMK_BPF(zone);
};
`);
  });

  it('says what it does not read, replaces no standard field, and keeps clear of the names of generated code', () => {
    expect(kindOf({ way: 'fentry', name: 'my_function' })).toBe(`struct WMK_KIND(my_function) {
	WMK_ATTEMPTED
	WMK_BPF_AT("fentry/my_function", __s32 cpu,
		   struct cred___my_function *cred,
		   struct module___my_function *mod, struct unknown *e_,
		   void *data)
	WMK_BLIND("calls that the kernel's compiler inlined")

	__s32 CpuArgument		WMK_BPF(cpu);
	__u32 CredUserId		WMK_BPF(BPF_CORE_READ(cred, uid.val));
	__u32 CredEffectiveUserId	WMK_BPF(BPF_CORE_READ(cred, euid.val));
	char ModName[56]		WMK_BPF_FILL(bpf_probe_read_kernel_str, mod->name);

	/* Not read: struct unknown *e_. What tells it from others is where it is: __u64 E WMK_BPF((__u64)e_); */
	/* Not read: void *data. What tells it from others is where it is: __u64 Data WMK_BPF((__u64)data); */
};
`);
  });

  it('takes values as the registers have them', () => {
    const text = kindOf({ way: 'fexit', name: 'my_values' });
    expect(text).toContain('__u32 who, __u64 both_0, __u64 both_1,\n\t\t   __u8 size, __u32 flags)');
    expect(text).toContain('\t/* kuid_t */\n\t__u32 Who\tWMK_BPF(who);\n');
    expect(text).toContain('\t/* Not read: struct pair both, by value. */\n');
    expect(text).not.toContain('result');
  });

  it('of a return has what was returned, too', () => {
    const text = kindOf({ way: 'fexit', name: 'my_open' });
    expect(text).toContain('struct WMK_KIND(my_open_return) {\n\tWMK_DONE\n');
    expect(text).toContain('\t\t   __s32 result, void *returned)');
    expect(text).toContain('\t/* An address, or a negative error number. */\n\t__s64 Returned\t\tWMK_BPF((long)returned);\n');
  });

  it('has no parameter that looks like a member', () => {
    expect(kindOf({ way: 'fentry', name: 'my_mknod' })).toContain(`struct path___my_mknod *dir,
		   struct dentry___my_mknod *dentry_)`);
    expect(kindOf({ way: 'fentry', name: 'my_mknod' })).toContain('DentryInode\tWMK_BPF(BPF_CORE_READ(dentry_, d_inode, i_ino));');
  });

  it('names parameters that have no names', () => {
    expect(kindOf({ way: 'tp_btf', name: 'my_unnamed' })).toContain('__s32 arg0, struct unknown *arg1)');
  });

  it.each([
    ['a hook at which 0 is an answer', { way: 'lsm', name: 'task_prctl' } as const, /: ask for fentry\/security_task_prctl$/],
  ])('refuses %s', (_, place, says) => {
    expect(print(place)).toMatch(says);
  });

  it.each<[string, readonly BtfType[], string]>([
    ['any number of parameters', [{ kind: 'prototype', returns: 0, parameters: [], isVariadic: true }],
      'it takes any number of parameters, and programs do not attach to such a function'],
    ['a large struct', [
      { kind: 'prototype', returns: 0, parameters: [{ name: 'x', type: 3 }], isVariadic: false },
      { kind: 'struct', name: 'large', bytes: 24, members: [] },
    ], "it takes 'struct large x', 24 bytes by value, which programs do not get"],
    ['a floating-point number', [{ kind: 'prototype', returns: 0, parameters: [{ name: 'x', type: 3 }], isVariadic: false }, { kind: 'other' }],
      "it takes 'a type without a name x', which programs do not get"],
    ['too much', [
      { kind: 'prototype', returns: 0, parameters: Array.from({ length: 13 }, () => ({ name: '', type: 3 })), isVariadic: false },
      { kind: 'integer', name: 'int', bytes: 4, isSigned: true, isBool: false },
    ], 'it takes 13 parameters, and programs get 12 at most'],
  ])('refuses a function that takes %s', (_, types, problem) => {
    const made: Btf = { types: [{ kind: 'void' }, { kind: 'function', name: 'f', prototype: 2 }, ...types] };
    expect(viewEntry(made, placesIn(made), { way: 'fentry', name: 'f' })).toEqual({ problem });
  });

  it('does not look for ever into a struct that is in itself', () => {
    const members = Array.from({ length: 60 }, () => ({ name: '', type: 3, isBitField: false }));
    const made: Btf = {
      types: [
        { kind: 'void' }, { kind: 'function', name: 'f', prototype: 2 },
        { kind: 'prototype', returns: 0, parameters: [{ name: 'x', type: 4 }], isVariadic: false },
        { kind: 'struct', name: 'file', bytes: 8, members }, { kind: 'pointer', to: 3 },
      ],
    };
    expect(viewEntry(made, placesIn(made), { way: 'fentry', name: 'f' })).toMatchObject({ fields: [], structs: [] });
  });

  it('compiles as it stands, beside others and the shipped ones', async () => {
    const all: readonly Place[] = [
      { way: 'tp_btf', name: 'my_switch' }, { way: 'tp_btf', name: 'my_unnamed' }, { way: 'fentry', name: 'my_function' },
      { way: 'fexit', name: 'my_values' }, { way: 'fentry', name: 'my_open' }, { way: 'fexit', name: 'my_open' }, { way: 'lsm', name: 'file_open' },
      { way: 'fentry', name: 'my_mknod' },
    ];
    const rules = all.map((place) => {
      const text = print(place);
      const kind = /WMK_KIND\((\w+)\)/.exec(text)![1]!;
      writeFileSync(join(folder, `${kind}.h`), text);
      const fields = [...text.matchAll(/^\t\S+ (\w+)\S*\t+WMK_BPF/gm)].map(([, name]) => `x.${name!}`);
      return `EVENTS "${kind}.h"\nRULE of_${kind} PATTERN { ${kind}:x } RETURN { ${['x.TimeStamp', ...fields].join(', ')} }\n`;
    });
    const file = join(folder, 'all.wmk');
    writeFileSync(file, `EVENTS "wmkevents.h"\nRULE shipped PATTERN { fileopen:o } RETURN { o.Inode }\n${rules.join('')}`);
    const complaints: string[] = [];
    const code = await generate([file], {
      target: 'bpf', output: folder, name: null, object: true, quiet: true, sizes: {}, ringBuffer: 1 << 20, budgets: false, kept: true,
    }, home, { print: () => undefined, complain: (text) => void complaints.push(text), colour: false });
    expect({ code, complaints }).toEqual({ code: 0, complaints: [] });
  });
});
