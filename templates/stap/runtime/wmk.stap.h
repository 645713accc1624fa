/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.stap.h - the engine's core, in a module of the kernel: what all selections
 * have in common
 *
 * A rule is data: a table of moves and a few constants, in struct wmk_rule. The
 * engine is its only reader. A run has the state that its chains have reached, the
 * time of its first event, and what the rule keeps of its events. How the runs of a
 * key lie, and which of them stay, is the selection's: see wmk.slots.h, wmk.pool.h
 * and wmk.any.h.
 *
 * The runs of a key live in a bucket of an array, eight keys to a bucket, and are
 * found, read, made and freed under the bucket's lock.
 */
#ifndef WMK_STAP_H
#define WMK_STAP_H

#include <linux/siphash.h>
#include "wmk.kernel.h"
#include "wmk.rule.h"

/* As in the catalogue: an IPv6 address, or an IPv4 address mapped into ::ffff:0:0/96. */
typedef struct {
	u8 bytes[16];
} wmk_address_t;

/* Set by the loader, so that nobody can choose keys that share a bucket. */
static u64 wmk_seed = 0x9e3779b97f4a7c15ULL;

/* What the same C asks for where a verifier walks through it means nothing here. */
#define wmk_hide(n)		(n)
#define wmk_below(limit, n)	(n)
#define wmk_masked(mask, n)	((n) & (mask))
#define wmk_meet()		do { } while (0)
#define wmk_no_result()		do { } while (0)
#define wmk_way(way)		(way)
#ifndef barrier_var
#define barrier_var(var)	do { } while (0)
#endif

static wmk_unused void wmk_add(u64 *counter, u64 n)
{
	__sync_fetch_and_add(counter, n);
}

static wmk_unused void wmk_count(u64 *counter)
{
	wmk_add(counter, 1);
}

/* Asks for the time of an event, if nobody has. All rules are told the same. */
static wmk_unused void wmk_ask_clock(u64 *time)
{
	if (!*time)
		*time = wmk_clock();
}

static wmk_unused bool wmk_past(u64 now, u64 then)
{
	return (s64)(now - then) > 0;
}

/* Makes a time the earlier one of two, where 0 is none. */
static wmk_unused void wmk_bring_forward(u64 *time, u64 to)
{
	if (to && (!*time || wmk_past(*time, to)))
		*time = to;
}

/* Whether the window of a run has passed. */
static wmk_unused bool wmk_expired(const struct wmk_rule *rule, const struct wmk_run *run, u64 now)
{
	return rule->window && wmk_past(now, run->first + rule->window);
}

/* Whether a run has missed events: its rule was suspended since it began. */
static wmk_unused bool wmk_missed(const struct wmk_step *step, const struct wmk_run *run)
{
	return run->first < step->back;
}

/* Whether a run in this state awaits nothing but the end of its window, when it matches. */
static wmk_unused bool wmk_pending(const struct wmk_rule *rule, u32 state)
{
	return rule->pending_from && state >= rule->pending_from;
}

/* Whether a began behind b: the order in which runs are selected and reported. */
static wmk_unused bool wmk_later(const struct wmk_run *a, const struct wmk_run *b)
{
	return a->first == b->first ? (s16)(a->born - b->born) > 0 : wmk_past(a->first, b->first);
}

/*
 * Whether, of two runs of which one has to go, a is the one that stays. Where runs do not know
 * when they began a key has one at the most, and b is the one that the event at hand begins.
 */
static wmk_unused bool wmk_outlasts(const struct wmk_rule *rule, const struct wmk_run *a,
				    const struct wmk_run *b)
{
	if (rule->timeless)
		return rule->earliest;
	return rule->earliest ? wmk_later(b, a) : wmk_later(a, b);
}

static wmk_unused u64 wmk_note(u64 truth, bool holds, u32 bit)
{
	return truth | (u64)holds << bit;
}

/* Whether what conditions say so far leaves anything open; of more than six the first six are asked. */
static wmk_unused bool wmk_open(u64 word, u64 truth)
{
	return word >> (truth & 63) & 1;
}

/* Whether an event of this letter begins a run. */
static wmk_unused bool wmk_begins(const struct wmk_rule *rule, u64 letter)
{
	u64 at = WMK_START * rule->nr_letters + letter;

	if (rule->any_moves)
		return rule->any_moves[at].to || rule->any_moves[at].accepts;
	return rule->moves[at].to;
}

/* Where the tables have what the event does to a run. */
static wmk_unused u64 wmk_move_of(const struct wmk_step *step, const struct wmk_run *run)
{
	u64 letter = step->letter;

	if (step->reader->tests)
		letter += step->reader->tests(run, step->event, step->letter);
	return run->state * step->rule->nr_letters + letter;
}

/* The same for the run that it may begin. */
static wmk_unused u64 wmk_start_of(const struct wmk_step *step)
{
	u64 letter = step->letter;

	if (step->reader->absences)
		letter += step->reader->absences(step->memory, step->event, step->now, letter);
	return WMK_START * step->rule->nr_letters + letter;
}

/* What all runs have read a key may remember. */
static wmk_unused void wmk_keep_in_mind(const struct wmk_step *step)
{
	if (step->reader->remember)
		step->reader->remember(step->memory, step->event, step->now, step->letter,
				       step->key, step->stats);
}

/* Brings a run to a state, with what the move writes. */
static wmk_unused void wmk_move_to(const struct wmk_step *step, struct wmk_run *run, u32 state, u64 takes)
{
	run->state = state;
	if (step->reader->update)
		step->reader->update(run, step->event, takes);
}

/* Notes when a run matches that the event has brought there. */
static wmk_unused void wmk_await(const struct wmk_step *step, const struct wmk_run *run)
{
	if (step->reader->pends && wmk_pending(step->rule, run->state))
		wmk_bring_forward(step->soonest, run->first + step->rule->window);
}

/* Gives a match its accepting state, and what its last event says. */
static wmk_unused void wmk_finish(const struct wmk_step *step, struct wmk_run *match, u32 state, u64 takes)
{
	if (step->reader->finish)	/* may copy what the update writes anew */
		step->reader->finish(match, step->event, takes);
	wmk_move_to(step, match, state, takes);
}

/* Of several matches number i of those whose runs were there before. */
static wmk_unused struct wmk_run *wmk_list_match(const struct wmk_rule *rule, struct wmk_matches *matches, u32 i)
{
	return (void *)matches + rule->matches_at + (1 + i) * rule->match_bytes;
}

/* Which of several matches is reported as number i, the oldest first. */
static wmk_unused const struct wmk_run *wmk_match(const struct wmk_rule *rule,
						  struct wmk_matches *matches, u32 i)
{
	if (!matches->begun || i < matches->older)
		return wmk_list_match(rule, matches, i);
	if (i > matches->older)
		return wmk_list_match(rule, matches, i - 1);
	return (void *)matches + rule->matches_at;
}

/* Where one match is reported: the place of it, or NULL where another one outlasts it. */
static wmk_unused struct wmk_run *wmk_only_match(const struct wmk_step *step, const struct wmk_run *run)
{
	struct wmk_run *match = step->matches;

	if (match->state == WMK_NO_STATE)
		return match;
	wmk_count(&step->stats->replaced);
	return wmk_outlasts(step->rule, match, run) ? NULL : match;
}

/* Reports a run that the event completes. */
static wmk_unused void wmk_complete(const struct wmk_step *step, const struct wmk_run *run, u32 state, u64 takes)
{
	struct wmk_matches *matches = step->matches;
	struct wmk_run *match;

	if (step->rule->all) {
		match = wmk_list_match(step->rule, matches, matches->nr++);
		if (!wmk_past(run->first, step->now))
			matches->older++;
	} else {
		match = wmk_only_match(step, run);
	}
	if (!match)
		return;
	memcpy(match, run, step->rule->run_bytes);
	wmk_finish(step, match, state, takes);
}

/* Reports a run that the event begins and completes: a pattern, or a branch, of one step. */
static wmk_unused void wmk_complete_at_once(const struct wmk_step *step, const struct wmk_run *begun,
					    u32 state, u64 takes)
{
	struct wmk_matches *matches = step->matches;
	struct wmk_run *match;

	if (step->rule->all) {
		matches->begun = 1;
		match = step->matches + step->rule->matches_at;
	} else {
		match = wmk_only_match(step, begun);
	}
	if (!match)
		return;
	match->first = begun->first;
	match->born = begun->born;
	wmk_finish(step, match, state, takes);
}

/* Shows an event to a rule without runs, which it completes if it is something to it. */
static wmk_unused void wmk_step_once(const struct wmk_step *step)
{
	const struct wmk_move *move = &step->rule->moves[WMK_START * step->rule->nr_letters + step->letter];

	if (move->to == WMK_NO_STATE)
		return;
	wmk_count(&step->stats->begun);
	wmk_finish(step, step->matches, move->to, move->takes);
}

/* A key with a new run stays for as long as that one's window. */
static wmk_unused void wmk_stay(const struct wmk_rule *rule, struct wmk_key *key, u64 now)
{
	if (key->until >= WMK_GONE)
		return;
	if (!rule->window)
		key->until = WMK_NEVER;
	else if (wmk_past(now + rule->window, key->until))
		key->until = now + rule->window;
}

/* A key whose process runs no more gives way where another lacks room, also if nobody tells its end. */
static wmk_unused void wmk_leave(struct wmk_key *key)
{
	if (key->until == WMK_NEVER)
		key->until = WMK_GONE;
}

/*
 * An event may concern a rule by several keys, of which some may be the same:
 * whether the rule, whose keys the mask says, has yet to read it under number k.
 */
static wmk_unused bool wmk_is_new(u64 same, u64 mask, u64 k)
{
	return (mask >> k & 1) && !(same & mask & ((1ULL << k) - 1));
}

static wmk_unused u64 wmk_hash(const void *key, u32 bytes)
{
	const siphash_key_t secret = { { wmk_seed, wmk_seed ^ 0x9e3779b97f4a7c15ULL } };

	return siphash(key, bytes, &secret);
}

/* The tag of a hash: other bits than those that choose the bucket, never 0. */
static wmk_unused u32 wmk_tag(u64 hash)
{
	return (hash >> 32) | 1;
}

/* Finds a key among the ways of a bucket; WMK_WAYS: it is not there. */
static wmk_unused u32 wmk_find(const struct wmk_key *ways, const void *keys, const void *key, u32 bytes, u32 tag)
{
	u32 i;

	for (i = 0; i < WMK_WAYS; i++)
		if (ways[i].tag == tag && !memcmp(keys + i * bytes, key, bytes))
			break;
	return i;
}

/*
 * Finds a way for a new key: a free one, else one whose runs have all passed
 * their window or whose process has left, which the caller then clears.
 * WMK_WAYS: there is none.
 */
static wmk_unused u32 wmk_room(const struct wmk_key *ways, u64 now)
{
	u32 i, past = WMK_WAYS;

	for (i = 0; i < WMK_WAYS; i++) {
		if (!ways[i].tag)
			return i;
		if (past == WMK_WAYS && ways[i].until != WMK_NEVER && wmk_past(now, ways[i].until))
			past = i;
	}
	return past;
}

/* What a record says whatever it tells. */
static wmk_unused void wmk_fill_head(struct wmk_record *record, u32 rule, u32 lost, u64 now, u64 cgroup)
{
	*record = (struct wmk_record) {
		.rule = rule, .lost = lost, .time = now, .cgroup = cgroup,
	};
}

#endif /* WMK_STAP_H */
