import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { completenessOf } from './completeness.js';
import { checkText } from './test/check-text.js';

const header = { 't.h': readFileSync('src/check/test/cases/t.h', 'utf8') };

describe('which matches a rule may miss', () => {
  it('is none where all conditions over several events are equalities and the first step decides', () => {
    expect(claim('PATTERN { [open:a, ~exit, write, write:c] } WHERE { [ProcessId], a.Flags > 3 }'))
      .toEqual({ claim: 'every-first-completion', reasons: [] });
    expect(claim('PATTERN { [open[>=2]:s, write] } WHERE { [ProcessId], s.Flags > 3 }').claim)
      .toBe('every-first-completion');
    expect(claim('PATTERN { [open:a, exit, write:c] } WHERE { [ProcessId], a.Inode == c.Inode }').claim)
      .toBe('every-first-completion');
  });

  it('is nothing that latest promises where runs that become one may differ in a condition', () => {
    expect(claim('PATTERN { [open:a, write:b] } WHERE { [ProcessId], a.Flags < b.Count }')).toEqual({
      claim: 'none', reasons: ["'a.Flags < b.Count' is more than an equality of plain fields"],
    });
    const array = 'PATTERN { [exit, open[>=2]:s, write] } WHERE { [ProcessId], count(s) < 4, s.Flags > prev(s).Flags }';
    expect(claim(array).reasons).toHaveLength(2);
  });

  it('is what a later choice would have found where a negation can come too late', () => {
    expect(claim('PATTERN { [open, write, ~exit:n, write] } WHERE { [ProcessId] }')).toEqual({
      claim: 'every-match',
      reasons: ["the negated 'n' does not stand directly behind a first step of one event"],
    });
    expect(claim('PATTERN { [open[1], ~exit, write] } WHERE { [ProcessId] }').claim).toBe('every-match');
    expect(claim('PATTERN { [(open | [open, write]), ~exit, write] } WHERE { [ProcessId] }').reasons)
      .toEqual(["the negated 'exit' does not stand directly behind a first step of one event"]);
  });

  it('is what a later choice would have found where the first step is not part of a class', () => {
    expect(claim('PATTERN { [exit, open:b, write:c] } WHERE { [ProcessId], b.Inode == c.Inode }')).toEqual({
      claim: 'every-match', reasons: ["'b.Inode == c.Inode' leaves out the first step, and is not part of the key"],
    });
    // in the chain without b nothing is compared
    expect(claim('PATTERN { [(open:a | exit), write:b] } WHERE { [ProcessId], a.Inode == b.Inode }').claim)
      .toBe('every-first-completion');
    const both = 'PATTERN { [(open:a | exit), write:b, write:c] } WHERE { [UserId], a.Inode == b.Inode, b.Inode == c.Inode }';
    expect(claim(both).claim).toBe('every-match');
  });

  it('is not less for a negation first', () => {
    expect(claim('PATTERN { [~exit, open:a, write] } WHERE { [ProcessId] } WITHIN { 5 s }').claim).toBe('every-first-completion');
    const joined = 'PATTERN { [~exit:x, open:a, write] } WHERE { [ProcessId], x.UserId == a.UserId } WITHIN { 5 s }';
    expect(claim(joined).claim).toBe('every-first-completion');
  });

  it('is nothing that latest promises of a negation last, but where a run waits for it from its first event on', () => {
    expect(claim('PATTERN { [open, write, ~exit:x] } WHERE { [ProcessId] } WITHIN { 5 s }')).toEqual({
      claim: 'none', reasons: ["the negated 'x' stands last, and runs that await the same are one before they wait for it"],
    });
    expect(claim('PATTERN { [open[2], ~exit:x] } WHERE { [ProcessId] } WITHIN { 5 s }').claim).toBe('none');
    expect(claim('PATTERN { [open, ~exit:x] } WHERE { [ProcessId] } WITHIN { 5 s }').claim).toBe('every-first-completion');
    expect(claim('PATTERN { [open, write, ~exit:x] } WHERE { [ProcessId] } WITHIN { 5 s } SELECT { all(8) }')).toEqual({
      claim: 'every-match', reasons: ["the negated 'x' does not stand directly behind a first step of one event"],
    });
    expect(claim('PATTERN { [open, write, ~exit:x] } WHERE { [ProcessId] } WITHIN { 5 s } SELECT { any(8) }').claim)
      .toBe('every-first-completion');
  });

  it('depends on the selection', () => {
    const rule = 'PATTERN { [open:a, write:b, ~exit, write] } WHERE { [ProcessId], a.Flags < b.Count } SELECT';
    expect(claim(`${rule} { earliest }`).claim).toBe('none');
    expect(claim(`${rule} { all(8) }`).claim).toBe('every-match');
    expect(claim(`${rule} { all(8) }`).reasons).toHaveLength(2);
    expect(claim(`${rule} { any(8) }`).claim).toBe('every-first-completion');
  });
});

function claim(text: string): ReturnType<typeof completenessOf> {
  const { program } = checkText(`EVENTS "t.h"\nRULE r\n${text}\n`, header);
  const [rule] = program?.rules ?? [];
  if (rule === undefined) {
    throw new Error('a rule of this test has an error');
  }
  return completenessOf(rule);
}
