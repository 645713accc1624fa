/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.absence.h - what a key remembers, as a negation stands before the first
 * step: no such event within the window may come before it
 *
 * Of each negated event a key remembers a number that differ in what they are
 * compared by, each with its greatest time stamp. Where there are more the one
 * with the least time stamp is forgotten, and until the window has passed since
 * then nothing counts as absent. Events are remembered when all runs of the key
 * have read them. A key with a memory is alive, and makes room for another one
 * when the window has passed since the last event that it remembers.
 */
#ifndef WMK_ABSENCE_H
#define WMK_ABSENCE_H

#include "wmk.bpf.h"

static wmk_inline struct wmk_past *wmk_past_at(const struct wmk_list *list,
					       struct wmk_memory *memory, __u64 i)
{
	return (void *)memory + list->at + wmk_masked(list->limit - 1, i) * list->bytes;
}

static wmk_inline bool wmk_is_recent(const struct wmk_recall *of, __u64 time)
{
	return (__s64)(of->now - time) <= (__s64)of->rule->window;
}

/* Makes a time the later one of two, where 0 is none. */
static wmk_inline void wmk_bring_back(__u64 *time, __u64 to)
{
	if (!*time || wmk_past(to, *time))
		*time = to;
}

/* The memory of a key that is new; blind: time stamp of an event that could not be remembered, maybe of this key. */
static wmk_inline void wmk_memory_begin(const struct wmk_rule *rule,
					struct wmk_memory *memory, __u64 blind)
{
	__u32 i;

	memory->forgotten = blind;
	memory->forgot = blind != 0;
	memory->holds = 0;
	for (i = 0; i < rule->nr_lists; i++)
		memory->nr[i] = 0;
}

static wmk_inline void wmk_memory_end(const struct wmk_rule *rule,
				      struct wmk_key *key, struct wmk_memory *memory)
{
	if (memory->holds)
		key->live--;
	wmk_memory_begin(rule, memory, 0);
}

/* Whether all that may have happened within the window is known, since events are read. */
static wmk_inline bool wmk_knows(const struct wmk_recall *of, __u64 since)
{
	const struct wmk_memory *memory = of->memory;

	if ((__s64)(of->now - since) < (__s64)of->rule->window)
		return false;
	return !memory->forgot || !wmk_is_recent(of, memory->forgotten);
}

/* Whether one of a list is within the window, and the same as the event. */
static wmk_inline bool wmk_recalls(const struct wmk_recall *of,
				   const struct wmk_list *list, wmk_same_past same)
{
	struct wmk_memory *memory = of->memory;
	const struct wmk_past *one;
	__u64 i = 0, found = wmk_hide(0);

next:
	if (i >= memory->nr[list->nr])
		return wmk_hide(found);
	one = wmk_past_at(list, memory, i);
	found |= wmk_hide(wmk_is_recent(of, one->time)) & wmk_hide(same(one, of->event));
	found = wmk_hide(found);
	i++;
	wmk_again(next, i, list->limit);
	return wmk_hide(found);
}

/* Writes down that something is no longer remembered. */
static wmk_inline void wmk_forget(const struct wmk_recall *of, __u64 time,
				  struct wmk_rule_stats *stats)
{
	struct wmk_memory *memory = of->memory;

	if (!memory->forgot || wmk_past(time, memory->forgotten))
		memory->forgotten = time;
	memory->forgot = 1;
	if (wmk_is_recent(of, time))
		wmk_count(&stats->forgotten);
}

/*
 * Where the event belongs in a list: the limit and more, if nowhere, and then
 * it is forgotten itself. Which one it takes the place of is forgotten.
 */
static wmk_inline __u64 wmk_memory_place(const struct wmk_recall *of,
					 const struct wmk_list *list,
					 wmk_same_past same,
					 struct wmk_rule_stats *stats)
{
	struct wmk_memory *memory = of->memory;
	__u64 i = 0, least = wmk_hide(0), at = wmk_hide(list->limit), time = wmk_hide(0);
	const struct wmk_past *one;

next:
	if (i >= memory->nr[list->nr])
		goto done;
	one = wmk_past_at(list, memory, i);
	if (same(one, of->event))
		at = i;
	at = wmk_hide(at);
	wmk_meet();
	if (!i || wmk_past(time, one->time)) {
		least = i;
		time = one->time;
	}
	least = wmk_hide(least);
	time = wmk_hide(time);
	wmk_meet();
	i++;
	wmk_again(next, i, list->limit);
done:
	if (at < list->limit)
		return at;
	at = memory->nr[list->nr];
	if (at < list->limit) {
		memory->nr[list->nr] = at + 1;
		return at;
	}
	if (wmk_past(time, of->now)) {
		wmk_forget(of, of->now, stats);
		return list->limit;
	}
	wmk_forget(of, time, stats);
	wmk_past_at(list, memory, least)->time = of->now;
	return least;
}

/* Remembers the event. */
static wmk_inline void wmk_remember(const struct wmk_recall *of,
				    const struct wmk_list *list, wmk_same_past same,
				    void (*fill)(void *one, const void *event),
				    struct wmk_key *key,
				    struct wmk_rule_stats *stats)
{
	struct wmk_memory *memory = of->memory;
	__u64 before = memory->nr[list->nr];
	__u64 at = wmk_hide(wmk_memory_place(of, list, same, stats));
	struct wmk_past *one;

	wmk_meet();
	if (!memory->holds) {
		memory->holds = 1;
		key->live++;
	}
	wmk_stay(of->rule, key, of->now);
	if (at >= list->limit)
		return;
	one = wmk_past_at(list, memory, at);
	if (before != memory->nr[list->nr] || wmk_past(of->now, one->time))
		one->time = of->now;
	fill(one, of->event);
}

#endif /* WMK_ABSENCE_H */
