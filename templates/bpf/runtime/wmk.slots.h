/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.slots.h - runs in slots: "latest" and "earliest", where what a run
 * awaits is all that tells it from another
 *
 * A key holds one run for each identity (the steps that a run still awaits
 * under the same pending tests), which is a slot; of two that meet in a slot
 * the one that began later, or earlier, stays. Moves between slots only go up,
 * so one pass from the last slot to the first shows every run the event as
 * things stood before it.
 */
#ifndef WMK_SLOTS_H
#define WMK_SLOTS_H

#include "wmk.bpf.h"

/* Puts a run where its new state belongs, unless another one outlasts it there. */
static wmk_inline void wmk_slots_keep(const struct wmk_step *step, void *runs,
				      struct wmk_run *run, __u64 from,
				      __u64 to, __u64 takes)
{
	const struct wmk_rule *rule = step->rule;
	__u64 slot = wmk_slot(rule, to);
	struct wmk_run *there;

	if (slot == from) {
		wmk_update(step->reader, run, step->event, to, takes);
		return;
	}
	there = runs + slot * rule->run_bytes;
	run->state = WMK_NO_STATE;
	if (there->state != WMK_NO_STATE) {
		step->key->live--;
		wmk_count(&step->stats->replaced);
		if (wmk_outlasts(rule, there, run))
			return;
	}
	wmk_copy(there, run, rule->run_bytes);
	wmk_update(step->reader, there, step->event, to, takes);
}

/* Shows the event to one run. */
static wmk_inline void wmk_slots_read(const struct wmk_step *step, void *runs,
				      __u64 slot)
{
	const struct wmk_rule *rule = step->rule;
	struct wmk_run *run = runs + slot * rule->run_bytes;
	bool missed = wmk_missed(step, run);
	__u64 at, to, takes;

	if (run->state == WMK_NO_STATE)
		return;
	if (missed || wmk_expired(rule, run, step->now)) {
		run->state = WMK_NO_STATE;
		step->key->live--;
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
		wmk_slots_keep(step, runs, run, slot, to, takes);
		return;
	}
	if (to == rule->dead)
		wmk_count(&step->stats->killed);
	else if (step->reader->completes)
		wmk_complete(step, run, to, takes);
	run->state = WMK_NO_STATE;
	step->key->live--;
}

/* Begins the run that the event begins, if it begins one. */
static wmk_inline void wmk_slots_begin(const struct wmk_step *step, void *runs)
{
	const struct wmk_rule *rule = step->rule;
	struct wmk_run begun = { .first = step->now };
	struct wmk_run *run;
	__u64 at = wmk_start_of(step), to, takes, slot;

	to = wmk_word(rule->moves[at].to);
	takes = wmk_word(rule->moves[at].takes);
	if (to == WMK_NO_STATE)
		return;
	wmk_count(&step->stats->begun);
	begun.born = ++step->key->born;

	if (to >= rule->nr_live || !rule->nr_slots) {
		if (step->reader->completes)
			wmk_complete_at_once(step, &begun, to, takes);
		return;
	}

	slot = wmk_slot(rule, to);
	run = runs + slot * rule->run_bytes;
	if (run->state == WMK_NO_STATE) {
		step->key->live++;
	} else {
		wmk_count(&step->stats->replaced);
		if (wmk_outlasts(rule, run, &begun))
			return;
	}
	run->first = begun.first;
	run->born = begun.born;
	wmk_update(step->reader, run, step->event, to, takes);
	wmk_stay(rule, step->key, step->now);
}

/*
 * Shows an event to all runs of a rule under one key, and to the one that it
 * begins. The caller keeps others from the key. Of the runs that complete, the
 * match receives the one that began last, or first; its state then is the
 * accepting one, and stays WMK_NO_STATE otherwise.
 */
static wmk_inline void wmk_slots_step(const struct wmk_step *step, void *runs)
{
	__u64 i = 0, slot = step->rule->nr_slots;

	if (!step->letter)
		return;
	if (!step->rule->nr_slots)	/* whatever can begin a run completes one at once */
		goto begin;
next:
	slot--;
	barrier_var(slot);	/* not to be made of i: the verifier does not follow a negation */
	wmk_slots_read(step, runs, slot);
	i++;
	wmk_again(next, i, step->rule->nr_slots);
begin:
	if (step->reader->begins)
		wmk_slots_begin(step, runs);
	wmk_keep_in_mind(step);
}

/* Ends all runs of a rule under one key; returns how many there were. */
static wmk_inline __u64 wmk_slots_end(const struct wmk_rule *rule, void *runs)
{
	__u64 i = 0, n = 0;
	struct wmk_run *run;

	if (!rule->nr_slots)
		return 0;
next:
	run = runs + i * rule->run_bytes;
	if (run->state != WMK_NO_STATE)
		n++;
	n = wmk_hide(n);
	run->state = WMK_NO_STATE;
	i++;
	wmk_again(next, i, rule->nr_slots);
	return n;
}

#endif /* WMK_SLOTS_H */
