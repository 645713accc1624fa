// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/stop_encryption.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   19  RULE encryption_seen
 *   20  PATTERN { [filewrite:w, filerename[>=16]:renamed] }
 *   21  WHERE   { [ProcessId], renamed.ReplacedInode == 0 }
 *   22  WITHIN  { 10 s }
 *   23  RETURN  { comm() AS program, pid() AS process, uid() AS user }
 *   24  DO      { renamed_at[pid()] = now(); }
 *
 *   26  RULE stop_encryption
 *   27  PATTERN { filewrite:w }
 *   28  WHERE   { renamed_at[w.ProcessId] != 0, w.TimeStamp - renamed_at[w.ProcessId] < 60000000000 }
 *   29  RETURN  { w.Path, comm() AS program, pid() AS process, uid() AS user }
 *   30  DO      { deny(EPERM); }
 *
 *     start -- filewrite where renamed_at[ProcessId] != 0 and TimeStamp - renamed_at[ProcessId]
 *              < 60000000000 --> match
 *
 *   32  RULE encryption_ended
 *   33  PATTERN { processtermination:p }
 *   34  WHERE   { renamed_at[p.ProcessId] != 0 }
 *   35  RETURN  { p.Comm AS program, p.ProcessId AS process }
 *   36  DO      { delete renamed_at[p.ProcessId]; }
 *
 *     start -- processtermination where renamed_at[ProcessId] != 0 --> match
 *
 * The engine that reads the tables below is wmk.bpf.h.
 */
#include "wmk.slots.h"
#include "wmk.record.h"
#include "wmk.scope.h"
#include "wmk.react.h"
#include "wmk.path.h"
#include "wmkevents.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

enum {
	ENCRYPTION_SEEN_RULE,
	STOP_ENCRYPTION_RULE,
	ENCRYPTION_ENDED_RULE,
	NR_RULES
};

enum {
	PROCESSTERMINATION_KIND,
	FILEWRITE_KIND,
	FILERENAME_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	PROCESSTERMINATION_AT_FENTRY_TASKSTATS_EXIT,
	PROCESSTERMINATION_AT_TP_BTF_SCHED_PROCESS_EXIT,
	FILEWRITE_AT_LSM_FILE_PERMISSION,
	FILEWRITE_AT_FENTRY_SECURITY_FILE_PERMISSION,
	FILERENAME_AT_LSM_PATH_RENAME,
	FILERENAME_AT_FENTRY_SECURITY_PATH_RENAME,
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
	[FILEWRITE_AT_LSM_FILE_PERMISSION] = 1,
	[FILEWRITE_AT_FENTRY_SECURITY_FILE_PERMISSION] = 1,
	[FILERENAME_AT_LSM_PATH_RENAME] = 1,
	[FILERENAME_AT_FENTRY_SECURITY_PATH_RENAME] = 1,
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
	[ENCRYPTION_SEEN_RULE] = WMK_SPARE_INIT | WMK_SPARE_LOADER | WMK_SPARE_KERNEL,
	[STOP_ENCRYPTION_RULE] = WMK_SPARE_INIT | WMK_SPARE_LOADER | WMK_SPARE_KERNEL,
	[ENCRYPTION_ENDED_RULE] = WMK_SPARE_INIT | WMK_SPARE_LOADER | WMK_SPARE_KERNEL,
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

/* TABLE renamed_at, rules/stop_encryption.wmk:17 */
struct renamed_at_key {
	__s64 part_0;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, struct renamed_at_key);
	__type(value, __s64);
} renamed_at SEC(".maps");

/* What is not in it is 0. */
static __always_inline __s64 renamed_at_get(const struct renamed_at_key *key)
{
	volatile const __s64 *value = bpf_map_lookup_elem(&renamed_at, key);

	return value ? *value : 0;
}

/* An entry, made where there is none; NULL: the table is full. */
static __always_inline __s64 *renamed_at_make(const struct renamed_at_key *key)
{
	__s64 *value = bpf_map_lookup_elem(&renamed_at, key), zero = 0;

	if (value)
		return value;
	bpf_map_update_elem(&renamed_at, key, &zero, BPF_NOEXIST);	/* or another CPU does */
	return bpf_map_lookup_elem(&renamed_at, key);
}

static __noinline void renamed_at_set(const struct renamed_at_key *key, __s64 to,
		struct wmk_rule_stats *stats)
{
	volatile __s64 *value = renamed_at_make(key);

	if (value)
		*value = to;
	else
		wmk_count(&stats->unwritten);
}

/* The last thread of a process ends. */
struct processtermination_event {
	__u64 TimeStamp;
	char Comm[16] wmk_words;
	__s64 gathered_0;
	__u32 ProcessId;
};

/* Bytes are about to be written to a regular file or a block device; how many is not known here. */
struct filewrite_event {
	__u64 TimeStamp;
	char Path[256] wmk_words;
	__u64 ProcessId_start;
	__s64 gathered_0;
	__u32 ProcessId;
};

/*
 * A file or a directory is about to get another name; whether the caller may is looked into
 * afterwards.
 */
struct filerename_event {
	__u64 TimeStamp;
	__u64 ReplacedInode;
	__u64 ProcessId_start;
	__u32 ProcessId;
};

/* Rule encryption_seen, rules/stop_encryption.wmk:19 */

enum {
	ENCRYPTION_SEEN_START = 1,
	ENCRYPTION_SEEN_AFTER_W = 2,	/* filewrite */
	ENCRYPTION_SEEN_AFTER_RENAMED = 3,	/* filewrite, filerename */
	ENCRYPTION_SEEN_AFTER_RENAMED__2 = 4,	/* filewrite, filerename, filerename */
	ENCRYPTION_SEEN_AFTER_RENAMED__3 = 5,	/* filewrite, filerename, filerename, filerename */
	/* filewrite, filerename, filerename, filerename, filerename */
	ENCRYPTION_SEEN_AFTER_RENAMED__4 = 6,
	/* filewrite, filerename, filerename, filerename, filerename, filerename */
	ENCRYPTION_SEEN_AFTER_RENAMED__5 = 7,
	/* filewrite, filerename, filerename, filerename, filerename, filerename, filerename */
	ENCRYPTION_SEEN_AFTER_RENAMED__6 = 8,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename
	 */
	ENCRYPTION_SEEN_AFTER_RENAMED__7 = 9,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename
	 */
	ENCRYPTION_SEEN_AFTER_RENAMED__8 = 10,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename
	 */
	ENCRYPTION_SEEN_AFTER_RENAMED__9 = 11,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename, filerename
	 */
	ENCRYPTION_SEEN_AFTER_RENAMED__10 = 12,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename, filerename, filerename
	 */
	ENCRYPTION_SEEN_AFTER_RENAMED__11 = 13,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename, filerename, filerename, filerename
	 */
	ENCRYPTION_SEEN_AFTER_RENAMED__12 = 14,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename, filerename, filerename, filerename, filerename
	 */
	ENCRYPTION_SEEN_AFTER_RENAMED__13 = 15,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename
	 */
	ENCRYPTION_SEEN_AFTER_RENAMED__14 = 16,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename
	 */
	ENCRYPTION_SEEN_AFTER_RENAMED__15 = 17,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename
	 */
	ENCRYPTION_SEEN_ACCEPT = 18,
	NR_ENCRYPTION_SEEN_STATES,
	NR_ENCRYPTION_SEEN_SLOTS = 16,
};

/* What an event is to the rule; 0: nothing. */
enum {
	ENCRYPTION_SEEN_ON_FILEWRITE = 1,	/* filewrite as w */
	ENCRYPTION_SEEN_ON_FILERENAME = 2,	/* filerename as renamed */
	NR_ENCRYPTION_SEEN_LETTERS = 3
};

static const struct wmk_move
encryption_seen_moves[NR_ENCRYPTION_SEEN_STATES][NR_ENCRYPTION_SEEN_LETTERS] wmk_table = {
	[ENCRYPTION_SEEN_START][ENCRYPTION_SEEN_ON_FILEWRITE] = { ENCRYPTION_SEEN_AFTER_W, 0 },
	[ENCRYPTION_SEEN_AFTER_W][ENCRYPTION_SEEN_ON_FILERENAME] =
			{ ENCRYPTION_SEEN_AFTER_RENAMED, 0 },
	[ENCRYPTION_SEEN_AFTER_RENAMED][ENCRYPTION_SEEN_ON_FILERENAME] =
			{ ENCRYPTION_SEEN_AFTER_RENAMED__2, 0 },
	[ENCRYPTION_SEEN_AFTER_RENAMED__2][ENCRYPTION_SEEN_ON_FILERENAME] =
			{ ENCRYPTION_SEEN_AFTER_RENAMED__3, 0 },
	[ENCRYPTION_SEEN_AFTER_RENAMED__3][ENCRYPTION_SEEN_ON_FILERENAME] =
			{ ENCRYPTION_SEEN_AFTER_RENAMED__4, 0 },
	[ENCRYPTION_SEEN_AFTER_RENAMED__4][ENCRYPTION_SEEN_ON_FILERENAME] =
			{ ENCRYPTION_SEEN_AFTER_RENAMED__5, 0 },
	[ENCRYPTION_SEEN_AFTER_RENAMED__5][ENCRYPTION_SEEN_ON_FILERENAME] =
			{ ENCRYPTION_SEEN_AFTER_RENAMED__6, 0 },
	[ENCRYPTION_SEEN_AFTER_RENAMED__6][ENCRYPTION_SEEN_ON_FILERENAME] =
			{ ENCRYPTION_SEEN_AFTER_RENAMED__7, 0 },
	[ENCRYPTION_SEEN_AFTER_RENAMED__7][ENCRYPTION_SEEN_ON_FILERENAME] =
			{ ENCRYPTION_SEEN_AFTER_RENAMED__8, 0 },
	[ENCRYPTION_SEEN_AFTER_RENAMED__8][ENCRYPTION_SEEN_ON_FILERENAME] =
			{ ENCRYPTION_SEEN_AFTER_RENAMED__9, 0 },
	[ENCRYPTION_SEEN_AFTER_RENAMED__9][ENCRYPTION_SEEN_ON_FILERENAME] =
			{ ENCRYPTION_SEEN_AFTER_RENAMED__10, 0 },
	[ENCRYPTION_SEEN_AFTER_RENAMED__10][ENCRYPTION_SEEN_ON_FILERENAME] =
			{ ENCRYPTION_SEEN_AFTER_RENAMED__11, 0 },
	[ENCRYPTION_SEEN_AFTER_RENAMED__11][ENCRYPTION_SEEN_ON_FILERENAME] =
			{ ENCRYPTION_SEEN_AFTER_RENAMED__12, 0 },
	[ENCRYPTION_SEEN_AFTER_RENAMED__12][ENCRYPTION_SEEN_ON_FILERENAME] =
			{ ENCRYPTION_SEEN_AFTER_RENAMED__13, 0 },
	[ENCRYPTION_SEEN_AFTER_RENAMED__13][ENCRYPTION_SEEN_ON_FILERENAME] =
			{ ENCRYPTION_SEEN_AFTER_RENAMED__14, 0 },
	[ENCRYPTION_SEEN_AFTER_RENAMED__14][ENCRYPTION_SEEN_ON_FILERENAME] =
			{ ENCRYPTION_SEEN_AFTER_RENAMED__15, 0 },
	[ENCRYPTION_SEEN_AFTER_RENAMED__15][ENCRYPTION_SEEN_ON_FILERENAME] =
			{ ENCRYPTION_SEEN_ACCEPT, 0 },
};

/* Where a key keeps a run in a state. */
static const __u8 encryption_seen_slots[NR_ENCRYPTION_SEEN_STATES] wmk_table = {
	[ENCRYPTION_SEEN_AFTER_W] = 0,
	[ENCRYPTION_SEEN_AFTER_RENAMED] = 1,
	[ENCRYPTION_SEEN_AFTER_RENAMED__2] = 2,
	[ENCRYPTION_SEEN_AFTER_RENAMED__3] = 3,
	[ENCRYPTION_SEEN_AFTER_RENAMED__4] = 4,
	[ENCRYPTION_SEEN_AFTER_RENAMED__5] = 5,
	[ENCRYPTION_SEEN_AFTER_RENAMED__6] = 6,
	[ENCRYPTION_SEEN_AFTER_RENAMED__7] = 7,
	[ENCRYPTION_SEEN_AFTER_RENAMED__8] = 8,
	[ENCRYPTION_SEEN_AFTER_RENAMED__9] = 9,
	[ENCRYPTION_SEEN_AFTER_RENAMED__10] = 10,
	[ENCRYPTION_SEEN_AFTER_RENAMED__11] = 11,
	[ENCRYPTION_SEEN_AFTER_RENAMED__12] = 12,
	[ENCRYPTION_SEEN_AFTER_RENAMED__13] = 13,
	[ENCRYPTION_SEEN_AFTER_RENAMED__14] = 14,
	[ENCRYPTION_SEEN_AFTER_RENAMED__15] = 15,
};

struct encryption_seen_run {
	struct wmk_run run;
};

/* A run that completed, and what its last event gives the record. */
struct encryption_seen_match {
	struct encryption_seen_run run;
};

static const struct wmk_rule encryption_seen = {
	.moves = &encryption_seen_moves[0][0],
	.nr_letters = NR_ENCRYPTION_SEEN_LETTERS,
	.nr_live = ENCRYPTION_SEEN_ACCEPT,
	.dead = NR_ENCRYPTION_SEEN_STATES,
	.run_bytes = sizeof(struct encryption_seen_run),
	.window = 10000000000ULL,	/* ns */
	.slots = encryption_seen_slots,
	.nr_slots = NR_ENCRYPTION_SEEN_SLOTS,
};

static const struct wmk_reader encryption_seen_filewrite_reader = {
	.begins = true,
};

static const __u8 encryption_seen_filerename_letters[2] wmk_table = {
	[1] = ENCRYPTION_SEEN_ON_FILERENAME,
};

static __always_inline __u64 encryption_seen_filerename_letter(const struct filerename_event *e)
{
	__u64 truth = 0;

	/* rules/stop_encryption.wmk:21: renamed.ReplacedInode == 0 */
	truth = wmk_note(truth, e->ReplacedInode == 0, 0);
	barrier_var(truth);
	return wmk_hide(encryption_seen_filerename_letters[truth & (2 - 1)]);
}

static const struct wmk_reader encryption_seen_filerename_reader = {
	.completes = true,
};

struct encryption_seen_record {
	struct wmk_record head;
	char column_0[16] wmk_words;	/* "program" */
	__u32 column_1;	/* "process" */
	__u32 column_2;	/* "user" */
};

/* Memory for keys of entries that a match reads and writes. */
struct encryption_seen_keys {
	union {
		struct renamed_at_key renamed_at;
	};
};

/* DO of encryption_seen. */
static __noinline void encryption_seen_react(const struct encryption_seen_match *match wmk_unused,
		__u64 now wmk_unused, __u64 cgroup wmk_unused, struct wmk_rule_stats *stats,
		struct encryption_seen_keys *keys)
{

	/* rules/stop_encryption.wmk:24: renamed_at[pid()] = now(); */
	__builtin_memset(&keys->renamed_at, 0, sizeof(keys->renamed_at));
	keys->renamed_at.part_0 = (__s64)(__u32)(bpf_get_current_pid_tgid() >> 32);
	renamed_at_set(&keys->renamed_at, bpf_ktime_get_ns(), stats);
	wmk_meet();
}

static __always_inline void encryption_seen_emit(const struct encryption_seen_match *match,
		__u64 now, __u64 cgroup, struct wmk_rule_stats *stats,
		struct encryption_seen_keys *keys)
{
	struct encryption_seen_record *record;

	wmk_count(&stats->matches);
	encryption_seen_react(match, now, cgroup, stats, keys);
	wmk_meet();
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[ENCRYPTION_SEEN_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, ENCRYPTION_SEEN_RULE, wmk_lost[ENCRYPTION_SEEN_RULE], now,
			cgroup);
	wmk_fill_comm(record->column_0, sizeof(record->column_0));
	record->column_1 = (__u32)(bpf_get_current_pid_tgid() >> 32);
	record->column_2 = (__u32)bpf_get_current_uid_gid();
	bpf_ringbuf_submit(record, 0);
}

/* Rule stop_encryption, rules/stop_encryption.wmk:26 */

enum {
	STOP_ENCRYPTION_START = 1,
	STOP_ENCRYPTION_ACCEPT = 2,	/* filewrite */
	NR_STOP_ENCRYPTION_STATES,
};

/* What an event is to the rule; 0: nothing. */
enum {
	STOP_ENCRYPTION_ON_FILEWRITE = 1,	/* filewrite as w */
	NR_STOP_ENCRYPTION_LETTERS = 2
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	STOP_ENCRYPTION_TAKES_W = 1 << 0,
};

static const struct wmk_move
stop_encryption_moves[NR_STOP_ENCRYPTION_STATES][NR_STOP_ENCRYPTION_LETTERS] wmk_table = {
	[STOP_ENCRYPTION_START][STOP_ENCRYPTION_ON_FILEWRITE] =
			{ STOP_ENCRYPTION_ACCEPT, STOP_ENCRYPTION_TAKES_W },
};

struct stop_encryption_run {
	struct wmk_run run;
};

/* A run that completed, and what its last event gives the record. */
struct stop_encryption_match {
	struct stop_encryption_run run;
	char w_Path[256] wmk_words;	/* rules/stop_encryption.wmk:27 */
};

static const struct wmk_rule stop_encryption = {
	.moves = &stop_encryption_moves[0][0],
	.nr_letters = NR_STOP_ENCRYPTION_LETTERS,
	.nr_live = STOP_ENCRYPTION_ACCEPT,
	.dead = NR_STOP_ENCRYPTION_STATES,
	.run_bytes = sizeof(struct stop_encryption_run),
};

static const __u8 stop_encryption_filewrite_letters[4] wmk_table = {
	[3] = STOP_ENCRYPTION_ON_FILEWRITE,
};

static __always_inline __u64 stop_encryption_filewrite_letter(const struct filewrite_event *e)
{
	__u64 truth = 0;

	/* rules/stop_encryption.wmk:28: renamed_at[w.ProcessId] != 0 */
	truth = wmk_note(truth, e->gathered_0 != 0, 0);
	/* rules/stop_encryption.wmk:28: w.TimeStamp - renamed_at[w.ProcessId] < 60000000000 */
	truth = wmk_note(truth, wmk_open(0x2ULL, truth) &&
			((__s64)((__u64)(e->TimeStamp) - (__u64)(e->gathered_0)) < 60000000000LL),
			1);
	barrier_var(truth);
	return wmk_hide(stop_encryption_filewrite_letters[truth & (4 - 1)]);
}

static __always_inline void stop_encryption_filewrite_finish(void *match, const void *event,
		__u64 takes)
{
	struct stop_encryption_match *to = match;
	const struct filewrite_event *e = event;

	if (takes & STOP_ENCRYPTION_TAKES_W) {
		wmk_copy(to->w_Path, e->Path, sizeof(to->w_Path));
	}
}

static const struct wmk_reader stop_encryption_filewrite_reader = {
	.begins = true,
	.completes = true,
	.finish = stop_encryption_filewrite_finish,
};

struct stop_encryption_record {
	struct wmk_record head;
	char column_0[256] wmk_words;	/* "w.Path" */
	char column_1[16] wmk_words;	/* "program" */
	__u32 column_2;	/* "process" */
	__u32 column_3;	/* "user" */
};

/* Calls of DO that change the system, a bit each. */
enum {
	STOP_ENCRYPTION_DENY = 0,	/* rules/stop_encryption.wmk:30: deny(EPERM); */
};

/* DO of stop_encryption: which of its calls the match comes to. */
static __noinline __u64 stop_encryption_react(const struct stop_encryption_match *match wmk_unused,
		__u64 now wmk_unused, __u64 cgroup wmk_unused,
		struct wmk_rule_stats *stats wmk_unused)
{
	__u64 reached = 0;

	/* rules/stop_encryption.wmk:30: deny(EPERM); */
	reached |= 1ULL << STOP_ENCRYPTION_DENY;
	return reached;
}

/* Does what a match of stop_encryption came to, if it is to be done. */
static __noinline void stop_encryption_perform(struct wmk_reacted *of, struct wmk_answer *answer,
		struct wmk_rule_stats *stats)
{
	if (!wmk_is_done(of, answer, judge(STOP_ENCRYPTION_RULE, answer->has_task), stats))
		return;
	if (of->reached & 1ULL << STOP_ENCRYPTION_DENY)
		wmk_called(of, STOP_ENCRYPTION_DENY, wmk_deny(answer, 1));
}

static __always_inline void stop_encryption_emit(const struct stop_encryption_match *match,
		__u64 now, __u64 cgroup, struct wmk_rule_stats *stats, struct wmk_answer *answer)
{
	struct stop_encryption_record *record;
	struct wmk_reacted reacted = {};

	wmk_count(&stats->matches);
	reacted.reached = stop_encryption_react(match, now, cgroup, stats);
	if (reacted.reached)
		stop_encryption_perform(&reacted, answer, stats);
	wmk_meet();
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[STOP_ENCRYPTION_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, STOP_ENCRYPTION_RULE, wmk_lost[STOP_ENCRYPTION_RULE], now,
			cgroup);
	wmk_tell_reacted(&record->head, &reacted);
	wmk_copy(record->column_0, match->w_Path, sizeof(record->column_0));
	wmk_fill_comm(record->column_1, sizeof(record->column_1));
	record->column_2 = (__u32)(bpf_get_current_pid_tgid() >> 32);
	record->column_3 = (__u32)bpf_get_current_uid_gid();
	bpf_ringbuf_submit(record, 0);
}

/* Rule encryption_ended, rules/stop_encryption.wmk:32 */

enum {
	ENCRYPTION_ENDED_START = 1,
	ENCRYPTION_ENDED_ACCEPT = 2,	/* processtermination */
	NR_ENCRYPTION_ENDED_STATES,
};

/* What an event is to the rule; 0: nothing. */
enum {
	ENCRYPTION_ENDED_ON_PROCESSTERMINATION = 1,	/* processtermination as p */
	NR_ENCRYPTION_ENDED_LETTERS = 2
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	ENCRYPTION_ENDED_TAKES_P = 1 << 0,
};

static const struct wmk_move
encryption_ended_moves[NR_ENCRYPTION_ENDED_STATES][NR_ENCRYPTION_ENDED_LETTERS] wmk_table = {
	[ENCRYPTION_ENDED_START][ENCRYPTION_ENDED_ON_PROCESSTERMINATION] =
			{ ENCRYPTION_ENDED_ACCEPT, ENCRYPTION_ENDED_TAKES_P },
};

struct encryption_ended_run {
	struct wmk_run run;
};

/* A run that completed, and what its last event gives the record. */
struct encryption_ended_match {
	struct encryption_ended_run run;
	char p_Comm[16] wmk_words;	/* rules/stop_encryption.wmk:33 */
	__u32 p_ProcessId;	/* rules/stop_encryption.wmk:33 */
};

static const struct wmk_rule encryption_ended = {
	.moves = &encryption_ended_moves[0][0],
	.nr_letters = NR_ENCRYPTION_ENDED_LETTERS,
	.nr_live = ENCRYPTION_ENDED_ACCEPT,
	.dead = NR_ENCRYPTION_ENDED_STATES,
	.run_bytes = sizeof(struct encryption_ended_run),
};

static const __u8 encryption_ended_processtermination_letters[2] wmk_table = {
	[1] = ENCRYPTION_ENDED_ON_PROCESSTERMINATION,
};

static __always_inline __u64 encryption_ended_processtermination_letter(const struct processtermination_event *e)
{
	__u64 truth = 0;

	/* rules/stop_encryption.wmk:34: renamed_at[p.ProcessId] != 0 */
	truth = wmk_note(truth, e->gathered_0 != 0, 0);
	barrier_var(truth);
	return wmk_hide(encryption_ended_processtermination_letters[truth & (2 - 1)]);
}

static __always_inline void encryption_ended_processtermination_finish(void *match,
		const void *event, __u64 takes)
{
	struct encryption_ended_match *to = match;
	const struct processtermination_event *e = event;

	if (takes & ENCRYPTION_ENDED_TAKES_P) {
		wmk_copy(to->p_Comm, e->Comm, sizeof(to->p_Comm));
		to->p_ProcessId = e->ProcessId;
	}
}

static const struct wmk_reader encryption_ended_processtermination_reader = {
	.begins = true,
	.completes = true,
	.finish = encryption_ended_processtermination_finish,
};

struct encryption_ended_record {
	struct wmk_record head;
	char column_0[16] wmk_words;	/* "program" */
	__u32 column_1;	/* "process" */
};

/* Memory for keys of entries that a match reads and writes. */
struct encryption_ended_keys {
	union {
		struct renamed_at_key renamed_at;
	};
};

/* DO of encryption_ended. */
static __noinline void encryption_ended_react(const struct encryption_ended_match *match,
		__u64 now wmk_unused, __u64 cgroup wmk_unused,
		struct wmk_rule_stats *stats wmk_unused, struct encryption_ended_keys *keys)
{

	/* rules/stop_encryption.wmk:36: delete renamed_at[p.ProcessId]; */
	__builtin_memset(&keys->renamed_at, 0, sizeof(keys->renamed_at));
	keys->renamed_at.part_0 = (__s64)match->p_ProcessId;
	bpf_map_delete_elem(&renamed_at, &keys->renamed_at);
	wmk_meet();
}

static __always_inline void encryption_ended_emit(const struct encryption_ended_match *match,
		__u64 now, __u64 cgroup, struct wmk_rule_stats *stats,
		struct encryption_ended_keys *keys)
{
	struct encryption_ended_record *record;

	wmk_count(&stats->matches);
	encryption_ended_react(match, now, cgroup, stats, keys);
	wmk_meet();
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[ENCRYPTION_ENDED_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, ENCRYPTION_ENDED_RULE, wmk_lost[ENCRYPTION_ENDED_RULE], now,
			cgroup);
	wmk_copy(record->column_0, match->p_Comm, sizeof(record->column_0));
	record->column_1 = match->p_ProcessId;
	bpf_ringbuf_submit(record, 0);
}

struct by_process_key {
	__u64 ProcessId_start;
	__u32 ProcessId;
	__u8 padding[4];
};

struct by_process_runs {
	struct encryption_seen_run encryption_seen[NR_ENCRYPTION_SEEN_SLOTS];
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
		wmk_add(&stats->rules[ENCRYPTION_SEEN_RULE].expired,
			wmk_slots_end(&encryption_seen, bucket->runs[way].encryption_seen));
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
		wmk_add(&stats->rules[ENCRYPTION_SEEN_RULE].ended,
			wmk_slots_end(&encryption_seen, bucket->runs[way].encryption_seen));
		bucket->ways[way].tag = 0;
		bucket->ways[way].live = 0;
	}
	bpf_spin_unlock(&bucket->lock);
}

/* What stands in memory while the event is shown to rules that it completes at once. */
struct processtermination_at_once_work {
	struct {
		struct encryption_ended_match encryption_ended;
	} matches;
	struct {
		struct encryption_ended_keys encryption_ended;
	} columns;
	struct {
		__u32 encryption_ended;
	} letters;
};

struct processtermination_frame {
	struct processtermination_event event;
	/* Keys of what is looked up for the event. */
	union {
		struct renamed_at_key renamed_at;
	} gathering;
	struct processtermination_at_once_work at_once;
};

/* What stands in memory while the event is shown to rules in by_process. */
struct filewrite_by_process_work {
	struct {
		__u32 encryption_seen;
	} letters;
};

/* What stands in memory while the event is shown to rules that it completes at once. */
struct filewrite_at_once_work {
	struct {
		struct stop_encryption_match stop_encryption;
	} matches;
	struct {
		__u32 stop_encryption;
	} letters;
};

struct filewrite_frame {
	struct filewrite_event event;
	struct wmk_answer answer;
	/* Keys of what is looked up for the event. */
	union {
		struct renamed_at_key renamed_at;
	} gathering;
	union {
		struct filewrite_by_process_work by_process;
		struct filewrite_at_once_work at_once;
	};
};

/* What stands in memory while the event is shown to rules in by_process. */
struct filerename_by_process_work {
	struct {
		struct encryption_seen_match encryption_seen;
	} matches;
	struct {
		struct encryption_seen_keys encryption_seen;
	} columns;
	struct {
		__u32 encryption_seen;
	} letters;
};

struct filerename_frame {
	struct filerename_event event;
	struct filerename_by_process_work by_process;
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
		struct filewrite_frame filewrite;
		struct filerename_frame filerename;
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

/* What renamed_at holds for the event. */
static __always_inline void processtermination_gather_0(struct processtermination_frame *frame)
{
	struct renamed_at_key *key = &frame->gathering.renamed_at;
	struct processtermination_event *e = &frame->event;

	__builtin_memset(key, 0, sizeof(*key));
	key->part_0 = (__s64)e->ProcessId;
	e->gathered_0 = renamed_at_get(key);
}

/* Shows the event to the rules that it completes at once. */
static __always_inline void processtermination_at_once(struct processtermination_frame *frame,
		struct wmk_stats *stats)
{
	struct processtermination_at_once_work *work = &frame->at_once;

	if (!in_scope(ENCRYPTION_ENDED_RULE))
		return;
	work->letters.encryption_ended = encryption_ended_processtermination_letter(&frame->event);
	barrier();
	if (!work->letters.encryption_ended)
		return;
	work->matches.encryption_ended.run.run.state = WMK_NO_STATE;
	wmk_step_once(&(struct wmk_step) {
		.rule = &encryption_ended,
		.reader = &encryption_ended_processtermination_reader,
		.event = &frame->event,
		.now = frame->event.TimeStamp,
		.letter = work->letters.encryption_ended,
		.stats = &stats->rules[ENCRYPTION_ENDED_RULE],
		.matches = &work->matches.encryption_ended,
	});
	if (work->matches.encryption_ended.run.run.state != WMK_NO_STATE) {
		wmk_ask_clock(&frame->event.TimeStamp);
		encryption_ended_emit(&work->matches.encryption_ended, frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[ENCRYPTION_ENDED_RULE],
					&work->columns.encryption_ended);
	}
}

static __always_inline void processtermination_read(struct processtermination_frame *frame,
		struct wmk_stats *stats)
{
	processtermination_gather_0(frame);
	processtermination_at_once(frame, stats);
}

static __always_inline void processtermination_at_fentry_taskstats_exit(__u64 *ctx)
{
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
		wmk_count(&stats->rules[ENCRYPTION_ENDED_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->processtermination;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->ProcessId = subject->tgid;
	wmk_fill_comm(e->Comm, sizeof(e->Comm));
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
		wmk_count(&stats->rules[ENCRYPTION_ENDED_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->processtermination;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->ProcessId = subject->tgid;
	wmk_fill_comm(e->Comm, sizeof(e->Comm));
	wmk_record_event(PROCESSTERMINATION_KIND, e, sizeof(*e));
	processtermination_read(frame, stats);
	give_scratch(scratch);
}

/* What renamed_at holds for the event. */
static __always_inline void filewrite_gather_0(struct filewrite_frame *frame)
{
	struct renamed_at_key *key = &frame->gathering.renamed_at;
	struct filewrite_event *e = &frame->event;

	__builtin_memset(key, 0, sizeof(*key));
	key->part_0 = (__s64)e->ProcessId;
	e->gathered_0 = renamed_at_get(key);
}

/* Shows the event to the rules whose runs are in by_process. */
static __noinline void filewrite_by_process(struct filewrite_frame *frame, struct wmk_stats *stats)
{
	struct filewrite_by_process_work *work = &frame->by_process;
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(ENCRYPTION_SEEN_RULE))
		return;
	work->letters.encryption_seen = ENCRYPTION_SEEN_ON_FILEWRITE;
	barrier();
	key.ProcessId = frame->event.ProcessId;
	key.ProcessId_start = frame->event.ProcessId_start;
	hash = wmk_hash(&key, sizeof(struct by_process_key));
	index = hash & (NR_BY_PROCESS_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_process, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = by_process_find(bucket, &key, wmk_tag(hash),
		   wmk_begins(&encryption_seen, work->letters.encryption_seen),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &encryption_seen,
			.reader = &encryption_seen_filewrite_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.encryption_seen,
			.key = &bucket->ways[way],
			.stats = &stats->rules[ENCRYPTION_SEEN_RULE],
		}, bucket->runs[way].encryption_seen);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&encryption_seen, work->letters.encryption_seen))
			wmk_count(&stats->rules[ENCRYPTION_SEEN_RULE].refused);
	}
	bpf_spin_unlock(&bucket->lock);
	wmk_no_result();
}

/* Shows the event to the rules that it completes at once. */
static __noinline void filewrite_at_once(struct filewrite_frame *frame, struct wmk_stats *stats)
{
	struct filewrite_at_once_work *work = &frame->at_once;

	if (!in_scope(STOP_ENCRYPTION_RULE))
		return;
	work->letters.stop_encryption = stop_encryption_filewrite_letter(&frame->event);
	barrier();
	if (!work->letters.stop_encryption)
		return;
	work->matches.stop_encryption.run.run.state = WMK_NO_STATE;
	wmk_step_once(&(struct wmk_step) {
		.rule = &stop_encryption,
		.reader = &stop_encryption_filewrite_reader,
		.event = &frame->event,
		.now = frame->event.TimeStamp,
		.letter = work->letters.stop_encryption,
		.stats = &stats->rules[STOP_ENCRYPTION_RULE],
		.matches = &work->matches.stop_encryption,
	});
	if (work->matches.stop_encryption.run.run.state != WMK_NO_STATE)
		stop_encryption_emit(&work->matches.stop_encryption, frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[STOP_ENCRYPTION_RULE],
					&frame->answer);
	wmk_no_result();
}

/*
 * Each look-up is a function of its own: what one leaves on the stack, the verifier would tell
 * apart in all that follow.
 */
static __always_inline void filewrite_read(struct filewrite_frame *frame, struct wmk_stats *stats)
{
	filewrite_gather_0(frame);
	filewrite_by_process(frame, stats);
	filewrite_at_once(frame, stats);
}

/* The event is refused with the error that this sets. */
static __always_inline void filewrite_at_lsm_file_permission(__u64 *ctx, __u64 *error)
{
	struct file *file = (struct file *)ctx[0];
	int mask = (int)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct filewrite_frame *frame;
	struct filewrite_event *e;
	struct wmk_stats *stats;

	if (!((mask & WMK_MAY_WRITE) && wmk_is_stored(file)))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FILEWRITE_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FILEWRITE_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[ENCRYPTION_SEEN_RULE].busy);
		wmk_count(&stats->rules[STOP_ENCRYPTION_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->filewrite;

	e = &frame->event;
	frame->answer = (struct wmk_answer) { .has_task = 1, .refusable = 1 };
	e->TimeStamp = bpf_ktime_get_ns();
	wmk_fill_path(e->Path, 256, file);
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	wmk_record_event(FILEWRITE_KIND, e, sizeof(*e));
	filewrite_read(frame, stats);
	if (!*error)
		*error = frame->answer.error;
	give_scratch(scratch);
}

static __always_inline void filewrite_at_fentry_security_file_permission(__u64 *ctx)
{
	struct file *file = (struct file *)ctx[0];
	int mask = (int)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct filewrite_frame *frame;
	struct filewrite_event *e;
	struct wmk_stats *stats;

	if (!((mask & WMK_MAY_WRITE) && wmk_is_stored(file)))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FILEWRITE_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FILEWRITE_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[ENCRYPTION_SEEN_RULE].busy);
		wmk_count(&stats->rules[STOP_ENCRYPTION_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->filewrite;

	e = &frame->event;
	frame->answer = (struct wmk_answer) { .has_task = 1, .refusable = 0 };
	e->TimeStamp = bpf_ktime_get_ns();
	wmk_fill_path(e->Path, 256, file);
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	wmk_record_event(FILEWRITE_KIND, e, sizeof(*e));
	filewrite_read(frame, stats);
	give_scratch(scratch);
}

/* Shows the event to the rules whose runs are in by_process. */
static __always_inline void filerename_by_process(struct filerename_frame *frame,
		struct wmk_stats *stats)
{
	struct filerename_by_process_work *work = &frame->by_process;
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(ENCRYPTION_SEEN_RULE))
		return;
	work->letters.encryption_seen = encryption_seen_filerename_letter(&frame->event);
	barrier();
	if (!work->letters.encryption_seen)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.encryption_seen.run.run.state = WMK_NO_STATE;
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
		wmk_slots_step(&(struct wmk_step) {
			.rule = &encryption_seen,
			.reader = &encryption_seen_filerename_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.encryption_seen,
			.key = &bucket->ways[way],
			.stats = &stats->rules[ENCRYPTION_SEEN_RULE],
			.matches = &work->matches.encryption_seen,
		}, bucket->runs[way].encryption_seen);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
	if (work->matches.encryption_seen.run.run.state != WMK_NO_STATE)
		encryption_seen_emit(&work->matches.encryption_seen, frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[ENCRYPTION_SEEN_RULE],
					&work->columns.encryption_seen);
}

static __always_inline void filerename_read(struct filerename_frame *frame, struct wmk_stats *stats)
{
	filerename_by_process(frame, stats);
}

static __always_inline void filerename_at_lsm_path_rename(__u64 *ctx)
{
	struct dentry *new_dentry = (struct dentry *)ctx[3];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct filerename_frame *frame;
	struct filerename_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FILERENAME_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FILERENAME_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[ENCRYPTION_SEEN_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->filerename;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->ReplacedInode = BPF_CORE_READ(new_dentry, d_inode, i_ino);
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	wmk_record_event(FILERENAME_KIND, e, sizeof(*e));
	filerename_read(frame, stats);
	give_scratch(scratch);
}

static __always_inline void filerename_at_fentry_security_path_rename(__u64 *ctx)
{
	struct dentry *new_dentry = (struct dentry *)ctx[3];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct filerename_frame *frame;
	struct filerename_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FILERENAME_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FILERENAME_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[ENCRYPTION_SEEN_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->filerename;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->ReplacedInode = BPF_CORE_READ(new_dentry, d_inode, i_ino);
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	wmk_record_event(FILERENAME_KIND, e, sizeof(*e));
	filerename_read(frame, stats);
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

SEC("lsm/file_permission")
long at_lsm_file_permission(__u64 *ctx)
{
	__u64 error = 0;

	if (!wmk_active)
		return 0;
	if (wmk_raise[FILEWRITE_AT_LSM_FILE_PERMISSION])
		filewrite_at_lsm_file_permission(ctx, &error);
	return wmk_refusal(error);
}

SEC("fentry/security_file_permission")
int at_fentry_security_file_permission(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FILEWRITE_AT_FENTRY_SECURITY_FILE_PERMISSION])
		filewrite_at_fentry_security_file_permission(ctx);
	return 0;
}

SEC("lsm/path_rename")
int at_lsm_path_rename(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FILERENAME_AT_LSM_PATH_RENAME])
		filerename_at_lsm_path_rename(ctx);
	return 0;
}

SEC("fentry/security_path_rename")
int at_fentry_security_path_rename(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FILERENAME_AT_FENTRY_SECURITY_PATH_RENAME])
		filerename_at_fentry_security_path_rename(ctx);
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
	.nr_columns = 9,
	.nr_kinds = NR_KINDS,
	.nr_points = NR_POINTS,
	.nr_tables = NR_TABLES,
	.nr_fields = 9,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 1,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[ENCRYPTION_SEEN_RULE] = {
		.name = "encryption_seen",
		.source = "rules/stop_encryption.wmk:19",
		.first_column = 0,
		.nr_columns = 3,
		.record_bytes = sizeof(struct encryption_seen_record),
		.table = BY_PROCESS_TABLE,
		.taskless = WMK_NO_KIND,
		.first_note = 0,
		.nr_notes = 0,
		.first_reaction = 0,
		.nr_reactions = 0,
	},
	[STOP_ENCRYPTION_RULE] = {
		.name = "stop_encryption",
		.source = "rules/stop_encryption.wmk:26",
		.first_column = 3,
		.nr_columns = 4,
		.record_bytes = sizeof(struct stop_encryption_record),
		.table = WMK_NO_TABLE,
		.taskless = WMK_NO_KIND,
		.first_note = 0,
		.nr_notes = 0,
		.first_reaction = 0,
		.nr_reactions = 1,
	},
	[ENCRYPTION_ENDED_RULE] = {
		.name = "encryption_ended",
		.source = "rules/stop_encryption.wmk:32",
		.first_column = 7,
		.nr_columns = 2,
		.record_bytes = sizeof(struct encryption_ended_record),
		.table = WMK_NO_TABLE,
		.taskless = WMK_NO_KIND,
		.first_note = 0,
		.nr_notes = 0,
		.first_reaction = 1,
		.nr_reactions = 0,
	},
};

const struct wmk_column_info wmk_columns[9] SEC(".rodata.wmk") = {
	{
		.label = "program",
		.offset = offsetof(struct encryption_seen_record, column_0),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "process",
		.offset = offsetof(struct encryption_seen_record, column_1),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "user",
		.offset = offsetof(struct encryption_seen_record, column_2),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "w.Path",
		.offset = offsetof(struct stop_encryption_record, column_0),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "program",
		.offset = offsetof(struct stop_encryption_record, column_1),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "process",
		.offset = offsetof(struct stop_encryption_record, column_2),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "user",
		.offset = offsetof(struct stop_encryption_record, column_3),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "program",
		.offset = offsetof(struct encryption_ended_record, column_0),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "process",
		.offset = offsetof(struct encryption_ended_record, column_1),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_reaction_info wmk_reactions[1] SEC(".rodata.wmk") = {
	{ .call = WMK_DENY, .number = 1, .source = "rules/stop_encryption.wmk:30" },
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[PROCESSTERMINATION_KIND] = {
		.name = "processtermination",
		.first_field = 0,
		.nr_fields = 3,
		.event_bytes = sizeof(struct processtermination_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[FILEWRITE_KIND] = {
		.name = "filewrite",
		.first_field = 3,
		.nr_fields = 3,
		.event_bytes = sizeof(struct filewrite_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[FILERENAME_KIND] = {
		.name = "filerename",
		.first_field = 6,
		.nr_fields = 3,
		.event_bytes = sizeof(struct filerename_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[9] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct processtermination_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct processtermination_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Comm",
		.offset = offsetof(struct processtermination_event, Comm),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "TimeStamp",
		.offset = offsetof(struct filewrite_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Path",
		.offset = offsetof(struct filewrite_event, Path),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct filewrite_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct filewrite_event, ProcessId_start),
	},
	{
		.name = "TimeStamp",
		.offset = offsetof(struct filerename_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ReplacedInode",
		.offset = offsetof(struct filerename_event, ReplacedInode),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct filerename_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct filerename_event, ProcessId_start),
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
	[FILEWRITE_AT_LSM_FILE_PERMISSION] = {
		.program = "at_lsm_file_permission",
		.section = "lsm/file_permission",
		.kind = FILEWRITE_KIND,
		.denies = 1,
	},
	[FILEWRITE_AT_FENTRY_SECURITY_FILE_PERMISSION] = {
		.program = "at_fentry_security_file_permission",
		.section = "fentry/security_file_permission",
		.kind = FILEWRITE_KIND,
	},
	[FILERENAME_AT_LSM_PATH_RENAME] = {
		.program = "at_lsm_path_rename",
		.section = "lsm/path_rename",
		.kind = FILERENAME_KIND,
	},
	[FILERENAME_AT_FENTRY_SECURITY_PATH_RENAME] = {
		.program = "at_fentry_security_path_rename",
		.section = "fentry/security_path_rename",
		.kind = FILERENAME_KIND,
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
