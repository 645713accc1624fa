/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.kernel.h - the kernel's types, as far as the engine and the shipped
 * catalogue read them; CO-RE finds each field's place in the running kernel
 *
 * A catalogue that needs further fields declares a flavour of its own, such
 * as struct task_struct___mine: the loader takes off what follows the three
 * underscores.
 */
#ifndef WMK_KERNEL_H
#define WMK_KERNEL_H

#include <linux/bpf.h>
#include <linux/types.h>

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

typedef struct {
	int counter;
} atomic_t;

struct signal_struct {
	atomic_t live;
};

struct thread_info {
	__u32 status;
};

struct qstr {
	__u32 len;
	const unsigned char *name;
};

struct inode;

struct dentry {
	struct dentry *d_parent;
	struct qstr d_name;
	struct inode *d_inode;
};

struct vfsmount {
	struct dentry *mnt_root;
};

struct mount {
	struct mount *mnt_parent;
	struct dentry *mnt_mountpoint;
	struct vfsmount mnt;
};

struct path {
	struct vfsmount *mnt;
	struct dentry *dentry;
};

struct file {
	struct path f_path;
	struct inode *f_inode;
	unsigned int f_flags;
	unsigned int f_mode;
};

struct mm_struct {
	struct file *exe_file;
};

struct ns_common {
	unsigned int inum;
};

struct mnt_namespace {
	struct ns_common ns;
};

struct nsproxy {
	struct mnt_namespace *mnt_ns;
};

struct pid_namespace {
	struct ns_common ns;
};

struct upid {
	int nr;
	struct pid_namespace *ns;
};

struct pid {
	unsigned int level;
	struct upid numbers[1];		/* level + 1 of them, the outermost first */
};

struct task_struct {
	struct thread_info thread_info;
	unsigned int flags;
	int exit_code;
	int pid;
	int tgid;
	__u64 start_time;
	__u64 start_boottime;
	struct mm_struct *mm;
	struct task_struct *real_parent;
	struct task_struct *group_leader;
	struct pid *thread_pid;
	struct nsproxy *nsproxy;
	struct signal_struct *signal;
};

struct bpf_iter_meta {
	__u64 seq_num;
};

#pragma clang attribute pop

/* The task that a program runs for: it stays the same one, so clang asks for it once. */
#ifdef __bpf__
static struct task_struct *(*const wmk_current_task)(void)
	__attribute__((const, unused)) = (void *)BPF_FUNC_get_current_task_btf;
#else
#define wmk_current_task()	bpf_get_current_task_btf()
#endif

#endif /* WMK_KERNEL_H */
