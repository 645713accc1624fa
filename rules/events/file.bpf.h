/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * file.bpf.h - how the fields of files are read
 */
#ifndef WMK_EVENTS_FILE_BPF_H
#define WMK_EVENTS_FILE_BPF_H

#include "read.bpf.h"

#endif /* WMK_EVENTS_FILE_BPF_H */
