/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.pool.h - runs in pools: "all", and "latest" and "earliest" where values
 * that a run has read tell it from another
 *
 * A pool has places for a number of runs and one more, in which a run begins.
 * Which place has which run is said by its order, the oldest run first (by the
 * time of its first event, then by the order of reading, then by the order in
 * which runs were made). So runs stay where they are, and only numbers move.
 */
#ifndef WMK_POOL_H
#define WMK_POOL_H

#include "wmk.bpf.h"

struct wmk_pool {
	__u8 nr;		/* runs */
	__u8 changed;		/* some run was moved or begun by this event */
	__u8 made;		/* the order is there: memory begins as zeros */
	__u8 order[];		/* places of runs, then free ones: nr_runs + 1; see below */
};

/*
 * A place stands in the order as the 256th part of the pool that it begins in,
 * or the next one: so whatever a byte has is a place, as the verifier sees too.
 */
static wmk_inline __u64 wmk_pool_place(const struct wmk_rule *rule,
				       const struct wmk_pool *pool, __u64 i)
{
	__u64 place = (__u64)pool->order[i] * (rule->nr_runs + 1) >> 8;

	barrier_var(place);	/* what follows is not to be joined to the shift */
	return place;
}

static wmk_inline void wmk_pool_make(const struct wmk_rule *rule,
				     struct wmk_pool *pool)
{
	__u64 i = 0;

next:
	pool->order[i] = (256 * i + rule->nr_runs) / (rule->nr_runs + 1);
	i++;
	wmk_again(next, i, rule->nr_runs + 1);
	pool->made = 1;
}

static wmk_inline void wmk_pool_swap(struct wmk_pool *pool, __u64 i, __u64 j)
{
	__u8 of_i = pool->order[i];

	pool->order[i] = pool->order[j];
	pool->order[j] = of_i;
}

/* The run that is number i in the order, which is in its bounds. */
static wmk_inline struct wmk_run *wmk_pool_run(const struct wmk_rule *rule,
					       struct wmk_pool *pool, __u64 i)
{
	return (void *)pool + rule->runs_at +
	       wmk_pool_place(rule, pool, i) * rule->run_bytes;
}

/*
 * Puts number i of the order behind the first ones that stay, of which there
 * are so many; returns how many there are then.
 */
static wmk_inline __u64 wmk_pool_retain(const struct wmk_rule *rule,
					struct wmk_pool *pool, __u64 i, __u64 stay)
{
	wmk_pool_swap(pool, wmk_masked(rule->order_mask, stay), i);
	return stay + 1;
}

/* Shows the event to one run, which has no state any more if it has ended. */
static wmk_inline void wmk_pool_read(const struct wmk_step *step,
				     struct wmk_pool *pool, struct wmk_run *run)
{
	const struct wmk_rule *rule = step->rule;
	__u64 at, to, takes;
	bool missed = wmk_missed(step, run);

	if (missed || wmk_expired(rule, run, step->now)) {
		if (!missed && wmk_pending(rule, run->state))
			return;		/* it matches, as its timer says */
		run->state = WMK_NO_STATE;
		wmk_count(missed ? step->dropped : &step->stats->expired);
		return;
	}

	at = wmk_move_of(step, run);
	to = wmk_word(rule->moves[at].to);
	takes = wmk_word(rule->moves[at].takes);
	if (to == WMK_NO_STATE)
		return;

	if (to < rule->nr_live) {
		wmk_count(&step->stats->moved);
		pool->changed = 1;
		wmk_update(step->reader, run, step->event, to, takes);
		wmk_await(step, run);
		if (rule->same)
			run->slot = wmk_slot(rule, to);
		return;
	}
	if (to == rule->dead)
		wmk_count(&step->stats->killed);
	else if (step->reader->completes)
		wmk_complete(step, run, to, takes);
	run->state = WMK_NO_STATE;
}

/* Shows the event to all runs, oldest first. */
static wmk_inline void wmk_pool_read_all(const struct wmk_step *step,
					 struct wmk_pool *pool)
{
	const struct wmk_rule *rule = step->rule;
	__u64 i = 0, stay = wmk_hide(0);
	struct wmk_run *run;

next:
	if (i >= pool->nr)
		goto done;
	run = wmk_pool_run(rule, pool, i);
	wmk_pool_read(step, pool, run);
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

/* Makes a run in the free place behind the others, then moves it to where its time belongs. */
static wmk_inline void wmk_pool_add(const struct wmk_step *step,
				    struct wmk_pool *pool,
				    const struct wmk_run *begun,
				    __u64 to, __u64 takes)
{
	const struct wmk_rule *rule = step->rule;
	struct wmk_run *run, *before;
	__u64 i = 0, at = wmk_masked(rule->order_mask, pool->nr);

	if (!pool->made)
		wmk_pool_make(rule, pool);
	run = wmk_pool_run(rule, pool, at);
	run->first = begun->first;
	run->born = begun->born;
	wmk_update(step->reader, run, step->event, to, takes);
	wmk_await(step, run);
	if (rule->same)
		run->slot = wmk_slot(rule, to);
	pool->nr = at + 1;
	pool->changed = 1;
	wmk_stay(rule, step->key, step->now);

	at = wmk_hide(at);
next:
	if (!at)
		return;
	before = wmk_pool_run(rule, pool, wmk_masked(rule->order_mask, at - 1));
	if (!wmk_later(before, run))
		return;
	wmk_pool_swap(pool, wmk_masked(rule->order_mask, at - 1),
		      wmk_masked(rule->order_mask, at));
	at = wmk_hide(at - 1);
	i++;
	wmk_again(next, i, rule->nr_runs);
}

/* Begins the run that the event begins, if it begins one. */
static wmk_inline void wmk_pool_begin(const struct wmk_step *step,
				      struct wmk_pool *pool)
{
	const struct wmk_rule *rule = step->rule;
	struct wmk_run begun = { .first = step->now };
	__u64 at = wmk_start_of(step), to, takes;

	to = wmk_word(rule->moves[at].to);
	takes = wmk_word(rule->moves[at].takes);
	if (to == WMK_NO_STATE)
		return;
	wmk_count(&step->stats->begun);
	begun.born = ++step->key->born;

	if (to < rule->nr_live)
		wmk_pool_add(step, pool, &begun, to, takes);
	else if (step->reader->completes)
		wmk_complete_at_once(step, &begun, to, takes);
}

/* Takes runs that have ended out of the order. */
static wmk_inline void wmk_pool_close(const struct wmk_rule *rule,
				      struct wmk_pool *pool)
{
	__u64 i = 0, stay = wmk_hide(0);
	struct wmk_run *run;

next:
	if (i >= pool->nr)
		goto done;
	run = wmk_pool_run(rule, pool, i);
	if (run->state != WMK_NO_STATE)
		stay = wmk_pool_retain(rule, pool, i, stay);
	stay = wmk_hide(stay);
	i++;
	wmk_again(next, i, rule->nr_runs + 1);
done:
	pool->nr = stay;
	wmk_meet();
}

/*
 * Ends a run, number i of the order, if one of its identity is to outlast it:
 * one of those behind it, or under "earliest" of those before it.
 */
static wmk_inline void wmk_pool_merge_one(const struct wmk_step *step,
					  struct wmk_pool *pool, __u64 i)
{
	const struct wmk_rule *rule = step->rule;
	struct wmk_run *run, *other;
	__u64 j, slot;

	run = wmk_pool_run(rule, pool, i);
	if (wmk_pending(rule, run->state))
		return;			/* its slot is that of no other run */
	slot = wmk_below(rule->nr_slots, run->slot);
	j = rule->earliest ? 0 : i + 1;
next:
	if (j >= (rule->earliest ? i : pool->nr))
		return;
	other = wmk_pool_run(rule, pool, j);
	if (other->slot == slot && rule->same(run, other, slot)) {
		run->state = WMK_NO_STATE;
		wmk_count(&step->stats->replaced);
		return;
	}
	j++;
	wmk_again(next, j, rule->nr_runs + 1);
}

/* Of the runs of one identity the last one stays, or the first one. */
static wmk_inline void wmk_pool_merge(const struct wmk_step *step,
				      struct wmk_pool *pool)
{
	const struct wmk_rule *rule = step->rule;
	__u64 i = 0, at = rule->earliest ? rule->nr_runs : 0;

next:
	if (at < pool->nr)
		wmk_pool_merge_one(step, pool, at);
	at += rule->earliest ? -1 : 1;
	barrier_var(at);	/* not to be made of i: the verifier does not follow a negation */
	i++;
	wmk_again(next, i, rule->nr_runs);
	wmk_pool_close(rule, pool);
}

/* Drops the oldest run where there is one too many. */
static wmk_inline void wmk_pool_evict(const struct wmk_step *step,
				      struct wmk_pool *pool)
{
	const struct wmk_rule *rule = step->rule;
	__u8 oldest = pool->order[0];
	__u64 i;

	if (pool->nr <= rule->nr_runs)
		return;
	for (i = 0; i < rule->nr_runs; i++)
		pool->order[i] = pool->order[i + 1];
	pool->order[rule->nr_runs] = oldest;
	pool->nr = rule->nr_runs;
	wmk_count(&step->stats->evicted);
}

/* How many runs there are that do not only await their deadline. */
static wmk_inline __u64 wmk_pool_ordinary(const struct wmk_rule *rule,
					  struct wmk_pool *pool)
{
	__u64 i = 0, n = wmk_hide(0);

next:
	if (i >= pool->nr)
		return wmk_hide(n);
	n += !wmk_pending(rule, wmk_pool_run(rule, pool, i)->state);
	n = wmk_hide(n);
	i++;
	wmk_again(next, i, rule->nr_runs + 1);
	return wmk_hide(n);
}

/*
 * Of runs that are there beside pending ones the oldest are dropped where there
 * are too many, and of pending ones the latest: says whether one stays, of which
 * there are so many that do not pend, and so many before it that do.
 */
static wmk_inline bool wmk_pool_stays(const struct wmk_step *step,
				      const struct wmk_run *run,
				      __u64 *ordinary, __u64 *pending)
{
	const struct wmk_rule *rule = step->rule;

	if (wmk_pending(rule, run->state)) {
		if (*pending < rule->nr_pending) {
			*pending = *pending + 1;
			return true;
		}
		wmk_count(&step->stats->overflowed);
		return false;
	}
	if (*ordinary <= rule->nr_runs - rule->nr_pending)
		return true;
	*ordinary = *ordinary - 1;
	wmk_count(&step->stats->evicted);
	return false;
}

/* As above, of all runs. */
static wmk_inline void wmk_pool_trim(const struct wmk_step *step,
				     struct wmk_pool *pool)
{
	const struct wmk_rule *rule = step->rule;
	__u64 i = 0, pending = wmk_hide(0), ordinary = wmk_pool_ordinary(rule, pool);
	struct wmk_run *run;

next:
	if (i >= pool->nr)
		goto done;
	run = wmk_pool_run(rule, pool, i);
	if (!wmk_pool_stays(step, run, &ordinary, &pending))
		run->state = WMK_NO_STATE;
	pending = wmk_hide(pending);
	ordinary = wmk_hide(ordinary);
	i++;
	wmk_again(next, i, rule->nr_runs + 1);
done:
	wmk_pool_close(rule, pool);
}

/*
 * Shows an event to all runs of a rule under one key, and to the one that it
 * begins. The caller keeps others from the key. Completed runs go where the
 * step says: all of them, or the one that began last, or first.
 */
static wmk_inline void wmk_pool_step(const struct wmk_step *step, void *runs)
{
	struct wmk_pool *pool = runs;

	if (!step->letter)
		return;
	step->key->live -= pool->nr;
	pool->changed = 0;
	wmk_pool_read_all(step, pool);
	if (step->reader->begins)
		wmk_pool_begin(step, pool);
	wmk_meet();
	if (step->rule->same && pool->changed)
		wmk_pool_merge(step, pool);
	if (step->rule->pending_from && pool->changed)
		wmk_pool_trim(step, pool);
	else if (step->reader->begins)
		wmk_pool_evict(step, pool);
	step->key->live += pool->nr;
	wmk_keep_in_mind(step);
}

/* Ends all runs of a rule under one key; returns how many there were. */
static wmk_inline __u64 wmk_pool_end(const struct wmk_rule *rule wmk_unused, void *runs)
{
	struct wmk_pool *pool = runs;
	__u64 n = pool->nr;

	pool->nr = 0;
	return n;
}

#endif /* WMK_POOL_H */
