import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkText } from '../check/test/check-text.js';
import { render } from '../source/render.js';
import { refuse } from './refuse.js';

const header = { 't.h': readFileSync('src/check/test/cases/t.h', 'utf8') };

describe('signed fields that agree with unsigned ones of 64 bits', () => {
  it('are refused in a key', () => {
    expect(refused('PATTERN { [write:a, write:b] } WHERE { a.Count == b.Offset }')).toBe(
      `x.wmk:3:40: error[type-mismatch]: a join of signed fields with unsigned fields of 64 bits
  3 | PATTERN { [write:a, write:b] } WHERE { a.Count == b.Offset }
    |                                        ^^^^^^^^^^^^^^^^^^^
  note: x.wmk:3:12: 'Count' of this event takes part
  note: x.wmk:3:21: 'Offset' of this event takes part
  hint: compare their values in a condition of its own: a.X + 0 == b.Y, where X is the signed one
`);
  });

  it('are refused outside the key', () => {
    const rule = 'PATTERN { [write:a, exit:x, write:b] } WHERE { [ProcessId], a.Count == b.Offset }';
    expect(refused(rule)).toContain('a join of signed fields with unsigned fields of 64 bits');
    expect(refused(rule.replace('a.Count == ', 'a.Count + 0 == '))).toBe('');
    expect(refused(rule.replace('b.Offset', 'b.Level'))).toBe(''); // of 8 bits
    expect(refused(rule.replace('a.Count', 'a.Inode'))).toBe('');
  });
});

function refused(rule: string): string {
  const { program, diagnostics } = checkText(`EVENTS "t.h"\nRULE r\n${rule}\n`, header);
  if (program === null) {
    throw new Error(render(diagnostics));
  }
  return render(refuse(program));
}
