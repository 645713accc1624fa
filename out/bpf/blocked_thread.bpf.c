// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/blocked_thread.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   15  RULE blocked_thread
 *   16  PATTERN { [contextswitch:off, ~wakeup] }
 *   17  WHERE {
 *   18      [ThreadId],
 *   19      (off.State & (TASK_UNINTERRUPTIBLE | __TASK_STOPPED | __TASK_TRACED)) != 0,
 *   20      (off.State & TASK_NOLOAD) == 0
 *   21  }
 *   22  WITHIN { 5 s }
 *   23  RETURN {
 *   24      off.ProcessId AS process, off.ThreadId AS thread, off.Comm AS program,
 *   25      off.SyscallNr AS syscall, off.State AS state
 *   26  }
 *
 *     start       -- contextswitch where (State & (TASK_UNINTERRUPTIBLE | __TASK_STOPPED |
 *                    __TASK_TRACED)) != 0 and (State & TASK_NOLOAD) == 0 --> off pending
 *     off pending -- wakeup --> dead
 *                 -- deadline --> match
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
	BLOCKED_THREAD_RULE,
	NR_RULES
};

enum {
	CONTEXTSWITCH_KIND,
	WAKEUP_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	CONTEXTSWITCH_AT_TP_BTF_SCHED_SWITCH,
	WAKEUP_AT_TP_BTF_SCHED_WAKEUP,
	END_AT_TP_BTF_SCHED_PROCESS_EXIT,
	NR_POINTS
};

enum {
	BY_THREAD_TABLE,
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
	[CONTEXTSWITCH_AT_TP_BTF_SCHED_SWITCH] = 1,
	[WAKEUP_AT_TP_BTF_SCHED_WAKEUP] = 1,
	[END_AT_TP_BTF_SCHED_PROCESS_EXIT] = 1,
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

/* A processor goes over from one thread to another; the subject is the one that leaves. */
struct contextswitch_event {
	__u64 TimeStamp;
	char Comm[16] wmk_words;
	__u64 ThreadId_start;
	__u32 State;
	__s32 SyscallNr;
	__u32 ProcessId;
	__u32 ThreadId;
};

/*
 * A thread that waited is able to run again; the subject is that thread. It comes behind the
 * contextswitch with which the thread went to wait.
 */
struct wakeup_event {
	__u64 TimeStamp;
	__u64 ThreadId_start;
	__u32 ThreadId;
};

/* Rule blocked_thread, rules/blocked_thread.wmk:15 */

enum {
	BLOCKED_THREAD_START = 1,
	BLOCKED_THREAD_AFTER_OFF = 2,	/* contextswitch */
	BLOCKED_THREAD_ACCEPT = 3,	/* contextswitch, deadline */
	BLOCKED_THREAD_DEAD = 4,	/* a negation matched */
	NR_BLOCKED_THREAD_STATES,
	NR_BLOCKED_THREAD_SLOTS = 2,
	NR_BLOCKED_THREAD_RUNS = 17,	/* of a key, at the most */
	NR_BLOCKED_THREAD_PENDING = 16,	/* of these, which await their deadline */
	NR_BLOCKED_THREAD_ORDER = 32,	/* powers of two */
};

/* What an event is to the rule; 0: nothing. */
enum {
	BLOCKED_THREAD_ON_CONTEXTSWITCH = 1,	/* contextswitch as off */
	BLOCKED_THREAD_ON_WAKEUP = 2,	/* wakeup as ~wakeup */
	BLOCKED_THREAD_ON_DEADLINE = 3,	/* the end of the window */
	NR_BLOCKED_THREAD_LETTERS = 4
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	BLOCKED_THREAD_TAKES_OFF = 1 << 0,
};

static const struct wmk_move
blocked_thread_moves[NR_BLOCKED_THREAD_STATES][NR_BLOCKED_THREAD_LETTERS] wmk_table = {
	[BLOCKED_THREAD_START][BLOCKED_THREAD_ON_CONTEXTSWITCH] =
			{ BLOCKED_THREAD_AFTER_OFF, BLOCKED_THREAD_TAKES_OFF },
	[BLOCKED_THREAD_AFTER_OFF][BLOCKED_THREAD_ON_WAKEUP] = { BLOCKED_THREAD_DEAD, 0 },
	[BLOCKED_THREAD_AFTER_OFF][BLOCKED_THREAD_ON_DEADLINE] = { BLOCKED_THREAD_ACCEPT, 0 },
};

/* States in which runs await the same have one number. */
static const __u8 blocked_thread_slots[NR_BLOCKED_THREAD_STATES] wmk_table = {
	[BLOCKED_THREAD_AFTER_OFF] = 1,
};

struct blocked_thread_run {
	struct wmk_run run;
	char off_Comm[16] wmk_words;	/* rules/blocked_thread.wmk:16 */
	__u32 off_ProcessId;	/* rules/blocked_thread.wmk:16 */
	__u32 off_ThreadId;	/* rules/blocked_thread.wmk:16 */
	__s32 off_SyscallNr;	/* rules/blocked_thread.wmk:16 */
	__u32 off_State;	/* rules/blocked_thread.wmk:16 */
};

/* A run that completed, and what its last event gives the record. */
struct blocked_thread_match {
	struct blocked_thread_run run;
};

/* A struct wmk_pool. */
struct blocked_thread_pool {
	__u8 nr;
	__u8 changed;
	__u8 made;
	__u8 order[NR_BLOCKED_THREAD_ORDER];
	struct blocked_thread_run runs[NR_BLOCKED_THREAD_RUNS + 1];
};

/* Whether two runs that await the same in this slot have read the same. */
static __always_inline bool blocked_thread_same(const void *a wmk_unused, const void *b wmk_unused,
		__u64 slot wmk_unused)
{
	__u64 differ = 0;

	return !differ;
}

static const struct wmk_rule blocked_thread = {
	.moves = &blocked_thread_moves[0][0],
	.nr_letters = NR_BLOCKED_THREAD_LETTERS,
	.nr_live = BLOCKED_THREAD_ACCEPT,
	.dead = BLOCKED_THREAD_DEAD,
	.run_bytes = sizeof(struct blocked_thread_run),
	.window = 5000000000ULL,	/* ns */
	.slots = blocked_thread_slots,
	.nr_slots = NR_BLOCKED_THREAD_SLOTS,
	.same = blocked_thread_same,
	.nr_runs = NR_BLOCKED_THREAD_RUNS,
	.runs_at = offsetof(struct blocked_thread_pool, runs),
	.order_mask = NR_BLOCKED_THREAD_ORDER - 1,
	.pending_from = BLOCKED_THREAD_AFTER_OFF,
	.deadline = BLOCKED_THREAD_ON_DEADLINE,
	.nr_pending = NR_BLOCKED_THREAD_PENDING,
};

static const __u8 blocked_thread_contextswitch_letters[4] wmk_table = {
	[3] = BLOCKED_THREAD_ON_CONTEXTSWITCH,
};

/* The conditions on what is read first. */
static __always_inline __u64 blocked_thread_contextswitch_early(const struct contextswitch_event *e)
{
	__u64 truth = 0;

	/*
	 * rules/blocked_thread.wmk:19: (off.State & (TASK_UNINTERRUPTIBLE | __TASK_STOPPED |
	 * __TASK_TRACED)) != 0
	 */
	truth = wmk_note(truth, ((__s64)e->State & 14) != 0, 0);
	/* rules/blocked_thread.wmk:20: (off.State & TASK_NOLOAD) == 0 */
	truth = wmk_note(truth, ((__s64)e->State & 1024) == 0, 1);
	return truth;
}

static __always_inline __u64 blocked_thread_contextswitch_letter(const struct contextswitch_event *e)
{
	__u64 truth = blocked_thread_contextswitch_early(e);

	barrier_var(truth);
	return wmk_hide(blocked_thread_contextswitch_letters[truth & (4 - 1)]);
}

static __always_inline void blocked_thread_contextswitch_update(void *run, const void *event,
		__u64 takes)
{
	struct blocked_thread_run *to = run;
	const struct contextswitch_event *e = event;

	if (takes & BLOCKED_THREAD_TAKES_OFF) {
		to->off_ProcessId = e->ProcessId;
		to->off_ThreadId = e->ThreadId;
		wmk_copy(to->off_Comm, e->Comm, sizeof(to->off_Comm));
		to->off_SyscallNr = e->SyscallNr;
		to->off_State = e->State;
	}
}

static const struct wmk_reader blocked_thread_contextswitch_reader = {
	.begins = true,
	.pends = true,
	.update = blocked_thread_contextswitch_update,
};

struct blocked_thread_record {
	struct wmk_record head;
	__u32 column_0;	/* "process" */
	__u32 column_1;	/* "thread" */
	char column_2[16] wmk_words;	/* "program" */
	__s32 column_3;	/* "syscall" */
	__u32 column_4;	/* "state" */
};

static __always_inline void blocked_thread_emit(const struct blocked_thread_match *match, __u64 now,
		__u64 cgroup, struct wmk_rule_stats *stats)
{
	struct blocked_thread_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[BLOCKED_THREAD_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, BLOCKED_THREAD_RULE, wmk_lost[BLOCKED_THREAD_RULE], now,
			cgroup);
	record->column_0 = match->run.off_ProcessId;
	record->column_1 = match->run.off_ThreadId;
	wmk_copy(record->column_2, match->run.off_Comm, sizeof(record->column_2));
	record->column_3 = match->run.off_SyscallNr;
	record->column_4 = match->run.off_State;
	bpf_ringbuf_submit(record, 0);
}

struct by_thread_key {
	__u64 ThreadId_start;
	__u32 ThreadId;
	__u8 padding[4];
};

struct by_thread_runs {
	struct blocked_thread_pool blocked_thread;
};

#define NR_BY_THREAD_BUCKETS 16384

struct by_thread_bucket {
	struct bpf_spin_lock lock;
	__u32 firing;		/* its timer is about to take what is due */
	__u64 armed;		/* deadline that its timer is started for; 0: none */
	struct wmk_key ways[WMK_WAYS];
	struct by_thread_key keys[WMK_WAYS];
	struct by_thread_runs runs[WMK_WAYS];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_BY_THREAD_BUCKETS);
	__type(key, __u32);
	__type(value, struct by_thread_bucket);
} by_thread SEC(".maps");

/*
 * Finds the way of a key in its locked bucket and, where an event begins a
 * run, makes one. WMK_WAYS: the key is not there, or there is no room for it.
 */
static __always_inline __u32 by_thread_find(struct by_thread_bucket *bucket,
				      const struct by_thread_key *key, __u32 tag,
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
		wmk_add(&stats->rules[BLOCKED_THREAD_RULE].expired,
			wmk_deadline_end(&blocked_thread, &bucket->runs[way].blocked_thread));
	}
	bucket->ways[way].tag = tag;
	bucket->ways[way].live = 0;
	bucket->ways[way].until = now;
	wmk_copy(&bucket->keys[way], key, sizeof(*key));
	return way;
}

/* A timer for each bucket, at the bucket's index. */
struct by_thread_timer {
	struct bpf_timer timer;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_BY_THREAD_BUCKETS);
	__type(key, __u32);
	__type(value, struct by_thread_timer);
} by_thread_timers SEC(".maps");

/*
 * Starts a bucket's timer for a deadline that it has been told; who starts it last sees what others
 * told it.
 */
static __always_inline void by_thread_arm(__u32 index, __u64 deadline)
{
	struct by_thread_bucket *bucket;
	struct by_thread_timer *timer;
	__u64 armed;
	__u32 i;

	bucket = bpf_map_lookup_elem(&by_thread, &index);
	timer = bpf_map_lookup_elem(&by_thread_timers, &index);
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

/* Ends the key of a thread. */
static __always_inline void by_thread_end(struct task_struct *task, struct wmk_stats *stats)
{
	struct by_thread_key key = {};
	struct by_thread_bucket *bucket;
	__u32 index, way;
	__u64 hash, ended;

	key.ThreadId = task->pid;
	key.ThreadId_start = task->start_time;
	hash = wmk_hash(&key, sizeof(key));
	index = hash & (NR_BY_THREAD_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_thread, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = wmk_find(bucket->ways, bucket->keys, &key, sizeof(key), wmk_tag(hash));
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		ended = wmk_deadline_end(&blocked_thread, &bucket->runs[way].blocked_thread);
		wmk_add(&stats->rules[BLOCKED_THREAD_RULE].ended, ended);
		bucket->ways[way].live -= ended;
		if (!bucket->ways[way].live)	/* else it has runs that are pending */
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
}

/* Takes what is due in a bucket of by_thread; one CPU's. */
struct by_thread_due {
	__u64 now;
	__u64 soonest;		/* of the deadlines that are to come; 0: none */
	struct wmk_stats *stats;
	__u32 bucket;
	__u32 way;
};

/* A run that is due, as it is reported: a timer is never interrupted by another one. */
struct by_thread_due_matches {
	union {
		struct blocked_thread_match blocked_thread;
	};
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct by_thread_due_matches);
} by_thread_due_matches SEC(".maps");

/* Reports one run of blocked_thread that is due; 1: there is none. */
static long blocked_thread_take_due(__u32 i wmk_unused, struct by_thread_due *due)
{
	struct by_thread_bucket *bucket;
	struct by_thread_due_matches *matches;
	__u32 zero = 0, index = due->bucket, way = wmk_way(due->way);
	bool is_due;

	bucket = bpf_map_lookup_elem(&by_thread, &index);
	matches = bpf_map_lookup_elem(&by_thread_due_matches, &zero);
	if (!bucket || !matches)
		return 1;

	bpf_spin_lock(&bucket->lock);
	is_due = wmk_deadline_take(&blocked_thread, &bucket->ways[way],
			&bucket->runs[way].blocked_thread,
				   due->now, &matches->blocked_thread.run.run, &due->soonest);
	if (is_due && !bucket->ways[way].live)
		bucket->ways[way].tag = 0;
	bpf_spin_unlock(&bucket->lock);
	if (!is_due)
		return 1;
	blocked_thread_emit(&matches->blocked_thread,
			matches->blocked_thread.run.run.first + blocked_thread.window,
		 0, &due->stats->rules[BLOCKED_THREAD_RULE]);
	return 0;
}

static long by_thread_take_due(__u32 way, struct by_thread_due *due)
{
	due->way = way;
	bpf_loop(NR_BLOCKED_THREAD_RUNS + 1, blocked_thread_take_due, due, 0);
	return 0;
}

/* A bucket's timer has come. */
static int by_thread_fire(void *map wmk_unused, __u32 *key, void *value wmk_unused)
{
	struct by_thread_due due = { .now = bpf_ktime_get_ns(), .bucket = *key };
	__u32 index = *key;
	struct by_thread_bucket *bucket;
	bool sooner;

	due.stats = stats_here();
	bucket = bpf_map_lookup_elem(&by_thread, &index);
	if (!wmk_active || !due.stats || !bucket)
		return 0;

	/* From now on whoever makes a run pending starts the timer for it. */
	bpf_spin_lock(&bucket->lock);
	bucket->firing = 1;
	bucket->armed = 0;
	bpf_spin_unlock(&bucket->lock);

	bpf_loop(WMK_WAYS, by_thread_take_due, &due, 0);

	bpf_spin_lock(&bucket->lock);
	bucket->firing = 0;
	sooner = wmk_advance(&bucket->armed, due.soonest);
	bpf_spin_unlock(&bucket->lock);
	if (sooner)
		by_thread_arm(index, due.soonest);
	return 0;
}

static long by_thread_make_timer(__u32 index, __u32 *missing)
{
	struct by_thread_timer *timer = bpf_map_lookup_elem(&by_thread_timers, &index);
	long code;

	if (!timer)
		return 1;
	code = bpf_timer_init(&timer->timer, &by_thread_timers, CLOCK_MONOTONIC);
	if (code && code != -WMK_TIMER_IS_MADE)
		*missing = *missing + 1;
	else
		bpf_timer_set_callback(&timer->timer, by_thread_fire);
	return 0;
}

/*
 * Run by the loader before any event is read, until all timers are made: it fails where memory
 * lacks for some.
 */
SEC("iter/bpf_map")
int by_thread_make_timers(__u64 *ctx)
{
	struct bpf_iter_meta *meta = (struct bpf_iter_meta *)ctx[0];
	__u32 missing = 0;

	if (meta->seq_num)
		return 0;
	bpf_loop(NR_BY_THREAD_BUCKETS, by_thread_make_timer, &missing, 0);
	return missing != 0;
}

/* What stands in memory while the event is shown to rules in by_thread. */
struct contextswitch_by_thread_work {
	struct {
		__u32 blocked_thread;
	} letters;
};

struct contextswitch_frame {
	struct contextswitch_event event;
	struct contextswitch_by_thread_work by_thread;
};

/* What stands in memory while the event is shown to rules in by_thread. */
struct wakeup_by_thread_work {
	struct {
		__u32 blocked_thread;
	} letters;
};

struct wakeup_frame {
	struct wakeup_event event;
	struct wakeup_by_thread_work by_thread;
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
		struct contextswitch_frame contextswitch;
		struct wakeup_frame wakeup;
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

/* Shows the event to the rules whose runs are in by_thread. */
static __always_inline void contextswitch_by_thread(struct contextswitch_frame *frame,
		struct wmk_stats *stats)
{
	struct contextswitch_by_thread_work *work = &frame->by_thread;
	struct by_thread_key key = {};
	struct by_thread_bucket *bucket;
	__u32 index, way;
	__u64 hash;
	__u64 soonest = wmk_hide(0);	/* deadline of a run that the event makes pending */
	bool sooner;

	if (!in_scope(BLOCKED_THREAD_RULE))
		return;
	work->letters.blocked_thread = blocked_thread_contextswitch_letter(&frame->event);
	barrier();
	if (!work->letters.blocked_thread)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	key.ThreadId = frame->event.ThreadId;
	key.ThreadId_start = frame->event.ThreadId_start;
	hash = wmk_hash(&key, sizeof(struct by_thread_key));
	index = hash & (NR_BY_THREAD_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_thread, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = by_thread_find(bucket, &key, wmk_tag(hash),
		   wmk_begins(&blocked_thread, work->letters.blocked_thread),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_pool_step(&(struct wmk_step) {
			.rule = &blocked_thread,
			.reader = &blocked_thread_contextswitch_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.blocked_thread,
			.key = &bucket->ways[way],
			.stats = &stats->rules[BLOCKED_THREAD_RULE],
			.soonest = &soonest,
		}, &bucket->runs[way].blocked_thread);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&blocked_thread, work->letters.blocked_thread))
			wmk_count(&stats->rules[BLOCKED_THREAD_RULE].refused);
	}
	sooner = wmk_advance(&bucket->armed, soonest);
	bpf_spin_unlock(&bucket->lock);
	if (sooner)
		by_thread_arm(index, soonest);
}

/* Whether the event may be something to a rule, as far as the fields say that are read first. */
static __always_inline bool contextswitch_open(const struct contextswitch_event *e)
{
	return wmk_open(0x8ULL, blocked_thread_contextswitch_early(e));
}

static __always_inline void contextswitch_read(struct contextswitch_frame *frame,
		struct wmk_stats *stats)
{
	contextswitch_by_thread(frame, stats);
}

static __always_inline void contextswitch_at_tp_btf_sched_switch(__u64 *ctx)
{
	bool preempted = (bool)ctx[0];
	struct task_struct *previous = (struct task_struct *)ctx[1];
	unsigned int state = (unsigned int)ctx[3];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct contextswitch_frame *frame;
	struct contextswitch_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(CONTEXTSWITCH_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[CONTEXTSWITCH_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[BLOCKED_THREAD_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->contextswitch;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->State = preempted ? 0 : state;
	if (wmk_record_events || contextswitch_open(e)) {
		e->SyscallNr = wmk_syscall_of(previous);
		e->ProcessId = subject->tgid;
		e->ThreadId = subject->pid;
		e->ThreadId_start = subject->start_time;
		wmk_fill_comm(e->Comm, sizeof(e->Comm));
		wmk_record_event(CONTEXTSWITCH_KIND, e, sizeof(*e));
		contextswitch_read(frame, stats);
	}
	give_scratch(scratch);
}

/* Shows the event to the rules whose runs are in by_thread. */
static __always_inline void wakeup_by_thread(struct wakeup_frame *frame, struct wmk_stats *stats)
{
	struct wakeup_by_thread_work *work = &frame->by_thread;
	struct by_thread_key key = {};
	struct by_thread_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(BLOCKED_THREAD_RULE))
		return;
	work->letters.blocked_thread = BLOCKED_THREAD_ON_WAKEUP;
	barrier();
	wmk_ask_clock(&frame->event.TimeStamp);
	key.ThreadId = frame->event.ThreadId;
	key.ThreadId_start = frame->event.ThreadId_start;
	hash = wmk_hash(&key, sizeof(struct by_thread_key));
	index = hash & (NR_BY_THREAD_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_thread, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = wmk_find(bucket->ways, bucket->keys, &key,
		       sizeof(struct by_thread_key), wmk_tag(hash));
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_pool_step(&(struct wmk_step) {
			.rule = &blocked_thread,
			.reader = &wmk_plain_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.blocked_thread,
			.key = &bucket->ways[way],
			.stats = &stats->rules[BLOCKED_THREAD_RULE],
		}, &bucket->runs[way].blocked_thread);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
}

static __always_inline void wakeup_read(struct wakeup_frame *frame, struct wmk_stats *stats)
{
	wakeup_by_thread(frame, stats);
}

static __always_inline void wakeup_at_tp_btf_sched_wakeup(__u64 *ctx)
{
	struct task_struct *task = (struct task_struct *)ctx[0];
	struct wmk_scratch *scratch;
	struct wakeup_frame *frame;
	struct wakeup_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(WAKEUP_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[WAKEUP_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[BLOCKED_THREAD_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->wakeup;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->ThreadId = task->pid;
	e->ThreadId_start = task->start_time;
	wmk_record_event(WAKEUP_KIND, e, sizeof(*e));
	wakeup_read(frame, stats);
	give_scratch(scratch);
}

SEC("tp_btf/sched_switch")
int at_tp_btf_sched_switch(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[CONTEXTSWITCH_AT_TP_BTF_SCHED_SWITCH])
		contextswitch_at_tp_btf_sched_switch(ctx);
	return 0;
}

SEC("tp_btf/sched_wakeup")
int at_tp_btf_sched_wakeup(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[WAKEUP_AT_TP_BTF_SCHED_WAKEUP])
		wakeup_at_tp_btf_sched_wakeup(ctx);
	return 0;
}

SEC("tp_btf/sched_process_exit")
int at_tp_btf_sched_process_exit(__u64 *ctx)
{
	struct task_struct *task = (struct task_struct *)ctx[0];
	struct wmk_stats *stats;

	if (!wmk_active)
		return 0;

	stats = stats_here();
	if (!stats)
		return 0;
	wmk_record_end(WMK_END_THREAD, task->pid, task->start_time);
	/* the thread is at its end */
	by_thread_end(task, stats);
	return 0;
}

/* What a loader needs to know; see wmk.abi.h. */

const struct wmk_object_info wmk_object SEC(".rodata.wmk") = {
	.abi = WMK_ABI_VERSION,
	.nr_rules = NR_RULES,
	.nr_columns = 5,
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
	[BLOCKED_THREAD_RULE] = {
		.name = "blocked_thread",
		.source = "rules/blocked_thread.wmk:15",
		.first_column = 0,
		.nr_columns = 5,
		.record_bytes = sizeof(struct blocked_thread_record),
		.table = BY_THREAD_TABLE,
		.taskless = WAKEUP_KIND,
	},
};

const struct wmk_column_info wmk_columns[5] SEC(".rodata.wmk") = {
	{
		.label = "process",
		.offset = offsetof(struct blocked_thread_record, column_0),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "thread",
		.offset = offsetof(struct blocked_thread_record, column_1),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "program",
		.offset = offsetof(struct blocked_thread_record, column_2),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "syscall",
		.offset = offsetof(struct blocked_thread_record, column_3),
		.bytes = 4,
		.type = WMK_COLUMN_S64,
	},
	{
		.label = "state",
		.offset = offsetof(struct blocked_thread_record, column_4),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[CONTEXTSWITCH_KIND] = {
		.name = "contextswitch",
		.first_field = 0,
		.nr_fields = 6,
		.event_bytes = sizeof(struct contextswitch_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[WAKEUP_KIND] = {
		.name = "wakeup",
		.first_field = 6,
		.nr_fields = 2,
		.event_bytes = sizeof(struct wakeup_event),
		.flags = 0,
	},
};

const struct wmk_field_info wmk_fields[8] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct contextswitch_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "State",
		.offset = offsetof(struct contextswitch_event, State),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "SyscallNr",
		.offset = offsetof(struct contextswitch_event, SyscallNr),
		.bytes = 4,
		.type = WMK_COLUMN_S64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct contextswitch_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ThreadId",
		.offset = offsetof(struct contextswitch_event, ThreadId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct contextswitch_event, ThreadId_start),
	},
	{
		.name = "Comm",
		.offset = offsetof(struct contextswitch_event, Comm),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "TimeStamp",
		.offset = offsetof(struct wakeup_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ThreadId",
		.offset = offsetof(struct wakeup_event, ThreadId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct wakeup_event, ThreadId_start),
	},
};

const struct wmk_point_info wmk_points[NR_POINTS] SEC(".rodata.wmk") = {
	[CONTEXTSWITCH_AT_TP_BTF_SCHED_SWITCH] = {
		.program = "at_tp_btf_sched_switch",
		.section = "tp_btf/sched_switch",
		.kind = CONTEXTSWITCH_KIND,
	},
	[WAKEUP_AT_TP_BTF_SCHED_WAKEUP] = {
		.program = "at_tp_btf_sched_wakeup",
		.section = "tp_btf/sched_wakeup",
		.kind = WAKEUP_KIND,
	},
	[END_AT_TP_BTF_SCHED_PROCESS_EXIT] = {
		.program = "at_tp_btf_sched_process_exit",
		.section = "tp_btf/sched_process_exit",
		.kind = WMK_NO_KIND,
	},
};

const struct wmk_table_info wmk_tables[NR_TABLES] SEC(".rodata.wmk") = {
	[BY_THREAD_TABLE] = {
		.map = "by_thread",
		.key = "ThreadId",
		.storage = WMK_STORAGE_BUCKETS,
		.keys = 65536,
		.bytes_per_key = sizeof(struct by_thread_bucket) / WMK_WAYS,
		.timers = "by_thread_timers",
		.make_timers = "by_thread_make_timers",
	},
};
