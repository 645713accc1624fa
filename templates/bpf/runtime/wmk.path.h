/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.path.h - paths of files: the names from a file up to the root, written
 * from behind
 *
 * bpf_d_path() may be called at few points, and at fewer of older kernels; it
 * fails where a path does not fit. Walked is the same path at each point: as
 * the root of the file's mount namespace sees it, whatever chroot(2) says, and
 * for a file that was deleted the one that it had. While directories on the
 * way are renamed it may have names from before and after.
 */
#ifndef WMK_PATH_H
#define WMK_PATH_H

#include "wmk.bpf.h"

#define WMK_PATH_STEPS		4096	/* names and mounts on the way up */
#define WMK_NAME_BYTES		256	/* NAME_MAX and a slash; of a path, too */
#define WMK_NAMES_BYTES		1024

/* What is missing of a path in a field, as bits. */
#define WMK_PATH_CUT_END	1	/* what does not fit into 255 bytes */
#define WMK_PATH_CUT_BEGIN	2	/* what was not reached on the way up */

struct wmk_path_buffer {
	__u64 taken;
	struct dentry *dentry;	/* whose name comes next */
	struct mount *mount;	/* that it is in; NULL: not known */
	__u64 bytes;		/* of the path so far */
	__u32 cut;		/* WMK_PATH_CUT_BEGIN until the root is reached */
	__u32 at;		/* where in names it begins */
	/* The path, then bytes that stay 0: what the verifier fears is written there. */
	char names[WMK_NAMES_BYTES + WMK_NAME_BYTES];
};

#define NR_WMK_PATH_BUFFERS	4	/* a CPU, as programs preempt each other */

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, NR_WMK_PATH_BUFFERS);
	__type(key, __u32);
	__type(value, struct wmk_path_buffer);
} wmk_paths SEC(".maps");

/*
 * Where there is no room for another name, only the beginning of what has been
 * written can still be part of the 255 bytes that a field keeps: it moves to the
 * end.
 */
static __always_inline void wmk_drop_end(struct wmk_path_buffer *buffer)
{
	const __u32 kept = WMK_NAMES_BYTES - WMK_NAME_BYTES;

	bpf_probe_read_kernel(&buffer->names[kept], WMK_NAME_BYTES,
			      &buffer->names[buffer->at & (WMK_NAME_BYTES - 1)]);
	buffer->at = kept;
}

static __always_inline void wmk_prepend_slash(struct wmk_path_buffer *buffer)
{
	__u32 at = (buffer->at - 1) & (WMK_NAMES_BYTES - 1);

	buffer->names[at] = '/';
	buffer->at = at;
	buffer->bytes++;
}

static __always_inline void wmk_prepend(struct wmk_path_buffer *buffer, struct dentry *dentry)
{
	__u32 len = BPF_CORE_READ(dentry, d_name.len) & (WMK_NAME_BYTES - 1);
	__u32 at;

	if (buffer->at < WMK_NAME_BYTES)
		wmk_drop_end(buffer);
	at = (buffer->at - len) & (WMK_NAMES_BYTES - 1);
	bpf_probe_read_kernel(&buffer->names[at], len, BPF_CORE_READ(dentry, d_name.name));
	buffer->at = at;
	buffer->bytes += len;
	wmk_prepend_slash(buffer);
}

/* One step up; 1 where there is none. */
static long wmk_climb(__u32 i wmk_unused, void *context)
{
	struct wmk_path_buffer *buffer = *(struct wmk_path_buffer **)context;
	struct dentry *dentry = buffer->dentry, *parent;
	struct mount *mount = buffer->mount, *above;

	parent = BPF_CORE_READ(dentry, d_parent);
	if (mount && dentry == BPF_CORE_READ(mount, mnt.mnt_root)) {
		above = BPF_CORE_READ(mount, mnt_parent);
		if (!above || above == mount) {
			if (!buffer->bytes)
				wmk_prepend_slash(buffer);
			buffer->cut = 0;
			return 1;
		}
		buffer->dentry = BPF_CORE_READ(mount, mnt_mountpoint);
		buffer->mount = above;
		return 0;
	}
	if (!parent || dentry == parent) {
		/* The root of a file system, or what is in no directory: a memfd. */
		if (mount) {
			wmk_prepend(buffer, dentry);
			buffer->cut = 0;
		}
		return 1;
	}
	wmk_prepend(buffer, dentry);
	buffer->dentry = parent;
	return 0;
}

/* The path of a dentry, in a buffer that is to be given back; NULL: none is free. */
static __noinline struct wmk_path_buffer *wmk_walk(struct vfsmount *mnt, struct dentry *dentry)
{
	struct wmk_path_buffer *buffer = NULL;
	__u32 i, index;

	for (i = 0; i < NR_WMK_PATH_BUFFERS; i++) {
		index = i;
		buffer = bpf_map_lookup_elem(&wmk_paths, &index);
		if (buffer && !__sync_lock_test_and_set(&buffer->taken, 1))
			break;
		buffer = NULL;
	}
	if (!buffer)
		return NULL;
	buffer->dentry = dentry;
	buffer->mount = mnt ? (void *)mnt - bpf_core_field_offset(struct mount, mnt) : NULL;
	buffer->bytes = 0;
	buffer->cut = WMK_PATH_CUT_BEGIN;
	buffer->at = WMK_NAMES_BYTES;
	bpf_loop(WMK_PATH_STEPS, wmk_climb, &buffer, 0);
	return buffer;
}

static __always_inline void wmk_give_path(struct wmk_path_buffer *buffer)
{
	__sync_lock_test_and_set(&buffer->taken, 0);
}

/*
 * The first 255 bytes of the path: where a file lies cannot be chosen by who
 * gives it a long name. Without a mount it begins at the file system's root.
 */
static __always_inline void wmk_fill_path_at(char *to, __u32 bytes, struct vfsmount *mnt,
					     struct dentry *dentry)
{
	struct wmk_path_buffer *buffer = wmk_walk(mnt, dentry);

	to[0] = '\0';
	if (!buffer)
		return;
	bpf_probe_read_kernel_str(to, bytes, &buffer->names[buffer->at & (2 * WMK_NAMES_BYTES - 1)]);
	wmk_give_path(buffer);
}

/* What is missing of it; all of it where no buffer is free. */
static __always_inline __u8 wmk_path_cut_at(struct vfsmount *mnt, struct dentry *dentry)
{
	struct wmk_path_buffer *buffer = wmk_walk(mnt, dentry);
	__u8 cut = WMK_PATH_CUT_END | WMK_PATH_CUT_BEGIN;

	if (!buffer)
		return cut;
	cut = buffer->cut;
	if (buffer->bytes >= WMK_NAME_BYTES)
		cut |= WMK_PATH_CUT_END;
	wmk_give_path(buffer);
	return cut;
}

static __always_inline void wmk_fill_path(char *to, __u32 bytes, struct file *file)
{
	wmk_fill_path_at(to, bytes, BPF_CORE_READ(file, f_path.mnt),
			 BPF_CORE_READ(file, f_path.dentry));
}

static __always_inline __u8 wmk_path_cut(struct file *file)
{
	return wmk_path_cut_at(BPF_CORE_READ(file, f_path.mnt),
				 BPF_CORE_READ(file, f_path.dentry));
}

/*
 * The path of the program that the current process runs; empty for a kernel
 * thread, and where no buffer is free.
 */
static __always_inline void wmk_fill_exe(char *to, __u32 bytes)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct file *file = BPF_CORE_READ(task, mm, exe_file);

	to[0] = '\0';
	if (file)
		wmk_fill_path(to, bytes, file);
}

#endif /* WMK_PATH_H */
