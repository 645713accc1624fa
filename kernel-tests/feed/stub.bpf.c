// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * stub.bpf.c - what the programs of a monitor are attached to where events are
 * fed: a function a kind, called with the place of an event in fed_events
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "fed.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

/* A global function stays one, and keeps its argument. */
#define FEED(n)							\
__attribute__((noinline)) int wmk_feed_##n(__u64 at)		\
{								\
	asm volatile("" : "+r"(at) : : "memory");		\
	return at;						\
}

FEED(0) FEED(1) FEED(2) FEED(3) FEED(4) FEED(5) FEED(6) FEED(7)
FEED(8) FEED(9) FEED(10) FEED(11) FEED(12) FEED(13) FEED(14) FEED(15)

static long feed_one(__u32 i, void *context)
{
	const struct fed_range *range = context;
	__u64 at = range->first + i;

	switch (fed(at)->kind) {
	case 0: wmk_feed_0(at); break;
	case 1: wmk_feed_1(at); break;
	case 2: wmk_feed_2(at); break;
	case 3: wmk_feed_3(at); break;
	case 4: wmk_feed_4(at); break;
	case 5: wmk_feed_5(at); break;
	case 6: wmk_feed_6(at); break;
	case 7: wmk_feed_7(at); break;
	case 8: wmk_feed_8(at); break;
	case 9: wmk_feed_9(at); break;
	case 10: wmk_feed_10(at); break;
	case 11: wmk_feed_11(at); break;
	case 12: wmk_feed_12(at); break;
	case 13: wmk_feed_13(at); break;
	case 14: wmk_feed_14(at); break;
	case 15: wmk_feed_15(at); break;
	}
	return 0;
}

SEC("syscall")
int feed(struct fed_range *range)
{
	struct fed_range here = { range->first, range->count };

	bpf_loop(here.count, feed_one, &here, 0);
	return 0;
}
