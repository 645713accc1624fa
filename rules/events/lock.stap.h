/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * lock.stap.h - how the fields of locks are read in a module
 */
#ifndef WMK_EVENTS_LOCK_STAP_H
#define WMK_EVENTS_LOCK_STAP_H

#include <linux/futex.h>
#include <linux/mutex.h>
#include <linux/rtmutex.h>
#include <linux/rwsem.h>
#include "read.stap.h"

#define WMK_LCB_F_SPIN		0x01
#define WMK_LCB_F_RT		0x08
#define WMK_LCB_F_PERCPU	0x10
#define WMK_LCB_F_MUTEX		0x20

/* What the kernel keeps in the low bits of an owner's address. */
#define WMK_OWNER_BITS		7ULL
#define WMK_RWSEM_READERS	1ULL	/* of the owner */
#define WMK_RWSEM_WRITER	1ULL	/* of the count */

#define WMK_FLAGS_SHARED	1

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 15, 0)
#define rt_mutex_base		rt_mutex
#endif

/* A whole word of a lock, or 0. */
#define wmk_lock_word(lock, type, member)					\
({										\
	u64 wmk_word_;								\
										\
	wmk_read_bytes(&wmk_word_, sizeof(wmk_word_), &((struct type *)(lock))->member);	\
	wmk_word_;								\
})

/* Where the kernel is built for real time, mutexes and semaphores are made of rt_mutexes. */
#ifdef CONFIG_PREEMPT_RT
#define wmk_mutex_owner(lock)	wmk_lock_word(lock, rt_mutex_base, owner)
#define wmk_rwsem_owner(lock)	wmk_lock_word(lock, rt_mutex_base, owner)
#define wmk_rwsem_count(lock)	WMK_RWSEM_WRITER
#else
#define wmk_mutex_owner(lock)	wmk_lock_word(lock, mutex, owner)
#define wmk_rwsem_owner(lock)	wmk_lock_word(lock, rw_semaphore, owner)
#define wmk_rwsem_count(lock)	wmk_lock_word(lock, rw_semaphore, count)
#endif

/* Who has it, as far as the kernel has noted; NULL where readers have it. */
static wmk_unused struct task_struct *wmk_lock_owner(void *lock, u32 flags)
{
	u64 owner;

	if (flags & WMK_LCB_F_PERCPU)
		return NULL;
	if (flags & WMK_LCB_F_MUTEX) {
		owner = wmk_mutex_owner(lock);
	} else if (flags & WMK_LCB_F_RT) {
		owner = wmk_lock_word(lock, rt_mutex_base, owner);
	} else {
		owner = wmk_rwsem_owner(lock);
		if (owner & WMK_RWSEM_READERS)
			return NULL;
	}
	return (struct task_struct *)(unsigned long)(owner & ~WMK_OWNER_BITS);
}

/*
 * Whether the current task has come to a lock that it slept for, or has given up,
 * which it cannot where it spins. The tracepoint does not tell which sort of lock
 * it is, and those that spin are none of this kind.
 *
 * A lock that is slept for names the task as its owner, or has readers. No lock
 * that spins looks like that: its first byte is odd while it is held.
 */
static wmk_unused bool wmk_slept_for(void *lock, s32 result)
{
	u64 task = wmk_number(current);
	u64 owner = wmk_rwsem_owner(lock);

	if (result < 0)
		return true;
	if ((wmk_mutex_owner(lock) & ~WMK_OWNER_BITS) == task)
		return true;
	if ((wmk_lock_word(lock, rt_mutex_base, owner) & ~WMK_OWNER_BITS) == task)
		return true;
	if ((owner & ~WMK_OWNER_BITS) == task)
		return true;
	return (owner & WMK_RWSEM_READERS) && !(wmk_rwsem_count(lock) & WMK_RWSEM_WRITER);
}

static wmk_unused bool wmk_futex_waits(int op)
{
	op &= FUTEX_CMD_MASK;
	return op == FUTEX_WAIT || op == FUTEX_WAIT_BITSET;
}

static wmk_unused bool wmk_futex_wakes(int op)
{
	op &= FUTEX_CMD_MASK;
	return op == FUTEX_WAKE || op == FUTEX_WAKE_BITSET;
}

/* Of what do_futex gets, which is signed, or of the flags that it makes of that. */
#define wmk_futex_shared(op)				\
	_Generic((op),					\
		 int: !((op) & FUTEX_PRIVATE_FLAG),	\
		 unsigned int: !!((op) & WMK_FLAGS_SHARED))

static wmk_unused u64 wmk_time_at(const s64 *time)
{
	u64 ns;

	wmk_read_bytes(&ns, sizeof(ns), time);
	return ns;
}

#endif /* WMK_EVENTS_LOCK_STAP_H */
