/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.path.h - the path of a program's file, where bpf_d_path() may not be
 * called: the names from the file up to the root, written from behind
 */
#ifndef WMK_PATH_H
#define WMK_PATH_H

#include "wmk.bpf.h"

#define WMK_PATH_BYTES		256	/* of a path, its end included */
#define WMK_PATH_DEPTH		40	/* names and mounts on the way up */
#define WMK_NAME_MASK		255	/* NAME_MAX */

/* Names are written before .end, which stays the empty string. */
struct wmk_path_buffer {
	__u64 taken;
	char names[2 * WMK_PATH_BYTES];
	char end[WMK_PATH_BYTES];
};

#define NR_WMK_PATH_BUFFERS	4	/* a CPU, as programs preempt each other */

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, NR_WMK_PATH_BUFFERS);
	__type(key, __u32);
	__type(value, struct wmk_path_buffer);
} wmk_paths SEC(".maps");

/* Writes the path; returns where it begins, or a negative number. */
static __noinline int wmk_walk(struct wmk_path_buffer *buffer, struct file *file)
{
	struct dentry *dentry, *parent;
	struct mount *mount, *above;
	struct vfsmount *mnt;
	const unsigned char *name;
	__u32 at = sizeof(buffer->names), len, i;

	if (!buffer)
		return -1;
	dentry = BPF_CORE_READ(file, f_path.dentry);
	mnt = BPF_CORE_READ(file, f_path.mnt);
	if (!dentry || !mnt)
		return -1;
	mount = (void *)mnt - bpf_core_field_offset(struct mount, mnt);

	for (i = 0; i < WMK_PATH_DEPTH; i++) {
		at = wmk_hide(at);
		parent = BPF_CORE_READ(dentry, d_parent);
		if (dentry == BPF_CORE_READ(mount, mnt.mnt_root) || dentry == parent) {
			above = BPF_CORE_READ(mount, mnt_parent);
			if (above == mount || !above)
				return at;
			dentry = BPF_CORE_READ(mount, mnt_mountpoint);
			mount = above;
			continue;
		}
		name = BPF_CORE_READ(dentry, d_name.name);
		len = BPF_CORE_READ(dentry, d_name.len);
		if (!len || len > WMK_NAME_MASK || len + 1 > at - WMK_PATH_BYTES)
			return -1;
		at -= len;
		bpf_probe_read_kernel(&buffer->names[at & (sizeof(buffer->names) - 1)],
				      len & WMK_NAME_MASK, name);
		at--;
		buffer->names[at & (sizeof(buffer->names) - 1)] = '/';
		dentry = parent;
	}
	return -1;
}

/*
 * The path of the program that the current process runs, as the first mount
 * namespace of its file sees it; empty for a kernel thread, and where it is
 * longer than 255 bytes or no buffer is free.
 */
static __always_inline void wmk_fill_exe(char *to, __u32 bytes)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct wmk_path_buffer *buffer = NULL;
	struct file *file;
	__u32 i, index;
	int at;

	to[0] = '\0';
	file = BPF_CORE_READ(task, mm, exe_file);
	if (!file)
		return;
	for (i = 0; i < NR_WMK_PATH_BUFFERS; i++) {
		index = i;
		buffer = bpf_map_lookup_elem(&wmk_paths, &index);
		if (buffer && !__sync_lock_test_and_set(&buffer->taken, 1))
			break;
		buffer = NULL;
	}
	if (!buffer)
		return;
	at = wmk_walk(buffer, file);
	if (at >= 0 && at <= (int)sizeof(buffer->names))
		bpf_probe_read_kernel_str(to, bytes, buffer->names + at);
	__sync_lock_test_and_set(&buffer->taken, 0);
}

#endif /* WMK_PATH_H */
