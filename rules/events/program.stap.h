/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * program.stap.h - how the fields of programs, memfds and modules are read in a
 * module
 */
#ifndef WMK_EVENTS_PROGRAM_STAP_H
#define WMK_EVENTS_PROGRAM_STAP_H

#include <linux/dcache.h>
#include <linux/kernel_read_file.h>
#include <linux/mman.h>
#include <linux/module.h>
#include "file.stap.h"
#include "process.stap.h"

/* Newer kernels have a number of its own for a module that they unpack; its name begins alike. */
static wmk_unused bool wmk_reads_module(int id)
{
	return strstarts(kernel_read_file_id_str(id), "kernel-module");
}

/* Memory of no file has none. */
static wmk_unused bool wmk_maps_code(struct file *file, unsigned long protection)
{
	return file && (protection & PROT_EXEC);
}

#define WMK_MEMFD		"memfd:"
#define WMK_MEMFD_BYTES		(sizeof(WMK_MEMFD) - 1)

/* A memfd is the root of its own tree, and its name begins so; no user can give a file's own root a name. */
static wmk_unused bool wmk_is_memfd(struct file *file)
{
	struct dentry *dentry = wmk_read(file, f_path.dentry);
	char name[WMK_MEMFD_BYTES];

	if (dentry != wmk_read(dentry, d_parent))
		return false;
	wmk_read_bytes(name, sizeof(name), wmk_read(dentry, d_name.name));
	return !memcmp(name, WMK_MEMFD, sizeof(name));
}

/*
 * A descriptor is about to refer to it for the first time, and nothing else does:
 * not a descriptor, and not another open file, as of one that is opened anew.
 */
static wmk_unused bool wmk_is_unshared(struct file *file)
{
	return file_count(file) == 1 && d_count(file->f_path.dentry) == 1;
}

static wmk_unused void wmk_fill_memfd(char *to, u32 bytes, struct file *file)
{
	const char *name = (const char *)wmk_read(file, f_path.dentry, d_name.name);

	wmk_fill_string(to, bytes, name + WMK_MEMFD_BYTES);
}

#endif /* WMK_EVENTS_PROGRAM_STAP_H */
