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
static wmk_inline struct wmk_run *wmk_any_fork(const struct wmk_step *step, __u64 i)
{
	return step->forks + sizeof(struct wmk_forks) +
	       wmk_masked(step->rule->list_mask, i) * step->rule->run_bytes;
}

/* Makes a fork of a run. */
static wmk_inline void wmk_any_make(const struct wmk_step *step,
				    const struct wmk_run *run,
				    __u64 to, __u64 takes)
{
	struct wmk_forks *forks = step->forks;
	struct wmk_run *fork = wmk_any_fork(step, forks->nr);

	forks->nr++;
	wmk_copy(fork, run, step->rule->run_bytes);
	wmk_update(step->reader, fork, step->event, to, takes);
	wmk_await(step, fork);
}

/* Shows the event to one run, which has no state any more if it has ended. */
static wmk_inline void wmk_any_read(const struct wmk_step *step,
				    struct wmk_pool *pool, struct wmk_run *run)
{
	const struct wmk_rule *rule = step->rule;
	__u64 at, to, stays, accepts, takes;
	bool missed = wmk_missed(step, run);

	if (missed || wmk_expired(rule, run, step->now)) {
		if (!missed && wmk_pending(rule, run->state))
			return;		/* it matches, as its timer says */
		run->state = WMK_NO_STATE;
		wmk_count(missed ? step->dropped : &step->stats->expired);
		return;
	}

	at = wmk_move_of(step, run);
	to = wmk_word(rule->any_moves[at].to);
	stays = wmk_word(rule->any_moves[at].stays);
	accepts = wmk_word(rule->any_moves[at].accepts);
	takes = wmk_word(rule->any_moves[at].takes);
	if (stays == WMK_NO_STATE)
		return;

	if (step->reader->completes && accepts != WMK_NO_STATE)
		wmk_complete(step, run, accepts, takes);
	wmk_meet();
	if (step->reader->forks && to != WMK_NO_STATE)
		wmk_any_make(step, run, to, takes);
	wmk_meet();
	if (stays == rule->dead) {
		stays = WMK_NO_STATE;
		wmk_count(&step->stats->killed);
	}
	if (rule->pending_from && run->state != stays)
		pool->changed = 1;	/* it may not be pending any more */
	run->state = stays;
}

/* Shows the event to all runs, oldest first. */
static wmk_inline void wmk_any_read_all(const struct wmk_step *step,
					struct wmk_pool *pool)
{
	const struct wmk_rule *rule = step->rule;
	__u64 i = 0, stay = wmk_hide(0);
	struct wmk_run *run;

next:
	if (i >= pool->nr)
		goto done;
	run = wmk_pool_run(rule, pool, i);
	wmk_any_read(step, pool, run);
	wmk_meet();
	if (run->state != WMK_NO_STATE)
		stay = wmk_pool_retain(rule, pool, i, stay);
	stay = wmk_hide(stay);
	i++;
	wmk_again(next, i, rule->nr_runs);
done:
	pool->nr = stay;
	wmk_meet();
}

/*
 * How many of the runs and of the forks, the oldest of both, there is no room
 * for: the forks, and in runs the runs. Of one first event runs are older.
 */
static wmk_inline __u64 wmk_any_surplus(const struct wmk_step *step,
					struct wmk_pool *pool, __u64 *runs)
{
	const struct wmk_rule *rule = step->rule;
	const struct wmk_forks *forks = step->forks;
	__u64 i = 0, nr_runs = wmk_hide(0), nr_forks = wmk_hide(0);
	const struct wmk_run *run;

next:
	if (pool->nr + forks->nr <= rule->nr_runs + nr_runs + nr_forks)
		goto done;
	run = wmk_pool_run(rule, pool, wmk_masked(rule->order_mask, nr_runs));
	if (nr_runs >= pool->nr ||
	    (nr_forks < forks->nr && wmk_later(run, wmk_any_fork(step, nr_forks))))
		nr_forks++;
	else
		nr_runs++;
	nr_runs = wmk_hide(nr_runs);
	nr_forks = wmk_hide(nr_forks);
	i++;
	wmk_again(next, i, rule->nr_runs);
done:
	*runs = wmk_hide(nr_runs);
	nr_forks = wmk_hide(nr_forks);
	wmk_meet();
	return nr_forks;
}

/* Drops the first n runs. */
static wmk_inline void wmk_any_drop(const struct wmk_rule *rule,
				    struct wmk_pool *pool, __u64 n)
{
	__u64 i = 0, from;

next:
	from = wmk_hide(n) + i;
	if (from >= pool->nr)
		goto done;
	wmk_pool_swap(pool, i, wmk_masked(rule->order_mask, from));
	i++;
	wmk_again(next, i, rule->nr_runs);
done:
	pool->nr -= n;
	wmk_meet();
}

/*
 * Gives places in the pool to all forks but the first ones, which are dropped:
 * merges two lists in order, from their ends.
 */
static wmk_inline void wmk_any_merge(const struct wmk_step *step,
				     struct wmk_pool *pool, __u64 dropped)
{
	const struct wmk_rule *rule = step->rule;
	const struct wmk_forks *forks = step->forks;
	__u64 runs = pool->nr, left = forks->nr - dropped, i = 0, at, last;
	const struct wmk_run *fork;

	pool->nr = runs + left;
	runs = wmk_hide(runs);
	left = wmk_hide(left);
next:
	if (!left)		/* the runs before lie where they belong */
		return;
	at = wmk_masked(rule->order_mask, runs + left - 1);
	last = wmk_masked(rule->order_mask, runs - 1);
	fork = wmk_any_fork(step, dropped + left - 1);
	if (runs && wmk_later(wmk_pool_run(rule, pool, last), fork)) {
		wmk_pool_swap(pool, last, at);
		runs--;
	} else {
		wmk_copy(wmk_pool_run(rule, pool, at), fork, rule->run_bytes);
		left--;
	}
	runs = wmk_hide(runs);
	left = wmk_hide(left);
	i++;
	wmk_again(next, i, rule->nr_runs);
}

/* How many forks there are that do not only await their deadline. */
static wmk_inline __u64 wmk_any_ordinary(const struct wmk_step *step)
{
	const struct wmk_forks *forks = step->forks;
	__u64 i = 0, n = wmk_hide(0);

next:
	if (i >= forks->nr)
		return wmk_hide(n);
	n += !wmk_pending(step->rule, wmk_any_fork(step, i)->state);
	n = wmk_hide(n);
	i++;
	wmk_again(next, i, step->rule->nr_runs);
	return wmk_hide(n);
}

/* Takes forks that have no state out of the list. */
static wmk_inline void wmk_any_close(const struct wmk_step *step)
{
	struct wmk_forks *forks = step->forks;
	__u64 i = 0, stay = wmk_hide(0);
	const struct wmk_run *fork;

next:
	if (i >= forks->nr)
		goto done;
	fork = wmk_any_fork(step, i);
	if (fork->state != WMK_NO_STATE) {
		if (stay < i)
			wmk_copy(wmk_any_fork(step, stay), fork, step->rule->run_bytes);
		stay++;
	}
	stay = wmk_hide(stay);
	i++;
	wmk_again(next, i, step->rule->nr_runs);
done:
	forks->nr = stay;
	wmk_meet();
}

/* As wmk_pool_trim(), of the runs and the forks, which all have a place then. */
static wmk_inline void wmk_any_trim(const struct wmk_step *step,
				    struct wmk_pool *pool)
{
	const struct wmk_rule *rule = step->rule;
	const struct wmk_forks *forks = step->forks;
	__u64 i = 0, nr_runs = wmk_hide(0), nr_forks = wmk_hide(0), pending = wmk_hide(0);
	__u64 ordinary = wmk_pool_ordinary(rule, pool) + wmk_any_ordinary(step);
	struct wmk_run *one, *fork;

next:
	one = wmk_pool_run(rule, pool, wmk_masked(rule->order_mask, nr_runs));
	fork = wmk_any_fork(step, nr_forks);
	if (nr_runs >= pool->nr || (nr_forks < forks->nr && wmk_later(one, fork))) {
		if (nr_forks >= forks->nr)
			goto done;
		one = fork;
		nr_forks++;
	} else {
		nr_runs++;
	}
	if (!wmk_pool_stays(step, one, &ordinary, &pending))
		one->state = WMK_NO_STATE;
	nr_runs = wmk_hide(nr_runs);
	nr_forks = wmk_hide(nr_forks);
	pending = wmk_hide(pending);
	ordinary = wmk_hide(ordinary);
	i++;
	wmk_again(next, i, 2 * rule->nr_runs);
done:
	wmk_pool_close(rule, pool);
	wmk_any_close(step);
}

/* Brings the forks into the pool, whose oldest runs make room for them. */
static wmk_inline void wmk_any_take_in(const struct wmk_step *step,
				       struct wmk_pool *pool)
{
	const struct wmk_forks *made = step->forks;
	__u64 runs, forks;

	wmk_add(&step->stats->forked, made->nr);
	if (step->rule->pending_from) {
		wmk_any_trim(step, pool);
		wmk_any_merge(step, pool, 0);
		return;
	}
	forks = wmk_any_surplus(step, pool, &runs);
	wmk_add(&step->stats->evicted, runs + forks);
	wmk_any_drop(step->rule, pool, runs);
	wmk_any_merge(step, pool, forks);
}

/* Begins the run that the event begins, if it begins one. */
static wmk_inline void wmk_any_begin(const struct wmk_step *step,
				     struct wmk_pool *pool)
{
	const struct wmk_rule *rule = step->rule;
	struct wmk_run begun = { .first = step->now };
	__u64 at = wmk_start_of(step), to, accepts, takes;

	to = wmk_word(rule->any_moves[at].to);
	accepts = wmk_word(rule->any_moves[at].accepts);
	takes = wmk_word(rule->any_moves[at].takes);
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
static wmk_inline void wmk_any_step(const struct wmk_step *step, void *runs)
{
	struct wmk_pool *pool = runs;
	struct wmk_forks *forks = step->forks;

	if (!step->letter)
		return;
	step->key->live -= pool->nr;
	pool->changed = 0;
	if (step->reader->forks)
		forks->nr = 0;
	wmk_any_read_all(step, pool);
	if (step->reader->forks && forks->nr)
		wmk_any_take_in(step, pool);
	if (step->reader->begins)
		wmk_any_begin(step, pool);
	if (step->rule->pending_from && pool->changed)
		wmk_pool_trim(step, pool);
	else if (step->reader->begins)
		wmk_pool_evict(step, pool);
	step->key->live += pool->nr;
	wmk_keep_in_mind(step);
}

#endif /* WMK_ANY_H */
