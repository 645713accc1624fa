/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * process.h - kinds of events: threads, processes and the programs that they run
 */
#ifndef WMK_EVENTS_PROCESS_H
#define WMK_EVENTS_PROCESS_H

#include "../wmk.h"
#include "../wmkconstants.h"

#ifdef __bpf__
#include "process.bpf.h"
#endif
#ifdef __KERNEL__
#include "process.stap.h"
#endif

/* A thread was created; the subject is the thread that created it. */
struct WMK_KIND(threadcreation) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/sched_process_fork", struct task_struct *parent,
		   struct task_struct *child)
	WMK_STAP_AT("kernel.trace(\"sched_process_fork\")", struct task_struct *parent = $parent,
		     struct task_struct *child = $child)

	wmk_thread_t Child		WMK_BPF_TASK(child);
	wmk_process_t ChildProcess	WMK_BPF_TASK(child);
	/* 1 where the thread is the first of a new process. */
	__u8 NewProcess			WMK_BPF(child->tgid != parent->tgid);
};

/* A thread ends; the subject is the thread that ends. */
struct WMK_KIND(threadtermination) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/sched_process_exit", struct task_struct *task)
	WMK_STAP_AT("kernel.trace(\"sched_process_exit\")", struct task_struct *task = $p)
	WMK_CONSTANTS_OF(signals)

	/* As wait(2) encodes it: status << 8, or the signal's number. */
	__s32 ExitCode			WMK_BPF(task->exit_code);
};

/* The last thread of a process ends. */
struct WMK_KIND(processtermination) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fentry/taskstats_exit", struct task_struct *task,
		   int group_dead)
	WMK_BPF_WHEN(group_dead)
	WMK_BPF_AT("tp_btf/sched_process_exit", struct task_struct *task)
	WMK_BPF_WHEN(task->signal->live.counter == 0)
	WMK_STAP_AT("kprobe.function(\"taskstats_exit\")", struct task_struct *task = pointer_arg(1),
		     int group_dead = int_arg(2))
	WMK_STAP_WHEN(group_dead)
	WMK_STAP_AT("kernel.trace(\"sched_process_exit\")", struct task_struct *task = $p)
	WMK_STAP_WHEN(task->signal->live.counter == 0)
	WMK_BLIND("where the kernel lacks fentry: which of two threads that end at once is the last; both may be reported")
	WMK_CONSTANTS_OF(signals)

	/* As wait(2) encodes it: status << 8, or the signal's number. */
	__s32 ExitCode			WMK_BPF(task->exit_code);
};

/* A process has begun to run another program. */
struct WMK_KIND(exec) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/sched_process_exec", struct task_struct *task,
		   int old_pid, struct linux_binprm *bprm)
	WMK_STAP_AT("kernel.trace(\"sched_process_exec\")", struct task_struct *task = $p,
		     int old_pid = $old_pid, struct linux_binprm *bprm = $bprm)
	WMK_BLIND("the script that an interpreter was started for: Device and Inode are the interpreter's")

	/* The name as given to execve; relative names stay relative. */
	char FileName[256]		WMK_BPF_FILL(wmk_fill_string, bprm->filename);
	/* As stat(2) gives them. */
	__u32 Device			WMK_BPF(wmk_device(bprm->file));
	__u64 Inode			WMK_BPF(bprm->file->f_inode->i_ino);
	/* The thread that called execve, which takes the leader's number. */
	__u32 OldThreadId		WMK_BPF(old_pid);
};

#endif /* WMK_EVENTS_PROCESS_H */
