/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * sched.bpf.h - how the fields of the scheduler's events are read
 */
#ifndef WMK_EVENTS_SCHED_BPF_H
#define WMK_EVENTS_SCHED_BPF_H

#include "syscall.bpf.h"

#define WMK_PF_KTHREAD		0x00200000

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct task_struct___sched {
	unsigned int flags;
	char comm[16];
};

#pragma clang attribute pop

static __always_inline void wmk_fill_comm_of(char *to, __u32 bytes,
					     struct task_struct *task)
{
	wmk_fill_string(to, bytes, ((struct task_struct___sched *)task)->comm);
}

/* The task must be the current one. */
static __always_inline __s32 wmk_syscall_of(struct task_struct *task)
{
	struct pt_regs *regs;

	if (((struct task_struct___sched *)task)->flags & WMK_PF_KTHREAD)
		return -1;
	regs = (struct pt_regs *)bpf_task_pt_regs(task);
	return wmk_syscall_number(regs->orig_ax);
}

#endif /* WMK_EVENTS_SCHED_BPF_H */
