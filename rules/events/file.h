/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * file.h - kinds of events: files
 *
 * A Path is absolute, from the root of the mount namespace, whatever chroot(2)
 * says. Of one longer than 255 bytes it is the first 255, and PathCut says so.
 */
#ifndef WMK_EVENTS_FILE_H
#define WMK_EVENTS_FILE_H

#include "../wmk.h"
#include "../wmkconstants.h"

#ifdef __bpf__
#include "file.bpf.h"
#endif
#ifdef __KERNEL__
#include "file.stap.h"
#endif

/* What of a path is not in its field, as bits; 0: it is whole. */
WMK_CONSTANT_LIST(paths, PATH_CUT_END = 1, PATH_CUT_BEGIN = 2)

WMK_CONSTANT_LIST(opening,
	O_ACCMODE = 03, O_RDONLY = 00, O_WRONLY = 01, O_RDWR = 02,
	O_CREAT = 0100, O_EXCL = 0200, O_TRUNC = 01000, O_APPEND = 02000,
	O_DIRECTORY = 0200000, O_NOFOLLOW = 0400000, O_CLOEXEC = 02000000,
	O_PATH = 010000000, O_TMPFILE = 020200000)

WMK_CONSTANT_LIST(modes,
	S_IFMT = 0170000, S_IFREG = 0100000, S_IFBLK = 0060000,
	S_ISUID = 04000, S_ISGID = 02000, S_ISVTX = 01000,
	S_IRWXU = 0700, S_IRUSR = 0400, S_IWUSR = 0200, S_IXUSR = 0100,
	S_IRWXG = 0070, S_IRGRP = 0040, S_IWGRP = 0020, S_IXGRP = 0010,
	S_IRWXO = 0007, S_IROTH = 0004, S_IWOTH = 0002, S_IXOTH = 0001)

/* A file is about to be opened; permission was granted by what was asked before. */
struct WMK_KIND(fileopen) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/file_open", struct file *file)
	WMK_BPF_AT("fentry/security_file_open", struct file *file)
	WMK_STAP_AT("kprobe.function(\"security_file_open\")", struct file *file = pointer_arg(1))
	WMK_BLIND("opens with O_PATH, and opens refused before")
	WMK_BLIND("that an open on overlayfs may be raised once more, for the file beneath")
	WMK_CONSTANTS_OF(opening)
	WMK_CONSTANTS_OF(paths)

	/* The first 255 bytes of the path. */
	char Path[256]			WMK_BPF_FILL(wmk_fill_path, file);
	/* PATH_CUT_END where it is longer. */
	__u8 PathCut			WMK_BPF(wmk_path_cut(file));
	/* As stat(2) gives them; on overlayfs stat may give the device of a layer. */
	__u32 Device			WMK_BPF(wmk_device(file));
	__u64 Inode			WMK_BPF(BPF_CORE_READ(file, f_inode, i_ino));
	/* O_RDONLY, O_CREAT ...; the kernel may have added to what open(2) got. */
	__u32 Flags			WMK_BPF(file->f_flags);
};

/* An open has ended, well or not: open(2) and its kin, what io_uring opens, and the files of an exec. */
struct WMK_KIND(fileopenresult) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("fexit/do_filp_open", int directory, struct filename *name,
		   const struct open_flags *how, struct file *result)
	WMK_BPF_AT("fexit/do_file_open", int directory, struct filename *name,
		   const struct open_flags *how, struct file *result)
	WMK_STAP_AT("kprobe.function(\"do_filp_open\")", struct filename *name = pointer_arg(2),
		     const int *flags = pointer_arg(3), struct file *result = 0)
	WMK_STAP_WHEN(wmk_begin_open(name, flags))
	WMK_STAP_ALSO_AT("kprobe.function(\"do_filp_open\").return.maxactive(16384)",
		     struct file *result = returnval())
	WMK_STAP_WHEN(wmk_end_open())
	WMK_STAP_BLIND("how an open ends while 16384 others wait to end: it counts as missed")
	WMK_STAP_BLIND("the name and the flags of an open that takes long, where thousands of threads have begun one since")
	WMK_BLIND("opens by handle, and what is refused before a name is looked up: bad flags, no descriptor left")
	WMK_BLIND("that a name is taken relative to a directory: FileName is as it was given")
	WMK_CONSTANTS_OF(opening)
	WMK_CONSTANTS_OF(modes)
	WMK_CONSTANTS_OF(errors)

	/* The name as given, of which the kernel has made a copy; the first 255 bytes of it. */
	char FileName[256]		WMK_BPF_FILL(wmk_fill_string, BPF_CORE_READ(name, name))
					WMK_STAP_FILL(wmk_fill_opened, current);
	/* 0, or a negative error number. */
	__s32 Result			WMK_BPF(wmk_error(result));
	/* As given, with O_LARGEFILE. */
	__u32 Flags			WMK_BPF(how->open_flag) WMK_STAP(wmk_opened_flags(current));
	/* Of what was opened; 0 where nothing was. The mode's 12 bits, and the user that it belongs to. */
	__u32 Device			WMK_BPF(wmk_device(result));
	__u64 Inode			WMK_BPF(BPF_CORE_READ(result, f_inode, i_ino));
	__u16 Mode			WMK_BPF(BPF_CORE_READ(result, f_inode, i_mode) & 07777);
	__u32 Owner			WMK_BPF(BPF_CORE_READ(result, f_inode, i_uid.val));
};

/* Bytes are about to be written to a regular file or a block device; how many is not known here. */
struct WMK_KIND(filewrite) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/file_permission", struct file *file, int mask)
	WMK_BPF_WHEN((mask & WMK_MAY_WRITE) && wmk_is_stored(file))
	WMK_BPF_AT("fentry/security_file_permission", struct file *file, int mask)
	WMK_BPF_WHEN((mask & WMK_MAY_WRITE) && wmk_is_stored(file))
	WMK_STAP_AT("kprobe.function(\"security_file_permission\")",
		     struct file *file = pointer_arg(1), int mask = int_arg(2))
	WMK_STAP_WHEN((mask & WMK_MAY_WRITE) && wmk_is_stored(file))
	WMK_BLIND("what is written through a mapping: see fileopen with O_RDWR")
	WMK_BLIND("that one call may be raised more than once: sendfile(2), copy_file_range(2)")
	WMK_BLIND("what the kernel writes for itself: swap, loop devices, core dumps")
	WMK_BLIND("writes by io_uring and aio are of the thread that performs them, which may be one of the kernel's")
	WMK_CONSTANTS_OF(opening)
	WMK_CONSTANTS_OF(paths)

	/* The first 255 bytes of the path. */
	char Path[256]			WMK_BPF_FILL(wmk_fill_path, file);
	/* PATH_CUT_END where it is longer. */
	__u8 PathCut			WMK_BPF(wmk_path_cut(file));
	/* As stat(2) gives them; on overlayfs stat may give the device of a layer. */
	__u32 Device			WMK_BPF(wmk_device(file));
	__u64 Inode			WMK_BPF(BPF_CORE_READ(file, f_inode, i_ino));
	/* Those of the open file: O_APPEND ... */
	__u32 Flags			WMK_BPF(file->f_flags);
	/* Bytes that the file has before. */
	__u64 Size			WMK_BPF(BPF_CORE_READ(file, f_inode, i_size));
};

/* A file is about to be made shorter or longer: truncate(2), ftruncate(2), or an open with O_TRUNC. */
struct WMK_KIND(filetruncate) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("fentry/security_inode_setattr", void *idmap,
		   struct dentry *dentry, struct iattr *attributes)
	WMK_BPF_WHEN(attributes->ia_valid & WMK_ATTR_SIZE)
	WMK_STAP_AT("kprobe.function(\"security_inode_setattr\")",
		     struct dentry *dentry = pointer_arg(%( kernel_v >= "6.0" %? 2 %: 1 %)),
		     struct iattr *attributes = pointer_arg(%( kernel_v >= "6.0" %? 3 %: 2 %)))
	WMK_STAP_WHEN(attributes->ia_valid & WMK_ATTR_SIZE)
	WMK_BLIND("fallocate(2), which can punch holes: see filewrite")
	WMK_BLIND("that one on overlayfs is raised once more, for the file beneath")
	WMK_CONSTANTS_OF(paths)

	/* The first 255 bytes of the path; of truncate(2) the path in its file system. */
	char Path[256]			WMK_BPF_FILL(wmk_fill_path_at, wmk_mount_of(attributes), dentry);
	/* PATH_CUT_END where it is longer, PATH_CUT_BEGIN where it is that in the file system. */
	__u8 PathCut			WMK_BPF(wmk_path_cut_at(wmk_mount_of(attributes), dentry));
	/* As stat(2) gives them; on overlayfs stat may give the device of a layer. */
	__u32 Device			WMK_BPF(wmk_dentry_device(dentry));
	__u64 Inode			WMK_BPF(BPF_CORE_READ(dentry, d_inode, i_ino));
	/* Bytes that it had, and is to have. */
	__u64 OldSize			WMK_BPF(BPF_CORE_READ(dentry, d_inode, i_size));
	__u64 NewSize			WMK_BPF(attributes->ia_size);
};

/* The mode of a file is about to be changed; whether the caller may is looked into afterwards. */
struct WMK_KIND(filechmod) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/path_chmod", const struct path *path, __u16 mode)
	WMK_BPF_AT("fentry/security_path_chmod", const struct path *path, __u16 mode)
	WMK_BPF_AT("fentry/chmod_common", const struct path *path, __u16 mode)
	WMK_STAP_AT("kprobe.function(\"security_path_chmod\")",
		     const struct path *path = pointer_arg(1), __u16 mode = uint_arg(2))
	WMK_STAP_AT("kprobe.function(\"chmod_common\")", const struct path *path = pointer_arg(1),
		     __u16 mode = uint_arg(2))
	WMK_BLIND("modes that an ACL, a change of the owner or the making of a file set")
	WMK_CONSTANTS_OF(modes)
	WMK_CONSTANTS_OF(paths)

	/* The first 255 bytes of the path. */
	char Path[256]			WMK_BPF_FILL(wmk_fill_path_at, path->mnt, path->dentry);
	/* PATH_CUT_END where it is longer. */
	__u8 PathCut			WMK_BPF(wmk_path_cut_at(path->mnt, path->dentry));
	/* As stat(2) gives them; on overlayfs stat may give the device of a layer. */
	__u32 Device			WMK_BPF(wmk_dentry_device(path->dentry));
	__u64 Inode			WMK_BPF(BPF_CORE_READ(path, dentry, d_inode, i_ino));
	/* S_ISUID, S_IXUSR ...: the mode's 12 bits, without the type of the file. */
	__u16 OldMode			WMK_BPF(BPF_CORE_READ(path, dentry, d_inode, i_mode) & 07777);
	__u16 NewMode			WMK_BPF(mode & 07777);
};

/* A file or a directory is about to get another name; whether the caller may is looked into afterwards. */
struct WMK_KIND(filerename) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/path_rename", const struct path *old_directory,
		   struct dentry *old_dentry, const struct path *new_directory,
		   struct dentry *new_dentry, unsigned int flags)
	WMK_BPF_AT("fentry/security_path_rename", const struct path *old_directory,
		   struct dentry *old_dentry, const struct path *new_directory,
		   struct dentry *new_dentry, unsigned int flags)
	WMK_STAP_AT("kprobe.function(\"security_path_rename\")",
		     const struct path *old_directory = pointer_arg(1),
		     struct dentry *old_dentry = pointer_arg(2),
		     const struct path *new_directory = pointer_arg(3),
		     struct dentry *new_dentry = pointer_arg(4), unsigned int flags = uint_arg(5))
	WMK_BLIND("a further name that link(2) makes, whose first one is then removed")
	WMK_CONSTANTS(RENAME_NOREPLACE = 1, RENAME_EXCHANGE = 2, RENAME_WHITEOUT = 4)
	WMK_CONSTANTS_OF(paths)

	/* The first 255 bytes of the path that it has. */
	char OldPath[256]		WMK_BPF_FILL(wmk_fill_path_at, old_directory->mnt, old_dentry);
	/* PATH_CUT_END where it is longer. */
	__u8 OldPathCut			WMK_BPF(wmk_path_cut_at(old_directory->mnt, old_dentry));
	/* The first 255 bytes of the path that it gets. */
	char NewPath[256]		WMK_BPF_FILL(wmk_fill_path_at, new_directory->mnt, new_dentry);
	/* PATH_CUT_END where it is longer. */
	__u8 NewPathCut			WMK_BPF(wmk_path_cut_at(new_directory->mnt, new_dentry));
	/* As stat(2) gives them; on overlayfs stat may give the device of a layer. */
	__u32 Device			WMK_BPF(wmk_dentry_device(old_dentry));
	__u64 Inode			WMK_BPF(BPF_CORE_READ(old_dentry, d_inode, i_ino));
	/* Of what has the new name and loses it; 0: nothing. */
	__u64 ReplacedInode		WMK_BPF(BPF_CORE_READ(new_dentry, d_inode, i_ino));
	/* RENAME_EXCHANGE ... */
	__u32 Flags			WMK_BPF(flags);
};

/* A name of a file is about to be removed; whether the caller may is looked into afterwards. */
struct WMK_KIND(fileunlink) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/path_unlink", const struct path *directory,
		   struct dentry *dentry)
	WMK_BPF_AT("fentry/security_path_unlink", const struct path *directory,
		   struct dentry *dentry)
	WMK_STAP_AT("kprobe.function(\"security_path_unlink\")",
		     const struct path *directory = pointer_arg(1),
		     struct dentry *dentry = pointer_arg(2))
	WMK_BLIND("directories: see dirunlink; and names that a rename replaces")
	WMK_CONSTANTS_OF(paths)

	/* The first 255 bytes of the path. */
	char Path[256]			WMK_BPF_FILL(wmk_fill_path_at, directory->mnt, dentry);
	/* PATH_CUT_END where it is longer. */
	__u8 PathCut			WMK_BPF(wmk_path_cut_at(directory->mnt, dentry));
	/* As stat(2) gives them; on overlayfs stat may give the device of a layer. */
	__u32 Device			WMK_BPF(wmk_dentry_device(dentry));
	__u64 Inode			WMK_BPF(BPF_CORE_READ(dentry, d_inode, i_ino));
	/* Names that the file has, this one counted in. */
	__u32 Links			WMK_BPF(BPF_CORE_READ(dentry, d_inode, i_nlink));
};

/* A directory is about to be removed; whether the caller may, and whether it is empty, is looked into afterwards. */
struct WMK_KIND(dirunlink) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/path_rmdir", const struct path *directory,
		   struct dentry *dentry)
	WMK_BPF_AT("fentry/security_path_rmdir", const struct path *directory,
		   struct dentry *dentry)
	WMK_STAP_AT("kprobe.function(\"security_path_rmdir\")",
		     const struct path *directory = pointer_arg(1),
		     struct dentry *dentry = pointer_arg(2))
	WMK_CONSTANTS_OF(paths)

	/* The first 255 bytes of the path. */
	char Path[256]			WMK_BPF_FILL(wmk_fill_path_at, directory->mnt, dentry);
	/* PATH_CUT_END where it is longer. */
	__u8 PathCut			WMK_BPF(wmk_path_cut_at(directory->mnt, dentry));
	/* As stat(2) gives them; on overlayfs stat may give the device of a layer. */
	__u32 Device			WMK_BPF(wmk_dentry_device(dentry));
	__u64 Inode			WMK_BPF(BPF_CORE_READ(dentry, d_inode, i_ino));
};

/* An open regular file or block device is given up: its last descriptor and its last mapping are gone. */
struct WMK_KIND(fileclose) {
	WMK_DONE
	WMK_IN_TASK
	WMK_BPF_AT("lsm/file_release", struct file *file)
	WMK_BPF_WHEN(wmk_is_stored(file))
	WMK_BPF_AT("fentry/__fput", struct file *file)
	WMK_BPF_WHEN(wmk_is_opened(file) && wmk_is_stored(file))
	WMK_STAP_AT("kprobe.function(\"security_file_release\")", struct file *file = pointer_arg(1))
	WMK_STAP_WHEN(wmk_is_stored(file))
	WMK_STAP_AT("kprobe.function(\"__fput\")", struct file *file = pointer_arg(1))
	WMK_STAP_WHEN(wmk_is_opened(file) && wmk_is_stored(file))
	WMK_BLIND("descriptors that are closed while another one, or a mapping, still has the same open file")
	WMK_BLIND("that what the kernel or io_uring gives up is of a thread of the kernel's")
	WMK_CONSTANTS_OF(opening)
	WMK_CONSTANTS_OF(paths)

	/* The first 255 bytes of the path. */
	char Path[256]			WMK_BPF_FILL(wmk_fill_path, file);
	/* PATH_CUT_END where it is longer. */
	__u8 PathCut			WMK_BPF(wmk_path_cut(file));
	/* As stat(2) gives them; on overlayfs stat may give the device of a layer. */
	__u32 Device			WMK_BPF(wmk_device(file));
	__u64 Inode			WMK_BPF(BPF_CORE_READ(file, f_inode, i_ino));
	/* Those of the open file: O_RDWR ... */
	__u32 Flags			WMK_BPF(file->f_flags);
};

#endif /* WMK_EVENTS_FILE_H */
