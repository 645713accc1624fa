/** Checks that a guest that dies, says nothing or complains is red, and told from a case that fails. */

import { describe, expect, it } from 'vitest';
import { countVerdicts, reportKernel } from './case-report.js';
import { readGuestResults } from './guest-results.js';
import { findStalled, judgeRun, type KernelName, type KernelRun } from './judge-run.js';
import { readCaseDocument } from './read-case-document.js';
import type { VmResult } from './watch-vm.js';

const DOCUMENT = `# Sequence

\`\`\`wmk
RULE r PATTERN { [a, b] }
\`\`\`

\`\`\`trigger
A mark a
\`\`\`

## One thread

It matches.

\`\`\`records
match #1 { 1 }
\`\`\`

### Must not match

It does not.

\`\`\`records
\`\`\`
`;

const { cases } = readCaseDocument('sequence.md', DOCUMENT);
const [positive = '', negative = ''] = cases.map((one) => one.id);
const kernel: KernelName = { series: '6.1', release: '6.1.0-1-amd64' };
const built = new Map(cases.map((one) => [one.id, { directory: '.', object: `${one.id}.o` }]));

function told(id: string, options: { records?: readonly string[]; read?: number; refused?: number } = {}): string[] {
  const { records = [], read = 1, refused = 0 } = options;
  return [
    'begin\t',
    'loader\twmkload: ready: 1 rule',
    'trigger\tA.tid=7',
    ...records.map((line) => `record\t${line}`),
    'loader\twmkload: statistics after 0.1 s',
    'loader\tkinds  events read',
    `loader\t  a  ${read}`,
    'loader\trules  matches  refused  evicted  overflowed  forgotten  lost  busy',
    `loader\t  r  0  ${refused}  0  0  0  0  0`,
    'loader\tprograms  misses',
    'loader\t  at_a  0',
    'ended\tcase trigger=0 loader=0',
  ].map((line) => `${id}\t${line}`);
}

function run(lines: readonly string[], result: Partial<VmResult> = {}): KernelRun {
  const output = lines.map((line) => `${line}\n`).join('');
  const record = { output, console: '', kernelComplaints: [] };
  const vm = { kind: 'exited', status: 0, ...record, ...result } as VmResult;
  return judgeRun({ cases, scenarios: [], built }, kernel, vm);
}

const GOOD = [...told(positive, { records: ['match #1 { 1 }'] }), ...told(negative), 'done\t2\t'];
const kindsOf = ({ verdicts }: KernelRun): unknown => [...verdicts.values()].map(({ kind }) => kind);

describe('a run', () => {
  it('passes where all was told and all is as expected', () => {
    const good = run(GOOD);
    expect(kindsOf(good)).toEqual(['passed', 'passed']);
    expect(good.troubles).toEqual([]);
    expect(countVerdicts([good])).toEqual({ passed: 2, failed: 0, skipped: 0, refused: 0 });
    expect(reportKernel(good, cases).join('\n')).toContain('one thread                                    2/2');
  });

  it('fails where a record is missing, or one too many', () => {
    const bad = run([...told(positive), ...told(negative, { records: ['match #1 { 1 }'] }), 'done\t2\t']);
    expect(kindsOf(bad)).toEqual(['failed', 'failed']);
    expect(reportKernel(bad, cases)).toContain('  | - match #1 { 1 }');
    expect(reportKernel(bad, cases)).toContain('  | + match #1 { 1 }');
  });

  it('fails where nothing was read, or something went wrong that the case does not mention', () => {
    const [good] = [told(positive, { records: ['match #1 { 1 }'], refused: 2 })];
    const bad = run([...good, ...told(negative, { read: 0 }), 'done\t2\t']);
    expect(kindsOf(bad)).toEqual(['failed', 'failed']);
    expect(reportKernel(bad, cases)).toContain('  | refused = 0: it is 2');
    expect(reportKernel(bad, cases)).toContain('  | no event was read: that nothing matched proves nothing');
  });

  it('has no result for what the guest did not end, or not begin', () => {
    const cut = GOOD.slice(0, 4);
    const bad = run(cut, { kind: 'died', reason: 'Kernel panic' } as Partial<VmResult>);
    expect(kindsOf(bad)).toEqual(['no-result', 'no-result']);
    expect(reportKernel(bad, cases)).toContain('NO RESULT 6.1: the guest died: Kernel panic');
    expect(countVerdicts([bad])).toEqual({ passed: 0, failed: 3, skipped: 0, refused: 0 });
  });

  it('is red without its end, even where all cases passed', () => {
    const bad = run(GOOD.slice(0, -1));
    expect(kindsOf(bad)).toEqual(['passed', 'passed']);
    expect(countVerdicts([bad]).failed).toBe(1);
  });

  it('is red where it did not boot', () => {
    const bad = run([], { kind: 'did-not-boot', reason: 'no root' } as Partial<VmResult>);
    expect(kindsOf(bad)).toEqual(['no-result', 'no-result']);
    expect(bad.troubles).toEqual(['the guest did not boot: no root']);
  });

  it('is red where the kernel complained, and says during which case', () => {
    const console = `[ 1.0] wmk-case: ${positive}\n[ 2.0] wmk-case: ${negative}\n[ 2.1] BUG: bad page state\n`;
    const bad = run(GOOD, { console });
    expect(kindsOf(bad)).toEqual(['passed', 'kernel']);
    expect(reportKernel(bad, cases)).toContain(`KERNEL COMPLAINED 6.1.0-1-amd64 ${negative}`);
  });

  it('expects of a script what it printed, and that it printed something', () => {
    const one = { ...cases[0]!, trigger: null, run: 'expect 1', records: [] };
    const judged = (lines: readonly string[]): KernelRun => {
      const output = [...lines, 'done\t1\t'].map((line) => `${line}\n`).join('');
      return judgeRun({ cases: [one], scenarios: [], built }, kernel, { kind: 'exited', status: 0, output, console: '', kernelComplaints: [] });
    };
    const said = told(positive, { records: ['match #1 { 7 }'] });
    const expecting = (text: string): string[] => said.map((line) => line.replace('A.tid=7', text));
    expect(kindsOf(judged(expecting('match #1 { _ }')))).toEqual(['passed']);
    expect(kindsOf(judged(expecting('match #1 { 8 }')))).toEqual(['failed']);
    expect(kindsOf(judged(said))).toEqual(['no-result']);
    // What was told of an earlier try does not count.
    expect(kindsOf(judged([...told(positive), ...expecting('match #1 { 7 }')]))).toEqual(['passed']);
  });

  it('skips what the document says that the kernel lacks, and fails where it has it', () => {
    const one = { ...cases[0]!, absent: new Map([['6.1', 'it came later']]) };
    const judged = (lines: readonly string[]): unknown => {
      const output = [...lines, 'done\t1\t'].map((line) => `${line}\n`).join('');
      return kindsOf(judgeRun({ cases: [one], scenarios: [], built }, kernel, { kind: 'exited', status: 0, output, console: '', kernelComplaints: [] }));
    };
    expect(judged([`${positive}\tbegin\t`, `${positive}\tended\tcase loader=69`])).toEqual(['skipped']);
    expect(judged([`${positive}\tbegin\t`, `${positive}\tended\tcase loader=70`])).toEqual(['failed']);
    expect(judged(told(positive, { records: ['match #1 { 1 }'] }))).toEqual(['failed']);
  });

  it('has no result where the trigger could not be performed', () => {
    const bad = run(GOOD.map((line) => line.replace('trigger=0', 'trigger=1')));
    expect(kindsOf(bad)).toEqual(['no-result', 'no-result']);
  });
});

describe('a guest that stood still', () => {
  const stalledFor = (ms: number, id: string, options: Parameters<typeof told>[1]): readonly string[] =>
    told(id, options).map((line) => line.replace('loader=0', `loader=0 stalled=${ms}`));
  const found = (lines: readonly string[]): ReadonlyMap<string, number> => {
    const output = lines.map((line) => `${line}\n`).join('');
    return findStalled(run(lines).verdicts, readGuestResults(output).cases);
  };

  it('is why what is red is run again, and nothing else', () => {
    const right = { records: ['match #1 { 1 }'] };
    expect([...found([...stalledFor(20, positive, {}), ...stalledFor(900, negative, {})])]).toEqual([[positive, 20]]);
    expect([...found([...stalledFor(40, positive, right), ...stalledFor(605, negative, right)])]).toEqual([[negative, 605]]);
    expect([...found([...stalledFor(19, positive, {}), ...told(negative, right)])]).toEqual([]);
  });
});
