// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/dropped_program.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   16  RULE dropped_program
 *   17  PATTERN { [fileopen:w, exec:x] }
 *   18  WHERE {
 *   19      [UserId],
 *   20      w.Device == x.Device, w.Inode == x.Inode,
 *   21      (w.Flags & O_ACCMODE) != O_RDONLY
 *   22  }
 *   23  WITHIN { 10 s }
 *   24  RETURN { w.Path, x.FileName, w.ProcessId AS writer, x.ProcessId AS runner, w.UserId AS user }
 *
 *     start -- fileopen where (Flags & O_ACCMODE) != O_RDONLY --> w
 *     w     -- exec --> match
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
	DROPPED_PROGRAM_RULE,
	NR_RULES
};

enum {
	EXEC_KIND,
	FILEOPEN_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	EXEC_AT_TP_BTF_SCHED_PROCESS_EXEC,
	FILEOPEN_AT_LSM_FILE_OPEN,
	FILEOPEN_AT_FENTRY_SECURITY_FILE_OPEN,
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
	[EXEC_AT_TP_BTF_SCHED_PROCESS_EXEC] = 1,
	[FILEOPEN_AT_LSM_FILE_OPEN] = 1,
	[FILEOPEN_AT_FENTRY_SECURITY_FILE_OPEN] = 1,
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

/* A process has begun to run another program. */
struct exec_event {
	__u64 TimeStamp;
	char FileName[256] wmk_words;
	__u64 Inode;
	__u32 Device;
	__u32 ProcessId;
	__u32 UserId;
};

/* A file is about to be opened; permission was granted by what was asked before. */
struct fileopen_event {
	__u64 TimeStamp;
	char Path[256] wmk_words;
	__u64 Inode;
	__u32 Device;
	__u32 Flags;
	__u32 ProcessId;
	__u32 UserId;
};

/* Rule dropped_program, rules/dropped_program.wmk:16 */

enum {
	DROPPED_PROGRAM_START = 1,
	DROPPED_PROGRAM_AFTER_W = 2,	/* fileopen */
	DROPPED_PROGRAM_ACCEPT = 3,	/* fileopen, exec */
	NR_DROPPED_PROGRAM_STATES,
	NR_DROPPED_PROGRAM_SLOTS = 1,
};

/* What an event is to the rule; 0: nothing. */
enum {
	DROPPED_PROGRAM_ON_FILEOPEN = 1,	/* fileopen as w */
	DROPPED_PROGRAM_ON_EXEC = 2,	/* exec as x */
	NR_DROPPED_PROGRAM_LETTERS = 3
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	DROPPED_PROGRAM_TAKES_W = 1 << 0,
	DROPPED_PROGRAM_TAKES_X = 1 << 1,
};

static const struct wmk_move
dropped_program_moves[NR_DROPPED_PROGRAM_STATES][NR_DROPPED_PROGRAM_LETTERS] wmk_table = {
	[DROPPED_PROGRAM_START][DROPPED_PROGRAM_ON_FILEOPEN] =
			{ DROPPED_PROGRAM_AFTER_W, DROPPED_PROGRAM_TAKES_W },
	[DROPPED_PROGRAM_AFTER_W][DROPPED_PROGRAM_ON_EXEC] =
			{ DROPPED_PROGRAM_ACCEPT, DROPPED_PROGRAM_TAKES_X },
};

/* Where a key keeps a run in a state. */
static const __u8 dropped_program_slots[NR_DROPPED_PROGRAM_STATES] wmk_table = {
	[DROPPED_PROGRAM_AFTER_W] = 0,
};

struct dropped_program_run {
	struct wmk_run run;
	char w_Path[256] wmk_words;	/* rules/dropped_program.wmk:17 */
	__u32 w_ProcessId;	/* rules/dropped_program.wmk:17 */
	__u32 w_UserId;	/* rules/dropped_program.wmk:17 */
};

/* A run that completed, and what its last event gives the record. */
struct dropped_program_match {
	struct dropped_program_run run;
	char x_FileName[256] wmk_words;	/* rules/dropped_program.wmk:17 */
	__u32 x_ProcessId;	/* rules/dropped_program.wmk:17 */
};

static const struct wmk_rule dropped_program = {
	.moves = &dropped_program_moves[0][0],
	.nr_letters = NR_DROPPED_PROGRAM_LETTERS,
	.nr_live = DROPPED_PROGRAM_ACCEPT,
	.dead = NR_DROPPED_PROGRAM_STATES,
	.run_bytes = sizeof(struct dropped_program_run),
	.window = 10000000000ULL,	/* ns */
	.slots = dropped_program_slots,
	.nr_slots = NR_DROPPED_PROGRAM_SLOTS,
};

static const __u8 dropped_program_fileopen_letters[2] wmk_table = {
	[1] = DROPPED_PROGRAM_ON_FILEOPEN,
};

/* The conditions on what is read first. */
static __always_inline __u64 dropped_program_fileopen_early(const struct fileopen_event *e)
{
	__u64 truth = 0;

	/* rules/dropped_program.wmk:21: (w.Flags & O_ACCMODE) != O_RDONLY */
	truth = wmk_note(truth, ((__s64)e->Flags & 3) != 0, 0);
	return truth;
}

static __always_inline __u64 dropped_program_fileopen_letter(const struct fileopen_event *e)
{
	__u64 truth = dropped_program_fileopen_early(e);

	barrier_var(truth);
	return wmk_hide(dropped_program_fileopen_letters[truth & (2 - 1)]);
}

static __always_inline void dropped_program_fileopen_update(void *run, const void *event,
		__u64 takes)
{
	struct dropped_program_run *to = run;
	const struct fileopen_event *e = event;

	if (takes & DROPPED_PROGRAM_TAKES_W) {
		wmk_copy(to->w_Path, e->Path, sizeof(to->w_Path));
		to->w_ProcessId = e->ProcessId;
		to->w_UserId = e->UserId;
	}
}

static const struct wmk_reader dropped_program_fileopen_reader = {
	.begins = true,
	.update = dropped_program_fileopen_update,
};

static __always_inline void dropped_program_exec_finish(void *match, const void *event, __u64 takes)
{
	struct dropped_program_match *to = match;
	const struct exec_event *e = event;

	if (takes & DROPPED_PROGRAM_TAKES_X) {
		wmk_copy(to->x_FileName, e->FileName, sizeof(to->x_FileName));
		to->x_ProcessId = e->ProcessId;
	}
}

static const struct wmk_reader dropped_program_exec_reader = {
	.completes = true,
	.finish = dropped_program_exec_finish,
};

struct dropped_program_record {
	struct wmk_record head;
	char column_0[256] wmk_words;	/* "w.Path" */
	char column_1[256] wmk_words;	/* "x.FileName" */
	__u32 column_2;	/* "writer" */
	__u32 column_3;	/* "runner" */
	__u32 column_4;	/* "user" */
};

static __always_inline void dropped_program_emit(const struct dropped_program_match *match,
		__u64 now, __u64 cgroup, struct wmk_rule_stats *stats)
{
	struct dropped_program_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[DROPPED_PROGRAM_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, DROPPED_PROGRAM_RULE, wmk_lost[DROPPED_PROGRAM_RULE], now,
			cgroup);
	wmk_copy(record->column_0, match->run.w_Path, sizeof(record->column_0));
	wmk_copy(record->column_1, match->x_FileName, sizeof(record->column_1));
	record->column_2 = match->run.w_ProcessId;
	record->column_3 = match->x_ProcessId;
	record->column_4 = match->run.w_UserId;
	bpf_ringbuf_submit(record, 0);
}

struct by_inode_device_user_key {
	__u64 Inode;
	__u32 Device;
	__u32 UserId;
};

struct by_inode_device_user_runs {
	struct dropped_program_run dropped_program[NR_DROPPED_PROGRAM_SLOTS];
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
		wmk_add(&stats->rules[DROPPED_PROGRAM_RULE].expired,
			wmk_slots_end(&dropped_program, bucket->runs[way].dropped_program));
	}
	bucket->ways[way].tag = tag;
	bucket->ways[way].live = 0;
	bucket->ways[way].until = now;
	wmk_copy(&bucket->keys[way], key, sizeof(*key));
	return way;
}

/* What stands in memory while the event is shown to rules in by_inode_device_user. */
struct exec_by_inode_device_user_work {
	struct {
		struct dropped_program_match dropped_program;
	} matches;
	struct {
		__u32 dropped_program;
	} letters;
};

struct exec_frame {
	struct exec_event event;
	struct exec_by_inode_device_user_work by_inode_device_user;
};

/* What stands in memory while the event is shown to rules in by_inode_device_user. */
struct fileopen_by_inode_device_user_work {
	struct {
		__u32 dropped_program;
	} letters;
};

struct fileopen_frame {
	struct fileopen_event event;
	struct fileopen_by_inode_device_user_work by_inode_device_user;
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
		struct exec_frame exec;
		struct fileopen_frame fileopen;
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
static __always_inline void exec_by_inode_device_user(struct exec_frame *frame,
		struct wmk_stats *stats)
{
	struct exec_by_inode_device_user_work *work = &frame->by_inode_device_user;
	struct by_inode_device_user_key key = {};
	struct by_inode_device_user_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(DROPPED_PROGRAM_RULE))
		return;
	work->letters.dropped_program = DROPPED_PROGRAM_ON_EXEC;
	barrier();
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.dropped_program.run.run.state = WMK_NO_STATE;
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
		wmk_slots_step(&(struct wmk_step) {
			.rule = &dropped_program,
			.reader = &dropped_program_exec_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.dropped_program,
			.key = &bucket->ways[way],
			.stats = &stats->rules[DROPPED_PROGRAM_RULE],
			.matches = &work->matches.dropped_program,
		}, bucket->runs[way].dropped_program);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
	if (work->matches.dropped_program.run.run.state != WMK_NO_STATE)
		dropped_program_emit(&work->matches.dropped_program, frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[DROPPED_PROGRAM_RULE]);
}

static __always_inline void exec_read(struct exec_frame *frame, struct wmk_stats *stats)
{
	exec_by_inode_device_user(frame, stats);
}

static __always_inline void exec_at_tp_btf_sched_process_exec(__u64 *ctx)
{
	struct linux_binprm *bprm = (struct linux_binprm *)ctx[2];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct exec_frame *frame;
	struct exec_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(EXEC_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[EXEC_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[DROPPED_PROGRAM_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->exec;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_string(e->FileName, 256, bprm->filename);
	e->Device = wmk_device(bprm->file);
	e->Inode = bprm->file->f_inode->i_ino;
	e->ProcessId = subject->tgid;
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_record_event(EXEC_KIND, e, sizeof(*e));
	exec_read(frame, stats);
	give_scratch(scratch);
}

/* Shows the event to the rules whose runs are in by_inode_device_user. */
static __always_inline void fileopen_by_inode_device_user(struct fileopen_frame *frame,
		struct wmk_stats *stats)
{
	struct fileopen_by_inode_device_user_work *work = &frame->by_inode_device_user;
	struct by_inode_device_user_key key = {};
	struct by_inode_device_user_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(DROPPED_PROGRAM_RULE))
		return;
	work->letters.dropped_program = dropped_program_fileopen_letter(&frame->event);
	barrier();
	if (!work->letters.dropped_program)
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
		   wmk_begins(&dropped_program, work->letters.dropped_program),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &dropped_program,
			.reader = &dropped_program_fileopen_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.dropped_program,
			.key = &bucket->ways[way],
			.stats = &stats->rules[DROPPED_PROGRAM_RULE],
		}, bucket->runs[way].dropped_program);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&dropped_program, work->letters.dropped_program))
			wmk_count(&stats->rules[DROPPED_PROGRAM_RULE].refused);
	}
	bpf_spin_unlock(&bucket->lock);
}

/* Whether the event may be something to a rule, as far as the fields say that are read first. */
static __always_inline bool fileopen_open(const struct fileopen_event *e)
{
	return wmk_open(0x2ULL, dropped_program_fileopen_early(e));
}

static __always_inline void fileopen_read(struct fileopen_frame *frame, struct wmk_stats *stats)
{
	fileopen_by_inode_device_user(frame, stats);
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
		wmk_count(&stats->rules[DROPPED_PROGRAM_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->fileopen;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Flags = file->f_flags;
	if (wmk_record_events || fileopen_open(e)) {
		wmk_fill_path(e->Path, 256, file);
		e->Device = wmk_device(file);
		e->Inode = BPF_CORE_READ(file, f_inode, i_ino);
		e->ProcessId = subject->tgid;
		e->UserId = (__u32)bpf_get_current_uid_gid();
		wmk_record_event(FILEOPEN_KIND, e, sizeof(*e));
		fileopen_read(frame, stats);
	}
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
		wmk_count(&stats->rules[DROPPED_PROGRAM_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->fileopen;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Flags = file->f_flags;
	if (wmk_record_events || fileopen_open(e)) {
		wmk_fill_path(e->Path, 256, file);
		e->Device = wmk_device(file);
		e->Inode = BPF_CORE_READ(file, f_inode, i_ino);
		e->ProcessId = subject->tgid;
		e->UserId = (__u32)bpf_get_current_uid_gid();
		wmk_record_event(FILEOPEN_KIND, e, sizeof(*e));
		fileopen_read(frame, stats);
	}
	give_scratch(scratch);
}

SEC("tp_btf/sched_process_exec")
int at_tp_btf_sched_process_exec(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[EXEC_AT_TP_BTF_SCHED_PROCESS_EXEC])
		exec_at_tp_btf_sched_process_exec(ctx);
	return 0;
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

/* What a loader needs to know; see wmk.abi.h. */

const struct wmk_object_info wmk_object SEC(".rodata.wmk") = {
	.abi = WMK_ABI_VERSION,
	.nr_rules = NR_RULES,
	.nr_columns = 5,
	.nr_kinds = NR_KINDS,
	.nr_points = NR_POINTS,
	.nr_tables = NR_TABLES,
	.nr_fields = 13,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 0,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[DROPPED_PROGRAM_RULE] = {
		.name = "dropped_program",
		.source = "rules/dropped_program.wmk:16",
		.first_column = 0,
		.nr_columns = 5,
		.record_bytes = sizeof(struct dropped_program_record),
		.table = BY_INODE_DEVICE_USER_TABLE,
		.taskless = WMK_NO_KIND,
	},
};

const struct wmk_column_info wmk_columns[5] SEC(".rodata.wmk") = {
	{
		.label = "w.Path",
		.offset = offsetof(struct dropped_program_record, column_0),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "x.FileName",
		.offset = offsetof(struct dropped_program_record, column_1),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "writer",
		.offset = offsetof(struct dropped_program_record, column_2),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "runner",
		.offset = offsetof(struct dropped_program_record, column_3),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "user",
		.offset = offsetof(struct dropped_program_record, column_4),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[EXEC_KIND] = {
		.name = "exec",
		.first_field = 0,
		.nr_fields = 6,
		.event_bytes = sizeof(struct exec_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[FILEOPEN_KIND] = {
		.name = "fileopen",
		.first_field = 6,
		.nr_fields = 7,
		.event_bytes = sizeof(struct fileopen_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[13] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct exec_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "FileName",
		.offset = offsetof(struct exec_event, FileName),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "Device",
		.offset = offsetof(struct exec_event, Device),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Inode",
		.offset = offsetof(struct exec_event, Inode),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct exec_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "UserId",
		.offset = offsetof(struct exec_event, UserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
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
		.name = "Device",
		.offset = offsetof(struct fileopen_event, Device),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Inode",
		.offset = offsetof(struct fileopen_event, Inode),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Flags",
		.offset = offsetof(struct fileopen_event, Flags),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct fileopen_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "UserId",
		.offset = offsetof(struct fileopen_event, UserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
};

const struct wmk_point_info wmk_points[NR_POINTS] SEC(".rodata.wmk") = {
	[EXEC_AT_TP_BTF_SCHED_PROCESS_EXEC] = {
		.program = "at_tp_btf_sched_process_exec",
		.section = "tp_btf/sched_process_exec",
		.kind = EXEC_KIND,
	},
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
