/**
 * Takes a number and returns the text of so many rules on the same attach points, which differ in the system call, the
 * user or the path that they are about; nothing that the bench's loops do concerns one of them.
 */

const FIRST_USER = 4_000_000;
/** Above all system calls that there are. */
const FIRST_CALL = 10_000;

export function manyRules(nrRules: number, catalogue = 'wmkevents.h'): string {
  return [`EVENTS "${catalogue}"`, ...Array.from({ length: nrRules }, (_, index) => rules[index % rules.length]!(index))].join('\n\n');
}

const rules: readonly ((index: number) => string)[] = [
  (index) => `RULE calls_${index}
PATTERN { [syscall:a, syscall:b] }
WHERE   { [ThreadId], a.SyscallNr == ${FIRST_CALL + 2 * index}, b.SyscallNr == ${FIRST_CALL + 2 * index + 1} }
RETURN  { a.SyscallNr, b.TimeStamp }`,
  (index) => `RULE user_${index}
PATTERN { [syscall:a, ~syscallexit:x, syscall:b] }
WHERE   { [ThreadId], a.UserId == ${FIRST_USER + index}, x.UserId == ${FIRST_USER + index}, b.UserId == ${FIRST_USER + index} }
RETURN  { a.SyscallNr, b.TimeStamp }`,
  (index) => `RULE path_${index}
PATTERN { [exec:a, syscall:b] }
WHERE   { [ThreadId], a.FileName STARTSWITH "/opt/${index}/", b.SyscallNr == ${FIRST_CALL + 2 * index} }
RETURN  { a.FileName, b.TimeStamp }`,
];
