/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.pool.h - runs in pools: "all", and "latest" and "earliest" where values that
 * a run has read tell it from another
 *
 * A pool has places for a number of runs and one more, in which a run begins.
 * Which place has which run is said by its order, the oldest run first (by the time
 * of its first event, then by the order of reading, then by the order in which runs
 * were made), and behind them the free places.
 */
#ifndef WMK_POOL_H
#define WMK_POOL_H

#include "wmk.stap.h"

struct wmk_pool {
	u8 nr;			/* runs */
	u8 changed;		/* some run was moved or begun by this event */
	u8 made;		/* the order is there: memory begins as zeros */
	u8 order[];		/* places: nr_runs + 1 */
};

static wmk_unused void wmk_pool_make(const struct wmk_rule *rule, struct wmk_pool *pool)
{
	u32 i;

	if (pool->made)
		return;
	for (i = 0; i <= rule->nr_runs; i++)
		pool->order[i] = i;
	pool->made = 1;
}

/* The run that is number i in the order. */
static wmk_unused struct wmk_run *wmk_pool_run(const struct wmk_rule *rule, struct wmk_pool *pool, u32 i)
{
	return (void *)pool + rule->runs_at + pool->order[i] * rule->run_bytes;
}

/* Takes runs that have ended out of the order, which the others keep. */
static wmk_unused void wmk_pool_close(const struct wmk_rule *rule, struct wmk_pool *pool)
{
	u32 i, stay = 0;

	for (i = 0; i < pool->nr; i++)
		if (wmk_pool_run(rule, pool, i)->state != WMK_NO_STATE) {
			swap(pool->order[stay], pool->order[i]);
			stay++;
		}
	pool->nr = stay;
}

/* Whether a run ends before it reads the event; one that is due stays for its timer. */
static wmk_unused bool wmk_pool_is_over(const struct wmk_step *step, struct wmk_run *run)
{
	if (wmk_missed(step, run))
		wmk_count(step->dropped);
	else if (!wmk_pending(step->rule, run->state))
		wmk_count(&step->stats->expired);
	else
		return false;
	run->state = WMK_NO_STATE;
	return true;
}

/* Shows the event to one run, which has no state any more if it has ended. */
static wmk_unused void wmk_pool_read(const struct wmk_step *step, struct wmk_pool *pool, struct wmk_run *run)
{
	const struct wmk_rule *rule = step->rule;
	const struct wmk_move *move;

	if (wmk_missed(step, run) || wmk_expired(rule, run, step->now)) {
		wmk_pool_is_over(step, run);
		return;
	}
	move = &rule->moves[wmk_move_of(step, run)];
	if (move->to == WMK_NO_STATE)
		return;
	if (move->to < rule->nr_live) {
		wmk_count(&step->stats->moved);
		wmk_move_to(step, run, move->to, move->takes);
		wmk_await(step, run);
		if (rule->same)
			run->slot = rule->slots[move->to];
		pool->changed = 1;
		return;
	}
	if (move->to == rule->dead)
		wmk_count(&step->stats->killed);
	else
		wmk_complete(step, run, move->to, move->takes);
	run->state = WMK_NO_STATE;
}

/* Makes a run in the free place behind the others, then moves it to where its time belongs. */
static wmk_unused void wmk_pool_add(const struct wmk_step *step, struct wmk_pool *pool,
				    const struct wmk_run *begun, u32 state, u64 takes)
{
	const struct wmk_rule *rule = step->rule;
	struct wmk_run *run = wmk_pool_run(rule, pool, pool->nr);
	u32 at;

	run->first = begun->first;
	run->born = begun->born;
	wmk_move_to(step, run, state, takes);
	wmk_await(step, run);
	if (rule->same)
		run->slot = rule->slots[state];
	for (at = pool->nr++; at && wmk_later(wmk_pool_run(rule, pool, at - 1), run); at--)
		swap(pool->order[at - 1], pool->order[at]);
	pool->changed = 1;
	wmk_stay(rule, step->key, step->now);
}

/* Begins the run that the event begins, if it begins one. */
static wmk_unused void wmk_pool_begin(const struct wmk_step *step, struct wmk_pool *pool)
{
	const struct wmk_move *move = &step->rule->moves[wmk_start_of(step)];
	struct wmk_run begun = { .first = step->now };

	if (move->to == WMK_NO_STATE)
		return;
	wmk_count(&step->stats->begun);
	begun.born = ++step->key->born;
	if (move->to < step->rule->nr_live)
		wmk_pool_add(step, pool, &begun, move->to, move->takes);
	else
		wmk_complete_at_once(step, &begun, move->to, move->takes);
}

/* Whether a run, number i of the order, is of the identity of one that is to outlast it. */
static wmk_unused bool wmk_pool_is_outlasted(const struct wmk_rule *rule, struct wmk_pool *pool, u32 i)
{
	struct wmk_run *run = wmk_pool_run(rule, pool, i), *other;
	u32 j, end = rule->earliest ? i : pool->nr;

	for (j = rule->earliest ? 0 : i + 1; j < end; j++) {
		other = wmk_pool_run(rule, pool, j);
		if (other->slot == run->slot && rule->same(run, other, run->slot))
			return true;
	}
	return false;
}

/* Of the runs of one identity the last one stays, or the first one; pending ones are none of another's. */
static wmk_unused void wmk_pool_merge(const struct wmk_step *step, struct wmk_pool *pool)
{
	const struct wmk_rule *rule = step->rule;
	struct wmk_run *run;
	u32 i;

	for (i = 0; i < pool->nr; i++) {
		run = wmk_pool_run(rule, pool, i);
		if (wmk_pending(rule, run->state) || !wmk_pool_is_outlasted(rule, pool, i))
			continue;
		run->state = WMK_NO_STATE;
		wmk_count(&step->stats->replaced);
	}
	wmk_pool_close(rule, pool);
}

/* Drops the oldest runs, of which there are so many too many. */
static wmk_unused void wmk_pool_drop(const struct wmk_rule *rule, struct wmk_pool *pool, u32 surplus)
{
	u32 i;

	for (i = 0; i < surplus; i++)
		wmk_pool_run(rule, pool, i)->state = WMK_NO_STATE;
	wmk_pool_close(rule, pool);
}

static wmk_unused void wmk_pool_evict(const struct wmk_step *step, struct wmk_pool *pool)
{
	if (pool->nr <= step->rule->nr_runs)
		return;
	wmk_add(&step->stats->evicted, pool->nr - step->rule->nr_runs);
	wmk_pool_drop(step->rule, pool, pool->nr - step->rule->nr_runs);
}

/*
 * Of runs that are there beside pending ones the oldest are dropped where there
 * are too many, and of pending ones the latest. How many there are of both:
 */
struct wmk_trim {
	u32 ordinary;
	u32 pending;		/* seen so far, the oldest first */
};

static wmk_unused void wmk_trim_one(const struct wmk_step *step, struct wmk_run *run, struct wmk_trim *trim)
{
	const struct wmk_rule *rule = step->rule;

	if (wmk_pending(rule, run->state)) {
		if (trim->pending++ < rule->nr_pending)
			return;
		wmk_count(&step->stats->overflowed);
	} else {
		if (trim->ordinary <= rule->nr_runs - rule->nr_pending)
			return;
		trim->ordinary--;
		wmk_count(&step->stats->evicted);
	}
	run->state = WMK_NO_STATE;
}

static wmk_unused u32 wmk_pool_ordinary(const struct wmk_rule *rule, struct wmk_pool *pool)
{
	u32 i, nr = 0;

	for (i = 0; i < pool->nr; i++)
		nr += !wmk_pending(rule, wmk_pool_run(rule, pool, i)->state);
	return nr;
}

static wmk_unused void wmk_pool_trim(const struct wmk_step *step, struct wmk_pool *pool)
{
	struct wmk_trim trim = { .ordinary = wmk_pool_ordinary(step->rule, pool) };
	u32 i;

	for (i = 0; i < pool->nr; i++)
		wmk_trim_one(step, wmk_pool_run(step->rule, pool, i), &trim);
	wmk_pool_close(step->rule, pool);
}

/* What is done for room when all runs have read the event. */
static wmk_unused void wmk_pool_make_room(const struct wmk_step *step, struct wmk_pool *pool)
{
	if (step->rule->pending_from && pool->changed)
		wmk_pool_trim(step, pool);
	else if (step->reader->begins)
		wmk_pool_evict(step, pool);
}

/*
 * Shows an event to all runs of a rule under one key, and to the one that it
 * begins. Completed runs go where the step says: all of them, or the one that began
 * last, or first.
 */
static wmk_unused void wmk_pool_step(const struct wmk_step *step, void *runs)
{
	struct wmk_pool *pool = runs;
	u32 i;

	if (!step->letter)
		return;
	wmk_pool_make(step->rule, pool);
	step->key->live -= pool->nr;
	pool->changed = 0;
	for (i = 0; i < pool->nr; i++)
		wmk_pool_read(step, pool, wmk_pool_run(step->rule, pool, i));
	wmk_pool_close(step->rule, pool);
	if (step->reader->begins)
		wmk_pool_begin(step, pool);
	if (step->rule->same && pool->changed)
		wmk_pool_merge(step, pool);
	wmk_pool_make_room(step, pool);
	step->key->live += pool->nr;
	wmk_keep_in_mind(step);
}

/* Ends all runs of a rule under one key; returns how many there were. */
static wmk_unused u64 wmk_pool_end(const struct wmk_rule *rule wmk_unused, void *runs)
{
	struct wmk_pool *pool = runs;
	u64 nr = pool->nr;

	pool->nr = 0;
	return nr;
}

#endif /* WMK_POOL_H */
