// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * budget.c - what rules may take, told before an object is loaded, and what
 * became of it
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "internal.h"

enum wmk_fault wmk_set_run_time(struct wmk *wmk, struct wmk_error *error)
{
	if (wmk->module)
		return wmk_fail(error, WMK_MISUSE,
				"%s: the kernel does not measure the probes of a SystemTap module",
				wmk->path);
	wmk->run_time_fd = bpf_enable_stats(BPF_STATS_RUN_TIME);
	if (wmk->run_time_fd < 0)
		return wmk_fail(error,
				errno == EPERM ? WMK_FORBIDDEN : WMK_LACKING,
				"the kernel cannot be told to measure how long programs run: %s",
				strerror(errno));
	wmk->stats.run_time = true;
	return WMK_OK;
}

bool wmk_has_budgets(const struct wmk *wmk)
{
	return wmk_has_region(wmk, WMK_REGION_BUDGETS);
}

__u32 wmk_nr_costs(const struct wmk *wmk)
{
	return wmk_has_budgets(wmk) ? wmk->about.object.nr_rules : 0;
}

enum wmk_fault wmk_set_sample(struct wmk *wmk, __u32 sample,
			      struct wmk_error *error)
{
	enum wmk_fault fault;

	if (!wmk_has_budgets(wmk))
		return wmk_fail(error, WMK_MISUSE,
				"%s: its rules cannot be timed", wmk->path);
	if (sample & (sample - 1))
		return wmk_fail(error, WMK_MISUSE,
				"one event of a power of two of them is timed, not of %u",
				sample);
	fault = wmk_tell(wmk, WMK_REGION_SAMPLE, 0, &sample,
			 sizeof(sample), error);
	if (!fault)
		wmk->stats.sample = sample;
	return fault;
}

enum wmk_fault wmk_set_budget(struct wmk *wmk, __u32 rule, __u64 ns,
			      __u64 pause, struct wmk_error *error)
{
	struct wmk_budget budget = { .pause = pause };
	enum wmk_fault fault;

	if (!wmk_has_budgets(wmk) || rule >= wmk->about.object.nr_rules || !ns || !pause ||
	    pause > WMK_FOR_EVER || !wmk->stats.sample)
		return wmk_fail(error, WMK_MISUSE,
				"%s: no such budget can be set", wmk->path);
	budget.limit = ns / wmk->stats.sample;
	if (!budget.limit)
		budget.limit = 1;
	fault = wmk_tell(wmk, WMK_REGION_BUDGETS, rule * sizeof(budget), &budget,
			 sizeof(budget), error);
	if (!fault)
		wmk->stats.budgeted = true;
	return fault;
}

enum wmk_fault wmk_read_budgets(struct wmk *wmk, struct wmk_error *error)
{
	if (!wmk->stats.budgeted)
		return WMK_OK;
	return wmk_look(wmk, WMK_REGION_BUDGETS, wmk->spending,
			wmk->about.object.nr_rules * sizeof(*wmk->spending),
			error);
}

static void tell(const struct wmk_sink *sink,
		 const struct wmk_suspension *suspension)
{
	if (sink->suspension)
		sink->suspension(sink->context, suspension);
}

static bool is_away(const struct wmk_suspension *told)
{
	return told->times && !told->over;
}

static void report_return(const struct wmk_sink *sink,
			  struct wmk_suspension *told)
{
	told->over = true;
	tell(sink, told);
}

/* Of several since the last call, the last one. */
void wmk_report_suspension(struct wmk *wmk, const struct wmk_sink *sink,
			   __u32 rule)
{
	const struct wmk_budget *budget = &wmk->spending[rule];
	struct wmk_suspension *told = &wmk->sequences[rule].suspension;

	if (budget->times == told->times)
		return;
	if (is_away(told))
		report_return(sink, told);
	*told = (struct wmk_suspension){
		.rule = &wmk->about.rules[rule],
		.since = budget->since,
		.until = budget->until,
		.took = budget->measured * wmk->stats.sample,
		.within = budget->span,
		.budget = budget->limit * wmk->stats.sample,
		.times = budget->times,
	};
	tell(sink, told);
}

/* A rule comes back by itself, when its time has come. */
void wmk_report_return(struct wmk *wmk, const struct wmk_sink *sink,
		       __u32 rule, __u64 now)
{
	struct wmk_suspension *told = &wmk->sequences[rule].suspension;

	if (is_away(told) && now >= told->until)
		report_return(sink, told);
}
