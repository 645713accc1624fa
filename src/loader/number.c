// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * number.c - a rule's counts of losses -> numbers of its records and its gaps
 *
 * A loss is known from two sides: each record says how many of its rule were
 * lost before it (32 bits, wrapping, and records of several CPUs may stand in
 * the ring buffer in another order than they were counted), and the counters
 * say how many were lost by now. Whichever tells first is believed. A record
 * that knows its own CPU's losses only tells too few, never too many: the
 * counters then tell the rest.
 */
#include "internal.h"

/* How far `now` is past *told, which becomes `now` unless that is behind. */
__u64 wmk_newly(__u64 *told, __u64 now)
{
	__u64 newly;

	if (now <= *told)
		return 0;
	newly = now - *told;
	*told = now;
	return newly;
}

/* The same where `now` is of 32 bits, wraps, and may come late. */
__u64 wmk_newly_wrapped(__u64 *told, __u32 now)
{
	__s32 ahead = (__s32)(now - (__u32)*told);

	return ahead > 0 ? wmk_newly(told, *told + (__u32)ahead) : 0;
}

/* The counters say that so many were lost by now: how many of them are news? */
__u64 wmk_sequence_lost(struct wmk_sequence *sequence, __u64 lost)
{
	__u64 newly = wmk_newly(&sequence->lost, lost);

	sequence->number += newly;
	return newly;
}

/*
 * A note arrived, and says how many records were lost before it: the number of
 * the match that it comes before.
 */
__u64 wmk_sequence_note(struct wmk_sequence *sequence, __u32 lost,
			__u64 *newly_lost)
{
	*newly_lost = wmk_newly_wrapped(&sequence->lost, lost);
	sequence->number += *newly_lost;
	return sequence->number + 1;
}

/* A match arrived: its number. */
__u64 wmk_sequence_record(struct wmk_sequence *sequence, __u32 lost,
			  __u64 *newly_lost)
{
	sequence->number = wmk_sequence_note(sequence, lost, newly_lost);
	return sequence->number;
}
