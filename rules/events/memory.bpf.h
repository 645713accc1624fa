/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * memory.bpf.h - how the fields of memory's events are read
 */
#ifndef WMK_EVENTS_MEMORY_BPF_H
#define WMK_EVENTS_MEMORY_BPF_H

#include "sched.bpf.h"

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct pt_regs___fault {
	unsigned long ip;
};

#pragma clang attribute pop

#endif /* WMK_EVENTS_MEMORY_BPF_H */
