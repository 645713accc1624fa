/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmkevents.h - the catalogue of kernel events that comes with wmkgen
 *
 * Fields are the kernel's own copies unless their comment says otherwise:
 * nothing here reads memory that another thread of the program can change.
 */
#ifndef WMKEVENTS_H
#define WMKEVENTS_H

#include "wmk.h"
#include "wmkconstants.h"

#include "events/syscall.h"
#include "events/process.h"
#include "events/file.h"
#include "events/program.h"
#include "events/net.h"
#include "events/security.h"
#include "events/sched.h"
#include "events/block.h"
#include "events/memory.h"
#include "events/lock.h"

#endif /* WMKEVENTS_H */
