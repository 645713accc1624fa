// What bounds a catalogue: every number that a header can run into.

/** Of a char array. Programs compare, copy and record strings in loops of this length that the verifier walks. */
export const maxStringBytes = 256;
/** As many as an eBPF program can have arguments; tracepoints take no more than 12. */
export const maxParameters = 12;
/** Of the names of kinds and fields; a rule cannot write longer ones. */
export const maxNameLength = 48;
/** Of one kind, the standard ones included: bounds the struct that a program holds on its stack or in scratch. */
export const maxFields = 64;
