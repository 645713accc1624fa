/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.namespaces.h - what a process is to its own namespaces
 */
#ifndef WMK_NAMESPACES_H
#define WMK_NAMESPACES_H

#include <linux/ns_common.h>
#include <linux/nsproxy.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/version.h>
#include "wmk.read.h"

/*
 * A process has a number in each namespace from the outermost down to its own.
 * Where it is gone already there is nothing to follow, and all reads are 0.
 */
static wmk_unused struct upid *wmk_innermost(struct task_struct *task)
{
	struct pid *pid = wmk_read(task, group_leader, thread_pid);

	return &pid->numbers[wmk_read(pid, level)];
}

static wmk_unused u32 wmk_pid_namespace(struct task_struct *task)
{
	return wmk_read(wmk_innermost(task), ns, ns.inum);
}

static wmk_unused u32 wmk_namespace_process(struct task_struct *task)
{
	return wmk_read(wmk_innermost(task), nr);
}

/* The kernel keeps struct mnt_namespace to itself (fs/mount.h); this is how it begins. */
struct wmk_mnt_namespace {
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 11, 0)
	atomic_t count;
#endif
	struct ns_common ns;
};

static wmk_unused u32 wmk_mount_namespace_of(struct nsproxy *proxy)
{
	struct wmk_mnt_namespace *mounts = (void *)wmk_read(proxy, mnt_ns);

	return WMK_KNOWS_STRUCTS ? wmk_read(mounts, ns.inum) : 0;
}

/* 0 behind the end of a thread, which has none then. */
static wmk_unused u32 wmk_mount_namespace(struct task_struct *task)
{
	return wmk_mount_namespace_of(wmk_read(task, nsproxy));
}

#endif /* WMK_NAMESPACES_H */
