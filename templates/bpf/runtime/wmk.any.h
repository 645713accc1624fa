/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.any.h - runs that fork: "any"
 *
 * What an event moves of a run becomes a run of its own, a fork, and the old
 * one stays as it was. Forks are made in memory of the event's, as there may
 * be as many of them as there are runs, then take their places in the pool.
 */
#ifndef WMK_ANY_H
#define WMK_ANY_H

#include "wmk.pool.h"

/* Runs that one event made of others, oldest first; they follow. */
struct wmk_forks {
	__u64 nr;
};

/* Fork number i, which is below the number of runs. */
static __always_inline struct wmk_run *wmk_any_fork(const struct wmk_step *step, __u64 i)
{
	return step->forks + sizeof(struct wmk_forks) + i * step->rule->run_bytes;
}

/* Makes a fork of a run. */
static __always_inline void wmk_any_make(const struct wmk_step *step,
					 const struct wmk_run *run,
					 __u64 to, __u64 takes)
{
	struct wmk_forks *forks = step->forks;
	__u64 nr = forks->nr;
	struct wmk_run *fork;

	barrier_var(nr);
	if (nr >= step->rule->nr_runs)	/* for the verifier */
		return;
	forks->nr = nr + 1;
	fork = wmk_any_fork(step, nr);
	wmk_copy(fork, run, step->rule->run_bytes);
	wmk_update(step->reader, fork, step->event, to, takes);
}

/* Shows the event to one run, which has no state any more if it has ended. */
static __always_inline void wmk_any_read(const struct wmk_step *step, struct wmk_run *run)
{
	const struct wmk_rule *rule = step->rule;
	__u64 at, to, stays, accepts, takes;

	if (wmk_expired(rule, run, step->now)) {
		run->state = WMK_NO_STATE;
		wmk_count(&step->stats->expired);
		return;
	}

	at = wmk_move_of(step, run);
	if (at >= rule->nr_live * rule->nr_letters)
		return;
	to = wmk_word(rule->any_moves[at].to);
	stays = wmk_word(rule->any_moves[at].stays);
	accepts = wmk_word(rule->any_moves[at].accepts);
	takes = wmk_word(rule->any_moves[at].takes);
	if (stays == WMK_NO_STATE)
		return;

	if (step->reader->completes && accepts != WMK_NO_STATE)
		wmk_complete(step, run, accepts, takes);
	if (to != WMK_NO_STATE)
		wmk_any_make(step, run, to, takes);
	if (stays == rule->dead) {
		stays = WMK_NO_STATE;
		wmk_count(&step->stats->killed);
	}
	run->state = stays;
}

/* Shows the event to all runs, oldest first. */
static __always_inline void wmk_any_read_all(const struct wmk_step *step,
					     struct wmk_pool *pool)
{
	const struct wmk_rule *rule = step->rule;
	__u64 i, stay = 0;
	struct wmk_run *run;

	for (i = 0; i < rule->nr_runs; i++) {
		stay = wmk_hide(stay);
		if (i >= pool->nr)
			break;
		run = wmk_pool_run(rule, pool, i);
		if (!run)
			break;
		wmk_any_read(step, run);
		wmk_meet();
		if (run->state != WMK_NO_STATE)
			stay = wmk_pool_retain(pool, i, stay);
	}
	pool->nr = stay;
}

/*
 * Drops the oldest of runs and forks until the pool has room for all that are
 * left; of one first event runs are older than forks. Returns how many forks
 * were dropped, which are the first ones.
 */
static __always_inline __u64 wmk_any_evict(const struct wmk_step *step,
					   struct wmk_pool *pool)
{
	const struct wmk_rule *rule = step->rule;
	const struct wmk_forks *forks = step->forks;
	__u64 i, from, nr_runs = 0, nr_forks = 0;
	const struct wmk_run *run;

	for (i = 0; i < rule->nr_runs; i++) {
		nr_runs = wmk_hide(nr_runs);
		nr_forks = wmk_hide(nr_forks);
		if (pool->nr + forks->nr <= rule->nr_runs + nr_runs + nr_forks)
			break;
		barrier_var(nr_runs);
		barrier_var(nr_forks);
		if (nr_runs >= pool->nr) {
			nr_forks++;
			continue;
		}
		if (nr_runs >= rule->nr_runs || nr_forks >= rule->nr_runs)	/* for the verifier */
			break;
		run = wmk_pool_run(rule, pool, nr_runs);
		if (!run)
			break;
		if (nr_forks < forks->nr && wmk_later(run, wmk_any_fork(step, nr_forks)))
			nr_forks++;
		else
			nr_runs++;
	}
	wmk_add(&step->stats->evicted, nr_runs + nr_forks);

	/* The runs that stay move to the front. */
	for (i = 0; i < rule->nr_runs; i++) {
		from = wmk_hide(nr_runs) + i;
		barrier_var(from);
		if (from >= pool->nr || from >= rule->nr_runs)
			break;
		wmk_pool_swap(pool, i, from);
	}
	pool->nr -= nr_runs;
	return nr_forks;
}

/*
 * Gives places in the pool to all forks but the first ones, which were
 * dropped: merges two lists in order, from their ends.
 */
static __always_inline void wmk_any_merge(const struct wmk_step *step,
					  struct wmk_pool *pool, __u64 dropped)
{
	const struct wmk_rule *rule = step->rule;
	const struct wmk_forks *forks = step->forks;
	__u64 runs = pool->nr, left = forks->nr - dropped, i, at, run_at, fork_at;
	struct wmk_run *to, *run, *fork;

	wmk_add(&step->stats->forked, left);
	pool->nr = runs + left;
	for (i = 0; i < rule->nr_runs; i++) {
		runs = wmk_hide(runs);
		left = wmk_hide(left);
		if (!left)		/* the runs before lie where they belong */
			break;
		at = runs + left - 1;
		run_at = runs - 1;
		fork_at = dropped + left - 1;
		barrier_var(at);
		barrier_var(run_at);
		barrier_var(fork_at);
		if (at >= rule->nr_runs || fork_at >= rule->nr_runs)	/* for the verifier */
			break;
		fork = wmk_any_fork(step, fork_at);
		run = run_at < rule->nr_runs ? wmk_pool_run(rule, pool, run_at) : NULL;
		if (run && wmk_later(run, fork)) {
			wmk_pool_swap(pool, run_at, at);
			runs--;
			continue;
		}
		to = wmk_pool_run(rule, pool, at);
		if (!to)
			break;
		wmk_copy(to, fork, rule->run_bytes);
		left--;
	}
}

/* Begins the run that the event begins, if it begins one. */
static __always_inline void wmk_any_begin(const struct wmk_step *step,
					  struct wmk_pool *pool)
{
	const struct wmk_rule *rule = step->rule;
	struct wmk_run begun = { .first = step->now };
	__u64 letter = step->letter, to, accepts, takes;

	barrier_var(letter);
	if (letter >= rule->nr_letters)
		return;
	letter += WMK_START * rule->nr_letters;
	to = wmk_word(rule->any_moves[letter].to);
	accepts = wmk_word(rule->any_moves[letter].accepts);
	takes = wmk_word(rule->any_moves[letter].takes);
	if (to == WMK_NO_STATE && accepts == WMK_NO_STATE)
		return;
	wmk_count(&step->stats->begun);
	begun.born = ++step->key->born;

	if (step->reader->completes && accepts != WMK_NO_STATE)
		wmk_complete_at_once(step, &begun, accepts, takes);
	if (to != WMK_NO_STATE)
		wmk_pool_add(step, pool, &begun, to, takes);
}

/* As wmk_pool_step(). */
static __always_inline void wmk_any_step(const struct wmk_step *step, void *runs)
{
	struct wmk_pool *pool = runs;
	struct wmk_forks *forks = step->forks;

	if (!step->letter)
		return;
	step->key->live -= pool->nr;
	forks->nr = 0;
	wmk_any_read_all(step, pool);
	if (forks->nr)
		wmk_any_merge(step, pool, wmk_any_evict(step, pool));
	if (step->reader->begins) {
		wmk_any_begin(step, pool);
		wmk_pool_evict(step, pool);
	}
	step->key->live += pool->nr;
}

#endif /* WMK_ANY_H */
