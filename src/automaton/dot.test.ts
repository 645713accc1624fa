// The printers: pictures and plain text of small automata, and names that try to break out of them.

import { describe, expect, test } from 'vitest';
import { printAscii } from './ascii.js';
import type { Automaton } from './automaton.js';
import { buildAutomaton, isOverflow } from './build.js';
import { coverOutcomes } from './cover.js';
import { printDot } from './dot.js';
import { stateProblem } from './test-sketch.js';
import type { Sketch } from './test-sketch.js';

const open = { kind: 0, negated: false, predicates: [], captures: true };
const exit = { kind: 1, negated: true, predicates: [], captures: false };
const last = { kind: 0, negated: false, predicates: [], captures: false };

/** [open:a, ~exit, open:b] where a guard reads a and b. */
const guarded: Sketch = {
  nrKinds: 2,
  steps: [open, exit, last],
  chains: [{ steps: [{ step: 0, watched: [] }, { step: 2, watched: [1] }] }],
  guards: [{ steps: [0, 2] }],
};

const names = {
  rule: 'reopened',
  states: ['', 'start', 'a', 'match', 'dead'],
  symbols: ['', 'open', 'exit'],
  tests: ['a.Fd == b.Fd'],
};

function build(sketch: Sketch): Automaton {
  const result = buildAutomaton(stateProblem(sketch).problem, { states: 100, letters: 100, slots: 100 });
  if (isOverflow(result)) {
    throw new Error(result.what);
  }
  return result;
}

const automaton = build(guarded);

function statements(dot: string): readonly string[] {
  return dot.split('\n').filter((line) => /^ {2}(s\d|begin)/.test(line)).map((line) => line.trim());
}

describe('printDot', () => {
  test('draws a circle per state and an arrow per way', () => {
    expect(statements(printDot(automaton, names))).toEqual([
      'begin [shape=point, width=0.07, label="", fillcolor="#263238"];',
      's1 [label="start"];',
      's2 [label="a"];',
      's3 [shape=doublecircle, label="match", fillcolor="#e8f5e9"];',
      'begin -> s1;',
      's1 -> s2 [label="open"];',
      's2 -> s3 [label="open if a.Fd == b.Fd"];',
    ]);
  });

  test('greys the dead state where it is asked for', () => {
    expect(statements(printDot(automaton, names, { showDead: true }))).toContain(
      's2 -> s4 [label="exit", color="#9e9e9e", fontcolor="#9e9e9e", style=dashed];',
    );
  });

  test.each([
    ['a"]; evil [label="', '"a\\"]; evil [label=\\""'],
    ['\\N', '"\\\\N"'],
    ['ends with \\', '"ends with \\\\"'],
    ['&lt;', '"&amp;lt;"'],
    ['<b>', '"<b>"'],
    ['two\nlines', '"two\ufffdlines"'],
    ['\u202e\ud800', '"\ufffd\ufffd"'],
  ])('lets a rule be named %j', (rule, quoted) => {
    expect(printDot(automaton, { ...names, rule })).toMatch(`digraph ${quoted} {`);
  });

  test('writes a long name in a box', () => {
    const states = ['', 'start', 'a', 'a match with a name', 'dead'];
    expect(printDot(automaton, { ...names, states })).toContain('s3 [shape=box');
  });

  test('breaks a long label between words into lines of about one length', () => {
    const tests = ['one two three four five six seven eight nine ten'];
    expect(printDot(automaton, { ...names, tests })).toContain(
      '[label="open if one two three four\\nfive six seven eight nine ten"]',
    );
  });
});

describe('printAscii', () => {
  test('lists the ways out of each state', () => {
    expect(printAscii(automaton, names)).toEqual([
      'start -- open --> a',
      'a     -- open if a.Fd == b.Fd --> match',
      '      -- exit --> dead',
    ]);
  });

  test('lists for runs that fork the new one, the match, and the old one where it changes', () => {
    // [open:a, ~exit, exit:b] and [open:a, exit:c, open:d]
    const forking = build({
      nrKinds: 2, steps: [open, exit, { ...exit, negated: false }, { ...exit, negated: false }, last],
      chains: [
        { steps: [{ step: 0, watched: [] }, { step: 2, watched: [1] }] },
        { steps: [{ step: 0, watched: [] }, { step: 3, watched: [] }, { step: 4, watched: [] }] },
      ],
      guards: [], moving: 'any',
    });
    const states = ['', 'start', 'a', 'c', 'a without exit', 'first', 'second'];
    expect(printAscii(forking, { ...names, states })).toEqual([
      'start          -- open --> a',
      'a              -- exit --> c',
      '               -- exit --> first',
      '               -- exit --> a without exit',
      'c              -- open --> second',
      'a without exit -- exit --> c',
    ]);
  });

  test('keeps to its columns whatever the names', () => {
    const long = 'x'.repeat(200);
    const hostile = { rule: long, states: Array(5).fill(long), symbols: Array(3).fill(`${long} ${long}`), tests: [`a\n${long}`] };
    for (const columns of [80, 100]) {
      for (const line of printAscii(automaton, hostile, columns)) {
        expect(line.length).toBeLessThanOrEqual(columns);
        expect(line).not.toMatch(/\n/);
      }
    }
  });
});

describe('coverOutcomes', () => {
  test.each([
    ['nothing', [false, false], []],
    ['everything', [true, true, true, true], [[]]],
    ['one bit', [false, true, false, true], [[{ bit: 0, holds: true }]]],
    ['either', [false, true, true, true], [[{ bit: 0, holds: true }], [{ bit: 1, holds: true }]]],
  ])('%s', (_, included, cubes) => {
    expect(coverOutcomes(included)).toEqual(cubes);
  });

  test('covers exactly what is included, for every set of three bits', () => {
    for (let set = 0; set < 256; set++) {
      const included = Array.from({ length: 8 }, (_, outcome) => ((set >> outcome) & 1) === 1);
      const cubes = coverOutcomes(included);
      const covered = included.map((_, outcome) => cubes.some((cube) =>
        cube.every(({ bit, holds }) => ((outcome >> bit) & 1) === Number(holds))));
      expect(covered).toEqual(included);
    }
  });
});
