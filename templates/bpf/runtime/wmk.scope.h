/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.scope.h - whether the current task is one of those whose events are to
 * be read
 */
#ifndef WMK_SCOPE_H
#define WMK_SCOPE_H

#include "wmk.bpf.h"

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct super_block___scope {
	__u32 s_dev;
};

struct inode___scope {
	unsigned long i_ino;
	struct super_block___scope *i_sb;
};

#pragma clang attribute pop

static __always_inline bool wmk_has_user(const volatile struct wmk_scope *scope)
{
	__u32 user = (__u32)bpf_get_current_uid_gid();
	__u32 i, nr = scope->nr_users;

	for (i = 0; i < WMK_SCOPE_USERS; i++)
		if (i < nr && scope->users[i] == user)
			return true;
	return false;
}

/* A kernel thread executes no file, nor does a thread that has all but ended. */
static __always_inline bool wmk_has_exe(const volatile struct wmk_scope *scope)
{
	struct mm_struct *mm = bpf_get_current_task_btf()->mm;
	struct file *file = mm ? mm->exe_file : NULL;
	struct inode___scope *inode;
	__u32 i, device, nr = scope->nr_exes;
	__u64 number;

	if (!file)
		return false;
	inode = (struct inode___scope *)file->f_inode;
	number = inode->i_ino;
	device = inode->i_sb->s_dev;
	for (i = 0; i < WMK_SCOPE_EXES; i++)
		if (i < nr && scope->exes[i].inode == number &&
		    scope->exes[i].device == device)
			return true;
	return false;
}

/* A function of its own, so that it stands in a program once, or not at all. */
static __noinline bool wmk_is_inside(const volatile struct wmk_scope *scope,
				     void *cgroups, __u32 index)
{
	__u32 asked = scope->asked;

	if ((asked & WMK_ASKED_CGROUP) &&
	    bpf_current_task_under_cgroup(cgroups, index) != 1)
		return false;
	if ((asked & WMK_ASKED_USERS) && !wmk_has_user(scope))
		return false;
	return !(asked & WMK_ASKED_EXES) || wmk_has_exe(scope);
}

#endif /* WMK_SCOPE_H */
