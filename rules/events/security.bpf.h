/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * security.bpf.h - how the fields of privileges, and of what takes some, are read
 */
#ifndef WMK_EVENTS_SECURITY_BPF_H
#define WMK_EVENTS_SECURITY_BPF_H

#include "read.bpf.h"

/* A bit for each; the kernel's type differs from one to the next, its bytes do not. */
struct wmk_capabilities {
	__u64 bits;
};

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

/* Numbers of the initial user namespace. */
typedef struct {
	__u32 val;
} kgid_t;

struct cred {
	kuid_t uid;
	kgid_t gid;
	kuid_t suid;
	kgid_t sgid;
	kuid_t euid;
	kgid_t egid;
	kuid_t fsuid;
	kgid_t fsgid;
	struct wmk_capabilities cap_permitted;
	struct wmk_capabilities cap_effective;
	struct user_namespace *user_ns;
};

struct task_struct___security {
	unsigned int in_execve : 1;
	const struct cred *real_cred;
	char comm[16];
};

struct ns_common___security {
	unsigned int inum;
};

struct user_namespace {
	struct ns_common___security ns;
};

struct uts_namespace {
	struct ns_common___security ns;
};

struct ipc_namespace {
	struct ns_common___security ns;
};

struct mnt_namespace___security {
	struct ns_common___security ns;
};

struct pid_namespace___security {
	struct ns_common___security ns;
};

struct net {
	struct ns_common___security ns;
};

struct cgroup_namespace {
	struct ns_common___security ns;
};

struct nsproxy___security {
	struct uts_namespace *uts_ns;
	struct ipc_namespace *ipc_ns;
	struct mnt_namespace___security *mnt_ns;
	struct pid_namespace___security *pid_ns_for_children;
	struct net *net_ns;
	struct cgroup_namespace *cgroup_ns;
};

#pragma clang attribute pop

/* Credentials. */

/* Those that the current thread has. */
static __always_inline const struct cred *wmk_old_cred(void)
{
	struct task_struct___security *task = (void *)bpf_get_current_task_btf();

	return task->real_cred;
}

#define wmk_id(cred, which) BPF_CORE_READ(cred, which.val)

#define wmk_cred_capabilities(cred, which) BPF_CORE_READ(cred, which).bits

static __always_inline __u64 wmk_capabilities(const void *at)
{
	__u64 bits = 0;

	bpf_probe_read_kernel(&bits, sizeof(bits), at);
	return bits;
}

static __always_inline __u32 wmk_user_namespace(const struct cred *cred)
{
	return BPF_CORE_READ(cred, user_ns, ns.inum);
}

static __always_inline bool wmk_in_exec(void)
{
	struct task_struct___security *task = (void *)bpf_get_current_task_btf();

	return BPF_CORE_READ_BITFIELD(task, in_execve);
}

static __always_inline void wmk_fill_task_comm(char *to, __u32 bytes, struct task_struct *of)
{
	struct task_struct___security *task = (void *)of;

	if (bpf_probe_read_kernel_str(to, bytes, &task->comm) < 0)
		to[0] = '\0';
}

/* Namespaces. */

#define wmk_namespace(proxy, which) \
	BPF_CORE_READ((struct nsproxy___security *)(proxy), which, ns.inum)

#endif /* WMK_EVENTS_SECURITY_BPF_H */
