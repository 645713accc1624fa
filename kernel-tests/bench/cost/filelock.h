/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * filelock.h - a kind of events for locked.wmk, which the shipped catalogue does
 * not have: raised at a tracepoint, so that every kernel lets a program look on
 */
#ifndef FILELOCK_H
#define FILELOCK_H

#include "wmk.h"

#ifdef __bpf__
#include "filelock.bpf.h"
#endif

/* A call of flock(2) has been answered, or what it locked is given up. */
struct WMK_KIND(filelock) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/flock_lock_inode", struct inode *inode, struct file_lock *lock, int result)
	WMK_CONSTANTS(F_RDLCK = 0, F_WRLCK = 1, F_UNLCK = 2)

	__u64 Inode		WMK_BPF(inode->i_ino);
	__u32 Type		WMK_BPF(type_of(lock));
	/* 0, or a negative error number. */
	__s32 Result		WMK_BPF(result);
};

#endif /* FILELOCK_H */
