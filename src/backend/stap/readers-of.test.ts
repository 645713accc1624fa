import { describe, expect, it } from 'vitest';
import { readersOf } from './readers-of.js';

describe('readersOf', () => {
  it('leaves out kinds with their comments, and nothing else', () => {
    expect(readersOf(`#define A 1

/* What happened: { and " in a comment. */
struct WMK_KIND(open) {
	WMK_DONE
	WMK_BPF_AT("tp_btf/x", long a)
	/* } */
	__s32 A		WMK_BPF(f((x) { 1 }));
};

enum e { B = 2 };
`)).toBe('#define A 1\n\nenum e { B = 2 };\n');
  });

  it('leaves out constants, whose parentheses may nest', () => {
    expect(readersOf('int a;\n/* Flags. */\nWMK_CONSTANT_LIST(flags,\n\tF = (1 << 2), G = (F))\nint b;\n')).toBe('int a;\nint b;\n');
  });

  it('leaves out what is for eBPF', () => {
    expect(readersOf('#ifdef __bpf__\n#include "x.bpf.h"\n#endif\n#ifdef __KERNEL__\n#include "x.stap.h"\n#endif\n'))
      .toBe('#ifdef __KERNEL__\n#include "x.stap.h"\n#endif\n');
  });

  it('leaves out conditions within that', () => {
    expect(readersOf('#ifdef __bpf__\n#if A\nint b;\n#else\nint c;\n#endif\nint d;\n#endif\nint e;\n')).toBe('int e;\n');
  });

  it('keeps what is for eBPF where there is something else for others', () => {
    const text = '#ifdef __bpf__\nint b;\n#else\nint c;\n#endif\n';
    expect(readersOf(text)).toBe(text);
  });

  it('is empty where only a guard is left', () => {
    expect(readersOf('/* SPDX */\n#ifndef A_H\n#define A_H\nWMK_CONSTANT_LIST(a, B = 1)\n#endif\n')).toBe('');
  });

  it('knows brackets in strings and characters', () => {
    expect(readersOf(`struct WMK_KIND(a) {\n\tWMK_BLIND("a } and a \\" {")\n\tx = '}';\n};\nint b;\n`)).toBe('int b;\n');
  });

  it('keeps a struct of another name, and a macro that only begins like one', () => {
    const text = 'struct wmk_kind_a {\n\tint b;\n};\nWMK_CONSTANT_LISTS(a)\n';
    expect(readersOf(text)).toBe(text);
  });
});
