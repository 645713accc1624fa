// What bounds a rule: every number that a rule can run into, with its reason. Each error says the number and the limit.

/** Of one object: clang 14 takes 60 ms for each of a hundred, and more of more. */
export const maxRules = 4096;
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
/** Of one DO, those in branches of an if too: what a reaction costs is bounded. */
export const maxStatements = 64;
/** Integers that `let` names in one DO: they lie on the stack of a program, which has 512 bytes. */
export const maxLocals = 8;
/** Of what log writes, without what its arguments add. */
export const maxFormatBytes = 128;
/** A label has a fixed size in the object, its NUL included. */
export const maxLabelBytes = 95;
/** Fields that a run keeps for later: the size of a run is the size of a map's value times its runs. */
export const maxCapturedBytes = 1024;
/** IN is a row of comparisons. */
export const maxMembers = 64;
/** Least number of events of an array: each is a state of its own. */
export const maxArrayLeast = 64;
/** N of all(N) and any(N): the runs of one key are walked one by one under its lock. */
export const maxRuns = 64;
/** N where there is a secondary identity: every run is compared with every other, under the same lock. */
export const maxRunsWithSecondary = 32;
/** N of a rule with a secondary identity that does not say it. */
export const defaultRunsWithSecondary = 16;
/** Events of a shortest match that is looked at: a chain of more has too many states. */
export const maxShortestMatch = 256;
/** What looking at shortest matches may cost, in runs looked at by an event: so that no rule keeps the compiler busy. */
export const maxLookedAt = 60_000;
/** What exe() gives, its NUL included. */
export const exeBytes = 256;
/** What comm() gives, its NUL included. */
export const commBytes = 16;
/** LIKE is an automaton over bytes, the number of whose state is one byte in a table. */
export const maxGlobStates = 256;
/** Of all files: each is a map, of which the kernel lets a program have 64. */
export const maxTables = 16;
/** Of all files. */
export const maxVariables = 256;
/** Entries of a TABLE. */
export const maxCapacity = 1_000_000n;
/** Parts of a TABLE's key. */
export const maxTableKeys = 4;
/** The kernel takes no longer keys of maps. */
export const maxTableKeyBytes = 512;
