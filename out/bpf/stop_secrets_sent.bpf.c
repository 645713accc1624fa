// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/stop_secrets_sent.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   19  RULE stop_secrets_sent
 *   20  PATTERN { [fileopen:secret, connect:out] }
 *   21  WHERE {
 *   22      [ProcessId],
 *   23      secret.Path IN password_files || secret.Path CONTAINS "/.ssh/id_",
 *   24      !(secret.Path ENDSWITH ".pub"),
 *   25      out.Family IN { AF_INET, AF_INET6 },
 *   26      !(out.Address IN { 127.0.0.0/8, ::1 })
 *   27  }
 *   28  WITHIN { 10 s }
 *   29  RETURN { secret.Path, out.Address, out.Port, comm() AS program, pid() AS process }
 *   30  SELECT { any(1) }
 *   31  DO     { deny(EPERM); }
 *
 *     start  -- fileopen where (Path IN password_files || Path CONTAINS "/.ssh/id_") and !(Path
 *               ENDSWITH ".pub") --> secret
 *     secret -- connect where Family IN { AF_INET, AF_INET6 } and !(Address IN { 127.0.0.0/8,
 *               ::1 }) --> match
 *
 * The engine that reads the tables below is wmk.bpf.h.
 */
#include "wmk.any.h"
#include "wmk.record.h"
#include "wmk.scope.h"
#include "wmk.react.h"
#include "wmk.path.h"
#include "wmkevents.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

enum {
	STOP_SECRETS_SENT_RULE,
	NR_RULES
};

enum {
	FILEOPEN_KIND,
	CONNECT_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	FILEOPEN_AT_LSM_FILE_OPEN,
	FILEOPEN_AT_FENTRY_SECURITY_FILE_OPEN,
	CONNECT_AT_LSM_SOCKET_CONNECT,
	CONNECT_AT_FENTRY_SECURITY_SOCKET_CONNECT,
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
	[FILEOPEN_AT_LSM_FILE_OPEN] = 1,
	[FILEOPEN_AT_FENTRY_SECURITY_FILE_OPEN] = 1,
	[CONNECT_AT_LSM_SOCKET_CONNECT] = 1,
	[CONNECT_AT_FENTRY_SECURITY_SOCKET_CONNECT] = 1,
	[END_AT_TP_BTF_SCHED_PROCESS_FREE] = 1,
};

/* Written by the loader: 1 where events are counted and no rule reads them. */
const volatile __u8 wmk_counts_only SEC(".rodata.wmk_counts_only") = 0;

/* Written by the loader: whose events a rule reads; behind the rules, whose events any does. */
#define WHOLE_OBJECT NR_RULES

const volatile struct wmk_scope wmk_scopes[NR_RULES + 1] SEC(".rodata.wmk_scopes") = {};

/* Behind those of scopes: the cgroup that is not reacted upon. */
#define SPARED_CGROUP (NR_RULES + 1)

struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_ARRAY);
	__uint(max_entries, NR_RULES + 2);
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
 * Which rules are enforced: a struct wmk_arms. Written by the loader; until then nothing is done.
 */
volatile struct {
	__u32 magic;
	__u32 nr_rules;
	__u64 lease;
	__u32 rules[NR_RULES];
} wmk_arms SEC(".data.wmk_arms") = { .magic = WMK_ARMS_MAGIC, .nr_rules = NR_RULES };

/* Written by the loader: how often each rule reacts, and upon whom it does not. */
const volatile struct wmk_pace wmk_paces[NR_RULES] SEC(".rodata.wmk_paces") = {};
const volatile __u8 wmk_spares[NR_RULES] SEC(".rodata.wmk_spares") = {
	[STOP_SECRETS_SENT_RULE] = WMK_SPARE_INIT | WMK_SPARE_LOADER | WMK_SPARE_KERNEL,
};
const volatile __u32 wmk_loader SEC(".rodata.wmk_loader") = 0;
const volatile struct wmk_scope wmk_spared[WMK_NR_SPARED] SEC(".rodata.wmk_spared") = {};

/* When each rule has back what it took: ns, CLOCK_BOOTTIME. */
__u64 wmk_paced[NR_RULES] SEC(".data.wmk_paced") = {};

static __always_inline bool is_spared(__u32 rule)
{
	__u32 i;

	if (wmk_is_spared(wmk_spares[rule], wmk_loader))
		return true;
	for (i = 0; i < WMK_NR_SPARED; i++)
		if (wmk_spared[i].asked &&
		    wmk_is_inside(&wmk_spared[i], &wmk_cgroups, SPARED_CGROUP))
			return true;
	return false;
}

static __noinline __u32 judge(__u32 rule, bool has_task)
{
	__u64 now = bpf_ktime_get_boot_ns();

	if (!wmk_arms.rules[rule])
		return WMK_MONITORED;
	if (now > wmk_arms.lease)
		return WMK_LAPSED;
	if (has_task && is_spared(rule))
		return WMK_SPARED;
	return wmk_take_turn(&wmk_paces[rule], &wmk_paced[rule], now);
}

/* A file is about to be opened; permission was granted by what was asked before. */
struct fileopen_event {
	__u64 TimeStamp;
	char Path[256] wmk_words;
	__u64 ProcessId_start;
	__u32 ProcessId;
};

/* A socket is about to be connected. */
struct connect_event {
	__u64 TimeStamp;
	wmk_address_t Address wmk_words;
	__u64 ProcessId_start;
	__u32 ProcessId;
	__u16 Family;
	__u16 Port;
};

/* CONTAINS "/.ssh/id_" */
#define scan_0_classes 8

static const __u8 scan_0_class[256] wmk_table =
		{ [0x2e] = 1, [0x2f] = 2, [0x5f] = 3, [0x64] = 4, [0x68] = 5, [0x69] = 6, [0x73] =
		7 };

static const __u8 scan_0_next[10][scan_0_classes] wmk_table = {
	{ 0, 0, 1, 0, 0, 0, 0, 0 },
	{ 0, 2, 1, 0, 0, 0, 0, 0 },
	{ 0, 0, 1, 0, 0, 0, 0, 3 },
	{ 0, 0, 1, 0, 0, 0, 0, 4 },
	{ 0, 0, 1, 0, 0, 5, 0, 0 },
	{ 0, 0, 6, 0, 0, 0, 0, 0 },
	{ 0, 2, 1, 0, 0, 0, 7, 0 },
	{ 0, 0, 1, 0, 8, 0, 0, 0 },
	{ 0, 0, 1, 9, 0, 0, 0, 0 },
	{ 9, 9, 9, 9, 9, 9, 9, 9 },
};

/* ENDSWITH ".pub" */
#define scan_1_classes 5

static const __u8 scan_1_class[256] wmk_table = { [0x2e] = 1, [0x62] = 2, [0x70] = 3, [0x75] = 4 };

static const __u8 scan_1_next[5][scan_1_classes] wmk_table = {
	{ 0, 1, 0, 0, 0 },
	{ 0, 1, 0, 2, 0 },
	{ 0, 1, 0, 0, 3 },
	{ 0, 1, 4, 0, 0 },
	{ 0, 1, 0, 0, 0 },
};

/* Rule stop_secrets_sent, rules/stop_secrets_sent.wmk:19 */

enum {
	STOP_SECRETS_SENT_START = 1,
	STOP_SECRETS_SENT_AFTER_SECRET = 2,	/* fileopen */
	STOP_SECRETS_SENT_ACCEPT = 3,	/* fileopen, connect */
	NR_STOP_SECRETS_SENT_STATES,
	NR_STOP_SECRETS_SENT_RUNS = 1,	/* of a key, at the most */
	NR_STOP_SECRETS_SENT_ORDER = 2,	/* powers of two */
	NR_STOP_SECRETS_SENT_LIST = 1,
};

/* What an event is to the rule; 0: nothing. */
enum {
	STOP_SECRETS_SENT_ON_FILEOPEN = 1,	/* fileopen as secret */
	STOP_SECRETS_SENT_ON_CONNECT = 2,	/* connect as out */
	NR_STOP_SECRETS_SENT_LETTERS = 3
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	STOP_SECRETS_SENT_TAKES_SECRET = 1 << 0,
	STOP_SECRETS_SENT_TAKES_OUT = 1 << 1,
};

static const struct wmk_any_move
stop_secrets_sent_moves[NR_STOP_SECRETS_SENT_STATES][NR_STOP_SECRETS_SENT_LETTERS] wmk_table = {
	[STOP_SECRETS_SENT_START][STOP_SECRETS_SENT_ON_FILEOPEN] =
			{ .to = STOP_SECRETS_SENT_AFTER_SECRET, .takes =
			STOP_SECRETS_SENT_TAKES_SECRET },
	[STOP_SECRETS_SENT_AFTER_SECRET][STOP_SECRETS_SENT_ON_CONNECT] =
			{ .stays = STOP_SECRETS_SENT_AFTER_SECRET, .accepts =
			STOP_SECRETS_SENT_ACCEPT, .takes = STOP_SECRETS_SENT_TAKES_OUT },
};

struct stop_secrets_sent_run {
	struct wmk_run run;
	char secret_Path[256] wmk_words;	/* rules/stop_secrets_sent.wmk:20 */
};

/* A run that completed, and what its last event gives the record. */
struct stop_secrets_sent_match {
	struct stop_secrets_sent_run run;
	wmk_address_t out_Address wmk_words;	/* rules/stop_secrets_sent.wmk:20 */
	__u16 out_Port;	/* rules/stop_secrets_sent.wmk:20 */
};

struct stop_secrets_sent_matches {
	struct wmk_matches head;
	struct stop_secrets_sent_match of[1 + NR_STOP_SECRETS_SENT_LIST];
};

struct stop_secrets_sent_forks {
	struct wmk_forks head;
	struct stop_secrets_sent_run of[NR_STOP_SECRETS_SENT_LIST];
};

/* A struct wmk_pool. */
struct stop_secrets_sent_pool {
	__u8 nr;
	__u8 changed;
	__u8 made;
	__u8 order[NR_STOP_SECRETS_SENT_ORDER];
	struct stop_secrets_sent_run runs[NR_STOP_SECRETS_SENT_RUNS + 1];
};

static const struct wmk_rule stop_secrets_sent = {
	.any_moves = &stop_secrets_sent_moves[0][0],
	.nr_letters = NR_STOP_SECRETS_SENT_LETTERS,
	.nr_live = STOP_SECRETS_SENT_ACCEPT,
	.dead = NR_STOP_SECRETS_SENT_STATES,
	.run_bytes = sizeof(struct stop_secrets_sent_run),
	.window = 10000000000ULL,	/* ns */
	.nr_runs = NR_STOP_SECRETS_SENT_RUNS,
	.runs_at = offsetof(struct stop_secrets_sent_pool, runs),
	.order_mask = NR_STOP_SECRETS_SENT_ORDER - 1,
	.all = true,
	.matches_at = offsetof(struct stop_secrets_sent_matches, of),
	.match_bytes = sizeof(struct stop_secrets_sent_match),
	.list_mask = NR_STOP_SECRETS_SENT_LIST - 1,
};

static const __u8 stop_secrets_sent_fileopen_letters[4] wmk_table = {
	[3] = STOP_SECRETS_SENT_ON_FILEOPEN,
};

static __always_inline __u64 stop_secrets_sent_fileopen_letter(const struct fileopen_event *e)
{
	__u64 truth = 0;

	/*
	 * rules/stop_secrets_sent.wmk:23: secret.Path IN password_files || secret.Path CONTAINS
	 * "/.ssh/id_"
	 */
	truth = wmk_note(truth,
			(wmk_is(e->Path, "/etc/gshadow", 13) ||
			wmk_is(e->Path, "/etc/gshadow-", 14) ||
			wmk_is(e->Path, "/etc/shadow", 12) ||
			wmk_is(e->Path, "/etc/shadow-", 13)) ||
			wmk_scan(e->Path, 256, scan_0_class, &scan_0_next[0][0], scan_0_classes, 10,
			9), 0);
	/* rules/stop_secrets_sent.wmk:24: !(secret.Path ENDSWITH ".pub") */
	truth = wmk_note(truth, wmk_open(0x2ULL, truth) &&
			(!wmk_scan(e->Path, 256, scan_1_class, &scan_1_next[0][0], scan_1_classes,
			5, 4)), 1);
	barrier_var(truth);
	return wmk_hide(stop_secrets_sent_fileopen_letters[truth & (4 - 1)]);
}

static __always_inline void stop_secrets_sent_fileopen_update(void *run, const void *event,
		__u64 takes)
{
	struct stop_secrets_sent_run *to = run;
	const struct fileopen_event *e = event;

	if (takes & STOP_SECRETS_SENT_TAKES_SECRET) {
		wmk_copy(to->secret_Path, e->Path, sizeof(to->secret_Path));
	}
}

static const struct wmk_reader stop_secrets_sent_fileopen_reader = {
	.begins = true,
	.update = stop_secrets_sent_fileopen_update,
};

static const __u8 stop_secrets_sent_connect_letters[4] wmk_table = {
	[3] = STOP_SECRETS_SENT_ON_CONNECT,
};

/* The conditions on what is read first. */
static __always_inline __u64 stop_secrets_sent_connect_early(const struct connect_event *e)
{
	__u64 truth = 0;

	/* rules/stop_secrets_sent.wmk:25: out.Family IN { AF_INET, AF_INET6 } */
	truth = wmk_note(truth, (e->Family == 2) || (e->Family == 10), 0);
	return truth;
}

static __always_inline __u64 stop_secrets_sent_connect_letter(const struct connect_event *e)
{
	__u64 truth = stop_secrets_sent_connect_early(e);

	/* rules/stop_secrets_sent.wmk:26: !(out.Address IN { 127.0.0.0/8, ::1 }) */
	truth = wmk_note(truth, wmk_open(0x2ULL, truth) &&
			(!(wmk_in_prefix(&e->Address, 0x0000000000000000ULL, 0x0000000000000001ULL,
			128) ||
			wmk_in_prefix(&e->Address, 0x0000000000000000ULL, 0x0000ffff7f000000ULL,
			104))), 1);
	barrier_var(truth);
	return wmk_hide(stop_secrets_sent_connect_letters[truth & (4 - 1)]);
}

static __always_inline void stop_secrets_sent_connect_finish(void *match, const void *event,
		__u64 takes)
{
	struct stop_secrets_sent_match *to = match;
	const struct connect_event *e = event;

	if (takes & STOP_SECRETS_SENT_TAKES_OUT) {
		wmk_copy(&to->out_Address, &e->Address, sizeof(to->out_Address));
		to->out_Port = e->Port;
	}
}

static const struct wmk_reader stop_secrets_sent_connect_reader = {
	.completes = true,
	.finish = stop_secrets_sent_connect_finish,
};

struct stop_secrets_sent_record {
	struct wmk_record head;
	char column_0[256] wmk_words;	/* "secret.Path" */
	wmk_address_t column_1 wmk_words;	/* "out.Address" */
	__u16 column_2;	/* "out.Port" */
	char column_3[16] wmk_words;	/* "program" */
	__u32 column_4;	/* "process" */
};

/* Calls of DO that change the system, a bit each. */
enum {
	STOP_SECRETS_SENT_DENY = 0,	/* rules/stop_secrets_sent.wmk:31: deny(EPERM); */
};

/* DO of stop_secrets_sent: which of its calls the match comes to. */
static __noinline __u64 stop_secrets_sent_react(const struct stop_secrets_sent_match *match wmk_unused,
		__u64 now wmk_unused, __u64 cgroup wmk_unused,
		struct wmk_rule_stats *stats wmk_unused)
{
	__u64 reached = 0;

	/* rules/stop_secrets_sent.wmk:31: deny(EPERM); */
	reached |= 1ULL << STOP_SECRETS_SENT_DENY;
	return reached;
}

/* Does what a match of stop_secrets_sent came to, if it is to be done. */
static __noinline void stop_secrets_sent_perform(struct wmk_reacted *of, struct wmk_answer *answer,
		struct wmk_rule_stats *stats)
{
	if (!wmk_is_done(of, answer, judge(STOP_SECRETS_SENT_RULE, answer->has_task), stats))
		return;
	if (of->reached & 1ULL << STOP_SECRETS_SENT_DENY)
		wmk_called(of, STOP_SECRETS_SENT_DENY, wmk_deny(answer, 1));
}

static __always_inline void stop_secrets_sent_emit(const struct stop_secrets_sent_match *match,
		__u64 now, __u64 cgroup, struct wmk_rule_stats *stats, struct wmk_answer *answer)
{
	struct stop_secrets_sent_record *record;
	struct wmk_reacted reacted = {};

	wmk_count(&stats->matches);
	reacted.reached = stop_secrets_sent_react(match, now, cgroup, stats);
	if (reacted.reached)
		stop_secrets_sent_perform(&reacted, answer, stats);
	wmk_meet();
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[STOP_SECRETS_SENT_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, STOP_SECRETS_SENT_RULE, wmk_lost[STOP_SECRETS_SENT_RULE], now,
			cgroup);
	wmk_tell_reacted(&record->head, &reacted);
	wmk_copy(record->column_0, match->run.secret_Path, sizeof(record->column_0));
	wmk_copy(&record->column_1, &match->out_Address, sizeof(record->column_1));
	record->column_2 = match->out_Port;
	wmk_fill_comm(record->column_3, sizeof(record->column_3));
	record->column_4 = (__u32)(bpf_get_current_pid_tgid() >> 32);
	bpf_ringbuf_submit(record, 0);
}

struct stop_secrets_sent_emission {
	struct stop_secrets_sent_matches *matches;
	__u64 now;
	__u64 cgroup;
	struct wmk_rule_stats *stats;
	struct wmk_answer *answer;
};

static long stop_secrets_sent_emit_number(__u32 i, struct stop_secrets_sent_emission *of)
{
	const void *match = wmk_match(&stop_secrets_sent, &of->matches->head, i);

	stop_secrets_sent_emit(match, of->now, of->cgroup, of->stats, of->answer);
	return 0;
}

struct by_process_key {
	__u64 ProcessId_start;
	__u32 ProcessId;
	__u8 padding[4];
};

struct by_process_runs {
	struct stop_secrets_sent_pool stop_secrets_sent;
};

#define NR_BY_PROCESS_BUCKETS 16384

struct by_process_bucket {
	struct bpf_spin_lock lock;
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
		wmk_add(&stats->rules[STOP_SECRETS_SENT_RULE].expired,
			wmk_pool_end(&stop_secrets_sent, &bucket->runs[way].stop_secrets_sent));
	}
	bucket->ways[way].tag = tag;
	bucket->ways[way].live = 0;
	bucket->ways[way].until = now;
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
		wmk_add(&stats->rules[STOP_SECRETS_SENT_RULE].ended,
			wmk_pool_end(&stop_secrets_sent, &bucket->runs[way].stop_secrets_sent));
		bucket->ways[way].tag = 0;
		bucket->ways[way].live = 0;
	}
	bpf_spin_unlock(&bucket->lock);
}

/* What stands in memory while the event is shown to rules in by_process. */
struct fileopen_by_process_work {
	struct {
		__u32 stop_secrets_sent;
	} letters;
};

struct fileopen_frame {
	struct fileopen_event event;
	struct fileopen_by_process_work by_process;
};

/* What stands in memory while the event is shown to rules in by_process. */
struct connect_by_process_work {
	struct {
		struct stop_secrets_sent_matches stop_secrets_sent;
	} matches;
	struct {
		__u32 stop_secrets_sent;
	} letters;
};

struct connect_frame {
	struct connect_event event;
	struct wmk_answer answer;
	struct connect_by_process_work by_process;
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
		struct fileopen_frame fileopen;
		struct connect_frame connect;
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
static __always_inline void fileopen_by_process(struct fileopen_frame *frame,
		struct wmk_stats *stats)
{
	struct fileopen_by_process_work *work = &frame->by_process;
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(STOP_SECRETS_SENT_RULE))
		return;
	work->letters.stop_secrets_sent = stop_secrets_sent_fileopen_letter(&frame->event);
	barrier();
	if (!work->letters.stop_secrets_sent)
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
		   wmk_begins(&stop_secrets_sent, work->letters.stop_secrets_sent),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_any_step(&(struct wmk_step) {
			.rule = &stop_secrets_sent,
			.reader = &stop_secrets_sent_fileopen_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.stop_secrets_sent,
			.key = &bucket->ways[way],
			.stats = &stats->rules[STOP_SECRETS_SENT_RULE],
		}, &bucket->runs[way].stop_secrets_sent);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&stop_secrets_sent, work->letters.stop_secrets_sent))
			wmk_count(&stats->rules[STOP_SECRETS_SENT_RULE].refused);
	}
	bpf_spin_unlock(&bucket->lock);
}

static __always_inline void fileopen_read(struct fileopen_frame *frame, struct wmk_stats *stats)
{
	fileopen_by_process(frame, stats);
}

static __always_inline void fileopen_at_lsm_file_open(__u64 *ctx)
{
	struct file *file = (struct file *)ctx[0];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct fileopen_frame *frame;
	struct fileopen_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FILEOPEN_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FILEOPEN_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[STOP_SECRETS_SENT_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->fileopen;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_path(e->Path, 256, file);
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	wmk_record_event(FILEOPEN_KIND, e, sizeof(*e));
	fileopen_read(frame, stats);
	give_scratch(scratch);
}

static __always_inline void fileopen_at_fentry_security_file_open(__u64 *ctx)
{
	struct file *file = (struct file *)ctx[0];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct fileopen_frame *frame;
	struct fileopen_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FILEOPEN_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FILEOPEN_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[STOP_SECRETS_SENT_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->fileopen;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_path(e->Path, 256, file);
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	wmk_record_event(FILEOPEN_KIND, e, sizeof(*e));
	fileopen_read(frame, stats);
	give_scratch(scratch);
}

/* Shows the event to the rules whose runs are in by_process. */
static __always_inline void connect_by_process(struct connect_frame *frame, struct wmk_stats *stats)
{
	struct connect_by_process_work *work = &frame->by_process;
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(STOP_SECRETS_SENT_RULE))
		return;
	work->letters.stop_secrets_sent = stop_secrets_sent_connect_letter(&frame->event);
	barrier();
	if (!work->letters.stop_secrets_sent)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.stop_secrets_sent.head = (struct wmk_matches) {};
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
		wmk_any_step(&(struct wmk_step) {
			.rule = &stop_secrets_sent,
			.reader = &stop_secrets_sent_connect_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.stop_secrets_sent,
			.key = &bucket->ways[way],
			.stats = &stats->rules[STOP_SECRETS_SENT_RULE],
			.matches = &work->matches.stop_secrets_sent,
		}, &bucket->runs[way].stop_secrets_sent);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
	if (work->matches.stop_secrets_sent.head.nr + work->matches.stop_secrets_sent.head.begun) {
		struct stop_secrets_sent_emission of = {
			.matches = &work->matches.stop_secrets_sent,
			.now = frame->event.TimeStamp,
			.cgroup = bpf_get_current_cgroup_id(),
			.stats = &stats->rules[STOP_SECRETS_SENT_RULE],
			.answer = &frame->answer,
		};

		bpf_loop(work->matches.stop_secrets_sent.head.nr + work->matches.stop_secrets_sent.head.begun,
			 stop_secrets_sent_emit_number, &of, 0);
	}
}

/* Whether the event may be something to a rule, as far as the fields say that are read first. */
static __always_inline bool connect_open(const struct connect_event *e)
{
	return wmk_open(0x2ULL, stop_secrets_sent_connect_early(e));
}

static __always_inline void connect_read(struct connect_frame *frame, struct wmk_stats *stats)
{
	connect_by_process(frame, stats);
}

/* The event is refused with the error that this sets. */
static __always_inline void connect_at_lsm_socket_connect(__u64 *ctx, __u64 *error)
{
	struct sockaddr *address = (struct sockaddr *)ctx[1];
	int address_bytes = (int)ctx[2];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct connect_frame *frame;
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
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[STOP_SECRETS_SENT_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->connect;

	e = &frame->event;
	frame->answer = (struct wmk_answer) { .has_task = 1, .refusable = 1 };
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Family = wmk_address_family(address, address_bytes);
	if (wmk_record_events || connect_open(e)) {
		wmk_fill_address(&e->Address, sizeof(e->Address), address, address_bytes);
		e->Port = wmk_address_port(address, address_bytes);
		e->ProcessId = subject->tgid;
		e->ProcessId_start = subject->group_leader->start_time;
		wmk_record_event(CONNECT_KIND, e, sizeof(*e));
		connect_read(frame, stats);
	}
	if (!*error)
		*error = frame->answer.error;
	give_scratch(scratch);
}

static __always_inline void connect_at_fentry_security_socket_connect(__u64 *ctx)
{
	struct sockaddr *address = (struct sockaddr *)ctx[1];
	int address_bytes = (int)ctx[2];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct connect_frame *frame;
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
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[STOP_SECRETS_SENT_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->connect;

	e = &frame->event;
	frame->answer = (struct wmk_answer) { .has_task = 1, .refusable = 0 };
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Family = wmk_address_family(address, address_bytes);
	if (wmk_record_events || connect_open(e)) {
		wmk_fill_address(&e->Address, sizeof(e->Address), address, address_bytes);
		e->Port = wmk_address_port(address, address_bytes);
		e->ProcessId = subject->tgid;
		e->ProcessId_start = subject->group_leader->start_time;
		wmk_record_event(CONNECT_KIND, e, sizeof(*e));
		connect_read(frame, stats);
	}
	give_scratch(scratch);
}

SEC("lsm/file_open")
int at_lsm_file_open(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FILEOPEN_AT_LSM_FILE_OPEN])
		fileopen_at_lsm_file_open(ctx);
	return 0;
}

SEC("fentry/security_file_open")
int at_fentry_security_file_open(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FILEOPEN_AT_FENTRY_SECURITY_FILE_OPEN])
		fileopen_at_fentry_security_file_open(ctx);
	return 0;
}

SEC("lsm/socket_connect")
long at_lsm_socket_connect(__u64 *ctx)
{
	__u64 error = 0;

	if (!wmk_active)
		return 0;
	if (wmk_raise[CONNECT_AT_LSM_SOCKET_CONNECT])
		connect_at_lsm_socket_connect(ctx, &error);
	return wmk_refusal(error);
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
	.nr_fields = 8,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 1,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[STOP_SECRETS_SENT_RULE] = {
		.name = "stop_secrets_sent",
		.source = "rules/stop_secrets_sent.wmk:19",
		.first_column = 0,
		.nr_columns = 5,
		.record_bytes = sizeof(struct stop_secrets_sent_record),
		.table = BY_PROCESS_TABLE,
		.taskless = WMK_NO_KIND,
		.first_note = 0,
		.nr_notes = 0,
		.first_reaction = 0,
		.nr_reactions = 1,
	},
};

const struct wmk_column_info wmk_columns[5] SEC(".rodata.wmk") = {
	{
		.label = "secret.Path",
		.offset = offsetof(struct stop_secrets_sent_record, column_0),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "out.Address",
		.offset = offsetof(struct stop_secrets_sent_record, column_1),
		.bytes = 16,
		.type = WMK_COLUMN_ADDRESS,
	},
	{
		.label = "out.Port",
		.offset = offsetof(struct stop_secrets_sent_record, column_2),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "program",
		.offset = offsetof(struct stop_secrets_sent_record, column_3),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "process",
		.offset = offsetof(struct stop_secrets_sent_record, column_4),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_reaction_info wmk_reactions[1] SEC(".rodata.wmk") = {
	{ .call = WMK_DENY, .number = 1, .source = "rules/stop_secrets_sent.wmk:31" },
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[FILEOPEN_KIND] = {
		.name = "fileopen",
		.first_field = 0,
		.nr_fields = 3,
		.event_bytes = sizeof(struct fileopen_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[CONNECT_KIND] = {
		.name = "connect",
		.first_field = 3,
		.nr_fields = 5,
		.event_bytes = sizeof(struct connect_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[8] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct fileopen_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Path",
		.offset = offsetof(struct fileopen_event, Path),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct fileopen_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct fileopen_event, ProcessId_start),
	},
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
};

const struct wmk_point_info wmk_points[NR_POINTS] SEC(".rodata.wmk") = {
	[FILEOPEN_AT_LSM_FILE_OPEN] = {
		.program = "at_lsm_file_open",
		.section = "lsm/file_open",
		.kind = FILEOPEN_KIND,
	},
	[FILEOPEN_AT_FENTRY_SECURITY_FILE_OPEN] = {
		.program = "at_fentry_security_file_open",
		.section = "fentry/security_file_open",
		.kind = FILEOPEN_KIND,
	},
	[CONNECT_AT_LSM_SOCKET_CONNECT] = {
		.program = "at_lsm_socket_connect",
		.section = "lsm/socket_connect",
		.kind = CONNECT_KIND,
		.denies = 1,
	},
	[CONNECT_AT_FENTRY_SECURITY_SOCKET_CONNECT] = {
		.program = "at_fentry_security_socket_connect",
		.section = "fentry/security_socket_connect",
		.kind = CONNECT_KIND,
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
