// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A monitor of sequences of kernel events, made by wmkgen 0.1.0 from
 * rules/port_scan.wmk. Do not edit: change the rule and run wmkgen again.
 *
 *   20  RULE fin_scan
 *   21  PATTERN { tcpreceive[3]:p }
 *   22  WHERE   { [Address], [LocalAddress], p.Flags == TH_FIN, p.LocalPort != prev(p).LocalPort }
 *   23  WITHIN  { 10 s }
 *   24  RETURN  { last(p).Address, first(p).LocalPort AS first, last(p).LocalPort AS last }
 *
 *     start -- tcpreceive where Flags == TH_FIN --> p
 *     p     -- tcpreceive where Flags == TH_FIN if p.LocalPort != prev(p).LocalPort --> p (2)
 *     p (2) -- tcpreceive where Flags == TH_FIN if p.LocalPort != prev(p).LocalPort --> match
 *
 *   26  RULE null_scan
 *   27  PATTERN { tcpreceive[3]:p }
 *   28  WHERE   { [Address], [LocalAddress], p.Flags == 0, p.LocalPort != prev(p).LocalPort }
 *   29  WITHIN  { 10 s }
 *   30  RETURN  { last(p).Address, first(p).LocalPort AS first, last(p).LocalPort AS last }
 *
 *     start -- tcpreceive where Flags == 0 --> p
 *     p     -- tcpreceive where Flags == 0 if p.LocalPort != prev(p).LocalPort --> p (2)
 *     p (2) -- tcpreceive where Flags == 0 if p.LocalPort != prev(p).LocalPort --> match
 *
 *   32  RULE xmas_scan
 *   33  PATTERN { tcpreceive[3]:p }
 *   34  WHERE   { [Address], [LocalAddress], p.Flags == (TH_FIN | TH_PUSH | TH_URG), p.LocalPort != prev(p).LocalPort }
 *   35  WITHIN  { 10 s }
 *   36  RETURN  { last(p).Address, first(p).LocalPort AS first, last(p).LocalPort AS last }
 *
 *     start -- tcpreceive where Flags == (TH_FIN | TH_PUSH | TH_URG) --> p
 *     p     -- tcpreceive where Flags == (TH_FIN | TH_PUSH | TH_URG) if p.LocalPort !=
 *              prev(p).LocalPort --> p (2)
 *     p (2) -- tcpreceive where Flags == (TH_FIN | TH_PUSH | TH_URG) if p.LocalPort !=
 *              prev(p).LocalPort --> match
 *
 *   38  RULE syn_scan
 *   39  PATTERN { [tcpreceive:a, tcpreceive:b, tcpreceive:c, tcpreceive:d, tcpreceive:e, tcpreceive:f, tcpreceive:g, tcpreceive:h] }
 *   40  WHERE {
 *   41      [Address], [LocalAddress],
 *   42      a.Flags == TH_SYN, b.Flags == TH_SYN, c.Flags == TH_SYN, d.Flags == TH_SYN,
 *   43      e.Flags == TH_SYN, f.Flags == TH_SYN, g.Flags == TH_SYN, h.Flags == TH_SYN,
 *   44      !(b.LocalPort == a.LocalPort),
 *   45      !(c.LocalPort == a.LocalPort || c.LocalPort == b.LocalPort),
 *   46      !(d.LocalPort == a.LocalPort || d.LocalPort == b.LocalPort || d.LocalPort == c.LocalPort),
 *   47      !(e.LocalPort == a.LocalPort || e.LocalPort == b.LocalPort || e.LocalPort == c.LocalPort || e.LocalPort == d.LocalPort),
 *   48      !(f.LocalPort == a.LocalPort || f.LocalPort == b.LocalPort || f.LocalPort == c.LocalPort || f.LocalPort == d.LocalPort
 *   49          || f.LocalPort == e.LocalPort),
 *   50      !(g.LocalPort == a.LocalPort || g.LocalPort == b.LocalPort || g.LocalPort == c.LocalPort || g.LocalPort == d.LocalPort
 *   51          || g.LocalPort == e.LocalPort || g.LocalPort == f.LocalPort),
 *   52      !(h.LocalPort == a.LocalPort || h.LocalPort == b.LocalPort || h.LocalPort == c.LocalPort || h.LocalPort == d.LocalPort
 *   53          || h.LocalPort == e.LocalPort || h.LocalPort == f.LocalPort || h.LocalPort == g.LocalPort)
 *   54  }
 *   55  WITHIN  { 2 s }
 *   56  RETURN  { h.Address, h.LocalAddress, a.LocalPort AS first, h.LocalPort AS last }
 *
 * The engine that reads the tables below is wmk.bpf.h.
 */
#include "wmk.slots.h"
#include "wmk.record.h"
#include "wmk.scope.h"
#include "wmkevents.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

enum {
	FIN_SCAN_RULE,
	NULL_SCAN_RULE,
	XMAS_SCAN_RULE,
	SYN_SCAN_RULE,
	NR_RULES
};

enum {
	TCPRECEIVE_KIND,
	NR_KINDS
};

/* Kinds and where they are raised, in order of preference; then where keys end. */
enum {
	TCPRECEIVE_AT_FENTRY_TCP_V4_RCV,
	TCPRECEIVE_AT_FENTRY_TCP_V6_RCV,
	NR_POINTS
};

enum {
	BY_ADDRESS_LOCAL_ADDRESS_TABLE,
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
	[TCPRECEIVE_AT_FENTRY_TCP_V4_RCV] = 1,
	[TCPRECEIVE_AT_FENTRY_TCP_V6_RCV] = 1,
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

/*
 * TCP is given a packet that came in, whether a socket exists for it or not; before its checksum is
 * looked at.
 */
struct tcpreceive_event {
	__u64 TimeStamp;
	wmk_address_t Address wmk_words;
	wmk_address_t LocalAddress wmk_words;
	__u16 LocalPort;
	__u8 Flags;
};

/* Rule fin_scan, rules/port_scan.wmk:20 */

enum {
	FIN_SCAN_START = 1,
	FIN_SCAN_AFTER_P = 2,	/* tcpreceive */
	FIN_SCAN_AFTER_P__2 = 3,	/* tcpreceive, tcpreceive */
	FIN_SCAN_ACCEPT = 4,	/* tcpreceive, tcpreceive, tcpreceive */
	NR_FIN_SCAN_STATES,
	NR_FIN_SCAN_SLOTS = 2,
};

/* What an event is to the rule; 0: nothing. */
enum {
	FIN_SCAN_ON_TCPRECEIVE = 1,	/* tcpreceive as p, and 1 more by its tests */
	NR_FIN_SCAN_LETTERS = 3
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	FIN_SCAN_TAKES_P_LAST = 1 << 0,
	FIN_SCAN_TAKES_P_LAST_2 = 1 << 1,
	FIN_SCAN_TAKES_P_FIRST = 1 << 2,
};

static const struct wmk_move
fin_scan_moves[NR_FIN_SCAN_STATES][NR_FIN_SCAN_LETTERS] wmk_table = {
	[FIN_SCAN_START][FIN_SCAN_ON_TCPRECEIVE] =
			{ FIN_SCAN_AFTER_P, FIN_SCAN_TAKES_P_LAST | FIN_SCAN_TAKES_P_FIRST },
	[FIN_SCAN_START][FIN_SCAN_ON_TCPRECEIVE + 1] =
			{ FIN_SCAN_AFTER_P, FIN_SCAN_TAKES_P_LAST | FIN_SCAN_TAKES_P_FIRST },
	[FIN_SCAN_AFTER_P][FIN_SCAN_ON_TCPRECEIVE + 1] =
			{ FIN_SCAN_AFTER_P__2, FIN_SCAN_TAKES_P_LAST_2 },
	[FIN_SCAN_AFTER_P__2][FIN_SCAN_ON_TCPRECEIVE + 1] =
			{ FIN_SCAN_ACCEPT, FIN_SCAN_TAKES_P_LAST_2 },
};

/* Where a key keeps a run in a state. */
static const __u8 fin_scan_slots[NR_FIN_SCAN_STATES] wmk_table = {
	[FIN_SCAN_AFTER_P] = 0,
	[FIN_SCAN_AFTER_P__2] = 1,
};

struct fin_scan_run {
	struct wmk_run run;
	wmk_address_t p_last_Address wmk_words;	/* rules/port_scan.wmk:21 */
	__u16 p_last_LocalPort;	/* rules/port_scan.wmk:21 */
	__u16 p_first_LocalPort;	/* rules/port_scan.wmk:21 */
};

/* A run that completed, and what its last event gives the record. */
struct fin_scan_match {
	struct fin_scan_run run;
};

static const struct wmk_rule fin_scan = {
	.moves = &fin_scan_moves[0][0],
	.nr_letters = NR_FIN_SCAN_LETTERS,
	.nr_live = FIN_SCAN_ACCEPT,
	.dead = NR_FIN_SCAN_STATES,
	.run_bytes = sizeof(struct fin_scan_run),
	.window = 10000000000ULL,	/* ns */
	.slots = fin_scan_slots,
	.nr_slots = NR_FIN_SCAN_SLOTS,
};

static const __u8 fin_scan_tcpreceive_letters[2] wmk_table = {
	[1] = FIN_SCAN_ON_TCPRECEIVE,
};

/* The conditions on what is read first. */
static __always_inline __u64 fin_scan_tcpreceive_early(const struct tcpreceive_event *e)
{
	__u64 truth = 0;

	/* rules/port_scan.wmk:22: p.Flags == TH_FIN */
	truth = wmk_note(truth, e->Flags == 1, 0);
	return truth;
}

static __always_inline __u64 fin_scan_tcpreceive_letter(const struct tcpreceive_event *e)
{
	__u64 truth = fin_scan_tcpreceive_early(e);

	barrier_var(truth);
	return wmk_hide(fin_scan_tcpreceive_letters[truth & (2 - 1)]);
}

static __always_inline __u64 fin_scan_tcpreceive_tests(const void *run, const void *event,
		__u64 letter)
{
	const struct fin_scan_run *r = run;
	const struct tcpreceive_event *e = event;
	__u64 truth = 0;

	switch (wmk_hide(letter)) {
	case FIN_SCAN_ON_TCPRECEIVE:
		/* rules/port_scan.wmk:22: p.LocalPort != prev(p).LocalPort */
		truth = wmk_note(truth, e->LocalPort != r->p_last_LocalPort, 0);
		break;
	}
	return truth;
}

static __always_inline void fin_scan_tcpreceive_update(void *run, const void *event, __u64 takes)
{
	struct fin_scan_run *to = run;
	const struct tcpreceive_event *e = event;

	if (takes & FIN_SCAN_TAKES_P_LAST) {
		wmk_copy(&to->p_last_Address, &e->Address, sizeof(to->p_last_Address));
		to->p_last_LocalPort = e->LocalPort;
	}
	if (takes & FIN_SCAN_TAKES_P_LAST_2) {
		wmk_copy(&to->p_last_Address, &e->Address, sizeof(to->p_last_Address));
		to->p_last_LocalPort = e->LocalPort;
	}
	if (takes & FIN_SCAN_TAKES_P_FIRST) {
		to->p_first_LocalPort = e->LocalPort;
	}
}

static const struct wmk_reader fin_scan_tcpreceive_reader = {
	.begins = true,
	.completes = true,
	.tests = fin_scan_tcpreceive_tests,
	.update = fin_scan_tcpreceive_update,
};

struct fin_scan_record {
	struct wmk_record head;
	wmk_address_t column_0 wmk_words;	/* "last(p).Address" */
	__u16 column_1;	/* "first" */
	__u16 column_2;	/* "last" */
};

static __always_inline void fin_scan_emit(const struct fin_scan_match *match, __u64 now,
		__u64 cgroup, struct wmk_rule_stats *stats)
{
	struct fin_scan_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[FIN_SCAN_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, FIN_SCAN_RULE, wmk_lost[FIN_SCAN_RULE], now, cgroup);
	wmk_copy(&record->column_0, &match->run.p_last_Address, sizeof(record->column_0));
	record->column_1 = match->run.p_first_LocalPort;
	record->column_2 = match->run.p_last_LocalPort;
	bpf_ringbuf_submit(record, 0);
}

/* Rule null_scan, rules/port_scan.wmk:26 */

enum {
	NULL_SCAN_START = 1,
	NULL_SCAN_AFTER_P = 2,	/* tcpreceive */
	NULL_SCAN_AFTER_P__2 = 3,	/* tcpreceive, tcpreceive */
	NULL_SCAN_ACCEPT = 4,	/* tcpreceive, tcpreceive, tcpreceive */
	NR_NULL_SCAN_STATES,
	NR_NULL_SCAN_SLOTS = 2,
};

/* What an event is to the rule; 0: nothing. */
enum {
	NULL_SCAN_ON_TCPRECEIVE = 1,	/* tcpreceive as p, and 1 more by its tests */
	NR_NULL_SCAN_LETTERS = 3
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	NULL_SCAN_TAKES_P_LAST = 1 << 0,
	NULL_SCAN_TAKES_P_LAST_2 = 1 << 1,
	NULL_SCAN_TAKES_P_FIRST = 1 << 2,
};

static const struct wmk_move
null_scan_moves[NR_NULL_SCAN_STATES][NR_NULL_SCAN_LETTERS] wmk_table = {
	[NULL_SCAN_START][NULL_SCAN_ON_TCPRECEIVE] =
			{ NULL_SCAN_AFTER_P, NULL_SCAN_TAKES_P_LAST | NULL_SCAN_TAKES_P_FIRST },
	[NULL_SCAN_START][NULL_SCAN_ON_TCPRECEIVE + 1] =
			{ NULL_SCAN_AFTER_P, NULL_SCAN_TAKES_P_LAST | NULL_SCAN_TAKES_P_FIRST },
	[NULL_SCAN_AFTER_P][NULL_SCAN_ON_TCPRECEIVE + 1] =
			{ NULL_SCAN_AFTER_P__2, NULL_SCAN_TAKES_P_LAST_2 },
	[NULL_SCAN_AFTER_P__2][NULL_SCAN_ON_TCPRECEIVE + 1] =
			{ NULL_SCAN_ACCEPT, NULL_SCAN_TAKES_P_LAST_2 },
};

/* Where a key keeps a run in a state. */
static const __u8 null_scan_slots[NR_NULL_SCAN_STATES] wmk_table = {
	[NULL_SCAN_AFTER_P] = 0,
	[NULL_SCAN_AFTER_P__2] = 1,
};

struct null_scan_run {
	struct wmk_run run;
	wmk_address_t p_last_Address wmk_words;	/* rules/port_scan.wmk:27 */
	__u16 p_last_LocalPort;	/* rules/port_scan.wmk:27 */
	__u16 p_first_LocalPort;	/* rules/port_scan.wmk:27 */
};

/* A run that completed, and what its last event gives the record. */
struct null_scan_match {
	struct null_scan_run run;
};

static const struct wmk_rule null_scan = {
	.moves = &null_scan_moves[0][0],
	.nr_letters = NR_NULL_SCAN_LETTERS,
	.nr_live = NULL_SCAN_ACCEPT,
	.dead = NR_NULL_SCAN_STATES,
	.run_bytes = sizeof(struct null_scan_run),
	.window = 10000000000ULL,	/* ns */
	.slots = null_scan_slots,
	.nr_slots = NR_NULL_SCAN_SLOTS,
};

static const __u8 null_scan_tcpreceive_letters[2] wmk_table = {
	[1] = NULL_SCAN_ON_TCPRECEIVE,
};

/* The conditions on what is read first. */
static __always_inline __u64 null_scan_tcpreceive_early(const struct tcpreceive_event *e)
{
	__u64 truth = 0;

	/* rules/port_scan.wmk:28: p.Flags == 0 */
	truth = wmk_note(truth, e->Flags == 0, 0);
	return truth;
}

static __always_inline __u64 null_scan_tcpreceive_letter(const struct tcpreceive_event *e)
{
	__u64 truth = null_scan_tcpreceive_early(e);

	barrier_var(truth);
	return wmk_hide(null_scan_tcpreceive_letters[truth & (2 - 1)]);
}

static __always_inline __u64 null_scan_tcpreceive_tests(const void *run, const void *event,
		__u64 letter)
{
	const struct null_scan_run *r = run;
	const struct tcpreceive_event *e = event;
	__u64 truth = 0;

	switch (wmk_hide(letter)) {
	case NULL_SCAN_ON_TCPRECEIVE:
		/* rules/port_scan.wmk:28: p.LocalPort != prev(p).LocalPort */
		truth = wmk_note(truth, e->LocalPort != r->p_last_LocalPort, 0);
		break;
	}
	return truth;
}

static __always_inline void null_scan_tcpreceive_update(void *run, const void *event, __u64 takes)
{
	struct null_scan_run *to = run;
	const struct tcpreceive_event *e = event;

	if (takes & NULL_SCAN_TAKES_P_LAST) {
		wmk_copy(&to->p_last_Address, &e->Address, sizeof(to->p_last_Address));
		to->p_last_LocalPort = e->LocalPort;
	}
	if (takes & NULL_SCAN_TAKES_P_LAST_2) {
		wmk_copy(&to->p_last_Address, &e->Address, sizeof(to->p_last_Address));
		to->p_last_LocalPort = e->LocalPort;
	}
	if (takes & NULL_SCAN_TAKES_P_FIRST) {
		to->p_first_LocalPort = e->LocalPort;
	}
}

static const struct wmk_reader null_scan_tcpreceive_reader = {
	.begins = true,
	.completes = true,
	.tests = null_scan_tcpreceive_tests,
	.update = null_scan_tcpreceive_update,
};

struct null_scan_record {
	struct wmk_record head;
	wmk_address_t column_0 wmk_words;	/* "last(p).Address" */
	__u16 column_1;	/* "first" */
	__u16 column_2;	/* "last" */
};

static __always_inline void null_scan_emit(const struct null_scan_match *match, __u64 now,
		__u64 cgroup, struct wmk_rule_stats *stats)
{
	struct null_scan_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[NULL_SCAN_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, NULL_SCAN_RULE, wmk_lost[NULL_SCAN_RULE], now, cgroup);
	wmk_copy(&record->column_0, &match->run.p_last_Address, sizeof(record->column_0));
	record->column_1 = match->run.p_first_LocalPort;
	record->column_2 = match->run.p_last_LocalPort;
	bpf_ringbuf_submit(record, 0);
}

/* Rule xmas_scan, rules/port_scan.wmk:32 */

enum {
	XMAS_SCAN_START = 1,
	XMAS_SCAN_AFTER_P = 2,	/* tcpreceive */
	XMAS_SCAN_AFTER_P__2 = 3,	/* tcpreceive, tcpreceive */
	XMAS_SCAN_ACCEPT = 4,	/* tcpreceive, tcpreceive, tcpreceive */
	NR_XMAS_SCAN_STATES,
	NR_XMAS_SCAN_SLOTS = 2,
};

/* What an event is to the rule; 0: nothing. */
enum {
	XMAS_SCAN_ON_TCPRECEIVE = 1,	/* tcpreceive as p, and 1 more by its tests */
	NR_XMAS_SCAN_LETTERS = 3
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	XMAS_SCAN_TAKES_P_LAST = 1 << 0,
	XMAS_SCAN_TAKES_P_LAST_2 = 1 << 1,
	XMAS_SCAN_TAKES_P_FIRST = 1 << 2,
};

static const struct wmk_move
xmas_scan_moves[NR_XMAS_SCAN_STATES][NR_XMAS_SCAN_LETTERS] wmk_table = {
	[XMAS_SCAN_START][XMAS_SCAN_ON_TCPRECEIVE] =
			{ XMAS_SCAN_AFTER_P, XMAS_SCAN_TAKES_P_LAST | XMAS_SCAN_TAKES_P_FIRST },
	[XMAS_SCAN_START][XMAS_SCAN_ON_TCPRECEIVE + 1] =
			{ XMAS_SCAN_AFTER_P, XMAS_SCAN_TAKES_P_LAST | XMAS_SCAN_TAKES_P_FIRST },
	[XMAS_SCAN_AFTER_P][XMAS_SCAN_ON_TCPRECEIVE + 1] =
			{ XMAS_SCAN_AFTER_P__2, XMAS_SCAN_TAKES_P_LAST_2 },
	[XMAS_SCAN_AFTER_P__2][XMAS_SCAN_ON_TCPRECEIVE + 1] =
			{ XMAS_SCAN_ACCEPT, XMAS_SCAN_TAKES_P_LAST_2 },
};

/* Where a key keeps a run in a state. */
static const __u8 xmas_scan_slots[NR_XMAS_SCAN_STATES] wmk_table = {
	[XMAS_SCAN_AFTER_P] = 0,
	[XMAS_SCAN_AFTER_P__2] = 1,
};

struct xmas_scan_run {
	struct wmk_run run;
	wmk_address_t p_last_Address wmk_words;	/* rules/port_scan.wmk:33 */
	__u16 p_last_LocalPort;	/* rules/port_scan.wmk:33 */
	__u16 p_first_LocalPort;	/* rules/port_scan.wmk:33 */
};

/* A run that completed, and what its last event gives the record. */
struct xmas_scan_match {
	struct xmas_scan_run run;
};

static const struct wmk_rule xmas_scan = {
	.moves = &xmas_scan_moves[0][0],
	.nr_letters = NR_XMAS_SCAN_LETTERS,
	.nr_live = XMAS_SCAN_ACCEPT,
	.dead = NR_XMAS_SCAN_STATES,
	.run_bytes = sizeof(struct xmas_scan_run),
	.window = 10000000000ULL,	/* ns */
	.slots = xmas_scan_slots,
	.nr_slots = NR_XMAS_SCAN_SLOTS,
};

static const __u8 xmas_scan_tcpreceive_letters[2] wmk_table = {
	[1] = XMAS_SCAN_ON_TCPRECEIVE,
};

/* The conditions on what is read first. */
static __always_inline __u64 xmas_scan_tcpreceive_early(const struct tcpreceive_event *e)
{
	__u64 truth = 0;

	/* rules/port_scan.wmk:34: p.Flags == (TH_FIN | TH_PUSH | TH_URG) */
	truth = wmk_note(truth, e->Flags == 41, 0);
	return truth;
}

static __always_inline __u64 xmas_scan_tcpreceive_letter(const struct tcpreceive_event *e)
{
	__u64 truth = xmas_scan_tcpreceive_early(e);

	barrier_var(truth);
	return wmk_hide(xmas_scan_tcpreceive_letters[truth & (2 - 1)]);
}

static __always_inline __u64 xmas_scan_tcpreceive_tests(const void *run, const void *event,
		__u64 letter)
{
	const struct xmas_scan_run *r = run;
	const struct tcpreceive_event *e = event;
	__u64 truth = 0;

	switch (wmk_hide(letter)) {
	case XMAS_SCAN_ON_TCPRECEIVE:
		/* rules/port_scan.wmk:34: p.LocalPort != prev(p).LocalPort */
		truth = wmk_note(truth, e->LocalPort != r->p_last_LocalPort, 0);
		break;
	}
	return truth;
}

static __always_inline void xmas_scan_tcpreceive_update(void *run, const void *event, __u64 takes)
{
	struct xmas_scan_run *to = run;
	const struct tcpreceive_event *e = event;

	if (takes & XMAS_SCAN_TAKES_P_LAST) {
		wmk_copy(&to->p_last_Address, &e->Address, sizeof(to->p_last_Address));
		to->p_last_LocalPort = e->LocalPort;
	}
	if (takes & XMAS_SCAN_TAKES_P_LAST_2) {
		wmk_copy(&to->p_last_Address, &e->Address, sizeof(to->p_last_Address));
		to->p_last_LocalPort = e->LocalPort;
	}
	if (takes & XMAS_SCAN_TAKES_P_FIRST) {
		to->p_first_LocalPort = e->LocalPort;
	}
}

static const struct wmk_reader xmas_scan_tcpreceive_reader = {
	.begins = true,
	.completes = true,
	.tests = xmas_scan_tcpreceive_tests,
	.update = xmas_scan_tcpreceive_update,
};

struct xmas_scan_record {
	struct wmk_record head;
	wmk_address_t column_0 wmk_words;	/* "last(p).Address" */
	__u16 column_1;	/* "first" */
	__u16 column_2;	/* "last" */
};

static __always_inline void xmas_scan_emit(const struct xmas_scan_match *match, __u64 now,
		__u64 cgroup, struct wmk_rule_stats *stats)
{
	struct xmas_scan_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[XMAS_SCAN_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, XMAS_SCAN_RULE, wmk_lost[XMAS_SCAN_RULE], now, cgroup);
	wmk_copy(&record->column_0, &match->run.p_last_Address, sizeof(record->column_0));
	record->column_1 = match->run.p_first_LocalPort;
	record->column_2 = match->run.p_last_LocalPort;
	bpf_ringbuf_submit(record, 0);
}

/* Rule syn_scan, rules/port_scan.wmk:38 */

enum {
	SYN_SCAN_START = 1,
	SYN_SCAN_AFTER_A = 2,	/* tcpreceive */
	SYN_SCAN_AFTER_B = 3,	/* tcpreceive, tcpreceive */
	SYN_SCAN_AFTER_C = 4,	/* tcpreceive, tcpreceive, tcpreceive */
	SYN_SCAN_AFTER_D = 5,	/* tcpreceive, tcpreceive, tcpreceive, tcpreceive */
	SYN_SCAN_AFTER_E = 6,	/* tcpreceive, tcpreceive, tcpreceive, tcpreceive, tcpreceive */
	/* tcpreceive, tcpreceive, tcpreceive, tcpreceive, tcpreceive, tcpreceive */
	SYN_SCAN_AFTER_F = 7,
	/* tcpreceive, tcpreceive, tcpreceive, tcpreceive, tcpreceive, tcpreceive, tcpreceive */
	SYN_SCAN_AFTER_G = 8,
	/*
	 * tcpreceive, tcpreceive, tcpreceive, tcpreceive, tcpreceive, tcpreceive, tcpreceive,
	 * tcpreceive
	 */
	SYN_SCAN_ACCEPT = 9,
	NR_SYN_SCAN_STATES,
	NR_SYN_SCAN_SLOTS = 7,
};

/* What an event is to the rule; 0: nothing. */
enum {
	/* tcpreceive as a or b or c or d or e or f or g or h, and 127 more by its tests */
	SYN_SCAN_ON_TCPRECEIVE = 1,
	NR_SYN_SCAN_LETTERS = 129
};

/* What a move writes: by a step, or by a further element of an array. */
enum {
	SYN_SCAN_TAKES_H = 1 << 0,
	SYN_SCAN_TAKES_A = 1 << 1,
	SYN_SCAN_TAKES_B = 1 << 2,
	SYN_SCAN_TAKES_C = 1 << 3,
	SYN_SCAN_TAKES_D = 1 << 4,
	SYN_SCAN_TAKES_E = 1 << 5,
	SYN_SCAN_TAKES_F = 1 << 6,
	SYN_SCAN_TAKES_G = 1 << 7,
};

static const struct wmk_move
syn_scan_moves[NR_SYN_SCAN_STATES][NR_SYN_SCAN_LETTERS] wmk_table = {
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 1] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 2] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 3] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 4] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 5] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 6] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 7] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 8] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 9] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 10] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 11] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 12] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 13] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 14] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 15] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 16] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 17] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 18] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 19] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 20] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 21] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 22] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 23] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 24] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 25] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 26] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 27] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 28] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 29] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 30] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 31] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 32] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 33] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 34] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 35] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 36] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 37] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 38] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 39] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 40] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 41] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 42] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 43] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 44] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 45] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 46] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 47] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 48] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 49] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 50] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 51] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 52] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 53] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 54] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 55] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 56] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 57] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 58] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 59] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 60] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 61] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 62] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 63] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 64] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 65] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 66] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 67] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 68] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 69] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 70] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 71] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 72] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 73] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 74] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 75] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 76] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 77] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 78] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 79] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 80] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 81] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 82] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 83] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 84] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 85] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 86] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 87] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 88] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 89] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 90] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 91] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 92] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 93] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 94] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 95] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 96] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 97] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 98] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 99] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 100] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 101] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 102] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 103] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 104] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 105] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 106] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 107] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 108] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 109] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 110] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 111] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 112] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 113] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 114] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 115] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 116] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 117] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 118] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 119] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 120] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 121] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 122] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 123] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 124] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 125] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 126] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_START][SYN_SCAN_ON_TCPRECEIVE + 127] = { SYN_SCAN_AFTER_A, SYN_SCAN_TAKES_A },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 1] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 3] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 5] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 7] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 9] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 11] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 13] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 15] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 17] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 19] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 21] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 23] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 25] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 27] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 29] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 31] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 33] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 35] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 37] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 39] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 41] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 43] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 45] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 47] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 49] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 51] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 53] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 55] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 57] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 59] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 61] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 63] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 65] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 67] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 69] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 71] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 73] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 75] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 77] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 79] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 81] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 83] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 85] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 87] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 89] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 91] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 93] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 95] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 97] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 99] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 101] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 103] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 105] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 107] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 109] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 111] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 113] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 115] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 117] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 119] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 121] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 123] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 125] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_A][SYN_SCAN_ON_TCPRECEIVE + 127] = { SYN_SCAN_AFTER_B, SYN_SCAN_TAKES_B },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 2] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 3] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 6] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 7] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 10] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 11] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 14] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 15] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 18] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 19] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 22] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 23] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 26] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 27] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 30] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 31] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 34] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 35] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 38] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 39] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 42] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 43] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 46] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 47] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 50] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 51] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 54] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 55] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 58] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 59] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 62] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 63] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 66] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 67] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 70] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 71] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 74] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 75] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 78] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 79] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 82] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 83] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 86] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 87] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 90] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 91] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 94] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 95] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 98] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 99] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 102] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 103] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 106] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 107] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 110] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 111] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 114] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 115] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 118] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 119] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 122] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 123] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 126] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_B][SYN_SCAN_ON_TCPRECEIVE + 127] = { SYN_SCAN_AFTER_C, SYN_SCAN_TAKES_C },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 4] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 5] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 6] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 7] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 12] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 13] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 14] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 15] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 20] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 21] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 22] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 23] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 28] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 29] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 30] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 31] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 36] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 37] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 38] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 39] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 44] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 45] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 46] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 47] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 52] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 53] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 54] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 55] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 60] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 61] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 62] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 63] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 68] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 69] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 70] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 71] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 76] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 77] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 78] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 79] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 84] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 85] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 86] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 87] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 92] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 93] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 94] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 95] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 100] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 101] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 102] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 103] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 108] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 109] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 110] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 111] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 116] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 117] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 118] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 119] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 124] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 125] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 126] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_C][SYN_SCAN_ON_TCPRECEIVE + 127] = { SYN_SCAN_AFTER_D, SYN_SCAN_TAKES_D },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 8] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 9] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 10] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 11] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 12] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 13] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 14] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 15] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 24] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 25] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 26] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 27] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 28] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 29] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 30] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 31] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 40] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 41] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 42] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 43] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 44] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 45] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 46] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 47] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 56] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 57] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 58] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 59] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 60] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 61] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 62] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 63] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 72] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 73] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 74] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 75] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 76] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 77] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 78] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 79] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 88] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 89] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 90] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 91] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 92] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 93] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 94] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 95] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 104] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 105] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 106] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 107] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 108] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 109] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 110] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 111] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 120] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 121] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 122] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 123] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 124] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 125] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 126] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_D][SYN_SCAN_ON_TCPRECEIVE + 127] = { SYN_SCAN_AFTER_E, SYN_SCAN_TAKES_E },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 16] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 17] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 18] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 19] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 20] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 21] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 22] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 23] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 24] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 25] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 26] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 27] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 28] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 29] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 30] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 31] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 48] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 49] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 50] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 51] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 52] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 53] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 54] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 55] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 56] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 57] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 58] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 59] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 60] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 61] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 62] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 63] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 80] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 81] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 82] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 83] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 84] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 85] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 86] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 87] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 88] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 89] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 90] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 91] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 92] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 93] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 94] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 95] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 112] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 113] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 114] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 115] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 116] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 117] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 118] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 119] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 120] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 121] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 122] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 123] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 124] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 125] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 126] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_E][SYN_SCAN_ON_TCPRECEIVE + 127] = { SYN_SCAN_AFTER_F, SYN_SCAN_TAKES_F },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 32] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 33] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 34] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 35] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 36] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 37] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 38] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 39] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 40] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 41] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 42] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 43] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 44] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 45] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 46] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 47] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 48] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 49] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 50] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 51] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 52] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 53] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 54] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 55] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 56] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 57] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 58] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 59] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 60] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 61] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 62] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 63] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 96] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 97] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 98] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 99] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 100] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 101] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 102] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 103] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 104] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 105] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 106] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 107] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 108] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 109] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 110] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 111] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 112] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 113] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 114] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 115] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 116] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 117] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 118] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 119] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 120] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 121] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 122] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 123] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 124] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 125] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 126] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_F][SYN_SCAN_ON_TCPRECEIVE + 127] = { SYN_SCAN_AFTER_G, SYN_SCAN_TAKES_G },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 64] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 65] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 66] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 67] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 68] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 69] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 70] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 71] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 72] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 73] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 74] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 75] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 76] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 77] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 78] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 79] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 80] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 81] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 82] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 83] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 84] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 85] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 86] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 87] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 88] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 89] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 90] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 91] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 92] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 93] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 94] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 95] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 96] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 97] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 98] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 99] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 100] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 101] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 102] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 103] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 104] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 105] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 106] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 107] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 108] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 109] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 110] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 111] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 112] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 113] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 114] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 115] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 116] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 117] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 118] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 119] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 120] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 121] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 122] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 123] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 124] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 125] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 126] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
	[SYN_SCAN_AFTER_G][SYN_SCAN_ON_TCPRECEIVE + 127] = { SYN_SCAN_ACCEPT, SYN_SCAN_TAKES_H },
};

/* Where a key keeps a run in a state. */
static const __u8 syn_scan_slots[NR_SYN_SCAN_STATES] wmk_table = {
	[SYN_SCAN_AFTER_A] = 0,
	[SYN_SCAN_AFTER_B] = 1,
	[SYN_SCAN_AFTER_C] = 2,
	[SYN_SCAN_AFTER_D] = 3,
	[SYN_SCAN_AFTER_E] = 4,
	[SYN_SCAN_AFTER_F] = 5,
	[SYN_SCAN_AFTER_G] = 6,
};

struct syn_scan_run {
	struct wmk_run run;
	__u16 a_LocalPort;	/* rules/port_scan.wmk:39 */
	__u16 b_LocalPort;	/* rules/port_scan.wmk:39 */
	__u16 c_LocalPort;	/* rules/port_scan.wmk:39 */
	__u16 d_LocalPort;	/* rules/port_scan.wmk:39 */
	__u16 e_LocalPort;	/* rules/port_scan.wmk:39 */
	__u16 f_LocalPort;	/* rules/port_scan.wmk:39 */
	__u16 g_LocalPort;	/* rules/port_scan.wmk:39 */
};

/* A run that completed, and what its last event gives the record. */
struct syn_scan_match {
	struct syn_scan_run run;
	wmk_address_t h_Address wmk_words;	/* rules/port_scan.wmk:39 */
	wmk_address_t h_LocalAddress wmk_words;	/* rules/port_scan.wmk:39 */
	__u16 h_LocalPort;	/* rules/port_scan.wmk:39 */
};

static const struct wmk_rule syn_scan = {
	.moves = &syn_scan_moves[0][0],
	.nr_letters = NR_SYN_SCAN_LETTERS,
	.nr_live = SYN_SCAN_ACCEPT,
	.dead = NR_SYN_SCAN_STATES,
	.run_bytes = sizeof(struct syn_scan_run),
	.window = 2000000000ULL,	/* ns */
	.slots = syn_scan_slots,
	.nr_slots = NR_SYN_SCAN_SLOTS,
};

static const __u8 syn_scan_tcpreceive_letters[2] wmk_table = {
	[1] = SYN_SCAN_ON_TCPRECEIVE,
};

/* The conditions on what is read first. */
static __always_inline __u64 syn_scan_tcpreceive_early(const struct tcpreceive_event *e)
{
	__u64 truth = 0;

	/* rules/port_scan.wmk:42: a.Flags == TH_SYN */
	truth = wmk_note(truth, e->Flags == 2, 0);
	return truth;
}

static __always_inline __u64 syn_scan_tcpreceive_letter(const struct tcpreceive_event *e)
{
	__u64 truth = syn_scan_tcpreceive_early(e);

	barrier_var(truth);
	return wmk_hide(syn_scan_tcpreceive_letters[truth & (2 - 1)]);
}

static __always_inline __u64 syn_scan_tcpreceive_tests(const void *run, const void *event,
		__u64 letter)
{
	const struct syn_scan_run *r = run;
	const struct tcpreceive_event *e = event;
	__u64 truth = 0;

	switch (wmk_hide(letter)) {
	case SYN_SCAN_ON_TCPRECEIVE:
		/* rules/port_scan.wmk:44: !(b.LocalPort == a.LocalPort) */
		truth = wmk_note(truth, !(e->LocalPort == r->a_LocalPort), 0);
		/*
		 * rules/port_scan.wmk:45: !(c.LocalPort == a.LocalPort || c.LocalPort ==
		 * b.LocalPort)
		 */
		truth = wmk_note(truth,
				!((e->LocalPort == r->a_LocalPort) ||
				(e->LocalPort == r->b_LocalPort)), 1);
		/*
		 * rules/port_scan.wmk:46: !(d.LocalPort == a.LocalPort || d.LocalPort ==
		 * b.LocalPort || d.LocalPort == c.LocalPort)
		 */
		truth = wmk_note(truth,
				!(((e->LocalPort == r->a_LocalPort) ||
				(e->LocalPort == r->b_LocalPort)) ||
				(e->LocalPort == r->c_LocalPort)), 2);
		/*
		 * rules/port_scan.wmk:47: !(e.LocalPort == a.LocalPort || e.LocalPort ==
		 * b.LocalPort || e.LocalPort == c.LocalPort || e.LocalPort == d.LocalPort)
		 */
		truth = wmk_note(truth,
				!((((e->LocalPort == r->a_LocalPort) ||
				(e->LocalPort == r->b_LocalPort)) ||
				(e->LocalPort == r->c_LocalPort)) ||
				(e->LocalPort == r->d_LocalPort)), 3);
		/*
		 * rules/port_scan.wmk:48: !(f.LocalPort == a.LocalPort || f.LocalPort ==
		 * b.LocalPort || f.LocalPort == c.LocalPort || f.LocalPort == d.LocalPort ||
		 * f.LocalPort == e.LocalPort)
		 */
		truth = wmk_note(truth,
				!(((((e->LocalPort == r->a_LocalPort) ||
				(e->LocalPort == r->b_LocalPort)) ||
				(e->LocalPort == r->c_LocalPort)) ||
				(e->LocalPort == r->d_LocalPort)) ||
				(e->LocalPort == r->e_LocalPort)), 4);
		/*
		 * rules/port_scan.wmk:50: !(g.LocalPort == a.LocalPort || g.LocalPort ==
		 * b.LocalPort || g.LocalPort == c.LocalPort || g.LocalPort == d.LocalPort ||
		 * g.LocalPort == e.LocalPort || g.LocalPort == f.LocalPort)
		 */
		truth = wmk_note(truth,
				!((((((e->LocalPort == r->a_LocalPort) ||
				(e->LocalPort == r->b_LocalPort)) ||
				(e->LocalPort == r->c_LocalPort)) ||
				(e->LocalPort == r->d_LocalPort)) ||
				(e->LocalPort == r->e_LocalPort)) ||
				(e->LocalPort == r->f_LocalPort)), 5);
		/*
		 * rules/port_scan.wmk:52: !(h.LocalPort == a.LocalPort || h.LocalPort ==
		 * b.LocalPort || h.LocalPort == c.LocalPort || h.LocalPort == d.LocalPort ||
		 * h.LocalPort == e.LocalPort || h.LocalPort == f.LocalPort || h.LocalPort ==
		 * g.LocalPort)
		 */
		truth = wmk_note(truth,
				!(((((((e->LocalPort == r->a_LocalPort) ||
				(e->LocalPort == r->b_LocalPort)) ||
				(e->LocalPort == r->c_LocalPort)) ||
				(e->LocalPort == r->d_LocalPort)) ||
				(e->LocalPort == r->e_LocalPort)) ||
				(e->LocalPort == r->f_LocalPort)) ||
				(e->LocalPort == r->g_LocalPort)), 6);
		break;
	}
	return truth;
}

static __always_inline void syn_scan_tcpreceive_update(void *run, const void *event, __u64 takes)
{
	struct syn_scan_run *to = run;
	const struct tcpreceive_event *e = event;

	if (takes & SYN_SCAN_TAKES_A) {
		to->a_LocalPort = e->LocalPort;
	}
	if (takes & SYN_SCAN_TAKES_B) {
		to->b_LocalPort = e->LocalPort;
	}
	if (takes & SYN_SCAN_TAKES_C) {
		to->c_LocalPort = e->LocalPort;
	}
	if (takes & SYN_SCAN_TAKES_D) {
		to->d_LocalPort = e->LocalPort;
	}
	if (takes & SYN_SCAN_TAKES_E) {
		to->e_LocalPort = e->LocalPort;
	}
	if (takes & SYN_SCAN_TAKES_F) {
		to->f_LocalPort = e->LocalPort;
	}
	if (takes & SYN_SCAN_TAKES_G) {
		to->g_LocalPort = e->LocalPort;
	}
}

static __always_inline void syn_scan_tcpreceive_finish(void *match, const void *event, __u64 takes)
{
	struct syn_scan_match *to = match;
	const struct tcpreceive_event *e = event;

	if (takes & SYN_SCAN_TAKES_H) {
		wmk_copy(&to->h_Address, &e->Address, sizeof(to->h_Address));
		wmk_copy(&to->h_LocalAddress, &e->LocalAddress, sizeof(to->h_LocalAddress));
		to->h_LocalPort = e->LocalPort;
	}
}

static const struct wmk_reader syn_scan_tcpreceive_reader = {
	.begins = true,
	.completes = true,
	.tests = syn_scan_tcpreceive_tests,
	.update = syn_scan_tcpreceive_update,
	.finish = syn_scan_tcpreceive_finish,
};

struct syn_scan_record {
	struct wmk_record head;
	wmk_address_t column_0 wmk_words;	/* "h.Address" */
	wmk_address_t column_1 wmk_words;	/* "h.LocalAddress" */
	__u16 column_2;	/* "first" */
	__u16 column_3;	/* "last" */
};

static __always_inline void syn_scan_emit(const struct syn_scan_match *match, __u64 now,
		__u64 cgroup, struct wmk_rule_stats *stats)
{
	struct syn_scan_record *record;

	wmk_count(&stats->matches);
	record = bpf_ringbuf_reserve(&wmk_records, sizeof(*record), 0);
	if (!record) {
		wmk_count(&stats->lost);
		__sync_fetch_and_add(&wmk_lost[SYN_SCAN_RULE], 1);
		return;
	}
	wmk_fill_head(&record->head, SYN_SCAN_RULE, wmk_lost[SYN_SCAN_RULE], now, cgroup);
	wmk_copy(&record->column_0, &match->h_Address, sizeof(record->column_0));
	wmk_copy(&record->column_1, &match->h_LocalAddress, sizeof(record->column_1));
	record->column_2 = match->run.a_LocalPort;
	record->column_3 = match->h_LocalPort;
	bpf_ringbuf_submit(record, 0);
}

struct by_address_local_address_key {
	wmk_address_t Address wmk_words;
	wmk_address_t LocalAddress wmk_words;
};

struct by_address_local_address_runs {
	struct fin_scan_run fin_scan[NR_FIN_SCAN_SLOTS];
	struct null_scan_run null_scan[NR_NULL_SCAN_SLOTS];
	struct xmas_scan_run xmas_scan[NR_XMAS_SCAN_SLOTS];
	struct syn_scan_run syn_scan[NR_SYN_SCAN_SLOTS];
};

#define NR_BY_ADDRESS_LOCAL_ADDRESS_BUCKETS 16384

struct by_address_local_address_bucket {
	struct bpf_spin_lock lock;
	struct wmk_key ways[WMK_WAYS];
	struct by_address_local_address_key keys[WMK_WAYS];
	struct by_address_local_address_runs runs[WMK_WAYS];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_BY_ADDRESS_LOCAL_ADDRESS_BUCKETS);
	__type(key, __u32);
	__type(value, struct by_address_local_address_bucket);
} by_address_local_address SEC(".maps");

/*
 * Finds the way of a key in its locked bucket and, where an event begins a
 * run, makes one. WMK_WAYS: the key is not there, or there is no room for it.
 */
static __always_inline __u32 by_address_local_address_find(struct by_address_local_address_bucket *bucket,
				      const struct by_address_local_address_key *key, __u32 tag,
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
		wmk_add(&stats->rules[FIN_SCAN_RULE].expired,
			wmk_slots_end(&fin_scan, bucket->runs[way].fin_scan));
		wmk_add(&stats->rules[NULL_SCAN_RULE].expired,
			wmk_slots_end(&null_scan, bucket->runs[way].null_scan));
		wmk_add(&stats->rules[XMAS_SCAN_RULE].expired,
			wmk_slots_end(&xmas_scan, bucket->runs[way].xmas_scan));
		wmk_add(&stats->rules[SYN_SCAN_RULE].expired,
			wmk_slots_end(&syn_scan, bucket->runs[way].syn_scan));
	}
	bucket->ways[way].tag = tag;
	bucket->ways[way].live = 0;
	bucket->ways[way].until = now;
	wmk_copy(&bucket->keys[way], key, sizeof(*key));
	return way;
}

/* What stands in memory while the event is shown to rules in by_address_local_address. */
struct tcpreceive_by_address_local_address_work {
	struct {
		struct fin_scan_match fin_scan;
		struct null_scan_match null_scan;
		struct xmas_scan_match xmas_scan;
		struct syn_scan_match syn_scan;
	} matches;
	struct {
		__u32 fin_scan;
		__u32 null_scan;
		__u32 xmas_scan;
		__u32 syn_scan;
	} letters;
};

struct tcpreceive_frame {
	struct tcpreceive_event event;
	struct tcpreceive_by_address_local_address_work by_address_local_address;
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
		struct tcpreceive_frame tcpreceive;
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

/* Shows the event to the rules whose runs are in by_address_local_address. */
static __always_inline void tcpreceive_by_address_local_address(struct tcpreceive_frame *frame,
		struct wmk_stats *stats)
{
	struct tcpreceive_by_address_local_address_work *work = &frame->by_address_local_address;
	struct by_address_local_address_key key = {};
	struct by_address_local_address_bucket *bucket;
	__u32 index, way;
	__u64 hash;

	work->letters.fin_scan =
			in_scope(FIN_SCAN_RULE) ? fin_scan_tcpreceive_letter(&frame->event) : 0;
	barrier();
	work->letters.null_scan =
			in_scope(NULL_SCAN_RULE) ? null_scan_tcpreceive_letter(&frame->event) : 0;
	barrier();
	work->letters.xmas_scan =
			in_scope(XMAS_SCAN_RULE) ? xmas_scan_tcpreceive_letter(&frame->event) : 0;
	barrier();
	work->letters.syn_scan =
			in_scope(SYN_SCAN_RULE) ? syn_scan_tcpreceive_letter(&frame->event) : 0;
	barrier();
	if (!work->letters.fin_scan && !work->letters.null_scan && !work->letters.xmas_scan &&
			!work->letters.syn_scan)
		return;
	wmk_ask_clock(&frame->event.TimeStamp);
	work->matches.fin_scan.run.run.state = WMK_NO_STATE;
	work->matches.null_scan.run.run.state = WMK_NO_STATE;
	work->matches.xmas_scan.run.run.state = WMK_NO_STATE;
	work->matches.syn_scan.run.run.state = WMK_NO_STATE;
	wmk_copy(&key.Address, &frame->event.Address, sizeof(key.Address));
	wmk_copy(&key.LocalAddress, &frame->event.LocalAddress, sizeof(key.LocalAddress));
	hash = wmk_hash(&key, sizeof(struct by_address_local_address_key));
	index = hash & (NR_BY_ADDRESS_LOCAL_ADDRESS_BUCKETS - 1);
	bucket = bpf_map_lookup_elem(&by_address_local_address, &index);
	if (!bucket)
		return;

	bpf_spin_lock(&bucket->lock);
	way = by_address_local_address_find(bucket, &key, wmk_tag(hash),
		   wmk_begins(&fin_scan, work->letters.fin_scan) ||
		   wmk_begins(&null_scan, work->letters.null_scan) ||
		   wmk_begins(&xmas_scan, work->letters.xmas_scan) ||
		   wmk_begins(&syn_scan, work->letters.syn_scan),
		   frame->event.TimeStamp, stats);
	if (way < WMK_WAYS) {
		way = wmk_way(way);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &fin_scan,
			.reader = &fin_scan_tcpreceive_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.fin_scan,
			.key = &bucket->ways[way],
			.stats = &stats->rules[FIN_SCAN_RULE],
			.matches = &work->matches.fin_scan,
		}, bucket->runs[way].fin_scan);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &null_scan,
			.reader = &null_scan_tcpreceive_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.null_scan,
			.key = &bucket->ways[way],
			.stats = &stats->rules[NULL_SCAN_RULE],
			.matches = &work->matches.null_scan,
		}, bucket->runs[way].null_scan);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &xmas_scan,
			.reader = &xmas_scan_tcpreceive_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.xmas_scan,
			.key = &bucket->ways[way],
			.stats = &stats->rules[XMAS_SCAN_RULE],
			.matches = &work->matches.xmas_scan,
		}, bucket->runs[way].xmas_scan);
		wmk_slots_step(&(struct wmk_step) {
			.rule = &syn_scan,
			.reader = &syn_scan_tcpreceive_reader,
			.event = &frame->event,
			.now = frame->event.TimeStamp,
			.letter = work->letters.syn_scan,
			.key = &bucket->ways[way],
			.stats = &stats->rules[SYN_SCAN_RULE],
			.matches = &work->matches.syn_scan,
		}, bucket->runs[way].syn_scan);
		if (!bucket->ways[way].live)
			bucket->ways[way].tag = 0;
	} else {
		if (wmk_begins(&fin_scan, work->letters.fin_scan))
			wmk_count(&stats->rules[FIN_SCAN_RULE].refused);
		if (wmk_begins(&null_scan, work->letters.null_scan))
			wmk_count(&stats->rules[NULL_SCAN_RULE].refused);
		if (wmk_begins(&xmas_scan, work->letters.xmas_scan))
			wmk_count(&stats->rules[XMAS_SCAN_RULE].refused);
		if (wmk_begins(&syn_scan, work->letters.syn_scan))
			wmk_count(&stats->rules[SYN_SCAN_RULE].refused);
	}
	bpf_spin_unlock(&bucket->lock);
	if (work->matches.fin_scan.run.run.state != WMK_NO_STATE)
		fin_scan_emit(&work->matches.fin_scan, frame->event.TimeStamp,
			 0, &stats->rules[FIN_SCAN_RULE]);
	if (work->matches.null_scan.run.run.state != WMK_NO_STATE)
		null_scan_emit(&work->matches.null_scan, frame->event.TimeStamp,
			 0, &stats->rules[NULL_SCAN_RULE]);
	if (work->matches.xmas_scan.run.run.state != WMK_NO_STATE)
		xmas_scan_emit(&work->matches.xmas_scan, frame->event.TimeStamp,
			 0, &stats->rules[XMAS_SCAN_RULE]);
	if (work->matches.syn_scan.run.run.state != WMK_NO_STATE)
		syn_scan_emit(&work->matches.syn_scan, frame->event.TimeStamp,
			 0, &stats->rules[SYN_SCAN_RULE]);
}

/* Whether the event may be something to a rule, as far as the fields say that are read first. */
static __always_inline bool tcpreceive_open(const struct tcpreceive_event *e)
{
	return wmk_open(0x2ULL, fin_scan_tcpreceive_early(e)) ||
		   wmk_open(0x2ULL, null_scan_tcpreceive_early(e)) ||
		   wmk_open(0x2ULL, xmas_scan_tcpreceive_early(e)) ||
		   wmk_open(0x2ULL, syn_scan_tcpreceive_early(e));
}

static __always_inline void tcpreceive_read(struct tcpreceive_frame *frame, struct wmk_stats *stats)
{
	tcpreceive_by_address_local_address(frame, stats);
}

static __always_inline void tcpreceive_at_fentry_tcp_v4_rcv(__u64 *ctx)
{
	struct sk_buff *skb = (struct sk_buff *)ctx[0];
	struct wmk_scratch *scratch;
	struct tcpreceive_frame *frame;
	struct tcpreceive_event *e;
	struct wmk_stats *stats;

	if (!(wmk_has_tcp(skb)))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(TCPRECEIVE_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[TCPRECEIVE_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[FIN_SCAN_RULE].busy);
		wmk_count(&stats->rules[NULL_SCAN_RULE].busy);
		wmk_count(&stats->rules[XMAS_SCAN_RULE].busy);
		wmk_count(&stats->rules[SYN_SCAN_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->tcpreceive;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Flags = wmk_byte(wmk_data(skb) + 13);
	if (wmk_record_events || tcpreceive_open(e)) {
		wmk_fill_source(&e->Address, sizeof(e->Address), skb);
		wmk_fill_destination(&e->LocalAddress, sizeof(e->LocalAddress), skb);
		e->LocalPort = wmk_be16(wmk_data(skb) + 2);
		wmk_record_event(TCPRECEIVE_KIND, e, sizeof(*e));
		tcpreceive_read(frame, stats);
	}
	give_scratch(scratch);
}

static __always_inline void tcpreceive_at_fentry_tcp_v6_rcv(__u64 *ctx)
{
	struct sk_buff *skb = (struct sk_buff *)ctx[0];
	struct wmk_scratch *scratch;
	struct tcpreceive_frame *frame;
	struct tcpreceive_event *e;
	struct wmk_stats *stats;

	if (!(wmk_has_tcp(skb)))
		return;
	if (!in_scope(WHOLE_OBJECT)) {
		count_outside(TCPRECEIVE_KIND);
		return;
	}
	stats = stats_here();
	if (!stats)
		return;
	wmk_count(&stats->kinds[TCPRECEIVE_KIND]);
	if (wmk_counts_only)
		return;
	scratch = take_scratch();
	if (!scratch) {
		wmk_count(&stats->rules[FIN_SCAN_RULE].busy);
		wmk_count(&stats->rules[NULL_SCAN_RULE].busy);
		wmk_count(&stats->rules[XMAS_SCAN_RULE].busy);
		wmk_count(&stats->rules[SYN_SCAN_RULE].busy);
		wmk_record_busy();
		return;
	}
	frame = &scratch->tcpreceive;

	e = &frame->event;
	e->TimeStamp = wmk_record_events ? bpf_ktime_get_ns() : 0;
	e->Flags = wmk_byte(wmk_data(skb) + 13);
	if (wmk_record_events || tcpreceive_open(e)) {
		wmk_fill_source(&e->Address, sizeof(e->Address), skb);
		wmk_fill_destination(&e->LocalAddress, sizeof(e->LocalAddress), skb);
		e->LocalPort = wmk_be16(wmk_data(skb) + 2);
		wmk_record_event(TCPRECEIVE_KIND, e, sizeof(*e));
		tcpreceive_read(frame, stats);
	}
	give_scratch(scratch);
}

SEC("fentry/tcp_v4_rcv")
int at_fentry_tcp_v4_rcv(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[TCPRECEIVE_AT_FENTRY_TCP_V4_RCV])
		tcpreceive_at_fentry_tcp_v4_rcv(ctx);
	return 0;
}

SEC("fentry/tcp_v6_rcv")
int at_fentry_tcp_v6_rcv(__u64 *ctx)
{
	if (!wmk_active)
		return 0;
	if (wmk_raise[TCPRECEIVE_AT_FENTRY_TCP_V6_RCV])
		tcpreceive_at_fentry_tcp_v6_rcv(ctx);
	return 0;
}

/* What a loader needs to know; see wmk.abi.h. */

const struct wmk_object_info wmk_object SEC(".rodata.wmk") = {
	.abi = WMK_ABI_VERSION,
	.nr_rules = NR_RULES,
	.nr_columns = 13,
	.nr_kinds = NR_KINDS,
	.nr_points = NR_POINTS,
	.nr_tables = NR_TABLES,
	.nr_fields = 5,
	.nr_variables = 0,
	.nr_notes = 0,
	.nr_reactions = 0,
	.generator = "wmkgen 0.1.0",
};

const struct wmk_rule_info wmk_rules[NR_RULES] SEC(".rodata.wmk") = {
	[FIN_SCAN_RULE] = {
		.name = "fin_scan",
		.source = "rules/port_scan.wmk:20",
		.first_column = 0,
		.nr_columns = 3,
		.record_bytes = sizeof(struct fin_scan_record),
		.table = BY_ADDRESS_LOCAL_ADDRESS_TABLE,
		.taskless = TCPRECEIVE_KIND,
	},
	[NULL_SCAN_RULE] = {
		.name = "null_scan",
		.source = "rules/port_scan.wmk:26",
		.first_column = 3,
		.nr_columns = 3,
		.record_bytes = sizeof(struct null_scan_record),
		.table = BY_ADDRESS_LOCAL_ADDRESS_TABLE,
		.taskless = TCPRECEIVE_KIND,
	},
	[XMAS_SCAN_RULE] = {
		.name = "xmas_scan",
		.source = "rules/port_scan.wmk:32",
		.first_column = 6,
		.nr_columns = 3,
		.record_bytes = sizeof(struct xmas_scan_record),
		.table = BY_ADDRESS_LOCAL_ADDRESS_TABLE,
		.taskless = TCPRECEIVE_KIND,
	},
	[SYN_SCAN_RULE] = {
		.name = "syn_scan",
		.source = "rules/port_scan.wmk:38",
		.first_column = 9,
		.nr_columns = 4,
		.record_bytes = sizeof(struct syn_scan_record),
		.table = BY_ADDRESS_LOCAL_ADDRESS_TABLE,
		.taskless = TCPRECEIVE_KIND,
	},
};

const struct wmk_column_info wmk_columns[13] SEC(".rodata.wmk") = {
	{
		.label = "last(p).Address",
		.offset = offsetof(struct fin_scan_record, column_0),
		.bytes = 16,
		.type = WMK_COLUMN_ADDRESS,
	},
	{
		.label = "first",
		.offset = offsetof(struct fin_scan_record, column_1),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "last",
		.offset = offsetof(struct fin_scan_record, column_2),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "last(p).Address",
		.offset = offsetof(struct null_scan_record, column_0),
		.bytes = 16,
		.type = WMK_COLUMN_ADDRESS,
	},
	{
		.label = "first",
		.offset = offsetof(struct null_scan_record, column_1),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "last",
		.offset = offsetof(struct null_scan_record, column_2),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "last(p).Address",
		.offset = offsetof(struct xmas_scan_record, column_0),
		.bytes = 16,
		.type = WMK_COLUMN_ADDRESS,
	},
	{
		.label = "first",
		.offset = offsetof(struct xmas_scan_record, column_1),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "last",
		.offset = offsetof(struct xmas_scan_record, column_2),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "h.Address",
		.offset = offsetof(struct syn_scan_record, column_0),
		.bytes = 16,
		.type = WMK_COLUMN_ADDRESS,
	},
	{
		.label = "h.LocalAddress",
		.offset = offsetof(struct syn_scan_record, column_1),
		.bytes = 16,
		.type = WMK_COLUMN_ADDRESS,
	},
	{
		.label = "first",
		.offset = offsetof(struct syn_scan_record, column_2),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
	},
	{
		.label = "last",
		.offset = offsetof(struct syn_scan_record, column_3),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
	},
};

const struct wmk_kind_info wmk_kinds[NR_KINDS] SEC(".rodata.wmk") = {
	[TCPRECEIVE_KIND] = {
		.name = "tcpreceive",
		.first_field = 0,
		.nr_fields = 5,
		.event_bytes = sizeof(struct tcpreceive_event),
		.flags = 0,
	},
};

const struct wmk_field_info wmk_fields[5] SEC(".rodata.wmk") = {
	{
		.name = "TimeStamp",
		.offset = offsetof(struct tcpreceive_event, TimeStamp),
		.bytes = 8,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Address",
		.offset = offsetof(struct tcpreceive_event, Address),
		.bytes = 16,
		.type = WMK_COLUMN_ADDRESS,
		.start = WMK_NO_START,
	},
	{
		.name = "LocalAddress",
		.offset = offsetof(struct tcpreceive_event, LocalAddress),
		.bytes = 16,
		.type = WMK_COLUMN_ADDRESS,
		.start = WMK_NO_START,
	},
	{
		.name = "LocalPort",
		.offset = offsetof(struct tcpreceive_event, LocalPort),
		.bytes = 2,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
	{
		.name = "Flags",
		.offset = offsetof(struct tcpreceive_event, Flags),
		.bytes = 1,
		.type = WMK_COLUMN_U64,
		.start = WMK_NO_START,
	},
};

const struct wmk_point_info wmk_points[NR_POINTS] SEC(".rodata.wmk") = {
	[TCPRECEIVE_AT_FENTRY_TCP_V4_RCV] = {
		.program = "at_fentry_tcp_v4_rcv",
		.section = "fentry/tcp_v4_rcv",
		.kind = TCPRECEIVE_KIND,
	},
	[TCPRECEIVE_AT_FENTRY_TCP_V6_RCV] = {
		.program = "at_fentry_tcp_v6_rcv",
		.section = "fentry/tcp_v6_rcv",
		.kind = TCPRECEIVE_KIND,
		.place = 1,
	},
};

const struct wmk_table_info wmk_tables[NR_TABLES] SEC(".rodata.wmk") = {
	[BY_ADDRESS_LOCAL_ADDRESS_TABLE] = {
		.map = "by_address_local_address",
		.key = "Address, LocalAddress",
		.storage = WMK_STORAGE_BUCKETS,
		.keys = 65536,
		.bytes_per_key = sizeof(struct by_address_local_address_bucket) / WMK_WAYS,
	},
};
