/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.deadline.h - runs that match when their window ends, as a negation
 * stands behind the last step
 *
 * Such a run has taken its last step and is pending: it lies in its key's pool
 * among the others, out of selection, until the negation kills it or its
 * deadline comes. Each bucket of the table has a timer, in a map of its own,
 * and knows under its lock which deadline it is started for: the earliest one
 * in the bucket, or an earlier one that is none any more. Whoever makes a run
 * pending brings that time forward, and starts the timer when the lock is
 * dropped. The timer takes the runs that are due, one at a time, and reports
 * each without the lock; then it starts itself for the next one.
 *
 * Timers are made when the object is loaded, so that none is where an event
 * is read. No thread is the current one where a timer comes.
 */
#ifndef WMK_DEADLINE_H
#define WMK_DEADLINE_H

#include "wmk.pool.h"

#ifndef CLOCK_MONOTONIC
#define CLOCK_MONOTONIC	1
#endif

#define WMK_TIMER_IS_MADE	16	/* EBUSY */

/* How often a timer is started again, as others bring its time forward meanwhile. */
#define WMK_ARM_TRIES	4

/* Whether a bucket's timer is to be started, for an earlier deadline than it was. */
static wmk_inline bool wmk_advance(__u64 *armed, __u64 deadline)
{
	__u64 before = *armed;

	wmk_bring_forward(armed, deadline);
	return *armed != before;
}

/* ns from now until a deadline is past. */
static wmk_inline __u64 wmk_delay(__u64 deadline)
{
	__u64 now = bpf_ktime_get_ns();

	return wmk_past(now, deadline) ? 0 : deadline - now + 1;
}

/* Number of the first run in the order that is pending: the one whose deadline comes first. */
static wmk_inline __u64 wmk_deadline_first(const struct wmk_rule *rule,
					   struct wmk_pool *pool)
{
	__u64 i = 0;

next:
	if (i >= pool->nr || wmk_pending(rule, wmk_pool_run(rule, pool, i)->state))
		return wmk_hide(i);
	i++;
	wmk_again(next, i, rule->nr_runs + 1);
	return wmk_hide(i);
}

/*
 * Takes a run that is due out of the pool, as a match; where there is none the
 * next deadline counts among the soonest.
 */
static wmk_inline bool wmk_deadline_take(const struct wmk_rule *rule,
					 struct wmk_key *key, void *runs,
					 __u64 now, struct wmk_run *match,
					 __u64 *soonest)
{
	__u64 first = wmk_deadline_first(rule, runs), at;
	struct wmk_pool *pool = runs;
	struct wmk_run *run;

	if (first >= pool->nr)
		return false;
	run = wmk_pool_run(rule, pool, wmk_masked(rule->order_mask, first));
	if (!wmk_expired(rule, run, now)) {
		wmk_bring_forward(soonest, run->first + rule->window);
		return false;
	}
	wmk_copy(match, run, rule->run_bytes);
	at = run->state * rule->nr_letters + rule->deadline;
	at = wmk_below(rule->nr_live * rule->nr_letters, at);
	match->state = rule->any_moves ? rule->any_moves[at].accepts : rule->moves[at].to;
	run->state = WMK_NO_STATE;
	wmk_pool_close(rule, pool);
	key->live--;
	return true;
}

/* Ends all runs of a rule under one key but those that are pending; returns how many there were. */
static wmk_inline __u64 wmk_deadline_end(const struct wmk_rule *rule, void *runs)
{
	struct wmk_pool *pool = runs;
	__u64 i = 0, before = pool->nr;
	struct wmk_run *run;

next:
	if (i >= pool->nr)
		goto done;
	run = wmk_pool_run(rule, pool, i);
	if (!wmk_pending(rule, run->state))
		run->state = WMK_NO_STATE;
	i++;
	wmk_again(next, i, rule->nr_runs + 1);
done:
	wmk_pool_close(rule, pool);
	return before - pool->nr;
}

#endif /* WMK_DEADLINE_H */
