// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/refused_then_opened.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   14  RULE refused_then_opened
 *   15  PATTERN { [fileopenresult[>=10]:refused, fileopenresult:opened] }
 *   16  WHERE {
 *   17      [UserId],
 *   18      refused.Result == -EACCES,
 *   19      opened.Result == 0, opened.Owner != opened.UserId, (opened.Mode & S_IROTH) == 0
 *   20  }
 *   21  WITHIN { 10 s }
 *   22  SELECT { earliest }
 *   23  RETURN { count(refused) AS refusals, opened.FileName, opened.Owner AS owner, opened.UserId AS user, opened.Comm AS program }
 *
 * The engine that reads the tables below is wmk.bpf.h.
 */
#include "wmk.slots.h"
#include "wmk.record.h"
#include "wmk.scope.h"
#include "wmkevents.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

enum {
	REFUSED_THEN_OPENED_RULE,
	NR_RULES
};

enum {
	FILEOPENRESULT_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	FILEOPENRESULT_AT_FEXIT_DO_FILP_OPEN,
	FILEOPENRESULT_AT_FEXIT_DO_FILE_OPEN,
	NR_POINTS
};

enum {
	BY_USER_TABLE,
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
	[FILEOPENRESULT_AT_FEXIT_DO_FILP_OPEN] = 1,
	[FILEOPENRESULT_AT_FEXIT_DO_FILE_OPEN] = 1,
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
 * An open has ended, well or not: open(2) and its kin, what io_uring opens, and the files of an
 * exec.
 */
struct fileopenresult_event {
	__u64 TimeStamp;
	char FileName[256] wmk_words;
	char Comm[16] wmk_words;
	__s32 Result;
	__u32 Owner;
	__u32 UserId;
	__u16 Mode;
};

/* Rule refused_then_opened, rules/refused_then_opened.wmk:14 */

enum {
	REFUSED_THEN_OPENED_START = 1,
	REFUSED_THEN_OPENED_AFTER_REFUSED = 2,	/* fileopenresult */
	REFUSED_THEN_OPENED_AFTER_REFUSED__2 = 3,	/* fileopenresult, fileopenresult */
	/* fileopenresult, fileopenresult, fileopenresult */
	REFUSED_THEN_OPENED_AFTER_REFUSED__3 = 4,
	/* fileopenresult, fileopenresult, fileopenresult, fileopenresult */
	REFUSED_THEN_OPENED_AFTER_REFUSED__4 = 5,
	/* fileopenresult, fileopenresult, fileopenresult, fileopenresult, fileopenresult */
	REFUSED_THEN_OPENED_AFTER_REFUSED__5 = 6,
	/*
	 * fileopenresult, fileopenresult, fileopenresult, fileopenresult, fileopenresult,
	 * fileopenresult
	 */
	REFUSED_THEN_OPENED_AFTER_REFUSED__6 = 7,
	/*
	 * fileopenresult, fileopenresult, fileopenresult, fileopenresult, fileopenresult,
	 * fileopenresult, fileopenresult
	 */
	REFUSED_THEN_OPENED_AFTER_REFUSED__7 = 8,
	/*
	 * fileopenresult, fileopenresult, fileopenresult, fileopenresult, fileopenresult,
	 * fileopenresult, fileopenresult, fileopenresult
	 */
	REFUSED_THEN_OPENED_AFTER_REFUSED__8 = 9,
	/*
	 * fileopenresult, fileopenresult, fileopenresult, fileopenresult, fileopenresult,
	 * fileopenresult, fileopenresult, fileopenresult, fileopenresult
	 */
	REFUSED_THEN_OPENED_AFTER_REFUSED__9 = 10,
	/*
	 * fileopenresult, fileopenresult, fileopenresult, fileopenresult, fileopenresult,
	 * fileopenresult, fileopenresult, fileopenresult, fileopenresult, fileopenresult
	 */
	REFUSED_THEN_OPENED_AFTER_REFUSED__10 = 11,
	/*
	 * fileopenresult, fileopenresult, fileopenresult, fileopenresult, fileopenresult,
	 * fileopenresult, fileopenresult, fileopenresult, fileopenresult, fileopenresult,
	 * fileopenresult__2
	 */
	REFUSED_THEN_OPENED_ACCEPT = 12,
	NR_REFUSED_THEN_OPENED_STATES,
	NR_REFUSED_THEN_OPENED_SLOTS = 10,
};

/* What an event is to the rule; 0: nothing. */
enum {
	REFUSED_THEN_OPENED_ON_FILEOPENRESULT = 1,	/* fileopenresult as refused */
	REFUSED_THEN_OPENED_ON_FILEOPENRESULT__2 = 2,	/* fileopenresult as refused or opened */
	REFUSED_THEN_OPENED_ON_FILEOPENRESULT__3 = 3,	/* fileopenresult as opened */
	NR_REFUSED_THEN_OPENED_LETTERS = 4
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	REFUSED_THEN_OPENED_TAKES_REFUSED = 1 << 0,
	REFUSED_THEN_OPENED_EXTENDS_REFUSED = 1 << 1,
	REFUSED_THEN_OPENED_TAKES_OPENED = 1 << 2,
};

static const struct wmk_move
refused_then_opened_moves[NR_REFUSED_THEN_OPENED_STATES][NR_REFUSED_THEN_OPENED_LETTERS] wmk_table =
		{
	[REFUSED_THEN_OPENED_START][REFUSED_THEN_OPENED_ON_FILEOPENRESULT] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED, REFUSED_THEN_OPENED_TAKES_REFUSED },
	[REFUSED_THEN_OPENED_START][REFUSED_THEN_OPENED_ON_FILEOPENRESULT__2] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED, REFUSED_THEN_OPENED_TAKES_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED][REFUSED_THEN_OPENED_ON_FILEOPENRESULT] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__2,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED][REFUSED_THEN_OPENED_ON_FILEOPENRESULT__2] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__2,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__2][REFUSED_THEN_OPENED_ON_FILEOPENRESULT] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__3,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__2][REFUSED_THEN_OPENED_ON_FILEOPENRESULT__2] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__3,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__3][REFUSED_THEN_OPENED_ON_FILEOPENRESULT] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__4,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__3][REFUSED_THEN_OPENED_ON_FILEOPENRESULT__2] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__4,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__4][REFUSED_THEN_OPENED_ON_FILEOPENRESULT] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__5,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__4][REFUSED_THEN_OPENED_ON_FILEOPENRESULT__2] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__5,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__5][REFUSED_THEN_OPENED_ON_FILEOPENRESULT] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__6,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__5][REFUSED_THEN_OPENED_ON_FILEOPENRESULT__2] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__6,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__6][REFUSED_THEN_OPENED_ON_FILEOPENRESULT] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__7,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__6][REFUSED_THEN_OPENED_ON_FILEOPENRESULT__2] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__7,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__7][REFUSED_THEN_OPENED_ON_FILEOPENRESULT] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__8,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__7][REFUSED_THEN_OPENED_ON_FILEOPENRESULT__2] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__8,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__8][REFUSED_THEN_OPENED_ON_FILEOPENRESULT] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__9,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__8][REFUSED_THEN_OPENED_ON_FILEOPENRESULT__2] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__9,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__9][REFUSED_THEN_OPENED_ON_FILEOPENRESULT] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__10,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__9][REFUSED_THEN_OPENED_ON_FILEOPENRESULT__2] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__10,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__10][REFUSED_THEN_OPENED_ON_FILEOPENRESULT] =
			{ REFUSED_THEN_OPENED_AFTER_REFUSED__10,
			REFUSED_THEN_OPENED_EXTENDS_REFUSED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__10][REFUSED_THEN_OPENED_ON_FILEOPENRESULT__2] =
			{ REFUSED_THEN_OPENED_ACCEPT, REFUSED_THEN_OPENED_TAKES_OPENED },
	[REFUSED_THEN_OPENED_AFTER_REFUSED__10][REFUSED_THEN_OPENED_ON_FILEOPENRESULT__3] =
			{ REFUSED_THEN_OPENED_ACCEPT, REFUSED_THEN_OPENED_TAKES_OPENED },
};

/* Where a key keeps a run in a state. */
static const __u8 refused_then_opened_slots[NR_REFUSED_THEN_OPENED_STATES] wmk_table = {
	[REFUSED_THEN_OPENED_AFTER_REFUSED] = 0,
	[REFUSED_THEN_OPENED_AFTER_REFUSED__2] = 1,
	[REFUSED_THEN_OPENED_AFTER_REFUSED__3] = 2,
	[REFUSED_THEN_OPENED_AFTER_REFUSED__4] = 3,
	[REFUSED_THEN_OPENED_AFTER_REFUSED__5] = 4,
	[REFUSED_THEN_OPENED_AFTER_REFUSED__6] = 5,
	[REFUSED_THEN_OPENED_AFTER_REFUSED__7] = 6,
	[REFUSED_THEN_OPENED_AFTER_REFUSED__8] = 7,
	[REFUSED_THEN_OPENED_AFTER_REFUSED__9] = 8,
	[REFUSED_THEN_OPENED_AFTER_REFUSED__10] = 9,
};

struct refused_then_opened_run {
	struct wmk_run run;
	__u32 refused_count;	/* rules/refused_then_opened.wmk:15 */
};

/* A run that completed, and what its last event gives the record. */
struct refused_then_opened_match {
	struct refused_then_opened_run run;
	char opened_FileName[256] wmk_words;	/* rules/refused_then_opened.wmk:15 */
	char opened_Comm[16] wmk_words;	/* rules/refused_then_opened.wmk:15 */
	__u32 opened_Owner;	/* rules/refused_then_opened.wmk:15 */
	__u32 opened_UserId;	/* rules/refused_then_opened.wmk:15 */
};

static const struct wmk_rule refused_then_opened = {
	.moves = &refused_then_opened_moves[0][0],
	.nr_letters = NR_REFUSED_THEN_OPENED_LETTERS,
	.nr_live = REFUSED_THEN_OPENED_ACCEPT,
	.dead = NR_REFUSED_THEN_OPENED_STATES,
	.run_bytes = sizeof(struct refused_then_opened_run),
	.window = 10000000000ULL,	/* ns */
	.earliest = true,
	.slots = refused_then_opened_slots,
	.nr_slots = NR_REFUSED_THEN_OPENED_SLOTS,
};

static const __u8 refused_then_opened_fileopenresult_letters[16] wmk_table = {
	[1] = REFUSED_THEN_OPENED_ON_FILEOPENRESULT,
	[3] = REFUSED_THEN_OPENED_ON_FILEOPENRESULT,
	[5] = REFUSED_THEN_OPENED_ON_FILEOPENRESULT,
	[7] = REFUSED_THEN_OPENED_ON_FILEOPENRESULT,
	[9] = REFUSED_THEN_OPENED_ON_FILEOPENRESULT,
	[11] = REFUSED_THEN_OPENED_ON_FILEOPENRESULT,
	[13] = REFUSED_THEN_OPENED_ON_FILEOPENRESULT,
	[14] = REFUSED_THEN_OPENED_ON_FILEOPENRESULT__3,
	[15] = REFUSED_THEN_OPENED_ON_FILEOPENRESULT__2,
};

/* The conditions on what is read first. */
static __always_inline __u64 refused_then_opened_fileopenresult_early(const struct fileopenresult_event *e)
{
	__u64 truth = 0;

	/* rules/refused_then_opened.wmk:18: refused.Result == -EACCES */
	truth = wmk_note(truth, e->Result == (-13), 0);
	/* rules/refused_then_opened.wmk:19: opened.Result == 0 */
	truth = wmk_note(truth, e->Result == 0, 1);
	/* rules/refused_then_opened.wmk:19: opened.Owner != opened.UserId */
	truth = wmk_note(truth, (__s64)e->Owner != (__s64)e->UserId, 2);
	/* rules/refused_then_opened.wmk:19: (opened.Mode & S_IROTH) == 0 */
	truth = wmk_note(truth, (e->Mode & 4) == 0, 3);
	return truth;
}

static __always_inline __u64 refused_then_opened_fileopenresult_letter(const struct fileopenresult_event *e)
{
	__u64 truth = refused_then_opened_fileopenresult_early(e);

	barrier_var(truth);
	return wmk_hide(refused_then_opened_fileopenresult_letters[truth & (16 - 1)]);
}

static __always_inline void refused_then_opened_fileopenresult_update(void *run,
		const void *event wmk_unused, __u64 takes)
{
	struct refused_then_opened_run *to = run;

	if (takes & REFUSED_THEN_OPENED_TAKES_REFUSED) {
		to->refused_count = 1;
	}
	if (takes & REFUSED_THEN_OPENED_EXTENDS_REFUSED) {
		to->refused_count++;
	}
}

static __always_inline void refused_then_opened_fileopenresult_finish(void *match,
		const void *event, __u64 takes)
{
	struct refused_then_opened_match *to = match;
	const struct fileopenresult_event *e = event;

	if (takes & REFUSED_THEN_OPENED_TAKES_OPENED) {
		wmk_copy(to->opened_FileName, e->FileName, sizeof(to->opened_FileName));
		to->opened_Owner = e->Owner;
		to->opened_UserId = e->UserId;
		wmk_copy(to->opened_Comm, e->Comm, sizeof(to->opened_Comm));
	}
}

static const struct wmk_reader refused_then_opened_fileopenresult_reader = {
	.begins = true,
	.completes = true,
	.update = refused_then_opened_fileopenresult_update,
	.finish = refused_then_opened_fileopenresult_finish,
};

struct refused_then_opened_record {
	struct wmk_record head;
	__u32 column_0;	/* "refusals" */
	char column_1[256] wmk_words;	/* "opened.FileName" */
	__u32 column_2;	/* "owner" */
	__u32 column_3;	/* "user" */
	char column_4[16] wmk_words;	/* "program" */
};

static __always_inline void refused_then_opened_emit(const struct refused_then_opened_match *match,
		__u64 now, __u64 cgroup, struct wmk_rule_stats *stats)
{
	struct refused_then_opened_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[REFUSED_THEN_OPENED_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, REFUSED_THEN_OPENED_RULE, wmk_lost[REFUSED_THEN_OPENED_RULE],
			now, cgroup);
	record->column_0 = match->run.refused_count;
	wmk_copy(record->column_1, match->opened_FileName, sizeof(record->column_1));
	record->column_2 = match->opened_Owner;
	record->column_3 = match->opened_UserId;
	wmk_copy(record->column_4, match->opened_Comm, sizeof(record->column_4));
	bpf_ringbuf_submit(record, 0);
}

struct by_user_key {
	__u32 UserId;
	__u8 padding[4];
};

struct by_user_runs {
	struct refused_then_opened_run refused_then_opened[NR_REFUSED_THEN_OPENED_SLOTS];
};

#define NR_BY_USER_BUCKETS 16384

struct by_user_bucket {
	struct bpf_spin_lock lock;
	struct wmk_key ways[WMK_WAYS];
	struct by_user_key keys[WMK_WAYS];
	struct by_user_runs runs[WMK_WAYS];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_BY_USER_BUCKETS);
	__type(key, __u32);
	__type(value, struct by_user_bucket);
} by_user SEC(".maps");

/*
 * Finds the way of a key in its locked bucket and, where an event begins a
 * run, makes one. WMK_WAYS: the key is not there, or there is no room for it.
 */
static __always_inline __u32 by_user_find(struct by_user_bucket *bucket,
				      const struct by_user_key *key, __u32 tag,
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
		wmk_add(&stats->rules[REFUSED_THEN_OPENED_RULE].expired,
			wmk_slots_end(&refused_then_opened, bucket->runs[way].refused_then_opened));
	}
	bucket->ways[way].tag = tag;
	bucket->ways[way].live = 0;
	bucket->ways[way].until = now;
	wmk_copy(&bucket->keys[way], key, sizeof(*key));
	return way;
}

/* What stands in memory while the event is shown to rules in by_user. */
struct fileopenresult_by_user_work {
	struct {
		struct refused_then_opened_match refused_then_opened;
	} matches;
	struct {
		__u32 refused_then_opened;
	} letters;
};

struct fileopenresult_frame {
	struct fileopenresult_event event;
	struct fileopenresult_by_user_work by_user;
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
		struct fileopenresult_frame fileopenresult;
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

/* Shows the event to the rules whose runs are in by_user. */
static __always_inline void fileopenresult_by_user(struct fileopenresult_frame *frame,
		struct wmk_stats *stats)
{
	struct fileopenresult_by_user_work *work = &frame->by_user;
	struct by_user_key key = {};
	struct by_user_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(REFUSED_THEN_OPENED_RULE))
		return;
	work->letters.refused_then_opened =
			refused_then_opened_fileopenresult_letter(&frame->event);
	barrier();
	if (!work->letters.refused_then_opened)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.refused_then_opened.run.run.state = WMK_NO_STATE;
	key.UserId = frame->event.UserId;
	hash = wmk_hash(&key, sizeof(struct by_user_key));
	index = hash & (NR_BY_USER_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_user, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = by_user_find(bucket, &key, wmk_tag(hash),
		   wmk_begins(&refused_then_opened, work->letters.refused_then_opened),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &refused_then_opened,
			.reader = &refused_then_opened_fileopenresult_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.refused_then_opened,
			.key = &bucket->ways[way],
			.stats = &stats->rules[REFUSED_THEN_OPENED_RULE],
			.matches = &work->matches.refused_then_opened,
		}, bucket->runs[way].refused_then_opened);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&refused_then_opened, work->letters.refused_then_opened))
			wmk_count(&stats->rules[REFUSED_THEN_OPENED_RULE].refused);
	}
	bpf_spin_unlock(&bucket->lock);
	if (work->matches.refused_then_opened.run.run.state != WMK_NO_STATE)
		refused_then_opened_emit(&work->matches.refused_then_opened, frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[REFUSED_THEN_OPENED_RULE]);
}

/* Whether the event may be something to a rule, as far as the fields say that are read first. */
static __always_inline bool fileopenresult_open(const struct fileopenresult_event *e)
{
	return wmk_open(0xeaaaULL, refused_then_opened_fileopenresult_early(e));
}

static __always_inline void fileopenresult_read(struct fileopenresult_frame *frame,
		struct wmk_stats *stats)
{
	fileopenresult_by_user(frame, stats);
}

static __always_inline void fileopenresult_at_fexit_do_filp_open(__u64 *ctx)
{
	struct filename *name = (struct filename *)ctx[1];
	struct file *result = (struct file *)ctx[3];
	struct wmk_scratch *scratch;
	struct fileopenresult_frame *frame;
	struct fileopenresult_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FILEOPENRESULT_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FILEOPENRESULT_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[REFUSED_THEN_OPENED_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->fileopenresult;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Result = wmk_error(result);
	e->Mode = BPF_CORE_READ(result, f_inode, i_mode) & 07777;
	e->Owner = BPF_CORE_READ(result, f_inode, i_uid.val);
	e->UserId = (__u32)bpf_get_current_uid_gid();
	if (wmk_record_events || fileopenresult_open(e)) {
		wmk_fill_string(e->FileName, 256, BPF_CORE_READ(name, name));
		wmk_fill_comm(e->Comm, sizeof(e->Comm));
		wmk_record_event(FILEOPENRESULT_KIND, e, sizeof(*e));
		fileopenresult_read(frame, stats);
	}
	give_scratch(scratch);
}

static __always_inline void fileopenresult_at_fexit_do_file_open(__u64 *ctx)
{
	struct filename *name = (struct filename *)ctx[1];
	struct file *result = (struct file *)ctx[3];
	struct wmk_scratch *scratch;
	struct fileopenresult_frame *frame;
	struct fileopenresult_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FILEOPENRESULT_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FILEOPENRESULT_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[REFUSED_THEN_OPENED_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->fileopenresult;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Result = wmk_error(result);
	e->Mode = BPF_CORE_READ(result, f_inode, i_mode) & 07777;
	e->Owner = BPF_CORE_READ(result, f_inode, i_uid.val);
	e->UserId = (__u32)bpf_get_current_uid_gid();
	if (wmk_record_events || fileopenresult_open(e)) {
		wmk_fill_string(e->FileName, 256, BPF_CORE_READ(name, name));
		wmk_fill_comm(e->Comm, sizeof(e->Comm));
		wmk_record_event(FILEOPENRESULT_KIND, e, sizeof(*e));
		fileopenresult_read(frame, stats);
	}
	give_scratch(scratch);
}

SEC("fexit/do_filp_open")
int at_fexit_do_filp_open(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FILEOPENRESULT_AT_FEXIT_DO_FILP_OPEN])
		fileopenresult_at_fexit_do_filp_open(ctx);
	return 0;
}

SEC("fexit/do_file_open")
int at_fexit_do_file_open(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FILEOPENRESULT_AT_FEXIT_DO_FILE_OPEN])
		fileopenresult_at_fexit_do_file_open(ctx);
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
	.nr_fields = 7,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 0,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[REFUSED_THEN_OPENED_RULE] = {
		.name = "refused_then_opened",
		.source = "rules/refused_then_opened.wmk:14",
		.first_column = 0,
		.nr_columns = 5,
		.record_bytes = sizeof(struct refused_then_opened_record),
		.table = BY_USER_TABLE,
		.taskless = WMK_NO_KIND,
	},
};

const struct wmk_column_info wmk_columns[5] SEC(".rodata.wmk") = {
	{
		.label = "refusals",
		.offset = offsetof(struct refused_then_opened_record, column_0),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "opened.FileName",
		.offset = offsetof(struct refused_then_opened_record, column_1),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "owner",
		.offset = offsetof(struct refused_then_opened_record, column_2),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "user",
		.offset = offsetof(struct refused_then_opened_record, column_3),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "program",
		.offset = offsetof(struct refused_then_opened_record, column_4),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[FILEOPENRESULT_KIND] = {
		.name = "fileopenresult",
		.first_field = 0,
		.nr_fields = 7,
		.event_bytes = sizeof(struct fileopenresult_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[7] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct fileopenresult_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "FileName",
		.offset = offsetof(struct fileopenresult_event, FileName),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "Result",
		.offset = offsetof(struct fileopenresult_event, Result),
		.bytes = 4,
		.type = WMK_COLUMN_S64,
		.start = WMK_NO_START,
	},
	{
		.name = "Mode",
		.offset = offsetof(struct fileopenresult_event, Mode),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Owner",
		.offset = offsetof(struct fileopenresult_event, Owner),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "UserId",
		.offset = offsetof(struct fileopenresult_event, UserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Comm",
		.offset = offsetof(struct fileopenresult_event, Comm),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
};

const struct wmk_point_info wmk_points[NR_POINTS] SEC(".rodata.wmk") = {
	[FILEOPENRESULT_AT_FEXIT_DO_FILP_OPEN] = {
		.program = "at_fexit_do_filp_open",
		.section = "fexit/do_filp_open",
		.kind = FILEOPENRESULT_KIND,
	},
	[FILEOPENRESULT_AT_FEXIT_DO_FILE_OPEN] = {
		.program = "at_fexit_do_file_open",
		.section = "fexit/do_file_open",
		.kind = FILEOPENRESULT_KIND,
	},
};

const struct wmk_table_info wmk_tables[NR_TABLES] SEC(".rodata.wmk") = {
	[BY_USER_TABLE] = {
		.map = "by_user",
		.key = "UserId",
		.storage = WMK_STORAGE_BUCKETS,
		.keys = 65536,
		.bytes_per_key = sizeof(struct by_user_bucket) / WMK_WAYS,
	},
};
