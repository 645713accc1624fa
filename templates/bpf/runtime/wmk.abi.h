/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.abi.h - what a generated object and its loader agree on
 *
 * An object describes itself: the tables below stand in its section
 * .rodata.wmk, so that a loader needs no other file.
 */
#ifndef WMK_ABI_H
#define WMK_ABI_H

#include <linux/types.h>

#define WMK_ABI_VERSION		4

#define WMK_NAME_SIZE		64
#define WMK_LABEL_SIZE		96
#define WMK_SECTION_SIZE	96
#define WMK_SOURCE_SIZE		128
#define WMK_FORMAT_SIZE		160

/* The object: one. Symbol: wmk_object. */
struct wmk_object_info {
	__u32 abi;			/* WMK_ABI_VERSION */
	__u32 nr_rules;
	__u32 nr_columns;
	__u32 nr_kinds;
	__u32 nr_points;
	__u32 nr_tables;
	__u32 nr_fields;
	__u32 nr_variables;
	__u32 nr_notes;
	__u32 nr_reactions;
	char generator[WMK_NAME_SIZE];	/* "wmkgen 0.1.0" */
};

/* A rule. Symbol: wmk_rules[nr_rules]. */
struct wmk_rule_info {
	char name[WMK_NAME_SIZE];
	char source[WMK_SOURCE_SIZE];	/* "secrets.wmk:12" */
	__u32 first_column;		/* index into wmk_columns */
	__u32 nr_columns;
	__u32 record_bytes;		/* struct wmk_record and columns */
	__u32 table;			/* where its runs are: an index into wmk_tables, or ... */
	__u32 taskless;			/* a kind of it whose events are nobody's: an index, or WMK_NO_KIND */
	__u32 first_note;		/* index into wmk_notes */
	__u32 nr_notes;
	__u32 first_reaction;		/* index into wmk_reactions */
	__u32 nr_reactions;		/* at most 64 */
};

#define WMK_NO_TABLE	(~0U)	/* ... every match is complete with its first event */
#define WMK_NO_KIND	(~0U)	/* in place of an index into wmk_kinds */

enum wmk_column_type {
	WMK_COLUMN_S64 = 1,		/* any width: .bytes says 1, 2, 4, 8 */
	WMK_COLUMN_U64,			/* likewise */
	WMK_COLUMN_STRING,		/* NUL-terminated within .bytes */
	WMK_COLUMN_ADDRESS,		/* IPv6, or IPv4 mapped into it; 16 bytes */
	/*
	 * A stack of the kernel: a __u64 for each frame, the innermost first;
	 * what there are too few frames for is 0.
	 */
	WMK_COLUMN_KSTACK,
	/*
	 * A stack of a process: a __u64 that is the process's number (tgid),
	 * then as above. No frames: there is none to be had.
	 */
	WMK_COLUMN_USTACK,
};

/* A column of a record, in the order of RETURN. Symbol: wmk_columns[]. */
struct wmk_column_info {
	char label[WMK_LABEL_SIZE];	/* "a.SyscallNr", or the name after AS */
	__u32 offset;			/* from the start of the record */
	__u32 bytes;
	__u32 type;			/* enum wmk_column_type */
};

/*
 * A log or emit of DO, in source order: what it says goes as a record of its
 * own, before that of the match. Symbol: wmk_notes[nr_notes].
 */
struct wmk_note_info {
	/*
	 * What log writes: text, in which %d, %u, %x and %s stand for the columns
	 * in turn, and %% for one of these signs. Ends with NUL.
	 */
	char format[WMK_FORMAT_SIZE];
	__u32 is_log;			/* 0: an emit */
	__u32 first_column;		/* index into wmk_columns, behind those of all rules */
	__u32 nr_columns;
	__u32 record_bytes;		/* struct wmk_record and columns */
};

enum wmk_reaction_call {
	WMK_SIGNAL_PROCESS = 1,		/* .number: the signal */
	WMK_SIGNAL_THREAD,
	WMK_DENY,			/* .number: the error, positive */
	WMK_OVERRIDE,			/* .number: what the function returns, negative */
	WMK_NICE,			/* .number: added to the process's nice value; by the loader */
};

/* A call of DO that changes the system, in source order. Symbol: wmk_reactions[nr_reactions]. */
struct wmk_reaction_info {
	__u32 call;			/* enum wmk_reaction_call */
	__s32 number;
	char source[WMK_SOURCE_SIZE];	/* "secrets.wmk:12" */
};

/* A kind of event. Symbol: wmk_kinds[nr_kinds]. */
struct wmk_kind_info {
	char name[WMK_NAME_SIZE];
	__u32 first_field;		/* index into wmk_fields */
	__u32 nr_fields;
	__u32 event_bytes;		/* of its struct, in an event record */
	__u32 flags;			/* enum wmk_kind_flag */
};

/* What the head of an event record says of the kind's events. */
enum wmk_kind_flag {
	WMK_KIND_HAS_TASK = 1,		/* they are the current thread's, not nobody's */
	WMK_KIND_PROCESS_ID = 2,	/* their field ProcessId is the current process */
	WMK_KIND_THREAD_ID = 4,		/* their field ThreadId is the current thread */
};

/*
 * What the programs read of events, in the order of the kinds. Symbol:
 * wmk_fields[nr_fields].
 */
struct wmk_field_info {
	char name[WMK_NAME_SIZE];	/* "SyscallNr" */
	__u32 offset;			/* from the start of the event */
	__u32 bytes;
	__u32 type;			/* enum wmk_column_type, but no stack */
	__u32 start;			/* offset of the start time (a __u64) of the process or thread, or ... */
};

#define WMK_NO_START		(~0U)	/* ... it is not read, or the field is neither */

/*
 * A VAR. Symbol: wmk_variables[nr_variables]; its value stands at the same
 * index in the section .data.wmk_vars, which is an array of __s64.
 */
struct wmk_variable_info {
	char name[WMK_NAME_SIZE];
	char source[WMK_SOURCE_SIZE];	/* "secrets.wmk:12"; each file may have one of the name */
};

/*
 * A place where a kind can be raised. Those of one kind stand in order of
 * preference; the loader takes the first that the kernel has, sets its
 * wmk_raise[] and clears the others'. Where the rules of a kind are too many
 * for one program they are in several parts, each with points of its own. A
 * program with no point left is not loaded; programs are attached in the order
 * in which points first name them. Symbol: wmk_points[nr_points].
 */
struct wmk_point_info {
	char program[WMK_NAME_SIZE];	/* name of the BPF program */
	char section[WMK_SECTION_SIZE];	/* "tp_btf/sys_enter", "lsm/file_open" */
	__u32 kind;			/* index into wmk_kinds, or WMK_NO_KIND: it only ends keys */
	__u32 part;			/* of the kind's rules, from 0 */
	__u32 place;			/* of the kind's places, from 0: one point of each is taken */
	/*
	 * 1: a rule may refuse the event here. Behind a program that refuses it the
	 * kernel calls no other, so the loader attaches these last.
	 */
	__u32 denies;
};

enum wmk_table_storage {
	WMK_STORAGE_BUCKETS = 1,	/* an array of locked buckets */
	WMK_STORAGE_TASK,		/* task storage: a key a thread */
};

/* Where the runs of rules with one key live. Symbol: wmk_tables[nr_tables]. */
struct wmk_table_info {
	char map[WMK_NAME_SIZE];	/* name of the BPF map */
	char key[WMK_LABEL_SIZE];	/* for people: "ProcessId", "UserId, Inode" */
	__u32 storage;			/* enum wmk_table_storage */
	__u32 keys;			/* how many it is made for; 0: as many as threads */
	__u32 bytes_per_key;
	char timers[WMK_NAME_SIZE];	/* name of the map of its timers, a bucket each; or empty */
	char make_timers[WMK_NAME_SIZE];	/* iterator to run, until it succeeds, before any program is active */
};

/* What a record in the ring buffer wmk_records begins with. */
struct wmk_record {
	__u32 rule;			/* index into wmk_rules */
	__u32 lost;			/* records this rule has lost so far */
	__u64 time;			/* of the match: ns, CLOCK_MONOTONIC */
	__u64 nulls;			/* bit i: column i of the rule is null */
	__u64 cgroup;			/* of the last event's task; 0: it has none */
	/*
	 * Of DO. A note comes before its match; the match says what was asked for:
	 * bit i of .reached stands for reaction i of the rule, .verdict says what
	 * became of all of them, and .failed of which of these the kernel refused.
	 */
	__u32 note;			/* 0: a match; else a note of the rule, counted from 1 */
	__u32 verdict;			/* enum wmk_verdict; 0 where .reached is */
	__u64 reached;
	__u64 failed;
	/* Whom they were for: the current process and when it began; 0 where .reached is. */
	__u32 pid;
	__u32 tid;
	__u64 process_start;		/* ns, CLOCK_BOOTTIME */
};

/* What becomes of a match's reactions; all but the first: they were not done, for this reason. */
enum wmk_verdict {
	WMK_REACTED = 1,
	WMK_MONITORED,			/* the rule is not enforced */
	WMK_LAPSED,			/* it is, but the loader has not renewed its lease */
	WMK_SPARED,			/* the task is one that is not reacted upon */
	WMK_LIMITED,			/* the rule has reacted too often of late */
};

#define WMK_NR_VERDICTS	5

/*
 * Which rules are enforced; in the section .data.wmk_arms, which may be mapped.
 * There where the object has reactions. Another process may clear rules[] too.
 */
struct wmk_arms {
	__u32 magic;			/* WMK_ARMS_MAGIC */
	__u32 nr_rules;
	/* Enforcement ends then: ns, CLOCK_BOOTTIME; WMK_NO_LEASE: it does not. */
	__u64 lease;
	__extension__ __u32 rules[];	/* 1: enforced; C++ has no such member by itself */
};

#define WMK_ARMS_MAGIC	0x736d7261U
#define WMK_NO_LEASE	(~0ULL)

/*
 * How often a rule reacts: a match that reacts takes .interval, of which
 * .burst may be taken at once; in .rodata.wmk_paces one a rule.
 */
struct wmk_pace {
	__u64 interval;			/* ns; 0: no limit */
	__u64 burst;			/* ns */
};

/*
 * Who is not reacted upon: bits, in .rodata.wmk_spares a __u8 for each rule; and
 * for all of them whoever is in one of the WMK_NR_SPARED struct wmk_scope of
 * .rodata.wmk_spared, where the cgroup is at index nr_rules + 1 of wmk_cgroups.
 */
enum wmk_spare {
	WMK_SPARE_INIT = 1,		/* process 1 */
	WMK_SPARE_LOADER = 2,		/* the process in .rodata.wmk_loader, a __u32 */
	WMK_SPARE_KERNEL = 4,		/* threads of the kernel */
};

#define WMK_NR_SPARED	3

#define WMK_COMM_SIZE	16

/*
 * What a record in the ring buffer wmk_events begins with, which is written
 * for each event that is read while the loader records. The event's struct
 * follows, as wmk_fields says; where a thread or process ends, an end.
 */
struct wmk_event_record {
	__u32 kind;			/* index into wmk_kinds, or WMK_END_... */
	__u32 lost;			/* events lost so far: ring buffer full */
	__u32 busy;			/* events lost so far: no scratch memory free */
	/* Of the current thread, whatever fields the kind has. */
	__u32 cpu;
	__u32 pid, tid;
	__u32 ppid;
	__u32 uid, gid;
	__u32 unused;			/* 0 */
	__u64 process_start, thread_start;	/* ns; a number alone may be used again */
	__u64 cgroup;
	char comm[WMK_COMM_SIZE];
};

/* In place of a kind, where a thread or process ends ... */
#define WMK_END_THREAD	(~1U)
#define WMK_END_PROCESS	(~0U)

/* ... and what then stands behind a struct wmk_event_record. */
struct wmk_end {
	__u64 start;			/* ns, as in start times of events */
	__u32 id;			/* of the thread or process that ended */
	__u32 unused;			/* 0 */
};

/* Events lost from wmk_events, over all CPUs; in the section .data.wmk_event_losses. */
struct wmk_event_losses {
	__u32 lost;
	__u32 busy;
};

#define WMK_SCOPE_USERS	16
#define WMK_SCOPE_EXES	16

/* A file as the kernel numbers it, which stat(2) need not tell: overlayfs. */
struct wmk_file_id {
	__u64 inode;
	__u32 device;			/* of the superblock: major << 20 | minor */
	__u32 unused;			/* 0 */
};

/*
 * Which tasks' events are read: those for which all that is asked is true.
 * In .rodata.wmk_scopes there is one a rule, and behind them one for the whole
 * object. The cgroup is at the same index of the map wmk_cgroups.
 */
struct wmk_scope {
	__u32 asked;			/* bits of enum wmk_asked; 0: every event is read */
	__u32 nr_users;
	__u32 nr_exes;
	__u32 unused;			/* 0 */
	__u32 users[WMK_SCOPE_USERS];	/* real user IDs: the task's is one of them */
	struct wmk_file_id exes[WMK_SCOPE_EXES];	/* the file that it executes is one of them */
};

enum wmk_asked {
	WMK_ASKED_CGROUP = 1,		/* the task is in that cgroup or below it */
	WMK_ASKED_USERS = 2,
	WMK_ASKED_EXES = 4,
};

/*
 * Names of the rest: the ring buffer of matches is wmk_records, that of events
 * wmk_events. The section .data.wmk_active holds one __u64, 0 until the loader
 * has attached every program and writes the time: ns, CLOCK_MONOTONIC; .rodata.wmk_raise holds one __u8 a
 * point; .rodata.wmk_record one __u8, 1 where events are to be recorded;
 * .rodata.wmk_counts_only one __u8, 1 where events are counted and no rule
 * reads them; .rodata.wmk_seed, where there is one, a __u64 that the loader
 * chooses at random. The arrays wmk_scratch, where there is one, and wmk_stats,
 * where it is a plain one, have memory for one CPU; the loader makes them as
 * many times as large as there are possible CPUs.
 */
#ifndef WMK_CPUS
#define WMK_CPUS	1
#endif

/*
 * What was counted, on one CPU; the map wmk_stats is a per-CPU array with one
 * value, or an array with one for each CPU: __u64 kinds[nr_kinds], events read; __u64 outside[nr_kinds], events
 * out of the object's scope; then struct wmk_rule_stats rules[nr_rules].
 */
struct wmk_rule_stats {
	__u64 begun;			/* runs that an event began */
	__u64 forked;			/* runs that an event made of others: selection any */
	__u64 moved;			/* runs that an event moved on */
	__u64 killed;			/* runs ended by a negation */
	__u64 expired;			/* runs whose window passed */
	__u64 replaced;			/* runs given up for a later one: selection */
	__u64 evicted;			/* runs dropped for want of room */
	__u64 overflowed;		/* runs that only awaited their deadline, likewise */
	__u64 forgotten;		/* events that a leading negation no longer remembers, likewise */
	__u64 ended;			/* runs ended with their thread or process */
	__u64 refused;			/* keys refused: no room in the table */
	__u64 matches;
	__u64 lost;			/* records lost: ring buffer full */
	__u64 busy;			/* events lost: no scratch memory free */
	/* Matches whose DO came to a call that changes the system, by what became of it. */
	__u64 verdicts[WMK_NR_VERDICTS];	/* at enum wmk_verdict - 1 */
	__u64 unwritten;		/* entries of TABLEs that were not made: it is full */
	__u64 unnoted;			/* notes lost: ring buffer full */
};

/*
 * Of an object that was compiled with budgets; in any other one there is none of
 * this. .rodata.wmk_sample holds one __u32, a power of two: of so many events
 * one is timed, 0: none is. In wmk_stats there follows struct wmk_rule_cost
 * costs[nr_rules], and .data.wmk_budgets holds struct wmk_budget [nr_rules].
 */

/* What was timed of a rule, on one CPU, and what its budget kept from it. */
struct wmk_rule_cost {
	__u64 timed;			/* events */
	__u64 ns;			/* that its share of them took */
	__u64 unread;			/* events that came while it was suspended */
	__u64 dropped;			/* runs ended, as it was suspended after they began */
};

#define WMK_BUDGET_WINDOW	1000000000ULL	/* ns */

/*
 * What a rule may take of all CPUs together, and what came of it. The loader
 * sets the first two before the object is loaded, programs write the rest.
 */
struct wmk_budget {
	__u64 limit;			/* ns in a window, of the events that are timed; 0: none */
	__u64 pause;			/* ns that it is suspended for, up to WMK_FOR_EVER */
	/* Events before this time are not read, and runs begun before it end: ns, CLOCK_MONOTONIC. */
	__u64 until;
	__u64 window;			/* when the present window began, likewise */
	__u64 spent;			/* ns timed in it ... */
	__u64 longest;			/* ... of which one event took so many */
	/* Of the last time that it was suspended. */
	__u64 since;			/* ns, CLOCK_MONOTONIC */
	__u64 measured;			/* ns timed ... */
	__u64 span;			/* ... within so many */
	__u64 times;			/* how often so far */
};

#define WMK_FOR_EVER		(1ULL << 62)

/*
 * A SystemTap module NAME.ko describes itself by the same tables, to be found by the
 * symbols of the ELF file: there is no BTF. wmk_points say where SystemTap was told
 * to probe, in its own words. Under the names that variables of an object have there
 * are also, as they begin: wmk_rings, wmk_vars where there are VARs, wmk_sample and
 * wmk_budgets where it was compiled with budgets; and what is said to take memory has
 * symbols with the names of an object's maps: wmk_records, wmk_events, wmk_stats,
 * wmk_scratch, and .map of each table.
 *
 * What are maps and sections of an object are regions of the module, in the same
 * layout, and ring buffers are files. While it is loaded there are in
 * /proc/systemtap/NAME
 *
 *	records, events	read, again and again: whole frames, as many as there are, at most
 *			WMK_MOST_FRAMES bytes at a time, which are gone with that; no bytes:
 *			there are none yet. Who opens one that is open gets EBUSY
 *	order		write: struct wmk_order and its data; one that does not fit does nothing
 *	memory		read: what the last WMK_ORDER_SHOW asked for
 *
 * Who opens `memory` waits until nobody else has it open, and can read it once. So whoever
 * wants to be shown something opens it before that order, and reads it after.
 */
#define WMK_MOST_FRAMES		(64U << 10)
#define WMK_MOST_ORDER		(32U << 10)	/* bytes, with its data; and of what is shown */

/* What stands before each record, which is padded with 0 to a multiple of 8 bytes. */
struct wmk_frame {
	__u32 bytes;			/* of the record, without padding */
	__u32 unused;			/* 0 */
};

enum wmk_order_what {
	WMK_ORDER_WRITE = 1,		/* .bytes of data follow: into the region, at the offset */
	WMK_ORDER_SHOW,			/* the next reading of `memory` is .bytes of the region from the offset, or what there is */
	WMK_ORDER_FEED,			/* tests: raise .bytes of the events in FED, from .offset on */
	WMK_ORDER_CLEAR,		/* no runs, keys, counters, records, TABLEs' entries; VARs begin anew */
	WMK_ORDER_WHOAMI,		/* LOADER is the process that writes this: its number in the first pid namespace */
};

struct wmk_order {
	__u32 what;			/* enum wmk_order_what */
	__u32 region;			/* enum wmk_region, where .what is about one */
	__u32 offset;			/* bytes from the region's start */
	__u32 bytes;
};

/* One that the module does not have is of 0 bytes. */
enum wmk_region {
	WMK_REGION_SESSION = 0,		/* struct wmk_session, not to be written */
	WMK_REGION_STATS,		/* as the array wmk_stats: one for each of .nr_cpus */
	WMK_REGION_ACTIVE,		/* .data.wmk_active */
	WMK_REGION_SCOPES,		/* .rodata.wmk_scopes */
	/*
	 * In place of the array wmk_cgroups: for each a __u64, the number of the cgroup,
	 * which is the inode number of its directory; 0: none.
	 */
	WMK_REGION_CGROUPS,
	WMK_REGION_COUNTS_ONLY,		/* .rodata.wmk_counts_only */
	WMK_REGION_RECORD,		/* .rodata.wmk_record */
	WMK_REGION_RINGS,		/* struct wmk_rings */
	WMK_REGION_VARS,		/* .data.wmk_vars */
	WMK_REGION_ARMS,		/* .data.wmk_arms */
	WMK_REGION_PACES,		/* .rodata.wmk_paces */
	WMK_REGION_SPARES,		/* .rodata.wmk_spares */
	WMK_REGION_SPARED,		/* .rodata.wmk_spared */
	WMK_REGION_LOADER,		/* .rodata.wmk_loader */
	WMK_REGION_SEED,		/* .rodata.wmk_seed */
	WMK_REGION_LOST,		/* __u32 of each rule: records lost so far, as in struct wmk_record */
	WMK_REGION_EVENT_LOSSES,	/* .data.wmk_event_losses */
	WMK_REGION_BUDGETS,		/* .data.wmk_budgets */
	WMK_REGION_SAMPLE,		/* .rodata.wmk_sample */
	WMK_REGION_FED,			/* tests: events to be fed */
	WMK_REGION_RULES,		/* the table wmk_rules: for who switches them; not to be written */
	WMK_REGION_REACTIONS,		/* likewise wmk_reactions */
	WMK_NR_REGIONS,
};

/* Bytes of the ring buffers that may be used, at most what was compiled. */
struct wmk_rings {
	__u32 records;
	__u32 events;
};

struct wmk_session {
	__u32 abi;			/* WMK_ABI_VERSION */
	__u32 running;			/* 1: every probe is registered */
	__u32 nr_cpus;			/* values in STATS */
	__u32 has_recording;		/* 1: compiled with a ring buffer of events */
	__u32 records_bytes;		/* of the ring buffers, as compiled */
	__u32 events_bytes;
	__u64 table_bytes;		/* of memory for tables */
	__u64 module_bytes;		/* of all memory that the module declares for data */
	__u64 skipped;			/* times SystemTap skipped a probe: inside another, or short of stack */
	__u64 errors;			/* soft errors of probes */
	__u64 missed;			/* returns not seen, as too many calls were under way; where known */
};

#endif /* WMK_ABI_H */
