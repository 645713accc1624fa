/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.choice.h - from a field of an event to the number of the set of look-ups
 * that its value leads to, before any rule is asked
 */
#ifndef WMK_CHOICE_H
#define WMK_CHOICE_H

#include "wmk.engine.h"

/* 1 where a >= b, else 0; without a branch, which would be guessed wrong half of the time. */
static wmk_inline __u64 wmk_reaches(__u64 a, __u64 b)
{
	__u64 below = ((~a & b) | (~(a ^ b) & (a - b))) >> 63;

	barrier_var(below);
	return below ^ 1;
}

/*
 * The number of the last of nr ascending numbers that is not above n, of which
 * the first never is; nr is a power of two.
 */
static wmk_inline __u64 wmk_interval(const __u64 *least, __u32 nr, __u64 n)
{
	__u64 at = 0, step;

#pragma clang loop unroll(full)
	for (step = nr / 2; step; step /= 2)
		at += step * wmk_reaches(n, least[wmk_masked(nr - 1, at + step)]);
	return wmk_masked(nr - 1, at);
}

/*
 * A node of the texts that are looked for, in a double array (Aoe, 1989): by a
 * byte it leads to number base + byte, if that says that it came from there.
 */
struct wmk_node {
	__u32 base;
	__u32 from;
	__u32 set;		/* that texts lead to which go no further */
};

/* The node that a text leads to, its NUL included; nr is a power of two, 0 the first node. */
static wmk_inline __u64 wmk_descend(const struct wmk_node *nodes, __u32 nr,
				    const char *text, __u32 bytes)
{
	__u64 node = wmk_hide(0), next;
	__u32 i;

	for (i = 0; i < bytes; i++) {
		next = wmk_masked(nr - 1, nodes[wmk_masked(nr - 1, node)].base + (__u8)text[i]);
		if (nodes[next].from != node)
			break;
		node = next;
	}
	wmk_meet();
	return wmk_masked(nr - 1, node);
}

#endif /* WMK_CHOICE_H */
