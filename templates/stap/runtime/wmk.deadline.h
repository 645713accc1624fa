/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.deadline.h - runs that match when their window ends, as a negation stands
 * behind the last step
 *
 * Such a run has taken its last step and is pending: it lies in its key's pool among
 * the others, out of selection, until the negation kills it or its deadline comes.
 * Each bucket of the table knows under its lock the earliest deadline in it, and
 * stands with that in a heap of all buckets. A timer that comes every 10 ms takes
 * those that are due from the heap, so that a match is told at most so long after
 * its deadline; its time is the deadline's. No thread is the current one then.
 */
#ifndef WMK_DEADLINE_H
#define WMK_DEADLINE_H

#include "wmk.pool.h"

/* Of a table, that are looked at in one tick with interrupts off: what is more comes with the next. */
#define WMK_TICK_BUCKETS	256

/* Whether a bucket is to come for an earlier deadline than it was. */
static wmk_unused bool wmk_advance(u64 *armed, u64 deadline)
{
	u64 before = *armed;

	wmk_bring_forward(armed, deadline);
	return *armed != before;
}

struct wmk_due {
	u64 at;			/* ns, CLOCK_MONOTONIC */
	u32 bucket;
};

/* A binary heap, the earliest first. */
struct wmk_dues {
	struct wmk_lock lock;
	u32 nr;
	struct wmk_due *heap;
	u32 *place;		/* of each bucket in it, from 1; 0: it is not there */
};

static wmk_unused void wmk_dues_put(struct wmk_dues *dues, u32 place, struct wmk_due due)
{
	dues->heap[place - 1] = due;
	dues->place[due.bucket] = place;
}

static wmk_unused void wmk_dues_rise(struct wmk_dues *dues, u32 place, struct wmk_due due)
{
	struct wmk_due above;

	for (; place > 1; place /= 2) {
		above = dues->heap[place / 2 - 1];
		if (!wmk_past(above.at, due.at))
			break;
		wmk_dues_put(dues, place, above);
	}
	wmk_dues_put(dues, place, due);
}

static wmk_unused void wmk_dues_sink(struct wmk_dues *dues, u32 place, struct wmk_due due)
{
	u32 below;

	for (; (below = 2 * place) <= dues->nr; place = below) {
		if (below < dues->nr && wmk_past(dues->heap[below - 1].at, dues->heap[below].at))
			below++;
		if (!wmk_past(due.at, dues->heap[below - 1].at))
			break;
		wmk_dues_put(dues, place, dues->heap[below - 1]);
	}
	wmk_dues_put(dues, place, due);
}

/* Has a bucket come at that time, or earlier as it was to; false: the heap cannot be had. */
static wmk_unused bool wmk_dues_bring_forward(struct wmk_dues *dues, u32 bucket, u64 at)
{
	struct wmk_due due = { .at = at, .bucket = bucket };
	u32 place;

	if (!wmk_lock(&dues->lock))
		return false;
	place = dues->place[bucket];
	if (!place)
		wmk_dues_rise(dues, ++dues->nr, due);
	else if (wmk_past(dues->heap[place - 1].at, at))
		wmk_dues_rise(dues, place, due);
	wmk_unlock(&dues->lock);
	return true;
}

/* Takes a bucket that is due out of the heap; false: there is none. */
static wmk_unused bool wmk_dues_take(struct wmk_dues *dues, u64 now, u32 *bucket)
{
	struct wmk_due last;
	bool is_due;

	if (!READ_ONCE(dues->nr) || !wmk_lock(&dues->lock))
		return false;
	is_due = dues->nr && wmk_past(now, dues->heap[0].at);
	if (is_due) {
		*bucket = dues->heap[0].bucket;
		dues->place[*bucket] = 0;
		last = dues->heap[--dues->nr];
		if (dues->nr)
			wmk_dues_sink(dues, 1, last);
	}
	wmk_unlock(&dues->lock);
	return is_due;
}

static wmk_unused void wmk_dues_clear(struct wmk_dues *dues)
{
	if (!wmk_lock(&dues->lock))
		return;
	while (dues->nr)
		dues->place[dues->heap[--dues->nr].bucket] = 0;
	wmk_unlock(&dues->lock);
}

/*
 * Takes the earliest run that is due out of the pool, as a match; where there is none the
 * next deadline counts among the soonest.
 */
static wmk_unused bool wmk_deadline_take(const struct wmk_rule *rule, struct wmk_key *key, void *runs,
					 u64 now, struct wmk_run *match, u64 *soonest)
{
	struct wmk_pool *pool = runs;
	struct wmk_run *run = NULL;
	u32 i, at;

	for (i = 0; i < pool->nr; i++) {
		run = wmk_pool_run(rule, pool, i);
		if (wmk_pending(rule, run->state))
			break;
	}
	if (i == pool->nr)
		return false;
	if (!wmk_expired(rule, run, now)) {
		wmk_bring_forward(soonest, run->first + rule->window);
		return false;
	}
	memcpy(match, run, rule->run_bytes);
	at = run->state * rule->nr_letters + rule->deadline;
	match->state = rule->any_moves ? rule->any_moves[at].accepts : rule->moves[at].to;
	run->state = WMK_NO_STATE;
	wmk_pool_close(rule, pool);
	key->live--;
	return true;
}

/* Ends all runs of a rule under one key but those that are pending; returns how many there were. */
static wmk_unused u64 wmk_deadline_end(const struct wmk_rule *rule, void *runs)
{
	struct wmk_pool *pool = runs;
	u32 i, before = pool->nr;
	struct wmk_run *run;

	for (i = 0; i < pool->nr; i++) {
		run = wmk_pool_run(rule, pool, i);
		if (!wmk_pending(rule, run->state))
			run->state = WMK_NO_STATE;
	}
	wmk_pool_close(rule, pool);
	return before - pool->nr;
}

#endif /* WMK_DEADLINE_H */
