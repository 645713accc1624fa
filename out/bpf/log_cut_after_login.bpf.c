// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/log_cut_after_login.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   15  RULE log_cut_after_login
 *   16  PATTERN { [filewrite:login, filetruncate:c] }
 *   17  WHERE {
 *   18      [UserId],
 *   19      login.Path == "/var/log/wtmp",
 *   20      // Of truncate(2) the path begins at its file system's root, which may be /var or /var/log.
 *   21      c.Path STARTSWITH "/var/log/" || (c.PathCut & PATH_CUT_BEGIN) != 0 && c.Path CONTAINS "log",
 *   22      c.NewSize < c.OldSize
 *   23  }
 *   24  WITHIN { 10 min }
 *   25  RETURN { c.Path, c.OldSize, c.NewSize, c.Comm AS program, c.ProcessId AS process, login.Comm AS login }
 *
 *     start -- filewrite where Path == "/var/log/wtmp" --> login
 *     login -- filetruncate where NewSize < OldSize and (Path STARTSWITH "/var/log/" ||
 *              (PathCut & PATH_CUT_BEGIN) != 0 && Path CONTAINS "log") --> match
 *
 * The engine that reads the tables below is wmk.bpf.h.
 */
#include "wmk.slots.h"
#include "wmk.record.h"
#include "wmk.scope.h"
#include "wmk.path.h"
#include "wmkevents.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

enum {
	LOG_CUT_AFTER_LOGIN_RULE,
	NR_RULES
};

enum {
	FILEWRITE_KIND,
	FILETRUNCATE_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	FILEWRITE_AT_LSM_FILE_PERMISSION,
	FILEWRITE_AT_FENTRY_SECURITY_FILE_PERMISSION,
	FILETRUNCATE_AT_FENTRY_SECURITY_INODE_SETATTR,
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
	[FILEWRITE_AT_LSM_FILE_PERMISSION] = 1,
	[FILEWRITE_AT_FENTRY_SECURITY_FILE_PERMISSION] = 1,
	[FILETRUNCATE_AT_FENTRY_SECURITY_INODE_SETATTR] = 1,
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
	char Path[256] wmk_words;
	char Comm[16] wmk_words;
	__u32 UserId;
};

/*
 * A file is about to be made shorter or longer: truncate(2), ftruncate(2), or an open with O_TRUNC.
 */
struct filetruncate_event {
	__u64 TimeStamp;
	char Path[256] wmk_words;
	__u64 OldSize;
	__u64 NewSize;
	char Comm[16] wmk_words;
	__u32 ProcessId;
	__u32 UserId;
	__u8 PathCut;
};

/* CONTAINS "log" */
#define scan_0_classes 4

static const __u8 scan_0_class[256] wmk_table = { [0x67] = 1, [0x6c] = 2, [0x6f] = 3 };

static const __u8 scan_0_next[4][scan_0_classes] wmk_table = {
	{ 0, 0, 1, 0 },
	{ 0, 0, 1, 2 },
	{ 0, 3, 1, 0 },
	{ 3, 3, 3, 3 },
};

/* Rule log_cut_after_login, rules/log_cut_after_login.wmk:15 */

enum {
	LOG_CUT_AFTER_LOGIN_START = 1,
	LOG_CUT_AFTER_LOGIN_AFTER_LOGIN = 2,	/* filewrite */
	LOG_CUT_AFTER_LOGIN_ACCEPT = 3,	/* filewrite, filetruncate */
	NR_LOG_CUT_AFTER_LOGIN_STATES,
	NR_LOG_CUT_AFTER_LOGIN_SLOTS = 1,
};

/* What an event is to the rule; 0: nothing. */
enum {
	LOG_CUT_AFTER_LOGIN_ON_FILEWRITE = 1,	/* filewrite as login */
	LOG_CUT_AFTER_LOGIN_ON_FILETRUNCATE = 2,	/* filetruncate as c */
	NR_LOG_CUT_AFTER_LOGIN_LETTERS = 3
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	LOG_CUT_AFTER_LOGIN_TAKES_C = 1 << 0,
	LOG_CUT_AFTER_LOGIN_TAKES_LOGIN = 1 << 1,
};

static const struct wmk_move
log_cut_after_login_moves[NR_LOG_CUT_AFTER_LOGIN_STATES][NR_LOG_CUT_AFTER_LOGIN_LETTERS] wmk_table =
		{
	[LOG_CUT_AFTER_LOGIN_START][LOG_CUT_AFTER_LOGIN_ON_FILEWRITE] =
			{ LOG_CUT_AFTER_LOGIN_AFTER_LOGIN, LOG_CUT_AFTER_LOGIN_TAKES_LOGIN },
	[LOG_CUT_AFTER_LOGIN_AFTER_LOGIN][LOG_CUT_AFTER_LOGIN_ON_FILETRUNCATE] =
			{ LOG_CUT_AFTER_LOGIN_ACCEPT, LOG_CUT_AFTER_LOGIN_TAKES_C },
};

/* Where a key keeps a run in a state. */
static const __u8 log_cut_after_login_slots[NR_LOG_CUT_AFTER_LOGIN_STATES] wmk_table = {
	[LOG_CUT_AFTER_LOGIN_AFTER_LOGIN] = 0,
};

struct log_cut_after_login_run {
	struct wmk_run run;
	char login_Comm[16] wmk_words;	/* rules/log_cut_after_login.wmk:16 */
};

/* A run that completed, and what its last event gives the record. */
struct log_cut_after_login_match {
	struct log_cut_after_login_run run;
	char c_Path[256] wmk_words;	/* rules/log_cut_after_login.wmk:16 */
	__u64 c_OldSize;	/* rules/log_cut_after_login.wmk:16 */
	__u64 c_NewSize;	/* rules/log_cut_after_login.wmk:16 */
	char c_Comm[16] wmk_words;	/* rules/log_cut_after_login.wmk:16 */
	__u32 c_ProcessId;	/* rules/log_cut_after_login.wmk:16 */
};

static const struct wmk_rule log_cut_after_login = {
	.moves = &log_cut_after_login_moves[0][0],
	.nr_letters = NR_LOG_CUT_AFTER_LOGIN_LETTERS,
	.nr_live = LOG_CUT_AFTER_LOGIN_ACCEPT,
	.dead = NR_LOG_CUT_AFTER_LOGIN_STATES,
	.run_bytes = sizeof(struct log_cut_after_login_run),
	.window = 600000000000ULL,	/* ns */
	.slots = log_cut_after_login_slots,
	.nr_slots = NR_LOG_CUT_AFTER_LOGIN_SLOTS,
};

static const __u8 log_cut_after_login_filewrite_letters[2] wmk_table = {
	[1] = LOG_CUT_AFTER_LOGIN_ON_FILEWRITE,
};

static __always_inline __u64 log_cut_after_login_filewrite_letter(const struct filewrite_event *e)
{
	__u64 truth = 0;

	/* rules/log_cut_after_login.wmk:19: login.Path == "/var/log/wtmp" */
	truth = wmk_note(truth, wmk_is(e->Path, "/var/log/wtmp", 14), 0);
	barrier_var(truth);
	return wmk_hide(log_cut_after_login_filewrite_letters[truth & (2 - 1)]);
}

static __always_inline void log_cut_after_login_filewrite_update(void *run, const void *event,
		__u64 takes)
{
	struct log_cut_after_login_run *to = run;
	const struct filewrite_event *e = event;

	if (takes & LOG_CUT_AFTER_LOGIN_TAKES_LOGIN) {
		wmk_copy(to->login_Comm, e->Comm, sizeof(to->login_Comm));
	}
}

static const struct wmk_reader log_cut_after_login_filewrite_reader = {
	.begins = true,
	.update = log_cut_after_login_filewrite_update,
};

static const __u8 log_cut_after_login_filetruncate_letters[4] wmk_table = {
	[3] = LOG_CUT_AFTER_LOGIN_ON_FILETRUNCATE,
};

/* The conditions on what is read first. */
static __always_inline __u64 log_cut_after_login_filetruncate_early(const struct filetruncate_event *e)
{
	__u64 truth = 0;

	/* rules/log_cut_after_login.wmk:22: c.NewSize < c.OldSize */
	truth = wmk_note(truth, e->NewSize < e->OldSize, 0);
	return truth;
}

static __always_inline __u64 log_cut_after_login_filetruncate_letter(const struct filetruncate_event *e)
{
	__u64 truth = log_cut_after_login_filetruncate_early(e);

	/*
	 * rules/log_cut_after_login.wmk:21: c.Path STARTSWITH "/var/log/" || (c.PathCut &
	 * PATH_CUT_BEGIN) != 0 && c.Path CONTAINS "log"
	 */
	truth = wmk_note(truth, wmk_open(0x2ULL, truth) &&
			(wmk_is(e->Path, "/var/log/", 9) ||
			(((e->PathCut & 2) != 0) &&
			wmk_scan(e->Path, 256, scan_0_class, &scan_0_next[0][0], scan_0_classes, 4,
			3))), 1);
	barrier_var(truth);
	return wmk_hide(log_cut_after_login_filetruncate_letters[truth & (4 - 1)]);
}

static __always_inline void log_cut_after_login_filetruncate_finish(void *match, const void *event,
		__u64 takes)
{
	struct log_cut_after_login_match *to = match;
	const struct filetruncate_event *e = event;

	if (takes & LOG_CUT_AFTER_LOGIN_TAKES_C) {
		wmk_copy(to->c_Path, e->Path, sizeof(to->c_Path));
		to->c_OldSize = e->OldSize;
		to->c_NewSize = e->NewSize;
		wmk_copy(to->c_Comm, e->Comm, sizeof(to->c_Comm));
		to->c_ProcessId = e->ProcessId;
	}
}

static const struct wmk_reader log_cut_after_login_filetruncate_reader = {
	.completes = true,
	.finish = log_cut_after_login_filetruncate_finish,
};

struct log_cut_after_login_record {
	struct wmk_record head;
	char column_0[256] wmk_words;	/* "c.Path" */
	__u64 column_1;	/* "c.OldSize" */
	__u64 column_2;	/* "c.NewSize" */
	char column_3[16] wmk_words;	/* "program" */
	__u32 column_4;	/* "process" */
	char column_5[16] wmk_words;	/* "login" */
};

static __always_inline void log_cut_after_login_emit(const struct log_cut_after_login_match *match,
		__u64 now, __u64 cgroup, struct wmk_rule_stats *stats)
{
	struct log_cut_after_login_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[LOG_CUT_AFTER_LOGIN_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, LOG_CUT_AFTER_LOGIN_RULE, wmk_lost[LOG_CUT_AFTER_LOGIN_RULE],
			now, cgroup);
	wmk_copy(record->column_0, match->c_Path, sizeof(record->column_0));
	record->column_1 = match->c_OldSize;
	record->column_2 = match->c_NewSize;
	wmk_copy(record->column_3, match->c_Comm, sizeof(record->column_3));
	record->column_4 = match->c_ProcessId;
	wmk_copy(record->column_5, match->run.login_Comm, sizeof(record->column_5));
	bpf_ringbuf_submit(record, 0);
}

struct by_user_key {
	__u32 UserId;
	__u8 padding[4];
};

struct by_user_runs {
	struct log_cut_after_login_run log_cut_after_login[NR_LOG_CUT_AFTER_LOGIN_SLOTS];
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
		wmk_add(&stats->rules[LOG_CUT_AFTER_LOGIN_RULE].expired,
			wmk_slots_end(&log_cut_after_login, bucket->runs[way].log_cut_after_login));
	}
	bucket->ways[way].tag = tag;
	bucket->ways[way].live = 0;
	bucket->ways[way].until = now;
	wmk_copy(&bucket->keys[way], key, sizeof(*key));
	return way;
}

/* What stands in memory while the event is shown to rules in by_user. */
struct filewrite_by_user_work {
	struct {
		__u32 log_cut_after_login;
	} letters;
};

struct filewrite_frame {
	struct filewrite_event event;
	struct filewrite_by_user_work by_user;
};

/* What stands in memory while the event is shown to rules in by_user. */
struct filetruncate_by_user_work {
	struct {
		struct log_cut_after_login_match log_cut_after_login;
	} matches;
	struct {
		__u32 log_cut_after_login;
	} letters;
};

struct filetruncate_frame {
	struct filetruncate_event event;
	struct filetruncate_by_user_work by_user;
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
		struct filetruncate_frame filetruncate;
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
static __always_inline void filewrite_by_user(struct filewrite_frame *frame,
		struct wmk_stats *stats)
{
	struct filewrite_by_user_work *work = &frame->by_user;
	struct by_user_key key = {};
	struct by_user_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(LOG_CUT_AFTER_LOGIN_RULE))
		return;
	work->letters.log_cut_after_login = log_cut_after_login_filewrite_letter(&frame->event);
	barrier();
	if (!work->letters.log_cut_after_login)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	key.UserId = frame->event.UserId;
	hash = wmk_hash(&key, sizeof(struct by_user_key));
	index = hash & (NR_BY_USER_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_user, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = by_user_find(bucket, &key, wmk_tag(hash),
		   wmk_begins(&log_cut_after_login, work->letters.log_cut_after_login),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &log_cut_after_login,
			.reader = &log_cut_after_login_filewrite_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.log_cut_after_login,
			.key = &bucket->ways[way],
			.stats = &stats->rules[LOG_CUT_AFTER_LOGIN_RULE],
		}, bucket->runs[way].log_cut_after_login);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&log_cut_after_login, work->letters.log_cut_after_login))
			wmk_count(&stats->rules[LOG_CUT_AFTER_LOGIN_RULE].refused);
	}
	bpf_spin_unlock(&bucket->lock);
}

static __always_inline void filewrite_read(struct filewrite_frame *frame, struct wmk_stats *stats)
{
	filewrite_by_user(frame, stats);
}

static __always_inline void filewrite_at_lsm_file_permission(__u64 *ctx)
{
	struct file *file = (struct file *)ctx[0];
	int mask = (int)ctx[1];
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
		wmk_count(&stats->rules[LOG_CUT_AFTER_LOGIN_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->filewrite;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_path(e->Path, 256, file);
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_fill_comm(e->Comm, sizeof(e->Comm));
	wmk_record_event(FILEWRITE_KIND, e, sizeof(*e));
	filewrite_read(frame, stats);
	give_scratch(scratch);
}

static __always_inline void filewrite_at_fentry_security_file_permission(__u64 *ctx)
{
	struct file *file = (struct file *)ctx[0];
	int mask = (int)ctx[1];
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
		wmk_count(&stats->rules[LOG_CUT_AFTER_LOGIN_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->filewrite;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_path(e->Path, 256, file);
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_fill_comm(e->Comm, sizeof(e->Comm));
	wmk_record_event(FILEWRITE_KIND, e, sizeof(*e));
	filewrite_read(frame, stats);
	give_scratch(scratch);
}

/* Shows the event to the rules whose runs are in by_user. */
static __always_inline void filetruncate_by_user(struct filetruncate_frame *frame,
		struct wmk_stats *stats)
{
	struct filetruncate_by_user_work *work = &frame->by_user;
	struct by_user_key key = {};
	struct by_user_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(LOG_CUT_AFTER_LOGIN_RULE))
		return;
	work->letters.log_cut_after_login = log_cut_after_login_filetruncate_letter(&frame->event);
	barrier();
	if (!work->letters.log_cut_after_login)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.log_cut_after_login.run.run.state = WMK_NO_STATE;
	key.UserId = frame->event.UserId;
	hash = wmk_hash(&key, sizeof(struct by_user_key));
	index = hash & (NR_BY_USER_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_user, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = wmk_find(bucket->ways, bucket->keys, &key,
		       sizeof(struct by_user_key), wmk_tag(hash));
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &log_cut_after_login,
			.reader = &log_cut_after_login_filetruncate_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.log_cut_after_login,
			.key = &bucket->ways[way],
			.stats = &stats->rules[LOG_CUT_AFTER_LOGIN_RULE],
			.matches = &work->matches.log_cut_after_login,
		}, bucket->runs[way].log_cut_after_login);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
	if (work->matches.log_cut_after_login.run.run.state != WMK_NO_STATE)
		log_cut_after_login_emit(&work->matches.log_cut_after_login, frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[LOG_CUT_AFTER_LOGIN_RULE]);
}

/* Whether the event may be something to a rule, as far as the fields say that are read first. */
static __always_inline bool filetruncate_open(const struct filetruncate_event *e)
{
	return wmk_open(0x2ULL, log_cut_after_login_filetruncate_early(e));
}

static __always_inline void filetruncate_read(struct filetruncate_frame *frame,
		struct wmk_stats *stats)
{
	filetruncate_by_user(frame, stats);
}

static __always_inline void filetruncate_at_fentry_security_inode_setattr(__u64 *ctx)
{
	struct dentry *dentry = (struct dentry *)ctx[1];
	struct iattr *attributes = (struct iattr *)ctx[2];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct filetruncate_frame *frame;
	struct filetruncate_event *e;
	struct wmk_stats *stats;

	if (!(attributes->ia_valid & WMK_ATTR_SIZE))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FILETRUNCATE_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FILETRUNCATE_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[LOG_CUT_AFTER_LOGIN_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->filetruncate;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->OldSize = BPF_CORE_READ(dentry, d_inode, i_size);
	e->NewSize = attributes->ia_size;
	if (wmk_record_events || filetruncate_open(e)) {
		wmk_fill_path_at(e->Path, 256, wmk_mount_of(attributes), dentry);
		e->PathCut = wmk_path_cut_at(wmk_mount_of(attributes), dentry);
		e->ProcessId = subject->tgid;
		e->UserId = (__u32)bpf_get_current_uid_gid();
		wmk_fill_comm(e->Comm, sizeof(e->Comm));
		wmk_record_event(FILETRUNCATE_KIND, e, sizeof(*e));
		filetruncate_read(frame, stats);
	}
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

SEC("fentry/security_inode_setattr")
int at_fentry_security_inode_setattr(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FILETRUNCATE_AT_FENTRY_SECURITY_INODE_SETATTR])
		filetruncate_at_fentry_security_inode_setattr(ctx);
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
	.nr_fields = 12,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 0,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[LOG_CUT_AFTER_LOGIN_RULE] = {
		.name = "log_cut_after_login",
		.source = "rules/log_cut_after_login.wmk:15",
		.first_column = 0,
		.nr_columns = 6,
		.record_bytes = sizeof(struct log_cut_after_login_record),
		.table = BY_USER_TABLE,
		.taskless = WMK_NO_KIND,
	},
};

const struct wmk_column_info wmk_columns[6] SEC(".rodata.wmk") = {
	{
		.label = "c.Path",
		.offset = offsetof(struct log_cut_after_login_record, column_0),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "c.OldSize",
		.offset = offsetof(struct log_cut_after_login_record, column_1),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "c.NewSize",
		.offset = offsetof(struct log_cut_after_login_record, column_2),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "program",
		.offset = offsetof(struct log_cut_after_login_record, column_3),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "process",
		.offset = offsetof(struct log_cut_after_login_record, column_4),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "login",
		.offset = offsetof(struct log_cut_after_login_record, column_5),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[FILEWRITE_KIND] = {
		.name = "filewrite",
		.first_field = 0,
		.nr_fields = 4,
		.event_bytes = sizeof(struct filewrite_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[FILETRUNCATE_KIND] = {
		.name = "filetruncate",
		.first_field = 4,
		.nr_fields = 8,
		.event_bytes = sizeof(struct filetruncate_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[12] SEC(".rodata.wmk") = {
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
		.name = "UserId",
		.offset = offsetof(struct filewrite_event, UserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Comm",
		.offset = offsetof(struct filewrite_event, Comm),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "TimeStamp",
		.offset = offsetof(struct filetruncate_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Path",
		.offset = offsetof(struct filetruncate_event, Path),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "PathCut",
		.offset = offsetof(struct filetruncate_event, PathCut),
		.bytes = 1,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "OldSize",
		.offset = offsetof(struct filetruncate_event, OldSize),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "NewSize",
		.offset = offsetof(struct filetruncate_event, NewSize),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct filetruncate_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "UserId",
		.offset = offsetof(struct filetruncate_event, UserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Comm",
		.offset = offsetof(struct filetruncate_event, Comm),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
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
	[FILETRUNCATE_AT_FENTRY_SECURITY_INODE_SETATTR] = {
		.program = "at_fentry_security_inode_setattr",
		.section = "fentry/security_inode_setattr",
		.kind = FILETRUNCATE_KIND,
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
