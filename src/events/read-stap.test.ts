import { describe, expect, it } from 'vitest';
import { render } from '../source/render.js';
import type { EventKind } from './catalogue.js';
import { readHeader } from './read-header.js';

const read = (text: string): ReturnType<typeof readHeader> =>
  readHeader({ name: 'x.h', text }, { name: 'x.h', path: 'x.h' }, () => null);

const kindOf = (members: string): string => `struct WMK_KIND(k) { WMK_DONE WMK_BPF_AT("lsm/x", int a) ${members} };`;

function readOne(members: string): EventKind {
  const { kinds: [kind], diagnostics } = read(kindOf(members));
  expect(render(diagnostics)).toBe('');
  return kind ?? expect.unreachable('no kind');
}

/** Members of a kind that are wrong in one way, where that is, as text, and the message. */
const mistakes: readonly { readonly why: string; readonly members: string; readonly at: string; readonly says: string }[] = [
  {
    why: 'no probe',
    members: 'WMK_STAP_AT(begin)',
    at: 'begin',
    says: `'begin' is no probe, expected "kernel.trace(\\"NAME\\")", "kprobe.function(\\"NAME\\")", `
      + `"kprobe.function(\\"NAME\\").return" or another of SystemTap's`,
  },
  {
    why: 'a probe that says itself that it may be missing',
    members: String.raw`WMK_STAP_AT("kprobe.function(\"f\")?")`,
    at: String.raw`"kprobe.function(\"f\")?"`,
    says: `'"kprobe.function(\\"f\\")?"' is no probe, expected "kernel.trace(\\"NAME\\")", "kprobe.function(\\"NAME\\")", `
      + `"kprobe.function(\\"NAME\\").return" or another of SystemTap's`,
  },
  {
    why: 'a parameter that the script gives nothing for',
    members: 'WMK_STAP_AT("begin", int a)',
    at: 'int a)',
    says: `'int a' is no parameter, expected TYPE NAME = what the script gives for it`,
  },
  {
    why: 'a parameter of no type',
    members: 'WMK_STAP_AT("begin", a = $a)',
    at: 'a = $a',
    says: `'a = $a' is no parameter, expected TYPE NAME = what the script gives for it`,
  },
  {
    why: 'one probe twice',
    members: 'WMK_STAP_AT("begin") WMK_STAP_AT("begin")',
    at: 'WMK_STAP_AT("begin") }',
    says: `probe 'begin' stands here twice`,
  },
  {
    why: 'another place before the first',
    members: 'WMK_STAP_ALSO_AT("begin")',
    at: 'WMK_STAP_ALSO_AT',
    says: `'WMK_STAP_ALSO_AT' belongs behind a WMK_STAP_AT`,
  },
  {
    why: 'a condition before any probe, though an attach point stands there',
    members: 'WMK_STAP_WHEN(a) WMK_STAP_AT("begin")',
    at: 'WMK_STAP_WHEN',
    says: `'WMK_STAP_WHEN' belongs behind a WMK_STAP_AT, one behind each at most`,
  },
  {
    why: 'a probe that does not give what a field is read by',
    members: 'WMK_STAP_AT("begin") __u8 A WMK_BPF(a);',
    at: 'a); }',
    says: `probe 'begin' has no parameter 'a'`,
  },
  {
    why: 'a probe that does not give what its condition asks for',
    members: 'WMK_STAP_AT("begin", int b = $b) WMK_STAP_WHEN(b) WMK_STAP_AT("end") WMK_STAP_WHEN(b > 1)',
    at: 'b > 1',
    says: `probe 'end' has no parameter 'b'`,
  },
  {
    why: 'a field that only modules can read',
    members: '__u8 A WMK_STAP(1);',
    at: 'A WMK_STAP',
    says: `field 'A' does not say how it is read, expected WMK_BPF(...) before its ';'`,
  },
  {
    why: 'a field that modules read in two ways',
    members: '__u8 A WMK_BPF(1) WMK_STAP(1) WMK_STAP(2);',
    at: 'WMK_STAP(2)',
    says: `field 'A' says twice how it is read`,
  },
  {
    why: 'a filled number',
    members: '__u8 A WMK_BPF(1) WMK_STAP_FILL(f);',
    at: 'WMK_STAP_FILL',
    says: `field 'A' is an integer, which is read by WMK_STAP, not by WMK_STAP_FILL`,
  },
  {
    why: 'filled by what is no function',
    members: 'char A[8] WMK_BPF_FILL(f) WMK_STAP_FILL(a->b);',
    at: 'WMK_STAP_FILL',
    says: `'a->b' is no function, expected WMK_STAP_FILL(function, arguments ...)`,
  },
  {
    why: 'text that is none',
    members: 'WMK_STAP_BLIND(x)',
    at: 'WMK_STAP_BLIND',
    says: `'x' is no text, expected WMK_STAP_BLIND("...")`,
  },
];

describe('a kind with probes of SystemTap and a mistake', () => {
  for (const { why, members, at, says } of mistakes) {
    it(why, () => {
      const text = kindOf(members);
      const { kinds, diagnostics } = read(text);
      expect(kinds).toEqual([]);
      expect(render(diagnostics).split('\n')[0]).toBe(`x.h:1:${text.lastIndexOf(at) + 1}: error[bad-catalogue]: ${says}`);
      expect(diagnostics.length).toBe(1);
    });
  }
});

describe('a kind', () => {
  it('says what the script gives at each probe', () => {
    const kind = readOne(String.raw`
      WMK_STAP_AT("kernel.trace(\"sys_enter\")", struct pt_regs *regs = $regs, unsigned long a = $id)
      WMK_STAP_WHEN(f(a, 1))
      WMK_STAP_AT("kprobe.function(\"f\")" ".return.maxactive(64)", struct pt_regs *regs = @entry(pointer_arg(2)), int a = returnval())
      WMK_STAP_ALSO_AT("wmk.feed(3)", struct pt_regs *regs = 0, int a = at + 1)
      __u64 A WMK_BPF(a);`);
    expect(kind.attach.stap).toEqual([
      { probe: 'kernel.trace("sys_enter")', place: 0, when: 'f(a, 1)', parameters: [
        { type: 'struct pt_regs *', name: 'regs', of: '$regs' }, { type: 'unsigned long', name: 'a', of: '$id' }] },
      { probe: 'kprobe.function("f").return.maxactive(64)', place: 0, when: null, parameters: [
        { type: 'struct pt_regs *', name: 'regs', of: '@entry(pointer_arg(2))' }, { type: 'int', name: 'a', of: 'returnval()' }] },
      { probe: 'wmk.feed(3)', place: 1, when: null, parameters: [
        { type: 'struct pt_regs *', name: 'regs', of: '0' }, { type: 'int', name: 'a', of: 'at + 1' }] },
    ]);
    expect(kind.attach.bpf.map(({ section }) => section)).toEqual(['lsm/x']);
  });

  it('need not be there for SystemTap', () => {
    expect(readOne('__u64 A WMK_BPF(a);').attach.stap).toEqual([]);
  });

  it('is read by modules as by eBPF where it says nothing else', () => {
    const kind = readOne(`__u64 A WMK_BPF(a); __u64 B WMK_STAP(b + 1) WMK_BPF(a);
      char C[8] WMK_BPF_FILL(f, a) WMK_STAP_FILL(g, b, c); wmk_thread_t D WMK_BPF_TASK(a) WMK_STAP_TASK(d);`);
    expect(['A', 'B', 'C', 'D'].map((name) => kind.fields.get(name)?.read)).toEqual([
      { bpf: { how: 'value', expression: 'a' }, stap: { how: 'value', expression: 'a' } },
      { bpf: { how: 'value', expression: 'a' }, stap: { how: 'value', expression: 'b + 1' } },
      { bpf: { how: 'fill', function: 'f', arguments: ['a'] }, stap: { how: 'fill', function: 'g', arguments: ['b', 'c'] } },
      { bpf: { how: 'task', expression: 'a' }, stap: { how: 'task', expression: 'd' } },
    ]);
  });

  it('may have parameters that only the other target uses', () => {
    const kind = readOne('WMK_STAP_AT("begin", int b = $b) __u64 A WMK_BPF(a) WMK_STAP(b);');
    expect(kind.attach.stap.length).toBe(1);
  });

  it('says apart what only probes do not see', () => {
    const { blind, stapBlind } = readOne('WMK_BLIND("one") WMK_STAP_BLIND("two") WMK_BLIND("three")');
    expect([blind, stapBlind]).toEqual([['one', 'three'], ['two']]);
  });

  it('is read without what is for modules alone', () => {
    const { kinds } = read(`#ifdef __KERNEL__
struct WMK_KIND(no) { };
#elif defined(__bpf__)
struct WMK_KIND(nor) { };
#else
${kindOf('')}
#endif
#if defined(__KERNEL__)
struct WMK_KIND(neither) { };
#endif`);
    expect(kinds.map(({ name }) => name)).toEqual(['k']);
  });
});
