/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.namespaces.h - what a process is to its own pid namespace
 */
#ifndef WMK_NAMESPACES_H
#define WMK_NAMESPACES_H

#include "wmk.bpf.h"

/*
 * A process has a number in each namespace from the outermost down to its own.
 * Where it is gone already there is nothing to follow, and all reads are 0.
 */
static __always_inline struct upid *wmk_innermost(struct task_struct *task)
{
	struct pid *pid = BPF_CORE_READ(task, group_leader, thread_pid);
	__u32 level = BPF_CORE_READ(pid, level);

	return (void *)pid + bpf_core_field_offset(struct pid, numbers) +
	       level * bpf_core_type_size(struct upid);
}

static __always_inline __u32 wmk_pid_namespace(struct task_struct *task)
{
	return BPF_CORE_READ(wmk_innermost(task), ns, ns.inum);
}

static __always_inline __u32 wmk_namespace_process(struct task_struct *task)
{
	return BPF_CORE_READ(wmk_innermost(task), nr);
}

#endif /* WMK_NAMESPACES_H */
