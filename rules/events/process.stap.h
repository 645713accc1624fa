/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * process.stap.h - how the fields of threads, processes and programs are read in a
 * module
 */
#ifndef WMK_EVENTS_PROCESS_STAP_H
#define WMK_EVENTS_PROCESS_STAP_H

#include <linux/binfmts.h>
#include <linux/sched/signal.h>
#include "read.stap.h"

#endif /* WMK_EVENTS_PROCESS_STAP_H */
