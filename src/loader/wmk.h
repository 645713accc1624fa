/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.h - libwmk: open an object that wmkgen made, attach it, read its records
 *
 * The life of an object, each call once and in this order:
 *
 *	wmk_open	read the file and what it says about itself
 *	wmk_set_...	where something is to be other than it was built
 *	wmk_choose	pick an attach point for every kind of event
 *	wmk_load	hand programs and tables to the kernel
 *	wmk_attach	attach the programs; they do nothing yet
 *	wmk_attach_denying	... and those that refuse events
 *	wmk_activate	let them read events, from this moment on
 *	wmk_poll, wmk_poll_events, wmk_read_stats, wmk_report_gaps,
 *	wmk_report_event_gaps	as often as wanted
 *	wmk_deactivate	events are no longer read
 *	wmk_unload	of a module: have it removed
 *	wmk_close	detach, unload, free; from any of these states
 *
 * An object is one for eBPF, or a SystemTap module NAME.ko, which is used alike:
 * what programs and maps are to the former, probes and memory of the module are to
 * the latter. It is inserted and removed by a process of staprun, which ends with
 * the thread that called wmk_load.
 *
 * Calls that can fail return a fault, WMK_OK being 0, and then say why in
 * *error. A handle belongs to one thread at a time. The library neither
 * prints (but see wmk_open's log) nor touches signals.
 */
#ifndef WMK_H
#define WMK_H

#include <stdbool.h>
#include <stdio.h>

#include "wmk.abi.h"

#ifdef __cplusplus
extern "C" {
#endif

enum wmk_fault {
	WMK_OK = 0,
	WMK_BAD_OBJECT,		/* not an object of wmkgen, or a damaged one */
	WMK_LACKING,		/* the kernel lacks what the object needs */
	WMK_FORBIDDEN,		/* not root, or not in the first user namespace */
	WMK_BUG,		/* the kernel refused what wmkgen generated */
	WMK_SYSTEM,		/* out of memory, unreadable file, ... */
	WMK_MISUSE,		/* a call out of order or a value out of range */
	WMK_UNSCOPED,		/* a scope that cannot be told of a kind's events */
};

struct wmk_error {
	enum wmk_fault fault;
	char text[2048];	/* one line, no full stop, no newline */
	char detail[16384];	/* further lines, or empty */
};

/* An open object. */
struct wmk;

/* What the running kernel has. One serves any number of objects. */
struct wmk_kernel;

/* What an object says about itself: checked, and its strings end. */
struct wmk_description {
	struct wmk_object_info object;
	struct wmk_rule_info *rules;		/* object.nr_rules */
	struct wmk_column_info *columns;	/* object.nr_columns */
	struct wmk_kind_info *kinds;		/* object.nr_kinds */
	struct wmk_point_info *points;		/* object.nr_points */
	struct wmk_table_info *tables;		/* object.nr_tables */
	struct wmk_field_info *fields;		/* object.nr_fields */
	struct wmk_variable_info *variables;	/* object.nr_variables */
	struct wmk_note_info *notes;		/* object.nr_notes */
	struct wmk_reaction_info *reactions;	/* object.nr_reactions */
	bool is_module;				/* of SystemTap; else it is an eBPF object */
};

/*
 * A match, or a note that comes before one, as the kernel told it; valid during
 * the call of the sink only.
 */
struct wmk_match {
	const struct wmk_rule_info *rule;
	const struct wmk_note_info *note;	/* NULL: a match */
	const struct wmk_column_info *columns;
	__u32 nr_columns;
	const struct wmk_record *record;
	__u64 number;		/* 1 for the rule's first match; counts lost ones too */
	const struct wmk_reaction_info *reactions;	/* rule->nr_reactions */
};

struct wmk_value {
	bool is_null;
	enum wmk_column_type type;
	union {
		__s64 s64;
		__u64 u64;
		struct {
			const char *bytes;	/* no NUL among them */
			size_t length;
		} string;
		const __u8 *address;		/* 16 bytes, network order */
		struct {
			const void *frames;	/* see wmk_frame */
			__u32 depth;
			__u32 process;		/* whose it is, 0: the kernel's */
		} stack;
	};
};

/* An event as a program read it, or an end; valid during the sink's call only. */
struct wmk_event {
	const struct wmk_event_record *record;
	const struct wmk_kind_info *kind;	/* NULL: an end */
	const struct wmk_field_info *fields;	/* kind->nr_fields */
	const void *values;			/* kind->event_bytes */
	const struct wmk_end *end;		/* NULL: an event */
};

enum wmk_cause {
	WMK_CAUSE_RING_BUFFER,	/* records lost: ring buffer full */
	WMK_CAUSE_TABLE,	/* keys refused: table full */
	WMK_CAUSE_SCRATCH,	/* events lost: no scratch memory free */
	WMK_CAUSE_SKIPPED,	/* events lost: the kernel skipped a program */
	WMK_CAUSE_PENDING,	/* runs dropped: too many of a key await their deadline */
	WMK_CAUSE_MEMORY,	/* events forgotten: a key remembers no more of them */
	WMK_CAUSE_ENTRIES,	/* entries of a TABLE not made: it is full */
	WMK_CAUSE_NOTES,	/* notes lost: ring buffer full */
	WMK_CAUSE_SUSPENDED,	/* events not read: the rule was suspended */
};

/* Something is missing from the stream of matches, or from that of events. */
struct wmk_gap {
	enum wmk_cause cause;
	const struct wmk_rule_info *rule;	/* NULL if SKIPPED, or of events */
	const char *program;			/* if SKIPPED, otherwise NULL */
	__u64 count;				/* since the last such gap */
};

/*
 * A rule took more than its budget, and suspended itself; or came back. Times
 * are ns, CLOCK_MONOTONIC.
 */
struct wmk_suspension {
	const struct wmk_rule_info *rule;
	bool over;		/* it is back, since `until` */
	__u64 since;
	__u64 until;		/* past every clock: it does not come back */
	__u64 took;		/* ns of CPUs' time, estimated from events that were timed, ... */
	__u64 within;		/* ... in so many ns */
	__u64 budget;		/* ns a second */
	__u64 times;		/* how often so far */
};

/* Where matches and gaps go. A call that does not return 0 stops wmk_poll. */
struct wmk_sink {
	void *context;
	int (*match)(void *context, const struct wmk_match *match);
	int (*note)(void *context, const struct wmk_match *note);
	int (*gap)(void *context, const struct wmk_gap *gap);
	/* NULL: nobody wants to know */
	int (*suspension)(void *context, const struct wmk_suspension *suspension);
};

/* Likewise where recorded events go; it stops wmk_poll_events. */
struct wmk_event_sink {
	void *context;
	int (*event)(void *context, const struct wmk_event *event);
	int (*gap)(void *context, const struct wmk_gap *gap);
};

struct wmk_program_stats {
	const char *name;
	const char *section;
	__u64 misses;		/* times the kernel skipped it since wmk_attach */
	bool loaded;		/* false: none of its attach points was chosen */
	__u64 runs;		/* since wmk_attach, and ns that they took; 0 without wmk_set_run_time */
	__u64 run_ns;
	__u32 verified;		/* instructions that the verifier walked, since wmk_load; 0: before Linux 5.16 */
};

/* Totals over all CPUs since wmk_load. */
struct wmk_stats {
	__u64 *kinds;				/* events read; nr_kinds */
	__u64 *outside;				/* events out of the object's scope; nr_kinds */
	bool scoped;				/* else these are 0 */
	struct wmk_rule_stats *rules;		/* nr_rules */
	struct wmk_rule_cost *costs;		/* nr_rules */
	__u32 sample;				/* of so many events one was timed; 0: none */
	bool budgeted;				/* a rule has a budget */
	const struct wmk_budget *budgets;	/* nr_rules */
	bool run_time;				/* the kernel measures programs */
	struct wmk_program_stats *programs;	/* nr_programs */
	__u32 nr_programs;
	__u64 malformed;	/* records that do not fit their description */
	bool recording;		/* else the rest is 0 */
	__u64 recorded;		/* events and ends handed to the sink */
	__u64 unrecorded;	/* events that are missing among them */
};

/*
 * Read an object file. Needs no privilege. log, if not NULL, gets whatever
 * libbpf says, for as long as the handle lives.
 * Faults: WMK_BAD_OBJECT, WMK_SYSTEM; *wmk is then NULL.
 */
enum wmk_fault wmk_open(const char *path, FILE *log, struct wmk **wmk,
			struct wmk_error *error);

/*
 * Have a module removed, which may take seconds, and say where it is not; of an
 * object wmk_close does all. Faults: WMK_SYSTEM.
 */
enum wmk_fault wmk_unload(struct wmk *wmk, struct wmk_error *error);

/* Whether it is a module that somebody else had removed, which was told. */
bool wmk_is_gone(const struct wmk *wmk);

/* Everything may be closed, NULL too. Detaches and unloads. */
void wmk_close(struct wmk *wmk);

/* Valid until wmk_close. */
const struct wmk_description *wmk_describe(const struct wmk *wmk);

/* The path given to wmk_open. */
const char *wmk_path(const struct wmk *wmk);

/* Bytes of the ring buffer: as built, or as set. */
__u32 wmk_ring_buffer(const struct wmk *wmk);

/*
 * Set the size of the ring buffer: bytes, a power of two, at least a page; of a
 * module at most what it was built with. Before wmk_load. Faults: WMK_MISUSE,
 * WMK_SYSTEM.
 */
enum wmk_fault wmk_set_ring_buffer(struct wmk *wmk, __u32 bytes,
				   struct wmk_error *error);

/* Of a module: was it compiled with a ring buffer of events? */
bool wmk_can_record(const struct wmk *wmk);

/*
 * Record every event that the programs read, through a ring buffer of so many
 * bytes, likewise. Before wmk_load. Faults: WMK_MISUSE, WMK_SYSTEM.
 */
enum wmk_fault wmk_set_recording(struct wmk *wmk, __u32 bytes,
				 struct wmk_error *error);

/*
 * Count events, of whomever, and show none to a rule: no match, and nothing is
 * done. Before wmk_load. Faults: WMK_SYSTEM.
 */
enum wmk_fault wmk_set_counts_only(struct wmk *wmk, struct wmk_error *error);

/*
 * Have the kernel measure how long programs run: all of the machine's, for as
 * long as the handle lives, at the price of two looks at the clock a run.
 * Faults: WMK_FORBIDDEN, WMK_LACKING; WMK_MISUSE of a module.
 */
enum wmk_fault wmk_set_run_time(struct wmk *wmk, struct wmk_error *error);

/* Whether the object was compiled with budgets (wmkgen --budgets). */
bool wmk_has_budgets(const struct wmk *wmk);

/*
 * Time one of so many events, a power of two, so that the rules' shares are
 * known; 0: none. Of an object with budgets, before wmk_load. Faults:
 * WMK_MISUSE, WMK_SYSTEM.
 */
enum wmk_fault wmk_set_sample(struct wmk *wmk, __u32 sample,
			      struct wmk_error *error);

/*
 * Have a rule suspend itself when it takes more ns of CPUs' time within a
 * second, and for how many ns, up to WMK_FOR_EVER. After wmk_set_sample, before
 * wmk_load. Faults: WMK_MISUSE, WMK_SYSTEM.
 */
enum wmk_fault wmk_set_budget(struct wmk *wmk, __u32 rule, __u64 ns,
			      __u64 pause, struct wmk_error *error);

/* Bytes of the ring buffer of events. */
__u32 wmk_event_ring_buffer(const struct wmk *wmk);

/* The value that a VAR begins with, an index below object.nr_variables. */
__s64 wmk_variable(const struct wmk *wmk, __u32 variable);

/* Set it. Before wmk_load. Faults: WMK_MISUSE, WMK_SYSTEM. */
enum wmk_fault wmk_set_variable(struct wmk *wmk, __u32 variable, __s64 value,
				struct wmk_error *error);

/*
 * Read the events of some tasks only: for one rule, or, behind the rules, for
 * all of the object, where an event must be in both. cgroup is a directory of
 * the second version's hierarchy, open, if scope->asked has WMK_ASKED_CGROUP.
 * Before wmk_load. Faults: WMK_MISUSE, WMK_SYSTEM; WMK_UNSCOPED where events
 * of a kind are nobody's, so that no scope can be said of them.
 */
enum wmk_fault wmk_set_scope(struct wmk *wmk, __u32 rule,
			     const struct wmk_scope *scope, int cgroup,
			     struct wmk_error *error);

/* What maps are for. */
enum wmk_memory_part {
	WMK_MEMORY_TABLES,
	WMK_MEMORY_TIMERS,
	WMK_MEMORY_THREADS,	/* task storage, which grows with threads */
	WMK_MEMORY_ENTRIES,	/* TABLEs of the rules */
	WMK_MEMORY_RING,
	WMK_MEMORY_EVENT_RING,	/* of recorded events */
	WMK_MEMORY_SCRATCH,
	WMK_MEMORY_COUNTERS,
	WMK_MEMORY_OTHER,
	WMK_NR_MEMORY_PARTS,
};

/* Bytes of the kernel's memory, at the most. */
struct wmk_memory {
	__u64 bytes;				/* all of it */
	__u64 parts[WMK_NR_MEMORY_PARTS];
	__u64 a_thread;				/* of WMK_MEMORY_THREADS, for each of ... */
	__u64 threads;				/* ... as many as this kernel lets be */
};

/* What the maps of an object, as it is now set, take when it is loaded. */
void wmk_measure_memory(const struct wmk *wmk, struct wmk_memory *memory);

/*
 * Do what this rule asks of the system, which otherwise is only told. Before
 * wmk_choose, which says WMK_LACKING where the rule is to refuse events and this
 * kernel has no place for it. Faults: WMK_MISUSE, WMK_SYSTEM.
 */
enum wmk_fault wmk_set_enforced(struct wmk *wmk, __u32 rule,
				struct wmk_error *error);
bool wmk_is_enforced(const struct wmk *wmk, __u32 rule);

/* Is it so now, as others may arm and disarm rules of what is loaded? After wmk_load. */
bool wmk_is_armed(struct wmk *wmk, __u32 rule);

/*
 * Are processes' numbers in records those that this process knows them by, which
 * it is not in a PID namespace? After wmk_load, of what has reactions.
 */
bool wmk_knows_numbers(const struct wmk *wmk);

/* How often an enforced rule reacts: as built, ever so often. Likewise. */
enum wmk_fault wmk_set_pace(struct wmk *wmk, __u32 rule,
			    const struct wmk_pace *pace,
			    struct wmk_error *error);

/*
 * Upon whom it does not: bits of enum wmk_spare, as built all of them. Likewise.
 */
enum wmk_fault wmk_set_spares(struct wmk *wmk, __u32 rule, __u8 spares,
			      struct wmk_error *error);

/*
 * Nor upon who is in one of WMK_NR_SPARED scopes; cgroup as in wmk_set_scope.
 * Faults: WMK_MISUSE, WMK_SYSTEM; wmk_choose says WMK_UNSCOPED, as of a scope.
 */
enum wmk_fault wmk_set_spared(struct wmk *wmk, __u32 which,
			      const struct wmk_scope *scope, int cgroup,
			      struct wmk_error *error);

/* Switch rules that monitors of other processes have in the kernel. */
struct wmk_named_rule {
	const char *name;
	bool found;		/* some monitor has one, and it does something to the system */
};

struct wmk_switch {
	bool arm;			/* else disarm */
	struct wmk_kernel *kernel;	/* if arm; NULL: it can run no eBPF object */
	struct wmk_named_rule *rules;	/* nr_rules; none: all rules */
	__u32 nr_rules;
	__u32 monitors;		/* added to: such as have reactions */
	__u32 switched;		/* likewise: rules that were not so before */
};

/*
 * A monitor that is idle, or whose loader does not renew the lease, enforces
 * nothing, armed or not. Faults: WMK_FORBIDDEN, WMK_SYSTEM; WMK_LACKING where a
 * rule is to refuse events and this kernel would not.
 */
enum wmk_fault wmk_switch_rules(struct wmk_switch *to, struct wmk_error *error);

/* Bytes that a table takes in the kernel, 0 where that grows with threads. */
__u64 wmk_table_bytes(const struct wmk *wmk, __u32 table);

/*
 * Find out what this kernel has. Needs no privilege.
 * Faults: WMK_LACKING (older than 5.15, no BTF), WMK_SYSTEM.
 */
enum wmk_fault wmk_kernel_open(struct wmk_kernel **kernel,
			       struct wmk_error *error);
void wmk_kernel_close(struct wmk_kernel *kernel);

enum wmk_support {
	WMK_HAS,
	WMK_LACKS,
	WMK_CANNOT_TELL,
};

/* "6.1.0-56-amd64"; and whether this process may load programs to try it. */
const char *wmk_kernel_release(const struct wmk_kernel *kernel);
bool wmk_kernel_is_tried(const struct wmk_kernel *kernel);

/*
 * Has this kernel an attach point, such as "lsm/file_open"? As wmk_choose asks;
 * if it is not so or cannot be told, *reason says why.
 */
enum wmk_support wmk_probe_point(struct wmk_kernel *kernel, const char *section,
				 char *reason, size_t size);

/*
 * The name of a reaction, by its number from 0 on, NULL behind the last; and
 * can this kernel do it?
 */
const char *wmk_reaction(__u32 number);
enum wmk_support wmk_probe_reaction(struct wmk_kernel *kernel, __u32 number,
				    char *reason, size_t size);

/* May this process load programs? Or insert modules? Faults: WMK_FORBIDDEN. */
enum wmk_fault wmk_may_load(struct wmk_error *error);
enum wmk_fault wmk_may_insert(struct wmk_error *error);

/*
 * Pick the first attach point of each kind that this kernel has. A process
 * that may load programs tries each point with an empty program, which it
 * loads and, at functions, attaches for a moment; another process asks the
 * kernel's BTF only.
 * Faults: WMK_LACKING, with a line for each kind that has no point left;
 * WMK_FORBIDDEN, WMK_SYSTEM; WMK_UNSCOPED where executables are asked for and
 * a kind is read where a thread has none any more.
 * For a module SystemTap chose when it was built, so that all points count as
 * chosen, and no kernel is needed (NULL).
 */
enum wmk_fault wmk_choose(struct wmk *wmk, struct wmk_kernel *kernel,
			  struct wmk_error *error);

/* After wmk_choose: is this point, an index into points, in use? */
bool wmk_point_chosen(const struct wmk *wmk, __u32 point);

/*
 * Faults: WMK_FORBIDDEN, WMK_LACKING, WMK_BUG (detail: the end of the
 * verifier's log), WMK_SYSTEM, WMK_MISUSE. Of a module it takes as long as its
 * probes take to be registered, 30 s at the most; detail is what staprun said.
 */
enum wmk_fault wmk_load(struct wmk *wmk, struct wmk_error *error);

/*
 * Attach the programs that refuse no event, then those that do: the kernel calls
 * no program behind one that refuses, so that every object comes to the first
 * before any comes to the second.
 * Faults: WMK_FORBIDDEN, WMK_LACKING, WMK_SYSTEM, WMK_MISUSE.
 */
enum wmk_fault wmk_attach(struct wmk *wmk, struct wmk_error *error);
enum wmk_fault wmk_attach_denying(struct wmk *wmk, struct wmk_error *error);

/*
 * Rules with reactions that are enforced only do what they ask for until then:
 * ns of CLOCK_BOOTTIME, WMK_NO_LEASE for ever, 0 (as built) not at all. After
 * wmk_load, as often as wanted; nothing where the object has no reactions.
 */
void wmk_set_lease(struct wmk *wmk, __u64 until);

/* Enforce no rule any more; likewise. */
void wmk_disarm(struct wmk *wmk);

/* The second disarms first. Faults: WMK_SYSTEM, WMK_MISUSE. */
enum wmk_fault wmk_activate(struct wmk *wmk, struct wmk_error *error);
enum wmk_fault wmk_deactivate(struct wmk *wmk, struct wmk_error *error);

/*
 * Readable, for poll(2) and the like, when there are records; after wmk_load. Of
 * a module, which wakes nobody, it is so when it is time to look, every 20 ms.
 */
int wmk_fd(const struct wmk *wmk);

/*
 * Hand at most `most` waiting records to the sink, without blocking; *got says
 * how many there were. Fewer than `most`: no more are waiting, or the sink
 * stopped it. A gap known from a record comes before its match.
 * Faults: WMK_SYSTEM, WMK_MISUSE.
 */
enum wmk_fault wmk_poll(struct wmk *wmk, const struct wmk_sink *sink,
			unsigned int most, unsigned int *got,
			struct wmk_error *error);

/* The same for recorded events: -1 and a misuse where none are recorded. */
int wmk_event_fd(const struct wmk *wmk);
enum wmk_fault wmk_poll_events(struct wmk *wmk,
			       const struct wmk_event_sink *sink,
			       unsigned int most, unsigned int *got,
			       struct wmk_error *error);

/*
 * Read the counters; *stats is valid until the next call of this or
 * wmk_close. Faults: WMK_SYSTEM, WMK_MISUSE.
 */
enum wmk_fault wmk_read_stats(struct wmk *wmk, const struct wmk_stats **stats,
			      struct wmk_error *error);

/*
 * Hand the gaps and suspensions that the last wmk_read_stats shows, and no
 * earlier call told, to the sink. Poll between the two, so that a gap comes after the records
 * that were written before it.
 */
void wmk_report_gaps(struct wmk *wmk, const struct wmk_sink *sink);
/* The same for recorded events; before or after it. */
void wmk_report_event_gaps(struct wmk *wmk, const struct wmk_event_sink *sink);

/* The value of one of a match's columns, an index below nr_columns. */
struct wmk_value wmk_value(const struct wmk_match *match, __u32 column);

/* The value of one of an event's fields, an index below kind->nr_fields. */
struct wmk_value wmk_event_value(const struct wmk_event *event, __u32 field);

/* When the thread or process of such a field began; false: not known. */
bool wmk_event_start(const struct wmk_event *event, __u32 field, __u64 *ns);

/* An address of a stack, an index below its depth; the innermost first. */
__u64 wmk_frame(const struct wmk_value *stack, __u32 frame);

#ifdef __cplusplus
}
#endif

#endif /* WMK_H */
