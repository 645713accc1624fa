import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { neededRuns } from './needed-runs.js';
import type { CheckedRule, Selection } from './rule.js';
import { checkText } from './test/check-text.js';

const header = { 't.h': readFileSync('src/check/test/cases/t.h', 'utf8') };

/** Counted by hand, run by run; the selection is put in afterwards so that no rule is refused for it. */
describe('the runs that the shortest match needs', () => {
  it('is one where no event begins a second run', () => {
    const rule = 'PATTERN { [open, write, exit] } WHERE { [ProcessId] }';
    expect(needed(rule, 'all')).toEqual([1]);
  });

  it('counts the runs that later steps begin', () => {
    const rule = 'PATTERN { [open, open, open] } WHERE { [ProcessId] }';
    expect(needed(rule, 'all')).toEqual([2]); // the second open: the first run, and one of its own
    expect(needed(rule, 'any')).toEqual([2]); // of the first run the copy that moved; the other is not needed
  });

  it('grows by one with each element of an array', () => {
    const rule = 'PATTERN { [open[>=4]:s, write] } WHERE { [ProcessId] }';
    expect(needed(rule, 'all')).toEqual([4]);
  });

  it('doubles with each element under any', () => {
    // behind the fourth: the one with all four, of runs that began with the second 4, with the third 2, with the last 1
    const rule = 'PATTERN { [open[>=4]:s, write] } WHERE { [ProcessId] }';
    expect(needed(rule, 'any')).toEqual([8]);
    expect(needed(rule.replace('4', '7'), 'any')).toEqual([64]);
    expect(needed(rule.replace('4', '8'), 'any')).toEqual([null]);
  });

  it('takes events to be as particular as they can be', () => {
    const rule = (a: string, b: string): string =>
      `PATTERN { [open:a, open:b, write] } WHERE { [ProcessId], ${a}, ${b} }`;
    expect(needed(rule('a.Flags == 1', 'b.Flags == 2'), 'all')).toEqual([1]);
    expect(needed(rule('a.Flags < 5', 'b.Flags < 9'), 'all')).toEqual([1]);
    expect(needed(rule('a.Flags < 9', 'b.Flags < 5'), 'all')).toEqual([2]);
    expect(needed(rule('a.Flags > 500', 'b.Flags > 1000'), 'all')).toEqual([2]);
    expect(needed(rule('a.Path STARTSWITH "/e"', 'b.Path STARTSWITH "/etc"'), 'all')).toEqual([2]);
    expect(needed(rule('a.Path STARTSWITH "/etc"', 'b.Path STARTSWITH "/e"'), 'all')).toEqual([1]);
    expect(needed(rule('a.Flags == 1 || a.Inode == 3', 'b.Inode == 3'), 'all')).toEqual([2]);
  });

  it('knows of a field what is asked of one that it must equal', () => {
    const rule = `PATTERN { [open:a, open:b, write] }
      WHERE { [ProcessId], a.Flags == 1, a.Flags == b.Inode, b.Flags == a.Flags }`;
    expect(needed(rule, 'all')).toEqual([2]);
  });

  it('takes conditions over several events to hold for the events that are meant', () => {
    const rule = 'PATTERN { [open:a, open:b, open:c, open:d] } WHERE { [ProcessId] }';
    expect(needed(rule, 'any')).toEqual([4]); // behind the third: a b c, then what began with b: b and b c, then c
    const rising = rule.replace('ProcessId] }', 'ProcessId], b.Flags > a.Flags, c.Flags > b.Flags }');
    expect(needed(rising, 'any')).toEqual([3]); // neither b c nor a c is one
    expect(needed(rising, 'all')).toEqual([3]);
  });

  it('is two for a deadlock over two locks', () => {
    // behind the second lock: the run that holds both, and one that the second began; the wait moves the first of them
    const rule = `PATTERN { [open:a, open:b, write:c, write:d] }
      WHERE { a.ThreadId == c.ThreadId, b.ThreadId == d.ThreadId, a.Inode == d.Inode, b.Inode == c.Inode,
              a.ThreadId != b.ThreadId }`;
    expect(needed(rule, 'any')).toEqual([2]);
    expect(needed(rule, 'all')).toEqual([2]);
    expect(needed(rule, 'latest')).toEqual([2]);
  });

  it('tells values apart that the rule does not equate', () => {
    // the second open waits with another value for its own write
    const rule = 'PATTERN { [open:a, open:b, open:c, write:d] } WHERE { [ProcessId], c.Inode == d.Inode }';
    expect(needed(rule, 'latest')).toEqual([3]);
    expect(needed(rule, 'earliest')).toEqual([3]);
  });

  it('counts runs that become one as one', () => {
    // the write moves the first run to where it begins another
    const rule = `PATTERN { [([open:a, write:b] | write:x), open:c, exit:d] }
      WHERE { [ProcessId], c.Inode == d.OldThread }`;
    expect(needed(rule, 'latest')).toEqual([2, 2]);
    expect(needed(rule, 'earliest')).toEqual([2, 2]);
    expect(needed(rule, 'all')).toEqual([3, 2]);
  });

  it('looks at the runs of one key only', () => {
    // a fork concerns the runs of its child and of itself; as a first step it is the child's
    const rule = 'PATTERN { [fork:a, fork:b, exit:c] } WHERE { a.Child == b.ProcessId, b.ProcessId == c.ProcessId }';
    expect(needed(rule, 'all')).toEqual([1]);
    expect(needed(rule.replace('a.Child', 'a.ProcessId'), 'all')).toEqual([2]);
  });

  it('is nothing for a chain before which another matches', () => {
    const rule = 'PATTERN { ([open, write] | [open, write, exit]) } WHERE { [ProcessId] }';
    expect(needed(rule, 'all')).toEqual([1, 0]);
    expect(needed(rule, 'any')).toEqual([1, 1]); // there a chain that finishes ends no other
  });

  it('kills no run by what the match is made of', () => {
    const rule = 'PATTERN { [open[>=2]:s, ~write:n, exit, write, open] } WHERE { [ProcessId] }';
    expect(needed(rule, 'all')).toEqual([2]);
    // the run that the second open begins dies of the write that the first is waiting for
    const killing = 'PATTERN { [open, open, ~write:n, exit] } WHERE { [ProcessId] }';
    expect(needed(killing, 'all')).toEqual([2]);
    const other = 'PATTERN { ([open, open, write, exit] | [open, ~write, fork]) } WHERE { [ProcessId] }';
    expect(needed(other, 'any')).toEqual([2, 1]);
  });
});

function needed(text: string, mode: Selection['mode']): readonly (number | null)[] {
  const { program } = checkText(`EVENTS "t.h"\nRULE r\n${text}\n`, header);
  const [checked] = program?.rules ?? [];
  if (checked === undefined) {
    throw new Error('a rule of this test has an error');
  }
  const rule: CheckedRule = { ...checked, selection: { mode, runs: 1 } };
  return [...rule.chains.keys()].map((chain) => neededRuns(rule, chain));
}
