/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * program.h - kinds of events: code that processes and the kernel take in
 *
 * A Path is absolute, from the root of the mount namespace, whatever chroot(2)
 * says. Of one longer than 255 bytes it is the first 255, and PathCut says so.
 */
#ifndef WMK_EVENTS_PROGRAM_H
#define WMK_EVENTS_PROGRAM_H

#include "../wmk.h"
#include "../wmkconstants.h"
#include "file.h"

#ifdef __bpf__
#include "program.bpf.h"
#endif
#ifdef __KERNEL__
#include "program.stap.h"
#endif

/* A program, or a script and after it its interpreter, is about to be executed, and can still be refused. */
struct WMK_KIND(execcheck) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/bprm_check_security", struct linux_binprm *bprm)
	WMK_BPF_AT("fentry/security_bprm_check", struct linux_binprm *bprm)
	WMK_STAP_AT("kprobe.function(\"security_bprm_check\")",
		     struct linux_binprm *bprm = pointer_arg(1))
	WMK_BLIND("the dynamic loader of a program, which is mapped: see mmapexec")
	WMK_CONSTANTS_OF(modes)
	WMK_CONSTANTS_OF(paths)

	/* The name as given to execve; relative names stay relative. */
	char FileName[256]		WMK_BPF_FILL(wmk_fill_string, bprm->filename);
	/* The first 255 bytes of the path of the file at hand: the script, then the interpreter. */
	char Path[256]			WMK_BPF_FILL(wmk_fill_path, bprm->file);
	/* PATH_CUT_END where it is longer. */
	__u8 PathCut			WMK_BPF(wmk_path_cut(bprm->file));
	/* As stat(2) gives them; on overlayfs stat may give the device of a layer. */
	__u32 Device			WMK_BPF(wmk_device(bprm->file));
	__u64 Inode			WMK_BPF(BPF_CORE_READ(bprm, file, f_inode, i_ino));
	/* S_ISUID, S_IXUSR ...: the mode's 12 bits, without the type of the file. */
	__u16 Mode			WMK_BPF(BPF_CORE_READ(bprm, file, f_inode, i_mode) & 07777);
	/* 1 where the file at hand is the interpreter of the one named. */
	__u8 IsInterpreter		WMK_BPF(bprm->interp != bprm->filename);
};

/* A file is about to be mapped as code: a program's, a library's, or what mmap(2) with PROT_EXEC names. */
struct WMK_KIND(mmapexec) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/mmap_file", struct file *file, unsigned long asked,
		   unsigned long protection, unsigned long flags)
	WMK_BPF_WHEN(wmk_maps_code(file, protection))
	WMK_BPF_AT("fentry/security_mmap_file", struct file *file,
		   unsigned long protection, unsigned long flags)
	WMK_BPF_WHEN(wmk_maps_code(file, protection))
	WMK_STAP_AT("kprobe.function(\"security_mmap_file\")", struct file *file = pointer_arg(1),
		     unsigned long protection = ulong_arg(2), unsigned long flags = ulong_arg(3))
	WMK_STAP_WHEN(wmk_maps_code(file, protection))
	WMK_BLIND("mappings that mprotect(2) makes executable later, and memory that is of no file")
	WMK_CONSTANTS(PROT_READ = 1, PROT_WRITE = 2, PROT_EXEC = 4,
		      MAP_SHARED = 1, MAP_PRIVATE = 2, MAP_FIXED = 020)
	WMK_CONSTANTS_OF(paths)

	/* The first 255 bytes of the path. */
	char Path[256]			WMK_BPF_FILL(wmk_fill_path, file);
	/* PATH_CUT_END where it is longer. */
	__u8 PathCut			WMK_BPF(wmk_path_cut(file));
	/* As stat(2) gives them; on overlayfs stat may give the device of a layer. */
	__u32 Device			WMK_BPF(wmk_device(file));
	__u64 Inode			WMK_BPF(BPF_CORE_READ(file, f_inode, i_ino));
	/* PROT_EXEC and others. */
	__u32 Protection		WMK_BPF(protection);
	/* MAP_SHARED, MAP_PRIVATE ... */
	__u32 Flags			WMK_BPF(flags);
};

/* memfd_create(2) has made a file that lies in no directory. */
struct WMK_KIND(memfdcreate) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fexit/alloc_file_pseudo", struct inode *inode, struct vfsmount *mnt,
		   const char *name, int flags, const void *operations, struct file *result)
	WMK_BPF_WHEN(!wmk_error(result) && wmk_is_memfd(result))
	WMK_STAP_AT("kprobe.function(\"fd_install\")", struct file *result = pointer_arg(2))
	WMK_STAP_WHEN(wmk_is_memfd(result) && wmk_is_unshared(result))
	WMK_BLIND("the flags of memfd_create; that no descriptor was left for it, so that it is gone again")

	/* As given to memfd_create. */
	char Name[256]			WMK_BPF_FILL(wmk_fill_memfd, result);
	/* As fstat(2) gives them. */
	__u32 Device			WMK_BPF(wmk_device(result));
	__u64 Inode			WMK_BPF(BPF_CORE_READ(result, f_inode, i_ino));
};

/* A program or a script is about to be executed from a memfd, and can still be refused. */
struct WMK_KIND(memfdexec) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/bprm_check_security", struct linux_binprm *bprm)
	WMK_BPF_WHEN(wmk_is_memfd(bprm->file))
	WMK_BPF_AT("fentry/security_bprm_check", struct linux_binprm *bprm)
	WMK_BPF_WHEN(wmk_is_memfd(bprm->file))
	WMK_STAP_AT("kprobe.function(\"security_bprm_check\")",
		     struct linux_binprm *bprm = pointer_arg(1))
	WMK_STAP_WHEN(wmk_is_memfd(bprm->file))
	WMK_BLIND("code of a memfd that is mapped (see mmapexec), or read by an interpreter that runs already")

	/* As given to memfd_create. */
	char Name[256]			WMK_BPF_FILL(wmk_fill_memfd, bprm->file);
	/* The name as given to execve, such as /proc/self/fd/3. */
	char FileName[256]		WMK_BPF_FILL(wmk_fill_string, bprm->filename);
	/* As fstat(2) gives them. */
	__u32 Device			WMK_BPF(wmk_device(bprm->file));
	__u64 Inode			WMK_BPF(BPF_CORE_READ(bprm, file, f_inode, i_ino));
};

/* The kernel is about to read a module from a file, for finit_module(2); the moduleload of the same thread follows. */
struct WMK_KIND(modulefile) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/kernel_read_file", struct file *file, int id)
	WMK_BPF_WHEN(wmk_reads_module(id))
	WMK_BPF_AT("fentry/security_kernel_read_file", struct file *file, int id)
	WMK_BPF_WHEN(wmk_reads_module(id))
	WMK_STAP_AT("kprobe.function(\"security_kernel_read_file\")",
		     struct file *file = pointer_arg(1), int id = int_arg(2))
	WMK_STAP_WHEN(wmk_reads_module(id))
	WMK_BLIND("modules that init_module(2) takes from memory: see moduleload")
	WMK_CONSTANTS_OF(paths)

	/* The first 255 bytes of the path. */
	char Path[256]			WMK_BPF_FILL(wmk_fill_path, file);
	/* PATH_CUT_END where it is longer. */
	__u8 PathCut			WMK_BPF(wmk_path_cut(file));
	/* As stat(2) gives them; on overlayfs stat may give the device of a layer. */
	__u32 Device			WMK_BPF(wmk_device(file));
	__u64 Inode			WMK_BPF(BPF_CORE_READ(file, f_inode, i_ino));
};

/* The kernel has taken in a module, from a file or from memory; its code is about to run for the first time. */
struct WMK_KIND(moduleload) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("tp_btf/module_load", struct module *module)
	WMK_STAP_AT("kernel.trace(\"module_load\")", struct module *module = $mod)
	WMK_BLIND("that its first code then fails, which takes it out again")

	/* As lsmod(8) shows it. */
	char Name[56]			WMK_BPF_FILL(wmk_fill_string, module->name);
	/* Why it taints the kernel, as in /proc/sys/kernel/tainted; 0: it does not. */
	__u64 Taints			WMK_BPF(module->taints);
};

#endif /* WMK_EVENTS_PROGRAM_H */
