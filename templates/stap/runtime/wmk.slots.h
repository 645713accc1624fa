/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.slots.h - runs in slots: "latest" and "earliest", where what a run awaits is
 * all that tells it from another
 *
 * A key holds one run for each identity, which is a slot; of two that meet in a
 * slot the one that began later, or earlier, stays. Moves between slots only go up,
 * so that going through them from the last to the first shows every run the event
 * as things stood before it.
 */
#ifndef WMK_SLOTS_H
#define WMK_SLOTS_H

#include "wmk.stap.h"

static wmk_unused void wmk_slots_clear(const struct wmk_step *step, struct wmk_run *run)
{
	run->state = WMK_NO_STATE;
	step->key->live--;
}

/* Takes a run that has moved out of its slot to the one of its new state. */
static wmk_unused void wmk_slots_transfer(const struct wmk_step *step, void *runs, struct wmk_run *run,
					  u32 state, u64 takes)
{
	const struct wmk_rule *rule = step->rule;
	struct wmk_run *there = runs + rule->slots[state] * rule->run_bytes;
	bool loses = false;

	if (there == run) {
		wmk_move_to(step, run, state, takes);
		return;
	}
	if (there->state != WMK_NO_STATE) {
		wmk_count(&step->stats->replaced);
		loses = wmk_outlasts(rule, there, run);
		step->key->live--;		/* one of the two */
	}
	if (!loses) {
		memcpy(there, run, rule->run_bytes);
		wmk_move_to(step, there, state, takes);
	}
	run->state = WMK_NO_STATE;
}

/* Shows the event to the run in a slot. */
static wmk_unused void wmk_slots_read(const struct wmk_step *step, void *runs, struct wmk_run *run)
{
	const struct wmk_rule *rule = step->rule;
	const struct wmk_move *move;

	if (wmk_missed(step, run)) {
		wmk_count(step->dropped);
		wmk_slots_clear(step, run);
		return;
	}
	if (wmk_expired(rule, run, step->now)) {
		wmk_count(&step->stats->expired);
		wmk_slots_clear(step, run);
		return;
	}
	move = &rule->moves[wmk_move_of(step, run)];
	if (move->to == WMK_NO_STATE)
		return;
	if (move->to < rule->nr_live) {
		wmk_count(&step->stats->moved);
		wmk_slots_transfer(step, runs, run, move->to, move->takes);
		return;
	}
	if (move->to == rule->dead)
		wmk_count(&step->stats->killed);
	else
		wmk_complete(step, run, move->to, move->takes);
	wmk_slots_clear(step, run);
}

/* Begins the run that the event begins, if it begins one. */
static wmk_unused void wmk_slots_begin(const struct wmk_step *step, void *runs)
{
	const struct wmk_rule *rule = step->rule;
	const struct wmk_move *move = &rule->moves[wmk_start_of(step)];
	struct wmk_run begun = { .first = step->now }, *run;

	if (move->to == WMK_NO_STATE)
		return;
	wmk_count(&step->stats->begun);
	begun.born = ++step->key->born;
	if (move->to >= rule->nr_live) {
		wmk_complete_at_once(step, &begun, move->to, move->takes);
		return;
	}
	run = runs + rule->slots[move->to] * rule->run_bytes;
	if (run->state == WMK_NO_STATE) {
		step->key->live++;
	} else {
		wmk_count(&step->stats->replaced);
		if (wmk_outlasts(rule, run, &begun))
			return;
	}
	run->first = begun.first;
	run->born = begun.born;
	wmk_move_to(step, run, move->to, move->takes);
	wmk_stay(rule, step->key, step->now);
}

/*
 * Shows an event to all runs of a rule under one key, and to the one that it
 * begins. Of the runs that complete, the match receives the one that began last, or
 * first; its state then is the accepting one, and stays WMK_NO_STATE otherwise.
 */
static wmk_unused void wmk_slots_step(const struct wmk_step *step, void *runs)
{
	struct wmk_run *run;
	u32 slot;

	if (!step->letter)
		return;
	for (slot = step->rule->nr_slots; slot--;) {
		run = runs + slot * step->rule->run_bytes;
		if (run->state != WMK_NO_STATE)
			wmk_slots_read(step, runs, run);
	}
	if (step->reader->begins)
		wmk_slots_begin(step, runs);
	wmk_keep_in_mind(step);
}

/* Ends all runs of a rule under one key; returns how many there were. */
static wmk_unused u64 wmk_slots_end(const struct wmk_rule *rule, void *runs)
{
	struct wmk_run *run;
	u32 slot, nr = 0;

	for (slot = 0; slot < rule->nr_slots; slot++) {
		run = runs + slot * rule->run_bytes;
		nr += run->state != WMK_NO_STATE;
		run->state = WMK_NO_STATE;
	}
	return nr;
}

#endif /* WMK_SLOTS_H */
