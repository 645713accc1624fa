/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * fed_monitor.h - what monitor.c and clear.c share: the monitor that is fed, as
 * the loader's library has it
 */
#ifndef WMK_FED_MONITOR_H
#define WMK_FED_MONITOR_H

#include "internal.h"

extern struct wmk *monitor;

/* clear.c: before it is loaded, the values that its VARs begin with */
void keep_variables(void);

#endif /* WMK_FED_MONITOR_H */
