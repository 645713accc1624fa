/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * read.stap.h - what the kinds of several headers are read with in a module
 */
#ifndef WMK_EVENTS_READ_STAP_H
#define WMK_EVENTS_READ_STAP_H

#include <linux/fs.h>
#include <linux/version.h>
#include "wmk.read.h"

/* The expressions of the catalogue are those of eBPF. */
#define BPF_CORE_READ(...)	wmk_read(__VA_ARGS__)

static wmk_unused u64 wmk_number(const void *address)
{
	return (unsigned long)address;
}

/* A device's number as stat(2) gives it. */
static wmk_unused u32 wmk_stat_device(u32 major, u32 minor)
{
	return (minor & 0xff) | major << 8 | (minor & ~0xffU) << 12;
}

/* A name may have no inode yet, and an error number is no file: inodes are read with a guard. */
static wmk_unused u32 wmk_inode_device(struct inode *inode)
{
	dev_t device = wmk_read(inode, i_sb, s_dev);

	return wmk_stat_device(MAJOR(device), MINOR(device));
}

static wmk_unused u32 wmk_device(struct file *file)
{
	return wmk_inode_device(wmk_read(file, f_inode));
}

static wmk_unused u32 wmk_dentry_device(struct dentry *dentry)
{
	return wmk_inode_device(wmk_read(dentry, d_inode));
}

#endif /* WMK_EVENTS_READ_STAP_H */
