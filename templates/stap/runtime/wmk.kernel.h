/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.kernel.h - what a module asks the kernel it runs in, and how it counts
 * and locks
 *
 * Probes run with interrupts off, so that nothing of this module interrupts
 * another part of it on the same CPU. Nothing here sleeps or takes memory.
 */
#ifndef WMK_KERNEL_H
#define WMK_KERNEL_H

#include <linux/atomic.h>
#include <linux/cgroup.h>
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/irq_work.h>
#include <linux/mm_types.h>
#include <linux/nsproxy.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task_stack.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

/*
 * A session goes on whatever single probes meet: SystemTap counts what it skips,
 * and the statistics say so, but by default it gives up after a hundred. An event
 * that comes in the middle of another one would be skipped, so interrupts wait.
 */
#undef MAXSKIPPED
#define MAXSKIPPED	INT_MAX
#undef MAXERRORS
#define MAXERRORS	INT_MAX
#undef STP_OVERLOAD
/* SystemTap takes every stack for a thread's, and so skips at random what comes in interrupts: see wmk_has_stack(). */
#undef MINSTACKSPACE
#define MINSTACKSPACE	0
#undef INTERRUPTIBLE
#define INTERRUPTIBLE	0

/* Where the order of members is drawn when a kernel is built nobody knows structs that it keeps to itself. */
#if defined(CONFIG_RANDSTRUCT) || defined(CONFIG_GCC_PLUGIN_RANDSTRUCT)
#define WMK_KNOWS_STRUCTS	0
#else
#define WMK_KNOWS_STRUCTS	1
#endif

/* What clang is told of loops is for the verifier of eBPF. */
#pragma GCC diagnostic ignored "-Wunknown-pragmas"

#include "wmk.value.h"

#ifndef __noinline	/* libbpf's name of it */
#define __noinline	noinline
#endif
#define wmk_table

/* What tells of the module stands in sections of its own, for who loads it. */
#define SEC(name)	__attribute__((section(name), used))

/*
 * Statistics and scratch memory are had by so many CPUs each, what is more shares
 * with others: nothing is allocated where events are read.
 */
#ifndef WMK_CPUS
#define WMK_CPUS	64
#endif

static wmk_unused u32 wmk_cpu(void)
{
	return smp_processor_id();
}

static wmk_unused u64 wmk_clock(void)
{
	return ktime_get_mono_fast_ns();
}

static wmk_unused u64 wmk_boot_clock(void)
{
	return ktime_get_boot_fast_ns();
}

/* Drawn by lot, which nothing depends on but what is timed. */
static wmk_unused u32 wmk_lot(void)
{
	static u32 state;

	state = state * 1664525 + 1013904223 + (u32)wmk_clock();
	return state >> 8;
}

#define wmk_current_task()	current

/* Whether a task is the loader, or what it has begun: staprun. */
static wmk_unused bool wmk_is_loaders(struct task_struct *task, u32 loader)
{
	return loader && (task->tgid == loader || rcu_dereference_raw(task->real_parent)->tgid == loader);
}

static wmk_unused u32 wmk_process(void)
{
	return current->tgid;
}

static wmk_unused u32 wmk_thread(void)
{
	return current->pid;
}

/* Whether a thread is still there, or another one has its number; idle threads share 0. */
static wmk_unused bool wmk_lives(u32 number, u64 start)
{
	struct task_struct *task;
	bool lives;

	if (!number)
		return true;
	rcu_read_lock();
	task = pid_task(find_pid_ns(number, &init_pid_ns), PIDTYPE_PID);
	lives = task && task->start_time == start;
	rcu_read_unlock();
	return lives;
}

static wmk_unused u32 wmk_parent(void)
{
	return rcu_dereference_raw(current->real_parent)->tgid;
}

/* Numbers of the initial user namespace. */
static wmk_unused u32 wmk_user(void)
{
	return from_kuid(&init_user_ns, current_uid());
}

static wmk_unused u32 wmk_group(void)
{
	return from_kgid(&init_user_ns, current_gid());
}

static wmk_unused u64 wmk_cgroup(void)
{
	return cgroup_id(task_dfl_cgroup(current));
}

/* Whether the current task is in the cgroup of that number, or below it. */
static wmk_unused bool wmk_is_below_cgroup(u64 id)
{
	struct cgroup *cgroup;

	for (cgroup = task_dfl_cgroup(current); cgroup; cgroup = cgroup_parent(cgroup))
		if (cgroup_id(cgroup) == id)
			return true;
	return false;
}

static wmk_unused void wmk_fill_comm(char *to, u32 bytes)
{
	strscpy(to, current->comm, bytes);
}

/*
 * A lock that is not waited for for ever: who holds it does so for some
 * microseconds, and if something is wrong with that the machine goes on, and what
 * was not read is counted.
 */
struct wmk_lock {
	int taken;
};

#define WMK_LOCK_TRIES	(1 << 18)

/*
 * Times that a lock was not to be had, events that were not seen, and those that were skipped
 * as there was too little stack; who loads the module is told.
 */
static u64 wmk_not_had, wmk_unseen, wmk_too_deep;

static wmk_unused bool wmk_lock(struct wmk_lock *lock)
{
	u32 i;

	for (i = 0; i < WMK_LOCK_TRIES; i++) {
		if (!READ_ONCE(lock->taken) && !xchg(&lock->taken, 1))
			return true;
		cpu_relax();
	}
	__sync_fetch_and_add(&wmk_not_had, 1);
	return false;
}

static wmk_unused void wmk_unlock(struct wmk_lock *lock)
{
	smp_store_release(&lock->taken, 0);
}

/* What reading an event takes of the stack, at the most. */
#define WMK_STACK_BYTES	3072

/* Whether the thread has so much left; an interrupt has a stack of its own, which is far from it. */
static wmk_unused bool wmk_has_stack(void)
{
	unsigned long left = (unsigned long)&left - (unsigned long)task_stack_page(current);

	if (likely(left >= WMK_STACK_BYTES))
		return true;
	__sync_fetch_and_add(&wmk_too_deep, 1);
	return false;
}

/* Calls a function with numbers from 0 on, until it returns 1. */
#define wmk_loop(nr, function, context, flags)				\
	do {								\
		u32 wmk_i, wmk_nr = (nr);				\
									\
		for (wmk_i = 0; wmk_i < wmk_nr; wmk_i++)		\
			if ((function)(wmk_i, (context)))		\
				break;					\
	} while (0)

#endif /* WMK_KERNEL_H */
