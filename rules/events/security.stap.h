/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * security.stap.h - how the fields of privileges, and of what takes some, are read
 * in a module
 */
#ifndef WMK_EVENTS_SECURITY_STAP_H
#define WMK_EVENTS_SECURITY_STAP_H

#include <linux/bpf.h>
#include <linux/cgroup.h>
#include <linux/cred.h>
#include <linux/ipc_namespace.h>
#include <linux/nsproxy.h>
#include <linux/pid_namespace.h>
#include <linux/user_namespace.h>
#include <linux/utsname.h>
#include <net/net_namespace.h>
#include "read.stap.h"
#include "wmk.namespaces.h"

/* Credentials. */

/* Those that the current thread has. */
static wmk_unused const struct cred *wmk_old_cred(void)
{
	return rcu_dereference_raw(current->real_cred);
}

/* The kernel's own numbers are those of the initial user namespace. */
#define wmk_id(cred, which)	((cred)->which.val)

/* A bit for each; the kernel's type differs from one to the next, its bytes do not. */
static wmk_unused u64 wmk_capabilities(const void *at)
{
	u64 bits;

	BUILD_BUG_ON(sizeof(kernel_cap_t) != sizeof(bits));
	wmk_read_bytes(&bits, sizeof(bits), at);
	return bits;
}

#define wmk_cred_capabilities(cred, which)	wmk_capabilities(&(cred)->which)

static wmk_unused u32 wmk_user_namespace(const struct cred *cred)
{
	return wmk_read(cred, user_ns, ns.inum);
}

static wmk_unused bool wmk_in_exec(void)
{
	return current->in_execve;
}

static wmk_unused void wmk_fill_task_comm(char *to, u32 bytes, struct task_struct *task)
{
	wmk_fill_string(to, bytes, task->comm);
}

/* Namespaces, of which the kernel keeps that of mounts to itself. */
#define wmk_namespace_uts_ns(proxy)			wmk_read(proxy, uts_ns, ns.inum)
#define wmk_namespace_ipc_ns(proxy)			wmk_read(proxy, ipc_ns, ns.inum)
#define wmk_namespace_mnt_ns(proxy)			wmk_mount_namespace_of(proxy)
#define wmk_namespace_pid_ns_for_children(proxy)	wmk_read(proxy, pid_ns_for_children, ns.inum)
#define wmk_namespace_net_ns(proxy)			wmk_read(proxy, net_ns, ns.inum)
#define wmk_namespace_cgroup_ns(proxy)			wmk_read(proxy, cgroup_ns, ns.inum)
#define wmk_namespace(proxy, which)			wmk_namespace_##which(proxy)

#endif /* WMK_EVENTS_SECURITY_STAP_H */
