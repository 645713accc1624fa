/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * read.bpf.h - what the kinds of several headers are read with
 */
#ifndef WMK_EVENTS_READ_BPF_H
#define WMK_EVENTS_READ_BPF_H

#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include "wmk.kernel.h"

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct super_block {
	__u32 s_dev;
};

struct inode {
	unsigned long i_ino;
	struct super_block *i_sb;
};

#pragma clang attribute pop

/* A device's number as stat(2) gives it. */
static __always_inline __u32 wmk_stat_device(__u32 major, __u32 minor)
{
	return (minor & 0xff) | major << 8 | (minor & ~0xffU) << 12;
}

static __always_inline __u32 wmk_device(struct file *file)
{
	__u32 device = file->f_inode->i_sb->s_dev;

	return wmk_stat_device(device >> 20, device & 0xfffff);
}

static __always_inline void wmk_fill_path(char *to, __u32 bytes, struct file *file)
{
	if (bpf_d_path(&file->f_path, to, bytes) < 0)
		to[0] = '\0';
}

static __always_inline void wmk_fill_string(char *to, __u32 bytes, const char *from)
{
	if (bpf_probe_read_kernel_str(to, bytes, from) < 0)
		to[0] = '\0';
}

#endif /* WMK_EVENTS_READ_BPF_H */
