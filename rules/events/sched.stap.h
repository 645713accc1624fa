/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * sched.stap.h - how the fields of the scheduler's events are read in a module
 */
#ifndef WMK_EVENTS_SCHED_STAP_H
#define WMK_EVENTS_SCHED_STAP_H

#include <linux/sched.h>
#include <linux/sched/task_stack.h>
#include "syscall.stap.h"
#include "wmk.namespaces.h"

static wmk_unused void wmk_fill_comm_of(char *to, u32 bytes, struct task_struct *task)
{
	wmk_fill_string(to, bytes, task->comm);
}

/* The task must be the current one. */
static wmk_unused s32 wmk_syscall_of(struct task_struct *task)
{
	if (task->flags & PF_KTHREAD)
		return -1;
	return wmk_syscall_number(task_pt_regs(task)->orig_ax);
}

#endif /* WMK_EVENTS_SCHED_STAP_H */
