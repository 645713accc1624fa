/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.bpf.h - the engine's core: what all selections have in common
 *
 * A rule is data: a table of moves and a few constants, in struct wmk_rule.
 * The engine is its only reader. Its functions are always inlined, and every
 * struct wmk_rule is a constant, so that nothing of it is left at run time
 * but the table of moves.
 *
 * A run has the state that its chains have reached, the time of its first
 * event, and what the rule keeps of its events. How the runs of a key lie, and
 * which of them stay, is the selection's: see wmk.slots.h, wmk.pool.h and
 * wmk.any.h.
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
#include "wmk.kernel.h"
#include "wmk.rule.h"

/* Small constants would go where clang's BTF does not look for them. */
#define wmk_table	SEC(".rodata.wmk_tables")

/* The compiler reckons with these when it decides where statistics and frames lie. */
_Static_assert(sizeof(struct wmk_rule_stats) == 168, "as in view.ts");
_Static_assert(sizeof(struct wmk_rule_cost) == 32, "as in view.ts");

/* Set by the loader, so that nobody can choose keys that share a bucket. */
const volatile __u64 wmk_seed SEC(".rodata.wmk_seed") = 0x9e3779b97f4a7c15ULL;

/* Always 0, which the verifier does not know: nothing says that it stays so. */
volatile __u64 wmk_zero SEC(".data.wmk_zero") = 0;

/*
 * The same number, but unknown to the verifier, which else would walk through
 * what follows once for each value that it may have. Numbers that a loop carries
 * or that live long are of 64 bits: the verifier takes what a half of a word of
 * the stack has from before for part of its state.
 */
static wmk_inline __u64 wmk_hide(__u64 n)
{
	return n + wmk_zero;
}

/* The same number, which clang then keeps as 64 bits; see above. */
static wmk_inline __u64 wmk_word(__u64 n)
{
	barrier_var(n);
	return n;
}

/*
 * The same number, which is below a constant limit, as the verifier now sees.
 * Where C compares, clang may use another copy of the number than the one that
 * was compared, of which the verifier knows nothing.
 */
static wmk_inline __u64 wmk_below(__u64 limit, __u64 n)
{
#ifdef __bpf__
	asm volatile("if %[n] >= %[limit] goto +1; goto +1; %[n] = 0"
		     : [n] "+r"(n) : [limit] "i"(limit));
#endif
	return n;
}

/* The same where the limit is a power of two: without a second way. */
static wmk_inline __u64 wmk_masked(__u64 mask, __u64 n)
{
	barrier_var(n);
	return n & mask;
}

/*
 * Where several ways through the code meet: the verifier remembers its state
 * here, so that it walks what follows once. It does so after some jumps and
 * instructions; these are jumps to the next one, which it then removes.
 */
static wmk_inline void wmk_meet(void)
{
#ifdef __bpf__
	asm volatile("goto +0; goto +0; goto +0; goto +0" ::: "memory");
#endif
}

/*
 * At the end of a function of its own that returns nothing: the verifier takes
 * whatever is in r0 there for its result, and tells ways apart by what was left
 * in it long before.
 */
static wmk_inline void wmk_no_result(void)
{
#ifdef __bpf__
	asm volatile("r0 = 0" ::: "r0");
#endif
}

/*
 * Goes back to the beginning of a loop while i is below n, with a jump: clang
 * may well lay out a loop so that its end falls through to its beginning, which
 * the verifier of Linux 6.1 refuses. Ways meet here as above.
 */
#ifdef __bpf__
#define wmk_again(label, i, n) \
	asm goto("goto +0; goto +0; goto +0; goto +0; goto +0; goto +0; goto +0; goto +0; goto +0; goto +0; goto +0; goto +0; goto +0; goto +0; goto +0; goto +0; if %[at] < %[end] goto %l[" #label "]" \
		 : : [at] "r"(i), [end] "i"(n) : "memory" : label)
#else
#define wmk_again(label, i, n)	if ((i) < (n)) goto label
#endif

/* Whether a task is the loader, a process. */
static __always_inline bool wmk_is_loaders(struct task_struct *task, __u32 loader)
{
	return task->tgid == (int)loader;
}

static wmk_inline __u64 wmk_clock(void)
{
	return bpf_ktime_get_ns();
}

static wmk_inline __u32 wmk_lot(void)
{
	return bpf_get_prandom_u32();
}

/* Counters are per CPU, but another program may preempt this one there. */
static wmk_inline void wmk_add(__u64 *counter, __u64 n)
{
	__sync_fetch_and_add(counter, n);
}

static wmk_inline void wmk_count(__u64 *counter)
{
	wmk_add(counter, 1);
}

/*
 * Asks for the time of an event, if nobody has: the clock is dear, so it is asked when a rule
 * wants to know. All rules are told the same.
 */
static wmk_inline void wmk_ask_clock(__u64 *time)
{
	if (!*time)
		*time = bpf_ktime_get_ns();
	wmk_meet();
}

static wmk_inline bool wmk_past(__u64 now, __u64 then)
{
	return (__s64)(now - then) > 0;
}

static wmk_inline bool wmk_expired(const struct wmk_rule *rule,
				   const struct wmk_run *run, __u64 now)
{
	return rule->window && (__s64)(now - run->first) > (__s64)rule->window;
}

/* Whether a run has missed events: its rule was suspended since it began. */
static wmk_inline bool wmk_missed(const struct wmk_step *step,
				  const struct wmk_run *run)
{
	return run->first < step->back;
}

/* Whether a run in this state awaits nothing but the end of its window, when it matches. */
static wmk_inline bool wmk_pending(const struct wmk_rule *rule, __u64 state)
{
	return rule->pending_from && state >= rule->pending_from;
}

/* Makes a time the earlier one of two, where 0 is none. */
static wmk_inline void wmk_bring_forward(__u64 *time, __u64 to)
{
	if (to && (!*time || wmk_past(*time, to)))
		*time = to;
}

static wmk_inline bool wmk_later(const struct wmk_run *a,
				 const struct wmk_run *b)
{
	if (a->first != b->first)
		return (__s64)(a->first - b->first) > 0;
	return (__s16)(a->born - b->born) > 0;
}

/*
 * Writes whether a condition holds into a bit of truth, before the next one is
 * looked at: else each of them doubles the ways to walk.
 */
static wmk_inline __u64 wmk_note(__u64 truth, bool holds, __u32 bit)
{
	truth |= wmk_hide(holds) << bit;
	barrier_var(truth);
	wmk_meet();
	return truth;
}

/*
 * Whether what conditions say so far leaves anything open: the word has a bit for each truth
 * that they may have. Of more than six the first six are asked.
 */
static wmk_inline bool wmk_open(__u64 word, __u64 truth)
{
	return word >> (truth & 63) & 1;
}

static wmk_inline void wmk_fill_comm(char *to, __u32 bytes)
{
	if (bpf_get_current_comm(to, bytes) < 0)
		to[0] = '\0';
}

/* What a record says whatever it tells. */
static wmk_inline void wmk_fill_head(struct wmk_record *record, __u32 rule, __u32 lost,
				     __u64 now, __u64 cgroup)
{
	*record = (struct wmk_record) {
		.rule = rule, .lost = lost, .time = now, .cgroup = cgroup,
	};
}

/* Whether an event of this letter begins a run. */
static wmk_inline bool wmk_begins(const struct wmk_rule *rule, __u64 letter)
{
	letter = WMK_START * rule->nr_letters + wmk_below(rule->nr_letters, letter);
	if (rule->any_moves)
		return rule->any_moves[letter].to || rule->any_moves[letter].accepts;
	return rule->moves[letter].to;
}

/* Where the tables have what the event does to a run. */
static wmk_inline __u64 wmk_move_of(const struct wmk_step *step,
				    const struct wmk_run *run)
{
	const struct wmk_rule *rule = step->rule;
	__u64 at = run->state * rule->nr_letters + step->letter;

	if (step->reader->tests)
		at += step->reader->tests(run, step->event, step->letter);
	wmk_meet();
	return wmk_below(rule->nr_live * rule->nr_letters, at);
}

/* The same for the run that it may begin. */
static wmk_inline __u64 wmk_start_of(const struct wmk_step *step)
{
	const struct wmk_rule *rule = step->rule;
	__u64 letter = step->letter;

	if (step->reader->absences)
		letter += step->reader->absences(step->memory, step->event,
						  step->now, letter);
	return WMK_START * rule->nr_letters + wmk_below(rule->nr_letters, letter);
}

/* What all runs have read a key may remember. */
static wmk_inline void wmk_keep_in_mind(const struct wmk_step *step)
{
	if (step->reader->remember)
		step->reader->remember(step->memory, step->event, step->now,
				       step->letter, step->key, step->stats);
}

static wmk_inline void wmk_update(const struct wmk_reader *reader,
				  struct wmk_run *run, const void *event,
				  __u64 to, __u64 takes)
{
	run->state = to;
	if (reader->update)
		reader->update(run, event, takes);
}

/* Notes when a run matches that the event has brought there. */
static wmk_inline void wmk_await(const struct wmk_step *step,
				 const struct wmk_run *run)
{
	if (step->reader->pends && wmk_pending(step->rule, run->state))
		wmk_bring_forward(step->soonest, run->first + step->rule->window);
}

/* A match has all that a run has, and more. */
static wmk_inline void wmk_finish(const struct wmk_reader *reader,
				  struct wmk_run *match, const void *event,
				  __u64 to, __u64 takes)
{
	if (reader->finish)	/* may copy what the update writes anew */
		reader->finish(match, event, takes);
	wmk_update(reader, match, event, to, takes);
}

/* The number of the identity of a live state. */
static wmk_inline __u64 wmk_slot(const struct wmk_rule *rule, __u64 state)
{
	return wmk_below(rule->nr_slots, rule->slots[wmk_below(rule->nr_live, state)]);
}

/*
 * Whether, of two runs of which one has to go, a is the one that stays. Where runs do not know
 * when they began a key has one at the most, and b is the one that the event at hand begins.
 */
static wmk_inline bool wmk_outlasts(const struct wmk_rule *rule,
				    const struct wmk_run *a,
				    const struct wmk_run *b)
{
	if (rule->timeless)
		return rule->earliest;
	return rule->earliest ? wmk_later(b, a) : wmk_later(a, b);
}

/* Of several matches number i of those whose runs were there before. */
static wmk_inline struct wmk_run *wmk_list_match(const struct wmk_rule *rule,
						 struct wmk_matches *matches, __u64 i)
{
	return (void *)matches + rule->matches_at +
	       (1 + wmk_masked(rule->list_mask, i)) * rule->match_bytes;
}

/* Which of several matches is reported as number i, the oldest first. */
static wmk_inline const struct wmk_run *wmk_match(const struct wmk_rule *rule,
						  struct wmk_matches *matches, __u64 i)
{
	if (!matches->begun || i < matches->older)
		return wmk_list_match(rule, matches, i);
	if (i > matches->older)
		return wmk_list_match(rule, matches, i - 1);
	return (void *)matches + rule->matches_at;
}

/*
 * Where a completed run goes, which the caller copies there; NULL: another one
 * is reported in its place.
 */
static wmk_inline struct wmk_run *wmk_match_of(const struct wmk_step *step,
					       const struct wmk_run *run)
{
	const struct wmk_rule *rule = step->rule;
	struct wmk_matches *matches = step->matches;
	struct wmk_run *match = step->matches;

	if (rule->all) {
		if (!wmk_past(run->first, step->now))
			matches->older++;
		return wmk_list_match(rule, matches, matches->nr++);
	}
	if (match->state != WMK_NO_STATE) {
		wmk_count(&step->stats->replaced);
		if (wmk_outlasts(rule, match, run))
			return NULL;
	}
	return match;
}

/* Reports a run that the event completes. */
static wmk_inline void wmk_complete(const struct wmk_step *step,
				    const struct wmk_run *run,
				    __u64 to, __u64 takes)
{
	struct wmk_run *match = wmk_match_of(step, run);

	if (!match)
		return;
	wmk_copy(match, run, step->rule->run_bytes);
	wmk_finish(step->reader, match, step->event, to, takes);
}

/* Reports a run that the event begins and completes: a pattern, or a branch, of one step. */
static wmk_inline void wmk_complete_at_once(const struct wmk_step *step,
					    const struct wmk_run *begun,
					    __u64 to, __u64 takes)
{
	struct wmk_matches *matches = step->matches;
	struct wmk_run *match;

	if (step->rule->all) {
		matches->begun = 1;
		match = step->matches + step->rule->matches_at;
	} else {
		match = wmk_match_of(step, begun);
		if (!match)
			return;
	}
	match->first = begun->first;
	match->born = begun->born;
	wmk_finish(step->reader, match, step->event, to, takes);
}

/* Shows an event to a rule without runs, which it completes if it is something to it. */
static wmk_inline void wmk_step_once(const struct wmk_step *step)
{
	const struct wmk_rule *rule = step->rule;
	const struct wmk_move *move;
	__u64 letter = wmk_below(rule->nr_letters, step->letter);

	move = &rule->moves[WMK_START * rule->nr_letters + letter];
	if (move->to == WMK_NO_STATE)
		return;
	wmk_count(&step->stats->begun);
	wmk_finish(step->reader, step->matches, step->event, move->to, move->takes);
}

/* A key with a new run stays for as long as that one's window. */
static wmk_inline void wmk_stay(const struct wmk_rule *rule,
				struct wmk_key *key, __u64 now)
{
	if (key->until >= WMK_GONE)
		return;
	if (!rule->window)
		key->until = WMK_NEVER;
	else if (wmk_past(now + rule->window, key->until))
		key->until = now + rule->window;
}

/* A key whose process runs no more gives way where another lacks room, also if nobody tells its end. */
static wmk_inline void wmk_leave(struct wmk_key *key)
{
	if (key->until == WMK_NEVER)
		key->until = WMK_GONE;
}

/*
 * An event may concern a rule by several keys, of which some may be the same:
 * whether the rule, whose keys the mask says, has yet to read it under number k.
 */
static wmk_inline bool wmk_is_new(__u64 same, __u64 mask, __u64 k)
{
	return (mask >> k & 1) && !(same & mask & ((1ULL << k) - 1));
}

/*
 * Mixes the words of a key, each by what splitmix64 does: with one multiplication a difference in
 * the highest bit would come through unchanged, so that keys could be chosen that share a hash.
 */
static wmk_inline __u64 wmk_hash(const void *key, __u32 bytes)
{
	const __u64 *word = key;
	__u64 h = wmk_seed;
	__u32 i;

	for (i = 0; i < bytes / 8; i++) {
		h = (h ^ word[i]) * 0xbf58476d1ce4e5b9ULL;
		h = (h ^ h >> 32) * 0x94d049bb133111ebULL;
		h ^= h >> 29;
	}
	return h;
}

/* The tag of a hash: other bits than those that choose the bucket, never 0. */
static wmk_inline __u32 wmk_tag(__u64 hash)
{
	return (hash >> 32) | 1;
}

/* A way that was found to be one: its bound, where the verifier sees it too. */
static wmk_inline __u32 wmk_way(__u32 way)
{
	barrier_var(way);
	return way % WMK_WAYS;
}

/* Finds a key among the ways of a bucket; WMK_WAYS: it is not there. */
static wmk_inline __u32 wmk_find(const struct wmk_key *ways,
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
 * their window or whose process has left, which the caller then clears.
 * WMK_WAYS: there is none.
 */
static wmk_inline __u32 wmk_room(const struct wmk_key *ways, __u64 now)
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
