/** Checks that the table of kinds says by which point each was attached, and is red where an event or a field is wrong. */

import { describe, expect, it } from 'vitest';
import type { EventKind } from '../../src/events/catalogue.js';
import type { GuestCase } from './guest-results.js';
import type { Verdict } from './judge-case.js';
import { kindsWithoutCase, reportKinds } from './kinds-report.js';
import { readCaseDocument } from './read-case-document.js';

const DOCUMENT = `# File

\`\`\`wmk
RULE r PATTERN { a }
\`\`\`

## a: whole

Why.

\`\`\`run
expect 1
\`\`\`

### More

Why.

\`\`\`run
expect 1
\`\`\`
`;

const { cases } = readCaseDocument('file.md', DOCUMENT);
const kind = (name: string): EventKind => {
  const attach = { bpf: ['lsm/a_hook', 'fentry/a'].map((section) => ({ section, parameters: [], when: null })) };
  return { name, attach } as unknown as EventKind;
};
const kinds = new Map([['a', kind('a')], ['b', kind('b')]]);

const loaded = ['wmkload: statistics after 1 s', 'programs  misses', '  at_fentry_a       0'];
const seen = (records: readonly string[], loader = loaded): GuestCase =>
  ({ records, loader, trigger: [], recorded: { run: 1, from: 0 }, ended: new Map([['trigger', '0'], ['loader', '0']]) });

function cell(verdict: Verdict, guest: GuestCase): string {
  const [first = '', second = ''] = cases.map(({ id }) => id);
  const run = {
    kernel: { series: '6.1', release: '6.1.0-1-amd64' }, troubles: [], recorded: [],
    verdicts: new Map<string, Verdict>([[first, { kind: 'passed' }], [second, verdict]]),
    seen: new Map([[first, seen(['match #1 { 1 }'])], [second, guest]]),
  };
  const lines = reportKinds(kinds, cases, [run]);
  expect(lines).toHaveLength(2);
  return (lines[1] ?? '').replace(/^a +/, '');
}

describe('the table of kinds', () => {
  it('names kinds that have no case', () => {
    expect(kindsWithoutCase(kinds, cases)).toEqual(['b']);
  });

  it('says by which point a kind was attached', () => {
    expect(cell({ kind: 'passed' }, seen(['match #1 { 1 }']))).toBe('fentry/a, seen, right');
  });

  it('shows the worst of its cases', () => {
    const failed: Verdict = { kind: 'failed', lines: [] };
    expect(cell(failed, seen(['match #1 { 2 }']))).toBe('fentry/a, seen, WRONG');
    expect(cell(failed, seen(['gap { 1 event lost }']))).toBe('fentry/a, NOT SEEN');
    expect(cell(failed, { ...seen([]), ended: new Map([['loader', '69']]) })).toBe('NOT ATTACHED');
    expect(cell({ kind: 'skipped', lines: [] }, seen([]))).toBe('not on this kernel');
    expect(cell({ kind: 'no-result', lines: [] }, seen([]))).toBe('NO RESULT');
  });
});
