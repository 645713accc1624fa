// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/nosyscallexit.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *    3  RULE nosyscallexit
 *    4  PATTERN { [syscall:a, ~(syscallexit|threadtermination), syscall] }
 *    5  WHERE   { [ProcessId], [ThreadId], a.SyscallNr < 300 }
 *    6  RETURN  { a.SyscallNr, a.TimeStamp }
 *
 *     start -- syscall where SyscallNr < 300 --> a
 *     a     -- syscall --> match
 *           -- syscallexit, threadtermination --> dead
 *
 * The engine that reads the tables below is wmk.bpf.h.
 */
#include "wmk.slots.h"
#include "wmk.record.h"
#include "wmk.scope.h"
#include "wmkevents.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

enum {
	NOSYSCALLEXIT_RULE,
	NR_RULES
};

enum {
	SYSCALL_KIND,
	SYSCALLEXIT_KIND,
	THREADTERMINATION_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	SYSCALL_AT_TP_BTF_SYS_ENTER,
	SYSCALLEXIT_AT_TP_BTF_SYS_EXIT,
	THREADTERMINATION_AT_TP_BTF_SCHED_PROCESS_EXIT,
	END_AT_TP_BTF_SCHED_PROCESS_EXIT,
	END_AT_TP_BTF_SCHED_PROCESS_EXEC,
	NR_POINTS
};

enum {
	BY_THREAD_TABLE,
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
	[SYSCALL_AT_TP_BTF_SYS_ENTER] = 1,
	[SYSCALLEXIT_AT_TP_BTF_SYS_EXIT] = 1,
	[THREADTERMINATION_AT_TP_BTF_SCHED_PROCESS_EXIT] = 1,
	[END_AT_TP_BTF_SCHED_PROCESS_EXIT] = 1,
	[END_AT_TP_BTF_SCHED_PROCESS_EXEC] = 1,
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

/* A thread enters a system call. */
struct syscall_event {
	__u64 TimeStamp;
	__s32 SyscallNr;
};

/* A system call returns; a new thread's first return is that of its clone. */
struct syscallexit_event {
	__u64 TimeStamp;
};

/* A thread ends; the subject is the thread that ends. */
struct threadtermination_event {
	__u64 TimeStamp;
};

/* Rule nosyscallexit, rules/nosyscallexit.wmk:3 */

enum {
	NOSYSCALLEXIT_START = 1,
	NOSYSCALLEXIT_AFTER_A = 2,	/* syscall */
	NOSYSCALLEXIT_ACCEPT = 3,	/* syscall, syscall */
	NOSYSCALLEXIT_DEAD = 4,	/* a negation matched */
	NR_NOSYSCALLEXIT_STATES,
	NR_NOSYSCALLEXIT_SLOTS = 1,
};

/* What an event is to the rule; 0: nothing. */
enum {
	NOSYSCALLEXIT_ON_SYSCALL = 1,	/* syscall as a or syscall */
	NOSYSCALLEXIT_ON_SYSCALL__2 = 2,	/* syscall as syscall */
	NOSYSCALLEXIT_ON_SYSCALLEXIT = 3,	/* syscallexit as ~syscallexit */
	NOSYSCALLEXIT_ON_THREADTERMINATION = 4,	/* threadtermination as ~threadtermination */
	NR_NOSYSCALLEXIT_LETTERS = 5
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	NOSYSCALLEXIT_TAKES_A = 1 << 0,
};

static const struct wmk_move
nosyscallexit_moves[NR_NOSYSCALLEXIT_STATES][NR_NOSYSCALLEXIT_LETTERS] wmk_table = {
	[NOSYSCALLEXIT_START][NOSYSCALLEXIT_ON_SYSCALL] =
			{ NOSYSCALLEXIT_AFTER_A, NOSYSCALLEXIT_TAKES_A },
	[NOSYSCALLEXIT_AFTER_A][NOSYSCALLEXIT_ON_SYSCALL] = { NOSYSCALLEXIT_ACCEPT, 0 },
	[NOSYSCALLEXIT_AFTER_A][NOSYSCALLEXIT_ON_SYSCALL__2] = { NOSYSCALLEXIT_ACCEPT, 0 },
	[NOSYSCALLEXIT_AFTER_A][NOSYSCALLEXIT_ON_SYSCALLEXIT] = { NOSYSCALLEXIT_DEAD, 0 },
	[NOSYSCALLEXIT_AFTER_A][NOSYSCALLEXIT_ON_THREADTERMINATION] = { NOSYSCALLEXIT_DEAD, 0 },
};

/* Where a key keeps a run in a state. */
static const __u8 nosyscallexit_slots[NR_NOSYSCALLEXIT_STATES] wmk_table = {
	[NOSYSCALLEXIT_AFTER_A] = 0,
};

struct nosyscallexit_run {
	struct wmk_run run;
	__u64 a_TimeStamp;	/* rules/nosyscallexit.wmk:4 */
	__s32 a_SyscallNr;	/* rules/nosyscallexit.wmk:4 */
};

/* A run that completed, and what its last event gives the record. */
struct nosyscallexit_match {
	struct nosyscallexit_run run;
};

static const struct wmk_rule nosyscallexit = {
	.moves = &nosyscallexit_moves[0][0],
	.nr_letters = NR_NOSYSCALLEXIT_LETTERS,
	.nr_live = NOSYSCALLEXIT_ACCEPT,
	.dead = NOSYSCALLEXIT_DEAD,
	.run_bytes = sizeof(struct nosyscallexit_run),
	.slots = nosyscallexit_slots,
	.nr_slots = NR_NOSYSCALLEXIT_SLOTS,
};

static const __u8 nosyscallexit_syscall_letters[2] wmk_table = {
	[0] = NOSYSCALLEXIT_ON_SYSCALL__2,
	[1] = NOSYSCALLEXIT_ON_SYSCALL,
};

static __always_inline __u64 nosyscallexit_syscall_letter(const struct syscall_event *e)
{
	__u64 truth = 0;

	/* rules/nosyscallexit.wmk:5: a.SyscallNr < 300 */
	truth = wmk_note(truth, e->SyscallNr < 300, 0);
	barrier_var(truth);
	return wmk_hide(nosyscallexit_syscall_letters[truth & (2 - 1)]);
}

static __always_inline void nosyscallexit_syscall_update(void *run, const void *event, __u64 takes)
{
	struct nosyscallexit_run *to = run;
	const struct syscall_event *e = event;

	if (takes & NOSYSCALLEXIT_TAKES_A) {
		to->a_SyscallNr = e->SyscallNr;
		to->a_TimeStamp = e->TimeStamp;
	}
}

static const struct wmk_reader nosyscallexit_syscall_reader = {
	.begins = true,
	.completes = true,
	.update = nosyscallexit_syscall_update,
};

struct nosyscallexit_record {
	struct wmk_record head;
	__s32 column_0;	/* "a.SyscallNr" */
	__u64 column_1;	/* "a.TimeStamp" */
};

static __always_inline void nosyscallexit_emit(const struct nosyscallexit_match *match, __u64 now,
		__u64 cgroup, struct wmk_rule_stats *stats)
{
	struct nosyscallexit_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[NOSYSCALLEXIT_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, NOSYSCALLEXIT_RULE, wmk_lost[NOSYSCALLEXIT_RULE], now, cgroup);
	record->column_0 = match->run.a_SyscallNr;
	record->column_1 = match->run.a_TimeStamp;
	bpf_ringbuf_submit(record, 0);
}

/* The runs of a thread, for rules whose key is the current thread. */
struct by_thread_runs {
	struct wmk_key key;
	struct nosyscallexit_run nosyscallexit[NR_NOSYSCALLEXIT_SLOTS];
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct by_thread_runs);
} by_thread SEC(".maps");

/* Ends what a thread has; its memory goes with the thread. */
static __always_inline void by_thread_end(struct task_struct *task, struct wmk_stats *stats)
{
	struct by_thread_runs *runs;

	runs = bpf_task_storage_get(&by_thread, task, NULL, 0);
	if (!runs)
		return;
	wmk_add(&stats->rules[NOSYSCALLEXIT_RULE].ended,
			wmk_slots_end(&nosyscallexit, runs->nosyscallexit));
	runs->key.live = 0;
}

/* What stands in memory while the event is shown to rules in by_thread. */
struct syscall_by_thread_work {
	struct {
		struct nosyscallexit_match nosyscallexit;
	} matches;
	struct {
		__u32 nosyscallexit;
	} letters;
};

struct syscall_frame {
	struct syscall_event event;
	struct syscall_by_thread_work by_thread;
};

/* What stands in memory while the event is shown to rules in by_thread. */
struct syscallexit_by_thread_work {
	struct {
		__u32 nosyscallexit;
	} letters;
};

struct syscallexit_frame {
	struct syscallexit_event event;
	struct syscallexit_by_thread_work by_thread;
};

/* What stands in memory while the event is shown to rules in by_thread. */
struct threadtermination_by_thread_work {
	struct {
		__u32 nosyscallexit;
	} letters;
};

struct threadtermination_frame {
	struct threadtermination_event event;
	struct threadtermination_by_thread_work by_thread;
};

/* Shows the event to the rules whose runs are in by_thread. */
static __always_inline void syscall_by_thread(struct syscall_frame *frame, struct wmk_stats *stats)
{
	struct syscall_by_thread_work *work = &frame->by_thread;
	struct by_thread_runs *runs;
	bool begins;

	if (!in_scope(NOSYSCALLEXIT_RULE))
		return;
	work->letters.nosyscallexit = nosyscallexit_syscall_letter(&frame->event);
	barrier();
	if (!work->letters.nosyscallexit)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.nosyscallexit.run.run.state = WMK_NO_STATE;
	begins = wmk_begins(&nosyscallexit, work->letters.nosyscallexit);
	runs = bpf_task_storage_get(&by_thread, wmk_current_task(), NULL,
				    begins ? BPF_LOCAL_STORAGE_GET_F_CREATE : 0);
	if (!runs) {
		if (wmk_begins(&nosyscallexit, work->letters.nosyscallexit))
			wmk_count(&stats->rules[NOSYSCALLEXIT_RULE].refused);
		return;
	}
	wmk_slots_step(&(struct wmk_step) {
		.rule = &nosyscallexit,
		.reader = &nosyscallexit_syscall_reader,
		.event = &frame->event,
		.now = frame->event.TimeStamp,
		.letter = work->letters.nosyscallexit,
		.key = &runs->key,
		.stats = &stats->rules[NOSYSCALLEXIT_RULE],
		.matches = &work->matches.nosyscallexit,
	}, runs->nosyscallexit);
	if (work->matches.nosyscallexit.run.run.state != WMK_NO_STATE)
		nosyscallexit_emit(&work->matches.nosyscallexit, frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[NOSYSCALLEXIT_RULE]);
}

static __always_inline void syscall_read(struct syscall_frame *frame, struct wmk_stats *stats)
{
	syscall_by_thread(frame, stats);
}

static __always_inline void syscall_at_tp_btf_sys_enter(__u64 *ctx)
{
	long id = (long)ctx[1];
	struct syscall_frame on_stack = {}, *frame = &on_stack;
	struct syscall_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(SYSCALL_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[SYSCALL_KIND]);
	if (wmk_counts_only)
		return;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->SyscallNr = wmk_syscall_number(id);
	wmk_record_event(SYSCALL_KIND, e, sizeof(*e));
	syscall_read(frame, stats);
}

/* Shows the event to the rules whose runs are in by_thread. */
static __always_inline void syscallexit_by_thread(struct syscallexit_frame *frame,
		struct wmk_stats *stats)
{
	struct syscallexit_by_thread_work *work = &frame->by_thread;
	struct by_thread_runs *runs;

	if (!in_scope(NOSYSCALLEXIT_RULE))
		return;
	work->letters.nosyscallexit = NOSYSCALLEXIT_ON_SYSCALLEXIT;
	barrier();
	runs = bpf_task_storage_get(&by_thread, wmk_current_task(), NULL, 0);
	if (!runs)
		return;
	wmk_slots_step(&(struct wmk_step) {
		.rule = &nosyscallexit,
		.reader = &wmk_plain_reader,
		.event = &frame->event,
		.now = frame->event.TimeStamp,
		.letter = work->letters.nosyscallexit,
		.key = &runs->key,
		.stats = &stats->rules[NOSYSCALLEXIT_RULE],
	}, runs->nosyscallexit);
}

static __always_inline void syscallexit_read(struct syscallexit_frame *frame,
		struct wmk_stats *stats)
{
	syscallexit_by_thread(frame, stats);
}

static __always_inline void syscallexit_at_tp_btf_sys_exit(void)
{
	struct syscallexit_frame on_stack = {}, *frame = &on_stack;
	struct syscallexit_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(SYSCALLEXIT_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[SYSCALLEXIT_KIND]);
	if (wmk_counts_only)
		return;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_record_event(SYSCALLEXIT_KIND, e, sizeof(*e));
	syscallexit_read(frame, stats);
}

/* Shows the event to the rules whose runs are in by_thread. */
static __always_inline void threadtermination_by_thread(struct threadtermination_frame *frame,
		struct wmk_stats *stats)
{
	struct threadtermination_by_thread_work *work = &frame->by_thread;
	struct by_thread_runs *runs;

	if (!in_scope(NOSYSCALLEXIT_RULE))
		return;
	work->letters.nosyscallexit = NOSYSCALLEXIT_ON_THREADTERMINATION;
	barrier();
	runs = bpf_task_storage_get(&by_thread, wmk_current_task(), NULL, 0);
	if (!runs)
		return;
	wmk_slots_step(&(struct wmk_step) {
		.rule = &nosyscallexit,
		.reader = &wmk_plain_reader,
		.event = &frame->event,
		.now = frame->event.TimeStamp,
		.letter = work->letters.nosyscallexit,
		.key = &runs->key,
		.stats = &stats->rules[NOSYSCALLEXIT_RULE],
	}, runs->nosyscallexit);
}

static __always_inline void threadtermination_read(struct threadtermination_frame *frame,
		struct wmk_stats *stats)
{
	threadtermination_by_thread(frame, stats);
}

static __always_inline void threadtermination_at_tp_btf_sched_process_exit(void)
{
	struct threadtermination_frame on_stack = {}, *frame = &on_stack;
	struct threadtermination_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(THREADTERMINATION_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[THREADTERMINATION_KIND]);
	if (wmk_counts_only)
		return;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_record_event(THREADTERMINATION_KIND, e, sizeof(*e));
	threadtermination_read(frame, stats);
}

SEC("tp_btf/sys_enter")
int at_tp_btf_sys_enter(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[SYSCALL_AT_TP_BTF_SYS_ENTER])
		syscall_at_tp_btf_sys_enter(ctx);
	return 0;
}

SEC("tp_btf/sys_exit")
int at_tp_btf_sys_exit(__u64 *ctx wmk_unused)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[SYSCALLEXIT_AT_TP_BTF_SYS_EXIT])
		syscallexit_at_tp_btf_sys_exit();
	return 0;
}

SEC("tp_btf/sched_process_exit")
int at_tp_btf_sched_process_exit(__u64 *ctx)
{
	struct task_struct *task = (struct task_struct *)ctx[0];
	struct wmk_stats *stats;

	if (!wmk_active)
		return 0;
	if (wmk_raise[THREADTERMINATION_AT_TP_BTF_SCHED_PROCESS_EXIT])
		threadtermination_at_tp_btf_sched_process_exit();

	stats = stats_here();
	if (!stats)
		return 0;
	wmk_record_end(WMK_END_THREAD, task->pid, task->start_time);
	/* the thread is at its end */
	by_thread_end(task, stats);
	return 0;
}

SEC("tp_btf/sched_process_exec")
int at_tp_btf_sched_process_exec(__u64 *ctx)
{
	struct task_struct *task = (struct task_struct *)ctx[0];
	struct wmk_stats *stats;

	if (!wmk_active)
		return 0;

	stats = stats_here();
	if (!stats)
		return 0;
	if ((int)ctx[1] != task->pid)
		wmk_record_end(WMK_END_THREAD, (__u32)ctx[1], 0);
	/* the thread takes the number of its leader */
	if ((int)ctx[1] != task->pid)
		by_thread_end(task, stats);
	return 0;
}

/* What a loader needs to know; see wmk.abi.h. */

const struct wmk_object_info wmk_object SEC(".rodata.wmk") = {
	.abi = WMK_ABI_VERSION,
	.nr_rules = NR_RULES,
	.nr_columns = 2,
	.nr_kinds = NR_KINDS,
	.nr_points = NR_POINTS,
	.nr_tables = NR_TABLES,
	.nr_fields = 4,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 0,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[NOSYSCALLEXIT_RULE] = {
		.name = "nosyscallexit",
		.source = "rules/nosyscallexit.wmk:3",
		.first_column = 0,
		.nr_columns = 2,
		.record_bytes = sizeof(struct nosyscallexit_record),
		.table = BY_THREAD_TABLE,
		.taskless = WMK_NO_KIND,
	},
};

const struct wmk_column_info wmk_columns[2] SEC(".rodata.wmk") = {
	{
		.label = "a.SyscallNr",
		.offset = offsetof(struct nosyscallexit_record, column_0),
		.bytes = 4,
		.type = WMK_COLUMN_S64,
	},
	{
		.label = "a.TimeStamp",
		.offset = offsetof(struct nosyscallexit_record, column_1),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[SYSCALL_KIND] = {
		.name = "syscall",
		.first_field = 0,
		.nr_fields = 2,
		.event_bytes = sizeof(struct syscall_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[SYSCALLEXIT_KIND] = {
		.name = "syscallexit",
		.first_field = 2,
		.nr_fields = 1,
		.event_bytes = sizeof(struct syscallexit_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[THREADTERMINATION_KIND] = {
		.name = "threadtermination",
		.first_field = 3,
		.nr_fields = 1,
		.event_bytes = sizeof(struct threadtermination_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[4] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct syscall_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "SyscallNr",
		.offset = offsetof(struct syscall_event, SyscallNr),
		.bytes = 4,
		.type = WMK_COLUMN_S64,
		.start = WMK_NO_START,
	},
	{
		.name = "TimeStamp",
		.offset = offsetof(struct syscallexit_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "TimeStamp",
		.offset = offsetof(struct threadtermination_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
};

const struct wmk_point_info wmk_points[NR_POINTS] SEC(".rodata.wmk") = {
	[SYSCALL_AT_TP_BTF_SYS_ENTER] = {
		.program = "at_tp_btf_sys_enter",
		.section = "tp_btf/sys_enter",
		.kind = SYSCALL_KIND,
	},
	[SYSCALLEXIT_AT_TP_BTF_SYS_EXIT] = {
		.program = "at_tp_btf_sys_exit",
		.section = "tp_btf/sys_exit",
		.kind = SYSCALLEXIT_KIND,
	},
	[THREADTERMINATION_AT_TP_BTF_SCHED_PROCESS_EXIT] = {
		.program = "at_tp_btf_sched_process_exit",
		.section = "tp_btf/sched_process_exit",
		.kind = THREADTERMINATION_KIND,
	},
	[END_AT_TP_BTF_SCHED_PROCESS_EXIT] = {
		.program = "at_tp_btf_sched_process_exit",
		.section = "tp_btf/sched_process_exit",
		.kind = WMK_NO_KIND,
	},
	[END_AT_TP_BTF_SCHED_PROCESS_EXEC] = {
		.program = "at_tp_btf_sched_process_exec",
		.section = "tp_btf/sched_process_exec",
		.kind = WMK_NO_KIND,
	},
};

const struct wmk_table_info wmk_tables[NR_TABLES] SEC(".rodata.wmk") = {
	[BY_THREAD_TABLE] = {
		.map = "by_thread",
		.key = "ThreadId",
		.storage = WMK_STORAGE_TASK,
		.bytes_per_key = sizeof(struct by_thread_runs),
	},
};
