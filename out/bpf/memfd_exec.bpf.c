// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/memfd_exec.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   13  RULE memfd_exec
 *   14  PATTERN { memfdexec:x }
 *   15  RETURN  { x.Name, x.FileName, x.Comm AS program, x.ProcessId AS process, x.UserId AS user }
 *
 *     start -- memfdexec --> match
 *
 * The engine that reads the tables below is wmk.bpf.h.
 */
#include "wmk.record.h"
#include "wmk.scope.h"
#include "wmkevents.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

enum {
	MEMFD_EXEC_RULE,
	NR_RULES
};

enum {
	MEMFDEXEC_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	MEMFDEXEC_AT_LSM_BPRM_CHECK_SECURITY,
	MEMFDEXEC_AT_FENTRY_SECURITY_BPRM_CHECK,
	NR_POINTS
};

enum {
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
	[MEMFDEXEC_AT_LSM_BPRM_CHECK_SECURITY] = 1,
	[MEMFDEXEC_AT_FENTRY_SECURITY_BPRM_CHECK] = 1,
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

/* A program or a script is about to be executed from a memfd, and can still be refused. */
struct memfdexec_event {
	__u64 TimeStamp;
	char Name[256] wmk_words;
	char FileName[256] wmk_words;
	char Comm[16] wmk_words;
	__u32 ProcessId;
	__u32 UserId;
};

/* Rule memfd_exec, rules/memfd_exec.wmk:13 */

enum {
	MEMFD_EXEC_START = 1,
	MEMFD_EXEC_ACCEPT = 2,	/* memfdexec */
	NR_MEMFD_EXEC_STATES,
};

/* What an event is to the rule; 0: nothing. */
enum {
	MEMFD_EXEC_ON_MEMFDEXEC = 1,	/* memfdexec as x */
	NR_MEMFD_EXEC_LETTERS = 2
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	MEMFD_EXEC_TAKES_X = 1 << 0,
};

static const struct wmk_move
memfd_exec_moves[NR_MEMFD_EXEC_STATES][NR_MEMFD_EXEC_LETTERS] wmk_table = {
	[MEMFD_EXEC_START][MEMFD_EXEC_ON_MEMFDEXEC] = { MEMFD_EXEC_ACCEPT, MEMFD_EXEC_TAKES_X },
};

struct memfd_exec_run {
	struct wmk_run run;
};

/* A run that completed, and what its last event gives the record. */
struct memfd_exec_match {
	struct memfd_exec_run run;
	char x_Name[256] wmk_words;	/* rules/memfd_exec.wmk:14 */
	char x_FileName[256] wmk_words;	/* rules/memfd_exec.wmk:14 */
	char x_Comm[16] wmk_words;	/* rules/memfd_exec.wmk:14 */
	__u32 x_ProcessId;	/* rules/memfd_exec.wmk:14 */
	__u32 x_UserId;	/* rules/memfd_exec.wmk:14 */
};

static const struct wmk_rule memfd_exec = {
	.moves = &memfd_exec_moves[0][0],
	.nr_letters = NR_MEMFD_EXEC_LETTERS,
	.nr_live = MEMFD_EXEC_ACCEPT,
	.dead = NR_MEMFD_EXEC_STATES,
	.run_bytes = sizeof(struct memfd_exec_run),
};

static __always_inline void memfd_exec_memfdexec_finish(void *match, const void *event, __u64 takes)
{
	struct memfd_exec_match *to = match;
	const struct memfdexec_event *e = event;

	if (takes & MEMFD_EXEC_TAKES_X) {
		wmk_copy(to->x_Name, e->Name, sizeof(to->x_Name));
		wmk_copy(to->x_FileName, e->FileName, sizeof(to->x_FileName));
		wmk_copy(to->x_Comm, e->Comm, sizeof(to->x_Comm));
		to->x_ProcessId = e->ProcessId;
		to->x_UserId = e->UserId;
	}
}

static const struct wmk_reader memfd_exec_memfdexec_reader = {
	.begins = true,
	.completes = true,
	.finish = memfd_exec_memfdexec_finish,
};

struct memfd_exec_record {
	struct wmk_record head;
	char column_0[256] wmk_words;	/* "x.Name" */
	char column_1[256] wmk_words;	/* "x.FileName" */
	char column_2[16] wmk_words;	/* "program" */
	__u32 column_3;	/* "process" */
	__u32 column_4;	/* "user" */
};

static __always_inline void memfd_exec_emit(const struct memfd_exec_match *match, __u64 now,
		__u64 cgroup, struct wmk_rule_stats *stats)
{
	struct memfd_exec_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[MEMFD_EXEC_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, MEMFD_EXEC_RULE, wmk_lost[MEMFD_EXEC_RULE], now, cgroup);
	wmk_copy(record->column_0, match->x_Name, sizeof(record->column_0));
	wmk_copy(record->column_1, match->x_FileName, sizeof(record->column_1));
	wmk_copy(record->column_2, match->x_Comm, sizeof(record->column_2));
	record->column_3 = match->x_ProcessId;
	record->column_4 = match->x_UserId;
	bpf_ringbuf_submit(record, 0);
}

/* What stands in memory while the event is shown to rules that it completes at once. */
struct memfdexec_at_once_work {
	struct {
		struct memfd_exec_match memfd_exec;
	} matches;
	struct {
		__u32 memfd_exec;
	} letters;
};

struct memfdexec_frame {
	struct memfdexec_event event;
	struct memfdexec_at_once_work at_once;
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
		struct memfdexec_frame memfdexec;
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

/* Shows the event to the rules that it completes at once. */
static __always_inline void memfdexec_at_once(struct memfdexec_frame *frame,
		struct wmk_stats *stats)
{
	struct memfdexec_at_once_work *work = &frame->at_once;

	if (!in_scope(MEMFD_EXEC_RULE))
		return;
	work->letters.memfd_exec = MEMFD_EXEC_ON_MEMFDEXEC;
	barrier();
	work->matches.memfd_exec.run.run.state = WMK_NO_STATE;
	wmk_step_once(&(struct wmk_step) {
		.rule = &memfd_exec,
		.reader = &memfd_exec_memfdexec_reader,
		.event = &frame->event,
		.now = frame->event.TimeStamp,
		.letter = work->letters.memfd_exec,
		.stats = &stats->rules[MEMFD_EXEC_RULE],
		.matches = &work->matches.memfd_exec,
	});
	if (work->matches.memfd_exec.run.run.state != WMK_NO_STATE) {
		wmk_ask_clock(&frame->event.TimeStamp);
		memfd_exec_emit(&work->matches.memfd_exec, frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[MEMFD_EXEC_RULE]);
	}
}

static __always_inline void memfdexec_read(struct memfdexec_frame *frame, struct wmk_stats *stats)
{
	memfdexec_at_once(frame, stats);
}

static __always_inline void memfdexec_at_lsm_bprm_check_security(__u64 *ctx)
{
	struct linux_binprm *bprm = (struct linux_binprm *)ctx[0];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct memfdexec_frame *frame;
	struct memfdexec_event *e;
	struct wmk_stats *stats;

	if (!(wmk_is_memfd(bprm->file)))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(MEMFDEXEC_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[MEMFDEXEC_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[MEMFD_EXEC_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->memfdexec;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_memfd(e->Name, 256, bprm->file);
	wmk_fill_string(e->FileName, 256, bprm->filename);
	e->ProcessId = subject->tgid;
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_fill_comm(e->Comm, sizeof(e->Comm));
	wmk_record_event(MEMFDEXEC_KIND, e, sizeof(*e));
	memfdexec_read(frame, stats);
	give_scratch(scratch);
}

static __always_inline void memfdexec_at_fentry_security_bprm_check(__u64 *ctx)
{
	struct linux_binprm *bprm = (struct linux_binprm *)ctx[0];
	struct task_struct *subject = wmk_current_task();
	struct wmk_scratch *scratch;
	struct memfdexec_frame *frame;
	struct memfdexec_event *e;
	struct wmk_stats *stats;

	if (!(wmk_is_memfd(bprm->file)))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(MEMFDEXEC_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[MEMFDEXEC_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[MEMFD_EXEC_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->memfdexec;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	wmk_fill_memfd(e->Name, 256, bprm->file);
	wmk_fill_string(e->FileName, 256, bprm->filename);
	e->ProcessId = subject->tgid;
	e->UserId = (__u32)bpf_get_current_uid_gid();
	wmk_fill_comm(e->Comm, sizeof(e->Comm));
	wmk_record_event(MEMFDEXEC_KIND, e, sizeof(*e));
	memfdexec_read(frame, stats);
	give_scratch(scratch);
}

SEC("lsm/bprm_check_security")
int at_lsm_bprm_check_security(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[MEMFDEXEC_AT_LSM_BPRM_CHECK_SECURITY])
		memfdexec_at_lsm_bprm_check_security(ctx);
	return 0;
}

SEC("fentry/security_bprm_check")
int at_fentry_security_bprm_check(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[MEMFDEXEC_AT_FENTRY_SECURITY_BPRM_CHECK])
		memfdexec_at_fentry_security_bprm_check(ctx);
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
	.nr_fields = 6,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 0,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[MEMFD_EXEC_RULE] = {
		.name = "memfd_exec",
		.source = "rules/memfd_exec.wmk:13",
		.first_column = 0,
		.nr_columns = 5,
		.record_bytes = sizeof(struct memfd_exec_record),
		.table = WMK_NO_TABLE,
		.taskless = WMK_NO_KIND,
	},
};

const struct wmk_column_info wmk_columns[5] SEC(".rodata.wmk") = {
	{
		.label = "x.Name",
		.offset = offsetof(struct memfd_exec_record, column_0),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "x.FileName",
		.offset = offsetof(struct memfd_exec_record, column_1),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "program",
		.offset = offsetof(struct memfd_exec_record, column_2),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "process",
		.offset = offsetof(struct memfd_exec_record, column_3),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "user",
		.offset = offsetof(struct memfd_exec_record, column_4),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[MEMFDEXEC_KIND] = {
		.name = "memfdexec",
		.first_field = 0,
		.nr_fields = 6,
		.event_bytes = sizeof(struct memfdexec_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[6] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct memfdexec_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Name",
		.offset = offsetof(struct memfdexec_event, Name),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "FileName",
		.offset = offsetof(struct memfdexec_event, FileName),
		.bytes = 256,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
	{
		.name = "ProcessId",
		.offset = offsetof(struct memfdexec_event, ProcessId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "UserId",
		.offset = offsetof(struct memfdexec_event, UserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Comm",
		.offset = offsetof(struct memfdexec_event, Comm),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
		.start = WMK_NO_START,
	},
};

const struct wmk_point_info wmk_points[NR_POINTS] SEC(".rodata.wmk") = {
	[MEMFDEXEC_AT_LSM_BPRM_CHECK_SECURITY] = {
		.program = "at_lsm_bprm_check_security",
		.section = "lsm/bprm_check_security",
		.kind = MEMFDEXEC_KIND,
	},
	[MEMFDEXEC_AT_FENTRY_SECURITY_BPRM_CHECK] = {
		.program = "at_fentry_security_bprm_check",
		.section = "fentry/security_bprm_check",
		.kind = MEMFDEXEC_KIND,
	},
};

