/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * fed.h - an event as it is fed to a monitor in the kernel: what the kinds of
 * a catalogue read their fields from
 *
 * A stub program calls a function wmk_feed_N, to which the monitor's programs
 * of a kind are attached, with the place of an event in fed_events; feeder.c
 * lets the stub and the monitor share that map. A module of SystemTap's has its
 * fed_events itself, into which feeder.c writes, and calls what reads a kind when
 * it is told to (WMK_ORDER_FEED).
 */
#ifndef WMK_FED_H
#define WMK_FED_H

#include <linux/types.h>

#define NR_FED_KINDS	16	/* functions wmk_feed_N */
#define NR_FED_EVENTS	4096	/* of a trace; a power of two */
#define FED_TEXT	80

/* Kinds that are no events: somebody writes b into the VAR, or the TABLE under the key a, that s names. */
#define FED_WRITES_VAR		0x100
#define FED_WRITES_TABLE	0x101

/* A process or a thread, with the members by which the engine reads a struct task_struct. */
struct fed_task {
	union {
		__u32 pid;
		__u32 tgid;
		__u32 number;
	};
	__u32 unused;
	union {
		__u64 start_time;
		struct {
			__u64 start_time;
		} group_leader[1];
	};
};

/* harness/feed/write-events.ts writes the same. */
struct fed_event {
	__u64 time;
	__u32 kind;		/* N of wmk_feed_N */
	__u32 cpu;
	struct fed_task process, thread, parent, p, q;
	__s64 a, b, c, d;
	__u64 cgroup;
	__u32 user;
	__u32 unused;
	char comm[16];
	__u8 n[16];
	char s[FED_TEXT];
};

/* What the stub takes: events to feed, one after the other. */
struct fed_range {
	__u32 first;
	__u32 count;
};

#ifdef __bpf__
#include <bpf/bpf_helpers.h>

struct fed_event fed_events[NR_FED_EVENTS] SEC(".data.fed") = {};

static inline __attribute__((always_inline, unused))
struct fed_event *fed(__u64 at)
{
	return &fed_events[at % NR_FED_EVENTS];
}

static inline __attribute__((always_inline, unused))
void fed_string(char *to, __u32 bytes, const char *from)
{
	if (bpf_probe_read_kernel_str(to, bytes, from) < 0)
		to[0] = '\0';
}

static inline __attribute__((always_inline, unused))
void fed_address(void *to, __u32 bytes, const __u8 *from)
{
	__builtin_memcpy(to, from, bytes);
}
#endif

#ifdef __KERNEL__
static struct fed_event fed_events[NR_FED_EVENTS];

static inline __attribute__((unused)) struct fed_event *fed(__u64 at)
{
	return &fed_events[at % NR_FED_EVENTS];
}

static inline __attribute__((unused))
void fed_string(char *to, __u32 bytes, const char *from)
{
	strscpy(to, from, bytes);
}

static inline __attribute__((unused))
void fed_address(void *to, __u32 bytes, const __u8 *from)
{
	memcpy(to, from, bytes);
}
#endif

#endif /* WMK_FED_H */
