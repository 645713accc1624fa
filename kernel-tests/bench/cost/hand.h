/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * hand.h - what the programs that are written by hand have in common: a record
 * has what wmkgen's has, and so have the statistics, which BARE leaves out
 */
#ifndef HAND_H
#define HAND_H

#include <stdbool.h>
#include <linux/bpf.h>
#include <linux/types.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

#define UNUSED	__attribute__((unused))

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct thread_info {
	__u32 status;
};

struct task_struct {
	struct thread_info thread_info;
	int pid;
	int tgid;
};

struct pt_regs {
	unsigned long bx;
	unsigned long di;
};

#pragma clang attribute pop

#define TS_COMPAT	2
#define X32_BIT		0x40000000

struct record {
	__u32 lost;
	__u64 time;
	__u64 cgroup;
	__u64 columns[2];
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 20);
} records SEC(".maps");

static __u32 lost;

struct statistics {
	__u64 events, events_2, events_3;	/* by kind */
	__u64 begun, replaced, killed, ended, refused, matches, lost;
};

#ifdef BARE
/* Something that is not NULL, of which nothing is read. */
static __always_inline struct statistics *statistics_here(void)
{
	return (struct statistics *)1;
}

static __always_inline void count(__u64 *counter UNUSED)
{
}
#else
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct statistics);
} statistics SEC(".maps");

static __always_inline struct statistics *statistics_here(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&statistics, &zero);
}

/* An interrupt may come between, with a program of its own. */
static __always_inline void count(__u64 *counter)
{
	__sync_fetch_and_add(counter, 1);
}
#endif

static __always_inline bool is_compat(struct task_struct *task)
{
	return task->thread_info.status & TS_COMPAT;
}

/* The number of a call under whichever interface it was made. */
static __always_inline int number_of(long id, struct task_struct *task)
{
	return id < 0 || is_compat(task) ? id : id & ~X32_BIT;
}

static __always_inline void report(__u64 now, __u64 first, __u64 second,
				   struct statistics *statistics UNUSED)
{
	struct record *record = bpf_ringbuf_reserve(&records, sizeof(*record), 0);

	if (!record) {
		__sync_fetch_and_add(&lost, 1);
		count(&statistics->lost);
		return;
	}
	record->lost = lost;
	record->time = now;
	record->cgroup = bpf_get_current_cgroup_id();
	record->columns[0] = first;
	record->columns[1] = second;
	bpf_ringbuf_submit(record, 0);
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";

#endif /* HAND_H */
