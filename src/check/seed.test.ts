import { describe, expect, it } from 'vitest';
import { print } from './print.js';
import { checkText } from './test/check-text.js';

const short = `EVENTS "wmkevents.h"

RULE nosyscallexit
PATTERN { [syscall:a, ~(syscallexit|threadtermination), syscall] }
WHERE   { [ProcessId], [ThreadId], a.SyscallNr < 300 }
RETURN  { a.SyscallNr, a.TimeStamp }
`;

const long = `EVENTS "wmkevents.h"

RULE nosyscallexit
PATTERN { [syscall:a, ~(syscallexit:b|threadtermination:c), syscall:d] }
WHERE   { a.ProcessId == b.ProcessId, a.ProcessId == c.ProcessId, a.ProcessId == d.ProcessId,
          a.ThreadId == b.ThreadId, a.ThreadId == c.ThreadId, a.ThreadId == d.ThreadId,
          a.SyscallNr < 300 }
RETURN  { a.SyscallNr, a.TimeStamp }
`;

describe('the first rule of the language', () => {
  it('has the key that its joins say', () => {
    expect(checked(short)).toBe(`rule nosyscallexit
$0 syscall:a
  $0.SyscallNr < 300
$1 ~syscallexit
$2 ~threadtermination
$3 syscall
chain $0, ~($1 | $2) $3
key by process: $0.ProcessId = $1.ProcessId = $2.ProcessId = $3.ProcessId
key by thread: $0.ThreadId = $1.ThreadId = $2.ThreadId = $3.ThreadId
column $0.SyscallNr AS 'a.SyscallNr': s64
column $0.TimeStamp AS 'a.TimeStamp': u64
`);
  });

  it('is the same in its long form, but for names', () => {
    const withoutNames = (text: string): string => text.replace(/^(\$\d+ ~?\w+):\w+$/gm, '$1');
    expect(withoutNames(checked(long))).toBe(withoutNames(checked(short)));
  });

  it('needs no link that others imply', () => {
    const fewer = long.replace('a.ProcessId == c.ProcessId, a.ProcessId == d.ProcessId',
      'd.ProcessId == c.ProcessId && c.ProcessId == b.ProcessId');
    expect(fewer).not.toBe(long);
    expect(checked(fewer)).toBe(checked(long));
  });
});

function checked(text: string): string {
  const { program, diagnostics } = checkText(text);
  expect(diagnostics).toEqual([]);
  const [rule] = program?.rules ?? [];
  return rule === undefined ? '' : print(rule);
}
