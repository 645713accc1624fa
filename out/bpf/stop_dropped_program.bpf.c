// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/stop_dropped_program.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   17  RULE stop_dropped_program
 *   18  PATTERN { [filewrite:w, filechmod:m, execcheck:x] }
 *   19  WHERE {
 *   20      [UserId], [Device], [Inode],
 *   21      w.Path STARTSWITH "/tmp/" || w.Path STARTSWITH "/var/tmp/" || w.Path STARTSWITH "/dev/shm/",
 *   22      (m.OldMode & (S_IXUSR | S_IXGRP | S_IXOTH)) == 0,
 *   23      (m.NewMode & (S_IXUSR | S_IXGRP | S_IXOTH)) != 0
 *   24  }
 *   25  WITHIN { 10 s }
 *   26  RETURN { x.Path, x.FileName, x.ProcessId AS runner, x.UserId AS user }
 *   27  SELECT { any(8) }
 *   28  DO     { deny(EPERM); }
 *
 *     start -- filewrite where Path STARTSWITH "/tmp/" || Path STARTSWITH "/var/tmp/" || Path
 *              STARTSWITH "/dev/shm/" --> w
 *     w     -- filechmod where (OldMode & (S_IXUSR | S_IXGRP | S_IXOTH)) == 0 and (NewMode &
 *              (S_IXUSR | S_IXGRP | S_IXOTH)) != 0 --> m
 *     m     -- execcheck --> match
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
	STOP_DROPPED_PROGRAM_RULE,
	NR_RULES
};

enum {
	FILEWRITE_KIND,
	FILECHMOD_KIND,
	EXECCHECK_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	FILEWRITE_AT_LSM_FILE_PERMISSION,
	FILEWRITE_AT_FENTRY_SECURITY_FILE_PERMISSION,
	FILECHMOD_AT_LSM_PATH_CHMOD,
	FILECHMOD_AT_FENTRY_SECURITY_PATH_CHMOD,
	FILECHMOD_AT_FENTRY_CHMOD_COMMON,
	EXECCHECK_AT_LSM_BPRM_CHECK_SECURITY,
	EXECCHECK_AT_FENTRY_SECURITY_BPRM_CHECK,
	NR_POINTS
};

enum {
	BY_INODE_DEVICE_USER_TABLE,
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
	[FILECHMOD_AT_LSM_PATH_CHMOD] = 1,
	[FILECHMOD_AT_FENTRY_SECURITY_PATH_CHMOD] = 1,
	[FILECHMOD_AT_FENTRY_CHMOD_COMMON] = 1,
	[EXECCHECK_AT_LSM_BPRM_CHECK_SECURITY] = 1,
	[EXECCHECK_AT_FENTRY_SECURITY_BPRM_CHECK] = 1,
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
	[STOP_DROPPED_PROGRAM_RULE] = WMK_SPARE_INIT | WMK_SPARE_LOADER | WMK_SPARE_KERNEL,
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

/* Bytes are about to be written to a regular file or a block device; how many is not known here. */
struct filewrite_event {
	__u64 TimeStamp;
	char Path[256] wmk_words;
	__u64 Inode;
	__u32 Device;
	__u32 UserId;
};

/* The mode of a file is about to be changed; whether the caller may is looked into afterwards. */
struct filechmod_event {
	__u64 TimeStamp;
	__u64 Inode;
	__u32 Device;
	__u32 UserId;
	__u16 OldMode;
	__u16 NewMode;
};

/*
 * A program, or a script and after it its interpreter, is about to be executed, and can still be
 * refused.
 */
struct execcheck_event {
	__u64 TimeStamp;
	char FileName[256] wmk_words;
	char Path[256] wmk_words;
	__u64 Inode;
	__u32 Device;
	__u32 ProcessId;
	__u32 UserId;
};

/* Rule stop_dropped_program, rules/stop_dropped_program.wmk:17 */

enum {
	STOP_DROPPED_PROGRAM_START = 1,
	STOP_DROPPED_PROGRAM_AFTER_W = 2,	/* filewrite */
	STOP_DROPPED_PROGRAM_AFTER_M = 3,	/* filewrite, filechmod */
	STOP_DROPPED_PROGRAM_ACCEPT = 4,	/* filewrite, filechmod, execcheck */
	NR_STOP_DROPPED_PROGRAM_STATES,
	NR_STOP_DROPPED_PROGRAM_RUNS = 8,	/* of a key, at the most */
	NR_STOP_DROPPED_PROGRAM_ORDER = 16,	/* powers of two */
	NR_STOP_DROPPED_PROGRAM_LIST = 8,
};

/* What an event is to the rule; 0: nothing. */
enum {
	STOP_DROPPED_PROGRAM_ON_FILEWRITE = 1,	/* filewrite as w */
	STOP_DROPPED_PROGRAM_ON_FILECHMOD = 2,	/* filechmod as m */
	STOP_DROPPED_PROGRAM_ON_EXECCHECK = 3,	/* execcheck as x */
	NR_STOP_DROPPED_PROGRAM_LETTERS = 4
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	STOP_DROPPED_PROGRAM_TAKES_X = 1 << 0,
};

static const struct wmk_any_move
stop_dropped_program_moves[NR_STOP_DROPPED_PROGRAM_STATES][NR_STOP_DROPPED_PROGRAM_LETTERS] wmk_table =
		{
	[STOP_DROPPED_PROGRAM_START][STOP_DROPPED_PROGRAM_ON_FILEWRITE] =
			{ .to = STOP_DROPPED_PROGRAM_AFTER_W },
	[STOP_DROPPED_PROGRAM_AFTER_W][STOP_DROPPED_PROGRAM_ON_FILECHMOD] =
			{ .stays = STOP_DROPPED_PROGRAM_AFTER_W, .to =
			STOP_DROPPED_PROGRAM_AFTER_M },
	[STOP_DROPPED_PROGRAM_AFTER_M][STOP_DROPPED_PROGRAM_ON_EXECCHECK] =
			{ .stays = STOP_DROPPED_PROGRAM_AFTER_M, .accepts =
			STOP_DROPPED_PROGRAM_ACCEPT, .takes = STOP_DROPPED_PROGRAM_TAKES_X },
};

struct stop_dropped_program_run {
	struct wmk_run run;
};

/* A run that completed, and what its last event gives the record. */
struct stop_dropped_program_match {
	struct stop_dropped_program_run run;
	char x_Path[256] wmk_words;	/* rules/stop_dropped_program.wmk:18 */
	char x_FileName[256] wmk_words;	/* rules/stop_dropped_program.wmk:18 */
	__u32 x_ProcessId;	/* rules/stop_dropped_program.wmk:18 */
	__u32 x_UserId;	/* rules/stop_dropped_program.wmk:18 */
};

struct stop_dropped_program_matches {
	struct wmk_matches head;
	struct stop_dropped_program_match of[1 + NR_STOP_DROPPED_PROGRAM_LIST];
};

struct stop_dropped_program_forks {
	struct wmk_forks head;
	struct stop_dropped_program_run of[NR_STOP_DROPPED_PROGRAM_LIST];
};

/* A struct wmk_pool. */
struct stop_dropped_program_pool {
	__u8 nr;
	__u8 changed;
	__u8 made;
	__u8 order[NR_STOP_DROPPED_PROGRAM_ORDER];
	struct stop_dropped_program_run runs[NR_STOP_DROPPED_PROGRAM_RUNS + 1];
};

static const struct wmk_rule stop_dropped_program = {
	.any_moves = &stop_dropped_program_moves[0][0],
	.nr_letters = NR_STOP_DROPPED_PROGRAM_LETTERS,
	.nr_live = STOP_DROPPED_PROGRAM_ACCEPT,
	.dead = NR_STOP_DROPPED_PROGRAM_STATES,
	.run_bytes = sizeof(struct stop_dropped_program_run),
	.window = 10000000000ULL,	/* ns */
	.nr_runs = NR_STOP_DROPPED_PROGRAM_RUNS,
	.runs_at = offsetof(struct stop_dropped_program_pool, runs),
	.order_mask = NR_STOP_DROPPED_PROGRAM_ORDER - 1,
	.all = true,
	.matches_at = offsetof(struct stop_dropped_program_matches, of),
	.match_bytes = sizeof(struct stop_dropped_program_match),
	.list_mask = NR_STOP_DROPPED_PROGRAM_LIST - 1,
};

static const __u8 stop_dropped_program_filewrite_letters[2] wmk_table = {
	[1] = STOP_DROPPED_PROGRAM_ON_FILEWRITE,
};

static __always_inline __u64 stop_dropped_program_filewrite_letter(const struct filewrite_event *e)
{
	__u64 truth = 0;

	/*
	 * rules/stop_dropped_program.wmk:21: w.Path STARTSWITH "/tmp/" || w.Path STARTSWITH
	 * "/var/tmp/" || w.Path STARTSWITH "/dev/shm/"
	 */
	truth = wmk_note(truth, (wmk_is(e->Path, "/tmp/", 5) || wmk_is(e->Path, "/var/tmp/", 9)) ||
			wmk_is(e->Path, "/dev/shm/", 9), 0);
	barrier_var(truth);
	return wmk_hide(stop_dropped_program_filewrite_letters[truth & (2 - 1)]);
}

static const struct wmk_reader stop_dropped_program_filewrite_reader = {
	.begins = true,
};

static const __u8 stop_dropped_program_filechmod_letters[4] wmk_table = {
	[3] = STOP_DROPPED_PROGRAM_ON_FILECHMOD,
};

static __always_inline __u64 stop_dropped_program_filechmod_letter(const struct filechmod_event *e)
{
	__u64 truth = 0;

	/* rules/stop_dropped_program.wmk:22: (m.OldMode & (S_IXUSR | S_IXGRP | S_IXOTH)) == 0 */
	truth = wmk_note(truth, (e->OldMode & 73) == 0, 0);
	/* rules/stop_dropped_program.wmk:23: (m.NewMode & (S_IXUSR | S_IXGRP | S_IXOTH)) != 0 */
	truth = wmk_note(truth, (e->NewMode & 73) != 0, 1);
	barrier_var(truth);
	return wmk_hide(stop_dropped_program_filechmod_letters[truth & (4 - 1)]);
}

static const struct wmk_reader stop_dropped_program_filechmod_reader = {
	.forks = true,
};

static __always_inline void stop_dropped_program_execcheck_finish(void *match, const void *event,
		__u64 takes)
{
	struct stop_dropped_program_match *to = match;
	const struct execcheck_event *e = event;

	if (takes & STOP_DROPPED_PROGRAM_TAKES_X) {
		wmk_copy(to->x_Path, e->Path, sizeof(to->x_Path));
		wmk_copy(to->x_FileName, e->FileName, sizeof(to->x_FileName));
		to->x_ProcessId = e->ProcessId;
		to->x_UserId = e->UserId;
	}
}

static const struct wmk_reader stop_dropped_program_execcheck_reader = {
	.completes = true,
	.finish = stop_dropped_program_execcheck_finish,
};

struct stop_dropped_program_record {
	struct wmk_record head;
	char column_0[256] wmk_words;	/* "x.Path" */
	char column_1[256] wmk_words;	/* "x.FileName" */
	__u32 column_2;	/* "runner" */
	__u32 column_3;	/* "user" */
};

/* Calls of DO that change the system, a bit each. */
enum {
	STOP_DROPPED_PROGRAM_DENY = 0,	/* rules/stop_dropped_program.wmk:28: deny(EPERM); */
};

/* DO of stop_dropped_program: which of its calls the match comes to. */
static __noinline __u64 stop_dropped_program_react(const struct stop_dropped_program_match *match wmk_unused,
		__u64 now wmk_unused, __u64 cgroup wmk_unused,
		struct wmk_rule_stats *stats wmk_unused)
{
	__u64 reached = 0;

	/* rules/stop_dropped_program.wmk:28: deny(EPERM); */
	reached |= 1ULL << STOP_DROPPED_PROGRAM_DENY;
	return reached;
}

/* Does what a match of stop_dropped_program came to, if it is to be done. */
static __noinline void stop_dropped_program_perform(struct wmk_reacted *of,
		struct wmk_answer *answer, struct wmk_rule_stats *stats)
{
	if (!wmk_is_done(of, answer, judge(STOP_DROPPED_PROGRAM_RULE, answer->has_task), stats))
		return;
	if (of->reached & 1ULL << STOP_DROPPED_PROGRAM_DENY)
		wmk_called(of, STOP_DROPPED_PROGRAM_DENY, wmk_deny(answer, 1));
}

static __always_inline void stop_dropped_program_emit(const struct stop_dropped_program_match *match,
		__u64 now, __u64 cgroup, struct wmk_rule_stats *stats, struct wmk_answer *answer)
{
	struct stop_dropped_program_record *record;
	struct wmk_reacted reacted = {};

	wmk_count(&stats->matches);
	reacted.reached = stop_dropped_program_react(match, now, cgroup, stats);
	if (reacted.reached)
		stop_dropped_program_perform(&reacted, answer, stats);
	wmk_meet();
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[STOP_DROPPED_PROGRAM_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, STOP_DROPPED_PROGRAM_RULE, wmk_lost[STOP_DROPPED_PROGRAM_RULE],
			now, cgroup);
	wmk_tell_reacted(&record->head, &reacted);
	wmk_copy(record->column_0, match->x_Path, sizeof(record->column_0));
	wmk_copy(record->column_1, match->x_FileName, sizeof(record->column_1));
	record->column_2 = match->x_ProcessId;
	record->column_3 = match->x_UserId;
	bpf_ringbuf_submit(record, 0);
}

struct stop_dropped_program_emission {
	struct stop_dropped_program_matches *matches;
	__u64 now;
	__u64 cgroup;
	struct wmk_rule_stats *stats;
	struct wmk_answer *answer;
};

static long stop_dropped_program_emit_number(__u32 i, struct stop_dropped_program_emission *of)
{
	const void *match = wmk_match(&stop_dropped_program, &of->matches->head, i);

	stop_dropped_program_emit(match, of->now, of->cgroup, of->stats, of->answer);
	return 0;
}

struct by_inode_device_user_key {
	__u64 Inode;
	__u32 Device;
	__u32 UserId;
};

struct by_inode_device_user_runs {
	struct stop_dropped_program_pool stop_dropped_program;
};

#define NR_BY_INODE_DEVICE_USER_BUCKETS 16384

struct by_inode_device_user_bucket {
	struct bpf_spin_lock lock;
	struct wmk_key ways[WMK_WAYS];
	struct by_inode_device_user_key keys[WMK_WAYS];
	struct by_inode_device_user_runs runs[WMK_WAYS];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_BY_INODE_DEVICE_USER_BUCKETS);
	__type(key, __u32);
	__type(value, struct by_inode_device_user_bucket);
} by_inode_device_user SEC(".maps");

/*
 * Finds the way of a key in its locked bucket and, where an event begins a
 * run, makes one. WMK_WAYS: the key is not there, or there is no room for it.
 */
static __always_inline __u32 by_inode_device_user_find(struct by_inode_device_user_bucket *bucket,
				      const struct by_inode_device_user_key *key, __u32 tag,
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
		wmk_add(&stats->rules[STOP_DROPPED_PROGRAM_RULE].expired,
			wmk_pool_end(&stop_dropped_program,
					&bucket->runs[way].stop_dropped_program));
	}
	bucket->ways[way].tag = tag;
	bucket->ways[way].live = 0;
	bucket->ways[way].until = now;
	wmk_copy(&bucket->keys[way], key, sizeof(*key));
	return way;
}

/* What stands in memory while the event is shown to rules in by_inode_device_user. */
struct filewrite_by_inode_device_user_work {
	struct {
		__u32 stop_dropped_program;
	} letters;
};

struct filewrite_frame {
	struct filewrite_event event;
	struct filewrite_by_inode_device_user_work by_inode_device_user;
};

/* What stands in memory while the event is shown to rules in by_inode_device_user. */
struct filechmod_by_inode_device_user_work {
	struct {
		struct stop_dropped_program_forks stop_dropped_program;
	} forks;
	struct {
		__u32 stop_dropped_program;
	} letters;
};

struct filechmod_frame {
	struct filechmod_event event;
	struct filechmod_by_inode_device_user_work by_inode_device_user;
};

/* What stands in memory while the event is shown to rules in by_inode_device_user. */
struct execcheck_by_inode_device_user_work {
	struct {
		struct stop_dropped_program_matches stop_dropped_program;
	} matches;
	struct {
		__u32 stop_dropped_program;
	} letters;
};

struct execcheck_frame {
	struct execcheck_event event;
	struct wmk_answer answer;
	struct execcheck_by_inode_device_user_work by_inode_device_user;
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
		struct filechmod_frame filechmod;
		struct execcheck_frame execcheck;
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

/* Shows the event to the rules whose runs are in by_inode_device_user. */
static __always_inline void filewrite_by_inode_device_user(struct filewrite_frame *frame,
		struct wmk_stats *stats)
{
	struct filewrite_by_inode_device_user_work *work = &frame->by_inode_device_user;
	struct by_inode_device_user_key key = {};
	struct by_inode_device_user_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(STOP_DROPPED_PROGRAM_RULE))
		return;
	work->letters.stop_dropped_program = stop_dropped_program_filewrite_letter(&frame->event);
	barrier();
	if (!work->letters.stop_dropped_program)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	key.Inode = frame->event.Inode;
	key.Device = frame->event.Device;
	key.UserId = frame->event.UserId;
	hash = wmk_hash(&key, sizeof(struct by_inode_device_user_key));
	index = hash & (NR_BY_INODE_DEVICE_USER_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_inode_device_user, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = by_inode_device_user_find(bucket, &key, wmk_tag(hash),
		   wmk_begins(&stop_dropped_program, work->letters.stop_dropped_program),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_any_step(&(struct wmk_step) {
			.rule = &stop_dropped_program,
			.reader = &stop_dropped_program_filewrite_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.stop_dropped_program,
			.key = &bucket->ways[way],
			.stats = &stats->rules[STOP_DROPPED_PROGRAM_RULE],
		}, &bucket->runs[way].stop_dropped_program);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&stop_dropped_program, work->letters.stop_dropped_program))
			wmk_count(&stats->rules[STOP_DROPPED_PROGRAM_RULE].refused);
	}
	bpf_spin_unlock(&bucket->lock);
}

static __always_inline void filewrite_read(struct filewrite_frame *frame, struct wmk_stats *stats)
{
	filewrite_by_inode_device_user(frame, stats);
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
		wmk_count(&stats->rules[STOP_DROPPED_PROGRAM_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->filewrite;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_path(e->Path, 256, file);
	e->Device = wmk_device(file);
	e->Inode = BPF_CORE_READ(file, f_inode, i_ino);
	e->UserId = (__u32)bpf_get_current_uid_gid();
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
		wmk_count(&stats->rules[STOP_DROPPED_PROGRAM_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->filewrite;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_path(e->Path, 256, file);
	e->Device = wmk_device(file);
	e->Inode = BPF_CORE_READ(file, f_inode, i_ino);
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_record_event(FILEWRITE_KIND, e, sizeof(*e));
	filewrite_read(frame, stats);
	give_scratch(scratch);
}

/* Shows the event to the rules whose runs are in by_inode_device_user. */
static __always_inline void filechmod_by_inode_device_user(struct filechmod_frame *frame,
		struct wmk_stats *stats)
{
	struct filechmod_by_inode_device_user_work *work = &frame->by_inode_device_user;
	struct by_inode_device_user_key key = {};
	struct by_inode_device_user_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(STOP_DROPPED_PROGRAM_RULE))
		return;
	work->letters.stop_dropped_program = stop_dropped_program_filechmod_letter(&frame->event);
	barrier();
	if (!work->letters.stop_dropped_program)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	key.Inode = frame->event.Inode;
	key.Device = frame->event.Device;
	key.UserId = frame->event.UserId;
	hash = wmk_hash(&key, sizeof(struct by_inode_device_user_key));
	index = hash & (NR_BY_INODE_DEVICE_USER_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_inode_device_user, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = wmk_find(bucket->ways, bucket->keys, &key,
		       sizeof(struct by_inode_device_user_key), wmk_tag(hash));
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_any_step(&(struct wmk_step) {
			.rule = &stop_dropped_program,
			.reader = &stop_dropped_program_filechmod_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.stop_dropped_program,
			.key = &bucket->ways[way],
			.stats = &stats->rules[STOP_DROPPED_PROGRAM_RULE],
			.forks = &work->forks.stop_dropped_program,
		}, &bucket->runs[way].stop_dropped_program);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
}

static __always_inline void filechmod_read(struct filechmod_frame *frame, struct wmk_stats *stats)
{
	filechmod_by_inode_device_user(frame, stats);
}

static __always_inline void filechmod_at_lsm_path_chmod(__u64 *ctx)
{
	const struct path *path = (const struct path *)ctx[0];
	__u16 mode = (__u16)ctx[1];
	struct wmk_scratch *scratch;
	struct filechmod_frame *frame;
	struct filechmod_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FILECHMOD_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FILECHMOD_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[STOP_DROPPED_PROGRAM_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->filechmod;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Device = wmk_dentry_device(path->dentry);
	e->Inode = BPF_CORE_READ(path, dentry, d_inode, i_ino);
	e->OldMode = BPF_CORE_READ(path, dentry, d_inode, i_mode) & 07777;
	e->NewMode = mode & 07777;
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_record_event(FILECHMOD_KIND, e, sizeof(*e));
	filechmod_read(frame, stats);
	give_scratch(scratch);
}

static __always_inline void filechmod_at_fentry_security_path_chmod(__u64 *ctx)
{
	const struct path *path = (const struct path *)ctx[0];
	__u16 mode = (__u16)ctx[1];
	struct wmk_scratch *scratch;
	struct filechmod_frame *frame;
	struct filechmod_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FILECHMOD_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FILECHMOD_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[STOP_DROPPED_PROGRAM_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->filechmod;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Device = wmk_dentry_device(path->dentry);
	e->Inode = BPF_CORE_READ(path, dentry, d_inode, i_ino);
	e->OldMode = BPF_CORE_READ(path, dentry, d_inode, i_mode) & 07777;
	e->NewMode = mode & 07777;
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_record_event(FILECHMOD_KIND, e, sizeof(*e));
	filechmod_read(frame, stats);
	give_scratch(scratch);
}

static __always_inline void filechmod_at_fentry_chmod_common(__u64 *ctx)
{
	const struct path *path = (const struct path *)ctx[0];
	__u16 mode = (__u16)ctx[1];
	struct wmk_scratch *scratch;
	struct filechmod_frame *frame;
	struct filechmod_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FILECHMOD_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FILECHMOD_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[STOP_DROPPED_PROGRAM_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->filechmod;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Device = wmk_dentry_device(path->dentry);
	e->Inode = BPF_CORE_READ(path, dentry, d_inode, i_ino);
	e->OldMode = BPF_CORE_READ(path, dentry, d_inode, i_mode) & 07777;
	e->NewMode = mode & 07777;
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_record_event(FILECHMOD_KIND, e, sizeof(*e));
	filechmod_read(frame, stats);
	give_scratch(scratch);
}

/* Shows the event to the rules whose runs are in by_inode_device_user. */
static __always_inline void execcheck_by_inode_device_user(struct execcheck_frame *frame,
		struct wmk_stats *stats)
{
	struct execcheck_by_inode_device_user_work *work = &frame->by_inode_device_user;
	struct by_inode_device_user_key key = {};
	struct by_inode_device_user_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(STOP_DROPPED_PROGRAM_RULE))
		return;
	work->letters.stop_dropped_program = STOP_DROPPED_PROGRAM_ON_EXECCHECK;
	barrier();
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.stop_dropped_program.head = (struct wmk_matches) {};
	key.Inode = frame->event.Inode;
	key.Device = frame->event.Device;
	key.UserId = frame->event.UserId;
	hash = wmk_hash(&key, sizeof(struct by_inode_device_user_key));
	index = hash & (NR_BY_INODE_DEVICE_USER_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_inode_device_user, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = wmk_find(bucket->ways, bucket->keys, &key,
		       sizeof(struct by_inode_device_user_key), wmk_tag(hash));
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_any_step(&(struct wmk_step) {
			.rule = &stop_dropped_program,
			.reader = &stop_dropped_program_execcheck_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.stop_dropped_program,
			.key = &bucket->ways[way],
			.stats = &stats->rules[STOP_DROPPED_PROGRAM_RULE],
			.matches = &work->matches.stop_dropped_program,
		}, &bucket->runs[way].stop_dropped_program);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
	if (work->matches.stop_dropped_program.head.nr + work->matches.stop_dropped_program.head.begun) {
		struct stop_dropped_program_emission of = {
			.matches = &work->matches.stop_dropped_program,
			.now = frame->event.TimeStamp,
			.cgroup = bpf_get_current_cgroup_id(),
			.stats = &stats->rules[STOP_DROPPED_PROGRAM_RULE],
			.answer = &frame->answer,
		};

		bpf_loop(work->matches.stop_dropped_program.head.nr + work->matches.stop_dropped_program.head.begun,
			 stop_dropped_program_emit_number, &of, 0);
	}
}

static __always_inline void execcheck_read(struct execcheck_frame *frame, struct wmk_stats *stats)
{
	execcheck_by_inode_device_user(frame, stats);
}

/* The event is refused with the error that this sets. */
static __always_inline void execcheck_at_lsm_bprm_check_security(__u64 *ctx, __u64 *error)
{
	struct linux_binprm *bprm = (struct linux_binprm *)ctx[0];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct execcheck_frame *frame;
	struct execcheck_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(EXECCHECK_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[EXECCHECK_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[STOP_DROPPED_PROGRAM_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->execcheck;

	e = &frame->event;
	frame->answer = (struct wmk_answer) { .has_task = 1, .refusable = 1 };
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_string(e->FileName, 256, bprm->filename);
	wmk_fill_path(e->Path, 256, bprm->file);
	e->Device = wmk_device(bprm->file);
	e->Inode = BPF_CORE_READ(bprm, file, f_inode, i_ino);
	e->ProcessId = subject->tgid;
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_record_event(EXECCHECK_KIND, e, sizeof(*e));
	execcheck_read(frame, stats);
	if (!*error)
		*error = frame->answer.error;
	give_scratch(scratch);
}

static __always_inline void execcheck_at_fentry_security_bprm_check(__u64 *ctx)
{
	struct linux_binprm *bprm = (struct linux_binprm *)ctx[0];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct execcheck_frame *frame;
	struct execcheck_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(EXECCHECK_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[EXECCHECK_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[STOP_DROPPED_PROGRAM_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->execcheck;

	e = &frame->event;
	frame->answer = (struct wmk_answer) { .has_task = 1, .refusable = 0 };
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_string(e->FileName, 256, bprm->filename);
	wmk_fill_path(e->Path, 256, bprm->file);
	e->Device = wmk_device(bprm->file);
	e->Inode = BPF_CORE_READ(bprm, file, f_inode, i_ino);
	e->ProcessId = subject->tgid;
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_record_event(EXECCHECK_KIND, e, sizeof(*e));
	execcheck_read(frame, stats);
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

SEC("lsm/path_chmod")
int at_lsm_path_chmod(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FILECHMOD_AT_LSM_PATH_CHMOD])
		filechmod_at_lsm_path_chmod(ctx);
	return 0;
}

SEC("fentry/security_path_chmod")
int at_fentry_security_path_chmod(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FILECHMOD_AT_FENTRY_SECURITY_PATH_CHMOD])
		filechmod_at_fentry_security_path_chmod(ctx);
	return 0;
}

SEC("fentry/chmod_common")
int at_fentry_chmod_common(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FILECHMOD_AT_FENTRY_CHMOD_COMMON])
		filechmod_at_fentry_chmod_common(ctx);
	return 0;
}

SEC("lsm/bprm_check_security")
long at_lsm_bprm_check_security(__u64 *ctx)
{
	__u64 error = 0;

	if (!wmk_active)
		return 0;
	if (wmk_raise[EXECCHECK_AT_LSM_BPRM_CHECK_SECURITY])
		execcheck_at_lsm_bprm_check_security(ctx, &error);
	return wmk_refusal(error);
}

SEC("fentry/security_bprm_check")
int at_fentry_security_bprm_check(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[EXECCHECK_AT_FENTRY_SECURITY_BPRM_CHECK])
		execcheck_at_fentry_security_bprm_check(ctx);
	return 0;
}

/* What a loader needs to know; see wmk.abi.h. */

const struct wmk_object_info wmk_object SEC(".rodata.wmk") = {
	.abi = WMK_ABI_VERSION,
	.nr_rules = NR_RULES,
	.nr_columns = 4,
	.nr_kinds = NR_KINDS,
	.nr_points = NR_POINTS,
	.nr_tables = NR_TABLES,
	.nr_fields = 18,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 1,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[STOP_DROPPED_PROGRAM_RULE] = {
		.name = "stop_dropped_program",
		.source = "rules/stop_dropped_program.wmk:17",
		.first_column = 0,
		.nr_columns = 4,
		.record_bytes = sizeof(struct stop_dropped_program_record),
		.table = BY_INODE_DEVICE_USER_TABLE,
		.taskless = WMK_NO_KIND,
		.first_note = 0,
		.nr_notes = 0,
		.first_reaction = 0,
		.nr_reactions = 1,
	},
};

const struct wmk_column_info wmk_columns[4] SEC(".rodata.wmk") = {
	{
		.label = "x.Path",
		.offset = offsetof(struct stop_dropped_program_record, column_0),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "x.FileName",
		.offset = offsetof(struct stop_dropped_program_record, column_1),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "runner",
		.offset = offsetof(struct stop_dropped_program_record, column_2),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "user",
		.offset = offsetof(struct stop_dropped_program_record, column_3),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_reaction_info wmk_reactions[1] SEC(".rodata.wmk") = {
	{ .call = WMK_DENY, .number = 1, .source = "rules/stop_dropped_program.wmk:28" },
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[FILEWRITE_KIND] = {
		.name = "filewrite",
		.first_field = 0,
		.nr_fields = 5,
		.event_bytes = sizeof(struct filewrite_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[FILECHMOD_KIND] = {
		.name = "filechmod",
		.first_field = 5,
		.nr_fields = 6,
		.event_bytes = sizeof(struct filechmod_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[EXECCHECK_KIND] = {
		.name = "execcheck",
		.first_field = 11,
		.nr_fields = 7,
		.event_bytes = sizeof(struct execcheck_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[18] SEC(".rodata.wmk") = {
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
		.name = "Device",
		.offset = offsetof(struct filewrite_event, Device),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Inode",
		.offset = offsetof(struct filewrite_event, Inode),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
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
		.name = "TimeStamp",
		.offset = offsetof(struct filechmod_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Device",
		.offset = offsetof(struct filechmod_event, Device),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Inode",
		.offset = offsetof(struct filechmod_event, Inode),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "OldMode",
		.offset = offsetof(struct filechmod_event, OldMode),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "NewMode",
		.offset = offsetof(struct filechmod_event, NewMode),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "UserId",
		.offset = offsetof(struct filechmod_event, UserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "TimeStamp",
		.offset = offsetof(struct execcheck_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "FileName",
		.offset = offsetof(struct execcheck_event, FileName),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "Path",
		.offset = offsetof(struct execcheck_event, Path),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "Device",
		.offset = offsetof(struct execcheck_event, Device),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Inode",
		.offset = offsetof(struct execcheck_event, Inode),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct execcheck_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "UserId",
		.offset = offsetof(struct execcheck_event, UserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
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
	[FILECHMOD_AT_LSM_PATH_CHMOD] = {
		.program = "at_lsm_path_chmod",
		.section = "lsm/path_chmod",
		.kind = FILECHMOD_KIND,
	},
	[FILECHMOD_AT_FENTRY_SECURITY_PATH_CHMOD] = {
		.program = "at_fentry_security_path_chmod",
		.section = "fentry/security_path_chmod",
		.kind = FILECHMOD_KIND,
	},
	[FILECHMOD_AT_FENTRY_CHMOD_COMMON] = {
		.program = "at_fentry_chmod_common",
		.section = "fentry/chmod_common",
		.kind = FILECHMOD_KIND,
	},
	[EXECCHECK_AT_LSM_BPRM_CHECK_SECURITY] = {
		.program = "at_lsm_bprm_check_security",
		.section = "lsm/bprm_check_security",
		.kind = EXECCHECK_KIND,
		.denies = 1,
	},
	[EXECCHECK_AT_FENTRY_SECURITY_BPRM_CHECK] = {
		.program = "at_fentry_security_bprm_check",
		.section = "fentry/security_bprm_check",
		.kind = EXECCHECK_KIND,
	},
};

const struct wmk_table_info wmk_tables[NR_TABLES] SEC(".rodata.wmk") = {
	[BY_INODE_DEVICE_USER_TABLE] = {
		.map = "by_inode_device_user",
		.key = "Inode, Device, UserId",
		.storage = WMK_STORAGE_BUCKETS,
		.keys = 65536,
		.bytes_per_key = sizeof(struct by_inode_device_user_bucket) / WMK_WAYS,
	},
};
