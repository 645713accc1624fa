/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * filelock.bpf.h - how the kernel's struct file_lock is read, before 6.9 and
 * since; for filelock.h and for what is written by hand
 */
#ifndef FILELOCK_BPF_H
#define FILELOCK_BPF_H

#include <linux/types.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

#ifndef WMK_EVENTS_READ_BPF_H
struct inode {
	unsigned long i_ino;
};
#endif

struct file_lock_core {
	unsigned char flc_type;
};

struct file_lock {
	struct file_lock_core c;
};

struct file_lock___flat {
	unsigned char fl_type;
};

#pragma clang attribute pop

/* The tracepoint may be passed NULL for all that later kernels know, and they want it to be asked for. */
static __always_inline __u32 type_of(struct file_lock *lock)
{
	if (!lock)
		return ~0U;
	if (bpf_core_field_exists(lock->c))
		return lock->c.flc_type;
	return ((struct file_lock___flat *)lock)->fl_type;
}

#endif /* FILELOCK_BPF_H */
