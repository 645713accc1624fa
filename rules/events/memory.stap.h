/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * memory.stap.h - how the fields of memory's events are read in a module
 */
#ifndef WMK_EVENTS_MEMORY_STAP_H
#define WMK_EVENTS_MEMORY_STAP_H

#include "sched.stap.h"

#endif /* WMK_EVENTS_MEMORY_STAP_H */
