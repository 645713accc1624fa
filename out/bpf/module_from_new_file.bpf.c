// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/module_from_new_file.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   16  RULE module_from_new_file
 *   17  PATTERN { [filewrite:w, modulefile:m] }
 *   18  WHERE   { [Device], [Inode] }
 *   19  WITHIN  { 1 min }
 *   20  RETURN  { m.Path, w.ProcessId AS writer, w.UserId AS written_by, m.ProcessId AS loader, m.UserId AS loaded_by }
 *
 *     start -- filewrite --> w
 *     w     -- modulefile --> match
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
	MODULE_FROM_NEW_FILE_RULE,
	NR_RULES
};

enum {
	FILEWRITE_KIND,
	MODULEFILE_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	FILEWRITE_AT_LSM_FILE_PERMISSION,
	FILEWRITE_AT_FENTRY_SECURITY_FILE_PERMISSION,
	MODULEFILE_AT_LSM_KERNEL_READ_FILE,
	MODULEFILE_AT_FENTRY_SECURITY_KERNEL_READ_FILE,
	NR_POINTS
};

enum {
	BY_INODE_DEVICE_TABLE,
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
	[MODULEFILE_AT_LSM_KERNEL_READ_FILE] = 1,
	[MODULEFILE_AT_FENTRY_SECURITY_KERNEL_READ_FILE] = 1,
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
	__u64 Inode;
	__u32 Device;
	__u32 ProcessId;
	__u32 UserId;
};

/*
 * The kernel is about to read a module from a file, for finit_module(2); the moduleload of the same
 * thread follows.
 */
struct modulefile_event {
	__u64 TimeStamp;
	char Path[256] wmk_words;
	__u64 Inode;
	__u32 Device;
	__u32 ProcessId;
	__u32 UserId;
};

/* Rule module_from_new_file, rules/module_from_new_file.wmk:16 */

enum {
	MODULE_FROM_NEW_FILE_START = 1,
	MODULE_FROM_NEW_FILE_AFTER_W = 2,	/* filewrite */
	MODULE_FROM_NEW_FILE_ACCEPT = 3,	/* filewrite, modulefile */
	NR_MODULE_FROM_NEW_FILE_STATES,
	NR_MODULE_FROM_NEW_FILE_SLOTS = 1,
};

/* What an event is to the rule; 0: nothing. */
enum {
	MODULE_FROM_NEW_FILE_ON_FILEWRITE = 1,	/* filewrite as w */
	MODULE_FROM_NEW_FILE_ON_MODULEFILE = 2,	/* modulefile as m */
	NR_MODULE_FROM_NEW_FILE_LETTERS = 3
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	MODULE_FROM_NEW_FILE_TAKES_M = 1 << 0,
	MODULE_FROM_NEW_FILE_TAKES_W = 1 << 1,
};

static const struct wmk_move
module_from_new_file_moves[NR_MODULE_FROM_NEW_FILE_STATES][NR_MODULE_FROM_NEW_FILE_LETTERS] wmk_table =
		{
	[MODULE_FROM_NEW_FILE_START][MODULE_FROM_NEW_FILE_ON_FILEWRITE] =
			{ MODULE_FROM_NEW_FILE_AFTER_W, MODULE_FROM_NEW_FILE_TAKES_W },
	[MODULE_FROM_NEW_FILE_AFTER_W][MODULE_FROM_NEW_FILE_ON_MODULEFILE] =
			{ MODULE_FROM_NEW_FILE_ACCEPT, MODULE_FROM_NEW_FILE_TAKES_M },
};

/* Where a key keeps a run in a state. */
static const __u8 module_from_new_file_slots[NR_MODULE_FROM_NEW_FILE_STATES] wmk_table = {
	[MODULE_FROM_NEW_FILE_AFTER_W] = 0,
};

struct module_from_new_file_run {
	struct wmk_run run;
	__u32 w_ProcessId;	/* rules/module_from_new_file.wmk:17 */
	__u32 w_UserId;	/* rules/module_from_new_file.wmk:17 */
};

/* A run that completed, and what its last event gives the record. */
struct module_from_new_file_match {
	struct module_from_new_file_run run;
	char m_Path[256] wmk_words;	/* rules/module_from_new_file.wmk:17 */
	__u32 m_ProcessId;	/* rules/module_from_new_file.wmk:17 */
	__u32 m_UserId;	/* rules/module_from_new_file.wmk:17 */
};

static const struct wmk_rule module_from_new_file = {
	.moves = &module_from_new_file_moves[0][0],
	.nr_letters = NR_MODULE_FROM_NEW_FILE_LETTERS,
	.nr_live = MODULE_FROM_NEW_FILE_ACCEPT,
	.dead = NR_MODULE_FROM_NEW_FILE_STATES,
	.run_bytes = sizeof(struct module_from_new_file_run),
	.window = 60000000000ULL,	/* ns */
	.slots = module_from_new_file_slots,
	.nr_slots = NR_MODULE_FROM_NEW_FILE_SLOTS,
};

static __always_inline void module_from_new_file_filewrite_update(void *run, const void *event,
		__u64 takes)
{
	struct module_from_new_file_run *to = run;
	const struct filewrite_event *e = event;

	if (takes & MODULE_FROM_NEW_FILE_TAKES_W) {
		to->w_ProcessId = e->ProcessId;
		to->w_UserId = e->UserId;
	}
}

static const struct wmk_reader module_from_new_file_filewrite_reader = {
	.begins = true,
	.update = module_from_new_file_filewrite_update,
};

static __always_inline void module_from_new_file_modulefile_finish(void *match, const void *event,
		__u64 takes)
{
	struct module_from_new_file_match *to = match;
	const struct modulefile_event *e = event;

	if (takes & MODULE_FROM_NEW_FILE_TAKES_M) {
		wmk_copy(to->m_Path, e->Path, sizeof(to->m_Path));
		to->m_ProcessId = e->ProcessId;
		to->m_UserId = e->UserId;
	}
}

static const struct wmk_reader module_from_new_file_modulefile_reader = {
	.completes = true,
	.finish = module_from_new_file_modulefile_finish,
};

struct module_from_new_file_record {
	struct wmk_record head;
	char column_0[256] wmk_words;	/* "m.Path" */
	__u32 column_1;	/* "writer" */
	__u32 column_2;	/* "written_by" */
	__u32 column_3;	/* "loader" */
	__u32 column_4;	/* "loaded_by" */
};

static __always_inline void module_from_new_file_emit(const struct module_from_new_file_match *match,
		__u64 now, __u64 cgroup, struct wmk_rule_stats *stats)
{
	struct module_from_new_file_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[MODULE_FROM_NEW_FILE_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, MODULE_FROM_NEW_FILE_RULE, wmk_lost[MODULE_FROM_NEW_FILE_RULE],
			now, cgroup);
	wmk_copy(record->column_0, match->m_Path, sizeof(record->column_0));
	record->column_1 = match->run.w_ProcessId;
	record->column_2 = match->run.w_UserId;
	record->column_3 = match->m_ProcessId;
	record->column_4 = match->m_UserId;
	bpf_ringbuf_submit(record, 0);
}

struct by_inode_device_key {
	__u64 Inode;
	__u32 Device;
	__u8 padding[4];
};

struct by_inode_device_runs {
	struct module_from_new_file_run module_from_new_file[NR_MODULE_FROM_NEW_FILE_SLOTS];
};

#define NR_BY_INODE_DEVICE_BUCKETS 16384

struct by_inode_device_bucket {
	struct bpf_spin_lock lock;
	struct wmk_key ways[WMK_WAYS];
	struct by_inode_device_key keys[WMK_WAYS];
	struct by_inode_device_runs runs[WMK_WAYS];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_BY_INODE_DEVICE_BUCKETS);
	__type(key, __u32);
	__type(value, struct by_inode_device_bucket);
} by_inode_device SEC(".maps");

/*
 * Finds the way of a key in its locked bucket and, where an event begins a
 * run, makes one. WMK_WAYS: the key is not there, or there is no room for it.
 */
static __always_inline __u32 by_inode_device_find(struct by_inode_device_bucket *bucket,
				      const struct by_inode_device_key *key, __u32 tag,
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
		wmk_add(&stats->rules[MODULE_FROM_NEW_FILE_RULE].expired,
			wmk_slots_end(&module_from_new_file,
					bucket->runs[way].module_from_new_file));
	}
	bucket->ways[way].tag = tag;
	bucket->ways[way].live = 0;
	bucket->ways[way].until = now;
	wmk_copy(&bucket->keys[way], key, sizeof(*key));
	return way;
}

/* What stands in memory while the event is shown to rules in by_inode_device. */
struct filewrite_by_inode_device_work {
	struct {
		__u32 module_from_new_file;
	} letters;
};

struct filewrite_frame {
	struct filewrite_event event;
	struct filewrite_by_inode_device_work by_inode_device;
};

/* What stands in memory while the event is shown to rules in by_inode_device. */
struct modulefile_by_inode_device_work {
	struct {
		struct module_from_new_file_match module_from_new_file;
	} matches;
	struct {
		__u32 module_from_new_file;
	} letters;
};

struct modulefile_frame {
	struct modulefile_event event;
	struct modulefile_by_inode_device_work by_inode_device;
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
		struct modulefile_frame modulefile;
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

/* Shows the event to the rules whose runs are in by_inode_device. */
static __always_inline void filewrite_by_inode_device(struct filewrite_frame *frame,
		struct wmk_stats *stats)
{
	struct filewrite_by_inode_device_work *work = &frame->by_inode_device;
	struct by_inode_device_key key = {};
	struct by_inode_device_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(MODULE_FROM_NEW_FILE_RULE))
		return;
	work->letters.module_from_new_file = MODULE_FROM_NEW_FILE_ON_FILEWRITE;
	barrier();
	wmk_ask_clock(&frame->event.TimeStamp);
	key.Inode = frame->event.Inode;
	key.Device = frame->event.Device;
	hash = wmk_hash(&key, sizeof(struct by_inode_device_key));
	index = hash & (NR_BY_INODE_DEVICE_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_inode_device, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = by_inode_device_find(bucket, &key, wmk_tag(hash),
		   wmk_begins(&module_from_new_file, work->letters.module_from_new_file),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &module_from_new_file,
			.reader = &module_from_new_file_filewrite_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.module_from_new_file,
			.key = &bucket->ways[way],
			.stats = &stats->rules[MODULE_FROM_NEW_FILE_RULE],
		}, bucket->runs[way].module_from_new_file);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&module_from_new_file, work->letters.module_from_new_file))
			wmk_count(&stats->rules[MODULE_FROM_NEW_FILE_RULE].refused);
	}
	bpf_spin_unlock(&bucket->lock);
}

static __always_inline void filewrite_read(struct filewrite_frame *frame, struct wmk_stats *stats)
{
	filewrite_by_inode_device(frame, stats);
}

static __always_inline void filewrite_at_lsm_file_permission(__u64 *ctx)
{
	struct file *file = (struct file *)ctx[0];
	int mask = (int)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct filewrite_frame on_stack = {}, *frame = &on_stack;
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

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Device = wmk_device(file);
	e->Inode = BPF_CORE_READ(file, f_inode, i_ino);
	e->ProcessId = subject->tgid;
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_record_event(FILEWRITE_KIND, e, sizeof(*e));
	filewrite_read(frame, stats);
}

static __always_inline void filewrite_at_fentry_security_file_permission(__u64 *ctx)
{
	struct file *file = (struct file *)ctx[0];
	int mask = (int)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct filewrite_frame on_stack = {}, *frame = &on_stack;
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

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Device = wmk_device(file);
	e->Inode = BPF_CORE_READ(file, f_inode, i_ino);
	e->ProcessId = subject->tgid;
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_record_event(FILEWRITE_KIND, e, sizeof(*e));
	filewrite_read(frame, stats);
}

/* Shows the event to the rules whose runs are in by_inode_device. */
static __always_inline void modulefile_by_inode_device(struct modulefile_frame *frame,
		struct wmk_stats *stats)
{
	struct modulefile_by_inode_device_work *work = &frame->by_inode_device;
	struct by_inode_device_key key = {};
	struct by_inode_device_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(MODULE_FROM_NEW_FILE_RULE))
		return;
	work->letters.module_from_new_file = MODULE_FROM_NEW_FILE_ON_MODULEFILE;
	barrier();
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.module_from_new_file.run.run.state = WMK_NO_STATE;
	key.Inode = frame->event.Inode;
	key.Device = frame->event.Device;
	hash = wmk_hash(&key, sizeof(struct by_inode_device_key));
	index = hash & (NR_BY_INODE_DEVICE_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_inode_device, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = wmk_find(bucket->ways, bucket->keys, &key,
		       sizeof(struct by_inode_device_key), wmk_tag(hash));
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &module_from_new_file,
			.reader = &module_from_new_file_modulefile_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.module_from_new_file,
			.key = &bucket->ways[way],
			.stats = &stats->rules[MODULE_FROM_NEW_FILE_RULE],
			.matches = &work->matches.module_from_new_file,
		}, bucket->runs[way].module_from_new_file);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
	if (work->matches.module_from_new_file.run.run.state != WMK_NO_STATE)
		module_from_new_file_emit(&work->matches.module_from_new_file,
				frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[MODULE_FROM_NEW_FILE_RULE]);
}

static __always_inline void modulefile_read(struct modulefile_frame *frame, struct wmk_stats *stats)
{
	modulefile_by_inode_device(frame, stats);
}

static __always_inline void modulefile_at_lsm_kernel_read_file(__u64 *ctx)
{
	struct file *file = (struct file *)ctx[0];
	int id = (int)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct modulefile_frame *frame;
	struct modulefile_event *e;
	struct wmk_stats *stats;

	if (!(wmk_reads_module(id)))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(MODULEFILE_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[MODULEFILE_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[MODULE_FROM_NEW_FILE_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->modulefile;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_path(e->Path, 256, file);
	e->Device = wmk_device(file);
	e->Inode = BPF_CORE_READ(file, f_inode, i_ino);
	e->ProcessId = subject->tgid;
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_record_event(MODULEFILE_KIND, e, sizeof(*e));
	modulefile_read(frame, stats);
	give_scratch(scratch);
}

static __always_inline void modulefile_at_fentry_security_kernel_read_file(__u64 *ctx)
{
	struct file *file = (struct file *)ctx[0];
	int id = (int)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct modulefile_frame *frame;
	struct modulefile_event *e;
	struct wmk_stats *stats;

	if (!(wmk_reads_module(id)))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(MODULEFILE_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[MODULEFILE_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[MODULE_FROM_NEW_FILE_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->modulefile;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_path(e->Path, 256, file);
	e->Device = wmk_device(file);
	e->Inode = BPF_CORE_READ(file, f_inode, i_ino);
	e->ProcessId = subject->tgid;
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_record_event(MODULEFILE_KIND, e, sizeof(*e));
	modulefile_read(frame, stats);
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

SEC("lsm/kernel_read_file")
int at_lsm_kernel_read_file(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[MODULEFILE_AT_LSM_KERNEL_READ_FILE])
		modulefile_at_lsm_kernel_read_file(ctx);
	return 0;
}

SEC("fentry/security_kernel_read_file")
int at_fentry_security_kernel_read_file(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[MODULEFILE_AT_FENTRY_SECURITY_KERNEL_READ_FILE])
		modulefile_at_fentry_security_kernel_read_file(ctx);
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
	.nr_fields = 11,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 0,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[MODULE_FROM_NEW_FILE_RULE] = {
		.name = "module_from_new_file",
		.source = "rules/module_from_new_file.wmk:16",
		.first_column = 0,
		.nr_columns = 5,
		.record_bytes = sizeof(struct module_from_new_file_record),
		.table = BY_INODE_DEVICE_TABLE,
		.taskless = WMK_NO_KIND,
	},
};

const struct wmk_column_info wmk_columns[5] SEC(".rodata.wmk") = {
	{
		.label = "m.Path",
		.offset = offsetof(struct module_from_new_file_record, column_0),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "writer",
		.offset = offsetof(struct module_from_new_file_record, column_1),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "written_by",
		.offset = offsetof(struct module_from_new_file_record, column_2),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "loader",
		.offset = offsetof(struct module_from_new_file_record, column_3),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "loaded_by",
		.offset = offsetof(struct module_from_new_file_record, column_4),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[FILEWRITE_KIND] = {
		.name = "filewrite",
		.first_field = 0,
		.nr_fields = 5,
		.event_bytes = sizeof(struct filewrite_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[MODULEFILE_KIND] = {
		.name = "modulefile",
		.first_field = 5,
		.nr_fields = 6,
		.event_bytes = sizeof(struct modulefile_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[11] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct filewrite_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
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
		.name = "ProcessId",
		.offset = offsetof(struct filewrite_event, ProcessId),
		.bytes = 4,
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
		.offset = offsetof(struct modulefile_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Path",
		.offset = offsetof(struct modulefile_event, Path),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "Device",
		.offset = offsetof(struct modulefile_event, Device),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Inode",
		.offset = offsetof(struct modulefile_event, Inode),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct modulefile_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "UserId",
		.offset = offsetof(struct modulefile_event, UserId),
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
	[MODULEFILE_AT_LSM_KERNEL_READ_FILE] = {
		.program = "at_lsm_kernel_read_file",
		.section = "lsm/kernel_read_file",
		.kind = MODULEFILE_KIND,
	},
	[MODULEFILE_AT_FENTRY_SECURITY_KERNEL_READ_FILE] = {
		.program = "at_fentry_security_kernel_read_file",
		.section = "fentry/security_kernel_read_file",
		.kind = MODULEFILE_KIND,
	},
};

const struct wmk_table_info wmk_tables[NR_TABLES] SEC(".rodata.wmk") = {
	[BY_INODE_DEVICE_TABLE] = {
		.map = "by_inode_device",
		.key = "Inode, Device",
		.storage = WMK_STORAGE_BUCKETS,
		.keys = 65536,
		.bytes_per_key = sizeof(struct by_inode_device_bucket) / WMK_WAYS,
	},
};
