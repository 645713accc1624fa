// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/stuck_disk_request.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   10  RULE stuck_disk_request
 *   11  PATTERN { [blockissue:i, ~blockcomplete:c] }
 *   12  WHERE {
 *   13      [Request],
 *   14      c.Remaining == 0
 *   15  }
 *   16  WITHIN { 1 s }
 *   17  RETURN {
 *   18      i.Device AS device, i.Sector AS sector, i.Bytes AS bytes, i.Operation AS operation, i.Comm AS issuer
 *   19  }
 *
 *     start     -- blockissue --> i pending
 *     i pending -- blockcomplete where Remaining == 0 --> dead
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
	STUCK_DISK_REQUEST_RULE,
	NR_RULES
};

enum {
	BLOCKISSUE_KIND,
	BLOCKCOMPLETE_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	BLOCKISSUE_AT_TP_BTF_BLOCK_RQ_ISSUE,
	BLOCKCOMPLETE_AT_TP_BTF_BLOCK_RQ_COMPLETE,
	NR_POINTS
};

enum {
	BY_REQUEST_TABLE,
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
	[BLOCKISSUE_AT_TP_BTF_BLOCK_RQ_ISSUE] = 1,
	[BLOCKCOMPLETE_AT_TP_BTF_BLOCK_RQ_COMPLETE] = 1,
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

/*
 * A driver begins with a request; the subject is the thread that brought it there, often one of the
 * kernel's that does so for others.
 */
struct blockissue_event {
	__u64 TimeStamp;
	__u64 Request;
	__u64 Sector;
	char Comm[16] wmk_words;
	__u32 Device;
	__u32 Bytes;
	__u8 Operation;
};

/*
 * A driver is done with a request, or with the first part of it; mostly told by an interrupt, so it
 * is nobody's.
 */
struct blockcomplete_event {
	__u64 TimeStamp;
	__u64 Request;
	__u32 Remaining;
};

/* Rule stuck_disk_request, rules/stuck_disk_request.wmk:10 */

enum {
	STUCK_DISK_REQUEST_START = 1,
	STUCK_DISK_REQUEST_AFTER_I = 2,	/* blockissue */
	STUCK_DISK_REQUEST_ACCEPT = 3,	/* blockissue, deadline */
	STUCK_DISK_REQUEST_DEAD = 4,	/* a negation matched */
	NR_STUCK_DISK_REQUEST_STATES,
	NR_STUCK_DISK_REQUEST_SLOTS = 2,
	NR_STUCK_DISK_REQUEST_RUNS = 17,	/* of a key, at the most */
	NR_STUCK_DISK_REQUEST_PENDING = 16,	/* of these, which await their deadline */
	NR_STUCK_DISK_REQUEST_ORDER = 32,	/* powers of two */
};

/* What an event is to the rule; 0: nothing. */
enum {
	STUCK_DISK_REQUEST_ON_BLOCKISSUE = 1,	/* blockissue as i */
	STUCK_DISK_REQUEST_ON_BLOCKCOMPLETE = 2,	/* blockcomplete as ~c */
	STUCK_DISK_REQUEST_ON_DEADLINE = 3,	/* the end of the window */
	NR_STUCK_DISK_REQUEST_LETTERS = 4
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	STUCK_DISK_REQUEST_TAKES_I = 1 << 0,
};

static const struct wmk_move
stuck_disk_request_moves[NR_STUCK_DISK_REQUEST_STATES][NR_STUCK_DISK_REQUEST_LETTERS] wmk_table = {
	[STUCK_DISK_REQUEST_START][STUCK_DISK_REQUEST_ON_BLOCKISSUE] =
			{ STUCK_DISK_REQUEST_AFTER_I, STUCK_DISK_REQUEST_TAKES_I },
	[STUCK_DISK_REQUEST_AFTER_I][STUCK_DISK_REQUEST_ON_BLOCKCOMPLETE] =
			{ STUCK_DISK_REQUEST_DEAD, 0 },
	[STUCK_DISK_REQUEST_AFTER_I][STUCK_DISK_REQUEST_ON_DEADLINE] =
			{ STUCK_DISK_REQUEST_ACCEPT, 0 },
};

/* States in which runs await the same have one number. */
static const __u8 stuck_disk_request_slots[NR_STUCK_DISK_REQUEST_STATES] wmk_table = {
	[STUCK_DISK_REQUEST_AFTER_I] = 1,
};

struct stuck_disk_request_run {
	struct wmk_run run;
	__u64 i_Sector;	/* rules/stuck_disk_request.wmk:11 */
	char i_Comm[16] wmk_words;	/* rules/stuck_disk_request.wmk:11 */
	__u32 i_Device;	/* rules/stuck_disk_request.wmk:11 */
	__u32 i_Bytes;	/* rules/stuck_disk_request.wmk:11 */
	__u8 i_Operation;	/* rules/stuck_disk_request.wmk:11 */
};

/* A run that completed, and what its last event gives the record. */
struct stuck_disk_request_match {
	struct stuck_disk_request_run run;
};

/* A struct wmk_pool. */
struct stuck_disk_request_pool {
	__u8 nr;
	__u8 changed;
	__u8 made;
	__u8 order[NR_STUCK_DISK_REQUEST_ORDER];
	struct stuck_disk_request_run runs[NR_STUCK_DISK_REQUEST_RUNS + 1];
};

/* Whether two runs that await the same in this slot have read the same. */
static __always_inline bool stuck_disk_request_same(const void *a wmk_unused,
		const void *b wmk_unused, __u64 slot wmk_unused)
{
	__u64 differ = 0;

	return !differ;
}

static const struct wmk_rule stuck_disk_request = {
	.moves = &stuck_disk_request_moves[0][0],
	.nr_letters = NR_STUCK_DISK_REQUEST_LETTERS,
	.nr_live = STUCK_DISK_REQUEST_ACCEPT,
	.dead = STUCK_DISK_REQUEST_DEAD,
	.run_bytes = sizeof(struct stuck_disk_request_run),
	.window = 1000000000ULL,	/* ns */
	.slots = stuck_disk_request_slots,
	.nr_slots = NR_STUCK_DISK_REQUEST_SLOTS,
	.same = stuck_disk_request_same,
	.nr_runs = NR_STUCK_DISK_REQUEST_RUNS,
	.runs_at = offsetof(struct stuck_disk_request_pool, runs),
	.order_mask = NR_STUCK_DISK_REQUEST_ORDER - 1,
	.pending_from = STUCK_DISK_REQUEST_AFTER_I,
	.deadline = STUCK_DISK_REQUEST_ON_DEADLINE,
	.nr_pending = NR_STUCK_DISK_REQUEST_PENDING,
};

static __always_inline void stuck_disk_request_blockissue_update(void *run, const void *event,
		__u64 takes)
{
	struct stuck_disk_request_run *to = run;
	const struct blockissue_event *e = event;

	if (takes & STUCK_DISK_REQUEST_TAKES_I) {
		to->i_Device = e->Device;
		to->i_Sector = e->Sector;
		to->i_Bytes = e->Bytes;
		to->i_Operation = e->Operation;
		wmk_copy(to->i_Comm, e->Comm, sizeof(to->i_Comm));
	}
}

static const struct wmk_reader stuck_disk_request_blockissue_reader = {
	.begins = true,
	.pends = true,
	.update = stuck_disk_request_blockissue_update,
};

static const __u8 stuck_disk_request_blockcomplete_letters[2] wmk_table = {
	[1] = STUCK_DISK_REQUEST_ON_BLOCKCOMPLETE,
};

static __always_inline __u64 stuck_disk_request_blockcomplete_letter(const struct blockcomplete_event *e)
{
	__u64 truth = 0;

	/* rules/stuck_disk_request.wmk:14: c.Remaining == 0 */
	truth = wmk_note(truth, (__s64)e->Remaining == 0, 0);
	barrier_var(truth);
	return wmk_hide(stuck_disk_request_blockcomplete_letters[truth & (2 - 1)]);
}

struct stuck_disk_request_record {
	struct wmk_record head;
	__u32 column_0;	/* "device" */
	__u64 column_1;	/* "sector" */
	__u32 column_2;	/* "bytes" */
	__u8 column_3;	/* "operation" */
	char column_4[16] wmk_words;	/* "issuer" */
};

static __always_inline void stuck_disk_request_emit(const struct stuck_disk_request_match *match,
		__u64 now, __u64 cgroup, struct wmk_rule_stats *stats)
{
	struct stuck_disk_request_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[STUCK_DISK_REQUEST_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, STUCK_DISK_REQUEST_RULE, wmk_lost[STUCK_DISK_REQUEST_RULE],
			now, cgroup);
	record->column_0 = match->run.i_Device;
	record->column_1 = match->run.i_Sector;
	record->column_2 = match->run.i_Bytes;
	record->column_3 = match->run.i_Operation;
	wmk_copy(record->column_4, match->run.i_Comm, sizeof(record->column_4));
	bpf_ringbuf_submit(record, 0);
}

struct by_request_key {
	__u64 Request;
};

struct by_request_runs {
	struct stuck_disk_request_pool stuck_disk_request;
};

#define NR_BY_REQUEST_BUCKETS 16384

struct by_request_bucket {
	struct bpf_spin_lock lock;
	__u32 firing;		/* its timer is about to take what is due */
	__u64 armed;		/* deadline that its timer is started for; 0: none */
	struct wmk_key ways[WMK_WAYS];
	struct by_request_key keys[WMK_WAYS];
	struct by_request_runs runs[WMK_WAYS];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_BY_REQUEST_BUCKETS);
	__type(key, __u32);
	__type(value, struct by_request_bucket);
} by_request SEC(".maps");

/*
 * Finds the way of a key in its locked bucket and, where an event begins a
 * run, makes one. WMK_WAYS: the key is not there, or there is no room for it.
 */
static __always_inline __u32 by_request_find(struct by_request_bucket *bucket,
				      const struct by_request_key *key, __u32 tag,
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
		wmk_add(&stats->rules[STUCK_DISK_REQUEST_RULE].expired,
			wmk_deadline_end(&stuck_disk_request,
					&bucket->runs[way].stuck_disk_request));
	}
	bucket->ways[way].tag = tag;
	bucket->ways[way].live = 0;
	bucket->ways[way].until = now;
	wmk_copy(&bucket->keys[way], key, sizeof(*key));
	return way;
}

/* A timer for each bucket, at the bucket's index. */
struct by_request_timer {
	struct bpf_timer timer;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_BY_REQUEST_BUCKETS);
	__type(key, __u32);
	__type(value, struct by_request_timer);
} by_request_timers SEC(".maps");

/*
 * Starts a bucket's timer for a deadline that it has been told; who starts it last sees what others
 * told it.
 */
static __always_inline void by_request_arm(__u32 index, __u64 deadline)
{
	struct by_request_bucket *bucket;
	struct by_request_timer *timer;
	__u64 armed;
	__u32 i;

	bucket = bpf_map_lookup_elem(&by_request, &index);
	timer = bpf_map_lookup_elem(&by_request_timers, &index);
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

/* Takes what is due in a bucket of by_request; one CPU's. */
struct by_request_due {
	__u64 now;
	__u64 soonest;		/* of the deadlines that are to come; 0: none */
	struct wmk_stats *stats;
	__u32 bucket;
	__u32 way;
};

/* A run that is due, as it is reported: a timer is never interrupted by another one. */
struct by_request_due_matches {
	union {
		struct stuck_disk_request_match stuck_disk_request;
	};
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct by_request_due_matches);
} by_request_due_matches SEC(".maps");

/* Reports one run of stuck_disk_request that is due; 1: there is none. */
static long stuck_disk_request_take_due(__u32 i wmk_unused, struct by_request_due *due)
{
	struct by_request_bucket *bucket;
	struct by_request_due_matches *matches;
	__u32 zero = 0, index = due->bucket, way = wmk_way(due->way);
	bool is_due;

	bucket = bpf_map_lookup_elem(&by_request, &index);
	matches = bpf_map_lookup_elem(&by_request_due_matches, &zero);
	if (!bucket || !matches)
		return 1;

	bpf_spin_lock(&bucket->lock);
	is_due = wmk_deadline_take(&stuck_disk_request, &bucket->ways[way],
			&bucket->runs[way].stuck_disk_request,
				   due->now, &matches->stuck_disk_request.run.run, &due->soonest);
	if (is_due && !bucket->ways[way].live)
		bucket->ways[way].tag = 0;
	bpf_spin_unlock(&bucket->lock);
	if (!is_due)
		return 1;
	stuck_disk_request_emit(&matches->stuck_disk_request,
			matches->stuck_disk_request.run.run.first + stuck_disk_request.window,
		 0, &due->stats->rules[STUCK_DISK_REQUEST_RULE]);
	return 0;
}

static long by_request_take_due(__u32 way, struct by_request_due *due)
{
	due->way = way;
	bpf_loop(NR_STUCK_DISK_REQUEST_RUNS + 1, stuck_disk_request_take_due, due, 0);
	return 0;
}

/* A bucket's timer has come. */
static int by_request_fire(void *map wmk_unused, __u32 *key, void *value wmk_unused)
{
	struct by_request_due due = { .now = bpf_ktime_get_ns(), .bucket = *key };
	__u32 index = *key;
	struct by_request_bucket *bucket;
	bool sooner;

	due.stats = stats_here();
	bucket = bpf_map_lookup_elem(&by_request, &index);
	if (!wmk_active || !due.stats || !bucket)
		return 0;

	/* From now on whoever makes a run pending starts the timer for it. */
	bpf_spin_lock(&bucket->lock);
	bucket->firing = 1;
	bucket->armed = 0;
	bpf_spin_unlock(&bucket->lock);

	bpf_loop(WMK_WAYS, by_request_take_due, &due, 0);

	bpf_spin_lock(&bucket->lock);
	bucket->firing = 0;
	sooner = wmk_advance(&bucket->armed, due.soonest);
	bpf_spin_unlock(&bucket->lock);
	if (sooner)
		by_request_arm(index, due.soonest);
	return 0;
}

static long by_request_make_timer(__u32 index, __u32 *missing)
{
	struct by_request_timer *timer = bpf_map_lookup_elem(&by_request_timers, &index);
	long code;

	if (!timer)
		return 1;
	code = bpf_timer_init(&timer->timer, &by_request_timers, CLOCK_MONOTONIC);
	if (code && code != -WMK_TIMER_IS_MADE)
		*missing = *missing + 1;
	else
		bpf_timer_set_callback(&timer->timer, by_request_fire);
	return 0;
}

/*
 * Run by the loader before any event is read, until all timers are made: it fails where memory
 * lacks for some.
 */
SEC("iter/bpf_map")
int by_request_make_timers(__u64 *ctx)
{
	struct bpf_iter_meta *meta = (struct bpf_iter_meta *)ctx[0];
	__u32 missing = 0;

	if (meta->seq_num)
		return 0;
	bpf_loop(NR_BY_REQUEST_BUCKETS, by_request_make_timer, &missing, 0);
	return missing != 0;
}

/* What stands in memory while the event is shown to rules in by_request. */
struct blockissue_by_request_work {
	struct {
		__u32 stuck_disk_request;
	} letters;
};

struct blockissue_frame {
	struct blockissue_event event;
	struct blockissue_by_request_work by_request;
};

/* What stands in memory while the event is shown to rules in by_request. */
struct blockcomplete_by_request_work {
	struct {
		__u32 stuck_disk_request;
	} letters;
};

struct blockcomplete_frame {
	struct blockcomplete_event event;
	struct blockcomplete_by_request_work by_request;
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
		struct blockissue_frame blockissue;
		struct blockcomplete_frame blockcomplete;
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

/* Shows the event to the rules whose runs are in by_request. */
static __always_inline void blockissue_by_request(struct blockissue_frame *frame,
		struct wmk_stats *stats)
{
	struct blockissue_by_request_work *work = &frame->by_request;
	struct by_request_key key = {};
	struct by_request_bucket *bucket;
	__u32 index, way;
	__u64 hash;
	__u64 soonest = wmk_hide(0);	/* deadline of a run that the event makes pending */
	bool sooner;

	if (!in_scope(STUCK_DISK_REQUEST_RULE))
		return;
	work->letters.stuck_disk_request = STUCK_DISK_REQUEST_ON_BLOCKISSUE;
	barrier();
	wmk_ask_clock(&frame->event.TimeStamp);
	key.Request = frame->event.Request;
	hash = wmk_hash(&key, sizeof(struct by_request_key));
	index = hash & (NR_BY_REQUEST_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_request, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = by_request_find(bucket, &key, wmk_tag(hash),
		   wmk_begins(&stuck_disk_request, work->letters.stuck_disk_request),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_pool_step(&(struct wmk_step) {
			.rule = &stuck_disk_request,
			.reader = &stuck_disk_request_blockissue_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.stuck_disk_request,
			.key = &bucket->ways[way],
			.stats = &stats->rules[STUCK_DISK_REQUEST_RULE],
			.soonest = &soonest,
		}, &bucket->runs[way].stuck_disk_request);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&stuck_disk_request, work->letters.stuck_disk_request))
			wmk_count(&stats->rules[STUCK_DISK_REQUEST_RULE].refused);
	}
	sooner = wmk_advance(&bucket->armed, soonest);
	bpf_spin_unlock(&bucket->lock);
	if (sooner)
		by_request_arm(index, soonest);
}

static __always_inline void blockissue_read(struct blockissue_frame *frame, struct wmk_stats *stats)
{
	blockissue_by_request(frame, stats);
}

static __always_inline void blockissue_at_tp_btf_block_rq_issue(__u64 *ctx)
{
	struct request *request = (struct request *)ctx[0];
	struct wmk_scratch *scratch;
	struct blockissue_frame *frame;
	struct blockissue_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(BLOCKISSUE_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[BLOCKISSUE_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[STUCK_DISK_REQUEST_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->blockissue;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Request = wmk_number(request);
	e->Device = wmk_stat_device(request->q->disk->major, request->q->disk->first_minor);
	e->Sector = request->__sector;
	e->Bytes = request->__data_len;
	e->Operation = request->cmd_flags & WMK_REQ_OP_MASK;
	wmk_fill_comm(e->Comm, sizeof(e->Comm));
	wmk_record_event(BLOCKISSUE_KIND, e, sizeof(*e));
	blockissue_read(frame, stats);
	give_scratch(scratch);
}

/* Shows the event to the rules whose runs are in by_request. */
static __always_inline void blockcomplete_by_request(struct blockcomplete_frame *frame,
		struct wmk_stats *stats)
{
	struct blockcomplete_by_request_work *work = &frame->by_request;
	struct by_request_key key = {};
	struct by_request_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(STUCK_DISK_REQUEST_RULE))
		return;
	work->letters.stuck_disk_request = stuck_disk_request_blockcomplete_letter(&frame->event);
	barrier();
	if (!work->letters.stuck_disk_request)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	key.Request = frame->event.Request;
	hash = wmk_hash(&key, sizeof(struct by_request_key));
	index = hash & (NR_BY_REQUEST_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_request, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = wmk_find(bucket->ways, bucket->keys, &key,
		       sizeof(struct by_request_key), wmk_tag(hash));
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_pool_step(&(struct wmk_step) {
			.rule = &stuck_disk_request,
			.reader = &wmk_plain_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.stuck_disk_request,
			.key = &bucket->ways[way],
			.stats = &stats->rules[STUCK_DISK_REQUEST_RULE],
		}, &bucket->runs[way].stuck_disk_request);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
}

static __always_inline void blockcomplete_read(struct blockcomplete_frame *frame,
		struct wmk_stats *stats)
{
	blockcomplete_by_request(frame, stats);
}

static __always_inline void blockcomplete_at_tp_btf_block_rq_complete(__u64 *ctx)
{
	struct request *request = (struct request *)ctx[0];
	unsigned int bytes = (unsigned int)ctx[2];
	struct wmk_scratch *scratch;
	struct blockcomplete_frame *frame;
	struct blockcomplete_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(BLOCKCOMPLETE_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[BLOCKCOMPLETE_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[STUCK_DISK_REQUEST_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->blockcomplete;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Request = wmk_number(request);
	e->Remaining = request->__data_len - bytes;
	wmk_record_event(BLOCKCOMPLETE_KIND, e, sizeof(*e));
	blockcomplete_read(frame, stats);
	give_scratch(scratch);
}

SEC("tp_btf/block_rq_issue")
int at_tp_btf_block_rq_issue(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[BLOCKISSUE_AT_TP_BTF_BLOCK_RQ_ISSUE])
		blockissue_at_tp_btf_block_rq_issue(ctx);
	return 0;
}

SEC("tp_btf/block_rq_complete")
int at_tp_btf_block_rq_complete(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[BLOCKCOMPLETE_AT_TP_BTF_BLOCK_RQ_COMPLETE])
		blockcomplete_at_tp_btf_block_rq_complete(ctx);
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
	.nr_fields = 10,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 0,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[STUCK_DISK_REQUEST_RULE] = {
		.name = "stuck_disk_request",
		.source = "rules/stuck_disk_request.wmk:10",
		.first_column = 0,
		.nr_columns = 5,
		.record_bytes = sizeof(struct stuck_disk_request_record),
		.table = BY_REQUEST_TABLE,
		.taskless = BLOCKCOMPLETE_KIND,
	},
};

const struct wmk_column_info wmk_columns[5] SEC(".rodata.wmk") = {
	{
		.label = "device",
		.offset = offsetof(struct stuck_disk_request_record, column_0),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "sector",
		.offset = offsetof(struct stuck_disk_request_record, column_1),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "bytes",
		.offset = offsetof(struct stuck_disk_request_record, column_2),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "operation",
		.offset = offsetof(struct stuck_disk_request_record, column_3),
		.bytes = 1,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "issuer",
		.offset = offsetof(struct stuck_disk_request_record, column_4),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[BLOCKISSUE_KIND] = {
		.name = "blockissue",
		.first_field = 0,
		.nr_fields = 7,
		.event_bytes = sizeof(struct blockissue_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[BLOCKCOMPLETE_KIND] = {
		.name = "blockcomplete",
		.first_field = 7,
		.nr_fields = 3,
		.event_bytes = sizeof(struct blockcomplete_event),
		.flags = 0,
	},
};

const struct wmk_field_info wmk_fields[10] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct blockissue_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Request",
		.offset = offsetof(struct blockissue_event, Request),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Device",
		.offset = offsetof(struct blockissue_event, Device),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Sector",
		.offset = offsetof(struct blockissue_event, Sector),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Bytes",
		.offset = offsetof(struct blockissue_event, Bytes),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Operation",
		.offset = offsetof(struct blockissue_event, Operation),
		.bytes = 1,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Comm",
		.offset = offsetof(struct blockissue_event, Comm),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "TimeStamp",
		.offset = offsetof(struct blockcomplete_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Request",
		.offset = offsetof(struct blockcomplete_event, Request),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Remaining",
		.offset = offsetof(struct blockcomplete_event, Remaining),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
};

const struct wmk_point_info wmk_points[NR_POINTS] SEC(".rodata.wmk") = {
	[BLOCKISSUE_AT_TP_BTF_BLOCK_RQ_ISSUE] = {
		.program = "at_tp_btf_block_rq_issue",
		.section = "tp_btf/block_rq_issue",
		.kind = BLOCKISSUE_KIND,
	},
	[BLOCKCOMPLETE_AT_TP_BTF_BLOCK_RQ_COMPLETE] = {
		.program = "at_tp_btf_block_rq_complete",
		.section = "tp_btf/block_rq_complete",
		.kind = BLOCKCOMPLETE_KIND,
	},
};

const struct wmk_table_info wmk_tables[NR_TABLES] SEC(".rodata.wmk") = {
	[BY_REQUEST_TABLE] = {
		.map = "by_request",
		.key = "Request",
		.storage = WMK_STORAGE_BUCKETS,
		.keys = 65536,
		.bytes_per_key = sizeof(struct by_request_bucket) / WMK_WAYS,
		.timers = "by_request_timers",
		.make_timers = "by_request_make_timers",
	},
};
