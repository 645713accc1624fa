// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/slow_disk_request.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   14  RULE slow_disk_request
 *   15  PATTERN { [blockissue:i, blockcomplete:c] }
 *   16  WHERE {
 *   17      [Request],
 *   18      c.Remaining == 0,
 *   19      c.TimeStamp - i.TimeStamp > 100 ms
 *   20  }
 *   21  WITHIN { 5 min }
 *   22  RETURN {
 *   23      i.Device AS device, i.Sector AS sector, i.Bytes AS bytes, i.Operation AS operation, c.Error AS error,
 *   24      (c.TimeStamp - i.TimeStamp) / 1000000 AS ms, i.Comm AS issuer
 *   25  }
 *
 *     start -- blockissue --> i
 *     i     -- blockcomplete where Remaining == 0 if c.TimeStamp - i.TimeStamp > 100 ms
 *              --> match
 *
 * The engine that reads the tables below is wmk.bpf.h.
 */
#include "wmk.slots.h"
#include "wmk.record.h"
#include "wmk.scope.h"
#include "wmkevents.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

enum {
	SLOW_DISK_REQUEST_RULE,
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
	__s32 Error;
};

/* Rule slow_disk_request, rules/slow_disk_request.wmk:14 */

enum {
	SLOW_DISK_REQUEST_START = 1,
	SLOW_DISK_REQUEST_AFTER_I = 2,	/* blockissue */
	SLOW_DISK_REQUEST_ACCEPT = 3,	/* blockissue, blockcomplete */
	NR_SLOW_DISK_REQUEST_STATES,
	NR_SLOW_DISK_REQUEST_SLOTS = 1,
};

/* What an event is to the rule; 0: nothing. */
enum {
	SLOW_DISK_REQUEST_ON_BLOCKISSUE = 1,	/* blockissue as i */
	SLOW_DISK_REQUEST_ON_BLOCKCOMPLETE = 2,	/* blockcomplete as c, and 1 more by its tests */
	NR_SLOW_DISK_REQUEST_LETTERS = 4
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	SLOW_DISK_REQUEST_TAKES_I = 1 << 0,
	SLOW_DISK_REQUEST_TAKES_C = 1 << 1,
};

static const struct wmk_move
slow_disk_request_moves[NR_SLOW_DISK_REQUEST_STATES][NR_SLOW_DISK_REQUEST_LETTERS] wmk_table = {
	[SLOW_DISK_REQUEST_START][SLOW_DISK_REQUEST_ON_BLOCKISSUE] =
			{ SLOW_DISK_REQUEST_AFTER_I, SLOW_DISK_REQUEST_TAKES_I },
	[SLOW_DISK_REQUEST_AFTER_I][SLOW_DISK_REQUEST_ON_BLOCKCOMPLETE + 1] =
			{ SLOW_DISK_REQUEST_ACCEPT, SLOW_DISK_REQUEST_TAKES_C },
};

/* Where a key keeps a run in a state. */
static const __u8 slow_disk_request_slots[NR_SLOW_DISK_REQUEST_STATES] wmk_table = {
	[SLOW_DISK_REQUEST_AFTER_I] = 0,
};

struct slow_disk_request_run {
	struct wmk_run run;
	__u64 i_Sector;	/* rules/slow_disk_request.wmk:15 */
	__u64 i_TimeStamp;	/* rules/slow_disk_request.wmk:15 */
	char i_Comm[16] wmk_words;	/* rules/slow_disk_request.wmk:15 */
	__u32 i_Device;	/* rules/slow_disk_request.wmk:15 */
	__u32 i_Bytes;	/* rules/slow_disk_request.wmk:15 */
	__u8 i_Operation;	/* rules/slow_disk_request.wmk:15 */
};

/* A run that completed, and what its last event gives the record. */
struct slow_disk_request_match {
	struct slow_disk_request_run run;
	__u64 c_TimeStamp;	/* rules/slow_disk_request.wmk:15 */
	__s32 c_Error;	/* rules/slow_disk_request.wmk:15 */
};

static const struct wmk_rule slow_disk_request = {
	.moves = &slow_disk_request_moves[0][0],
	.nr_letters = NR_SLOW_DISK_REQUEST_LETTERS,
	.nr_live = SLOW_DISK_REQUEST_ACCEPT,
	.dead = NR_SLOW_DISK_REQUEST_STATES,
	.run_bytes = sizeof(struct slow_disk_request_run),
	.window = 300000000000ULL,	/* ns */
	.slots = slow_disk_request_slots,
	.nr_slots = NR_SLOW_DISK_REQUEST_SLOTS,
};

static __always_inline void slow_disk_request_blockissue_update(void *run, const void *event,
		__u64 takes)
{
	struct slow_disk_request_run *to = run;
	const struct blockissue_event *e = event;

	if (takes & SLOW_DISK_REQUEST_TAKES_I) {
		to->i_Device = e->Device;
		to->i_Sector = e->Sector;
		to->i_Bytes = e->Bytes;
		to->i_Operation = e->Operation;
		to->i_TimeStamp = e->TimeStamp;
		wmk_copy(to->i_Comm, e->Comm, sizeof(to->i_Comm));
	}
}

static const struct wmk_reader slow_disk_request_blockissue_reader = {
	.begins = true,
	.update = slow_disk_request_blockissue_update,
};

static const __u8 slow_disk_request_blockcomplete_letters[2] wmk_table = {
	[1] = SLOW_DISK_REQUEST_ON_BLOCKCOMPLETE,
};

static __always_inline __u64 slow_disk_request_blockcomplete_letter(const struct blockcomplete_event *e)
{
	__u64 truth = 0;

	/* rules/slow_disk_request.wmk:18: c.Remaining == 0 */
	truth = wmk_note(truth, (__s64)e->Remaining == 0, 0);
	barrier_var(truth);
	return wmk_hide(slow_disk_request_blockcomplete_letters[truth & (2 - 1)]);
}

static __always_inline __u64 slow_disk_request_blockcomplete_tests(const void *run,
		const void *event, __u64 letter)
{
	const struct slow_disk_request_run *r = run;
	const struct blockcomplete_event *e = event;
	__u64 truth = 0;

	switch (wmk_hide(letter)) {
	case SLOW_DISK_REQUEST_ON_BLOCKCOMPLETE:
		/* rules/slow_disk_request.wmk:19: c.TimeStamp - i.TimeStamp > 100 ms */
		truth = wmk_note(truth,
				(__s64)((__u64)(e->TimeStamp) - (__u64)(r->i_TimeStamp)) > 100000000,
				0);
		break;
	}
	return truth;
}

static __always_inline void slow_disk_request_blockcomplete_finish(void *match, const void *event,
		__u64 takes)
{
	struct slow_disk_request_match *to = match;
	const struct blockcomplete_event *e = event;

	if (takes & SLOW_DISK_REQUEST_TAKES_C) {
		to->c_Error = e->Error;
		to->c_TimeStamp = e->TimeStamp;
	}
}

static const struct wmk_reader slow_disk_request_blockcomplete_reader = {
	.completes = true,
	.tests = slow_disk_request_blockcomplete_tests,
	.finish = slow_disk_request_blockcomplete_finish,
};

struct slow_disk_request_record {
	struct wmk_record head;
	__u32 column_0;	/* "device" */
	__u64 column_1;	/* "sector" */
	__u32 column_2;	/* "bytes" */
	__u8 column_3;	/* "operation" */
	__s32 column_4;	/* "error" */
	__s64 column_5;	/* "ms" */
	char column_6[16] wmk_words;	/* "issuer" */
};

static __always_inline void slow_disk_request_emit(const struct slow_disk_request_match *match,
		__u64 now, __u64 cgroup, struct wmk_rule_stats *stats)
{
	struct slow_disk_request_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[SLOW_DISK_REQUEST_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, SLOW_DISK_REQUEST_RULE, wmk_lost[SLOW_DISK_REQUEST_RULE], now,
			cgroup);
	record->column_0 = match->run.i_Device;
	record->column_1 = match->run.i_Sector;
	record->column_2 = match->run.i_Bytes;
	record->column_3 = match->run.i_Operation;
	record->column_4 = match->c_Error;
	record->column_5 =
			wmk_divide_by((__s64)((__u64)(match->c_TimeStamp) - (__u64)(match->run.i_TimeStamp)),
			1000000);
	wmk_copy(record->column_6, match->run.i_Comm, sizeof(record->column_6));
	bpf_ringbuf_submit(record, 0);
}

struct by_request_key {
	__u64 Request;
};

struct by_request_runs {
	struct slow_disk_request_run slow_disk_request[NR_SLOW_DISK_REQUEST_SLOTS];
};

#define NR_BY_REQUEST_BUCKETS 16384

struct by_request_bucket {
	struct bpf_spin_lock lock;
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
	if (bucket->ways[way].tag) {
		wmk_add(&stats->rules[SLOW_DISK_REQUEST_RULE].expired,
			wmk_slots_end(&slow_disk_request, bucket->runs[way].slow_disk_request));
	}
	bucket->ways[way].tag = tag;
	bucket->ways[way].live = 0;
	bucket->ways[way].until = now;
	wmk_copy(&bucket->keys[way], key, sizeof(*key));
	return way;
}

/* What stands in memory while the event is shown to rules in by_request. */
struct blockissue_by_request_work {
	struct {
		__u32 slow_disk_request;
	} letters;
};

struct blockissue_frame {
	struct blockissue_event event;
	struct blockissue_by_request_work by_request;
};

/* What stands in memory while the event is shown to rules in by_request. */
struct blockcomplete_by_request_work {
	struct {
		struct slow_disk_request_match slow_disk_request;
	} matches;
	struct {
		__u32 slow_disk_request;
	} letters;
};

struct blockcomplete_frame {
	struct blockcomplete_event event;
	struct blockcomplete_by_request_work by_request;
};

/* Shows the event to the rules whose runs are in by_request. */
static __always_inline void blockissue_by_request(struct blockissue_frame *frame,
		struct wmk_stats *stats)
{
	struct blockissue_by_request_work *work = &frame->by_request;
	struct by_request_key key = {};
	struct by_request_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(SLOW_DISK_REQUEST_RULE))
		return;
	work->letters.slow_disk_request = SLOW_DISK_REQUEST_ON_BLOCKISSUE;
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
		   wmk_begins(&slow_disk_request, work->letters.slow_disk_request),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &slow_disk_request,
			.reader = &slow_disk_request_blockissue_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.slow_disk_request,
			.key = &bucket->ways[way],
			.stats = &stats->rules[SLOW_DISK_REQUEST_RULE],
		}, bucket->runs[way].slow_disk_request);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&slow_disk_request, work->letters.slow_disk_request))
			wmk_count(&stats->rules[SLOW_DISK_REQUEST_RULE].refused);
	}
	bpf_spin_unlock(&bucket->lock);
}

static __always_inline void blockissue_read(struct blockissue_frame *frame, struct wmk_stats *stats)
{
	blockissue_by_request(frame, stats);
}

static __always_inline void blockissue_at_tp_btf_block_rq_issue(__u64 *ctx)
{
	struct request *request = (struct request *)ctx[0];
	struct blockissue_frame on_stack = {}, *frame = &on_stack;
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

	if (!in_scope(SLOW_DISK_REQUEST_RULE))
		return;
	work->letters.slow_disk_request = slow_disk_request_blockcomplete_letter(&frame->event);
	barrier();
	if (!work->letters.slow_disk_request)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.slow_disk_request.run.run.state = WMK_NO_STATE;
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
		wmk_slots_step(&(struct wmk_step) {
			.rule = &slow_disk_request,
			.reader = &slow_disk_request_blockcomplete_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.slow_disk_request,
			.key = &bucket->ways[way],
			.stats = &stats->rules[SLOW_DISK_REQUEST_RULE],
			.matches = &work->matches.slow_disk_request,
		}, bucket->runs[way].slow_disk_request);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
	if (work->matches.slow_disk_request.run.run.state != WMK_NO_STATE)
		slow_disk_request_emit(&work->matches.slow_disk_request, frame->event.TimeStamp,
			 0, &stats->rules[SLOW_DISK_REQUEST_RULE]);
}

static __always_inline void blockcomplete_read(struct blockcomplete_frame *frame,
		struct wmk_stats *stats)
{
	blockcomplete_by_request(frame, stats);
}

static __always_inline void blockcomplete_at_tp_btf_block_rq_complete(__u64 *ctx)
{
	struct request *request = (struct request *)ctx[0];
	__u8 status = (__u8)ctx[1];
	unsigned int bytes = (unsigned int)ctx[2];
	struct blockcomplete_frame on_stack = {}, *frame = &on_stack;
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

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Request = wmk_number(request);
	e->Remaining = request->__data_len - bytes;
	e->Error = wmk_block_error(status);
	wmk_record_event(BLOCKCOMPLETE_KIND, e, sizeof(*e));
	blockcomplete_read(frame, stats);
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
	[SLOW_DISK_REQUEST_RULE] = {
		.name = "slow_disk_request",
		.source = "rules/slow_disk_request.wmk:14",
		.first_column = 0,
		.nr_columns = 7,
		.record_bytes = sizeof(struct slow_disk_request_record),
		.table = BY_REQUEST_TABLE,
		.taskless = BLOCKCOMPLETE_KIND,
	},
};

const struct wmk_column_info wmk_columns[7] SEC(".rodata.wmk") = {
	{
		.label = "device",
		.offset = offsetof(struct slow_disk_request_record, column_0),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "sector",
		.offset = offsetof(struct slow_disk_request_record, column_1),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "bytes",
		.offset = offsetof(struct slow_disk_request_record, column_2),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "operation",
		.offset = offsetof(struct slow_disk_request_record, column_3),
		.bytes = 1,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "error",
		.offset = offsetof(struct slow_disk_request_record, column_4),
		.bytes = 4,
		.type = WMK_COLUMN_S64,
	},
	{
		.label = "ms",
		.offset = offsetof(struct slow_disk_request_record, column_5),
		.bytes = 8,
		.type = WMK_COLUMN_S64,
	},
	{
		.label = "issuer",
		.offset = offsetof(struct slow_disk_request_record, column_6),
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
		.nr_fields = 4,
		.event_bytes = sizeof(struct blockcomplete_event),
		.flags = 0,
	},
};

const struct wmk_field_info wmk_fields[11] SEC(".rodata.wmk") = {
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
	{
		.name = "Error",
		.offset = offsetof(struct blockcomplete_event, Error),
		.bytes = 4,
		.type = WMK_COLUMN_S64,
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
	},
};
