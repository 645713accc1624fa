// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* An empty program where numbered has its own. */
#include "hand.h"

SEC("tp_btf/sys_enter")
int enter(void *ctx UNUSED)
{
	return 0;
}
