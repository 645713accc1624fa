/** Checks that case documents are read as cases/README.md says, and that every document there is in order. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mustMatch } from './case.js';
import { compareRecords, readRecordLine, type RecordLine } from './case-records.js';
import { compareStatistics, readStatisticCheck } from './case-statistics.js';
import { printTrigger } from './case-trigger.js';
import { checkoutDirectory } from './checkout.js';
import { readCaseDocument } from './read-case-document.js';

const DOCUMENT = `# Sequence

\`\`\`wmk
RULE r PATTERN { [a, b] }
\`\`\`

## Two threads: latest

Because.

\`\`\`trigger
A thread B   # another one
A repeat 3 mark a % & B mark b
\`\`\`

\`\`\`records
# two of them
match #1 { 1 "a b" }
\`\`\`

### Must not match

Why not.

\`\`\`limits
keys = 8
\`\`\`

\`\`\`records
\`\`\`

\`\`\`statistics
refused >= 1
\`\`\`
`;

describe('a case document', () => {
  const { cases, problems } = readCaseDocument('x.md', DOCUMENT);
  const [first, twin] = cases;

  it('gives a case for each section that has records', () => {
    expect(problems).toEqual([]);
    expect(cases.map((one) => one.id)).toEqual([
      'sequence/two threads: latest',
      'sequence/two threads: latest/must not match',
    ]);
    expect(first).toMatchObject({
      construct: 'sequence',
      condition: 'two threads',
      why: 'Because.',
      place: { file: 'x.md', line: 7 },
      records: [{ rule: 'match', number: 1, values: ['1', '"a b"'] }],
    });
  });

  it('hands rule and trigger down, and nothing that is expected', () => {
    expect(twin).toMatchObject({
      rule: first?.rule,
      trigger: first?.trigger,
      why: 'Why not.',
      records: [],
      limits: { keys: 8 },
    });
    expect(first).toMatchObject({ limits: {}, statistics: [] });
    expect(twin?.statistics.map((check) => check.text)).toEqual(['refused >= 1']);
  });

  it('prints a trigger as the trigger reads it', () => {
    expect(printTrigger(first?.trigger ?? [])).toBe('A thread B\nA repeat 3 mark a % & B mark b\n');
  });
});

describe('traces', () => {
  const traced = (blocks: string): ReturnType<typeof readCaseDocument> =>
    readCaseDocument('x.md', DOCUMENT.replace('```limits', `${blocks}\n\n\`\`\`limits`));

  it('take the place of a trigger, and those of a section are one', () => {
    const { cases, problems } = traced('```trace\n{"event":"a"}\n```\n\n```trace repeat 2\n{"event":"b","Value":%}\n```');
    expect(problems).toEqual([]);
    expect(cases.map(({ trace }) => trace)).toEqual([
      null,
      ['{"event":"a"}', '{"event":"b","Value":1}', '{"event":"b","Value":2}'],
    ]);
    expect(cases[1]?.trigger).toBeNull();
  });

  it('are JSON lines', () => {
    expect(traced('```trace\n{"event":}\n```').problems).toEqual([`x.md:26: expected an event as JSON, found '{"event":}'`]);
    expect(traced('```trace twice\n{}\n```').problems).toEqual(['x.md:25: expected ```trace or ```trace repeat NUMBER']);
  });
});

describe('a script', () => {
  const scripted = (block: string): ReturnType<typeof readCaseDocument> =>
    readCaseDocument('x.md', `# File\n\n\`\`\`wmk\nRULE r PATTERN { a }\n\`\`\`\n\n## a: read\n\nWhy.\n\n${block}\n`);

  it('is a case without a twin, whose records are known later', () => {
    const { cases, problems } = scripted('```run in any order\nexpect 1\n```\n\n```absent 6.1 6.12\nit came later\n```');
    expect(problems).toEqual([]);
    expect(cases).toMatchObject([{ id: 'file/a: read', condition: 'a', run: 'expect 1\n', records: [], anyOrder: true, trigger: null }]);
    expect([...(cases[0]?.absent ?? [])]).toEqual([['6.1', 'it came later'], ['6.12', 'it came later']]);
  });

  it('expects what it prints and nothing else', () => {
    expect(scripted('```run\ntrue\n```\n\n```records\n```').problems).toEqual(['x.md:15: a script prints the records that are expected']);
  });

  it('says why a kernel lacks a kind', () => {
    expect(scripted('```run\ntrue\n```\n\n```absent 6.1\n```').problems).toEqual([
      'x.md:15: expected ```absent KERNEL..., and in the block the reason',
    ]);
  });
});

describe('a rule of a file', () => {
  const ruled = (file: string): ReturnType<typeof readCaseDocument> =>
    readCaseDocument('x.md', DOCUMENT.replace('```wmk\nRULE r PATTERN { [a, b] }\n', `\`\`\`wmk ${file}\n`));

  it('is read from the repository', () => {
    const { cases, problems } = ruled('rules/memfd_exec.wmk');
    expect(problems).toEqual([]);
    expect(cases[0]?.rule).toContain('RULE memfd_exec');
  });

  it('must be there', () => {
    expect(ruled('rules/none.wmk').problems).toContain("x.md:3: there is no rule file 'rules/none.wmk'");
  });
});

describe('a document that is wrong', () => {
  const problemsOf = (from: string, to: string): readonly string[] => {
    expect(DOCUMENT).toContain(from);
    return readCaseDocument('x.md', DOCUMENT.replace(from, to)).problems;
  };

  it.each([
    ['### Must not match', '### Otherwise', "x.md:7: 'sequence/two threads: latest' has no twin that must not match"],
    ['A thread B', 'A thraed B', "x.md:12: unknown verb 'thraed', expected"],
    ['B mark b', 'C mark b', "x.md:13: no line before has made actor 'C'"],
    ['A thread B', 'A thread', 'x.md:12: thread takes 1 to 3 arguments, not 0'],
    ['match #1 { 1 "a b" }', 'match 1', "x.md:18: expected NAME #NUMBER { VALUE... }, found 'match 1'"],
    ['refused >= 1', 'refused is 1', 'x.md:33: expected COUNTER'],
    ['Because.', '', 'x.md:7: a case without a sentence that says why'],
    ['```wmk', '```wkm', "x.md:3: unknown kind of block 'wkm'"],
    ['keys = 8', 'locks = 8', 'x.md:26: expected NAME = NUMBER'],
  ])('says so where %j is %j', (from, to, problem) => {
    expect(problemsOf(from, to).some((line) => line.startsWith(problem))).toBe(true);
  });
});

describe('records', () => {
  const read = (...lines: string[]): readonly RecordLine[] =>
    lines.map((line) => {
      const record = readRecordLine(line);
      if (record === undefined) throw new Error(line);
      return record;
    });
  const bindings = new Map([['B.tid', '42']]);

  it('agree with a binding, with anything, and with themselves', () => {
    const expected = read('match #1 { $B.tid _ "a } \\" b" null }');
    const actual = read('match #1 { 42 7 "a } \\" b" null }');
    expect(compareRecords(expected, actual, false, bindings)).toEqual([]);
  });

  it('are shown with what differs', () => {
    const expected = read('match #1 { 1 }', 'match #2 { 2 }');
    const actual = read('match #1 { 1 }', 'match #2 { 3 }', 'match #3 { 4 }');
    expect(compareRecords(expected, actual, false, bindings).map(({ mark, text }) => mark + text)).toEqual([
      ' match #1 { 1 }',
      '-match #2 { 2 }',
      '+match #2 { 3 }',
      '+match #3 { 4 }',
    ]);
  });

  it('may come in any order where a case says so', () => {
    const expected = read('match #1 { 1 }', 'match #2 { 2 }');
    const actual = read('match #1 { 2 }', 'match #2 { 1 }');
    expect(compareRecords(expected, actual, true, bindings)).toEqual([]);
    expect(compareRecords(expected, actual, false, bindings)).toHaveLength(4);
    expect(compareRecords(expected, actual.slice(1), true, bindings)).toHaveLength(2);
  });
});

describe('a statistic', () => {
  const check = (line: string): readonly string[] => {
    const one = readStatisticCheck(line);
    if (one === undefined) throw new Error(line);
    return compareStatistics([one], new Map([['matches', 3], ['r.refused', 4]]));
  };

  it('is compared with the sum of its counters', () => {
    expect(check('matches + r.refused = 7')).toEqual([]);
    expect(check('matches < 3')).toEqual(['matches < 3: it is 3']);
    expect(check('evicted = 0')).toEqual(['evicted = 0: nothing counts evicted']);
  });
});

describe('kernel-tests/kinds', () => {
  const directory = join(checkoutDirectory(), 'kernel-tests/kinds');

  it('has no document with a mistake', () => {
    const problems = readdirSync(directory).flatMap((name) => readCaseDocument(name, readFileSync(join(directory, name), 'utf8')).problems);
    expect(problems).toEqual([]);
  });
});

describe('kernel-tests/cases', () => {
  const directory = join(checkoutDirectory(), 'kernel-tests/cases');
  const names = readdirSync(directory).filter((name) => name.endsWith('.md') && name !== 'README.md');
  const documents = names.map((name) => readCaseDocument(name, readFileSync(join(directory, name), 'utf8')));

  it('has no document with a mistake', () => {
    expect(documents.flatMap((document) => document.problems)).toEqual([]);
  });

  it('covers each construct under each condition, with a twin', () => {
    const cases = documents.flatMap((document) => document.cases);
    for (const construct of ['sequence', 'alternative', 'negation', 'join', 'window', 'predicate']) {
      for (const condition of [
        'one thread',
        'two threads',
        'two cpus on one key',
        'exec or fork or exit in between',
        'tid reuse',
        'exec by a thread that is not the leader',
        'full table',
      ]) {
        const cell = cases.filter((one) => one.construct === construct && one.condition === condition);
        expect([construct, condition, cell.some(mustMatch), cell.some((one) => !mustMatch(one))]).toEqual([
          construct,
          condition,
          true,
          true,
        ]);
      }
    }
  });
});
