// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The same program without statistics. */
#define BARE
#include "locked.hand.bpf.c"
