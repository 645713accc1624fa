import { describe, expect, it } from 'vitest';
import { catalogueDirectory } from '../commands/package.js';
import { readNamedFile } from '../commands/read-sources.js';
import { compile } from '../compile.js';
import { render } from '../source/render.js';
import { home } from '../test/compile-text.js';

const entry = (more: string): string => `#include "wmk.h"
struct WMK_KIND(one) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/file_open", long a)
	${more}

	__s64 A	WMK_BPF(a);
};
`;

function said(rule: string, more: string, target: 'bpf' | 'stap'): string {
  const headers: Readonly<Record<string, string>> = { 'k.h': entry(more) };
  const { diagnostics } = compile([{ name: 'x.wmk', text: `EVENTS "k.h"\nRULE r\n${rule}\n` }], {
    catalogueDirectory: catalogueDirectory(home), readFile: (path) => headers[path] ?? readNamedFile(path), target,
  });
  return render(diagnostics.filter(({ severity }) => severity === 'error'));
}

const probe = 'WMK_STAP_AT("kprobe.function(\\"f\\")", long a = long_arg(1))';

describe('target stap', () => {
  it('has no events of a kind whose entry names no probe', () => {
    expect(said('PATTERN { [one:a, one] } WHERE { [ProcessId] }', '', 'stap')).toBe(
      `x.wmk:3:12: error[not-on-target]: target 'stap' has no events of kind 'one': its entry in 'k.h' names no probe
  3 | PATTERN { [one:a, one] } WHERE { [ProcessId] }
    |            ^^^^^
  hint: --target bpf, or an entry with WMK_STAP_AT(...)
`);
  });

  it('cannot refuse what a probe sees', () => {
    expect(said('PATTERN { one:a } DO { deny(1); }', probe, 'stap')).toBe(
      `x.wmk:3:24: error[not-on-target]: target 'stap' cannot do 'deny': what a probe of SystemTap sees it cannot refuse
  3 | PATTERN { one:a } DO { deny(1); }
    |                        ^^^^^^^^
  hint: signal(SIGKILL) ends who does it, or --target bpf
`);
  });

  it('takes signals, and the rest of the language', () => {
    expect(said('PATTERN { [one:a, ~one, one] } WHERE { [ProcessId], a.A == 1 } WITHIN { 1 s } DO { signal(9); log("x"); }', probe, 'stap')).toBe('');
  });
});

it('has nothing to refuse of target bpf', () => {
  expect(said('PATTERN { one:a } DO { deny(1); }', '', 'bpf')).toBe('');
});
