// The bounds that the plan and the automaton keep, each with its reason.

/** A state is one byte in a run; the table of moves of a rule stays within a few pages. */
export const maxStates = 240;
export const maxLetters = 1024;
export const maxMoves = 65_536;
/** Conditions on events of one kind, those that arrays and keys add included: their outcomes are an index into a table. */
export const maxPredicates = 12;
/** Every slot is code in the program of every kind of the rule: the verifier walks it. An array of 64 has so many. */
export const maxSlots = 72;
/** A move names what it writes in a 16-bit mask. */
export const maxUpdates = 16;
/** Bytes of captured fields in a run: a key's value is memory that is there before any event comes. */
export const maxRunBytes = 2048;
/** A record is one piece of the ring buffer. */
export const maxRecordBytes = 8192;
/** Ways of a bucket, as in wmk.rule.h. */
export const ways = 8;
/** Buckets have twice the ways that their keys need, so that few of them fill up before the table does. */
export const spareFactor = 2;
/** Pending runs of a key, beside the others: each is memory that is there before any event comes. */
export const mostPending = 16;
/** Different values that a key remembers of what a leading negation names. */
export const mostRemembered = 64;
/**
 * Rules that a program looks up together, as one function in C: what takes more is an index from the event to such
 * look-ups. It costs an event some 30 ns for each field, which is what ten conditions take.
 */
export const fewRules = 16;
/** A condition that more values of a field meet is no index to its rule. */
export const mostChosenValues = 65_536n;
/** Of a program, so that its look-ups are some 100. */
export const maxProgramRules = 1024;
/** Of a program, beside those of the monitor, and two of each of some 60 look-ups: the kernel takes 256. */
export const maxProgramFunctions = 100;
/** Of a program, in bytes: the kernel keeps 8,192 branches in mind on its way through it, and takes two a byte. */
export const maxProgramSearched = 3000;
/** Of a program, which may use 64 maps, TABLEs and the monitor's own among them. */
export const maxProgramTables = 24;
/** Of a table: where a key is made or ends, the runs of all are walked in one function. */
export const maxTableRules = 64;
/** Of what rules that share a table keep for a key: the kernel keeps no more than 64 KiB for a thread. */
export const maxKeyBytes = 32_768;
/** Of a table whose keys nobody has set a number of: it is memory that is there before any event comes. */
export const mostTableBytes = 256 * 2 ** 20;
export const defaultKeys = 65_536;
export const leastKeys = 1;
export const mostKeys = 16_777_216;
/** Instructions that the rules of a program may make the verifier walk by estimate: the kernel gives up at a million. */
export const maxVerified = 650_000;
/** The kernel gives up there: rules whose bounds leave it open whether one alone is too much are held to this. */
export const mostVerified = 1_000_000;
