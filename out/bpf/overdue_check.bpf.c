// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/overdue_check.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   15  RULE overdue_check
 *   16  PATTERN { [exec:check, ~processtermination:end] }
 *   17  WHERE {
 *   18      [ProcessId],
 *   19      check.FileName LIKE "*\/nagios/plugins/check_*",
 *   20      end.ExitCode == 0
 *   21  }
 *   22  WITHIN { 10 s }
 *   23  RETURN { check.ProcessId AS process, check.FileName AS program, check.UserId AS user, check.ParentId AS parent }
 *
 *     start         -- exec where FileName LIKE "*\/nagios/plugins/check_*" --> check pending
 *     check pending -- processtermination where ExitCode == 0 --> dead
 *                   -- deadline --> match
 *
 * The engine that reads the tables below is wmk.bpf.h.
 */
#include "wmk.pool.h"
#include "wmk.deadline.h"
#include "wmk.record.h"
#include "wmk.scope.h"
#include "wmkevents.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

enum {
	OVERDUE_CHECK_RULE,
	NR_RULES
};

enum {
	PROCESSTERMINATION_KIND,
	EXEC_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	PROCESSTERMINATION_AT_FENTRY_TASKSTATS_EXIT,
	PROCESSTERMINATION_AT_TP_BTF_SCHED_PROCESS_EXIT,
	EXEC_AT_TP_BTF_SCHED_PROCESS_EXEC,
	END_AT_TP_BTF_SCHED_PROCESS_FREE,
	NR_POINTS
};

enum {
	BY_PROCESS_TABLE,
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
	[PROCESSTERMINATION_AT_FENTRY_TASKSTATS_EXIT] = 1,
	[PROCESSTERMINATION_AT_TP_BTF_SCHED_PROCESS_EXIT] = 1,
	[EXEC_AT_TP_BTF_SCHED_PROCESS_EXEC] = 1,
	[END_AT_TP_BTF_SCHED_PROCESS_FREE] = 1,
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

/* The last thread of a process ends. */
struct processtermination_event {
	__u64 TimeStamp;
	__u64 ProcessId_start;
	__s32 ExitCode;
	__u32 ProcessId;
};

/* A process has begun to run another program. */
struct exec_event {
	__u64 TimeStamp;
	char FileName[256] wmk_words;
	__u64 ProcessId_start;
	__u32 ProcessId;
	__u32 ParentId;
	__u32 UserId;
};

/* LIKE "*\\057nagios/plugins/check_*" */
#define scan_0_classes 16

static const __u8 scan_0_class[256] wmk_table =
		{ [0x2f] = 1, [0x5f] = 2, [0x61] = 3, [0x63] = 4, [0x65] = 5, [0x67] = 6, [0x68] =
		7, [0x69] = 8, [0x6b] = 9, [0x6c] = 10, [0x6e] = 11, [0x6f] = 12, [0x70] = 13,
		[0x73] = 14, [0x75] = 15 };

static const __u8 scan_0_next[23][scan_0_classes] wmk_table = {
	{ 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
	{ 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0 },
	{ 0, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
	{ 0, 1, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
	{ 0, 1, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0 },
	{ 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0 },
	{ 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0 },
	{ 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
	{ 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 9, 0, 0 },
	{ 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0 },
	{ 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11 },
	{ 0, 1, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
	{ 0, 1, 0, 0, 0, 0, 0, 0, 13, 0, 0, 0, 0, 0, 0, 0 },
	{ 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 14, 0, 0, 0, 0 },
	{ 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 15, 0 },
	{ 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
	{ 0, 1, 0, 0, 17, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0 },
	{ 0, 1, 0, 0, 0, 0, 0, 18, 0, 0, 0, 0, 0, 0, 0, 0 },
	{ 0, 1, 0, 0, 0, 19, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
	{ 0, 1, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
	{ 0, 1, 0, 0, 0, 0, 0, 0, 0, 21, 0, 0, 0, 0, 0, 0 },
	{ 0, 1, 22, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
	{ 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22 },
};

/* Rule overdue_check, rules/overdue_check.wmk:15 */

enum {
	OVERDUE_CHECK_START = 1,
	OVERDUE_CHECK_AFTER_CHECK = 2,	/* exec */
	OVERDUE_CHECK_ACCEPT = 3,	/* exec, deadline */
	OVERDUE_CHECK_DEAD = 4,	/* a negation matched */
	NR_OVERDUE_CHECK_STATES,
	NR_OVERDUE_CHECK_SLOTS = 2,
	NR_OVERDUE_CHECK_RUNS = 17,	/* of a key, at the most */
	NR_OVERDUE_CHECK_PENDING = 16,	/* of these, which await their deadline */
	NR_OVERDUE_CHECK_ORDER = 32,	/* powers of two */
};

/* What an event is to the rule; 0: nothing. */
enum {
	OVERDUE_CHECK_ON_EXEC = 1,	/* exec as check */
	OVERDUE_CHECK_ON_PROCESSTERMINATION = 2,	/* processtermination as ~end */
	OVERDUE_CHECK_ON_DEADLINE = 3,	/* the end of the window */
	NR_OVERDUE_CHECK_LETTERS = 4
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	OVERDUE_CHECK_TAKES_CHECK = 1 << 0,
};

static const struct wmk_move
overdue_check_moves[NR_OVERDUE_CHECK_STATES][NR_OVERDUE_CHECK_LETTERS] wmk_table = {
	[OVERDUE_CHECK_START][OVERDUE_CHECK_ON_EXEC] =
			{ OVERDUE_CHECK_AFTER_CHECK, OVERDUE_CHECK_TAKES_CHECK },
	[OVERDUE_CHECK_AFTER_CHECK][OVERDUE_CHECK_ON_PROCESSTERMINATION] =
			{ OVERDUE_CHECK_DEAD, 0 },
	[OVERDUE_CHECK_AFTER_CHECK][OVERDUE_CHECK_ON_DEADLINE] = { OVERDUE_CHECK_ACCEPT, 0 },
};

/* States in which runs await the same have one number. */
static const __u8 overdue_check_slots[NR_OVERDUE_CHECK_STATES] wmk_table = {
	[OVERDUE_CHECK_AFTER_CHECK] = 1,
};

struct overdue_check_run {
	struct wmk_run run;
	char check_FileName[256] wmk_words;	/* rules/overdue_check.wmk:16 */
	__u32 check_ProcessId;	/* rules/overdue_check.wmk:16 */
	__u32 check_UserId;	/* rules/overdue_check.wmk:16 */
	__u32 check_ParentId;	/* rules/overdue_check.wmk:16 */
};

/* A run that completed, and what its last event gives the record. */
struct overdue_check_match {
	struct overdue_check_run run;
};

/* A struct wmk_pool. */
struct overdue_check_pool {
	__u8 nr;
	__u8 changed;
	__u8 made;
	__u8 order[NR_OVERDUE_CHECK_ORDER];
	struct overdue_check_run runs[NR_OVERDUE_CHECK_RUNS + 1];
};

/* Whether two runs that await the same in this slot have read the same. */
static __always_inline bool overdue_check_same(const void *a wmk_unused, const void *b wmk_unused,
		__u64 slot wmk_unused)
{
	__u64 differ = 0;

	return !differ;
}

static const struct wmk_rule overdue_check = {
	.moves = &overdue_check_moves[0][0],
	.nr_letters = NR_OVERDUE_CHECK_LETTERS,
	.nr_live = OVERDUE_CHECK_ACCEPT,
	.dead = OVERDUE_CHECK_DEAD,
	.run_bytes = sizeof(struct overdue_check_run),
	.window = 10000000000ULL,	/* ns */
	.slots = overdue_check_slots,
	.nr_slots = NR_OVERDUE_CHECK_SLOTS,
	.same = overdue_check_same,
	.nr_runs = NR_OVERDUE_CHECK_RUNS,
	.runs_at = offsetof(struct overdue_check_pool, runs),
	.order_mask = NR_OVERDUE_CHECK_ORDER - 1,
	.pending_from = OVERDUE_CHECK_AFTER_CHECK,
	.deadline = OVERDUE_CHECK_ON_DEADLINE,
	.nr_pending = NR_OVERDUE_CHECK_PENDING,
};

static const __u8 overdue_check_exec_letters[2] wmk_table = {
	[1] = OVERDUE_CHECK_ON_EXEC,
};

static __always_inline __u64 overdue_check_exec_letter(const struct exec_event *e)
{
	__u64 truth = 0;

	/* rules/overdue_check.wmk:19: check.FileName LIKE "*\/nagios/plugins/check_*" */
	truth = wmk_note(truth,
			wmk_scan(e->FileName, 256, scan_0_class, &scan_0_next[0][0], scan_0_classes,
			23, 22), 0);
	barrier_var(truth);
	return wmk_hide(overdue_check_exec_letters[truth & (2 - 1)]);
}

static __always_inline void overdue_check_exec_update(void *run, const void *event, __u64 takes)
{
	struct overdue_check_run *to = run;
	const struct exec_event *e = event;

	if (takes & OVERDUE_CHECK_TAKES_CHECK) {
		to->check_ProcessId = e->ProcessId;
		wmk_copy(to->check_FileName, e->FileName, sizeof(to->check_FileName));
		to->check_UserId = e->UserId;
		to->check_ParentId = e->ParentId;
	}
}

static const struct wmk_reader overdue_check_exec_reader = {
	.begins = true,
	.pends = true,
	.update = overdue_check_exec_update,
};

static const __u8 overdue_check_processtermination_letters[2] wmk_table = {
	[1] = OVERDUE_CHECK_ON_PROCESSTERMINATION,
};

static __always_inline __u64 overdue_check_processtermination_letter(const struct processtermination_event *e)
{
	__u64 truth = 0;

	/* rules/overdue_check.wmk:20: end.ExitCode == 0 */
	truth = wmk_note(truth, e->ExitCode == 0, 0);
	barrier_var(truth);
	return wmk_hide(overdue_check_processtermination_letters[truth & (2 - 1)]);
}

struct overdue_check_record {
	struct wmk_record head;
	__u32 column_0;	/* "process" */
	char column_1[256] wmk_words;	/* "program" */
	__u32 column_2;	/* "user" */
	__u32 column_3;	/* "parent" */
};

static __always_inline void overdue_check_emit(const struct overdue_check_match *match, __u64 now,
		__u64 cgroup, struct wmk_rule_stats *stats)
{
	struct overdue_check_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[OVERDUE_CHECK_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, OVERDUE_CHECK_RULE, wmk_lost[OVERDUE_CHECK_RULE], now, cgroup);
	record->column_0 = match->run.check_ProcessId;
	wmk_copy(record->column_1, match->run.check_FileName, sizeof(record->column_1));
	record->column_2 = match->run.check_UserId;
	record->column_3 = match->run.check_ParentId;
	bpf_ringbuf_submit(record, 0);
}

struct by_process_key {
	__u64 ProcessId_start;
	__u32 ProcessId;
	__u8 padding[4];
};

struct by_process_runs {
	struct overdue_check_pool overdue_check;
};

#define NR_BY_PROCESS_BUCKETS 4096

struct by_process_bucket {
	struct bpf_spin_lock lock;
	__u32 firing;		/* its timer is about to take what is due */
	__u64 armed;		/* deadline that its timer is started for; 0: none */
	struct wmk_key ways[WMK_WAYS];
	struct by_process_key keys[WMK_WAYS];
	struct by_process_runs runs[WMK_WAYS];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_BY_PROCESS_BUCKETS);
	__type(key, __u32);
	__type(value, struct by_process_bucket);
} by_process SEC(".maps");

/*
 * Finds the way of a key in its locked bucket and, where an event begins a
 * run, makes one. WMK_WAYS: the key is not there, or there is no room for it.
 */
static __always_inline __u32 by_process_find(struct by_process_bucket *bucket,
				      const struct by_process_key *key, __u32 tag,
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
	/* A run that is due may be what lies there. */
	if (bucket->ways[way].tag &&
	    (bucket->firing || (bucket->armed && wmk_past(now, bucket->armed))))
		return WMK_WAYS;
	if (bucket->ways[way].tag) {
		wmk_add(&stats->rules[OVERDUE_CHECK_RULE].expired,
			wmk_deadline_end(&overdue_check, &bucket->runs[way].overdue_check));
	}
	bucket->ways[way].tag = tag;
	bucket->ways[way].live = 0;
	bucket->ways[way].until = now;
	wmk_copy(&bucket->keys[way], key, sizeof(*key));
	return way;
}

/* A timer for each bucket, at the bucket's index. */
struct by_process_timer {
	struct bpf_timer timer;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_BY_PROCESS_BUCKETS);
	__type(key, __u32);
	__type(value, struct by_process_timer);
} by_process_timers SEC(".maps");

/*
 * Starts a bucket's timer for a deadline that it has been told; who starts it last sees what others
 * told it.
 */
static __always_inline void by_process_arm(__u32 index, __u64 deadline)
{
	struct by_process_bucket *bucket;
	struct by_process_timer *timer;
	__u64 armed;
	__u32 i;

	bucket = bpf_map_lookup_elem(&by_process, &index);
	timer = bpf_map_lookup_elem(&by_process_timers, &index);
	if (!bucket || !timer)
		return;
	for (i = 0; i < WMK_ARM_TRIES; i++) {
		bpf_timer_start(&timer->timer, wmk_delay(deadline), 0);
		bpf_spin_lock(&bucket->lock);
		armed = bucket->armed;
		bpf_spin_unlock(&bucket->lock);
		if (!armed || armed == deadline)
			return;
		deadline = armed;
	}
}

/* Ends the key of a process. */
static __always_inline void by_process_end(struct task_struct *task, struct wmk_stats *stats)
{
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash, ended;

	key.ProcessId = task->tgid;
	key.ProcessId_start = task->start_time;
	hash = wmk_hash(&key, sizeof(key));
	index = hash & (NR_BY_PROCESS_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_process, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = wmk_find(bucket->ways, bucket->keys, &key, sizeof(key), wmk_tag(hash));
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		ended = wmk_deadline_end(&overdue_check, &bucket->runs[way].overdue_check);
		wmk_add(&stats->rules[OVERDUE_CHECK_RULE].ended, ended);
		bucket->ways[way].live -= ended;
		if (!bucket->ways[way].live)	/* else it has runs that are pending */
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
}

/* Takes what is due in a bucket of by_process; one CPU's. */
struct by_process_due {
	__u64 now;
	__u64 soonest;		/* of the deadlines that are to come; 0: none */
	struct wmk_stats *stats;
	__u32 bucket;
	__u32 way;
};

/* A run that is due, as it is reported: a timer is never interrupted by another one. */
struct by_process_due_matches {
	union {
		struct overdue_check_match overdue_check;
	};
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct by_process_due_matches);
} by_process_due_matches SEC(".maps");

/* Reports one run of overdue_check that is due; 1: there is none. */
static long overdue_check_take_due(__u32 i wmk_unused, struct by_process_due *due)
{
	struct by_process_bucket *bucket;
	struct by_process_due_matches *matches;
	__u32 zero = 0, index = due->bucket, way = wmk_way(due->way);
	bool is_due;

	bucket = bpf_map_lookup_elem(&by_process, &index);
	matches = bpf_map_lookup_elem(&by_process_due_matches, &zero);
	if (!bucket || !matches)
		return 1;

	bpf_spin_lock(&bucket->lock);
	is_due = wmk_deadline_take(&overdue_check, &bucket->ways[way],
			&bucket->runs[way].overdue_check,
				   due->now, &matches->overdue_check.run.run, &due->soonest);
	if (is_due && !bucket->ways[way].live)
		bucket->ways[way].tag = 0;
	bpf_spin_unlock(&bucket->lock);
	if (!is_due)
		return 1;
	overdue_check_emit(&matches->overdue_check,
			matches->overdue_check.run.run.first + overdue_check.window,
		 0, &due->stats->rules[OVERDUE_CHECK_RULE]);
	return 0;
}

static long by_process_take_due(__u32 way, struct by_process_due *due)
{
	due->way = way;
	bpf_loop(NR_OVERDUE_CHECK_RUNS + 1, overdue_check_take_due, due, 0);
	return 0;
}

/* A bucket's timer has come. */
static int by_process_fire(void *map wmk_unused, __u32 *key, void *value wmk_unused)
{
	struct by_process_due due = { .now = bpf_ktime_get_ns(), .bucket = *key };
	__u32 index = *key;
	struct by_process_bucket *bucket;
	bool sooner;

	due.stats = stats_here();
	bucket = bpf_map_lookup_elem(&by_process, &index);
	if (!wmk_active || !due.stats || !bucket)
		return 0;

	/* From now on whoever makes a run pending starts the timer for it. */
	bpf_spin_lock(&bucket->lock);
	bucket->firing = 1;
	bucket->armed = 0;
	bpf_spin_unlock(&bucket->lock);

	bpf_loop(WMK_WAYS, by_process_take_due, &due, 0);

	bpf_spin_lock(&bucket->lock);
	bucket->firing = 0;
	sooner = wmk_advance(&bucket->armed, due.soonest);
	bpf_spin_unlock(&bucket->lock);
	if (sooner)
		by_process_arm(index, due.soonest);
	return 0;
}

static long by_process_make_timer(__u32 index, __u32 *missing)
{
	struct by_process_timer *timer = bpf_map_lookup_elem(&by_process_timers, &index);
	long code;

	if (!timer)
		return 1;
	code = bpf_timer_init(&timer->timer, &by_process_timers, CLOCK_MONOTONIC);
	if (code && code != -WMK_TIMER_IS_MADE)
		*missing = *missing + 1;
	else
		bpf_timer_set_callback(&timer->timer, by_process_fire);
	return 0;
}

/*
 * Run by the loader before any event is read, until all timers are made: it fails where memory
 * lacks for some.
 */
SEC("iter/bpf_map")
int by_process_make_timers(__u64 *ctx)
{
	struct bpf_iter_meta *meta = (struct bpf_iter_meta *)ctx[0];
	__u32 missing = 0;

	if (meta->seq_num)
		return 0;
	bpf_loop(NR_BY_PROCESS_BUCKETS, by_process_make_timer, &missing, 0);
	return missing != 0;
}

/* What stands in memory while the event is shown to rules in by_process. */
struct processtermination_by_process_work {
	struct {
		__u32 overdue_check;
	} letters;
};

struct processtermination_frame {
	struct processtermination_event event;
	struct processtermination_by_process_work by_process;
};

/* What stands in memory while the event is shown to rules in by_process. */
struct exec_by_process_work {
	struct {
		__u32 overdue_check;
	} letters;
};

struct exec_frame {
	struct exec_event event;
	struct exec_by_process_work by_process;
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
		struct processtermination_frame processtermination;
		struct exec_frame exec;
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

/* Shows the event to the rules whose runs are in by_process. */
static __always_inline void processtermination_by_process(struct processtermination_frame *frame,
		struct wmk_stats *stats)
{
	struct processtermination_by_process_work *work = &frame->by_process;
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(OVERDUE_CHECK_RULE))
		return;
	work->letters.overdue_check = overdue_check_processtermination_letter(&frame->event);
	barrier();
	if (!work->letters.overdue_check)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	key.ProcessId = frame->event.ProcessId;
	key.ProcessId_start = frame->event.ProcessId_start;
	hash = wmk_hash(&key, sizeof(struct by_process_key));
	index = hash & (NR_BY_PROCESS_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_process, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = wmk_find(bucket->ways, bucket->keys, &key,
		       sizeof(struct by_process_key), wmk_tag(hash));
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_pool_step(&(struct wmk_step) {
			.rule = &overdue_check,
			.reader = &wmk_plain_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.overdue_check,
			.key = &bucket->ways[way],
			.stats = &stats->rules[OVERDUE_CHECK_RULE],
		}, &bucket->runs[way].overdue_check);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
}

static __always_inline void processtermination_read(struct processtermination_frame *frame,
		struct wmk_stats *stats)
{
	processtermination_by_process(frame, stats);
}

static __always_inline void processtermination_at_fentry_taskstats_exit(__u64 *ctx)
{
	struct task_struct *task = (struct task_struct *)ctx[0];
	int group_dead = (int)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct processtermination_frame *frame;
	struct processtermination_event *e;
	struct wmk_stats *stats;

	if (!(group_dead))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(PROCESSTERMINATION_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[PROCESSTERMINATION_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[OVERDUE_CHECK_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->processtermination;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->ExitCode = task->exit_code;
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	wmk_record_event(PROCESSTERMINATION_KIND, e, sizeof(*e));
	processtermination_read(frame, stats);
	give_scratch(scratch);
}

static __always_inline void processtermination_at_tp_btf_sched_process_exit(__u64 *ctx)
{
	struct task_struct *task = (struct task_struct *)ctx[0];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct processtermination_frame *frame;
	struct processtermination_event *e;
	struct wmk_stats *stats;

	if (!(task->signal->live.counter == 0))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(PROCESSTERMINATION_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[PROCESSTERMINATION_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[OVERDUE_CHECK_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->processtermination;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->ExitCode = task->exit_code;
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	wmk_record_event(PROCESSTERMINATION_KIND, e, sizeof(*e));
	processtermination_read(frame, stats);
	give_scratch(scratch);
}

/* Shows the event to the rules whose runs are in by_process. */
static __always_inline void exec_by_process(struct exec_frame *frame, struct wmk_stats *stats)
{
	struct exec_by_process_work *work = &frame->by_process;
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;
	__u64 soonest = wmk_hide(0);	/* deadline of a run that the event makes pending */
	bool sooner;

	if (!in_scope(OVERDUE_CHECK_RULE))
		return;
	work->letters.overdue_check = overdue_check_exec_letter(&frame->event);
	barrier();
	if (!work->letters.overdue_check)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	key.ProcessId = frame->event.ProcessId;
	key.ProcessId_start = frame->event.ProcessId_start;
	hash = wmk_hash(&key, sizeof(struct by_process_key));
	index = hash & (NR_BY_PROCESS_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_process, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = by_process_find(bucket, &key, wmk_tag(hash),
		   wmk_begins(&overdue_check, work->letters.overdue_check),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_pool_step(&(struct wmk_step) {
			.rule = &overdue_check,
			.reader = &overdue_check_exec_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.overdue_check,
			.key = &bucket->ways[way],
			.stats = &stats->rules[OVERDUE_CHECK_RULE],
			.soonest = &soonest,
		}, &bucket->runs[way].overdue_check);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&overdue_check, work->letters.overdue_check))
			wmk_count(&stats->rules[OVERDUE_CHECK_RULE].refused);
	}
	sooner = wmk_advance(&bucket->armed, soonest);
	bpf_spin_unlock(&bucket->lock);
	if (sooner)
		by_process_arm(index, soonest);
}

static __always_inline void exec_read(struct exec_frame *frame, struct wmk_stats *stats)
{
	exec_by_process(frame, stats);
}

static __always_inline void exec_at_tp_btf_sched_process_exec(__u64 *ctx)
{
	struct linux_binprm *bprm = (struct linux_binprm *)ctx[2];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct exec_frame *frame;
	struct exec_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(EXEC_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[EXEC_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[OVERDUE_CHECK_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->exec;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_string(e->FileName, 256, bprm->filename);
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	e->ParentId = subject->real_parent->tgid;
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_record_event(EXEC_KIND, e, sizeof(*e));
	exec_read(frame, stats);
	give_scratch(scratch);
}

SEC("fentry/taskstats_exit")
int at_fentry_taskstats_exit(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[PROCESSTERMINATION_AT_FENTRY_TASKSTATS_EXIT])
		processtermination_at_fentry_taskstats_exit(ctx);
	return 0;
}

SEC("tp_btf/sched_process_exit")
int at_tp_btf_sched_process_exit(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[PROCESSTERMINATION_AT_TP_BTF_SCHED_PROCESS_EXIT])
		processtermination_at_tp_btf_sched_process_exit(ctx);
	return 0;
}

SEC("tp_btf/sched_process_exec")
int at_tp_btf_sched_process_exec(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[EXEC_AT_TP_BTF_SCHED_PROCESS_EXEC])
		exec_at_tp_btf_sched_process_exec(ctx);
	return 0;
}

SEC("tp_btf/sched_process_free")
int at_tp_btf_sched_process_free(__u64 *ctx)
{
	struct task_struct *task = (struct task_struct *)ctx[0];
	struct wmk_stats *stats;

	if (!wmk_active)
		return 0;

	stats = stats_here();
	if (!stats)
		return 0;
	if (task == task->group_leader)
		wmk_record_end(WMK_END_PROCESS, task->tgid, task->start_time);
	/* nothing of the process is left */
	if (task == task->group_leader)
		by_process_end(task, stats);
	return 0;
}

/* What a loader needs to know; see wmk.abi.h. */

const struct wmk_object_info wmk_object SEC(".rodata.wmk") = {
	.abi = WMK_ABI_VERSION,
	.nr_rules = NR_RULES,
	.nr_columns = 4,
	.nr_kinds = NR_KINDS,
	.nr_points = NR_POINTS,
	.nr_tables = NR_TABLES,
	.nr_fields = 8,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 0,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[OVERDUE_CHECK_RULE] = {
		.name = "overdue_check",
		.source = "rules/overdue_check.wmk:15",
		.first_column = 0,
		.nr_columns = 4,
		.record_bytes = sizeof(struct overdue_check_record),
		.table = BY_PROCESS_TABLE,
		.taskless = WMK_NO_KIND,
	},
};

const struct wmk_column_info wmk_columns[4] SEC(".rodata.wmk") = {
	{
		.label = "process",
		.offset = offsetof(struct overdue_check_record, column_0),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "program",
		.offset = offsetof(struct overdue_check_record, column_1),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "user",
		.offset = offsetof(struct overdue_check_record, column_2),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "parent",
		.offset = offsetof(struct overdue_check_record, column_3),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[PROCESSTERMINATION_KIND] = {
		.name = "processtermination",
		.first_field = 0,
		.nr_fields = 3,
		.event_bytes = sizeof(struct processtermination_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[EXEC_KIND] = {
		.name = "exec",
		.first_field = 3,
		.nr_fields = 5,
		.event_bytes = sizeof(struct exec_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[8] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct processtermination_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ExitCode",
		.offset = offsetof(struct processtermination_event, ExitCode),
		.bytes = 4,
		.type = WMK_COLUMN_S64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct processtermination_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct processtermination_event, ProcessId_start),
	},
	{
		.name = "TimeStamp",
		.offset = offsetof(struct exec_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "FileName",
		.offset = offsetof(struct exec_event, FileName),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct exec_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct exec_event, ProcessId_start),
	},
	{
		.name = "ParentId",
		.offset = offsetof(struct exec_event, ParentId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "UserId",
		.offset = offsetof(struct exec_event, UserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
};

const struct wmk_point_info wmk_points[NR_POINTS] SEC(".rodata.wmk") = {
	[PROCESSTERMINATION_AT_FENTRY_TASKSTATS_EXIT] = {
		.program = "at_fentry_taskstats_exit",
		.section = "fentry/taskstats_exit",
		.kind = PROCESSTERMINATION_KIND,
	},
	[PROCESSTERMINATION_AT_TP_BTF_SCHED_PROCESS_EXIT] = {
		.program = "at_tp_btf_sched_process_exit",
		.section = "tp_btf/sched_process_exit",
		.kind = PROCESSTERMINATION_KIND,
	},
	[EXEC_AT_TP_BTF_SCHED_PROCESS_EXEC] = {
		.program = "at_tp_btf_sched_process_exec",
		.section = "tp_btf/sched_process_exec",
		.kind = EXEC_KIND,
	},
	[END_AT_TP_BTF_SCHED_PROCESS_FREE] = {
		.program = "at_tp_btf_sched_process_free",
		.section = "tp_btf/sched_process_free",
		.kind = WMK_NO_KIND,
	},
};

const struct wmk_table_info wmk_tables[NR_TABLES] SEC(".rodata.wmk") = {
	[BY_PROCESS_TABLE] = {
		.map = "by_process",
		.key = "ProcessId",
		.storage = WMK_STORAGE_BUCKETS,
		.keys = 16384,
		.bytes_per_key = sizeof(struct by_process_bucket) / WMK_WAYS,
		.timers = "by_process_timers",
		.make_timers = "by_process_make_timers",
	},
};
