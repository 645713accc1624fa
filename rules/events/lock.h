/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * lock.h - kinds of events: the kernel's locks, and those of programs (futexes)
 */
#ifndef WMK_EVENTS_LOCK_H
#define WMK_EVENTS_LOCK_H

#include "../wmk.h"
#include "../wmkconstants.h"

#ifdef __bpf__
#include "lock.bpf.h"
#endif
#ifdef __KERNEL__
#include "lock.stap.h"
#endif

/* A thread begins to wait, asleep, for a lock of the kernel that others have. */
struct WMK_KIND(lockcontention) {
	WMK_ATTEMPTED
	WMK_BPF_AT("tp_btf/contention_begin", void *lock, unsigned int flags)
	WMK_BPF_WHEN(!(flags & WMK_LCB_F_SPIN))
	WMK_STAP_AT("kernel.trace(\"contention_begin\")", void *lock = $lock,
		     unsigned int flags = $flags)
	WMK_STAP_WHEN(!(flags & WMK_LCB_F_SPIN))
	WMK_BLIND("locks that are spun for, and the while that is spun for others before a thread sleeps")
	WMK_BLIND("that the same wait may be told twice")
	WMK_CONSTANTS(LCB_F_READ = 0x2, LCB_F_WRITE = 0x4, LCB_F_RT = 0x8,
		      LCB_F_PERCPU = 0x10, LCB_F_MUTEX = 0x20)

	/* The address of the lock in the kernel. */
	__u64 Lock			WMK_BPF((__u64)lock);
	/* Of which sort it is, as bits. */
	__u32 Flags			WMK_BPF(flags);
	/* The thread that has it, as a number; 0 where the kernel does not note it: readers, LCB_F_PERCPU. */
	__u32 Owner			WMK_BPF(BPF_CORE_READ(wmk_lock_owner(lock, flags), pid));
	__u32 OwnerProcess		WMK_BPF(BPF_CORE_READ(wmk_lock_owner(lock, flags), tgid));
};

/* The thread has the lock that it waited for, or waits no longer. */
struct WMK_KIND(lockcontentionend) {
	WMK_DONE
	WMK_BPF_AT("tp_btf/contention_end", void *lock, int result)
	WMK_BPF_WHEN(wmk_slept_for(lock, result))
	WMK_STAP_AT("kernel.trace(\"contention_end\")", void *lock = $lock, int result = $ret)
	WMK_STAP_WHEN(wmk_slept_for(lock, result))
	WMK_BLIND("locks that are spun for, and percpu_rw_semaphores (LCB_F_PERCPU)")
	WMK_BLIND("the end that interrupts the reading of another one; it counts as a miss, also where it is none of these")
	WMK_CONSTANTS_OF(errors)

	/* The address of the lock in the kernel. */
	__u64 Lock			WMK_BPF((__u64)lock);
	/* 0, or a negative error number: the thread gave up. */
	__s32 Result			WMK_BPF(result);
};

/* A thread is about to wait for a futex, if that has the value that it expects. */
struct WMK_KIND(futexwait) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("fentry/do_futex", void *address, int op, __u32 value, __s64 *timeout)
	WMK_BPF_WHEN(wmk_futex_waits(op))
	WMK_BPF_AT("fentry/futex_wait", void *address, unsigned int op, __u32 value, __s64 *timeout)
	WMK_STAP_AT("kprobe.function(\"do_futex\")", void *address = pointer_arg(1),
		     int op = int_arg(2), __u32 value = uint_arg(3), __s64 *timeout = pointer_arg(4))
	WMK_STAP_WHEN(wmk_futex_waits(op))
	WMK_STAP_AT("kprobe.function(\"futex_wait\")", void *address = pointer_arg(1),
		     unsigned int op = uint_arg(2), __u32 value = uint_arg(3),
		     __s64 *timeout = pointer_arg(4))
	WMK_BLIND("futex_wait(2), futex_waitv(2), io_uring")
	WMK_BLIND("FUTEX_LOCK_PI, which futexlock tells, and FUTEX_WAIT_REQUEUE_PI")

	/* In the memory of the program. */
	__u64 Address			WMK_BPF((__u64)address);
	/* What the program expects there. */
	__u32 Value			WMK_BPF(value);
	/* 1 where other processes may use it, too: by what the program says. */
	__u8 Shared			WMK_BPF(wmk_futex_shared(op));
	/* When it gives up: ns of CLOCK_MONOTONIC, or of CLOCK_REALTIME where the program says so; 0: never. */
	__u64 Deadline			WMK_BPF(wmk_time_at(timeout));
};

/*
 * A thread is about to wait for a futex that says who has it (FUTEX_LOCK_PI). Who
 * that is, is what the kernel has noted: the word in the program's memory says it,
 * too, and can be changed.
 */
struct WMK_KIND(futexlock) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("fentry/rt_mutex_wait_proxy_lock", struct rt_mutex_base *lock)
	WMK_STAP_AT("kprobe.function(\"rt_mutex_wait_proxy_lock\")",
		     struct rt_mutex_base *lock = pointer_arg(1))
	WMK_BLIND("where the futex is in the memory of the program")
	WMK_BLIND("locks that were free: programs take them without the kernel")

	/* The address of the kernel's own lock behind the futex, which is there while somebody waits. */
	__u64 Lock			WMK_BPF(wmk_number(lock));
	/* The thread that has it, as a number. */
	__u32 Owner			WMK_BPF(BPF_CORE_READ(wmk_lock_owner(lock, WMK_LCB_F_RT), pid));
	__u32 OwnerProcess		WMK_BPF(BPF_CORE_READ(wmk_lock_owner(lock, WMK_LCB_F_RT), tgid));
};

/* A thread is about to wake those that wait for a futex. */
struct WMK_KIND(futexwake) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("fentry/do_futex", void *address, int op, __u32 count)
	WMK_BPF_WHEN(wmk_futex_wakes(op))
	WMK_BPF_AT("fentry/futex_wake", void *address, unsigned int op, __u32 count)
	WMK_STAP_AT("kprobe.function(\"do_futex\")", void *address = pointer_arg(1),
		     int op = int_arg(2), __u32 count = uint_arg(3))
	WMK_STAP_WHEN(wmk_futex_wakes(op))
	WMK_STAP_AT("kprobe.function(\"futex_wake\")", void *address = pointer_arg(1),
		     unsigned int op = uint_arg(2), __u32 count = uint_arg(3))
	WMK_BLIND("futex_wake(2), io_uring")
	WMK_BLIND("FUTEX_WAKE_OP, FUTEX_REQUEUE and its like, FUTEX_UNLOCK_PI")
	WMK_BLIND("how many waited")

	/* In the memory of the program. */
	__u64 Address			WMK_BPF((__u64)address);
	/* How many at the most. */
	__u32 Count			WMK_BPF(count);
	/* 1 where other processes may use it, too: by what the program says. */
	__u8 Shared			WMK_BPF(wmk_futex_shared(op));
};

#endif /* WMK_EVENTS_LOCK_H */
