// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/unresolved_connect.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   21  RULE unresolved_connect
 *   22  PATTERN { [~dnsquery, connect:c] }
 *   23  WHERE {
 *   24      [ProcessId],
 *   25      c.Family IN { AF_INET, AF_INET6 },
 *   26      !(c.Address IN near),
 *   27      c.Port != 53
 *   28  }
 *   29  WITHIN { 10 s }
 *   30  RETURN { c.Address AS address, c.Port AS port, c.Comm AS program, c.ProcessId AS process, c.UserId AS user }
 *
 *     start -- connect where Family IN { AF_INET, AF_INET6 } and Port != 53 and !(Address IN
 *              near) if no dnsquery before --> match
 *
 * The engine that reads the tables below is wmk.bpf.h.
 */
#include "wmk.slots.h"
#include "wmk.absence.h"
#include "wmk.record.h"
#include "wmk.scope.h"
#include "wmkevents.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

enum {
	UNRESOLVED_CONNECT_RULE,
	NR_RULES
};

enum {
	CONNECT_KIND,
	DNSQUERY_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	CONNECT_AT_LSM_SOCKET_CONNECT,
	CONNECT_AT_FENTRY_SECURITY_SOCKET_CONNECT,
	DNSQUERY_AT_FENTRY_UDP_SEND_SKB,
	DNSQUERY_AT_FENTRY_UDP_V6_SEND_SKB,
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
	[CONNECT_AT_LSM_SOCKET_CONNECT] = 1,
	[CONNECT_AT_FENTRY_SECURITY_SOCKET_CONNECT] = 1,
	[DNSQUERY_AT_FENTRY_UDP_SEND_SKB] = 1,
	[DNSQUERY_AT_FENTRY_UDP_V6_SEND_SKB] = 1,
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

/* A socket is about to be connected. */
struct connect_event {
	__u64 TimeStamp;
	wmk_address_t Address wmk_words;
	char Comm[16] wmk_words;
	__u64 ProcessId_start;
	__u32 ProcessId;
	__u32 UserId;
	__u16 Family;
	__u16 Port;
};

/* A question is sent to port 53 over UDP. */
struct dnsquery_event {
	__u64 TimeStamp;
	__u64 ProcessId_start;
	__u32 ProcessId;
};

/* Rule unresolved_connect, rules/unresolved_connect.wmk:21 */

enum {
	UNRESOLVED_CONNECT_START = 1,
	UNRESOLVED_CONNECT_ACCEPT = 2,	/* connect */
	NR_UNRESOLVED_CONNECT_STATES,
	NR_UNRESOLVED_CONNECT_SLOTS = 0,
};

/* What an event is to the rule; 0: nothing. */
enum {
	UNRESOLVED_CONNECT_ON_DNSQUERY = 1,	/* dnsquery as ~dnsquery */
	UNRESOLVED_CONNECT_ON_CONNECT = 2,	/* connect as c, and 1 more by its tests */
	NR_UNRESOLVED_CONNECT_LETTERS = 4
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	UNRESOLVED_CONNECT_TAKES_C = 1 << 0,
};

static const struct wmk_move
unresolved_connect_moves[NR_UNRESOLVED_CONNECT_STATES][NR_UNRESOLVED_CONNECT_LETTERS] wmk_table = {
	[UNRESOLVED_CONNECT_START][UNRESOLVED_CONNECT_ON_CONNECT + 1] =
			{ UNRESOLVED_CONNECT_ACCEPT, UNRESOLVED_CONNECT_TAKES_C },
};

/* Where a key keeps a run in a state. */
static const __u8 unresolved_connect_slots[NR_UNRESOLVED_CONNECT_STATES] wmk_table = {
};

struct unresolved_connect_run {
	struct wmk_run run;
};

/* A run that completed, and what its last event gives the record. */
struct unresolved_connect_match {
	struct unresolved_connect_run run;
	wmk_address_t c_Address wmk_words;	/* rules/unresolved_connect.wmk:22 */
	char c_Comm[16] wmk_words;	/* rules/unresolved_connect.wmk:22 */
	__u32 c_ProcessId;	/* rules/unresolved_connect.wmk:22 */
	__u32 c_UserId;	/* rules/unresolved_connect.wmk:22 */
	__u16 c_Port;	/* rules/unresolved_connect.wmk:22 */
};

/* rules/unresolved_connect.wmk:22: what is remembered of dnsquery */
struct unresolved_connect_past_dnsquery {
	struct wmk_past past;
};

/* A struct wmk_memory. */
struct unresolved_connect_memory {
	__u64 forgotten;
	__u8 forgot;
	__u8 holds;
	__u8 nr[1];
	struct unresolved_connect_past_dnsquery past_0[1];
};

static const struct wmk_list unresolved_connect_pasts_dnsquery = {
	.nr = 0,
	.at = offsetof(struct unresolved_connect_memory, past_0),
	.bytes = sizeof(struct unresolved_connect_past_dnsquery),
	.limit = 1,
};

static const struct wmk_rule unresolved_connect = {
	.moves = &unresolved_connect_moves[0][0],
	.nr_letters = NR_UNRESOLVED_CONNECT_LETTERS,
	.nr_live = UNRESOLVED_CONNECT_ACCEPT,
	.dead = NR_UNRESOLVED_CONNECT_STATES,
	.run_bytes = sizeof(struct unresolved_connect_run),
	.window = 10000000000ULL,	/* ns */
	.slots = unresolved_connect_slots,
	.nr_slots = NR_UNRESOLVED_CONNECT_SLOTS,
	.nr_lists = 1,
};

/* Whether an event compares equal to what is remembered. */
static __always_inline bool unresolved_connect_dnsquery_same_0(const void *past wmk_unused,
		const void *event wmk_unused)
{
	return true;
}

static __always_inline void unresolved_connect_dnsquery_fill_0(void *past wmk_unused,
		const void *event wmk_unused)
{
}

static __always_inline void unresolved_connect_dnsquery_remember(void *memory, const void *event,
		__u64 now, __u64 letter, struct wmk_key *key, struct wmk_rule_stats *stats)
{
	struct wmk_recall of = { &unresolved_connect, memory, event, now };

	switch (wmk_hide(letter)) {
	case UNRESOLVED_CONNECT_ON_DNSQUERY:
		wmk_remember(&of, &unresolved_connect_pasts_dnsquery,
				unresolved_connect_dnsquery_same_0,
				unresolved_connect_dnsquery_fill_0, key, stats);
		break;
	}
}

/* Events that a key is made for: 1 to begin a run, 2 to be remembered. */
static const __u8 unresolved_connect_dnsquery_keyed[NR_UNRESOLVED_CONNECT_LETTERS] wmk_table = {
	[UNRESOLVED_CONNECT_ON_DNSQUERY] = 2,
};

static const struct wmk_reader unresolved_connect_dnsquery_reader = {
	.remember = unresolved_connect_dnsquery_remember,
};

static const __u8 unresolved_connect_connect_letters[8] wmk_table = {
	[7] = UNRESOLVED_CONNECT_ON_CONNECT,
};

/* The conditions on what is read first. */
static __always_inline __u64 unresolved_connect_connect_early(const struct connect_event *e)
{
	__u64 truth = 0;

	/* rules/unresolved_connect.wmk:25: c.Family IN { AF_INET, AF_INET6 } */
	truth = wmk_note(truth, (e->Family == 2) || (e->Family == 10), 0);
	/* rules/unresolved_connect.wmk:27: c.Port != 53 */
	truth = wmk_note(truth, e->Port != 53, 1);
	return truth;
}

static __always_inline __u64 unresolved_connect_connect_letter(const struct connect_event *e)
{
	__u64 truth = unresolved_connect_connect_early(e);

	/* rules/unresolved_connect.wmk:26: !(c.Address IN near) */
	truth = wmk_note(truth, wmk_open(0x8ULL, truth) &&
			(!(wmk_in_prefix(&e->Address, 0x0000000000000000ULL, 0x0000000000000000ULL,
			128) ||
			wmk_in_prefix(&e->Address, 0x0000000000000000ULL, 0x0000000000000001ULL,
			128) ||
			wmk_in_prefix(&e->Address, 0x0000000000000000ULL, 0x0000ffff00000000ULL,
			104) ||
			wmk_in_prefix(&e->Address, 0x0000000000000000ULL, 0x0000ffff0a000000ULL,
			104) ||
			wmk_in_prefix(&e->Address, 0x0000000000000000ULL, 0x0000ffff7f000000ULL,
			104) ||
			wmk_in_prefix(&e->Address, 0x0000000000000000ULL, 0x0000ffffa9fe0000ULL,
			112) ||
			wmk_in_prefix(&e->Address, 0x0000000000000000ULL, 0x0000ffffac100000ULL,
			108) ||
			wmk_in_prefix(&e->Address, 0x0000000000000000ULL, 0x0000ffffc0a80000ULL,
			112) ||
			wmk_in_prefix(&e->Address, 0x0000000000000000ULL, 0x0000ffffe0000000ULL,
			99) ||
			wmk_in_prefix(&e->Address, 0xfc00000000000000ULL, 0x0000000000000000ULL,
			7) ||
			wmk_in_prefix(&e->Address, 0xfe80000000000000ULL, 0x0000000000000000ULL,
			10) ||
			wmk_in_prefix(&e->Address, 0xff00000000000000ULL, 0x0000000000000000ULL,
			8))), 2);
	barrier_var(truth);
	return wmk_hide(unresolved_connect_connect_letters[truth & (8 - 1)]);
}

/* Whether an event compares equal to what is remembered. */
static __always_inline bool unresolved_connect_connect_same_0(const void *past wmk_unused,
		const void *event wmk_unused)
{
	return true;
}

static __always_inline __u64 unresolved_connect_connect_absences(void *memory, const void *event,
		__u64 now, __u64 letter)
{
	struct wmk_recall of = { &unresolved_connect, memory, event, now };
	__u64 absent = 0;

	if (!wmk_knows(&of, wmk_active))
		return 0;
	switch (wmk_hide(letter)) {
	case UNRESOLVED_CONNECT_ON_CONNECT:
		absent = wmk_note(absent,
				!wmk_recalls(&of, &unresolved_connect_pasts_dnsquery,
				unresolved_connect_connect_same_0), 0);
		break;
	}
	return absent;
}

/* Events that a key is made for: 1 to begin a run, 2 to be remembered. */
static const __u8 unresolved_connect_connect_keyed[NR_UNRESOLVED_CONNECT_LETTERS] wmk_table = {
	[UNRESOLVED_CONNECT_ON_CONNECT] = 1,
};

static __always_inline void unresolved_connect_connect_finish(void *match, const void *event,
		__u64 takes)
{
	struct unresolved_connect_match *to = match;
	const struct connect_event *e = event;

	if (takes & UNRESOLVED_CONNECT_TAKES_C) {
		wmk_copy(&to->c_Address, &e->Address, sizeof(to->c_Address));
		to->c_Port = e->Port;
		wmk_copy(to->c_Comm, e->Comm, sizeof(to->c_Comm));
		to->c_ProcessId = e->ProcessId;
		to->c_UserId = e->UserId;
	}
}

static const struct wmk_reader unresolved_connect_connect_reader = {
	.begins = true,
	.completes = true,
	.absences = unresolved_connect_connect_absences,
	.finish = unresolved_connect_connect_finish,
};

struct unresolved_connect_record {
	struct wmk_record head;
	wmk_address_t column_0 wmk_words;	/* "address" */
	__u16 column_1;	/* "port" */
	char column_2[16] wmk_words;	/* "program" */
	__u32 column_3;	/* "process" */
	__u32 column_4;	/* "user" */
};

static __always_inline void unresolved_connect_emit(const struct unresolved_connect_match *match,
		__u64 now, __u64 cgroup, struct wmk_rule_stats *stats)
{
	struct unresolved_connect_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[UNRESOLVED_CONNECT_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, UNRESOLVED_CONNECT_RULE, wmk_lost[UNRESOLVED_CONNECT_RULE],
			now, cgroup);
	wmk_copy(&record->column_0, &match->c_Address, sizeof(record->column_0));
	record->column_1 = match->c_Port;
	wmk_copy(record->column_2, match->c_Comm, sizeof(record->column_2));
	record->column_3 = match->c_ProcessId;
	record->column_4 = match->c_UserId;
	bpf_ringbuf_submit(record, 0);
}

struct by_process_key {
	__u64 ProcessId_start;
	__u32 ProcessId;
	__u8 padding[4];
};

struct by_process_runs {
	struct unresolved_connect_run unresolved_connect[NR_UNRESOLVED_CONNECT_SLOTS];
	struct unresolved_connect_memory unresolved_connect_memory;
};

#define NR_BY_PROCESS_BUCKETS 16384

struct by_process_bucket {
	struct bpf_spin_lock lock;
	/* when an event was last not remembered for want of a key; 0: never */
	__u64 unresolved_connect_blind;
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
	if (bucket->ways[way].tag) {
		wmk_add(&stats->rules[UNRESOLVED_CONNECT_RULE].expired,
			wmk_slots_end(&unresolved_connect, bucket->runs[way].unresolved_connect));
	}
	bucket->ways[way].tag = tag;
	bucket->ways[way].live = 0;
	bucket->ways[way].until = now;
	wmk_memory_begin(&unresolved_connect, (void *)&bucket->runs[way].unresolved_connect_memory,
			bucket->unresolved_connect_blind);
	wmk_copy(&bucket->keys[way], key, sizeof(*key));
	return way;
}

/* Ends the key of a process. */
static __always_inline void by_process_end(struct task_struct *task, struct wmk_stats *stats)
{
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

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
		wmk_add(&stats->rules[UNRESOLVED_CONNECT_RULE].ended,
			wmk_slots_end(&unresolved_connect, bucket->runs[way].unresolved_connect));
		wmk_memory_end(&unresolved_connect, &bucket->ways[way],
				(void *)&bucket->runs[way].unresolved_connect_memory);
		bucket->ways[way].tag = 0;
		bucket->ways[way].live = 0;
	}
	bpf_spin_unlock(&bucket->lock);
}

/* What stands in memory while the event is shown to rules in by_process. */
struct connect_by_process_work {
	struct {
		struct unresolved_connect_match unresolved_connect;
	} matches;
	struct {
		__u32 unresolved_connect;
	} letters;
};

struct connect_frame {
	struct connect_event event;
	struct connect_by_process_work by_process;
};

/* What stands in memory while the event is shown to rules in by_process. */
struct dnsquery_by_process_work {
	struct {
		__u32 unresolved_connect;
	} letters;
};

struct dnsquery_frame {
	struct dnsquery_event event;
	struct dnsquery_by_process_work by_process;
};

/* Shows the event to the rules whose runs are in by_process. */
static __always_inline void connect_by_process(struct connect_frame *frame, struct wmk_stats *stats)
{
	struct connect_by_process_work *work = &frame->by_process;
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(UNRESOLVED_CONNECT_RULE))
		return;
	work->letters.unresolved_connect = unresolved_connect_connect_letter(&frame->event);
	barrier();
	if (!work->letters.unresolved_connect)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.unresolved_connect.run.run.state = WMK_NO_STATE;
	key.ProcessId = frame->event.ProcessId;
	key.ProcessId_start = frame->event.ProcessId_start;
	hash = wmk_hash(&key, sizeof(struct by_process_key));
	index = hash & (NR_BY_PROCESS_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_process, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = by_process_find(bucket, &key, wmk_tag(hash),
		   unresolved_connect_connect_keyed[wmk_below(NR_UNRESOLVED_CONNECT_LETTERS,
				work->letters.unresolved_connect)],
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &unresolved_connect,
			.reader = &unresolved_connect_connect_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.unresolved_connect,
			.key = &bucket->ways[way],
			.stats = &stats->rules[UNRESOLVED_CONNECT_RULE],
			.matches = &work->matches.unresolved_connect,
			.memory = &bucket->runs[way].unresolved_connect_memory,
		}, bucket->runs[way].unresolved_connect);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (unresolved_connect_connect_keyed[wmk_below(NR_UNRESOLVED_CONNECT_LETTERS,
				work->letters.unresolved_connect)])
			wmk_count(&stats->rules[UNRESOLVED_CONNECT_RULE].refused);
		if (unresolved_connect_connect_keyed[wmk_below(NR_UNRESOLVED_CONNECT_LETTERS,
				work->letters.unresolved_connect)] & 2)
			wmk_bring_back(&bucket->unresolved_connect_blind, frame->event.TimeStamp);
	}
	bpf_spin_unlock(&bucket->lock);
	if (work->matches.unresolved_connect.run.run.state != WMK_NO_STATE)
		unresolved_connect_emit(&work->matches.unresolved_connect, frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[UNRESOLVED_CONNECT_RULE]);
}

/* Whether the event may be something to a rule, as far as the fields say that are read first. */
static __always_inline bool connect_open(const struct connect_event *e)
{
	return wmk_open(0x8ULL, unresolved_connect_connect_early(e));
}

static __always_inline void connect_read(struct connect_frame *frame, struct wmk_stats *stats)
{
	connect_by_process(frame, stats);
}

static __always_inline void connect_at_lsm_socket_connect(__u64 *ctx)
{
	struct sockaddr *address = (struct sockaddr *)ctx[1];
	int address_bytes = (int)ctx[2];
	struct task_struct *subject = wmk_current_task();
	struct connect_frame on_stack = {}, *frame = &on_stack;
	struct connect_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(CONNECT_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[CONNECT_KIND]);
	if (wmk_counts_only)
		return;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Family = wmk_address_family(address, address_bytes);
	e->Port = wmk_address_port(address, address_bytes);
	if (wmk_record_events || connect_open(e)) {
		wmk_fill_address(&e->Address, sizeof(e->Address), address, address_bytes);
		e->ProcessId = subject->tgid;
		e->ProcessId_start = subject->group_leader->start_time;
		e->UserId = (__u32)bpf_get_current_uid_gid();
		wmk_fill_comm(e->Comm, sizeof(e->Comm));
		wmk_record_event(CONNECT_KIND, e, sizeof(*e));
		connect_read(frame, stats);
	}
}

static __always_inline void connect_at_fentry_security_socket_connect(__u64 *ctx)
{
	struct sockaddr *address = (struct sockaddr *)ctx[1];
	int address_bytes = (int)ctx[2];
	struct task_struct *subject = wmk_current_task();
	struct connect_frame on_stack = {}, *frame = &on_stack;
	struct connect_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(CONNECT_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[CONNECT_KIND]);
	if (wmk_counts_only)
		return;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Family = wmk_address_family(address, address_bytes);
	e->Port = wmk_address_port(address, address_bytes);
	if (wmk_record_events || connect_open(e)) {
		wmk_fill_address(&e->Address, sizeof(e->Address), address, address_bytes);
		e->ProcessId = subject->tgid;
		e->ProcessId_start = subject->group_leader->start_time;
		e->UserId = (__u32)bpf_get_current_uid_gid();
		wmk_fill_comm(e->Comm, sizeof(e->Comm));
		wmk_record_event(CONNECT_KIND, e, sizeof(*e));
		connect_read(frame, stats);
	}
}

/* Shows the event to the rules whose runs are in by_process. */
static __always_inline void dnsquery_by_process(struct dnsquery_frame *frame,
		struct wmk_stats *stats)
{
	struct dnsquery_by_process_work *work = &frame->by_process;
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(UNRESOLVED_CONNECT_RULE))
		return;
	work->letters.unresolved_connect = UNRESOLVED_CONNECT_ON_DNSQUERY;
	barrier();
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
		   unresolved_connect_dnsquery_keyed[wmk_below(NR_UNRESOLVED_CONNECT_LETTERS,
				work->letters.unresolved_connect)],
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &unresolved_connect,
			.reader = &unresolved_connect_dnsquery_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.unresolved_connect,
			.key = &bucket->ways[way],
			.stats = &stats->rules[UNRESOLVED_CONNECT_RULE],
			.memory = &bucket->runs[way].unresolved_connect_memory,
		}, bucket->runs[way].unresolved_connect);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (unresolved_connect_dnsquery_keyed[wmk_below(NR_UNRESOLVED_CONNECT_LETTERS,
				work->letters.unresolved_connect)])
			wmk_count(&stats->rules[UNRESOLVED_CONNECT_RULE].refused);
		if (unresolved_connect_dnsquery_keyed[wmk_below(NR_UNRESOLVED_CONNECT_LETTERS,
				work->letters.unresolved_connect)] & 2)
			wmk_bring_back(&bucket->unresolved_connect_blind, frame->event.TimeStamp);
	}
	bpf_spin_unlock(&bucket->lock);
}

static __always_inline void dnsquery_read(struct dnsquery_frame *frame, struct wmk_stats *stats)
{
	dnsquery_by_process(frame, stats);
}

static __always_inline void dnsquery_at_fentry_udp_send_skb(__u64 *ctx)
{
	struct sk_buff *skb = (struct sk_buff *)ctx[0];
	struct flowi4 *flow = (struct flowi4 *)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct dnsquery_frame on_stack = {}, *frame = &on_stack;
	struct dnsquery_event *e;
	struct wmk_stats *stats;

	if (!(wmk_is_dns_query(skb, wmk_flow_port(flow))))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(DNSQUERY_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[DNSQUERY_KIND]);
	if (wmk_counts_only)
		return;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	wmk_record_event(DNSQUERY_KIND, e, sizeof(*e));
	dnsquery_read(frame, stats);
}

static __always_inline void dnsquery_at_fentry_udp_v6_send_skb(__u64 *ctx)
{
	struct sk_buff *skb = (struct sk_buff *)ctx[0];
	struct flowi6 *flow = (struct flowi6 *)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct dnsquery_frame on_stack = {}, *frame = &on_stack;
	struct dnsquery_event *e;
	struct wmk_stats *stats;

	if (!(wmk_is_dns_query(skb, wmk_flow_port(flow))))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(DNSQUERY_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[DNSQUERY_KIND]);
	if (wmk_counts_only)
		return;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	wmk_record_event(DNSQUERY_KIND, e, sizeof(*e));
	dnsquery_read(frame, stats);
}

SEC("lsm/socket_connect")
int at_lsm_socket_connect(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[CONNECT_AT_LSM_SOCKET_CONNECT])
		connect_at_lsm_socket_connect(ctx);
	return 0;
}

SEC("fentry/security_socket_connect")
int at_fentry_security_socket_connect(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[CONNECT_AT_FENTRY_SECURITY_SOCKET_CONNECT])
		connect_at_fentry_security_socket_connect(ctx);
	return 0;
}

SEC("fentry/udp_send_skb")
int at_fentry_udp_send_skb(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[DNSQUERY_AT_FENTRY_UDP_SEND_SKB])
		dnsquery_at_fentry_udp_send_skb(ctx);
	return 0;
}

SEC("fentry/udp_v6_send_skb")
int at_fentry_udp_v6_send_skb(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[DNSQUERY_AT_FENTRY_UDP_V6_SEND_SKB])
		dnsquery_at_fentry_udp_v6_send_skb(ctx);
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
	.nr_columns = 5,
	.nr_kinds = NR_KINDS,
	.nr_points = NR_POINTS,
	.nr_tables = NR_TABLES,
	.nr_fields = 9,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 0,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[UNRESOLVED_CONNECT_RULE] = {
		.name = "unresolved_connect",
		.source = "rules/unresolved_connect.wmk:21",
		.first_column = 0,
		.nr_columns = 5,
		.record_bytes = sizeof(struct unresolved_connect_record),
		.table = BY_PROCESS_TABLE,
		.taskless = WMK_NO_KIND,
	},
};

const struct wmk_column_info wmk_columns[5] SEC(".rodata.wmk") = {
	{
		.label = "address",
		.offset = offsetof(struct unresolved_connect_record, column_0),
		.bytes = 16,
		.type = WMK_COLUMN_ADDRESS,
	},
	{
		.label = "port",
		.offset = offsetof(struct unresolved_connect_record, column_1),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "program",
		.offset = offsetof(struct unresolved_connect_record, column_2),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "process",
		.offset = offsetof(struct unresolved_connect_record, column_3),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "user",
		.offset = offsetof(struct unresolved_connect_record, column_4),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[CONNECT_KIND] = {
		.name = "connect",
		.first_field = 0,
		.nr_fields = 7,
		.event_bytes = sizeof(struct connect_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[DNSQUERY_KIND] = {
		.name = "dnsquery",
		.first_field = 7,
		.nr_fields = 2,
		.event_bytes = sizeof(struct dnsquery_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[9] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct connect_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Family",
		.offset = offsetof(struct connect_event, Family),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Address",
		.offset = offsetof(struct connect_event, Address),
		.bytes = 16,
		.type = WMK_COLUMN_ADDRESS,
		.start = WMK_NO_START,
	},
	{
		.name = "Port",
		.offset = offsetof(struct connect_event, Port),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct connect_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct connect_event, ProcessId_start),
	},
	{
		.name = "UserId",
		.offset = offsetof(struct connect_event, UserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Comm",
		.offset = offsetof(struct connect_event, Comm),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "TimeStamp",
		.offset = offsetof(struct dnsquery_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct dnsquery_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct dnsquery_event, ProcessId_start),
	},
};

const struct wmk_point_info wmk_points[NR_POINTS] SEC(".rodata.wmk") = {
	[CONNECT_AT_LSM_SOCKET_CONNECT] = {
		.program = "at_lsm_socket_connect",
		.section = "lsm/socket_connect",
		.kind = CONNECT_KIND,
	},
	[CONNECT_AT_FENTRY_SECURITY_SOCKET_CONNECT] = {
		.program = "at_fentry_security_socket_connect",
		.section = "fentry/security_socket_connect",
		.kind = CONNECT_KIND,
	},
	[DNSQUERY_AT_FENTRY_UDP_SEND_SKB] = {
		.program = "at_fentry_udp_send_skb",
		.section = "fentry/udp_send_skb",
		.kind = DNSQUERY_KIND,
	},
	[DNSQUERY_AT_FENTRY_UDP_V6_SEND_SKB] = {
		.program = "at_fentry_udp_v6_send_skb",
		.section = "fentry/udp_v6_send_skb",
		.kind = DNSQUERY_KIND,
		.place = 1,
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
		.keys = 65536,
		.bytes_per_key = sizeof(struct by_process_bucket) / WMK_WAYS,
	},
};
