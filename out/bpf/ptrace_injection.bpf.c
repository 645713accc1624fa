// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/ptrace_injection.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   21  RULE ptrace_injection
 *   22  PATTERN { ([ptraceattach:a, syscall:p] | [fileopen:m, ptraceattach:b] | [syscall:w, ptraceattach:c]) }
 *   23  WHERE {
 *   24      [ThreadId],
 *   25      a.TargetProcess != a.ProcessId, p.Abi == WMK_ABI_64, p.SyscallNr == __NR_ptrace, p.Arg0 IN writes,
 *   26      m.Path LIKE "/proc/\*\/mem", (m.Flags & O_ACCMODE) != O_RDONLY, b.TargetProcess != b.ProcessId,
 *   27      w.Abi == WMK_ABI_64, w.SyscallNr == __NR_process_vm_writev, c.TargetProcess != c.ProcessId
 *   28  }
 *   29  WITHIN { 10 s }
 *   30  RETURN { a.TargetProcess AS attached, b.TargetProcess AS opened, c.TargetProcess AS written, comm() AS program,
 *   31           pid() AS process, uid() AS user }
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
	PTRACE_INJECTION_RULE,
	NR_RULES
};

enum {
	SYSCALL_KIND,
	FILEOPEN_KIND,
	PTRACEATTACH_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	SYSCALL_AT_TP_BTF_SYS_ENTER,
	FILEOPEN_AT_LSM_FILE_OPEN,
	FILEOPEN_AT_FENTRY_SECURITY_FILE_OPEN,
	PTRACEATTACH_AT_LSM_PTRACE_ACCESS_CHECK,
	PTRACEATTACH_AT_FENTRY_SECURITY_PTRACE_ACCESS_CHECK,
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
	[FILEOPEN_AT_LSM_FILE_OPEN] = 1,
	[FILEOPEN_AT_FENTRY_SECURITY_FILE_OPEN] = 1,
	[PTRACEATTACH_AT_LSM_PTRACE_ACCESS_CHECK] = 1,
	[PTRACEATTACH_AT_FENTRY_SECURITY_PTRACE_ACCESS_CHECK] = 1,
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
	__u64 Arg0;
	__s32 SyscallNr;
	enum wmk_syscall_abi Abi;
};

/* A file is about to be opened; permission was granted by what was asked before. */
struct fileopen_event {
	__u64 TimeStamp;
	char Path[256] wmk_words;
	__u32 Flags;
};

/*
 * A process asks for what a debugger may: to attach to a thread, or to write into the memory of
 * another process.
 */
struct ptraceattach_event {
	__u64 TimeStamp;
	__u32 TargetProcess;
	__u32 ProcessId;
};

/* LIKE "/proc\\057*\\057mem" */
#define scan_0_classes 8

static const __u8 scan_0_class[256] wmk_table =
		{ [0x2f] = 1, [0x63] = 2, [0x65] = 3, [0x6d] = 4, [0x6f] = 5, [0x70] = 6, [0x72] =
		7 };

static const __u8 scan_0_next[12][scan_0_classes] wmk_table = {
	{ 1, 2, 1, 1, 1, 1, 1, 1 },
	{ 1, 1, 1, 1, 1, 1, 1, 1 },
	{ 1, 1, 1, 1, 1, 1, 3, 1 },
	{ 1, 1, 1, 1, 1, 1, 1, 4 },
	{ 1, 1, 1, 1, 1, 5, 1, 1 },
	{ 1, 1, 6, 1, 1, 1, 1, 1 },
	{ 1, 7, 1, 1, 1, 1, 1, 1 },
	{ 7, 8, 7, 7, 7, 7, 7, 7 },
	{ 7, 8, 7, 7, 9, 7, 7, 7 },
	{ 7, 8, 7, 10, 7, 7, 7, 7 },
	{ 7, 8, 7, 7, 11, 7, 7, 7 },
	{ 7, 8, 7, 7, 7, 7, 7, 7 },
};

/* Rule ptrace_injection, rules/ptrace_injection.wmk:21 */

enum {
	PTRACE_INJECTION_START = 1,
	PTRACE_INJECTION_AFTER_A = 2,	/* ptraceattach */
	PTRACE_INJECTION_AFTER_W = 3,	/* syscall__2 */
	PTRACE_INJECTION_AFTER_M = 4,	/* fileopen */
	PTRACE_INJECTION_ACCEPT = 5,	/* ptraceattach, syscall */
	PTRACE_INJECTION_ACCEPT__2 = 6,	/* syscall__2, ptraceattach */
	PTRACE_INJECTION_ACCEPT__3 = 7,	/* fileopen, ptraceattach */
	NR_PTRACE_INJECTION_STATES,
	NR_PTRACE_INJECTION_SLOTS = 2,
};

/* What an event is to the rule; 0: nothing. */
enum {
	PTRACE_INJECTION_ON_PTRACEATTACH = 1,	/* ptraceattach as a or b or c */
	PTRACE_INJECTION_ON_SYSCALL = 2,	/* syscall as p */
	PTRACE_INJECTION_ON_SYSCALL__2 = 3,	/* syscall as p or w */
	PTRACE_INJECTION_ON_SYSCALL__3 = 4,	/* syscall as w */
	PTRACE_INJECTION_ON_FILEOPEN = 5,	/* fileopen as m */
	NR_PTRACE_INJECTION_LETTERS = 6
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	PTRACE_INJECTION_TAKES_A = 1 << 0,
	PTRACE_INJECTION_TAKES_B = 1 << 1,
	PTRACE_INJECTION_TAKES_C = 1 << 2,
};

static const struct wmk_move
ptrace_injection_moves[NR_PTRACE_INJECTION_STATES][NR_PTRACE_INJECTION_LETTERS] wmk_table = {
	[PTRACE_INJECTION_START][PTRACE_INJECTION_ON_PTRACEATTACH] =
			{ PTRACE_INJECTION_AFTER_A, PTRACE_INJECTION_TAKES_A },
	[PTRACE_INJECTION_START][PTRACE_INJECTION_ON_SYSCALL__2] = { PTRACE_INJECTION_AFTER_W, 0 },
	[PTRACE_INJECTION_START][PTRACE_INJECTION_ON_SYSCALL__3] = { PTRACE_INJECTION_AFTER_W, 0 },
	[PTRACE_INJECTION_START][PTRACE_INJECTION_ON_FILEOPEN] = { PTRACE_INJECTION_AFTER_M, 0 },
	[PTRACE_INJECTION_AFTER_A][PTRACE_INJECTION_ON_SYSCALL] = { PTRACE_INJECTION_ACCEPT, 0 },
	[PTRACE_INJECTION_AFTER_A][PTRACE_INJECTION_ON_SYSCALL__2] = { PTRACE_INJECTION_ACCEPT, 0 },
	[PTRACE_INJECTION_AFTER_W][PTRACE_INJECTION_ON_PTRACEATTACH] =
			{ PTRACE_INJECTION_ACCEPT__2, PTRACE_INJECTION_TAKES_C },
	[PTRACE_INJECTION_AFTER_M][PTRACE_INJECTION_ON_PTRACEATTACH] =
			{ PTRACE_INJECTION_ACCEPT__3, PTRACE_INJECTION_TAKES_B },
};

/* Where a key keeps a run in a state. */
static const __u8 ptrace_injection_slots[NR_PTRACE_INJECTION_STATES] wmk_table = {
	[PTRACE_INJECTION_AFTER_A] = 0,
	[PTRACE_INJECTION_AFTER_W] = 1,
	[PTRACE_INJECTION_AFTER_M] = 1,
};

struct ptrace_injection_run {
	struct wmk_run run;
	__u32 a_TargetProcess;	/* rules/ptrace_injection.wmk:22 */
};

/* A run that completed, and what its last event gives the record. */
struct ptrace_injection_match {
	struct ptrace_injection_run run;
	__u32 b_TargetProcess;	/* rules/ptrace_injection.wmk:22 */
	__u32 c_TargetProcess;	/* rules/ptrace_injection.wmk:22 */
};

static const struct wmk_rule ptrace_injection = {
	.moves = &ptrace_injection_moves[0][0],
	.nr_letters = NR_PTRACE_INJECTION_LETTERS,
	.nr_live = PTRACE_INJECTION_ACCEPT,
	.dead = NR_PTRACE_INJECTION_STATES,
	.run_bytes = sizeof(struct ptrace_injection_run),
	.window = 10000000000ULL,	/* ns */
	.slots = ptrace_injection_slots,
	.nr_slots = NR_PTRACE_INJECTION_SLOTS,
};

static const __u8 ptrace_injection_ptraceattach_letters[2] wmk_table = {
	[1] = PTRACE_INJECTION_ON_PTRACEATTACH,
};

static __always_inline __u64 ptrace_injection_ptraceattach_letter(const struct ptraceattach_event *e)
{
	__u64 truth = 0;

	/* rules/ptrace_injection.wmk:25: a.TargetProcess != a.ProcessId */
	truth = wmk_note(truth, (__s64)e->TargetProcess != (__s64)e->ProcessId, 0);
	barrier_var(truth);
	return wmk_hide(ptrace_injection_ptraceattach_letters[truth & (2 - 1)]);
}

static __always_inline void ptrace_injection_ptraceattach_update(void *run, const void *event,
		__u64 takes)
{
	struct ptrace_injection_run *to = run;
	const struct ptraceattach_event *e = event;

	if (takes & PTRACE_INJECTION_TAKES_A) {
		to->a_TargetProcess = e->TargetProcess;
	}
}

static __always_inline void ptrace_injection_ptraceattach_finish(void *match, const void *event,
		__u64 takes)
{
	struct ptrace_injection_match *to = match;
	const struct ptraceattach_event *e = event;

	if (takes & PTRACE_INJECTION_TAKES_B) {
		to->b_TargetProcess = e->TargetProcess;
	}
	if (takes & PTRACE_INJECTION_TAKES_C) {
		to->c_TargetProcess = e->TargetProcess;
	}
}

static const struct wmk_reader ptrace_injection_ptraceattach_reader = {
	.begins = true,
	.completes = true,
	.update = ptrace_injection_ptraceattach_update,
	.finish = ptrace_injection_ptraceattach_finish,
};

static const __u8 ptrace_injection_syscall_letters[16] wmk_table = {
	[7] = PTRACE_INJECTION_ON_SYSCALL,
	[9] = PTRACE_INJECTION_ON_SYSCALL__3,
	[11] = PTRACE_INJECTION_ON_SYSCALL__3,
	[13] = PTRACE_INJECTION_ON_SYSCALL__3,
	[15] = PTRACE_INJECTION_ON_SYSCALL__2,
};

static __always_inline __u64 ptrace_injection_syscall_letter(const struct syscall_event *e)
{
	__u64 truth = 0;

	/* rules/ptrace_injection.wmk:25: p.Abi == WMK_ABI_64 */
	truth = wmk_note(truth, (__s64)e->Abi == 0, 0);
	/* rules/ptrace_injection.wmk:25: p.SyscallNr == __NR_ptrace */
	truth = wmk_note(truth, e->SyscallNr == 101, 1);
	/* rules/ptrace_injection.wmk:25: p.Arg0 IN writes */
	truth = wmk_note(truth, (e->Arg0 == 4) || (e->Arg0 == 5) || (e->Arg0 == 6) ||
			(e->Arg0 == 13) || (e->Arg0 == 15) || (e->Arg0 == 16901), 2);
	/* rules/ptrace_injection.wmk:27: w.SyscallNr == __NR_process_vm_writev */
	truth = wmk_note(truth, e->SyscallNr == 311, 3);
	barrier_var(truth);
	return wmk_hide(ptrace_injection_syscall_letters[truth & (16 - 1)]);
}

static const struct wmk_reader ptrace_injection_syscall_reader = {
	.begins = true,
	.completes = true,
};

static const __u8 ptrace_injection_fileopen_letters[4] wmk_table = {
	[3] = PTRACE_INJECTION_ON_FILEOPEN,
};

/* The conditions on what is read first. */
static __always_inline __u64 ptrace_injection_fileopen_early(const struct fileopen_event *e)
{
	__u64 truth = 0;

	/* rules/ptrace_injection.wmk:26: (m.Flags & O_ACCMODE) != O_RDONLY */
	truth = wmk_note(truth, ((__s64)e->Flags & 3) != 0, 0);
	return truth;
}

static __always_inline __u64 ptrace_injection_fileopen_letter(const struct fileopen_event *e)
{
	__u64 truth = ptrace_injection_fileopen_early(e);

	/* rules/ptrace_injection.wmk:26: m.Path LIKE "/proc/\*\/mem" */
	truth = wmk_note(truth, wmk_open(0x2ULL, truth) &&
			(wmk_scan(e->Path, 256, scan_0_class, &scan_0_next[0][0], scan_0_classes,
			12, 11)), 1);
	barrier_var(truth);
	return wmk_hide(ptrace_injection_fileopen_letters[truth & (4 - 1)]);
}

static const struct wmk_reader ptrace_injection_fileopen_reader = {
	.begins = true,
};

/* Columns of steps that a match in this state has not taken. */
static const __u64 ptrace_injection_unbound_2[NR_PTRACE_INJECTION_STATES] wmk_table = {
	[PTRACE_INJECTION_ACCEPT] = 0x6ULL,
	[PTRACE_INJECTION_ACCEPT__2] = 0x3ULL,
	[PTRACE_INJECTION_ACCEPT__3] = 0x5ULL,
};

struct ptrace_injection_record {
	struct wmk_record head;
	__u32 column_0;	/* "attached" */
	__u32 column_1;	/* "opened" */
	__u32 column_2;	/* "written" */
	char column_3[16] wmk_words;	/* "program" */
	__u32 column_4;	/* "process" */
	__u32 column_5;	/* "user" */
};

static __always_inline void ptrace_injection_emit(const struct ptrace_injection_match *match,
		__u64 now, __u64 cgroup, struct wmk_rule_stats *stats)
{
	struct ptrace_injection_record *record;
	__u64 state = match->run.run.state;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[PTRACE_INJECTION_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, PTRACE_INJECTION_RULE, wmk_lost[PTRACE_INJECTION_RULE], now,
			cgroup);
	barrier_var(state);
	record->head.nulls =
			state < NR_PTRACE_INJECTION_STATES ? ptrace_injection_unbound_2[state] : 0;
	record->column_0 = match->run.a_TargetProcess;
	record->column_1 = match->b_TargetProcess;
	record->column_2 = match->c_TargetProcess;
	wmk_fill_comm(record->column_3, sizeof(record->column_3));
	record->column_4 = (__u32)(bpf_get_current_pid_tgid() >> 32);
	record->column_5 = (__u32)bpf_get_current_uid_gid();
	bpf_ringbuf_submit(record, 0);
}

/* The runs of a thread, for rules whose key is the current thread. */
struct by_thread_runs {
	struct wmk_key key;
	struct ptrace_injection_run ptrace_injection[NR_PTRACE_INJECTION_SLOTS];
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
	wmk_add(&stats->rules[PTRACE_INJECTION_RULE].ended,
			wmk_slots_end(&ptrace_injection, runs->ptrace_injection));
	runs->key.live = 0;
}

/* What stands in memory while the event is shown to rules in by_thread. */
struct syscall_by_thread_work {
	struct {
		struct ptrace_injection_match ptrace_injection;
	} matches;
	struct {
		__u32 ptrace_injection;
	} letters;
};

struct syscall_frame {
	struct syscall_event event;
	struct syscall_by_thread_work by_thread;
};

/* What stands in memory while the event is shown to rules in by_thread. */
struct fileopen_by_thread_work {
	struct {
		__u32 ptrace_injection;
	} letters;
};

struct fileopen_frame {
	struct fileopen_event event;
	struct fileopen_by_thread_work by_thread;
};

/* What stands in memory while the event is shown to rules in by_thread. */
struct ptraceattach_by_thread_work {
	struct {
		struct ptrace_injection_match ptrace_injection;
	} matches;
	struct {
		__u32 ptrace_injection;
	} letters;
};

struct ptraceattach_frame {
	struct ptraceattach_event event;
	struct ptraceattach_by_thread_work by_thread;
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

/* Shows the event to the rules whose runs are in by_thread. */
static __always_inline void syscall_by_thread(struct syscall_frame *frame, struct wmk_stats *stats)
{
	struct syscall_by_thread_work *work = &frame->by_thread;
	struct by_thread_runs *runs;
	bool begins;

	if (!in_scope(PTRACE_INJECTION_RULE))
		return;
	work->letters.ptrace_injection = ptrace_injection_syscall_letter(&frame->event);
	barrier();
	if (!work->letters.ptrace_injection)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.ptrace_injection.run.run.state = WMK_NO_STATE;
	begins = wmk_begins(&ptrace_injection, work->letters.ptrace_injection);
	runs = bpf_task_storage_get(&by_thread, wmk_current_task(), NULL,
				    begins ? BPF_LOCAL_STORAGE_GET_F_CREATE : 0);
	if (!runs) {
		if (wmk_begins(&ptrace_injection, work->letters.ptrace_injection))
			wmk_count(&stats->rules[PTRACE_INJECTION_RULE].refused);
		return;
	}
	wmk_slots_step(&(struct wmk_step) {
		.rule = &ptrace_injection,
		.reader = &ptrace_injection_syscall_reader,
		.event = &frame->event,
		.now = frame->event.TimeStamp,
		.letter = work->letters.ptrace_injection,
		.key = &runs->key,
		.stats = &stats->rules[PTRACE_INJECTION_RULE],
		.matches = &work->matches.ptrace_injection,
	}, runs->ptrace_injection);
	if (work->matches.ptrace_injection.run.run.state != WMK_NO_STATE)
		ptrace_injection_emit(&work->matches.ptrace_injection, frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[PTRACE_INJECTION_RULE]);
}

static __always_inline void syscall_read(struct syscall_frame *frame, struct wmk_stats *stats)
{
	syscall_by_thread(frame, stats);
}

static __always_inline void syscall_at_tp_btf_sys_enter(__u64 *ctx)
{
	struct pt_regs *regs = (struct pt_regs *)ctx[0];
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
	e->Abi = wmk_syscall_abi(id);
	e->Arg0 = wmk_syscall_argument(regs, 0);
	wmk_record_event(SYSCALL_KIND, e, sizeof(*e));
	syscall_read(frame, stats);
}

/* Shows the event to the rules whose runs are in by_thread. */
static __always_inline void fileopen_by_thread(struct fileopen_frame *frame,
		struct wmk_stats *stats)
{
	struct fileopen_by_thread_work *work = &frame->by_thread;
	struct by_thread_runs *runs;
	bool begins;

	if (!in_scope(PTRACE_INJECTION_RULE))
		return;
	work->letters.ptrace_injection = ptrace_injection_fileopen_letter(&frame->event);
	barrier();
	if (!work->letters.ptrace_injection)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	begins = wmk_begins(&ptrace_injection, work->letters.ptrace_injection);
	runs = bpf_task_storage_get(&by_thread, wmk_current_task(), NULL,
				    begins ? BPF_LOCAL_STORAGE_GET_F_CREATE : 0);
	if (!runs) {
		if (wmk_begins(&ptrace_injection, work->letters.ptrace_injection))
			wmk_count(&stats->rules[PTRACE_INJECTION_RULE].refused);
		return;
	}
	wmk_slots_step(&(struct wmk_step) {
		.rule = &ptrace_injection,
		.reader = &ptrace_injection_fileopen_reader,
		.event = &frame->event,
		.now = frame->event.TimeStamp,
		.letter = work->letters.ptrace_injection,
		.key = &runs->key,
		.stats = &stats->rules[PTRACE_INJECTION_RULE],
	}, runs->ptrace_injection);
}

/* Whether the event may be something to a rule, as far as the fields say that are read first. */
static __always_inline bool fileopen_open(const struct fileopen_event *e)
{
	return wmk_open(0x2ULL, ptrace_injection_fileopen_early(e));
}

static __always_inline void fileopen_read(struct fileopen_frame *frame, struct wmk_stats *stats)
{
	fileopen_by_thread(frame, stats);
}

static __always_inline void fileopen_at_lsm_file_open(__u64 *ctx)
{
	struct file *file = (struct file *)ctx[0];
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
		wmk_count(&stats->rules[PTRACE_INJECTION_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->fileopen;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Flags = file->f_flags;
	if (wmk_record_events || fileopen_open(e)) {
		wmk_fill_path(e->Path, 256, file);
		wmk_record_event(FILEOPEN_KIND, e, sizeof(*e));
		fileopen_read(frame, stats);
	}
	give_scratch(scratch);
}

static __always_inline void fileopen_at_fentry_security_file_open(__u64 *ctx)
{
	struct file *file = (struct file *)ctx[0];
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
		wmk_count(&stats->rules[PTRACE_INJECTION_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->fileopen;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Flags = file->f_flags;
	if (wmk_record_events || fileopen_open(e)) {
		wmk_fill_path(e->Path, 256, file);
		wmk_record_event(FILEOPEN_KIND, e, sizeof(*e));
		fileopen_read(frame, stats);
	}
	give_scratch(scratch);
}

/* Shows the event to the rules whose runs are in by_thread. */
static __always_inline void ptraceattach_by_thread(struct ptraceattach_frame *frame,
		struct wmk_stats *stats)
{
	struct ptraceattach_by_thread_work *work = &frame->by_thread;
	struct by_thread_runs *runs;
	bool begins;

	if (!in_scope(PTRACE_INJECTION_RULE))
		return;
	work->letters.ptrace_injection = ptrace_injection_ptraceattach_letter(&frame->event);
	barrier();
	if (!work->letters.ptrace_injection)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.ptrace_injection.run.run.state = WMK_NO_STATE;
	begins = wmk_begins(&ptrace_injection, work->letters.ptrace_injection);
	runs = bpf_task_storage_get(&by_thread, wmk_current_task(), NULL,
				    begins ? BPF_LOCAL_STORAGE_GET_F_CREATE : 0);
	if (!runs) {
		if (wmk_begins(&ptrace_injection, work->letters.ptrace_injection))
			wmk_count(&stats->rules[PTRACE_INJECTION_RULE].refused);
		return;
	}
	wmk_slots_step(&(struct wmk_step) {
		.rule = &ptrace_injection,
		.reader = &ptrace_injection_ptraceattach_reader,
		.event = &frame->event,
		.now = frame->event.TimeStamp,
		.letter = work->letters.ptrace_injection,
		.key = &runs->key,
		.stats = &stats->rules[PTRACE_INJECTION_RULE],
		.matches = &work->matches.ptrace_injection,
	}, runs->ptrace_injection);
	if (work->matches.ptrace_injection.run.run.state != WMK_NO_STATE)
		ptrace_injection_emit(&work->matches.ptrace_injection, frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[PTRACE_INJECTION_RULE]);
}

static __always_inline void ptraceattach_read(struct ptraceattach_frame *frame,
		struct wmk_stats *stats)
{
	ptraceattach_by_thread(frame, stats);
}

static __always_inline void ptraceattach_at_lsm_ptrace_access_check(__u64 *ctx)
{
	struct task_struct *target = (struct task_struct *)ctx[0];
	unsigned int mode = (unsigned int)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct ptraceattach_frame on_stack = {}, *frame = &on_stack;
	struct ptraceattach_event *e;
	struct wmk_stats *stats;

	if (!(mode & 0x02))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(PTRACEATTACH_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[PTRACEATTACH_KIND]);
	if (wmk_counts_only)
		return;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->TargetProcess = target->tgid;
	e->ProcessId = subject->tgid;
	wmk_record_event(PTRACEATTACH_KIND, e, sizeof(*e));
	ptraceattach_read(frame, stats);
}

static __always_inline void ptraceattach_at_fentry_security_ptrace_access_check(__u64 *ctx)
{
	struct task_struct *target = (struct task_struct *)ctx[0];
	unsigned int mode = (unsigned int)ctx[1];
	struct task_struct *subject = wmk_current_task();
	struct ptraceattach_frame on_stack = {}, *frame = &on_stack;
	struct ptraceattach_event *e;
	struct wmk_stats *stats;

	if (!(mode & 0x02))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(PTRACEATTACH_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[PTRACEATTACH_KIND]);
	if (wmk_counts_only)
		return;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->TargetProcess = target->tgid;
	e->ProcessId = subject->tgid;
	wmk_record_event(PTRACEATTACH_KIND, e, sizeof(*e));
	ptraceattach_read(frame, stats);
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

SEC("lsm/ptrace_access_check")
int at_lsm_ptrace_access_check(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[PTRACEATTACH_AT_LSM_PTRACE_ACCESS_CHECK])
		ptraceattach_at_lsm_ptrace_access_check(ctx);
	return 0;
}

SEC("fentry/security_ptrace_access_check")
int at_fentry_security_ptrace_access_check(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[PTRACEATTACH_AT_FENTRY_SECURITY_PTRACE_ACCESS_CHECK])
		ptraceattach_at_fentry_security_ptrace_access_check(ctx);
	return 0;
}

SEC("tp_btf/sched_process_exit")
int at_tp_btf_sched_process_exit(__u64 *ctx)
{
	struct task_struct *task = (struct task_struct *)ctx[0];
	struct wmk_stats *stats;

	if (!wmk_active)
		return 0;

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
	.nr_columns = 6,
	.nr_kinds = NR_KINDS,
	.nr_points = NR_POINTS,
	.nr_tables = NR_TABLES,
	.nr_fields = 10,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 0,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[PTRACE_INJECTION_RULE] = {
		.name = "ptrace_injection",
		.source = "rules/ptrace_injection.wmk:21",
		.first_column = 0,
		.nr_columns = 6,
		.record_bytes = sizeof(struct ptrace_injection_record),
		.table = BY_THREAD_TABLE,
		.taskless = WMK_NO_KIND,
	},
};

const struct wmk_column_info wmk_columns[6] SEC(".rodata.wmk") = {
	{
		.label = "attached",
		.offset = offsetof(struct ptrace_injection_record, column_0),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "opened",
		.offset = offsetof(struct ptrace_injection_record, column_1),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "written",
		.offset = offsetof(struct ptrace_injection_record, column_2),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "program",
		.offset = offsetof(struct ptrace_injection_record, column_3),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "process",
		.offset = offsetof(struct ptrace_injection_record, column_4),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "user",
		.offset = offsetof(struct ptrace_injection_record, column_5),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[SYSCALL_KIND] = {
		.name = "syscall",
		.first_field = 0,
		.nr_fields = 4,
		.event_bytes = sizeof(struct syscall_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[FILEOPEN_KIND] = {
		.name = "fileopen",
		.first_field = 4,
		.nr_fields = 3,
		.event_bytes = sizeof(struct fileopen_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
	[PTRACEATTACH_KIND] = {
		.name = "ptraceattach",
		.first_field = 7,
		.nr_fields = 3,
		.event_bytes = sizeof(struct ptraceattach_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[10] SEC(".rodata.wmk") = {
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
		.name = "Abi",
		.offset = offsetof(struct syscall_event, Abi),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Arg0",
		.offset = offsetof(struct syscall_event, Arg0),
		.bytes = 8,
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
		.name = "Flags",
		.offset = offsetof(struct fileopen_event, Flags),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "TimeStamp",
		.offset = offsetof(struct ptraceattach_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "TargetProcess",
		.offset = offsetof(struct ptraceattach_event, TargetProcess),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct ptraceattach_event, ProcessId),
		.bytes = 4,
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
	[PTRACEATTACH_AT_LSM_PTRACE_ACCESS_CHECK] = {
		.program = "at_lsm_ptrace_access_check",
		.section = "lsm/ptrace_access_check",
		.kind = PTRACEATTACH_KIND,
	},
	[PTRACEATTACH_AT_FENTRY_SECURITY_PTRACE_ACCESS_CHECK] = {
		.program = "at_fentry_security_ptrace_access_check",
		.section = "fentry/security_ptrace_access_check",
		.kind = PTRACEATTACH_KIND,
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
