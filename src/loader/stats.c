// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * stats.c - the kernel's counters, on every CPU -> totals, and the gaps that
 * their growth shows
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "internal.h"
#include "module.h"

#define COUNTERS_PER_RULE (sizeof(struct wmk_rule_stats) / sizeof(__u64))
#define COSTS_PER_RULE (sizeof(struct wmk_rule_cost) / sizeof(__u64))

/* A module may count for more CPUs than there are. */
enum wmk_fault wmk_alloc_percpu(struct wmk *wmk, int nr_cpus,
				struct wmk_error *error)
{
	const struct wmk_object_info *n = &wmk->about.object;
	size_t counters = 2 * n->nr_kinds +
			  n->nr_rules * (COUNTERS_PER_RULE + COSTS_PER_RULE);

	free(wmk->percpu);
	wmk->percpu = calloc((size_t)nr_cpus * counters, sizeof(__u64));
	if (!wmk->percpu)
		return wmk_fail(error, WMK_SYSTEM, "out of memory");
	wmk->nr_cpus = nr_cpus;
	return WMK_OK;
}

enum wmk_fault wmk_alloc_stats(struct wmk *wmk, struct wmk_error *error)
{
	const struct wmk_object_info *n = &wmk->about.object;
	int nr_cpus = libbpf_num_possible_cpus();

	if (nr_cpus <= 0)
		return wmk_fail(error, WMK_SYSTEM,
				"cannot tell how many CPUs there may be: %s",
				strerror(-nr_cpus));
	if (wmk_alloc_percpu(wmk, nr_cpus, error))
		return error->fault;
	wmk->stats.kinds = calloc(n->nr_kinds, sizeof(__u64));
	wmk->stats.outside = calloc(n->nr_kinds, sizeof(__u64));
	wmk->stats.rules = calloc(n->nr_rules, sizeof(*wmk->stats.rules));
	wmk->stats.costs = calloc(n->nr_rules, sizeof(*wmk->stats.costs));
	wmk->spending = calloc(n->nr_rules, sizeof(*wmk->spending));
	wmk->stats.budgets = wmk->spending;
	wmk->sequences = calloc(n->nr_rules, sizeof(*wmk->sequences));
	if (!wmk->stats.kinds || !wmk->stats.outside ||
	    !wmk->stats.rules || !wmk->stats.costs || !wmk->spending ||
	    !wmk->sequences)
		return wmk_fail(error, WMK_SYSTEM, "out of memory");
	return WMK_OK;
}

static void add_up(__u64 *totals, const __u64 *counters, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		totals[i] += counters[i];
}

/* A per-CPU array gives all CPUs' at once, a plain one has a value for each. */
static enum wmk_fault look_up_counters(struct wmk *wmk,
				       struct wmk_error *error)
{
	size_t size = wmk_counter_bytes(wmk);
	char *to = wmk->percpu;
	__u32 key, n;
	int fd;

	if (wmk->module)	/* of one that is gone, as last read */
		return wmk_look(wmk, WMK_REGION_STATS, to,
				(size_t)wmk->nr_cpus * size, error);
	fd = bpf_map__fd(wmk->counters);
	n = bpf_map__max_entries(wmk->counters);
	for (key = 0; key < n; key++)
		if (bpf_map_lookup_elem(fd, &key, to + key * size))
			return wmk_fail(error, WMK_SYSTEM,
					"%s: cannot read the counters: %s",
					wmk->path, strerror(errno));
	return WMK_OK;
}

static enum wmk_fault read_counters(struct wmk *wmk, struct wmk_error *error)
{
	const struct wmk_object_info *n = &wmk->about.object;
	size_t rules = n->nr_rules * COUNTERS_PER_RULE;
	size_t costs = wmk_nr_costs(wmk) * COSTS_PER_RULE;
	const __u64 *counters = wmk->percpu;
	int cpu;

	if (look_up_counters(wmk, error))
		return error->fault;
	memset(wmk->stats.kinds, 0, n->nr_kinds * sizeof(__u64));
	memset(wmk->stats.outside, 0, n->nr_kinds * sizeof(__u64));
	memset(wmk->stats.rules, 0, rules * sizeof(__u64));
	memset(wmk->stats.costs, 0, costs * sizeof(__u64));
	for (cpu = 0; cpu < wmk->nr_cpus; cpu++) {
		add_up(wmk->stats.kinds, counters, n->nr_kinds);
		counters += n->nr_kinds;
		add_up(wmk->stats.outside, counters, n->nr_kinds);
		counters += n->nr_kinds;
		add_up((__u64 *)wmk->stats.rules, counters, rules);
		counters += rules;
		add_up((__u64 *)wmk->stats.costs, counters, costs);
		counters += costs;
	}
	return WMK_OK;
}

/* Before the ring buffer is, so that none is told before events that it has. */
static enum wmk_fault read_losses(struct wmk *wmk, struct wmk_error *error)
{
	if (!wmk->stats.recording)
		return WMK_OK;
	return wmk_look(wmk, WMK_REGION_EVENT_LOSSES, &wmk->losses,
			sizeof(wmk->losses), error);
}

/* What SystemTap did not run stands for what the kernel did not. */
static enum wmk_fault read_probes(struct wmk *wmk, struct bpf_prog_info *info,
				  struct wmk_error *error)
{
	struct wmk_session *session = &wmk->module->session;
	enum wmk_fault fault;

	fault = wmk_look(wmk, WMK_REGION_SESSION, session, sizeof(*session),
			 error);
	info->recursion_misses = session->skipped + session->errors +
				 session->missed;
	return fault;
}

static enum wmk_fault read_program(struct wmk *wmk, __u32 i,
				   struct bpf_prog_info *info,
				   struct wmk_error *error)
{
	__u32 size = sizeof(*info);
	int fd;

	memset(info, 0, sizeof(*info));
	if (wmk->module)
		return read_probes(wmk, info, error);
	if (!wmk->stats.programs[i].loaded)
		return WMK_OK;
	fd = bpf_program__fd(wmk->programs[i].program);
	if (bpf_obj_get_info_by_fd(fd, info, &size))
		return wmk_fail(error, WMK_SYSTEM,
				"%s: cannot read the counters of program '%s': %s",
				wmk->path, wmk->stats.programs[i].name,
				strerror(errno));
	return WMK_OK;
}

enum wmk_fault wmk_read_verified(struct wmk *wmk, struct wmk_error *error)
{
	enum wmk_fault fault = WMK_OK;
	struct bpf_prog_info info;
	__u32 i;

	for (i = 0; !fault && i < wmk->stats.nr_programs; i++) {
		fault = read_program(wmk, i, &info, error);
		wmk->stats.programs[i].verified = info.verified_insns;
	}
	return fault;
}

enum wmk_fault wmk_start_programs(struct wmk *wmk, struct wmk_error *error)
{
	enum wmk_fault fault = WMK_OK;
	struct bpf_prog_info info;
	__u32 i;

	for (i = 0; !fault && i < wmk->stats.nr_programs; i++) {
		struct wmk_program *program = &wmk->programs[i];

		fault = read_program(wmk, i, &info, error);
		program->misses_before = info.recursion_misses;
		program->runs_before = info.run_cnt;
		program->run_ns_before = info.run_time_ns;
	}
	return fault;
}

static enum wmk_fault read_programs(struct wmk *wmk, struct wmk_error *error)
{
	enum wmk_fault fault = WMK_OK;
	struct bpf_prog_info info;
	__u32 i;

	for (i = 0; !fault && i < wmk->stats.nr_programs; i++) {
		struct wmk_program_stats *stats = &wmk->stats.programs[i];
		const struct wmk_program *program = &wmk->programs[i];

		fault = read_program(wmk, i, &info, error);
		stats->misses = info.recursion_misses - program->misses_before;
		if (!wmk->stats.run_time)
			continue;
		stats->runs = info.run_cnt - program->runs_before;
		stats->run_ns = info.run_time_ns - program->run_ns_before;
	}
	return fault;
}

enum wmk_fault wmk_read_stats(struct wmk *wmk, const struct wmk_stats **stats,
			      struct wmk_error *error)
{
	enum wmk_fault fault;

	*stats = NULL;
	if (wmk->stage < WMK_LOADED)
		return wmk_fail(error, WMK_MISUSE, "%s is not loaded",
				wmk->path);
	fault = read_counters(wmk, error);
	if (!fault)
		fault = read_losses(wmk, error);
	if (!fault)
		fault = wmk_read_budgets(wmk, error);
	if (!fault)
		fault = read_programs(wmk, error);
	if (fault)
		return fault;
	wmk->stats_read = true;
	*stats = &wmk->stats;
	return WMK_OK;
}

static void report(const struct wmk_sink *sink, enum wmk_cause cause,
		   const struct wmk_rule_info *rule, const char *program,
		   __u64 count)
{
	struct wmk_gap gap = {
		.cause = cause,
		.rule = rule,
		.program = program,
		.count = count,
	};

	if (count)
		sink->gap(sink->context, &gap);
}

void wmk_report_gaps(struct wmk *wmk, const struct wmk_sink *sink)
{
	struct timespec clock;
	__u64 now_ns;
	__u32 i;

	clock_gettime(CLOCK_MONOTONIC, &clock);
	now_ns = (__u64)clock.tv_sec * 1000000000 + (__u64)clock.tv_nsec;
	for (i = 0; wmk->stats_read && i < wmk->about.object.nr_rules; i++) {
		const struct wmk_rule_stats *now = &wmk->stats.rules[i];
		const struct wmk_rule_info *rule = &wmk->about.rules[i];
		struct wmk_sequence *told = &wmk->sequences[i];

		wmk_report_suspension(wmk, sink, i);
		report(sink, WMK_CAUSE_RING_BUFFER, rule, NULL,
		       wmk_sequence_lost(told, now->lost));
		report(sink, WMK_CAUSE_TABLE, rule, NULL,
		       wmk_newly(&told->refused, now->refused));
		report(sink, WMK_CAUSE_SCRATCH, rule, NULL,
		       wmk_newly(&told->busy, now->busy));
		report(sink, WMK_CAUSE_PENDING, rule, NULL,
		       wmk_newly(&told->overflowed, now->overflowed));
		report(sink, WMK_CAUSE_MEMORY, rule, NULL,
		       wmk_newly(&told->forgotten, now->forgotten));
		report(sink, WMK_CAUSE_ENTRIES, rule, NULL,
		       wmk_newly(&told->unwritten, now->unwritten));
		report(sink, WMK_CAUSE_NOTES, rule, NULL,
		       wmk_newly(&told->unnoted, now->unnoted));
		report(sink, WMK_CAUSE_SUSPENDED, rule, NULL,
		       wmk_newly(&told->unread, wmk->stats.costs[i].unread));
		wmk_report_return(wmk, sink, i, now_ns);
	}
	for (i = 0; wmk->stats_read && i < wmk->stats.nr_programs; i++)
		report(sink, WMK_CAUSE_SKIPPED, NULL,
		       wmk->stats.programs[i].name,
		       wmk_newly(&wmk->programs[i].misses_told,
				 wmk->stats.programs[i].misses));
	wmk->stats_read = false;
}
