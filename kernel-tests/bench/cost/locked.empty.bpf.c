// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* An empty program where locked has its own. */
#include "hand.h"

SEC("tp_btf/flock_lock_inode")
int locks(void *ctx UNUSED)
{
	return 0;
}
