// What bounds a rule: every number that a rule can run into, with its reason. Each error says the number and the limit.

/** Of one object: every attach point steps all rules of its kind in one program, which the verifier must walk. */
export const maxRules = 64;
/** A rule's name is a prefix of names in C, and records carry it in 64 bytes with what the generator adds. */
export const maxRuleNameLength = 48;
/** Steps and atoms of negations of one rule: a set of them is one 64-bit word. */
export const maxBindings = 64;
/** Alternatives multiply; a set of chains is one 64-bit word, and the automaton grows with each. */
export const maxChains = 64;
/** Parts of a WHERE: more than that is no rule that people wrote. */
export const maxConditions = 512;
/** Different single-event conditions on one kind in one rule: their outcomes are an index of 2^8 symbols. */
export const maxPredicatesPerKind = 8;
/** Outcomes of conditions over several events split each transition: 2^8 at the most. */
export const maxGuards = 8;
/** A record says with one bit each which of its columns are null, and is built in scratch memory. */
export const maxColumns = 32;
/** A label has a fixed size in the object, its NUL included. */
export const maxLabelBytes = 95;
/** Fields that a run keeps for later: the size of a run is the size of a map's value times its runs. */
export const maxCapturedBytes = 1024;
/** IN is a row of comparisons. */
export const maxMembers = 64;
/** N of latest(N), all(N) and so on: a set of runs of one key is one 64-bit word. */
export const maxSelected = 64n;
/** What exe() gives, its NUL included. */
export const exeBytes = 256;
/** What comm() gives, its NUL included. */
export const commBytes = 16;
/** LIKE is an automaton over bytes, the number of whose state is one byte in a table. */
export const maxGlobStates = 256;
