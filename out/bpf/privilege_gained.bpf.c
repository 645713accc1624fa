// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/privilege_gained.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   15  RULE privilege_gained
 *   16  PATTERN { credchange:c }
 *   17  WHERE {
 *   18      c.InExec == 0,
 *   19      c.OldRealUserId != 0, c.OldEffectiveUserId != 0, c.OldSavedUserId != 0,
 *   20      c.RealUserId == 0 || c.EffectiveUserId == 0 || c.SavedUserId == 0
 *   21  }
 *   22  RETURN { c.OldRealUserId AS was, c.OldEffective & CAP_SETUID AS had_setuid, c.Effective, comm() AS program, pid() AS process }
 *
 *     start -- credchange where InExec == 0 and OldRealUserId != 0 and OldEffectiveUserId != 0
 *              and OldSavedUserId != 0 and (RealUserId == 0 || EffectiveUserId == 0 ||
 *              SavedUserId == 0) --> match
 *
 * The engine that reads the tables below is wmk.bpf.h.
 */
#include "wmk.record.h"
#include "wmk.scope.h"
#include "wmkevents.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

enum {
	PRIVILEGE_GAINED_RULE,
	NR_RULES
};

enum {
	CREDCHANGE_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	CREDCHANGE_AT_FENTRY_COMMIT_CREDS,
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
	[CREDCHANGE_AT_FENTRY_COMMIT_CREDS] = 1,
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

/* A thread gets new credentials, for whatever reason; nothing can refuse them any more. */
struct credchange_event {
	__u64 TimeStamp;
	__u64 Effective;
	__u64 OldEffective;
	__u32 RealUserId;
	__u32 EffectiveUserId;
	__u32 SavedUserId;
	__u32 OldRealUserId;
	__u32 OldEffectiveUserId;
	__u32 OldSavedUserId;
	__u8 InExec;
};

/* Rule privilege_gained, rules/privilege_gained.wmk:15 */

enum {
	PRIVILEGE_GAINED_START = 1,
	PRIVILEGE_GAINED_ACCEPT = 2,	/* credchange */
	NR_PRIVILEGE_GAINED_STATES,
};

/* What an event is to the rule; 0: nothing. */
enum {
	PRIVILEGE_GAINED_ON_CREDCHANGE = 1,	/* credchange as c */
	NR_PRIVILEGE_GAINED_LETTERS = 2
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	PRIVILEGE_GAINED_TAKES_C = 1 << 0,
};

static const struct wmk_move
privilege_gained_moves[NR_PRIVILEGE_GAINED_STATES][NR_PRIVILEGE_GAINED_LETTERS] wmk_table = {
	[PRIVILEGE_GAINED_START][PRIVILEGE_GAINED_ON_CREDCHANGE] =
			{ PRIVILEGE_GAINED_ACCEPT, PRIVILEGE_GAINED_TAKES_C },
};

struct privilege_gained_run {
	struct wmk_run run;
};

/* A run that completed, and what its last event gives the record. */
struct privilege_gained_match {
	struct privilege_gained_run run;
	__u64 c_OldEffective;	/* rules/privilege_gained.wmk:16 */
	__u64 c_Effective;	/* rules/privilege_gained.wmk:16 */
	__u32 c_OldRealUserId;	/* rules/privilege_gained.wmk:16 */
};

static const struct wmk_rule privilege_gained = {
	.moves = &privilege_gained_moves[0][0],
	.nr_letters = NR_PRIVILEGE_GAINED_LETTERS,
	.nr_live = PRIVILEGE_GAINED_ACCEPT,
	.dead = NR_PRIVILEGE_GAINED_STATES,
	.run_bytes = sizeof(struct privilege_gained_run),
};

static const __u8 privilege_gained_credchange_letters[32] wmk_table = {
	[31] = PRIVILEGE_GAINED_ON_CREDCHANGE,
};

static __always_inline __u64 privilege_gained_credchange_letter(const struct credchange_event *e)
{
	__u64 truth = 0;

	/* rules/privilege_gained.wmk:18: c.InExec == 0 */
	truth = wmk_note(truth, e->InExec == 0, 0);
	/* rules/privilege_gained.wmk:19: c.OldRealUserId != 0 */
	truth = wmk_note(truth, (__s64)e->OldRealUserId != 0, 1);
	/* rules/privilege_gained.wmk:19: c.OldEffectiveUserId != 0 */
	truth = wmk_note(truth, (__s64)e->OldEffectiveUserId != 0, 2);
	/* rules/privilege_gained.wmk:19: c.OldSavedUserId != 0 */
	truth = wmk_note(truth, (__s64)e->OldSavedUserId != 0, 3);
	/*
	 * rules/privilege_gained.wmk:20: c.RealUserId == 0 || c.EffectiveUserId == 0 ||
	 * c.SavedUserId == 0
	 */
	truth = wmk_note(truth, (((__s64)e->RealUserId == 0) || ((__s64)e->EffectiveUserId == 0)) ||
			((__s64)e->SavedUserId == 0), 4);
	barrier_var(truth);
	return wmk_hide(privilege_gained_credchange_letters[truth & (32 - 1)]);
}

static __always_inline void privilege_gained_credchange_finish(void *match, const void *event,
		__u64 takes)
{
	struct privilege_gained_match *to = match;
	const struct credchange_event *e = event;

	if (takes & PRIVILEGE_GAINED_TAKES_C) {
		to->c_OldRealUserId = e->OldRealUserId;
		to->c_OldEffective = e->OldEffective;
		to->c_Effective = e->Effective;
	}
}

static const struct wmk_reader privilege_gained_credchange_reader = {
	.begins = true,
	.completes = true,
	.finish = privilege_gained_credchange_finish,
};

struct privilege_gained_record {
	struct wmk_record head;
	__u32 column_0;	/* "was" */
	__s64 column_1;	/* "had_setuid" */
	__u64 column_2;	/* "c.Effective" */
	char column_3[16] wmk_words;	/* "program" */
	__u32 column_4;	/* "process" */
};

static __always_inline void privilege_gained_emit(const struct privilege_gained_match *match,
		__u64 now, __u64 cgroup, struct wmk_rule_stats *stats)
{
	struct privilege_gained_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[PRIVILEGE_GAINED_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, PRIVILEGE_GAINED_RULE, wmk_lost[PRIVILEGE_GAINED_RULE], now,
			cgroup);
	record->column_0 = match->c_OldRealUserId;
	record->column_1 = (__s64)(match->c_OldEffective & 128);
	record->column_2 = match->c_Effective;
	wmk_fill_comm(record->column_3, sizeof(record->column_3));
	record->column_4 = (__u32)(bpf_get_current_pid_tgid() >> 32);
	bpf_ringbuf_submit(record, 0);
}

/* What stands in memory while the event is shown to rules that it completes at once. */
struct credchange_at_once_work {
	struct {
		struct privilege_gained_match privilege_gained;
	} matches;
	struct {
		__u32 privilege_gained;
	} letters;
};

struct credchange_frame {
	struct credchange_event event;
	struct credchange_at_once_work at_once;
};

/* Shows the event to the rules that it completes at once. */
static __always_inline void credchange_at_once(struct credchange_frame *frame,
		struct wmk_stats *stats)
{
	struct credchange_at_once_work *work = &frame->at_once;

	if (!in_scope(PRIVILEGE_GAINED_RULE))
		return;
	work->letters.privilege_gained = privilege_gained_credchange_letter(&frame->event);
	barrier();
	if (!work->letters.privilege_gained)
		return;
	work->matches.privilege_gained.run.run.state = WMK_NO_STATE;
	wmk_step_once(&(struct wmk_step) {
		.rule = &privilege_gained,
		.reader = &privilege_gained_credchange_reader,
		.event = &frame->event,
		.now = frame->event.TimeStamp,
		.letter = work->letters.privilege_gained,
		.stats = &stats->rules[PRIVILEGE_GAINED_RULE],
		.matches = &work->matches.privilege_gained,
	});
	if (work->matches.privilege_gained.run.run.state != WMK_NO_STATE) {
		wmk_ask_clock(&frame->event.TimeStamp);
		privilege_gained_emit(&work->matches.privilege_gained, frame->event.TimeStamp,
			 bpf_get_current_cgroup_id(), &stats->rules[PRIVILEGE_GAINED_RULE]);
	}
}

static __always_inline void credchange_read(struct credchange_frame *frame, struct wmk_stats *stats)
{
	credchange_at_once(frame, stats);
}

static __always_inline void credchange_at_fentry_commit_creds(__u64 *ctx)
{
	struct cred *new = (struct cred *)ctx[0];
	struct credchange_frame on_stack = {}, *frame = &on_stack;
	struct credchange_event *e;
	struct wmk_stats *stats;

	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(CREDCHANGE_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[CREDCHANGE_KIND]);
	if (wmk_counts_only)
		return;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->InExec = wmk_in_exec();
	e->RealUserId = wmk_id(new, uid);
	e->EffectiveUserId = wmk_id(new, euid);
	e->SavedUserId = wmk_id(new, suid);
	e->Effective = wmk_cred_capabilities(new, cap_effective);
	e->OldRealUserId = wmk_id(wmk_old_cred(), uid);
	e->OldEffectiveUserId = wmk_id(wmk_old_cred(), euid);
	e->OldSavedUserId = wmk_id(wmk_old_cred(), suid);
	e->OldEffective = wmk_cred_capabilities(wmk_old_cred(), cap_effective);
	wmk_record_event(CREDCHANGE_KIND, e, sizeof(*e));
	credchange_read(frame, stats);
}

SEC("fentry/commit_creds")
int at_fentry_commit_creds(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[CREDCHANGE_AT_FENTRY_COMMIT_CREDS])
		credchange_at_fentry_commit_creds(ctx);
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
	.nr_fields = 10,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 0,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[PRIVILEGE_GAINED_RULE] = {
		.name = "privilege_gained",
		.source = "rules/privilege_gained.wmk:15",
		.first_column = 0,
		.nr_columns = 5,
		.record_bytes = sizeof(struct privilege_gained_record),
		.table = WMK_NO_TABLE,
		.taskless = WMK_NO_KIND,
	},
};

const struct wmk_column_info wmk_columns[5] SEC(".rodata.wmk") = {
	{
		.label = "was",
		.offset = offsetof(struct privilege_gained_record, column_0),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "had_setuid",
		.offset = offsetof(struct privilege_gained_record, column_1),
		.bytes = 8,
		.type = WMK_COLUMN_S64,
	},
	{
		.label = "c.Effective",
		.offset = offsetof(struct privilege_gained_record, column_2),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "program",
		.offset = offsetof(struct privilege_gained_record, column_3),
		.bytes = 16,
		.type = WMK_COLUMN_STRING,
	},
	{
		.label = "process",
		.offset = offsetof(struct privilege_gained_record, column_4),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[CREDCHANGE_KIND] = {
		.name = "credchange",
		.first_field = 0,
		.nr_fields = 10,
		.event_bytes = sizeof(struct credchange_event),
		.flags = WMK_KIND_HAS_TASK | WMK_KIND_PROCESS_ID | WMK_KIND_THREAD_ID,
	},
};

const struct wmk_field_info wmk_fields[10] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct credchange_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "InExec",
		.offset = offsetof(struct credchange_event, InExec),
		.bytes = 1,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "RealUserId",
		.offset = offsetof(struct credchange_event, RealUserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "EffectiveUserId",
		.offset = offsetof(struct credchange_event, EffectiveUserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "SavedUserId",
		.offset = offsetof(struct credchange_event, SavedUserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Effective",
		.offset = offsetof(struct credchange_event, Effective),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "OldRealUserId",
		.offset = offsetof(struct credchange_event, OldRealUserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "OldEffectiveUserId",
		.offset = offsetof(struct credchange_event, OldEffectiveUserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "OldSavedUserId",
		.offset = offsetof(struct credchange_event, OldSavedUserId),
		.bytes = 4,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "OldEffective",
		.offset = offsetof(struct credchange_event, OldEffective),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
};

const struct wmk_point_info wmk_points[NR_POINTS] SEC(".rodata.wmk") = {
	[CREDCHANGE_AT_FENTRY_COMMIT_CREDS] = {
		.program = "at_fentry_commit_creds",
		.section = "fentry/commit_creds",
		.kind = CREDCHANGE_KIND,
	},
};

