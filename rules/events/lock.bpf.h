/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * lock.bpf.h - how the fields of locks are read
 */
#ifndef WMK_EVENTS_LOCK_BPF_H
#define WMK_EVENTS_LOCK_BPF_H

#include "read.bpf.h"

#define WMK_LCB_F_SPIN		0x01
#define WMK_LCB_F_RT		0x08
#define WMK_LCB_F_PERCPU	0x10
#define WMK_LCB_F_MUTEX		0x20

/* What the kernel keeps in the low bits of an owner's address. */
#define WMK_OWNER_BITS		7ULL
#define WMK_RWSEM_READERS	1ULL	/* of the owner */
#define WMK_RWSEM_WRITER	1ULL	/* of the count */

#define WMK_FUTEX_WAIT		0
#define WMK_FUTEX_WAKE		1
#define WMK_FUTEX_WAIT_BITSET	9
#define WMK_FUTEX_WAKE_BITSET	10
#define WMK_FUTEX_COMMAND	127
#define WMK_FUTEX_PRIVATE	128
#define WMK_FLAGS_SHARED	1

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct wmk_lock_word {
	long counter;
};

struct mutex {
	struct wmk_lock_word owner;
};

struct rw_semaphore {
	struct wmk_lock_word count;
	struct wmk_lock_word owner;
};

struct rt_mutex_base {
	struct task_struct *owner;
};

#pragma clang attribute pop

/* A whole word of a lock, or 0. */
#define wmk_lock_word(lock, type, member)					\
({										\
	__u64 word = 0;								\
										\
	bpf_core_read(&word, sizeof(word), &((struct type *)(lock))->member);	\
	word;									\
})

/* Who has it, as far as the kernel has noted; NULL where readers have it. */
static __always_inline struct task_struct *wmk_lock_owner(void *lock, __u32 flags)
{
	__u64 owner;

	if (flags & WMK_LCB_F_PERCPU)
		return NULL;
	if (flags & WMK_LCB_F_MUTEX) {
		owner = wmk_lock_word(lock, mutex, owner);
	} else if (flags & WMK_LCB_F_RT) {
		owner = wmk_lock_word(lock, rt_mutex_base, owner);
	} else {
		owner = wmk_lock_word(lock, rw_semaphore, owner);
		if (owner & WMK_RWSEM_READERS)
			return NULL;
	}
	return (struct task_struct *)(owner & ~WMK_OWNER_BITS);
}

/*
 * Whether the current task has come to a lock that it slept for, or has given up,
 * which it cannot where it spins. The tracepoint does not tell which sort of lock
 * it is, but must be passed over for those that spin: it is raised while they are
 * held, and one may be a bucket's or the ring buffer's, which this program would
 * take again and never get.
 *
 * A lock that is slept for names the task as its owner, or has readers. No lock
 * that spins looks like that: its first byte is odd while it is held.
 */
static __always_inline bool wmk_slept_for(void *lock, __s32 result)
{
	__u64 task = bpf_get_current_task();
	__u64 owner = wmk_lock_word(lock, rw_semaphore, owner);

	if (result < 0)
		return true;
	if ((wmk_lock_word(lock, mutex, owner) & ~WMK_OWNER_BITS) == task)
		return true;
	if ((wmk_lock_word(lock, rt_mutex_base, owner) & ~WMK_OWNER_BITS) == task)
		return true;
	if ((owner & ~WMK_OWNER_BITS) == task)
		return true;
	return (owner & WMK_RWSEM_READERS) &&
	       !(wmk_lock_word(lock, rw_semaphore, count) & WMK_RWSEM_WRITER);
}

static __always_inline bool wmk_futex_waits(int op)
{
	op &= WMK_FUTEX_COMMAND;
	return op == WMK_FUTEX_WAIT || op == WMK_FUTEX_WAIT_BITSET;
}

static __always_inline bool wmk_futex_wakes(int op)
{
	op &= WMK_FUTEX_COMMAND;
	return op == WMK_FUTEX_WAKE || op == WMK_FUTEX_WAKE_BITSET;
}

/* Of what do_futex gets, which is signed, or of the flags that it makes of that. */
#define wmk_futex_shared(op)				\
	_Generic((op),					\
		 int: !((op) & WMK_FUTEX_PRIVATE),	\
		 unsigned int: !!((op) & WMK_FLAGS_SHARED))

static __always_inline __u64 wmk_time_at(const __s64 *time)
{
	__u64 ns = 0;

	bpf_probe_read_kernel(&ns, sizeof(ns), time);
	return ns;
}

#endif /* WMK_EVENTS_LOCK_BPF_H */
