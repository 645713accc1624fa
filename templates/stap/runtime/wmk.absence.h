/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.absence.h - what a key remembers, as a negation stands before the first step:
 * no such event within the window may come before it
 *
 * Of each negated event a key remembers a number that differ in what they are
 * compared by, each with its greatest time stamp. Where there are more the one with
 * the least time stamp is forgotten, and until the window has passed since then
 * nothing counts as absent. Events are remembered when all runs of the key have read
 * them. A key with a memory is alive, and makes room for another one when the window
 * has passed since the last event that it remembers.
 */
#ifndef WMK_ABSENCE_H
#define WMK_ABSENCE_H

#include "wmk.stap.h"

static wmk_unused struct wmk_past *wmk_past_at(const struct wmk_recall *of, const struct wmk_list *list, u32 i)
{
	return (void *)of->memory + list->at + i * list->bytes;
}

static wmk_unused bool wmk_is_recent(const struct wmk_recall *of, u64 time)
{
	return !wmk_past(of->now, time + of->rule->window);
}

/* Makes a time the later one of two, where 0 is none. */
static wmk_unused void wmk_bring_back(u64 *time, u64 to)
{
	if (!*time || wmk_past(to, *time))
		*time = to;
}

/* The memory of a key that is new; blind: time stamp of an event that could not be remembered, maybe of this key. */
static wmk_unused void wmk_memory_begin(const struct wmk_rule *rule, struct wmk_memory *memory, u64 blind)
{
	memory->forgotten = blind;
	memory->forgot = blind != 0;
	memory->holds = 0;
	memset(memory->nr, 0, rule->nr_lists);
}

static wmk_unused void wmk_memory_end(const struct wmk_rule *rule, struct wmk_key *key, struct wmk_memory *memory)
{
	if (memory->holds)
		key->live--;
	wmk_memory_begin(rule, memory, 0);
}

/* Whether all that may have happened within the window is known, since events are read. */
static wmk_unused bool wmk_knows(const struct wmk_recall *of, u64 since)
{
	if ((s64)(of->now - since) < (s64)of->rule->window)
		return false;
	return !of->memory->forgot || !wmk_is_recent(of, of->memory->forgotten);
}

/* Whether one of a list is within the window, and the same as the event. */
static wmk_unused bool wmk_recalls(const struct wmk_recall *of, const struct wmk_list *list, wmk_same_past same)
{
	const struct wmk_past *one;
	u32 i;

	for (i = 0; i < of->memory->nr[list->nr]; i++) {
		one = wmk_past_at(of, list, i);
		if (wmk_is_recent(of, one->time) && same(one, of->event))
			return true;
	}
	return false;
}

/* Writes down that something is no longer remembered. */
static wmk_unused void wmk_forget(const struct wmk_recall *of, u64 time, struct wmk_rule_stats *stats)
{
	struct wmk_memory *memory = of->memory;

	if (!memory->forgot || wmk_past(time, memory->forgotten))
		memory->forgotten = time;
	memory->forgot = 1;
	if (wmk_is_recent(of, time))
		wmk_count(&stats->forgotten);
}

/* What the event is to be written over, or behind the others; NULL: it is the one to be forgotten. */
static wmk_unused struct wmk_past *wmk_memory_place(const struct wmk_recall *of, const struct wmk_list *list,
						    wmk_same_past same, struct wmk_rule_stats *stats)
{
	u8 *nr = &of->memory->nr[list->nr];
	struct wmk_past *one, *oldest = NULL;
	u32 i;

	for (i = 0; i < *nr; i++) {
		one = wmk_past_at(of, list, i);
		if (same(one, of->event)) {
			if (wmk_past(of->now, one->time))
				one->time = of->now;
			return one;
		}
		if (!oldest || wmk_past(oldest->time, one->time))
			oldest = one;
	}
	if (*nr < list->limit) {
		one = wmk_past_at(of, list, (*nr)++);
	} else {
		one = wmk_past(oldest->time, of->now) ? NULL : oldest;
		wmk_forget(of, one ? one->time : of->now, stats);
	}
	if (one)
		one->time = of->now;
	return one;
}

/* Remembers the event. */
static wmk_unused void wmk_remember(const struct wmk_recall *of, const struct wmk_list *list, wmk_same_past same,
				    void (*fill)(void *one, const void *event), struct wmk_key *key,
				    struct wmk_rule_stats *stats)
{
	struct wmk_past *one = wmk_memory_place(of, list, same, stats);

	if (!of->memory->holds) {
		of->memory->holds = 1;
		key->live++;
	}
	wmk_stay(of->rule, key, of->now);
	if (one)
		fill(one, of->event);
}

#endif /* WMK_ABSENCE_H */
