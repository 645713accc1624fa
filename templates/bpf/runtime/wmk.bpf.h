/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.bpf.h - the engine: how runs read one event
 *
 * A rule is data: a table of moves and a few constants, in struct wmk_rule.
 * The functions here are its only reader. They are always inlined, and every
 * struct wmk_rule is a constant, so that nothing of it is left at run time
 * but the table of moves.
 *
 * A run has the state that its chains have reached, the time of its first
 * event, and what the rule captured. Under "latest" a key holds one run for
 * each identity (the steps that a run still awaits), which is a slot; of two
 * that meet in a slot the one that began later stays. Moves between slots
 * only go up, so one pass from the last slot to the first shows every run the
 * event as things stood before it.
 *
 * The runs of a key live in a bucket of an array, eight keys to a bucket, and
 * are found, read, made and freed under the bucket's lock; or, where the key
 * is the current thread, in its task storage, which no other thread reads.
 */
#ifndef WMK_BPF_H
#define WMK_BPF_H

#include <stdbool.h>
#include <stddef.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_core_read.h>
#include "wmk.abi.h"
#include "wmk.kernel.h"
#include "wmk.value.h"

#define wmk_unused	__attribute__((unused))

/* Small constants would go where clang's BTF does not look for them. */
#define wmk_table	SEC(".rodata.wmk_tables")

#define WMK_NO_STATE	0	/* in a table: no move; in a slot: no run */
#define WMK_START	1

#define WMK_WAYS	8	/* keys in a bucket */

/* A transition: the state it leads to, and the steps whose fields it captures. */
struct wmk_move {
	__u16 to;
	__u16 takes;		/* a bit a step */
};

/* What every run begins with; the rule's captured fields follow. */
struct wmk_run {
	__u64 first;		/* time of its first event: ns, CLOCK_MONOTONIC */
	__u16 born;		/* order among the key's runs, where times tie */
	__u8 state;
};

/* What a key knows of itself, whatever the rules. */
struct wmk_key {
	__u32 tag;		/* part of the key's hash; 0: nobody's */
	__u16 live;		/* runs of all rules */
	__u16 born;		/* runs begun so far, modulo 2^16 */
	__u64 until;		/* ns; past it every run's window has passed */
};

#define WMK_NEVER	(~0ULL)

/* Set by the loader, so that nobody can choose keys that share a bucket. */
const volatile __u64 wmk_seed SEC(".rodata.wmk_seed") = 0x9e3779b97f4a7c15ULL;

/* Always 0, which the verifier does not know: nothing says that it stays so. */
volatile __u32 wmk_zero SEC(".data.wmk_zero") = 0;

/*
 * The same number, but unknown to the verifier, which else would walk through
 * what follows once for each value that it may have.
 */
static __always_inline __u32 wmk_hide(__u32 n)
{
	return n + wmk_zero;
}

/* What a rule is, whatever it reads. */
struct wmk_rule {
	const struct wmk_move *moves;	/* [nr_states][nr_letters] */
	const __u8 *slots;		/* [nr_states]: where a state's run is kept */
	__u32 nr_letters;
	__u32 nr_slots;
	__u32 nr_live;			/* states below are start or live */
	__u32 dead;			/* states from nr_live to it accept */
	__u32 run_bytes;
	__u64 window;			/* ns; 0: none */
};

/* How a rule reads events of one kind. */
struct wmk_reader {
	/* What depends on the run, as an offset from the event's letter; or NULL. */
	__u32 (*guards)(const void *run, const void *event, __u32 letter);
	/* Fields that a run keeps; or NULL. */
	void (*capture)(void *run, const void *event, __u32 takes);
	/* Fields that only a match has; or NULL. */
	void (*finish)(void *match, const void *event, __u32 takes);
};

/* Captures nothing and asks nothing of the run. */
static const struct wmk_reader wmk_plain_reader = {};

/* Counters are per CPU, but another program may preempt this one there. */
static __always_inline void wmk_add(__u64 *counter, __u64 n)
{
	__sync_fetch_and_add(counter, n);
}

static __always_inline void wmk_count(__u64 *counter)
{
	wmk_add(counter, 1);
}

static __always_inline bool wmk_past(__u64 now, __u64 then)
{
	return (__s64)(now - then) > 0;
}

static __always_inline bool wmk_expired(const struct wmk_rule *rule,
					const struct wmk_run *run, __u64 now)
{
	return rule->window && (__s64)(now - run->first) > (__s64)rule->window;
}

static __always_inline bool wmk_later(const struct wmk_run *a,
				      const struct wmk_run *b)
{
	if (a->first != b->first)
		return (__s64)(a->first - b->first) > 0;
	return (__s16)(a->born - b->born) > 0;
}

static __always_inline void wmk_fill_comm(char *to, __u32 bytes)
{
	if (bpf_get_current_comm(to, bytes) < 0)
		to[0] = '\0';
}

/* Whether an event of this letter begins a run. */
static __always_inline bool wmk_begins(const struct wmk_rule *rule, __u32 letter)
{
	if (letter >= rule->nr_letters)
		return false;
	return rule->moves[WMK_START * rule->nr_letters + letter].to;
}

static __always_inline void wmk_capture(const struct wmk_reader *reader,
					struct wmk_run *run, const void *event,
					__u32 to, __u32 takes)
{
	run->state = to;
	if (reader->capture)
		reader->capture(run, event, takes);
}

/* A match has all that a run has, and more. */
static __always_inline void wmk_finish(const struct wmk_reader *reader,
				       struct wmk_run *match, const void *event,
				       __u32 to, __u32 takes)
{
	wmk_capture(reader, match, event, to, takes);
	if (reader->finish)
		reader->finish(match, event, takes);
}

/* Where a key keeps a run in this state, which is a live one. */
static __always_inline __u32 wmk_slot(const struct wmk_rule *rule, __u32 state)
{
	barrier_var(state);	/* let the verifier see the comparison */
	return state < rule->nr_live ? rule->slots[state] : 0;
}

/* Puts a run where its new state belongs, unless a later one is there. */
static __always_inline void wmk_keep(const struct wmk_rule *rule,
				     const struct wmk_reader *reader,
				     void *runs, struct wmk_run *run, __u32 from,
				     const void *event, __u32 to, __u32 takes,
				     struct wmk_key *key,
				     struct wmk_rule_stats *stats)
{
	__u32 slot = wmk_slot(rule, to);
	struct wmk_run *there;

	if (slot == from) {
		wmk_capture(reader, run, event, to, takes);
		return;
	}
	barrier_var(slot);
	if (slot >= rule->nr_slots)
		return;
	there = runs + slot * rule->run_bytes;
	run->state = WMK_NO_STATE;
	if (there->state != WMK_NO_STATE) {
		key->live--;
		wmk_count(&stats->replaced);
		if (wmk_later(there, run))
			return;
	}
	wmk_copy(there, run, rule->run_bytes);
	wmk_capture(reader, there, event, to, takes);
}

/* Makes a completed run the match, unless a later one already is. */
static __always_inline void wmk_complete(const struct wmk_rule *rule,
					 const struct wmk_reader *reader,
					 struct wmk_run *match,
					 const struct wmk_run *run,
					 const void *event, __u32 to, __u32 takes,
					 struct wmk_rule_stats *stats)
{
	if (match->state != WMK_NO_STATE) {
		wmk_count(&stats->replaced);
		if (wmk_later(match, run))
			return;
	}
	wmk_copy(match, run, rule->run_bytes);
	wmk_finish(reader, match, event, to, takes);
}

/* Shows the event to one run. */
static __always_inline void wmk_read(const struct wmk_rule *rule,
				     const struct wmk_reader *reader,
				     void *runs, __u32 slot, const void *event,
				     __u32 letter, __u64 now,
				     struct wmk_run *match, struct wmk_key *key,
				     struct wmk_rule_stats *stats)
{
	struct wmk_run *run = runs + slot * rule->run_bytes;
	__u32 at, to, takes;

	if (run->state == WMK_NO_STATE)
		return;
	if (wmk_expired(rule, run, now)) {
		run->state = WMK_NO_STATE;
		key->live--;
		wmk_count(&stats->expired);
		return;
	}

	at = run->state * rule->nr_letters + letter;
	if (reader->guards)
		at += reader->guards(run, event, letter);
	barrier_var(at);
	if (at >= rule->nr_live * rule->nr_letters)
		return;
	to = rule->moves[at].to;
	takes = rule->moves[at].takes;
	if (to == WMK_NO_STATE)
		return;

	if (to < rule->nr_live) {
		wmk_count(&stats->moved);
		wmk_keep(rule, reader, runs, run, slot, event, to, takes, key, stats);
		return;
	}
	if (to == rule->dead)
		wmk_count(&stats->killed);
	else
		wmk_complete(rule, reader, match, run, event, to, takes, stats);
	run->state = WMK_NO_STATE;
	key->live--;
}

/* Begins the run that the event begins, if it begins one. */
static __always_inline void wmk_begin(const struct wmk_rule *rule,
				      const struct wmk_reader *reader,
				      void *runs, const void *event, __u32 letter,
				      __u64 now, struct wmk_run *match,
				      struct wmk_key *key,
				      struct wmk_rule_stats *stats)
{
	struct wmk_run begun = { .first = now };
	struct wmk_run *run;
	__u32 to, takes, slot;

	barrier_var(letter);
	if (letter >= rule->nr_letters)
		return;
	to = rule->moves[WMK_START * rule->nr_letters + letter].to;
	takes = rule->moves[WMK_START * rule->nr_letters + letter].takes;
	if (to == WMK_NO_STATE)
		return;
	wmk_count(&stats->begun);
	begun.born = ++key->born;

	if (to >= rule->nr_live) {	/* a pattern, or a branch, of one step */
		if (match->state != WMK_NO_STATE) {
			wmk_count(&stats->replaced);
			if (wmk_later(match, &begun))
				return;
		}
		match->first = begun.first;
		match->born = begun.born;
		wmk_finish(reader, match, event, to, takes);
		return;
	}

	slot = wmk_slot(rule, to);
	barrier_var(slot);
	if (slot >= rule->nr_slots)
		return;
	run = runs + slot * rule->run_bytes;
	if (run->state == WMK_NO_STATE) {
		key->live++;
	} else {
		wmk_count(&stats->replaced);
		if (wmk_later(run, &begun))
			return;
	}
	run->first = begun.first;
	run->born = begun.born;
	wmk_capture(reader, run, event, to, takes);
	if (!rule->window)
		key->until = WMK_NEVER;
	else if (key->until != WMK_NEVER && wmk_past(now + rule->window, key->until))
		key->until = now + rule->window;
}

/*
 * Shows an event to all runs of a rule under one key, and to the one that it
 * begins. The letter is that of the event alone; guards add what depends on
 * the run. The caller keeps others from the key. Of the runs that complete,
 * match receives the one that began last; its state then is the accepting
 * one, and stays WMK_NO_STATE otherwise. match holds run_bytes at least.
 */
static __always_inline void wmk_step(const struct wmk_rule *rule,
				     const struct wmk_reader *reader,
				     void *runs, const void *event, __u32 letter,
				     __u64 now, struct wmk_run *match,
				     struct wmk_key *key,
				     struct wmk_rule_stats *stats)
{
	__u32 i, slot;

	if (!letter)
		return;
	for (i = 1; i <= rule->nr_slots; i++) {
		slot = rule->nr_slots - i;
		barrier_var(slot);	/* no pointer that walks below the first run */
		wmk_read(rule, reader, runs, slot, event, letter, now, match,
			 key, stats);
	}
	wmk_begin(rule, reader, runs, event, letter, now, match, key, stats);
}

/* Ends all runs of a rule under one key; returns how many there were. */
static __always_inline __u32 wmk_end(const struct wmk_rule *rule, void *runs)
{
	__u32 i, n = 0;

	for (i = 0; i < rule->nr_slots; i++) {
		struct wmk_run *run = runs + i * rule->run_bytes;

		if (run->state != WMK_NO_STATE)
			n++;
		run->state = WMK_NO_STATE;
	}
	return n;
}

/* Mixes the words of a key; the multiplier is that of splitmix64. */
static __always_inline __u64 wmk_hash(const void *key, __u32 bytes)
{
	const __u64 *word = key;
	__u64 h = wmk_seed;
	__u32 i;

	for (i = 0; i < bytes / 8; i++) {
		h = (h ^ word[i]) * 0xbf58476d1ce4e5b9ULL;
		h ^= h >> 31;
	}
	h *= 0x94d049bb133111ebULL;
	return h ^ (h >> 29);
}

/* The tag of a hash: other bits than those that choose the bucket, never 0. */
static __always_inline __u32 wmk_tag(__u64 hash)
{
	return (hash >> 32) | 1;
}

/* A way that was found to be one: its bound, where the verifier sees it too. */
static __always_inline __u32 wmk_way(__u32 way)
{
	barrier_var(way);
	return way % WMK_WAYS;
}

/* Finds a key among the ways of a bucket; WMK_WAYS: it is not there. */
static __always_inline __u32 wmk_find(const struct wmk_key *ways,
				      const void *keys, const void *key,
				      __u32 bytes, __u32 tag)
{
	__u32 i;

	for (i = 0; i < WMK_WAYS; i++)
		if (ways[i].tag == tag && wmk_same(keys + i * bytes, key, bytes))
			break;
	return wmk_hide(i);
}

/*
 * Finds a way for a new key: a free one, else one whose runs have all passed
 * their window, which the caller then clears. WMK_WAYS: there is none.
 */
static __always_inline __u32 wmk_room(const struct wmk_key *ways, __u64 now)
{
	__u32 i;

	for (i = 0; i < WMK_WAYS; i++)
		if (!ways[i].tag)
			return wmk_hide(i);
	for (i = 0; i < WMK_WAYS; i++)
		if (ways[i].until != WMK_NEVER && wmk_past(now, ways[i].until))
			break;
	return wmk_hide(i);
}

#endif /* WMK_BPF_H */
