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

/* Of the initial user namespace. */
typedef struct {
	__u32 val;
} kuid_t;

struct inode {
	__u16 i_mode;
	kuid_t i_uid;
	unsigned int i_nlink;
	unsigned long i_ino;
	long long i_size;
	struct super_block *i_sb;
};

#pragma clang attribute pop

/* An address as a number to count with; the verifier takes it for a pointer otherwise. */
static __always_inline __u64 wmk_number(const void *address)
{
	__u64 number = 0;

	bpf_probe_read_kernel(&number, sizeof(number), &address);
	return number;
}

/* A device's number as stat(2) gives it. */
static __always_inline __u32 wmk_stat_device(__u32 major, __u32 minor)
{
	return (minor & 0xff) | major << 8 | (minor & ~0xffU) << 12;
}

/*
 * Inodes are read with a guard. Of some pointers newer kernels believe that they
 * are never NULL, and of others that they lead on to no NULL (dentry.d_inode, though
 * a name may have no inode yet): a plain read of such a one stops the machine, and
 * a comparison with NULL is taken for needless.
 */
static __always_inline __u32 wmk_inode_device(struct inode *inode)
{
	__u32 device = BPF_CORE_READ(inode, i_sb, s_dev);

	return wmk_stat_device(device >> 20, device & 0xfffff);
}

static __always_inline __u32 wmk_device(struct file *file)
{
	return wmk_inode_device(BPF_CORE_READ(file, f_inode));
}

static __always_inline __u32 wmk_dentry_device(struct dentry *dentry)
{
	return wmk_inode_device(BPF_CORE_READ(dentry, d_inode));
}

static __always_inline void wmk_fill_string(char *to, __u32 bytes, const char *from)
{
	if (bpf_probe_read_kernel_str(to, bytes, from) < 0)
		to[0] = '\0';
}

#endif /* WMK_EVENTS_READ_BPF_H */
