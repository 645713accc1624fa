/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * file.bpf.h - how the fields of files are read
 */
#ifndef WMK_EVENTS_FILE_BPF_H
#define WMK_EVENTS_FILE_BPF_H

#include "read.bpf.h"

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct filename {
	const char *name;
};

struct open_flags {
	int open_flag;
};

struct iattr {
	unsigned int ia_valid;
	long long ia_size;
	struct file *ia_file;
};

#pragma clang attribute pop

#define WMK_MAY_WRITE		2
#define WMK_ATTR_SIZE		(1 << 3)
#define WMK_ATTR_FILE		(1 << 13)
#define WMK_FMODE_OPENED	0x80000

/* Regular files and block devices: what is written there stays. */
static __always_inline bool wmk_is_stored(struct file *file)
{
	__u32 type = BPF_CORE_READ(file, f_inode, i_mode) & 0170000;

	return type == 0100000 || type == 0060000;
}

static __always_inline bool wmk_is_opened(struct file *file)
{
	return file->f_mode & WMK_FMODE_OPENED;
}

/* The error number that the kernel returns in place of a pointer, with a minus; 0: none. */
static __always_inline __s32 wmk_error(const void *pointer)
{
	return (unsigned long)pointer >= (unsigned long)-4095 ? (long)pointer : 0;
}

/* The path of what is set the attributes of; of truncate(2) the mount is not known. */
static __always_inline struct vfsmount *wmk_mount_of(struct iattr *attributes)
{
	return attributes->ia_valid & WMK_ATTR_FILE ? BPF_CORE_READ(attributes, ia_file, f_path.mnt) : NULL;
}

#endif /* WMK_EVENTS_FILE_BPF_H */
