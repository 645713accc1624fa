/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * sched.h - kinds of events: the scheduler
 *
 * They are raised under the lock of a run queue, where no memory can be had. A
 * rule that reports every one of them wakes its own reader, and so makes more.
 */
#ifndef WMK_EVENTS_SCHED_H
#define WMK_EVENTS_SCHED_H

#include "../wmk.h"
#include "../wmkconstants.h"

#ifdef __bpf__
#include "sched.bpf.h"
#endif
#ifdef __KERNEL__
#include "sched.stap.h"
#endif

/* A processor goes over from one thread to another; the subject is the one that leaves. */
struct WMK_KIND(contextswitch) {
	WMK_DONE
	WMK_BPF_AT("tp_btf/sched_switch", bool preempted, struct task_struct *previous,
		   struct task_struct *next, unsigned int state)
	WMK_STAP_AT("kernel.trace(\"sched_switch\")", bool preempted = $preempt,
		     struct task_struct *previous = $prev, struct task_struct *next = $next,
		     unsigned int state = @defined($prev_state) ? $prev_state : $prev->state)
	WMK_BLIND("whether a thread that is able to run had to leave or gave way: where SyscallNr is -1 it had to")
	WMK_CONSTANTS(TASK_RUNNING = 0, TASK_INTERRUPTIBLE = 0x1, TASK_UNINTERRUPTIBLE = 0x2,
		      __TASK_STOPPED = 0x4, __TASK_TRACED = 0x8, TASK_DEAD = 0x80,
		      TASK_WAKEKILL = 0x100, TASK_NOLOAD = 0x400)
	WMK_CONSTANTS_OF(syscalls)

	/* What the thread that leaves waits in, as bits; TASK_RUNNING: it is able to run. */
	__u32 State			WMK_BPF(preempted ? 0 : state);
	/* 1 where it was made to leave in the kernel's code; it may be made to in its own with 0. */
	__u8 Preempted			WMK_BPF(preempted);
	/* The system call that it is in; -1 outside of one, and for threads of the kernel. */
	__s32 SyscallNr			WMK_BPF(wmk_syscall_of(previous));
	/* The thread that comes; 0 is the processor's idle one. */
	wmk_thread_t Next		WMK_BPF_TASK(next);
	wmk_process_t NextProcess	WMK_BPF_TASK(next);
	char NextComm[16]		WMK_BPF_FILL(wmk_fill_comm_of, next);
};

/*
 * A thread that waited is able to run again; the subject is that thread. It comes
 * behind the contextswitch with which the thread went to wait.
 */
struct WMK_KIND(wakeup) {
	WMK_DONE
	WMK_NO_TASK
	WMK_BPF_AT("tp_btf/sched_wakeup", struct task_struct *task)
	WMK_STAP_AT("kernel.trace(\"sched_wakeup\")", struct task_struct *task = $p)
	WMK_BLIND("who wakes: the kernel may leave the waking to another processor. waking knows it")
	WMK_BLIND("a new thread's first time")

	wmk_thread_t ThreadId		WMK_BPF_TASK(task);
	wmk_process_t ProcessId		WMK_BPF_TASK(task);
	__u64 StartTime			WMK_BPF(task->group_leader->start_time);
	char Comm[16]			WMK_BPF_FILL(wmk_fill_comm_of, task);
	__u32 PidNamespace		WMK_BPF(wmk_pid_namespace(task));
	__u32 NamespaceProcessId	WMK_BPF(wmk_namespace_process(task));
	__u32 MountNamespace		WMK_BPF(task->nsproxy->mnt_ns->ns.inum)
					WMK_STAP(wmk_mount_namespace(task));
};

/* A thread is about to wake another one; the subject is the thread that wakes. */
struct WMK_KIND(waking) {
	WMK_ATTEMPTED
	WMK_BPF_AT("tp_btf/sched_waking", struct task_struct *task)
	WMK_STAP_AT("kernel.trace(\"sched_waking\")", struct task_struct *task = $p)
	WMK_BLIND("whether the subject wakes or an interrupt that came to it")
	WMK_BLIND("a new thread's first time")
	WMK_BLIND("which is first, where a thread goes to wait and is woken at once: this or contextswitch")

	wmk_thread_t Woken		WMK_BPF_TASK(task);
	wmk_process_t WokenProcess	WMK_BPF_TASK(task);
	char WokenComm[16]		WMK_BPF_FILL(wmk_fill_comm_of, task);
};

#endif /* WMK_EVENTS_SCHED_H */
