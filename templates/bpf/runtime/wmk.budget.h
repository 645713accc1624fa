/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.budget.h - what rules take of CPUs' time, and rules that take too much
 *
 * Of the events that a program reads one of wmk_sample, drawn by lot, is timed.
 * The clock is read where the work goes over from several rules to one, from
 * one to the next, and back. A rule's own are its conditions, and its matches:
 * DO and records. What is done for several is shared by the rules that the event
 * concerned, or by all that read it where it concerned none. A rule that an
 * index knows it to be nothing to does not read it.
 *
 * A rule that takes more than its budget in a window suspends itself, here, so
 * that it does not matter whether the loader runs. It then reads no events, and
 * comes back when the time that is set then has come. What it has missed nobody
 * knows, so no run goes on that began before: all of it follows from that time.
 */
#ifndef WMK_BUDGET_H
#define WMK_BUDGET_H

#include "wmk.engine.h"

/* Set by the loader: of so many events one is timed, a power of two; 0: none. */
#ifdef __KERNEL__
static __u32 wmk_sample = 16;
#else
const volatile __u32 wmk_sample SEC(".rodata.wmk_sample") = 16;
#endif

/* What an event costs. */
struct wmk_bill {
	__u64 now;			/* when it came: ns, CLOCK_MONOTONIC */
	__u64 lap;			/* up to when time is billed, likewise; 0: it is not timed */
	__u64 shared;			/* ns that went into what is done for several rules */
	__u64 readers;			/* rules that read it ... */
	__u64 concerned;		/* ... and those of them that it concerned */
};

/* What is one rule's of it. */
struct wmk_item {
	__u64 ns;
	__u32 reads;
	__u32 concerned;
};

_Static_assert(sizeof(struct wmk_bill) == 40, "as in view-kind.ts");
_Static_assert(sizeof(struct wmk_item) == 16, "as in view-kind.ts");

static wmk_inline void wmk_bill_begin(struct wmk_bill *bill)
{
	__u64 lot = wmk_sample ? wmk_lot() & (wmk_sample - 1) : 1;

	bill->now = wmk_clock();
	bill->lap = wmk_hide(lot ? 0 : bill->now);
	bill->shared = 0;
	bill->readers = wmk_hide(0);
	bill->concerned = wmk_hide(0);
}

/* Whether a rule reads an event in its scope: where it is suspended that is counted. */
static __noinline void wmk_admit(struct wmk_bill *bill, struct wmk_item *item, __u64 in_scope,
				 const struct wmk_budget *budget, struct wmk_rule_cost *cost)
{
	__u64 awake = wmk_hide(bill->now >= budget->until);

	item->ns = 0;
	item->reads = in_scope & awake;
	item->concerned = wmk_hide(0);
	bill->readers += in_scope & awake;
	if (in_scope & ~awake & 1)
		wmk_count(&cost->unread);
	wmk_no_result();
}

/* ns since the last lap of an event that is timed; another one begins. */
static wmk_inline __u64 wmk_lap(struct wmk_bill *bill)
{
	__u64 before = bill->lap;

	bill->lap = wmk_clock();
	return bill->lap - before;
}

/* What was done since the last lap was done for several rules. */
static __noinline void wmk_bill_shared(struct wmk_bill *bill)
{
	if (bill->lap)
		bill->shared += wmk_lap(bill);
	wmk_no_result();
}

/* It was done for one, which knows by now whether the event concerns it. */
static __noinline void wmk_bill_rule(struct wmk_bill *bill, struct wmk_item *item,
				     __u64 letter)
{
	if (bill->lap) {
		item->ns += wmk_lap(bill);
		if (letter && !item->concerned) {
			item->concerned = wmk_hide(1);
			bill->concerned++;
		}
	}
	wmk_no_result();
}

/*
 * Counts time against a budget. Where CPUs begin a window in the same moment
 * some of it may be lost. The longest of all is not held against the rule: it
 * may be an interrupt's, or another task's.
 */
static wmk_inline void wmk_spend(struct wmk_budget *budget, __u64 ns, __u64 now)
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

/* Charges a rule with what is its own, and its share of the rest. */
static __noinline void wmk_charge(const struct wmk_bill *bill, const struct wmk_item *item,
				  struct wmk_budget *budget, struct wmk_rule_cost *cost)
{
	__u64 payers = bill->concerned ? bill->concerned : bill->readers;
	__u64 ns = item->ns;

	if (!item->reads)
		return;
	if (item->concerned || !bill->concerned)
		ns += bill->shared / payers;
	wmk_count(&cost->timed);
	wmk_add(&cost->ns, ns);
	if (budget->limit)
		wmk_spend(budget, ns, bill->lap);
}

/* Since when a rule reads events without a gap. */
static wmk_inline __u64 wmk_heard_since(const struct wmk_budget *budget, __u64 active)
{
	return active < budget->until ? budget->until : active;
}

#endif /* WMK_BUDGET_H */
