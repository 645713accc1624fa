// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/long_lock_wait.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   12  RULE long_lock_wait
 *   13  PATTERN { [lockcontention:w, ~lockcontentionend] }
 *   14  WHERE {
 *   15      [ThreadId], [Lock],
 *   16      (w.Flags & LCB_F_PERCPU) == 0
 *   17  }
 *   18  WITHIN { 100 ms }
 *   19  RETURN {
 *   20      w.ThreadId AS waiter, w.ProcessId AS waiter_process, w.Comm AS waiter_program,
 *   21      w.Owner AS owner, w.OwnerProcess AS owner_process, w.Lock AS lock, w.Flags AS flags
 *   22  }
 *
 *     start     -- lockcontention where (Flags & LCB_F_PERCPU) == 0 --> w pending
 *     w pending -- lockcontentionend --> dead
 *               -- deadline --> match
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
	LONG_LOCK_WAIT_RULE,
	NR_RULES
};

enum {
	LOCKCONTENTION_KIND,
	LOCKCONTENTIONEND_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	LOCKCONTENTION_AT_TP_BTF_CONTENTION_BEGIN,
	LOCKCONTENTIONEND_AT_TP_BTF_CONTENTION_END,
	NR_POINTS
};

enum {
	BY_LOCK_THREAD_TABLE,
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
	[LOCKCONTENTION_AT_TP_BTF_CONTENTION_BEGIN] = 1,
	[LOCKCONTENTIONEND_AT_TP_BTF_CONTENTION_END] = 1,
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

/* A thread begins to wait, asleep, for a lock of the kernel that others have. */
struct lockcontention_event {
	__u64 TimeStamp;
	__u64 Lock;
	char Comm[16] wmk_words;
	__u64 ThreadId_start;
	__u32 Flags;
	__u32 Owner;
	__u32 OwnerProcess;
	__u32 ProcessId;
	__u32 ThreadId;
};

/* The thread has the lock that it waited for, or waits no longer. */
struct lockcontentionend_event {
	__u64 TimeStamp;
	__u64 Lock;
	__u64 ThreadId_start;
	__u32 ThreadId;
};

/* Rule long_lock_wait, rules/long_lock_wait.wmk:12 */

enum {
	LONG_LOCK_WAIT_START = 1,
	LONG_LOCK_WAIT_AFTER_W = 2,	/* lockcontention */
	LONG_LOCK_WAIT_ACCEPT = 3,	/* lockcontention, deadline */
	LONG_LOCK_WAIT_DEAD = 4,	/* a negation matched */
	NR_LONG_LOCK_WAIT_STATES,
	NR_LONG_LOCK_WAIT_SLOTS = 2,
	NR_LONG_LOCK_WAIT_RUNS = 17,	/* of a key, at the most */
	NR_LONG_LOCK_WAIT_PENDING = 16,	/* of these, which await their deadline */
	NR_LONG_LOCK_WAIT_ORDER = 32,	/* powers of two */
};

/* What an event is to the rule; 0: nothing. */
enum {
	LONG_LOCK_WAIT_ON_LOCKCONTENTION = 1,	/* lockcontention as w */
	/* lockcontentionend as ~lockcontentionend */
	LONG_LOCK_WAIT_ON_LOCKCONTENTIONEND = 2,
	LONG_LOCK_WAIT_ON_DEADLINE = 3,	/* the end of the window */
	NR_LONG_LOCK_WAIT_LETTERS = 4
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	LONG_LOCK_WAIT_TAKES_W = 1 << 0,
};

static const struct wmk_move
long_lock_wait_moves[NR_LONG_LOCK_WAIT_STATES][NR_LONG_LOCK_WAIT_LETTERS] wmk_table = {
	[LONG_LOCK_WAIT_START][LONG_LOCK_WAIT_ON_LOCKCONTENTION] =
			{ LONG_LOCK_WAIT_AFTER_W, LONG_LOCK_WAIT_TAKES_W },
	[LONG_LOCK_WAIT_AFTER_W][LONG_LOCK_WAIT_ON_LOCKCONTENTIONEND] = { LONG_LOCK_WAIT_DEAD, 0 },
	[LONG_LOCK_WAIT_AFTER_W][LONG_LOCK_WAIT_ON_DEADLINE] = { LONG_LOCK_WAIT_ACCEPT, 0 },
};

/* States in which runs await the same have one number. */
static const __u8 long_lock_wait_slots[NR_LONG_LOCK_WAIT_STATES] wmk_table = {
	[LONG_LOCK_WAIT_AFTER_W] = 1,
};

struct long_lock_wait_run {
	struct wmk_run run;
	char w_Comm[16] wmk_words;	/* rules/long_lock_wait.wmk:13 */
	__u64 w_Lock;	/* rules/long_lock_wait.wmk:13 */
	__u32 w_ThreadId;	/* rules/long_lock_wait.wmk:13 */
	__u32 w_ProcessId;	/* rules/long_lock_wait.wmk:13 */
	__u32 w_Owner;	/* rules/long_lock_wait.wmk:13 */
	__u32 w_OwnerProcess;	/* rules/long_lock_wait.wmk:13 */
	__u32 w_Flags;	/* rules/long_lock_wait.wmk:13 */
};

/* A run that completed, and what its last event gives the record. */
struct long_lock_wait_match {
	struct long_lock_wait_run run;
};

/* A struct wmk_pool. */
struct long_lock_wait_pool {
	__u8 nr;
	__u8 changed;
	__u8 made;
	__u8 order[NR_LONG_LOCK_WAIT_ORDER];
	struct long_lock_wait_run runs[NR_LONG_LOCK_WAIT_RUNS + 1];
};

/* Whether two runs that await the same in this slot have read the same. */
static __always_inline bool long_lock_wait_same(const void *a wmk_unused, const void *b wmk_unused,
		__u64 slot wmk_unused)
{
	__u64 differ = 0;

	return !differ;
}

static const struct wmk_rule long_lock_wait = {
	.moves = &long_lock_wait_moves[0][0],
	.nr_letters = NR_LONG_LOCK_WAIT_LETTERS,
	.nr_live = LONG_LOCK_WAIT_ACCEPT,
	.dead = LONG_LOCK_WAIT_DEAD,
	.run_bytes = sizeof(struct long_lock_wait_run),
	.window = 100000000ULL,	/* ns */
	.slots = long_lock_wait_slots,
	.nr_slots = NR_LONG_LOCK_WAIT_SLOTS,
	.same = long_lock_wait_same,
	.nr_runs = NR_LONG_LOCK_WAIT_RUNS,
	.runs_at = offsetof(struct long_lock_wait_pool, runs),
	.order_mask = NR_LONG_LOCK_WAIT_ORDER - 1,
	.pending_from = LONG_LOCK_WAIT_AFTER_W,
	.deadline = LONG_LOCK_WAIT_ON_DEADLINE,
	.nr_pending = NR_LONG_LOCK_WAIT_PENDING,
};

static const __u8 long_lock_wait_lockcontention_letters[2] wmk_table = {
	[1] = LONG_LOCK_WAIT_ON_LOCKCONTENTION,
};

/* The conditions on what is read first. */
static __always_inline __u64 long_lock_wait_lockcontention_early(const struct lockcontention_event *e)
{
	__u64 truth = 0;

	/* rules/long_lock_wait.wmk:16: (w.Flags & LCB_F_PERCPU) == 0 */
	truth = wmk_note(truth, ((__s64)e->Flags & 16) == 0, 0);
	return truth;
}

static __always_inline __u64 long_lock_wait_lockcontention_letter(const struct lockcontention_event *e)
{
	__u64 truth = long_lock_wait_lockcontention_early(e);

	barrier_var(truth);
	return wmk_hide(long_lock_wait_lockcontention_letters[truth & (2 - 1)]);
}

static __always_inline void long_lock_wait_lockcontention_update(void *run, const void *event,
		__u64 takes)
{
	struct long_lock_wait_run *to = run;
	const struct lockcontention_event *e = event;

	if (takes & LONG_LOCK_WAIT_TAKES_W) {
		to->w_ThreadId = e->ThreadId;
		to->w_ProcessId = e->ProcessId;
		wmk_copy(to->w_Comm, e->Comm, sizeof(to->w_Comm));
		to->w_Owner = e->Owner;
		to->w_OwnerProcess = e->OwnerProcess;
		to->w_Lock = e->Lock;
		to->w_Flags = e->Flags;
	}
}

static const struct wmk_reader long_lock_wait_lockcontention_reader = {
	.begins = true,
	.pends = true,
	.update = long_lock_wait_lockcontention_update,
};

struct long_lock_wait_record {
	struct wmk_record head;
	__u32 column_0;	/* "waiter" */
	__u32 column_1;	/* "waiter_process" */
	char column_2[16] wmk_words;	/* "waiter_program" */
	__u32 column_3;	/* "owner" */
	__u32 column_4;	/* "owner_process" */
	__u64 column_5;	/* "lock" */
	__u32 column_6;	/* "flags" */
};

static __always_inline void long_lock_wait_emit(const struct long_lock_wait_match *match, __u64 now,
		__u64 cgroup, struct wmk_rule_stats *stats)
{
	struct long_lock_wait_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[LONG_LOCK_WAIT_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, LONG_LOCK_WAIT_RULE, wmk_lost[LONG_LOCK_WAIT_RULE], now,
			cgroup);
	record->column_0 = match->run.w_ThreadId;
	record->column_1 = match->run.w_ProcessId;
	wmk_copy(record->column_2, match->run.w_Comm, sizeof(record->column_2));
	record->column_3 = match->run.w_Owner;
	record->column_4 = match->run.w_OwnerProcess;
	record->column_5 = match->run.w_Lock;
	record->column_6 = match->run.w_Flags;
	bpf_ringbuf_submit(record, 0);
}

struct by_lock_thread_key {
	__u64 ThreadId_start;
	__u64 Lock;
	__u32 ThreadId;
	__u8 padding[4];
};

struct by_lock_thread_runs {
	struct long_lock_wait_pool long_lock_wait;
};

#define NR_BY_LOCK_THREAD_BUCKETS 16384

struct by_lock_thread_bucket {
	struct bpf_spin_lock lock;
	__u32 firing;		/* its timer is about to take what is due */
	__u64 armed;		/* deadline that its timer is started for; 0: none */
	struct wmk_key ways[WMK_WAYS];
	struct by_lock_thread_key keys[WMK_WAYS];
	struct by_lock_thread_runs runs[WMK_WAYS];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_BY_LOCK_THREAD_BUCKETS);
	__type(key, __u32);
	__type(value, struct by_lock_thread_bucket);
} by_lock_thread SEC(".maps");

/*
 * Finds the way of a key in its locked bucket and, where an event begins a
 * run, makes one. WMK_WAYS: the key is not there, or there is no room for it.
 */
static __always_inline __u32 by_lock_thread_find(struct by_lock_thread_bucket *bucket,
				      const struct by_lock_thread_key *key, __u32 tag,
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
		wmk_add(&stats->rules[LONG_LOCK_WAIT_RULE].expired,
			wmk_deadline_end(&long_lock_wait, &bucket->runs[way].long_lock_wait));
	}
	bucket->ways[way].tag = tag;
	bucket->ways[way].live = 0;
	bucket->ways[way].until = now;
	wmk_copy(&bucket->keys[way], key, sizeof(*key));
	return way;
}

/* A timer for each bucket, at the bucket's index. */
struct by_lock_thread_timer {
	struct bpf_timer timer;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_BY_LOCK_THREAD_BUCKETS);
	__type(key, __u32);
	__type(value, struct by_lock_thread_timer);
} by_lock_thread_timers SEC(".maps");

/*
 * Starts a bucket's timer for a deadline that it has been told; who starts it last sees what others
 * told it.
 */
static __always_inline void by_lock_thread_arm(__u32 index, __u64 deadline)
{
	struct by_lock_thread_bucket *bucket;
	struct by_lock_thread_timer *timer;
	__u64 armed;
	__u32 i;

	bucket = bpf_map_lookup_elem(&by_lock_thread, &index);
	timer = bpf_map_lookup_elem(&by_lock_thread_timers, &index);
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

/* Takes what is due in a bucket of by_lock_thread; one CPU's. */
struct by_lock_thread_due {
	__u64 now;
	__u64 soonest;		/* of the deadlines that are to come; 0: none */
	struct wmk_stats *stats;
	__u32 bucket;
	__u32 way;
};

/* A run that is due, as it is reported: a timer is never interrupted by another one. */
struct by_lock_thread_due_matches {
	union {
		struct long_lock_wait_match long_lock_wait;
	};
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct by_lock_thread_due_matches);
} by_lock_thread_due_matches SEC(".maps");

/* Reports one run of long_lock_wait that is due; 1: there is none. */
static long long_lock_wait_take_due(__u32 i wmk_unused, struct by_lock_thread_due *due)
{
	struct by_lock_thread_bucket *bucket;
	struct by_lock_thread_due_matches *matches;
	__u32 zero = 0, index = due->bucket, way = wmk_way(due->way);
	bool is_due;

	bucket = bpf_map_lookup_elem(&by_lock_thread, &index);
	matches = bpf_map_lookup_elem(&by_lock_thread_due_matches, &zero);
	if (!bucket || !matches)
		return 1;

	bpf_spin_lock(&bucket->lock);
	is_due = wmk_deadline_take(&long_lock_wait, &bucket->ways[way],
			&bucket->runs[way].long_lock_wait,
				   due->now, &matches->long_lock_wait.run.run, &due->soonest);
	if (is_due && !bucket->ways[way].live)
		bucket->ways[way].tag = 0;
	bpf_spin_unlock(&bucket->lock);
	if (!is_due)
		return 1;
	long_lock_wait_emit(&matches->long_lock_wait,
			matches->long_lock_wait.run.run.first + long_lock_wait.window,
		 0, &due->stats->rules[LONG_LOCK_WAIT_RULE]);
	return 0;
}

static long by_lock_thread_take_due(__u32 way, struct by_lock_thread_due *due)
{
	due->way = way;
	bpf_loop(NR_LONG_LOCK_WAIT_RUNS + 1, long_lock_wait_take_due, due, 0);
	return 0;
}

/* A bucket's timer has come. */
static int by_lock_thread_fire(void *map wmk_unused, __u32 *key, void *value wmk_unused)
{
	struct by_lock_thread_due due = { .now = bpf_ktime_get_ns(), .bucket = *key };
	__u32 index = *key;
	struct by_lock_thread_bucket *bucket;
	bool sooner;

	due.stats = stats_here();
	bucket = bpf_map_lookup_elem(&by_lock_thread, &index);
	if (!wmk_active || !due.stats || !bucket)
		return 0;

	/* From now on whoever makes a run pending starts the timer for it. */
	bpf_spin_lock(&bucket->lock);
	bucket->firing = 1;
	bucket->armed = 0;
	bpf_spin_unlock(&bucket->lock);

	bpf_loop(WMK_WAYS, by_lock_thread_take_due, &due, 0);

	bpf_spin_lock(&bucket->lock);
	bucket->firing = 0;
	sooner = wmk_advance(&bucket->armed, due.soonest);
	bpf_spin_unlock(&bucket->lock);
	if (sooner)
		by_lock_thread_arm(index, due.soonest);
	return 0;
}

static long by_lock_thread_make_timer(__u32 index, __u32 *missing)
{
	struct by_lock_thread_timer *timer = bpf_map_lookup_elem(&by_lock_thread_timers, &index);
	long code;

	if (!timer)
		return 1;
	code = bpf_timer_init(&timer->timer, &by_lock_thread_timers, CLOCK_MONOTONIC);
	if (code && code != -WMK_TIMER_IS_MADE)
		*missing = *missing + 1;
	else
		bpf_timer_set_callback(&timer->timer, by_lock_thread_fire);
	return 0;
}

/*
 * Run by the loader before any event is read, until all timers are made: it fails where memory
 * lacks for some.
 */
SEC("iter/bpf_map")
int by_lock_thread_make_timers(__u64 *ctx)
{
	struct bpf_iter_meta *meta = (struct bpf_iter_meta *)ctx[0];
	__u32 missing = 0;

	if (meta->seq_num)
		return 0;
	bpf_loop(NR_BY_LOCK_THREAD_BUCKETS, by_lock_thread_make_timer, &missing, 0);
	return missing != 0;
}

/* What stands in memory while the event is shown to rules in by_lock_thread. */
struct lockcontention_by_lock_thread_work {
	struct {
		__u32 long_lock_wait;
	} letters;
};

struct lockcontention_frame {
	struct lockcontention_event event;
	struct lockcontention_by_lock_thread_work by_lock_thread;
};

/* What stands in memory while the event is shown to rules in by_lock_thread. */
struct lockcontentionend_by_lock_thread_work {
	struct {
		__u32 long_lock_wait;
	} letters;
};

struct lockcontentionend_frame {
	struct lockcontentionend_event event;
	struct lockcontentionend_by_lock_thread_work by_lock_thread;
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
		struct lockcontention_frame lockcontention;
		struct lockcontentionend_frame lockcontentionend;
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

/* Shows the event to the rules whose runs are in by_lock_thread. */
static __always_inline void lockcontention_by_lock_thread(struct lockcontention_frame *frame,
		struct wmk_stats *stats)
{
	struct lockcontention_by_lock_thread_work *work = &frame->by_lock_thread;
	struct by_lock_thread_key key = {};
	struct by_lock_thread_bucket *bucket;
	__u32 index, way;
	__u64 hash;
	__u64 soonest = wmk_hide(0);	/* deadline of a run that the event makes pending */
	bool sooner;

	if (!in_scope(LONG_LOCK_WAIT_RULE))
		return;
	work->letters.long_lock_wait = long_lock_wait_lockcontention_letter(&frame->event);
	barrier();
	if (!work->letters.long_lock_wait)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	key.Lock = frame->event.Lock;
	key.ThreadId = frame->event.ThreadId;
	key.ThreadId_start = frame->event.ThreadId_start;
	hash = wmk_hash(&key, sizeof(struct by_lock_thread_key));
	index = hash & (NR_BY_LOCK_THREAD_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_lock_thread, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = by_lock_thread_find(bucket, &key, wmk_tag(hash),
		   wmk_begins(&long_lock_wait, work->letters.long_lock_wait),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_pool_step(&(struct wmk_step) {
			.rule = &long_lock_wait,
			.reader = &long_lock_wait_lockcontention_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.long_lock_wait,
			.key = &bucket->ways[way],
			.stats = &stats->rules[LONG_LOCK_WAIT_RULE],
			.soonest = &soonest,
		}, &bucket->runs[way].long_lock_wait);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&long_lock_wait, work->letters.long_lock_wait))
			wmk_count(&stats->rules[LONG_LOCK_WAIT_RULE].refused);
	}
	sooner = wmk_advance(&bucket->armed, soonest);
	bpf_spin_unlock(&bucket->lock);
	if (sooner)
		by_lock_thread_arm(index, soonest);
}

/* Whether the event may be something to a rule, as far as the fields say that are read first. */
static __always_inline bool lockcontention_open(const struct lockcontention_event *e)
{
	return wmk_open(0x2ULL, long_lock_wait_lockcontention_early(e));
}

static __always_inline void lockcontention_read(struct lockcontention_frame *frame,
		struct wmk_stats *stats)
{
	lockcontention_by_lock_thread(frame, stats);
}

static __always_inline void lockcontention_at_tp_btf_contention_begin(__u64 *ctx)
{
	void *lock = (void *)ctx[0];
	unsigned int flags = (unsigned int)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct lockcontention_frame *frame;
	struct lockcontention_event *e;
	struct wmk_stats *stats;

	if (!(!(flags & WMK_LCB_F_SPIN)))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(LOCKCONTENTION_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[LOCKCONTENTION_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[LONG_LOCK_WAIT_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->lockcontention;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Flags = flags;
	if (wmk_record_events || lockcontention_open(e)) {
		e->Lock = (__u64)lock;
		e->Owner = BPF_CORE_READ(wmk_lock_owner(lock, flags), pid);
		e->OwnerProcess = BPF_CORE_READ(wmk_lock_owner(lock, flags), tgid);
		e->ProcessId = subject->tgid;
		e->ThreadId = subject->pid;
		e->ThreadId_start = subject->start_time;
		wmk_fill_comm(e->Comm, sizeof(e->Comm));
		wmk_record_event(LOCKCONTENTION_KIND, e, sizeof(*e));
		lockcontention_read(frame, stats);
	}
	give_scratch(scratch);
}

/* Shows the event to the rules whose runs are in by_lock_thread. */
static __always_inline void lockcontentionend_by_lock_thread(struct lockcontentionend_frame *frame,
		struct wmk_stats *stats)
{
	struct lockcontentionend_by_lock_thread_work *work = &frame->by_lock_thread;
	struct by_lock_thread_key key = {};
	struct by_lock_thread_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(LONG_LOCK_WAIT_RULE))
		return;
	work->letters.long_lock_wait = LONG_LOCK_WAIT_ON_LOCKCONTENTIONEND;
	barrier();
	wmk_ask_clock(&frame->event.TimeStamp);
	key.Lock = frame->event.Lock;
	key.ThreadId = frame->event.ThreadId;
	key.ThreadId_start = frame->event.ThreadId_start;
	hash = wmk_hash(&key, sizeof(struct by_lock_thread_key));
	index = hash & (NR_BY_LOCK_THREAD_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_lock_thread, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = wmk_find(bucket->ways, bucket->keys, &key,
		       sizeof(struct by_lock_thread_key), wmk_tag(hash));
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_pool_step(&(struct wmk_step) {
			.rule = &long_lock_wait,
			.reader = &wmk_plain_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.long_lock_wait,
			.key = &bucket->ways[way],
			.stats = &stats->rules[LONG_LOCK_WAIT_RULE],
		}, &bucket->runs[way].long_lock_wait);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
}

static __always_inline void lockcontentionend_read(struct lockcontentionend_frame *frame,
		struct wmk_stats *stats)
{
	lockcontentionend_by_lock_thread(frame, stats);
}

static __always_inline void lockcontentionend_at_tp_btf_contention_end(__u64 *ctx)
{
	void *lock = (void *)ctx[0];
	int result = (int)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct lockcontentionend_frame *frame;
	struct lockcontentionend_event *e;
	struct wmk_stats *stats;

	if (!(wmk_slept_for(lock, result)))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(LOCKCONTENTIONEND_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[LOCKCONTENTIONEND_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[LONG_LOCK_WAIT_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->lockcontentionend;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Lock = (__u64)lock;
	e->ThreadId = subject->pid;
	e->ThreadId_start = subject->start_time;
	wmk_record_event(LOCKCONTENTIONEND_KIND, e, sizeof(*e));
	lockcontentionend_read(frame, stats);
	give_scratch(scratch);
}

SEC("tp_btf/contention_begin")
int at_tp_btf_contention_begin(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[LOCKCONTENTION_AT_TP_BTF_CONTENTION_BEGIN])
		lockcontention_at_tp_btf_contention_begin(ctx);
	return 0;
}

SEC("tp_btf/contention_end")
int at_tp_btf_contention_end(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[LOCKCONTENTIONEND_AT_TP_BTF_CONTENTION_END])
		lockcontentionend_at_tp_btf_contention_end(ctx);
	return 0;
}

/* What a loader needs to know; see wmk.abi.h. */

const struct wmk_object_info wmk_object SEC(".rodata.wmk") = {
	.abi = WMK_ABI_VERSION,
	.nr_rules = NR_RULES,
	.nr_columns = 7,
	.nr_kinds = NR_KINDS,
	.nr_points = NR_POINTS,
	.nr_tables = NR_TABLES,
	.nr_fields = 11,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 0,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[LONG_LOCK_WAIT_RULE] = {
		.name = "long_lock_wait",
		.source = "rules/long_lock_wait.wmk:12",
		.first_column = 0,
		.nr_columns = 7,
		.record_bytes = sizeof(struct long_lock_wait_record),
		.table = BY_LOCK_THREAD_TABLE,
		.taskless = WMK_NO_KIND,
	},
};

const struct wmk_column_info wmk_columns[7] SEC(".rodata.wmk") = {
	{
		.label = "waiter",
		.offset = offsetof(struct long_lock_wait_record, column_0),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "waiter_process",
		.offset = offsetof(struct long_lock_wait_record, column_1),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "waiter_program",
		.offset = offsetof(struct long_lock_wait_record, column_2),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "owner",
		.offset = offsetof(struct long_lock_wait_record, column_3),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "owner_process",
		.offset = offsetof(struct long_lock_wait_record, column_4),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "lock",
		.offset = offsetof(struct long_lock_wait_record, column_5),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "flags",
		.offset = offsetof(struct long_lock_wait_record, column_6),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[LOCKCONTENTION_KIND] = {
		.name = "lockcontention",
		.first_field = 0,
		.nr_fields = 8,
		.event_bytes = sizeof(struct lockcontention_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[LOCKCONTENTIONEND_KIND] = {
		.name = "lockcontentionend",
		.first_field = 8,
		.nr_fields = 3,
		.event_bytes = sizeof(struct lockcontentionend_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[11] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct lockcontention_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Lock",
		.offset = offsetof(struct lockcontention_event, Lock),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Flags",
		.offset = offsetof(struct lockcontention_event, Flags),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Owner",
		.offset = offsetof(struct lockcontention_event, Owner),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "OwnerProcess",
		.offset = offsetof(struct lockcontention_event, OwnerProcess),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct lockcontention_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ThreadId",
		.offset = offsetof(struct lockcontention_event, ThreadId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct lockcontention_event, ThreadId_start),
	},
	{
		.name = "Comm",
		.offset = offsetof(struct lockcontention_event, Comm),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "TimeStamp",
		.offset = offsetof(struct lockcontentionend_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Lock",
		.offset = offsetof(struct lockcontentionend_event, Lock),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ThreadId",
		.offset = offsetof(struct lockcontentionend_event, ThreadId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct lockcontentionend_event, ThreadId_start),
	},
};

const struct wmk_point_info wmk_points[NR_POINTS] SEC(".rodata.wmk") = {
	[LOCKCONTENTION_AT_TP_BTF_CONTENTION_BEGIN] = {
		.program = "at_tp_btf_contention_begin",
		.section = "tp_btf/contention_begin",
		.kind = LOCKCONTENTION_KIND,
	},
	[LOCKCONTENTIONEND_AT_TP_BTF_CONTENTION_END] = {
		.program = "at_tp_btf_contention_end",
		.section = "tp_btf/contention_end",
		.kind = LOCKCONTENTIONEND_KIND,
	},
};

const struct wmk_table_info wmk_tables[NR_TABLES] SEC(".rodata.wmk") = {
	[BY_LOCK_THREAD_TABLE] = {
		.map = "by_lock_thread",
		.key = "Lock, ThreadId",
		.storage = WMK_STORAGE_BUCKETS,
		.keys = 65536,
		.bytes_per_key = sizeof(struct by_lock_thread_bucket) / WMK_WAYS,
		.timers = "by_lock_thread_timers",
		.make_timers = "by_lock_thread_make_timers",
	},
};
