/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.scope.h - whether the current task is one of those whose events are to be
 * read
 */
#ifndef WMK_SCOPE_H
#define WMK_SCOPE_H

#include "wmk.engine.h"

static wmk_unused bool wmk_has_user(const struct wmk_scope *scope)
{
	u32 i, user = wmk_user();

	for (i = 0; i < min_t(u32, scope->nr_users, WMK_SCOPE_USERS); i++)
		if (scope->users[i] == user)
			return true;
	return false;
}

/* A kernel thread executes no file, nor does a thread that has all but ended. */
static wmk_unused bool wmk_has_exe(const struct wmk_scope *scope)
{
	struct mm_struct *mm = current->mm;
	struct file *file = mm ? rcu_dereference_raw(mm->exe_file) : NULL;
	struct inode *inode = file ? file_inode(file) : NULL;
	u32 i;

	for (i = 0; inode && i < min_t(u32, scope->nr_exes, WMK_SCOPE_EXES); i++)
		if (scope->exes[i].inode == inode->i_ino && scope->exes[i].device == inode->i_sb->s_dev)
			return true;
	return false;
}

static wmk_unused bool wmk_is_inside(const struct wmk_scope *scope, const void *cgroups, u32 index)
{
	const u64 *ids = cgroups;

	if ((scope->asked & WMK_ASKED_CGROUP) && !wmk_is_below_cgroup(ids[index]))
		return false;
	if ((scope->asked & WMK_ASKED_USERS) && !wmk_has_user(scope))
		return false;
	return !(scope->asked & WMK_ASKED_EXES) || wmk_has_exe(scope);
}

#endif /* WMK_SCOPE_H */
