// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/fork_storm.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   16  RULE fork_storm
 *   17  PATTERN { threadcreation[32]:f }
 *   18  WHERE   { [UserId], [Comm], f.NewProcess == 1 }
 *   19  WITHIN  { 250 ms }
 *   20  RETURN  { last(f).UserId AS user, last(f).Comm AS program, last(f).ProcessId AS process }
 *
 * The engine that reads the tables below is wmk.bpf.h.
 */
#include "wmk.slots.h"
#include "wmk.record.h"
#include "wmk.scope.h"
#include "wmkevents.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

enum {
	FORK_STORM_RULE,
	NR_RULES
};

enum {
	THREADCREATION_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	THREADCREATION_AT_TP_BTF_SCHED_PROCESS_FORK,
	NR_POINTS
};

enum {
	BY_COMM_USER_TABLE,
	NR_TABLES
};

struct wmk_stats {
	__u64 kinds[NR_KINDS];
	__u64 outside[NR_KINDS];
	struct wmk_rule_stats rules[NR_RULES];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct wmk_stats);
} wmk_stats SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1048576);
} wmk_records SEC(".maps");

/* Written by the loader: when all programs were attached, in ns; 0: events are not read. */
__u64 wmk_active SEC(".data.wmk_active") = 0;

/* Written by the loader: 1 for the first point of a kind that this kernel has. */
const volatile __u8 wmk_raise[NR_POINTS] SEC(".rodata.wmk_raise") = {
	[THREADCREATION_AT_TP_BTF_SCHED_PROCESS_FORK] = 1,
};

/* Written by the loader: 1 where events are counted and no rule reads them. */
const volatile __u8 wmk_counts_only SEC(".rodata.wmk_counts_only") = 0;

/* Written by the loader: whose events a rule reads; behind the rules, whose events any does. */
#define WHOLE_OBJECT NR_RULES

const volatile struct wmk_scope wmk_scopes[NR_RULES + 1] SEC(".rodata.wmk_scopes") = {};

struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_ARRAY);
	__uint(max_entries, NR_RULES + 1);
	__type(key, __u32);
	__type(value, __u32);
} wmk_cgroups SEC(".maps");

/* Where no scope is asked for, the verifier leaves nothing of this. */
static __always_inline bool in_scope(__u32 scope)
{
	return !wmk_scopes[scope].asked ||
	       wmk_is_inside(&wmk_scopes[scope], &wmk_cgroups, scope);
}

/* Records lost, over all CPUs: a record says how many were before it. */
__u32 wmk_lost[NR_RULES] SEC(".data.wmk_lost") = {};

static __always_inline struct wmk_stats *stats_here(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&wmk_stats, &zero);
}

static __always_inline void count_outside(__u32 kind)
{
	struct wmk_stats *stats = stats_here();

	if (stats)
		wmk_count(&stats->outside[kind]);
}

/* A thread was created; the subject is the thread that created it. */
struct threadcreation_event {
	__u64 TimeStamp;
	char Comm[16] wmk_words;
	__u32 ProcessId;
	__u32 UserId;
	__u8 NewProcess;
};

/* Rule fork_storm, rules/fork_storm.wmk:16 */

enum {
	FORK_STORM_START = 1,
	FORK_STORM_AFTER_F = 2,	/* threadcreation */
	FORK_STORM_AFTER_F__2 = 3,	/* threadcreation, threadcreation */
	FORK_STORM_AFTER_F__3 = 4,	/* threadcreation, threadcreation, threadcreation */
	/* threadcreation, threadcreation, threadcreation, threadcreation */
	FORK_STORM_AFTER_F__4 = 5,
	/* threadcreation, threadcreation, threadcreation, threadcreation, threadcreation */
	FORK_STORM_AFTER_F__5 = 6,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation
	 */
	FORK_STORM_AFTER_F__6 = 7,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__7 = 8,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__8 = 9,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__9 = 10,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__10 = 11,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation
	 */
	FORK_STORM_AFTER_F__11 = 12,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__12 = 13,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__13 = 14,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__14 = 15,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__15 = 16,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation
	 */
	FORK_STORM_AFTER_F__16 = 17,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__17 = 18,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__18 = 19,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__19 = 20,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__20 = 21,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation
	 */
	FORK_STORM_AFTER_F__21 = 22,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__22 = 23,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__23 = 24,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__24 = 25,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__25 = 26,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation
	 */
	FORK_STORM_AFTER_F__26 = 27,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__27 = 28,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__28 = 29,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__29 = 30,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation
	 */
	FORK_STORM_AFTER_F__30 = 31,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation
	 */
	FORK_STORM_AFTER_F__31 = 32,
	/*
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation, threadcreation, threadcreation, threadcreation,
	 * threadcreation, threadcreation
	 */
	FORK_STORM_ACCEPT = 33,
	NR_FORK_STORM_STATES,
	NR_FORK_STORM_SLOTS = 31,
};

/* What an event is to the rule; 0: nothing. */
enum {
	FORK_STORM_ON_THREADCREATION = 1,	/* threadcreation as f */
	NR_FORK_STORM_LETTERS = 2
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	FORK_STORM_TAKES_F_LAST = 1 << 0,
	FORK_STORM_TAKES_F_LAST_2 = 1 << 1,
};

static const struct wmk_move
fork_storm_moves[NR_FORK_STORM_STATES][NR_FORK_STORM_LETTERS] wmk_table = {
	[FORK_STORM_START][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F, FORK_STORM_TAKES_F_LAST },
	[FORK_STORM_AFTER_F][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__2, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__2][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__3, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__3][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__4, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__4][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__5, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__5][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__6, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__6][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__7, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__7][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__8, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__8][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__9, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__9][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__10, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__10][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__11, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__11][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__12, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__12][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__13, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__13][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__14, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__14][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__15, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__15][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__16, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__16][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__17, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__17][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__18, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__18][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__19, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__19][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__20, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__20][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__21, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__21][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__22, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__22][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__23, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__23][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__24, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__24][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__25, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__25][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__26, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__26][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__27, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__27][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__28, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__28][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__29, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__29][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__30, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__30][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_AFTER_F__31, FORK_STORM_TAKES_F_LAST_2 },
	[FORK_STORM_AFTER_F__31][FORK_STORM_ON_THREADCREATION] =
			{ FORK_STORM_ACCEPT, FORK_STORM_TAKES_F_LAST_2 },
};

/* Where a key keeps a run in a state. */
static const __u8 fork_storm_slots[NR_FORK_STORM_STATES] wmk_table = {
	[FORK_STORM_AFTER_F] = 0,
	[FORK_STORM_AFTER_F__2] = 1,
	[FORK_STORM_AFTER_F__3] = 2,
	[FORK_STORM_AFTER_F__4] = 3,
	[FORK_STORM_AFTER_F__5] = 4,
	[FORK_STORM_AFTER_F__6] = 5,
	[FORK_STORM_AFTER_F__7] = 6,
	[FORK_STORM_AFTER_F__8] = 7,
	[FORK_STORM_AFTER_F__9] = 8,
	[FORK_STORM_AFTER_F__10] = 9,
	[FORK_STORM_AFTER_F__11] = 10,
	[FORK_STORM_AFTER_F__12] = 11,
	[FORK_STORM_AFTER_F__13] = 12,
	[FORK_STORM_AFTER_F__14] = 13,
	[FORK_STORM_AFTER_F__15] = 14,
	[FORK_STORM_AFTER_F__16] = 15,
	[FORK_STORM_AFTER_F__17] = 16,
	[FORK_STORM_AFTER_F__18] = 17,
	[FORK_STORM_AFTER_F__19] = 18,
	[FORK_STORM_AFTER_F__20] = 19,
	[FORK_STORM_AFTER_F__21] = 20,
	[FORK_STORM_AFTER_F__22] = 21,
	[FORK_STORM_AFTER_F__23] = 22,
	[FORK_STORM_AFTER_F__24] = 23,
	[FORK_STORM_AFTER_F__25] = 24,
	[FORK_STORM_AFTER_F__26] = 25,
	[FORK_STORM_AFTER_F__27] = 26,
	[FORK_STORM_AFTER_F__28] = 27,
	[FORK_STORM_AFTER_F__29] = 28,
	[FORK_STORM_AFTER_F__30] = 29,
	[FORK_STORM_AFTER_F__31] = 30,
};

struct fork_storm_run {
	struct wmk_run run;
	char f_last_Comm[16] wmk_words;	/* rules/fork_storm.wmk:17 */
	__u32 f_last_UserId;	/* rules/fork_storm.wmk:17 */
	__u32 f_last_ProcessId;	/* rules/fork_storm.wmk:17 */
};

/* A run that completed, and what its last event gives the record. */
struct fork_storm_match {
	struct fork_storm_run run;
};

static const struct wmk_rule fork_storm = {
	.moves = &fork_storm_moves[0][0],
	.nr_letters = NR_FORK_STORM_LETTERS,
	.nr_live = FORK_STORM_ACCEPT,
	.dead = NR_FORK_STORM_STATES,
	.run_bytes = sizeof(struct fork_storm_run),
	.window = 250000000ULL,	/* ns */
	.slots = fork_storm_slots,
	.nr_slots = NR_FORK_STORM_SLOTS,
};

static const __u8 fork_storm_threadcreation_letters[2] wmk_table = {
	[1] = FORK_STORM_ON_THREADCREATION,
};

/* The conditions on what is read first. */
static __always_inline __u64 fork_storm_threadcreation_early(const struct threadcreation_event *e)
{
	__u64 truth = 0;

	/* rules/fork_storm.wmk:18: f.NewProcess == 1 */
	truth = wmk_note(truth, e->NewProcess == 1, 0);
	return truth;
}

static __always_inline __u64 fork_storm_threadcreation_letter(const struct threadcreation_event *e)
{
	__u64 truth = fork_storm_threadcreation_early(e);

	barrier_var(truth);
	return wmk_hide(fork_storm_threadcreation_letters[truth & (2 - 1)]);
}

static __always_inline void fork_storm_threadcreation_update(void *run, const void *event,
		__u64 takes)
{
	struct fork_storm_run *to = run;
	const struct threadcreation_event *e = event;

	if (takes & FORK_STORM_TAKES_F_LAST) {
		to->f_last_UserId = e->UserId;
		wmk_copy(to->f_last_Comm, e->Comm, sizeof(to->f_last_Comm));
		to->f_last_ProcessId = e->ProcessId;
	}
	if (takes & FORK_STORM_TAKES_F_LAST_2) {
		to->f_last_UserId = e->UserId;
		wmk_copy(to->f_last_Comm, e->Comm, sizeof(to->f_last_Comm));
		to->f_last_ProcessId = e->ProcessId;
	}
}

static const struct wmk_reader fork_storm_threadcreation_reader = {
	.begins = true,
	.completes = true,
	.update = fork_storm_threadcreation_update,
};

struct fork_storm_record {
	struct wmk_record head;
	__u32 column_0;	/* "user" */
	char column_1[16] wmk_words;	/* "program" */
	__u32 column_2;	/* "process" */
};

static __always_inline void fork_storm_emit(const struct fork_storm_match *match, __u64 now,
		__u64 cgroup, struct wmk_rule_stats *stats)
{
	struct fork_storm_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[FORK_STORM_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, FORK_STORM_RULE, wmk_lost[FORK_STORM_RULE], now, cgroup);
	record->column_0 = match->run.f_last_UserId;
	wmk_copy(record->column_1, match->run.f_last_Comm, sizeof(record->column_1));
	record->column_2 = match->run.f_last_ProcessId;
	bpf_ringbuf_submit(record, 0);
}

struct by_comm_user_key {
	char Comm[16] wmk_words;
	__u32 UserId;
	__u8 padding[4];
};

struct by_comm_user_runs {
	struct fork_storm_run fork_storm[NR_FORK_STORM_SLOTS];
};

#define NR_BY_COMM_USER_BUCKETS 16384

struct by_comm_user_bucket {
	struct bpf_spin_lock lock;
	struct wmk_key ways[WMK_WAYS];
	struct by_comm_user_key keys[WMK_WAYS];
	struct by_comm_user_runs runs[WMK_WAYS];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_BY_COMM_USER_BUCKETS);
	__type(key, __u32);
	__type(value, struct by_comm_user_bucket);
} by_comm_user SEC(".maps");

/*
 * Finds the way of a key in its locked bucket and, where an event begins a
 * run, makes one. WMK_WAYS: the key is not there, or there is no room for it.
 */
static __always_inline __u32 by_comm_user_find(struct by_comm_user_bucket *bucket,
				      const struct by_comm_user_key *key, __u32 tag,
				      bool begins, __u64 now, struct wmk_stats *stats)
{
	__u32 way;

	way = wmk_find(bucket->ways, bucket->keys, key, sizeof(*key), tag);
	if (way < WMK_WAYS || !begins)
		return way;
	way = wmk_room(bucket->ways, now);
	if (way >= WMK_WAYS)
		return WMK_WAYS;
	way = wmk_way(way);
	if (bucket->ways[way].tag) {
		wmk_add(&stats->rules[FORK_STORM_RULE].expired,
			wmk_slots_end(&fork_storm, bucket->runs[way].fork_storm));
	}
	bucket->ways[way].tag = tag;
	bucket->ways[way].live = 0;
	bucket->ways[way].until = now;
	wmk_copy(&bucket->keys[way], key, sizeof(*key));
	return way;
}

/* What stands in memory while the event is shown to rules in by_comm_user. */
struct threadcreation_by_comm_user_work {
	struct {
		struct fork_storm_match fork_storm;
	} matches;
	struct {
		__u32 fork_storm;
	} letters;
};

struct threadcreation_frame {
	struct threadcreation_event event;
	struct threadcreation_by_comm_user_work by_comm_user;
};

/*
 * Memory for frames that are too large for the stack. A program may be
 * preempted by another one on its CPU, so there are several a CPU, each with
 * a flag; where all are taken the event is lost and counted as busy.
 */
#define NR_SCRATCH 4

struct wmk_scratch {
	__u64 taken;
	union {
		struct threadcreation_frame threadcreation;
	};
};

/* Not a per-CPU array, which takes no value above 32 KiB. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_SCRATCH * WMK_CPUS);
	__type(key, __u32);
	__type(value, struct wmk_scratch);
} wmk_scratch SEC(".maps");

static __always_inline struct wmk_scratch *take_scratch(void)
{
	struct wmk_scratch *scratch;
	__u32 i, index, first = bpf_get_smp_processor_id() * NR_SCRATCH;

	for (i = 0; i < NR_SCRATCH; i++) {
		index = first + i;
		scratch = bpf_map_lookup_elem(&wmk_scratch, &index);
		if (scratch && !__sync_lock_test_and_set(&scratch->taken, 1))
			return scratch;
	}
	return NULL;
}

static __always_inline void give_scratch(struct wmk_scratch *scratch)
{
	__sync_lock_test_and_set(&scratch->taken, 0);
}

/* Shows the event to the rules whose runs are in by_comm_user. */
static __always_inline void threadcreation_by_comm_user(struct threadcreation_frame *frame,
		struct wmk_stats *stats)
{
	struct threadcreation_by_comm_user_work *work = &frame->by_comm_user;
	struct by_comm_user_key key = {};
	struct by_comm_user_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(FORK_STORM_RULE))
		return;
	work->letters.fork_storm = fork_storm_threadcreation_letter(&frame->event);
	barrier();
	if (!work->letters.fork_storm)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.fork_storm.run.run.state = WMK_NO_STATE;
	wmk_copy(key.Comm, frame->event.Comm, 16);
	key.UserId = frame->event.UserId;
	hash = wmk_hash(&key, sizeof(struct by_comm_user_key));
	index = hash & (NR_BY_COMM_USER_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_comm_user, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = by_comm_user_find(bucket, &key, wmk_tag(hash),
		   wmk_begins(&fork_storm, work->letters.fork_storm),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &fork_storm,
			.reader = &fork_storm_threadcreation_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.fork_storm,
			.key = &bucket->ways[way],
			.stats = &stats->rules[FORK_STORM_RULE],
			.matches = &work->matches.fork_storm,
		}, bucket->runs[way].fork_storm);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&fork_storm, work->letters.fork_storm))
			wmk_count(&stats->rules[FORK_STORM_RULE].refused);
	}
	bpf_spin_unlock(&bucket->lock);
	if (work->matches.fork_storm.run.run.state != WMK_NO_STATE)
		fork_storm_emit(&work->matches.fork_storm, frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[FORK_STORM_RULE]);
}

/* Whether the event may be something to a rule, as far as the fields say that are read first. */
static __always_inline bool threadcreation_open(const struct threadcreation_event *e)
{
	return wmk_open(0x2ULL, fork_storm_threadcreation_early(e));
}

static __always_inline void threadcreation_read(struct threadcreation_frame *frame,
		struct wmk_stats *stats)
{
	threadcreation_by_comm_user(frame, stats);
}

static __always_inline void threadcreation_at_tp_btf_sched_process_fork(__u64 *ctx)
{
	struct task_struct *parent = (struct task_struct *)ctx[0];
	struct task_struct *child = (struct task_struct *)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct threadcreation_frame *frame;
	struct threadcreation_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(THREADCREATION_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[THREADCREATION_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[FORK_STORM_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->threadcreation;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->NewProcess = child->tgid != parent->tgid;
	if (wmk_record_events || threadcreation_open(e)) {
		e->ProcessId = subject->tgid;
		e->UserId = (__u32)bpf_get_current_uid_gid();
		wmk_fill_comm(e->Comm, sizeof(e->Comm));
		wmk_pad(e->Comm, sizeof(e->Comm));
		wmk_record_event(THREADCREATION_KIND, e, sizeof(*e));
		threadcreation_read(frame, stats);
	}
	give_scratch(scratch);
}

SEC("tp_btf/sched_process_fork")
int at_tp_btf_sched_process_fork(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[THREADCREATION_AT_TP_BTF_SCHED_PROCESS_FORK])
		threadcreation_at_tp_btf_sched_process_fork(ctx);
	return 0;
}

/* What a loader needs to know; see wmk.abi.h. */

const struct wmk_object_info wmk_object SEC(".rodata.wmk") = {
	.abi = WMK_ABI_VERSION,
	.nr_rules = NR_RULES,
	.nr_columns = 3,
	.nr_kinds = NR_KINDS,
	.nr_points = NR_POINTS,
	.nr_tables = NR_TABLES,
	.nr_fields = 5,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 0,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[FORK_STORM_RULE] = {
		.name = "fork_storm",
		.source = "rules/fork_storm.wmk:16",
		.first_column = 0,
		.nr_columns = 3,
		.record_bytes = sizeof(struct fork_storm_record),
		.table = BY_COMM_USER_TABLE,
		.taskless = WMK_NO_KIND,
	},
};

const struct wmk_column_info wmk_columns[3] SEC(".rodata.wmk") = {
	{
		.label = "user",
		.offset = offsetof(struct fork_storm_record, column_0),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "program",
		.offset = offsetof(struct fork_storm_record, column_1),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "process",
		.offset = offsetof(struct fork_storm_record, column_2),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[THREADCREATION_KIND] = {
		.name = "threadcreation",
		.first_field = 0,
		.nr_fields = 5,
		.event_bytes = sizeof(struct threadcreation_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[5] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct threadcreation_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "NewProcess",
		.offset = offsetof(struct threadcreation_event, NewProcess),
		.bytes = 1,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct threadcreation_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "UserId",
		.offset = offsetof(struct threadcreation_event, UserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Comm",
		.offset = offsetof(struct threadcreation_event, Comm),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
};

const struct wmk_point_info wmk_points[NR_POINTS] SEC(".rodata.wmk") = {
	[THREADCREATION_AT_TP_BTF_SCHED_PROCESS_FORK] = {
		.program = "at_tp_btf_sched_process_fork",
		.section = "tp_btf/sched_process_fork",
		.kind = THREADCREATION_KIND,
	},
};

const struct wmk_table_info wmk_tables[NR_TABLES] SEC(".rodata.wmk") = {
	[BY_COMM_USER_TABLE] = {
		.map = "by_comm_user",
		.key = "Comm, UserId",
		.storage = WMK_STORAGE_BUCKETS,
		.keys = 65536,
		.bytes_per_key = sizeof(struct by_comm_user_bucket) / WMK_WAYS,
	},
};
