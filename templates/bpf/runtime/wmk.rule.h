/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.rule.h - what a rule, a run, a key and an event are to engines, in eBPF and
 * in a module of the kernel alike: data, without what is done with it
 */
#ifndef WMK_RULE_H
#define WMK_RULE_H

#include "wmk.abi.h"
#include "wmk.value.h"

#define WMK_NO_STATE	0	/* in a table: no move; in a run: it has ended */
#define WMK_START	1

#define WMK_WAYS	8	/* keys in a bucket */

/* A transition: the state that it leads to, and what it writes into the run. */
struct wmk_move {
	__u16 to;
	__u16 takes;		/* a bit an update */
};

/* Under "any" the run stays, and what moves of it becomes a run of its own. */
struct wmk_any_move {
	__u8 to;		/* the new run's state, or WMK_NO_STATE: none */
	__u8 stays;		/* the old run's state from now on */
	__u8 accepts;		/* the state of a match, or WMK_NO_STATE: none */
	__u16 takes;		/* what is written into the new run and the match */
};

/* What every run begins with; the rule's cells follow. */
struct wmk_run {
	__u64 first;		/* time of its first event: ns, CLOCK_MONOTONIC */
	__u16 born;		/* order among the key's runs, where times tie */
	__u8 state;
	__u8 slot;		/* in a pool: the number of the state's identity */
};

/* What a key knows of itself, whatever the rules. */
struct wmk_key {
	__u32 tag;		/* part of the key's hash; 0: nobody's */
	__u16 live;		/* runs of all rules */
	__u16 born;		/* runs begun so far, modulo 2^16 */
	__u64 until;		/* ns; past it every run's window has passed */
};

#define WMK_NEVER	(~0ULL)
#define WMK_GONE	(~1ULL)	/* never, but its process has left: past in any order of times */

/* What a rule is, whatever it reads. */
struct wmk_rule {
	const struct wmk_move *moves;		/* [nr_states][nr_letters] */
	const struct wmk_any_move *any_moves;	/* the same, under "any" */
	__u32 nr_letters;
	__u32 nr_live;			/* states below are start or live */
	__u32 dead;			/* states from nr_live to it accept */
	__u32 run_bytes;
	__u64 window;			/* ns; 0: none */
	bool earliest;			/* of two runs the earlier one stays */
	bool timeless;			/* runs do not know when they began */

	const __u8 *slots;		/* [nr_states]: the number of a state's identity */
	__u32 nr_slots;

	/* Pools. */
	__u32 nr_runs;			/* at the most; there is one more place */
	__u32 runs_at;			/* offset of the runs in a pool */
	__u32 order_mask;		/* length of the order less one */
	bool all;			/* every completed run is reported */
	__u32 matches_at;		/* offset of the first of several matches */
	__u32 match_bytes;
	__u32 list_mask;		/* length of lists of matches or forks less one */
	/* Whether two runs of one slot are of one identity; NULL: runs never become one. */
	bool (*same)(const void *a, const void *b, __u64 slot);

	/* A negation behind the last step: see wmk.deadline.h. */
	__u32 pending_from;		/* live states from here on only await it; 0: none does */
	__u32 deadline;			/* the letter that the end of the window is */
	__u32 nr_pending;		/* of nr_runs, how many may be in such states */

	/* A negation before the first step: see wmk.absence.h. */
	__u32 nr_lists;			/* that a key's memory has */
};

/* How a rule reads events of one kind. */
struct wmk_reader {
	bool begins;			/* one may begin a run */
	bool completes;			/* one may complete a match */
	bool forks;			/* "any": one may move a run */
	bool pends;			/* one may bring a run to where it awaits its deadline */
	/* What depends on the run, as an offset from the event's letter; or NULL. */
	__u64 (*tests)(const void *run, const void *event, __u64 letter);
	/* What depends on the key's memory where a run begins, as a further offset; or NULL. */
	__u64 (*absences)(void *memory, const void *event, __u64 now, __u64 letter);
	/* Remembers the event; or NULL. */
	void (*remember)(void *memory, const void *event, __u64 now, __u64 letter,
			 struct wmk_key *key, struct wmk_rule_stats *stats);
	/* What a run keeps; or NULL. */
	void (*update)(void *run, const void *event, __u64 takes);
	/* What only a match has; or NULL. */
	void (*finish)(void *match, const void *event, __u64 takes);
};

/* Of a kind whose events move and kill runs, and nothing more. */
static const struct wmk_reader wmk_plain_reader wmk_unused = {};

/*
 * Several runs that one event completed. They follow: one that the same event
 * began, if there is one, then the others, the oldest first.
 */
struct wmk_matches {
	__u16 nr;			/* of the others */
	__u16 older;			/* of these, how many began no later than that event */
	__u16 begun;			/* whether it completed one that it began */
};

/* An event, as one rule reads it under one key. */
struct wmk_step {
	const struct wmk_rule *rule;
	const struct wmk_reader *reader;
	const void *event;
	__u64 now;			/* its time stamp */
	__u64 letter;			/* of the event alone; tests add what depends on the run */
	struct wmk_key *key;
	struct wmk_rule_stats *stats;
	/* Where the rule has a budget: runs begun before this time end, and are counted. */
	__u64 back;
	__u64 *dropped;
	/* Where completed runs go: a match, or a struct wmk_matches. */
	void *matches;
	void *forks;			/* "any": struct wmk_forks */
	void *memory;			/* of the key, a struct wmk_memory, where there is one */
	__u64 *soonest;			/* of the deadlines that the event made; 0: none */
};

/* What every memory begins with; the number in each list, a __u8, and the lists follow. */
struct wmk_memory {
	__u64 forgotten;	/* greatest time stamp of what was forgotten ... */
	__u8 forgot;		/* ... if something was */
	__u8 holds;		/* it was written to, and counts among what is alive */
	__u8 nr[];
};

/* What begins whatever is in a list; what it is compared by follows. */
struct wmk_past {
	__u64 time;
};

/* What is remembered of one negated event. */
struct wmk_list {
	__u32 nr;		/* index of its number */
	__u32 at;		/* offset of the first one in the memory */
	__u32 bytes;		/* of each */
	__u32 limit;		/* a power of two */
};

/* An event that is looked for in a memory. */
struct wmk_recall {
	const struct wmk_rule *rule;
	struct wmk_memory *memory;
	const void *event;
	__u64 now;		/* its time stamp */
};

typedef bool (*wmk_same_past)(const void *one, const void *event);

#endif /* WMK_RULE_H */
