// What bounds the parser: every number a file can run into, so that no file can exhaust memory, stack or patience.

/** In UTF-16 units. Long lists belong in a file of their own (SET ... FROM). */
export const maxFileLength = 1 << 20;
export const maxNameLength = 64;
/** Brackets, and operators before an operand, that are open at one place. */
export const maxNesting = 64;
/** Height of an expression or of a chain of else if. */
export const maxTreeHeight = 512;
/** Of one file in one run. */
export const maxErrors = 50;
