// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Empty programs where nosyscallexit has its own. */
#include "hand.h"

#define EMPTY(name, point) SEC(point) int name(void *ctx UNUSED) { return 0; }

EMPTY(enter, "tp_btf/sys_enter")
EMPTY(leave, "tp_btf/sys_exit")
EMPTY(end, "tp_btf/sched_process_exit")
EMPTY(exec, "tp_btf/sched_process_exec")
