/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.path.h - paths of files: the names from a file up to the root, written
 * from behind
 *
 * The kernel's d_path() takes locks that somebody on this CPU may hold where a
 * probe is, and hides what chroot(2) hides. Walked is the path as the root of the
 * file's mount namespace sees it, and for a file that was deleted the one that it
 * had. While directories on the way are renamed it may have names from before and
 * after. Entries and mounts stay for as long as a probe runs, as it runs with
 * interrupts off: they are freed behind a grace period of RCU.
 */
#ifndef WMK_PATH_H
#define WMK_PATH_H

#include <linux/dcache.h>
#include <linux/mount.h>
#include <linux/path.h>
#include "wmk.read.h"

#define WMK_PATH_STEPS		4096	/* names and mounts on the way up */
#define WMK_NAME_BYTES		256	/* NAME_MAX and a slash; of a path, too */
#define WMK_NAMES_BYTES		512

/* What is missing of a path in a field, as bits. */
#define WMK_PATH_CUT_END	1	/* what does not fit into 255 bytes */
#define WMK_PATH_CUT_BEGIN	2	/* what was not reached on the way up */

/*
 * The kernel keeps struct mount to itself (fs/mount.h); it has begun with these
 * members since 3.15. Where their order is drawn when the kernel is built nobody
 * knows the mounts, and a path begins at the root of its file system.
 */
struct wmk_mount {
	struct hlist_node mnt_hash;
	struct wmk_mount *mnt_parent;
	struct dentry *mnt_mountpoint;
	struct vfsmount mnt;
};

struct wmk_path_buffer {
	int taken;
	u32 cut;		/* WMK_PATH_CUT_BEGIN until the root is reached */
	u32 bytes;		/* of the path so far */
	u32 at;			/* where in names it begins */
	struct dentry *dentry;	/* whose name comes next */
	struct wmk_mount *mount;	/* that it is in; NULL: not known */
	char names[WMK_NAMES_BYTES + 1];	/* the last one stays 0 */
};

#define NR_WMK_PATH_BUFFERS	4	/* a CPU, as more than WMK_CPUS of them share */

static struct wmk_path_buffer wmk_paths[WMK_CPUS][NR_WMK_PATH_BUFFERS];

/*
 * Where there is no room for another name, only the beginning of what has been
 * written can still be part of the 255 bytes that a field keeps: it moves to the
 * end.
 */
static wmk_unused void wmk_drop_end(struct wmk_path_buffer *buffer)
{
	const u32 kept = WMK_NAMES_BYTES - WMK_NAME_BYTES;

	if (buffer->at < kept)
		memmove(&buffer->names[kept], &buffer->names[buffer->at], WMK_NAME_BYTES);
	buffer->at = kept;
}

static wmk_unused void wmk_prepend_slash(struct wmk_path_buffer *buffer)
{
	buffer->names[--buffer->at] = '/';
	buffer->bytes++;
}

/* A name and its length may be of different times: what follows an end is none of it. */
static wmk_unused void wmk_prepend(struct wmk_path_buffer *buffer, struct dentry *dentry)
{
	u32 len = wmk_read(dentry, d_name.len) & (WMK_NAME_BYTES - 1), real;
	char *to;

	if (buffer->at < WMK_NAME_BYTES)
		wmk_drop_end(buffer);
	to = &buffer->names[buffer->at - len];
	wmk_read_bytes(to, len, wmk_read(dentry, d_name.name));
	real = strnlen(to, len);
	if (real < len)
		memmove(to + len - real, to, real);
	buffer->at -= real;
	buffer->bytes += real;
	wmk_prepend_slash(buffer);
}

/* One step up; false where there is none. */
static wmk_unused bool wmk_climb(struct wmk_path_buffer *buffer)
{
	struct dentry *dentry = buffer->dentry, *parent = wmk_read(dentry, d_parent);
	struct wmk_mount *mount = buffer->mount, *above;

	if (mount && dentry == wmk_read(mount, mnt.mnt_root)) {
		above = wmk_read(mount, mnt_parent);
		if (!above || above == mount) {
			if (!buffer->bytes)
				wmk_prepend_slash(buffer);
			buffer->cut = 0;
			return false;
		}
		buffer->dentry = wmk_read(mount, mnt_mountpoint);
		buffer->mount = above;
		return true;
	}
	if (!parent || dentry == parent) {
		/* The root of a file system, or what is in no directory: a memfd. */
		if (mount) {
			wmk_prepend(buffer, dentry);
			buffer->cut = 0;
		}
		return false;
	}
	wmk_prepend(buffer, dentry);
	buffer->dentry = parent;
	return true;
}

static wmk_unused void wmk_give_path(struct wmk_path_buffer *buffer)
{
	smp_store_release(&buffer->taken, 0);
}

static wmk_unused struct wmk_path_buffer *wmk_take_path(void)
{
	struct wmk_path_buffer *buffers = wmk_paths[wmk_cpu() % WMK_CPUS];
	u32 i;

	for (i = 0; i < NR_WMK_PATH_BUFFERS; i++)
		if (!READ_ONCE(buffers[i].taken) && !xchg(&buffers[i].taken, 1))
			return &buffers[i];
	return NULL;
}

/* The path of a dentry, in a buffer that is to be given back; NULL: none is free. */
static wmk_unused struct wmk_path_buffer *wmk_walk(struct vfsmount *mnt, struct dentry *dentry)
{
	struct wmk_path_buffer *buffer = wmk_take_path();
	u32 i;

	if (!buffer)
		return NULL;
	buffer->dentry = dentry;
	buffer->mount = WMK_KNOWS_STRUCTS && mnt ? container_of(mnt, struct wmk_mount, mnt) : NULL;
	buffer->bytes = 0;
	buffer->cut = WMK_PATH_CUT_BEGIN;
	buffer->at = WMK_NAMES_BYTES;
	for (i = 0; i < WMK_PATH_STEPS && wmk_climb(buffer); i++)
		;
	return buffer;
}

/*
 * The first 255 bytes of the path: where a file lies cannot be chosen by who
 * gives it a long name. Without a mount it begins at the file system's root.
 */
static wmk_unused void wmk_fill_path_at(char *to, u32 bytes, struct vfsmount *mnt,
					struct dentry *dentry)
{
	struct wmk_path_buffer *buffer = wmk_walk(mnt, dentry);

	to[0] = '\0';
	if (!buffer)
		return;
	strscpy(to, &buffer->names[buffer->at], bytes);
	wmk_give_path(buffer);
}

/* What is missing of it; all of it where no buffer is free. */
static wmk_unused u8 wmk_path_cut_at(struct vfsmount *mnt, struct dentry *dentry)
{
	struct wmk_path_buffer *buffer = wmk_walk(mnt, dentry);
	u8 cut = WMK_PATH_CUT_END | WMK_PATH_CUT_BEGIN;

	if (!buffer)
		return cut;
	cut = buffer->cut;
	if (buffer->bytes >= WMK_NAME_BYTES)
		cut |= WMK_PATH_CUT_END;
	wmk_give_path(buffer);
	return cut;
}

static wmk_unused void wmk_fill_path(char *to, u32 bytes, struct file *file)
{
	wmk_fill_path_at(to, bytes, wmk_read(file, f_path.mnt), wmk_read(file, f_path.dentry));
}

static wmk_unused u8 wmk_path_cut(struct file *file)
{
	return wmk_path_cut_at(wmk_read(file, f_path.mnt), wmk_read(file, f_path.dentry));
}

/*
 * The path of the program that the current process runs; empty for a kernel
 * thread, and where no buffer is free.
 */
static wmk_unused void wmk_fill_exe(char *to, u32 bytes)
{
	struct file *file = wmk_read(current, mm, exe_file);

	to[0] = '\0';
	if (file)
		wmk_fill_path(to, bytes, file);
}

#endif /* WMK_PATH_H */
