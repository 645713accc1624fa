/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * program.bpf.h - how the fields of programs, memfds and modules are read
 */
#ifndef WMK_EVENTS_PROGRAM_BPF_H
#define WMK_EVENTS_PROGRAM_BPF_H

#include "file.bpf.h"
#include "process.bpf.h"

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct module {
	char name[56];
	unsigned long taints;
};

#pragma clang attribute pop

enum kernel_read_file_id___newer {
	READING_MODULE_COMPRESSED___newer,
};

#define WMK_PROT_EXEC		4
#define WMK_READING_MODULE	2

/* Newer kernels have a number of its own for a module that they unpack. */
static __always_inline bool wmk_reads_module(int id)
{
	if (id == WMK_READING_MODULE)
		return true;
	return bpf_core_enum_value_exists(enum kernel_read_file_id___newer, READING_MODULE_COMPRESSED___newer) &&
	       id == (int)bpf_core_enum_value(enum kernel_read_file_id___newer, READING_MODULE_COMPRESSED___newer);
}

#define WMK_MEMFD		"memfd:"
#define WMK_MEMFD_BYTES		(sizeof(WMK_MEMFD) - 1)

/*
 * Memory of no file has none. Kernels up to 6.12 hold the comparison for needless
 * (see read.bpf.h) and then read through NULL with a guard; newer ones demand it.
 */
static __always_inline bool wmk_maps_code(struct file *file, unsigned long protection)
{
	return file && (protection & WMK_PROT_EXEC) && BPF_CORE_READ(file, f_inode);
}

/* A memfd is the root of its own tree, and its name begins so; no user can give a file's own root a name. */
static __always_inline bool wmk_is_memfd(struct file *file)
{
	struct dentry *dentry = BPF_CORE_READ(file, f_path.dentry);
	char name[WMK_MEMFD_BYTES] = {};
	__u32 i, other = 0;

	if (dentry != BPF_CORE_READ(dentry, d_parent))
		return false;
	bpf_probe_read_kernel(name, sizeof(name), BPF_CORE_READ(dentry, d_name.name));
#pragma unroll
	for (i = 0; i < WMK_MEMFD_BYTES; i++)
		other |= name[i] ^ WMK_MEMFD[i];
	return !other;
}

static __always_inline void wmk_fill_memfd(char *to, __u32 bytes, struct file *file)
{
	const char *name = (const char *)BPF_CORE_READ(file, f_path.dentry, d_name.name);

	wmk_fill_string(to, bytes, name + WMK_MEMFD_BYTES);
}

#endif /* WMK_EVENTS_PROGRAM_BPF_H */
