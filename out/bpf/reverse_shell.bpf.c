// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/reverse_shell.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   27  RULE reverse_shell
 *   28  PATTERN { [(dup:d | fdinstall:i), exec:x] }
 *   29  WHERE {
 *   30      [ProcessId],
 *   31      d.Descriptor <= 2, d.Family IN { AF_INET, AF_INET6 },
 *   32      i.Descriptor <= 2, i.Family IN { AF_INET, AF_INET6 },
 *   33      x.FileName IN shells
 *   34  }
 *   35  WITHIN { 10 s }
 *   36  RETURN { d.Address, d.Port, d.LocalPort, i.Address AS address, i.Port AS port, x.FileName, x.UserId, x.ProcessId }
 *
 *     start -- dup where Descriptor <= 2 and Family IN { AF_INET, AF_INET6 } --> d
 *           -- fdinstall where Descriptor <= 2 and Family IN { AF_INET, AF_INET6 } --> i
 *     d     -- exec where FileName IN shells --> match
 *     i     -- exec where FileName IN shells --> match (2)
 *
 * The engine that reads the tables below is wmk.bpf.h.
 */
#include "wmk.slots.h"
#include "wmk.record.h"
#include "wmk.scope.h"
#include "wmkevents.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

enum {
	REVERSE_SHELL_RULE,
	NR_RULES
};

enum {
	EXEC_KIND,
	DUP_KIND,
	FDINSTALL_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	EXEC_AT_TP_BTF_SCHED_PROCESS_EXEC,
	DUP_AT_FEXIT_DO_DUP2,
	FDINSTALL_AT_FENTRY_FD_INSTALL,
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
	[EXEC_AT_TP_BTF_SCHED_PROCESS_EXEC] = 1,
	[DUP_AT_FEXIT_DO_DUP2] = 1,
	[FDINSTALL_AT_FENTRY_FD_INSTALL] = 1,
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

/* A process has begun to run another program. */
struct exec_event {
	__u64 TimeStamp;
	char FileName[256] wmk_words;
	__u64 ProcessId_start;
	__u32 ProcessId;
	__u32 UserId;
};

/* A descriptor refers to what another one does, by dup2 or dup3. */
struct dup_event {
	__u64 TimeStamp;
	wmk_address_t Address wmk_words;
	__u64 ProcessId_start;
	__s32 Descriptor;
	__u32 ProcessId;
	__u16 Family;
	__u16 Port;
	__u16 LocalPort;
};

/*
 * A descriptor that was free is about to refer to something: by open, socket, accept, pipe, dup,
 * F_DUPFD, or received.
 */
struct fdinstall_event {
	__u64 TimeStamp;
	wmk_address_t Address wmk_words;
	__u64 ProcessId_start;
	__s32 Descriptor;
	__u32 ProcessId;
	__u16 Family;
	__u16 Port;
};

/* Rule reverse_shell, rules/reverse_shell.wmk:27 */

enum {
	REVERSE_SHELL_START = 1,
	REVERSE_SHELL_AFTER_D = 2,	/* dup */
	REVERSE_SHELL_AFTER_I = 3,	/* fdinstall */
	REVERSE_SHELL_ACCEPT = 4,	/* dup, exec */
	REVERSE_SHELL_ACCEPT__2 = 5,	/* fdinstall, exec */
	NR_REVERSE_SHELL_STATES,
	NR_REVERSE_SHELL_SLOTS = 1,
};

/* What an event is to the rule; 0: nothing. */
enum {
	REVERSE_SHELL_ON_DUP = 1,	/* dup as d */
	REVERSE_SHELL_ON_FDINSTALL = 2,	/* fdinstall as i */
	REVERSE_SHELL_ON_EXEC = 3,	/* exec as x */
	NR_REVERSE_SHELL_LETTERS = 4
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	REVERSE_SHELL_TAKES_D = 1 << 0,
	REVERSE_SHELL_TAKES_I = 1 << 1,
	REVERSE_SHELL_TAKES_X = 1 << 2,
};

static const struct wmk_move
reverse_shell_moves[NR_REVERSE_SHELL_STATES][NR_REVERSE_SHELL_LETTERS] wmk_table = {
	[REVERSE_SHELL_START][REVERSE_SHELL_ON_DUP] =
			{ REVERSE_SHELL_AFTER_D, REVERSE_SHELL_TAKES_D },
	[REVERSE_SHELL_START][REVERSE_SHELL_ON_FDINSTALL] =
			{ REVERSE_SHELL_AFTER_I, REVERSE_SHELL_TAKES_I },
	[REVERSE_SHELL_AFTER_D][REVERSE_SHELL_ON_EXEC] =
			{ REVERSE_SHELL_ACCEPT, REVERSE_SHELL_TAKES_X },
	[REVERSE_SHELL_AFTER_I][REVERSE_SHELL_ON_EXEC] =
			{ REVERSE_SHELL_ACCEPT__2, REVERSE_SHELL_TAKES_X },
};

/* Where a key keeps a run in a state. */
static const __u8 reverse_shell_slots[NR_REVERSE_SHELL_STATES] wmk_table = {
	[REVERSE_SHELL_AFTER_D] = 0,
	[REVERSE_SHELL_AFTER_I] = 0,
};

struct reverse_shell_run {
	struct wmk_run run;
	wmk_address_t d_Address wmk_words;	/* rules/reverse_shell.wmk:28 */
	wmk_address_t i_Address wmk_words;	/* rules/reverse_shell.wmk:28 */
	__u16 d_Port;	/* rules/reverse_shell.wmk:28 */
	__u16 d_LocalPort;	/* rules/reverse_shell.wmk:28 */
	__u16 i_Port;	/* rules/reverse_shell.wmk:28 */
};

/* A run that completed, and what its last event gives the record. */
struct reverse_shell_match {
	struct reverse_shell_run run;
	char x_FileName[256] wmk_words;	/* rules/reverse_shell.wmk:28 */
	__u32 x_UserId;	/* rules/reverse_shell.wmk:28 */
	__u32 x_ProcessId;	/* rules/reverse_shell.wmk:28 */
};

static const struct wmk_rule reverse_shell = {
	.moves = &reverse_shell_moves[0][0],
	.nr_letters = NR_REVERSE_SHELL_LETTERS,
	.nr_live = REVERSE_SHELL_ACCEPT,
	.dead = NR_REVERSE_SHELL_STATES,
	.run_bytes = sizeof(struct reverse_shell_run),
	.window = 10000000000ULL,	/* ns */
	.slots = reverse_shell_slots,
	.nr_slots = NR_REVERSE_SHELL_SLOTS,
};

static const __u8 reverse_shell_dup_letters[4] wmk_table = {
	[3] = REVERSE_SHELL_ON_DUP,
};

/* The conditions on what is read first. */
static __always_inline __u64 reverse_shell_dup_early(const struct dup_event *e)
{
	__u64 truth = 0;

	/* rules/reverse_shell.wmk:31: d.Descriptor <= 2 */
	truth = wmk_note(truth, e->Descriptor <= 2, 0);
	/* rules/reverse_shell.wmk:31: d.Family IN { AF_INET, AF_INET6 } */
	truth = wmk_note(truth, (e->Family == 2) || (e->Family == 10), 1);
	return truth;
}

static __always_inline __u64 reverse_shell_dup_letter(const struct dup_event *e)
{
	__u64 truth = reverse_shell_dup_early(e);

	barrier_var(truth);
	return wmk_hide(reverse_shell_dup_letters[truth & (4 - 1)]);
}

static __always_inline void reverse_shell_dup_update(void *run, const void *event, __u64 takes)
{
	struct reverse_shell_run *to = run;
	const struct dup_event *e = event;

	if (takes & REVERSE_SHELL_TAKES_D) {
		wmk_copy(&to->d_Address, &e->Address, sizeof(to->d_Address));
		to->d_Port = e->Port;
		to->d_LocalPort = e->LocalPort;
	}
}

static const struct wmk_reader reverse_shell_dup_reader = {
	.begins = true,
	.update = reverse_shell_dup_update,
};

static const __u8 reverse_shell_fdinstall_letters[4] wmk_table = {
	[3] = REVERSE_SHELL_ON_FDINSTALL,
};

/* The conditions on what is read first. */
static __always_inline __u64 reverse_shell_fdinstall_early(const struct fdinstall_event *e)
{
	__u64 truth = 0;

	/* rules/reverse_shell.wmk:32: i.Descriptor <= 2 */
	truth = wmk_note(truth, e->Descriptor <= 2, 0);
	/* rules/reverse_shell.wmk:32: i.Family IN { AF_INET, AF_INET6 } */
	truth = wmk_note(truth, (e->Family == 2) || (e->Family == 10), 1);
	return truth;
}

static __always_inline __u64 reverse_shell_fdinstall_letter(const struct fdinstall_event *e)
{
	__u64 truth = reverse_shell_fdinstall_early(e);

	barrier_var(truth);
	return wmk_hide(reverse_shell_fdinstall_letters[truth & (4 - 1)]);
}

static __always_inline void reverse_shell_fdinstall_update(void *run, const void *event,
		__u64 takes)
{
	struct reverse_shell_run *to = run;
	const struct fdinstall_event *e = event;

	if (takes & REVERSE_SHELL_TAKES_I) {
		wmk_copy(&to->i_Address, &e->Address, sizeof(to->i_Address));
		to->i_Port = e->Port;
	}
}

static const struct wmk_reader reverse_shell_fdinstall_reader = {
	.begins = true,
	.update = reverse_shell_fdinstall_update,
};

static const __u8 reverse_shell_exec_letters[2] wmk_table = {
	[1] = REVERSE_SHELL_ON_EXEC,
};

static __always_inline __u64 reverse_shell_exec_letter(const struct exec_event *e)
{
	__u64 truth = 0;

	/* rules/reverse_shell.wmk:33: x.FileName IN shells */
	truth = wmk_note(truth, wmk_is(e->FileName, "/bin/ash", 9) ||
			wmk_is(e->FileName, "/bin/bash", 10) ||
			wmk_is(e->FileName, "/bin/busybox", 13) ||
			wmk_is(e->FileName, "/bin/csh", 9) ||
			wmk_is(e->FileName, "/bin/dash", 10) ||
			wmk_is(e->FileName, "/bin/ksh", 9) || wmk_is(e->FileName, "/bin/sh", 8) ||
			wmk_is(e->FileName, "/bin/tcsh", 10) ||
			wmk_is(e->FileName, "/bin/zsh", 9) ||
			wmk_is(e->FileName, "/usr/bin/ash", 13) ||
			wmk_is(e->FileName, "/usr/bin/bash", 14) ||
			wmk_is(e->FileName, "/usr/bin/busybox", 17) ||
			wmk_is(e->FileName, "/usr/bin/csh", 13) ||
			wmk_is(e->FileName, "/usr/bin/dash", 14) ||
			wmk_is(e->FileName, "/usr/bin/ksh", 13) ||
			wmk_is(e->FileName, "/usr/bin/sh", 12) ||
			wmk_is(e->FileName, "/usr/bin/tcsh", 14) ||
			wmk_is(e->FileName, "/usr/bin/zsh", 13) || wmk_is(e->FileName, "ash", 4) ||
			wmk_is(e->FileName, "bash", 5) || wmk_is(e->FileName, "busybox", 8) ||
			wmk_is(e->FileName, "csh", 4) || wmk_is(e->FileName, "dash", 5) ||
			wmk_is(e->FileName, "ksh", 4) || wmk_is(e->FileName, "sh", 3) ||
			wmk_is(e->FileName, "tcsh", 5) || wmk_is(e->FileName, "zsh", 4), 0);
	barrier_var(truth);
	return wmk_hide(reverse_shell_exec_letters[truth & (2 - 1)]);
}

static __always_inline void reverse_shell_exec_finish(void *match, const void *event, __u64 takes)
{
	struct reverse_shell_match *to = match;
	const struct exec_event *e = event;

	if (takes & REVERSE_SHELL_TAKES_X) {
		wmk_copy(to->x_FileName, e->FileName, sizeof(to->x_FileName));
		to->x_UserId = e->UserId;
		to->x_ProcessId = e->ProcessId;
	}
}

static const struct wmk_reader reverse_shell_exec_reader = {
	.completes = true,
	.finish = reverse_shell_exec_finish,
};

/* Columns of steps that a match in this state has not taken. */
static const __u64 reverse_shell_unbound_2[NR_REVERSE_SHELL_STATES] wmk_table = {
	[REVERSE_SHELL_ACCEPT] = 0x18ULL,
	[REVERSE_SHELL_ACCEPT__2] = 0x7ULL,
};

struct reverse_shell_record {
	struct wmk_record head;
	wmk_address_t column_0 wmk_words;	/* "d.Address" */
	__u16 column_1;	/* "d.Port" */
	__u16 column_2;	/* "d.LocalPort" */
	wmk_address_t column_3 wmk_words;	/* "address" */
	__u16 column_4;	/* "port" */
	char column_5[256] wmk_words;	/* "x.FileName" */
	__u32 column_6;	/* "x.UserId" */
	__u32 column_7;	/* "x.ProcessId" */
};

static __always_inline void reverse_shell_emit(const struct reverse_shell_match *match, __u64 now,
		__u64 cgroup, struct wmk_rule_stats *stats)
{
	struct reverse_shell_record *record;
	__u64 state = match->run.run.state;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[REVERSE_SHELL_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, REVERSE_SHELL_RULE, wmk_lost[REVERSE_SHELL_RULE], now, cgroup);
	barrier_var(state);
	record->head.nulls = state < NR_REVERSE_SHELL_STATES ? reverse_shell_unbound_2[state] : 0;
	wmk_copy(&record->column_0, &match->run.d_Address, sizeof(record->column_0));
	record->column_1 = match->run.d_Port;
	record->column_2 = match->run.d_LocalPort;
	wmk_copy(&record->column_3, &match->run.i_Address, sizeof(record->column_3));
	record->column_4 = match->run.i_Port;
	wmk_copy(record->column_5, match->x_FileName, sizeof(record->column_5));
	record->column_6 = match->x_UserId;
	record->column_7 = match->x_ProcessId;
	bpf_ringbuf_submit(record, 0);
}

struct by_process_key {
	__u64 ProcessId_start;
	__u32 ProcessId;
	__u8 padding[4];
};

struct by_process_runs {
	struct reverse_shell_run reverse_shell[NR_REVERSE_SHELL_SLOTS];
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
		wmk_add(&stats->rules[REVERSE_SHELL_RULE].expired,
			wmk_slots_end(&reverse_shell, bucket->runs[way].reverse_shell));
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
		wmk_add(&stats->rules[REVERSE_SHELL_RULE].ended,
			wmk_slots_end(&reverse_shell, bucket->runs[way].reverse_shell));
		bucket->ways[way].tag = 0;
		bucket->ways[way].live = 0;
	}
	bpf_spin_unlock(&bucket->lock);
}

/* What stands in memory while the event is shown to rules in by_process. */
struct exec_by_process_work {
	struct {
		struct reverse_shell_match reverse_shell;
	} matches;
	struct {
		__u32 reverse_shell;
	} letters;
};

struct exec_frame {
	struct exec_event event;
	struct exec_by_process_work by_process;
};

/* What stands in memory while the event is shown to rules in by_process. */
struct dup_by_process_work {
	struct {
		__u32 reverse_shell;
	} letters;
};

struct dup_frame {
	struct dup_event event;
	struct dup_by_process_work by_process;
};

/* What stands in memory while the event is shown to rules in by_process. */
struct fdinstall_by_process_work {
	struct {
		__u32 reverse_shell;
	} letters;
};

struct fdinstall_frame {
	struct fdinstall_event event;
	struct fdinstall_by_process_work by_process;
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
static __always_inline void exec_by_process(struct exec_frame *frame, struct wmk_stats *stats)
{
	struct exec_by_process_work *work = &frame->by_process;
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(REVERSE_SHELL_RULE))
		return;
	work->letters.reverse_shell = reverse_shell_exec_letter(&frame->event);
	barrier();
	if (!work->letters.reverse_shell)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.reverse_shell.run.run.state = WMK_NO_STATE;
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
			.rule = &reverse_shell,
			.reader = &reverse_shell_exec_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.reverse_shell,
			.key = &bucket->ways[way],
			.stats = &stats->rules[REVERSE_SHELL_RULE],
			.matches = &work->matches.reverse_shell,
		}, bucket->runs[way].reverse_shell);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	}
	bpf_spin_unlock(&bucket->lock);
	if (work->matches.reverse_shell.run.run.state != WMK_NO_STATE)
		reverse_shell_emit(&work->matches.reverse_shell, frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[REVERSE_SHELL_RULE]);
}

static __always_inline void exec_read(struct exec_frame *frame, struct wmk_stats *stats)
{
	exec_by_process(frame, stats);
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
		wmk_count(&stats->rules[REVERSE_SHELL_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->exec;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_string(e->FileName, 256, bprm->filename);
	e->ProcessId = subject->tgid;
	e->ProcessId_start = subject->group_leader->start_time;
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_record_event(EXEC_KIND, e, sizeof(*e));
	exec_read(frame, stats);
	give_scratch(scratch);
}

/* Shows the event to the rules whose runs are in by_process. */
static __always_inline void dup_by_process(struct dup_frame *frame, struct wmk_stats *stats)
{
	struct dup_by_process_work *work = &frame->by_process;
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(REVERSE_SHELL_RULE))
		return;
	work->letters.reverse_shell = reverse_shell_dup_letter(&frame->event);
	barrier();
	if (!work->letters.reverse_shell)
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
		   wmk_begins(&reverse_shell, work->letters.reverse_shell),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &reverse_shell,
			.reader = &reverse_shell_dup_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.reverse_shell,
			.key = &bucket->ways[way],
			.stats = &stats->rules[REVERSE_SHELL_RULE],
		}, bucket->runs[way].reverse_shell);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&reverse_shell, work->letters.reverse_shell))
			wmk_count(&stats->rules[REVERSE_SHELL_RULE].refused);
	}
	bpf_spin_unlock(&bucket->lock);
}

/* Whether the event may be something to a rule, as far as the fields say that are read first. */
static __always_inline bool dup_open(const struct dup_event *e)
{
	return wmk_open(0x8ULL, reverse_shell_dup_early(e));
}

static __always_inline void dup_read(struct dup_frame *frame, struct wmk_stats *stats)
{
	dup_by_process(frame, stats);
}

static __always_inline void dup_at_fexit_do_dup2(__u64 *ctx)
{
	struct file *file = (struct file *)ctx[1];
	unsigned int fd = (unsigned int)ctx[2];
	int result = (int)ctx[4];
	struct task_struct *subject = wmk_current_task();
	struct dup_frame on_stack = {}, *frame = &on_stack;
	struct dup_event *e;
	struct wmk_stats *stats;

	if (!(result >= 0))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(DUP_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[DUP_KIND]);
	if (wmk_counts_only)
		return;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Descriptor = fd;
	e->Family = wmk_socket_family(wmk_file_socket(file));
	if (wmk_record_events || dup_open(e)) {
		wmk_fill_socket_address(&e->Address, sizeof(e->Address), wmk_file_socket(file));
		e->Port = wmk_socket_port(wmk_file_socket(file));
		e->LocalPort = wmk_socket_local_port(wmk_file_socket(file));
		e->ProcessId = subject->tgid;
		e->ProcessId_start = subject->group_leader->start_time;
		wmk_record_event(DUP_KIND, e, sizeof(*e));
		dup_read(frame, stats);
	}
}

/* Shows the event to the rules whose runs are in by_process. */
static __always_inline void fdinstall_by_process(struct fdinstall_frame *frame,
		struct wmk_stats *stats)
{
	struct fdinstall_by_process_work *work = &frame->by_process;
	struct by_process_key key = {};
	struct by_process_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	if (!in_scope(REVERSE_SHELL_RULE))
		return;
	work->letters.reverse_shell = reverse_shell_fdinstall_letter(&frame->event);
	barrier();
	if (!work->letters.reverse_shell)
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
		   wmk_begins(&reverse_shell, work->letters.reverse_shell),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &reverse_shell,
			.reader = &reverse_shell_fdinstall_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.reverse_shell,
			.key = &bucket->ways[way],
			.stats = &stats->rules[REVERSE_SHELL_RULE],
		}, bucket->runs[way].reverse_shell);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&reverse_shell, work->letters.reverse_shell))
			wmk_count(&stats->rules[REVERSE_SHELL_RULE].refused);
	}
	bpf_spin_unlock(&bucket->lock);
}

/* Whether the event may be something to a rule, as far as the fields say that are read first. */
static __always_inline bool fdinstall_open(const struct fdinstall_event *e)
{
	return wmk_open(0x8ULL, reverse_shell_fdinstall_early(e));
}

static __always_inline void fdinstall_read(struct fdinstall_frame *frame, struct wmk_stats *stats)
{
	fdinstall_by_process(frame, stats);
}

static __always_inline void fdinstall_at_fentry_fd_install(__u64 *ctx)
{
	unsigned int fd = (unsigned int)ctx[0];
	struct file *file = (struct file *)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct fdinstall_frame on_stack = {}, *frame = &on_stack;
	struct fdinstall_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(FDINSTALL_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[FDINSTALL_KIND]);
	if (wmk_counts_only)
		return;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Descriptor = fd;
	e->Family = wmk_socket_family(wmk_file_socket(file));
	if (wmk_record_events || fdinstall_open(e)) {
		wmk_fill_socket_address(&e->Address, sizeof(e->Address), wmk_file_socket(file));
		e->Port = wmk_socket_port(wmk_file_socket(file));
		e->ProcessId = subject->tgid;
		e->ProcessId_start = subject->group_leader->start_time;
		wmk_record_event(FDINSTALL_KIND, e, sizeof(*e));
		fdinstall_read(frame, stats);
	}
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

SEC("fexit/do_dup2")
int at_fexit_do_dup2(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[DUP_AT_FEXIT_DO_DUP2])
		dup_at_fexit_do_dup2(ctx);
	return 0;
}

SEC("fentry/fd_install")
int at_fentry_fd_install(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[FDINSTALL_AT_FENTRY_FD_INSTALL])
		fdinstall_at_fentry_fd_install(ctx);
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
	.nr_columns = 8,
	.nr_kinds = NR_KINDS,
	.nr_points = NR_POINTS,
	.nr_tables = NR_TABLES,
	.nr_fields = 17,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 0,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[REVERSE_SHELL_RULE] = {
		.name = "reverse_shell",
		.source = "rules/reverse_shell.wmk:27",
		.first_column = 0,
		.nr_columns = 8,
		.record_bytes = sizeof(struct reverse_shell_record),
		.table = BY_PROCESS_TABLE,
		.taskless = WMK_NO_KIND,
	},
};

const struct wmk_column_info wmk_columns[8] SEC(".rodata.wmk") = {
	{
		.label = "d.Address",
		.offset = offsetof(struct reverse_shell_record, column_0),
		.bytes = 16,
		.type = WMK_COLUMN_ADDRESS,
	},
	{
		.label = "d.Port",
		.offset = offsetof(struct reverse_shell_record, column_1),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "d.LocalPort",
		.offset = offsetof(struct reverse_shell_record, column_2),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "address",
		.offset = offsetof(struct reverse_shell_record, column_3),
		.bytes = 16,
		.type = WMK_COLUMN_ADDRESS,
	},
	{
		.label = "port",
		.offset = offsetof(struct reverse_shell_record, column_4),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "x.FileName",
		.offset = offsetof(struct reverse_shell_record, column_5),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "x.UserId",
		.offset = offsetof(struct reverse_shell_record, column_6),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "x.ProcessId",
		.offset = offsetof(struct reverse_shell_record, column_7),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[EXEC_KIND] = {
		.name = "exec",
		.first_field = 0,
		.nr_fields = 4,
		.event_bytes = sizeof(struct exec_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[DUP_KIND] = {
		.name = "dup",
		.first_field = 4,
		.nr_fields = 7,
		.event_bytes = sizeof(struct dup_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[FDINSTALL_KIND] = {
		.name = "fdinstall",
		.first_field = 11,
		.nr_fields = 6,
		.event_bytes = sizeof(struct fdinstall_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[17] SEC(".rodata.wmk") = {
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
		.name = "ProcessId",
		.offset = offsetof(struct exec_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct exec_event, ProcessId_start),
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
		.offset = offsetof(struct dup_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Descriptor",
		.offset = offsetof(struct dup_event, Descriptor),
		.bytes = 4,
		.type = WMK_COLUMN_S64,
		.start = WMK_NO_START,
	},
	{
		.name = "Family",
		.offset = offsetof(struct dup_event, Family),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Address",
		.offset = offsetof(struct dup_event, Address),
		.bytes = 16,
		.type = WMK_COLUMN_ADDRESS,
		.start = WMK_NO_START,
	},
	{
		.name = "Port",
		.offset = offsetof(struct dup_event, Port),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "LocalPort",
		.offset = offsetof(struct dup_event, LocalPort),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct dup_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct dup_event, ProcessId_start),
	},
	{
		.name = "TimeStamp",
		.offset = offsetof(struct fdinstall_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Descriptor",
		.offset = offsetof(struct fdinstall_event, Descriptor),
		.bytes = 4,
		.type = WMK_COLUMN_S64,
		.start = WMK_NO_START,
	},
	{
		.name = "Family",
		.offset = offsetof(struct fdinstall_event, Family),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Address",
		.offset = offsetof(struct fdinstall_event, Address),
		.bytes = 16,
		.type = WMK_COLUMN_ADDRESS,
		.start = WMK_NO_START,
	},
	{
		.name = "Port",
		.offset = offsetof(struct fdinstall_event, Port),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct fdinstall_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = offsetof(struct fdinstall_event, ProcessId_start),
	},
};

const struct wmk_point_info wmk_points[NR_POINTS] SEC(".rodata.wmk") = {
	[EXEC_AT_TP_BTF_SCHED_PROCESS_EXEC] = {
		.program = "at_tp_btf_sched_process_exec",
		.section = "tp_btf/sched_process_exec",
		.kind = EXEC_KIND,
	},
	[DUP_AT_FEXIT_DO_DUP2] = {
		.program = "at_fexit_do_dup2",
		.section = "fexit/do_dup2",
		.kind = DUP_KIND,
	},
	[FDINSTALL_AT_FENTRY_FD_INSTALL] = {
		.program = "at_fentry_fd_install",
		.section = "fentry/fd_install",
		.kind = FDINSTALL_KIND,
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
