// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/mass_rename_or_unlink.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   16  RULE mass_rename
 *   17  PATTERN { [filewrite:w, filerename[>=16]:renamed] }
 *   18  WHERE   { [ProcessId], renamed.ReplacedInode == 0 }
 *   19  WITHIN  { 10 s }
 *   20  RETURN  { comm() AS program, pid() AS process, uid() AS user }
 *
 *   22  RULE mass_unlink
 *   23  PATTERN { [filewrite:w, fileunlink[>=16]:removed] }
 *   24  WHERE   { [ProcessId], removed.Links == 1 }
 *   25  WITHIN  { 10 s }
 *   26  RETURN  { comm() AS program, pid() AS process, uid() AS user }
 *
 * The engine that reads the tables below is wmk.bpf.h.
 */
#include "wmk.slots.h"
#include "wmk.record.h"
#include "wmk.scope.h"
#include "wmkevents.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

enum {
	MASS_RENAME_RULE,
	MASS_UNLINK_RULE,
	NR_RULES
};

enum {
	FILEWRITE_KIND,
	FILERENAME_KIND,
	FILEUNLINK_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	FILEWRITE_AT_LSM_FILE_PERMISSION,
	FILEWRITE_AT_FENTRY_SECURITY_FILE_PERMISSION,
	FILERENAME_AT_LSM_PATH_RENAME,
	FILERENAME_AT_FENTRY_SECURITY_PATH_RENAME,
	FILEUNLINK_AT_LSM_PATH_UNLINK,
	FILEUNLINK_AT_FENTRY_SECURITY_PATH_UNLINK,
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
	[FILEWRITE_AT_LSM_FILE_PERMISSION] = 1,
	[FILEWRITE_AT_FENTRY_SECURITY_FILE_PERMISSION] = 1,
	[FILERENAME_AT_LSM_PATH_RENAME] = 1,
	[FILERENAME_AT_FENTRY_SECURITY_PATH_RENAME] = 1,
	[FILEUNLINK_AT_LSM_PATH_UNLINK] = 1,
	[FILEUNLINK_AT_FENTRY_SECURITY_PATH_UNLINK] = 1,
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

/* Bytes are about to be written to a regular file or a block device; how many is not known here. */
struct filewrite_event {
	__u64 TimeStamp;
	__u64 ProcessId_start;
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

/* A name of a file is about to be removed; whether the caller may is looked into afterwards. */
struct fileunlink_event {
	__u64 TimeStamp;
	__u64 ProcessId_start;
	__u32 Links;
	__u32 ProcessId;
};

/* Rule mass_rename, rules/mass_rename_or_unlink.wmk:16 */

enum {
	MASS_RENAME_START = 1,
	MASS_RENAME_AFTER_W = 2,	/* filewrite */
	MASS_RENAME_AFTER_RENAMED = 3,	/* filewrite, filerename */
	MASS_RENAME_AFTER_RENAMED__2 = 4,	/* filewrite, filerename, filerename */
	MASS_RENAME_AFTER_RENAMED__3 = 5,	/* filewrite, filerename, filerename, filerename */
	/* filewrite, filerename, filerename, filerename, filerename */
	MASS_RENAME_AFTER_RENAMED__4 = 6,
	/* filewrite, filerename, filerename, filerename, filerename, filerename */
	MASS_RENAME_AFTER_RENAMED__5 = 7,
	/* filewrite, filerename, filerename, filerename, filerename, filerename, filerename */
	MASS_RENAME_AFTER_RENAMED__6 = 8,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename
	 */
	MASS_RENAME_AFTER_RENAMED__7 = 9,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename
	 */
	MASS_RENAME_AFTER_RENAMED__8 = 10,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename
	 */
	MASS_RENAME_AFTER_RENAMED__9 = 11,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename, filerename
	 */
	MASS_RENAME_AFTER_RENAMED__10 = 12,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename, filerename, filerename
	 */
	MASS_RENAME_AFTER_RENAMED__11 = 13,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename, filerename, filerename, filerename
	 */
	MASS_RENAME_AFTER_RENAMED__12 = 14,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename, filerename, filerename, filerename, filerename
	 */
	MASS_RENAME_AFTER_RENAMED__13 = 15,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename
	 */
	MASS_RENAME_AFTER_RENAMED__14 = 16,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename
	 */
	MASS_RENAME_AFTER_RENAMED__15 = 17,
	/*
	 * filewrite, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename, filerename, filerename, filerename, filerename,
	 * filerename, filerename, filerename
	 */
	MASS_RENAME_ACCEPT = 18,
	NR_MASS_RENAME_STATES,
	NR_MASS_RENAME_SLOTS = 16,
};

/* What an event is to the rule; 0: nothing. */
enum {
	MASS_RENAME_ON_FILEWRITE = 1,	/* filewrite as w */
	MASS_RENAME_ON_FILERENAME = 2,	/* filerename as renamed */
	NR_MASS_RENAME_LETTERS = 3
};

static const struct wmk_move
mass_rename_moves[NR_MASS_RENAME_STATES][NR_MASS_RENAME_LETTERS] wmk_table = {
	[MASS_RENAME_START][MASS_RENAME_ON_FILEWRITE] = { MASS_RENAME_AFTER_W, 0 },
	[MASS_RENAME_AFTER_W][MASS_RENAME_ON_FILERENAME] = { MASS_RENAME_AFTER_RENAMED, 0 },
	[MASS_RENAME_AFTER_RENAMED][MASS_RENAME_ON_FILERENAME] =
			{ MASS_RENAME_AFTER_RENAMED__2, 0 },
	[MASS_RENAME_AFTER_RENAMED__2][MASS_RENAME_ON_FILERENAME] =
			{ MASS_RENAME_AFTER_RENAMED__3, 0 },
	[MASS_RENAME_AFTER_RENAMED__3][MASS_RENAME_ON_FILERENAME] =
			{ MASS_RENAME_AFTER_RENAMED__4, 0 },
	[MASS_RENAME_AFTER_RENAMED__4][MASS_RENAME_ON_FILERENAME] =
			{ MASS_RENAME_AFTER_RENAMED__5, 0 },
	[MASS_RENAME_AFTER_RENAMED__5][MASS_RENAME_ON_FILERENAME] =
			{ MASS_RENAME_AFTER_RENAMED__6, 0 },
	[MASS_RENAME_AFTER_RENAMED__6][MASS_RENAME_ON_FILERENAME] =
			{ MASS_RENAME_AFTER_RENAMED__7, 0 },
	[MASS_RENAME_AFTER_RENAMED__7][MASS_RENAME_ON_FILERENAME] =
			{ MASS_RENAME_AFTER_RENAMED__8, 0 },
	[MASS_RENAME_AFTER_RENAMED__8][MASS_RENAME_ON_FILERENAME] =
			{ MASS_RENAME_AFTER_RENAMED__9, 0 },
	[MASS_RENAME_AFTER_RENAMED__9][MASS_RENAME_ON_FILERENAME] =
			{ MASS_RENAME_AFTER_RENAMED__10, 0 },
	[MASS_RENAME_AFTER_RENAMED__10][MASS_RENAME_ON_FILERENAME] =
			{ MASS_RENAME_AFTER_RENAMED__11, 0 },
	[MASS_RENAME_AFTER_RENAMED__11][MASS_RENAME_ON_FILERENAME] =
			{ MASS_RENAME_AFTER_RENAMED__12, 0 },
	[MASS_RENAME_AFTER_RENAMED__12][MASS_RENAME_ON_FILERENAME] =
			{ MASS_RENAME_AFTER_RENAMED__13, 0 },
	[MASS_RENAME_AFTER_RENAMED__13][MASS_RENAME_ON_FILERENAME] =
			{ MASS_RENAME_AFTER_RENAMED__14, 0 },
	[MASS_RENAME_AFTER_RENAMED__14][MASS_RENAME_ON_FILERENAME] =
			{ MASS_RENAME_AFTER_RENAMED__15, 0 },
	[MASS_RENAME_AFTER_RENAMED__15][MASS_RENAME_ON_FILERENAME] = { MASS_RENAME_ACCEPT, 0 },
};

/* Where a key keeps a run in a state. */
static const __u8 mass_rename_slots[NR_MASS_RENAME_STATES] wmk_table = {
	[MASS_RENAME_AFTER_W] = 0,
	[MASS_RENAME_AFTER_RENAMED] = 1,
	[MASS_RENAME_AFTER_RENAMED__2] = 2,
	[MASS_RENAME_AFTER_RENAMED__3] = 3,
	[MASS_RENAME_AFTER_RENAMED__4] = 4,
	[MASS_RENAME_AFTER_RENAMED__5] = 5,
	[MASS_RENAME_AFTER_RENAMED__6] = 6,
	[MASS_RENAME_AFTER_RENAMED__7] = 7,
	[MASS_RENAME_AFTER_RENAMED__8] = 8,
	[MASS_RENAME_AFTER_RENAMED__9] = 9,
	[MASS_RENAME_AFTER_RENAMED__10] = 10,
	[MASS_RENAME_AFTER_RENAMED__11] = 11,
	[MASS_RENAME_AFTER_RENAMED__12] = 12,
	[MASS_RENAME_AFTER_RENAMED__13] = 13,
	[MASS_RENAME_AFTER_RENAMED__14] = 14,
	[MASS_RENAME_AFTER_RENAMED__15] = 15,
};

struct mass_rename_run {
	struct wmk_run run;
};

/* A run that completed, and what its last event gives the record. */
struct mass_rename_match {
	struct mass_rename_run run;
};

static const struct wmk_rule mass_rename = {
	.moves = &mass_rename_moves[0][0],
	.nr_letters = NR_MASS_RENAME_LETTERS,
	.nr_live = MASS_RENAME_ACCEPT,
	.dead = NR_MASS_RENAME_STATES,
	.run_bytes = sizeof(struct mass_rename_run),
	.window = 10000000000ULL,	/* ns */
	.slots = mass_rename_slots,
	.nr_slots = NR_MASS_RENAME_SLOTS,
};

static const struct wmk_reader mass_rename_filewrite_reader = {
	.begins = true,
};

static const __u8 mass_rename_filerename_letters[2] wmk_table = {
	[1] = MASS_RENAME_ON_FILERENAME,
};

static __always_inline __u64 mass_rename_filerename_letter(const struct filerename_event *e)
{
	__u64 truth = 0;

	/* rules/mass_rename_or_unlink.wmk:18: renamed.ReplacedInode == 0 */
	truth = wmk_note(truth, e->ReplacedInode == 0, 0);
	barrier_var(truth);
	return wmk_hide(mass_rename_filerename_letters[truth & (2 - 1)]);
}

static const struct wmk_reader mass_rename_filerename_reader = {
	.completes = true,
};

struct mass_rename_record {
	struct wmk_record head;
	char column_0[16] wmk_words;	/* "program" */
	__u32 column_1;	/* "process" */
	__u32 column_2;	/* "user" */
};

static __always_inline void mass_rename_emit(const struct mass_rename_match *match wmk_unused,
		__u64 now, __u64 cgroup, struct wmk_rule_stats *stats)
{
	struct mass_rename_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[MASS_RENAME_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, MASS_RENAME_RULE, wmk_lost[MASS_RENAME_RULE], now, cgroup);
	wmk_fill_comm(record->column_0, sizeof(record->column_0));
	record->column_1 = (__u32)(bpf_get_current_pid_tgid() >> 32);
	record->column_2 = (__u32)bpf_get_current_uid_gid();
	bpf_ringbuf_submit(record, 0);
}

/* Rule mass_unlink, rules/mass_rename_or_unlink.wmk:22 */

enum {
	MASS_UNLINK_START = 1,
	MASS_UNLINK_AFTER_W = 2,	/* filewrite */
	MASS_UNLINK_AFTER_REMOVED = 3,	/* filewrite, fileunlink */
	MASS_UNLINK_AFTER_REMOVED__2 = 4,	/* filewrite, fileunlink, fileunlink */
	MASS_UNLINK_AFTER_REMOVED__3 = 5,	/* filewrite, fileunlink, fileunlink, fileunlink */
	/* filewrite, fileunlink, fileunlink, fileunlink, fileunlink */
	MASS_UNLINK_AFTER_REMOVED__4 = 6,
	/* filewrite, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink */
	MASS_UNLINK_AFTER_REMOVED__5 = 7,
	/* filewrite, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink */
	MASS_UNLINK_AFTER_REMOVED__6 = 8,
	/*
	 * filewrite, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink,
	 * fileunlink
	 */
	MASS_UNLINK_AFTER_REMOVED__7 = 9,
	/*
	 * filewrite, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink,
	 * fileunlink, fileunlink
	 */
	MASS_UNLINK_AFTER_REMOVED__8 = 10,
	/*
	 * filewrite, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink,
	 * fileunlink, fileunlink, fileunlink
	 */
	MASS_UNLINK_AFTER_REMOVED__9 = 11,
	/*
	 * filewrite, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink,
	 * fileunlink, fileunlink, fileunlink, fileunlink
	 */
	MASS_UNLINK_AFTER_REMOVED__10 = 12,
	/*
	 * filewrite, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink,
	 * fileunlink, fileunlink, fileunlink, fileunlink, fileunlink
	 */
	MASS_UNLINK_AFTER_REMOVED__11 = 13,
	/*
	 * filewrite, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink,
	 * fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink
	 */
	MASS_UNLINK_AFTER_REMOVED__12 = 14,
	/*
	 * filewrite, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink,
	 * fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink
	 */
	MASS_UNLINK_AFTER_REMOVED__13 = 15,
	/*
	 * filewrite, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink,
	 * fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink,
	 * fileunlink
	 */
	MASS_UNLINK_AFTER_REMOVED__14 = 16,
	/*
	 * filewrite, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink,
	 * fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink,
	 * fileunlink, fileunlink
	 */
	MASS_UNLINK_AFTER_REMOVED__15 = 17,
	/*
	 * filewrite, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink,
	 * fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink, fileunlink,
	 * fileunlink, fileunlink, fileunlink
	 */
	MASS_UNLINK_ACCEPT = 18,
	NR_MASS_UNLINK_STATES,
	NR_MASS_UNLINK_SLOTS = 16,
};

/* What an event is to the rule; 0: nothing. */
enum {
	MASS_UNLINK_ON_FILEWRITE = 1,	/* filewrite as w */
	MASS_UNLINK_ON_FILEUNLINK = 2,	/* fileunlink as removed */
	NR_MASS_UNLINK_LETTERS = 3
};

static const struct wmk_move
mass_unlink_moves[NR_MASS_UNLINK_STATES][NR_MASS_UNLINK_LETTERS] wmk_table = {
	[MASS_UNLINK_START][MASS_UNLINK_ON_FILEWRITE] = { MASS_UNLINK_AFTER_W, 0 },
	[MASS_UNLINK_AFTER_W][MASS_UNLINK_ON_FILEUNLINK] = { MASS_UNLINK_AFTER_REMOVED, 0 },
	[MASS_UNLINK_AFTER_REMOVED][MASS_UNLINK_ON_FILEUNLINK] =
			{ MASS_UNLINK_AFTER_REMOVED__2, 0 },
	[MASS_UNLINK_AFTER_REMOVED__2][MASS_UNLINK_ON_FILEUNLINK] =
			{ MASS_UNLINK_AFTER_REMOVED__3, 0 },
	[MASS_UNLINK_AFTER_REMOVED__3][MASS_UNLINK_ON_FILEUNLINK] =
			{ MASS_UNLINK_AFTER_REMOVED__4, 0 },
	[MASS_UNLINK_AFTER_REMOVED__4][MASS_UNLINK_ON_FILEUNLINK] =
			{ MASS_UNLINK_AFTER_REMOVED__5, 0 },
	[MASS_UNLINK_AFTER_REMOVED__5][MASS_UNLINK_ON_FILEUNLINK] =
			{ MASS_UNLINK_AFTER_REMOVED__6, 0 },
	[MASS_UNLINK_AFTER_REMOVED__6][MASS_UNLINK_ON_FILEUNLINK] =
			{ MASS_UNLINK_AFTER_REMOVED__7, 0 },
	[MASS_UNLINK_AFTER_REMOVED__7][MASS_UNLINK_ON_FILEUNLINK] =
			{ MASS_UNLINK_AFTER_REMOVED__8, 0 },
	[MASS_UNLINK_AFTER_REMOVED__8][MASS_UNLINK_ON_FILEUNLINK] =
			{ MASS_UNLINK_AFTER_REMOVED__9, 0 },
	[MASS_UNLINK_AFTER_REMOVED__9][MASS_UNLINK_ON_FILEUNLINK] =
			{ MASS_UNLINK_AFTER_REMOVED__10, 0 },
	[MASS_UNLINK_AFTER_REMOVED__10][MASS_UNLINK_ON_FILEUNLINK] =
			{ MASS_UNLINK_AFTER_REMOVED__11, 0 },
	[MASS_UNLINK_AFTER_REMOVED__11][MASS_UNLINK_ON_FILEUNLINK] =
			{ MASS_UNLINK_AFTER_REMOVED__12, 0 },
	[MASS_UNLINK_AFTER_REMOVED__12][MASS_UNLINK_ON_FILEUNLINK] =
			{ MASS_UNLINK_AFTER_REMOVED__13, 0 },
	[MASS_UNLINK_AFTER_REMOVED__13][MASS_UNLINK_ON_FILEUNLINK] =
			{ MASS_UNLINK_AFTER_REMOVED__14, 0 },
	[MASS_UNLINK_AFTER_REMOVED__14][MASS_UNLINK_ON_FILEUNLINK] =
			{ MASS_UNLINK_AFTER_REMOVED__15, 0 },
	[MASS_UNLINK_AFTER_REMOVED__15][MASS_UNLINK_ON_FILEUNLINK] = { MASS_UNLINK_ACCEPT, 0 },
};

/* Where a key keeps a run in a state. */
static const __u8 mass_unlink_slots[NR_MASS_UNLINK_STATES] wmk_table = {
	[MASS_UNLINK_AFTER_W] = 0,
	[MASS_UNLINK_AFTER_REMOVED] = 1,
	[MASS_UNLINK_AFTER_REMOVED__2] = 2,
	[MASS_UNLINK_AFTER_REMOVED__3] = 3,
	[MASS_UNLINK_AFTER_REMOVED__4] = 4,
	[MASS_UNLINK_AFTER_REMOVED__5] = 5,
	[MASS_UNLINK_AFTER_REMOVED__6] = 6,
	[MASS_UNLINK_AFTER_REMOVED__7] = 7,
	[MASS_UNLINK_AFTER_REMOVED__8] = 8,
	[MASS_UNLINK_AFTER_REMOVED__9] = 9,
	[MASS_UNLINK_AFTER_REMOVED__10] = 10,
	[MASS_UNLINK_AFTER_REMOVED__11] = 11,
	[MASS_UNLINK_AFTER_REMOVED__12] = 12,
	[MASS_UNLINK_AFTER_REMOVED__13] = 13,
	[MASS_UNLINK_AFTER_REMOVED__14] = 14,
	[MASS_UNLINK_AFTER_REMOVED__15] = 15,
};

struct mass_unlink_run {
	struct wmk_run run;
};

/* A run that completed, and what its last event gives the record. */
struct mass_unlink_match {
	struct mass_unlink_run run;
};

static const struct wmk_rule mass_unlink = {
	.moves = &mass_unlink_moves[0][0],
	.nr_letters = NR_MASS_UNLINK_LETTERS,
	.nr_live = MASS_UNLINK_ACCEPT,
	.dead = NR_MASS_UNLINK_STATES,
	.run_bytes = sizeof(struct mass_unlink_run),
	.window = 10000000000ULL,	/* ns */
	.slots = mass_unlink_slots,
	.nr_slots = NR_MASS_UNLINK_SLOTS,
};

static const struct wmk_reader mass_unlink_filewrite_reader = {
	.begins = true,
};

static const __u8 mass_unlink_fileunlink_letters[2] wmk_table = {
	[1] = MASS_UNLINK_ON_FILEUNLINK,
};

static __always_inline __u64 mass_unlink_fileunlink_letter(const struct fileunlink_event *e)
{
	__u64 truth = 0;

	/* rules/mass_rename_or_unlink.wmk:24: removed.Links == 1 */
	truth = wmk_note(truth, (__s64)e->Links == 1, 0);
	barrier_var(truth);
	return wmk_hide(mass_unlink_fileunlink_letters[truth & (2 - 1)]);
}

static const struct wmk_reader mass_unlink_fileunlink_reader = {
	.completes = true,
};

struct mass_unlink_record {
	struct wmk_record head;
	char column_0[16] wmk_words;	/* "program" */
	__u32 column_1;	/* "process" */
	__u32 column_2;	/* "user" */
};

static __always_inline void mass_unlink_emit(const struct mass_unlink_match *match wmk_unused,
		__u64 now, __u64 cgroup, struct wmk_rule_stats *stats)
{
	struct mass_unlink_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[MASS_UNLINK_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, MASS_UNLINK_RULE, wmk_lost[MASS_UNLINK_RULE], now, cgroup);
	wmk_fill_comm(record->column_0, sizeof(record->column_0));
	record->column_1 = (__u32)(bpf_get_current_pid_tgid() >> 32);
	record->column_2 = (__u32)bpf_get_current_uid_gid();
	bpf_ringbuf_submit(record, 0);
}

struct by_process_key {
	__u64 ProcessId_start;
	__u32 ProcessId;
	__u8 padding[4];
};

struct by_process_runs {
	struct mass_rename_run mass_rename[NR_MASS_RENAME_SLOTS];
	struct mass_unlink_run mass_unlink[NR_MASS_UNLINK_SLOTS];
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
		wmk_add(&stats->rules[MASS_RENAME_RULE].expired,
			wmk_slots_end(&mass_rename, bucket->runs[way].mass_rename));
		wmk_add(&stats->rules[MASS_UNLINK_RULE].expired,
			wmk_slots_end(&mass_unlink, bucket->runs[way].mass_unlink));
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
		wmk_add(&stats->rules[MASS_RENAME_RULE].ended,
			wmk_slots_end(&mass_rename, bucket->runs[way].mass_rename));
		wmk_add(&stats->rules[MASS_UNLINK_RULE].ended,
			wmk_slots_end(&mass_unlink, bucket->runs[way].mass_unlink));
		bucket->ways[way].tag = 0;
		bucket->ways[way].live = 0;
	}
	bpf_spin_unlock(&bucket->lock);
}

/* What stands in memory while the event is shown to rules in by_process. */
struct filewrite_by_process_work {
	struct {
		__u32 mass_rename;
		__u32 mass_unlink;
	} letters;
};

struct filewrite_frame {
	struct filewrite_event event;
	struct filewrite_by_process_work by_process;
};

/* What stands in memory while the event is shown to rules in by_process. */
struct filerename_by_process_work {
	struct {
		struct mass_rename_match mass_rename;
	} matches;
	struct {
		__u32 mass_rename;
	} letters;
};

struct filerename_frame {
	struct filerename_event event;
	struct filerename_by_process_work by_process;
};

/* What stands in memory while the event is shown to rules in by_process. */
struct fileunlink_by_process_work {
	struct {
		struct mass_unlink_match mass_unlink;
	} matches;
	struct {
		__u32 mass_unlink;
	} letters;
};

struct fileunlink_frame {
	struct fileunlink_event event;
	struct fileunlink_by_process_work by_process;
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
		struct filewrite_frame filewrite;
		struct filerename_frame filerename;
		struct fileunlink_frame fileunlink;
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
static __always_inline void filewrite_by_process(struct filewrite_frame *frame,
		struct wmk_stats *stats)
{
	struct filewrite_by_process_work *work = &frame->by_process;
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	work->letters.mass_rename = in_scope(MASS_RENAME_RULE) ? MASS_RENAME_ON_FILEWRITE : 0;
	barrier();
	work->letters.mass_unlink = in_scope(MASS_UNLINK_RULE) ? MASS_UNLINK_ON_FILEWRITE : 0;
	barrier();
	if (!in_scope(MASS_RENAME_RULE) && !in_scope(MASS_UNLINK_RULE))
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
		   wmk_begins(&mass_rename, work->letters.mass_rename) ||
		   wmk_begins(&mass_unlink, work->letters.mass_unlink),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &mass_rename,
			.reader = &mass_rename_filewrite_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.mass_rename,
			.key = &bucket->ways[way],
			.stats = &stats->rules[MASS_RENAME_RULE],
		}, bucket->runs[way].mass_rename);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &mass_unlink,
			.reader = &mass_unlink_filewrite_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.mass_unlink,
			.key = &bucket->ways[way],
			.stats = &stats->rules[MASS_UNLINK_RULE],
		}, bucket->runs[way].mass_unlink);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&mass_rename, work->letters.mass_rename))
			wmk_count(&stats->rules[MASS_RENAME_RULE].refused);
		if (wmk_begins(&mass_unlink, work->letters.mass_unlink))
			wmk_count(&stats->rules[MASS_UNLINK_RULE].refused);
	}
	bpf_spin_unlock(&bucket->lock);
}

static __always_inline void filewrite_read(struct filewrite_frame *frame, struct wmk_stats *stats)
{
	filewrite_by_process(frame, stats);
}

static __always_inline void filewrite_at_lsm_file_permission(__u64 *ctx)
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
		wmk_count(&stats->rules[MASS_RENAME_RULE].busy);
		wmk_count(&stats->rules[MASS_UNLINK_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->filewrite;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	wmk_record_event(FILEWRITE_KIND, e, sizeof(*e));
	filewrite_read(frame, stats);
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
		wmk_count(&stats->rules[MASS_RENAME_RULE].busy);
		wmk_count(&stats->rules[MASS_UNLINK_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->filewrite;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
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

	if (!in_scope(MASS_RENAME_RULE))
		return;
	work->letters.mass_rename = mass_rename_filerename_letter(&frame->event);
	barrier();
	if (!work->letters.mass_rename)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.mass_rename.run.run.state = WMK_NO_STATE;
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
			.rule = &mass_rename,
			.reader = &mass_rename_filerename_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.mass_rename,
			.key = &bucket->ways[way],
			.stats = &stats->rules[MASS_RENAME_RULE],
			.matches = &work->matches.mass_rename,
		}, bucket->runs[way].mass_rename);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
	if (work->matches.mass_rename.run.run.state != WMK_NO_STATE)
		mass_rename_emit(&work->matches.mass_rename, frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[MASS_RENAME_RULE]);
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
		wmk_count(&stats->rules[MASS_RENAME_RULE].busy);
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
		wmk_count(&stats->rules[MASS_RENAME_RULE].busy);
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

/* Shows the event to the rules whose runs are in by_process. */
static __always_inline void fileunlink_by_process(struct fileunlink_frame *frame,
		struct wmk_stats *stats)
{
	struct fileunlink_by_process_work *work = &frame->by_process;
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(MASS_UNLINK_RULE))
		return;
	work->letters.mass_unlink = mass_unlink_fileunlink_letter(&frame->event);
	barrier();
	if (!work->letters.mass_unlink)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.mass_unlink.run.run.state = WMK_NO_STATE;
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
			.rule = &mass_unlink,
			.reader = &mass_unlink_fileunlink_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.mass_unlink,
			.key = &bucket->ways[way],
			.stats = &stats->rules[MASS_UNLINK_RULE],
			.matches = &work->matches.mass_unlink,
		}, bucket->runs[way].mass_unlink);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
	if (work->matches.mass_unlink.run.run.state != WMK_NO_STATE)
		mass_unlink_emit(&work->matches.mass_unlink, frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[MASS_UNLINK_RULE]);
}

static __always_inline void fileunlink_read(struct fileunlink_frame *frame, struct wmk_stats *stats)
{
	fileunlink_by_process(frame, stats);
}

static __always_inline void fileunlink_at_lsm_path_unlink(__u64 *ctx)
{
	struct dentry *dentry = (struct dentry *)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct fileunlink_frame *frame;
	struct fileunlink_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FILEUNLINK_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FILEUNLINK_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[MASS_UNLINK_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->fileunlink;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Links = BPF_CORE_READ(dentry, d_inode, i_nlink);
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	wmk_record_event(FILEUNLINK_KIND, e, sizeof(*e));
	fileunlink_read(frame, stats);
	give_scratch(scratch);
}

static __always_inline void fileunlink_at_fentry_security_path_unlink(__u64 *ctx)
{
	struct dentry *dentry = (struct dentry *)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct fileunlink_frame *frame;
	struct fileunlink_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FILEUNLINK_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FILEUNLINK_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[MASS_UNLINK_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->fileunlink;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Links = BPF_CORE_READ(dentry, d_inode, i_nlink);
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	wmk_record_event(FILEUNLINK_KIND, e, sizeof(*e));
	fileunlink_read(frame, stats);
	give_scratch(scratch);
}

SEC("lsm/file_permission")
int at_lsm_file_permission(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FILEWRITE_AT_LSM_FILE_PERMISSION])
		filewrite_at_lsm_file_permission(ctx);
	return 0;
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

SEC("lsm/path_unlink")
int at_lsm_path_unlink(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FILEUNLINK_AT_LSM_PATH_UNLINK])
		fileunlink_at_lsm_path_unlink(ctx);
	return 0;
}

SEC("fentry/security_path_unlink")
int at_fentry_security_path_unlink(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FILEUNLINK_AT_FENTRY_SECURITY_PATH_UNLINK])
		fileunlink_at_fentry_security_path_unlink(ctx);
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
	.nr_columns = 6,
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
	[MASS_RENAME_RULE] = {
		.name = "mass_rename",
		.source = "rules/mass_rename_or_unlink.wmk:16",
		.first_column = 0,
		.nr_columns = 3,
		.record_bytes = sizeof(struct mass_rename_record),
		.table = BY_PROCESS_TABLE,
		.taskless = WMK_NO_KIND,
	},
	[MASS_UNLINK_RULE] = {
		.name = "mass_unlink",
		.source = "rules/mass_rename_or_unlink.wmk:22",
		.first_column = 3,
		.nr_columns = 3,
		.record_bytes = sizeof(struct mass_unlink_record),
		.table = BY_PROCESS_TABLE,
		.taskless = WMK_NO_KIND,
	},
};

const struct wmk_column_info wmk_columns[6] SEC(".rodata.wmk") = {
	{
		.label = "program",
		.offset = offsetof(struct mass_rename_record, column_0),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "process",
		.offset = offsetof(struct mass_rename_record, column_1),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "user",
		.offset = offsetof(struct mass_rename_record, column_2),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "program",
		.offset = offsetof(struct mass_unlink_record, column_0),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "process",
		.offset = offsetof(struct mass_unlink_record, column_1),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "user",
		.offset = offsetof(struct mass_unlink_record, column_2),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[FILEWRITE_KIND] = {
		.name = "filewrite",
		.first_field = 0,
		.nr_fields = 2,
		.event_bytes = sizeof(struct filewrite_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[FILERENAME_KIND] = {
		.name = "filerename",
		.first_field = 2,
		.nr_fields = 3,
		.event_bytes = sizeof(struct filerename_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[FILEUNLINK_KIND] = {
		.name = "fileunlink",
		.first_field = 5,
		.nr_fields = 3,
		.event_bytes = sizeof(struct fileunlink_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[8] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct filewrite_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
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
	{
		.name = "TimeStamp",
		.offset = offsetof(struct fileunlink_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Links",
		.offset = offsetof(struct fileunlink_event, Links),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct fileunlink_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct fileunlink_event, ProcessId_start),
	},
};

const struct wmk_point_info wmk_points[NR_POINTS] SEC(".rodata.wmk") = {
	[FILEWRITE_AT_LSM_FILE_PERMISSION] = {
		.program = "at_lsm_file_permission",
		.section = "lsm/file_permission",
		.kind = FILEWRITE_KIND,
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
	[FILEUNLINK_AT_LSM_PATH_UNLINK] = {
		.program = "at_lsm_path_unlink",
		.section = "lsm/path_unlink",
		.kind = FILEUNLINK_KIND,
	},
	[FILEUNLINK_AT_FENTRY_SECURITY_PATH_UNLINK] = {
		.program = "at_fentry_security_path_unlink",
		.section = "fentry/security_path_unlink",
		.kind = FILEUNLINK_KIND,
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
