/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.any.h - runs that fork: "any"
 *
 * What an event moves of a run becomes a run of its own, a fork, and the old one
 * stays as it was. Forks are made in memory of the event's, as there may be as many
 * of them as there are runs, then take their places in the pool.
 */
#ifndef WMK_ANY_H
#define WMK_ANY_H

#include "wmk.pool.h"

/* Runs that one event made of others, oldest first; they follow. */
struct wmk_forks {
	u64 nr;
};

static wmk_unused struct wmk_run *wmk_fork(const struct wmk_step *step, u32 i)
{
	return step->forks + sizeof(struct wmk_forks) + i * step->rule->run_bytes;
}

static wmk_unused void wmk_any_make(const struct wmk_step *step, const struct wmk_run *run, u32 state, u64 takes)
{
	struct wmk_forks *forks = step->forks;
	struct wmk_run *fork = wmk_fork(step, forks->nr++);

	memcpy(fork, run, step->rule->run_bytes);
	wmk_move_to(step, fork, state, takes);
	wmk_await(step, fork);
}

/* Shows the event to one run, which has no state any more if it has ended. */
static wmk_unused void wmk_any_read(const struct wmk_step *step, struct wmk_pool *pool, struct wmk_run *run)
{
	const struct wmk_rule *rule = step->rule;
	const struct wmk_any_move *move;
	u8 stays;

	if (wmk_missed(step, run) || wmk_expired(rule, run, step->now)) {
		wmk_pool_is_over(step, run);
		return;
	}
	move = &rule->any_moves[wmk_move_of(step, run)];
	if (move->stays == WMK_NO_STATE)
		return;
	if (move->accepts != WMK_NO_STATE)
		wmk_complete(step, run, move->accepts, move->takes);
	if (move->to != WMK_NO_STATE)
		wmk_any_make(step, run, move->to, move->takes);
	stays = move->stays;
	if (stays == rule->dead) {
		stays = WMK_NO_STATE;
		wmk_count(&step->stats->killed);
	}
	if (rule->pending_from && run->state != stays)
		pool->changed = 1;	/* it may not be pending any more */
	run->state = stays;
}

/* The next one in the order of the runs and the forks together, of which so many were seen; NULL: that were all. */
static wmk_unused struct wmk_run *wmk_any_next(const struct wmk_step *step, struct wmk_pool *pool,
					       u32 *runs, u32 *forks)
{
	const struct wmk_forks *made = step->forks;
	struct wmk_run *run = *runs < pool->nr ? wmk_pool_run(step->rule, pool, *runs) : NULL;
	struct wmk_run *fork = *forks < made->nr ? wmk_fork(step, *forks) : NULL;

	/* Of one first event runs are older. */
	if (run && !(fork && wmk_later(run, fork))) {
		++*runs;
		return run;
	}
	if (fork)
		++*forks;
	return fork;
}

/* Ends those of the runs and the forks that there is no room for. */
static wmk_unused void wmk_any_trim(const struct wmk_step *step, struct wmk_pool *pool)
{
	const struct wmk_rule *rule = step->rule;
	const struct wmk_forks *made = step->forks;
	struct wmk_trim trim = { .ordinary = wmk_pool_ordinary(rule, pool) };
	u32 i, runs = 0, forks = 0, surplus = 0;
	struct wmk_run *one;

	for (i = 0; i < made->nr; i++)
		trim.ordinary += !wmk_pending(rule, wmk_fork(step, i)->state);
	if (pool->nr + made->nr > rule->nr_runs)
		surplus = pool->nr + made->nr - rule->nr_runs;
	while ((one = wmk_any_next(step, pool, &runs, &forks))) {
		if (rule->pending_from) {
			wmk_trim_one(step, one, &trim);
		} else if (surplus) {
			one->state = WMK_NO_STATE;
			wmk_count(&step->stats->evicted);
			surplus--;
		}
	}
}

/* Brings the forks into the pool, whose oldest runs make room for them. */
static wmk_unused void wmk_any_take_in(const struct wmk_step *step, struct wmk_pool *pool)
{
	const struct wmk_rule *rule = step->rule;
	const struct wmk_forks *made = step->forks;
	struct wmk_run *fork;
	u32 i, at;

	wmk_add(&step->stats->forked, made->nr);
	wmk_any_trim(step, pool);
	wmk_pool_close(rule, pool);
	for (i = 0; i < made->nr; i++) {
		fork = wmk_fork(step, i);
		if (fork->state == WMK_NO_STATE)
			continue;
		memcpy(wmk_pool_run(rule, pool, pool->nr), fork, rule->run_bytes);
		for (at = pool->nr++; at && wmk_later(wmk_pool_run(rule, pool, at - 1), fork); at--)
			swap(pool->order[at - 1], pool->order[at]);
	}
}

/* Begins the run that the event begins, if it begins one. */
static wmk_unused void wmk_any_begin(const struct wmk_step *step, struct wmk_pool *pool)
{
	const struct wmk_any_move *move = &step->rule->any_moves[wmk_start_of(step)];
	struct wmk_run begun = { .first = step->now };

	if (move->to == WMK_NO_STATE && move->accepts == WMK_NO_STATE)
		return;
	wmk_count(&step->stats->begun);
	begun.born = ++step->key->born;
	if (move->accepts != WMK_NO_STATE)
		wmk_complete_at_once(step, &begun, move->accepts, move->takes);
	if (move->to != WMK_NO_STATE)
		wmk_pool_add(step, pool, &begun, move->to, move->takes);
}

/* As wmk_pool_step(). */
static wmk_unused void wmk_any_step(const struct wmk_step *step, void *runs)
{
	struct wmk_pool *pool = runs;
	struct wmk_forks *forks = step->forks;
	u32 i;

	if (!step->letter)
		return;
	wmk_pool_make(step->rule, pool);
	step->key->live -= pool->nr;
	pool->changed = 0;
	if (forks)
		forks->nr = 0;
	for (i = 0; i < pool->nr; i++)
		wmk_any_read(step, pool, wmk_pool_run(step->rule, pool, i));
	wmk_pool_close(step->rule, pool);
	if (forks && forks->nr)
		wmk_any_take_in(step, pool);
	if (step->reader->begins)
		wmk_any_begin(step, pool);
	wmk_pool_make_room(step, pool);
	step->key->live += pool->nr;
	wmk_keep_in_mind(step);
}

#endif /* WMK_ANY_H */
