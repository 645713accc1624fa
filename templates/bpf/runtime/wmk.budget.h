/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.budget.h - what rules take of CPUs' time, and rules that take too much
 *
 * Of the events that a program reads one of wmk_sample, drawn by lot, is timed.
 * The clock is read where the work goes over from one rule to the next, and
 * what has passed since it was last read is charged to the rule; work that is
 * done for several rules, in equal shares to these.
 *
 * A rule that takes more than its budget in a window suspends itself, here, so
 * that it does not matter whether the loader runs. It then reads no events, and
 * comes back when the time that is set then has come. What it has missed nobody
 * knows, so no run goes on that began before: all of it follows from that time.
 *
 * Where nothing is timed and no rule has a budget, the verifier leaves nothing
 * of it.
 */
#ifndef WMK_BUDGET_H
#define WMK_BUDGET_H

#include "wmk.bpf.h"

/* Set by the loader: of so many events one is timed, a power of two; 0: none. */
const volatile __u32 wmk_sample SEC(".rodata.wmk_sample") = 0;

/* When the timing of an event begins; 0: it is not timed. */
static __always_inline __u64 wmk_lap_begin(void)
{
	if (bpf_get_prandom_u32() & (wmk_sample - 1))
		return wmk_hide(0);
	return bpf_ktime_get_ns();
}

/* ns since the last lap; another one begins. */
static __always_inline __u64 wmk_lap(__u64 *lap)
{
	__u64 before = *lap;

	*lap = bpf_ktime_get_ns();
	return *lap - before;
}

/*
 * Counts time against a budget. Where CPUs begin a window in the same moment
 * some of it may be lost. The longest of all is not held against the rule: it
 * may be an interrupt's, or another task's.
 */
static __always_inline void wmk_spend(struct wmk_budget *budget, __u64 ns, __u64 now)
{
	__u64 until = budget->until, spent;

	if (now < until)
		return;
	if (budget->window < until || now - budget->window >= WMK_BUDGET_WINDOW) {
		budget->window = now;
		budget->spent = 0;
		budget->longest = 0;
	}
	if (ns > budget->longest)
		budget->longest = ns;
	spent = __sync_fetch_and_add(&budget->spent, ns) + ns;
	if (spent <= budget->limit + budget->longest)
		return;
	if (__sync_val_compare_and_swap(&budget->until, until, now + budget->pause) != until)
		return;		/* another CPU did it */
	budget->since = now;
	budget->measured = spent;
	budget->span = now - budget->window;
	wmk_count(&budget->times);
}

/* Functions of their own, so that they stand in a program once, or not at all. */
static __noinline void wmk_charge(struct wmk_budget *budget, struct wmk_rule_cost *cost,
				  __u64 ns, __u64 now)
{
	wmk_add(&cost->ns, ns);
	if (budget->limit)
		wmk_spend(budget, ns, now);
}

/* Charges a rule with what only it has taken since the last lap. */
static __noinline void wmk_charge_lap(__u64 *lap, struct wmk_budget *budget,
				      struct wmk_rule_cost *cost)
{
	__u64 ns = wmk_lap(lap);

	wmk_charge(budget, cost, ns, *lap);
}

/* Whether a rule is to read an event, which is counted if not. */
static __noinline __u64 wmk_is_awake(const struct wmk_budget *budget,
				     struct wmk_rule_cost *cost)
{
	if (!budget->until || bpf_ktime_get_ns() >= budget->until)
		return 1;
	wmk_count(&cost->unread);
	return 0;
}

#endif /* WMK_BUDGET_H */
