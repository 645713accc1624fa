/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * process.bpf.h - how the fields of threads, processes and programs are read
 */
#ifndef WMK_EVENTS_PROCESS_BPF_H
#define WMK_EVENTS_PROCESS_BPF_H

#include "read.bpf.h"

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct linux_binprm {
	struct file *file;
	const char *filename;
	const char *interp;
};

#pragma clang attribute pop

#endif /* WMK_EVENTS_PROCESS_BPF_H */
