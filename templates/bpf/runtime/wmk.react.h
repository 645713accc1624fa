/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.react.h - whether what DO asks for is done: its calls that change the
 * system
 *
 * The statements of a DO only note which of these calls they come to, a bit
 * each. Then the match is judged, once for all of them. VARs, TABLEs and what
 * is told are the same whatever comes of it.
 */
#ifndef WMK_REACT_H
#define WMK_REACT_H

#include "wmk.engine.h"
#include "wmk.scope.h"

#define WMK_KERNEL_THREAD	0x00200000	/* PF_KTHREAD */
#define WMK_MOST_ERRORS		4095		/* MAX_ERRNO, and a mask */

/* How often a rule that others take from meanwhile asks for its turn. */
#define WMK_PACE_TRIES	4

/* What can be done about the event at hand, and what is. */
struct wmk_answer {
	__u32 error;			/* it is refused with this; 0: it is not */
	__u32 refusable;		/* 0: nobody asks here whether it is */
	__u32 has_task;			/* it is the current task's */
};

/* What came of a match's calls; see struct wmk_record. */
struct wmk_reacted {
	__u64 reached;
	__u64 failed;
	__u64 process_start;
	__u32 verdict;
	__u32 pid;
	__u32 tid;
};

/* Of whom it is known without looking further that he is not reacted upon. */
static __always_inline bool wmk_is_spared(__u32 spares, __u32 loader)
{
	struct task_struct *task = wmk_current_task();

	return ((spares & WMK_SPARE_INIT) && task->tgid == 1) ||
	       ((spares & WMK_SPARE_LOADER) && wmk_is_loaders(task, loader)) ||
	       ((spares & WMK_SPARE_KERNEL) && (task->flags & WMK_KERNEL_THREAD));
}

/*
 * Whether a rule may react now, which then takes from what it may: the time at
 * which all that it took is given back is never more than a burst away. Kept
 * in one word, this is the generic cell rate algorithm of ITU-T I.371.
 */
static __always_inline __u32 wmk_take_turn(const volatile struct wmk_pace *pace,
					   __u64 *until, __u64 now)
{
	__u64 interval = pace->interval, burst = pace->burst, before, after;
	__u32 i;

	if (!interval)
		return WMK_REACTED;
	for (i = 0; i < WMK_PACE_TRIES; i++) {
		before = *(volatile __u64 *)until;
		after = (wmk_past(before, now) ? before : now) + interval;
		if (after - now > burst)
			return WMK_LIMITED;
		if (__sync_val_compare_and_swap(until, before, after) == before)
			return WMK_REACTED;
	}
	return WMK_LIMITED;
}

/* Notes whom a match's calls are for. */
static __always_inline void wmk_face(struct wmk_reacted *of)
{
	struct task_struct *task = wmk_current_task();

	of->pid = task->tgid;
	of->tid = task->pid;
	of->process_start = task->group_leader->start_boottime;
}

/* Notes what becomes of them; whether that is that they are done. */
static __always_inline bool wmk_is_done(struct wmk_reacted *of, const struct wmk_answer *answer,
					__u64 verdict, struct wmk_rule_stats *stats)
{
	verdict = wmk_hide(verdict);
	of->verdict = verdict;
	if (answer->has_task)
		wmk_face(of);
	wmk_count(&stats->verdicts[wmk_below(WMK_NR_VERDICTS, verdict - WMK_REACTED)]);
	return verdict == WMK_REACTED;
}

/* Notes what the kernel said of a call: 0, or an error. */
static __always_inline void wmk_called(struct wmk_reacted *of, __u32 bit, long error)
{
	of->failed |= wmk_hide(error != 0) << bit;
	wmk_meet();
}

/* Of several that refuse an event the first one says why. */
static __always_inline long wmk_deny(struct wmk_answer *answer, __u32 error)
{
	if (!answer->refusable)
		return -1;
	if (!answer->error)
		answer->error = error;
	return 0;
}

/*
 * What a program returns that refuses an event with an error, or does not: the
 * verifier of Linux 6.12 wants to see that it is no positive number. Of a function
 * that is overridden it is all that is returned, which may be 64 bits.
 */
static __always_inline long wmk_refusal(__u64 error)
{
	__u64 result = 0;

	barrier_var(result);	/* else clang negates, and the verifier forgets the bound */
	barrier_var(error);
	return result - (error & WMK_MOST_ERRORS);
}

/* What is told of a match in its record. */
static __always_inline void wmk_tell_reacted(struct wmk_record *record,
					     const struct wmk_reacted *of)
{
	record->verdict = of->verdict;
	record->reached = of->reached;
	record->failed = of->failed;
	record->pid = of->pid;
	record->tid = of->tid;
	record->process_start = of->process_start;
}

#endif /* WMK_REACT_H */
