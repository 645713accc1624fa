/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * file.h - kinds of events: files
 */
#ifndef WMK_EVENTS_FILE_H
#define WMK_EVENTS_FILE_H

#include "../wmk.h"
#include "../wmkconstants.h"

#ifdef __bpf__
#include "file.bpf.h"
#endif

/* A file is about to be opened; permission was granted by what was asked before. */
struct WMK_KIND(fileopen) {
	WMK_ATTEMPTED
	WMK_IN_TASK
	WMK_BPF_AT("lsm/file_open", struct file *file)
	WMK_BPF_AT("fentry/security_file_open", struct file *file)
	WMK_BLIND("opens with O_PATH, and opens refused before")
	WMK_BLIND("that an open on overlayfs may be raised once more, for the file beneath")
	WMK_CONSTANTS(O_ACCMODE = 03, O_RDONLY = 00, O_WRONLY = 01, O_RDWR = 02,
		      O_CREAT = 0100, O_EXCL = 0200, O_TRUNC = 01000,
		      O_APPEND = 02000, O_DIRECTORY = 0200000)

	/* Absolute, as the opening process sees it; empty where longer than 255 bytes. */
	char Path[256]			WMK_BPF_FILL(wmk_fill_path, file);
	/* As stat(2) gives them. */
	__u32 Device			WMK_BPF(wmk_device(file));
	__u64 Inode			WMK_BPF(file->f_inode->i_ino);
	/* O_RDONLY, O_CREAT ...; the kernel may have added to what open(2) got. */
	__u32 Flags			WMK_BPF(file->f_flags);
};

#endif /* WMK_EVENTS_FILE_H */
